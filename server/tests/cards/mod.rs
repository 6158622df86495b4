//! Cards' codes on both databases, as people read them off the paper: what looks alike is taken for what stands there, and a card that
//! was printed when more letters were in use is still read as it was printed.

use crate::both_databases;
use crate::support::Stage;
use domain::id::ResidentId;
use domain::when::Moment;
use server::api::sign_in::{CARD_MS, whose};
use server::commands::now;
use server::db::Tx;
use server::secret::{read_card_code, sha256};
use server::store::card;

async fn print(tx: &mut Tx, who: ResidentId, code: &str, at: Moment) {
    card::save(tx, who, &sha256(code.as_bytes()), at, at.plus_ms(CARD_MS)).await.unwrap();
}

async fn read(tx: &mut Tx, typed: &str, at: Moment) -> Option<ResidentId> {
    whose(tx, &read_card_code(typed).unwrap(), at).await.unwrap()
}

both_databases! {
    async fn letters_that_look_like_digits_are_read_as_the_digits_that_were_printed(stage: &Stage) {
        let (guizhen, at) = (stage.resident("R0001"), now());
        let mut tx = stage.db.write(stage.community).await.unwrap();
        print(&mut tx, guizhen, "8X5K2M6A", at).await;
        assert_eq!(read(&mut tx, "8x5k-2m6c", at).await, None, "another code");
        assert_eq!(read(&mut tx, "bxsk-zmga", at).await, Some(guizhen));
        for again in ["bxsk-zmga", "8X5K2M6A"] {
            assert_eq!(read(&mut tx, again, at).await, None, "single use");
        }
        print(&mut tx, guizhen, "2X5K2M6A", at).await;
        assert_eq!(read(&mut tx, "zxsk-zmga", at.plus_ms(CARD_MS + 1)).await, None, "expired");
    }

    async fn an_older_card_is_read_as_it_was_printed(stage: &Stage) {
        let (old, new, at) = (stage.resident("R0001"), stage.resident("R0002"), now());
        let mut tx = stage.db.write(stage.community).await.unwrap();
        print(&mut tx, old, "BXSKZMGA", at).await;
        assert_eq!(read(&mut tx, "8X5K2M6A", at).await, None, "digits are never taken for letters");
        // Even beside a card that reads alike, each is its own.
        print(&mut tx, new, "8X5K2M6A", at).await;
        assert_eq!(read(&mut tx, "BXSK-ZMGA", at).await, Some(old));
        assert_eq!(read(&mut tx, "8X5K-2M6A", at).await, Some(new));
    }
}
