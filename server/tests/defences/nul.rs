//! The character NUL, which SQLite keeps in a text and PostgreSQL does not: the answer is the same on both, and nobody waits for it.

use crate::attempts;
use crate::cast::player;
use crate::on_both;
use crate::world::{Ask, World};
use domain::command::Command;
use domain::id::ReportId;
use domain::report::Draft;
use uuid::Uuid;

on_both! {
    async fn what_no_text_can_keep_is_refused_and_holds_up_nobody(world: &World) {
        let (resident, staff) = (player(world, "resident").await, player(world, "open").await);
        let file = |words: &str| {
            let draft = Draft { words: words.into(), ..Draft::default() };
            attempts::push(world, &resident, Command::FileReport { report: ReportId(Uuid::now_v7()), draft })
        };
        for (words, answer) in [("灯\0坏了", "update_needed"), ("灯\\u0000坏了", "applied")] {
            let reply = world.ask(&file(words)).await;
            assert!(reply.status == 200 && reply.text().contains(answer), "{}: {}", reply.status, reply.text());
        }
        let search = Ask::json("POST", "/api/desk/residents", &"周\0桂珍").by(staff.cookie(), staff.me);
        let found = world.ask(&search).await;
        assert!(found.status == 200 && found.text().contains("周桂珍"), "{}: {}", found.status, found.text());
    }
}
