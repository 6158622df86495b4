//! The log of the desk: what was done and seen there stands in it, with who and whom; it is looked up by name and day, and taken along.

use crate::cast::{Player, player};
use crate::lists::{get, read, row};
use crate::on_both;
use crate::world::{Ask, World};
use domain::when::Day;
use domain::wire::audit::{Deed, Entry, Wanted};

async fn look(world: &World, staff: &Player, words: &str, day: Option<Day>) -> Vec<Entry> {
    let wanted = Wanted { words: words.into(), day };
    let ask = Ask::json("POST", "/api/desk/log", &wanted).by(staff.cookie(), staff.me);
    serde_json::from_slice(&world.ask(&ask).await.body).unwrap()
}

on_both! {
    async fn what_is_done_at_the_desk_stands_in_its_log(world: &World) {
        let (staff, zhou) = (player(world, "open").await, world.resident("R0001"));
        let post = |path: &str, body: &str| Ask::new("POST", path, body).by(staff.cookie(), staff.me);
        assert_eq!(world.ask(&post("/api/desk/residents", "\"周桂珍\"")).await.status, 200);
        assert_eq!(world.ask(&post("/api/desk/cards", &format!("[\"{zhou}\"]"))).await.status, 200);
        world.phone(&[zhou]).await;
        assert_eq!(world.ask(&post("/api/desk/sign-out", &format!("\"{zhou}\""))).await.status, 200);

        let found = look(world, &staff, "周桂珍", None).await;
        let deeds: Vec<Deed> = found.iter().map(|entry| entry.deed).collect();
        assert_eq!(deeds, [Deed::SignedOut, Deed::PrintedCard, Deed::Searched], "the last first");
        let by = world.person(staff.me.unwrap()).await.name;
        assert!(found.iter().all(|entry| entry.by == by));
        assert_eq!((found[0].whom.as_str(), found[0].count), ("周桂珍", 1));
        assert_eq!((found[2].whom.as_str(), found[2].words.as_str(), found[2].count), ("", "周桂珍", 1));

        assert_eq!(look(world, &staff, "", Some(found[0].at.day())).await[0], found[0]);
        assert!(look(world, &staff, "", Day::of(2000, 1, 1)).await.is_empty());
        assert!(look(world, &staff, "没有这个人", None).await.is_empty());
        assert!(look(world, &staff, "%", None).await.len() >= 3, "a sign is no pattern");

        let sheet = read(&get(world, "open", "/api/export/log").await, "操作记录");
        assert_eq!(row(&sheet, 1)[2], "导出操作记录");
        assert_eq!(look(world, &staff, "", None).await[0].deed, Deed::TookLog, "that it was taken along is noted");
    }
}
