//! Finding residents at the desk, on both databases alike.

use crate::both_databases;
use crate::support::Stage;
use domain::id::ResidentId;
use domain::resident::Registered;
use server::store::{register, resident};
use uuid::Uuid;

both_databases! {
    async fn somebody_is_found_by_large_letters_and_small_ones(stage: &Stage) {
        let (id, building) = (ResidentId(Uuid::now_v7()), stage.census.compounds[0].buildings[0].id);
        let (name, stairwell, room) = ("Anna李".into(), "一单元".into(), "B座909".into());
        let row = Registered { id, building, name, stairwell, room, ..Registered::default() };
        let mut tx = stage.db.write(stage.community).await.unwrap();
        resident::register(&mut tx, &row).await.unwrap();
        for words in ["anna李", "ANNA", "b座909"] {
            let found = register::search(&mut tx, words).await.unwrap();
            assert!(found.len() == 1 && found[0].person.id == id, "{words}");
        }
    }
}
