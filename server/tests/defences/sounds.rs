//! The readings by which phones find: of every public title, of a new one at once, and of nothing else.

use crate::on_both;
use crate::world::{Ask, World};
use domain::activity::Activity;
use domain::change::Change;
use domain::id::ActivityId;
use domain::views::find::Index;
use domain::views::find::sounds::Sounds;
use domain::when::Moment;
use uuid::Uuid;

async fn lines(world: &World) -> Vec<String> {
    let reply = world.ask(&Ask::new("GET", "/api/sounds", "")).await;
    assert_eq!(reply.status, 200);
    serde_json::from_slice(&reply.body).unwrap()
}

async fn reads(world: &World, character: char) -> bool {
    lines(world).await.iter().any(|line| line.contains(character))
}

on_both! {
    async fn every_need_is_found_by_its_pinyin_and_its_initials(world: &World) {
        let sounds = Sounds::of(&lines(world).await);
        let public = world.app.public_rows().await.unwrap();
        let index = Index::of(&public.rows, &sounds, Moment(0));
        for need in &world.census.needs {
            for form in sounds.pinyin(&need.title).split(' ') {
                assert!(!form.is_empty() && !index.find(form).is_empty(), "{} by {form}", need.title);
            }
            let found = index.find(&need.title).needs;
            assert!(found.iter().any(|found| found.id == need.id), "{}", need.title);
        }
    }

    async fn a_title_is_read_as_soon_as_it_is_public(world: &World) {
        let strange = '龘';
        assert!(!reads(world, strange).await, "or nothing is shown");
        let (id, organization) = (ActivityId(Uuid::now_v7()), world.organization("opera"));
        let posted = Activity { id, organization, title: format!("学写{strange}字"), ..Activity::default() };
        world.write(Change::Activity(posted)).await;
        assert!(reads(world, strange).await);
    }

    async fn they_are_small_and_name_nobody(world: &World) {
        let lines = lines(world).await;
        let bytes: usize = lines.iter().map(String::len).sum();
        assert!(bytes < 6000, "{bytes}");
        let syllable = |line: &String| line.chars().filter(char::is_ascii_alphabetic).count() < 7;
        assert!(lines.iter().all(|line| line.contains(' ') || syllable(line)), "a syllable and characters, or a word");
    }
}
