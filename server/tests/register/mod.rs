//! Finding residents at the desk, on both databases alike.

use crate::both_databases;
use crate::support::Stage;
use domain::id::{HouseholdId, ResidentId, StairwellId};
use domain::resident::Registered;
use server::import::census::{Household, Stairwell};
use server::store::{census, register, resident};
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

    async fn a_door_that_the_desk_has_made_is_the_one_that_the_files_name_later(stage: &Stage) {
        let building = stage.census.compounds[0].buildings[0].id;
        let behind = |stairwell: &str, room: &str| Registered {
            id: ResidentId(Uuid::now_v7()),
            building,
            name: "周新".into(),
            stairwell: stairwell.into(),
            room: room.into(),
            ..Registered::default()
        };
        let mut tx = stage.db.write(stage.community).await.unwrap();
        resident::register(&mut tx, &behind("九单元", "901")).await.unwrap();
        // However it is written.
        resident::register(&mut tx, &behind("9单元", "901室")).await.unwrap();
        tx.commit().await.unwrap();
        let mut files = stage.census.clone();
        let (stairwell, household) = (StairwellId(Uuid::now_v7()), HouseholdId(Uuid::now_v7()));
        let (group, grid) = (String::new(), String::new());
        files.stairwells.push(Stairwell { id: stairwell, building, name: "九单元".into(), group, grid });
        files.households.push(Household { id: household, stairwell, room: "901".into() });
        files.residents[0].household = household;
        census::import(&stage.db, &files).await.unwrap();
        let stairwells = "select count(*) from stairwell where community = $1 and building = $2
            and name in ('九单元', '9单元')";
        assert_eq!(stage.count(stairwells, building.0).await, 1);
        let together = "select count(*) from resident r join household h on h.community = r.community
               and h.household = r.household join stairwell s on s.community = h.community and s.stairwell = h.stairwell
            where r.community = $1 and s.building = $2 and s.name = '九单元' and h.room = '901'";
        assert_eq!(stage.count(together, building.0).await, 3, "behind one door");
    }
}
