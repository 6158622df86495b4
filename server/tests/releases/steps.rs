//! Whatever step of the tables a database stands at, this program brings it up with every row: whoever runs a program between two releases
//! is taken over like whoever runs a release. The life in it is that of the oldest release.
//!
//! Every day the last steps are tried and some of those before them, with `XISHAN_MIG=all` each; `XISHAN_PROVE` names a file that gets a
//! line of figures.

use super::{held, left_behind, lost, sound};
use crate::support::dump;
use server::db::Db;
use std::io::Write;

/// The last of them, each.
const LAST: usize = 5;
/// And of those before, every so many.
const EVERY: usize = 12;

/// The steps that are tried, and how many there are.
fn tried(on_postgres: bool, from: i64) -> (Vec<i64>, usize) {
    let mut steps = dump::steps(on_postgres);
    steps.retain(|step| *step >= from);
    let all = steps.len();
    assert!(all > 40, "{all}");
    if std::env::var("XISHAN_MIG").is_ok_and(|how| how == "all") {
        return (steps, all);
    }
    let chosen = |at: usize| at + LAST >= all || at.is_multiple_of(EVERY);
    ((0..all).filter(|at| chosen(*at)).map(|at| steps[at]).collect(), all)
}

/// What is lost on the way from a step to today, by table and row.
async fn on_the_way(on_postgres: bool, step: i64) -> Vec<String> {
    let mut wrong = Vec::new();
    for (_, place) in left_behind(on_postgres).await.into_iter().take(1) {
        dump::bring_to(&place.address(), step).await;
        let old = Db::look(&place.address()).await.unwrap();
        let shape = dump::shape(&old).await;
        let before = held(&old, &shape).await;
        old.close().await;
        let db = Db::open(&place.address()).await.unwrap();
        wrong.extend(lost(&before, &held(&db, &shape).await));
        sound(&db).await;
        db.close().await;
        place.give_back().await;
    }
    wrong.into_iter().map(|row| format!("from step {step}: {row}")).collect()
}

async fn every_step_is_brought_up(on_postgres: bool) {
    let there = left_behind(on_postgres).await;
    let Some((_, first)) = there.first() else { return };
    let from = dump::step(&first.address()).await;
    for (_, place) in &there {
        place.give_back().await;
    }
    let (steps, all) = tried(on_postgres, from);
    let mut wrong = Vec::new();
    for step in &steps {
        wrong.extend(on_the_way(on_postgres, *step).await);
    }
    let kind = if on_postgres { "postgres" } else { "sqlite" };
    tell(kind, steps.len(), all, wrong.len());
    assert_eq!(wrong, [""; 0]);
}

/// A line for `make prove`.
fn tell(kind: &str, tried: usize, goal: usize, failures: usize) {
    let Ok(file) = std::env::var("XISHAN_PROVE") else { return };
    let what = format!("earlier tables brought up, {kind}");
    let line = serde_json::json!({
        "harness": "MIG", "what": what, "tried": tried, "goal": goal, "failures": failures, "seeds": []
    });
    let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
    file.and_then(|mut file| writeln!(file, "{line}")).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_of_every_earlier_step_are_brought_up_on_sqlite() {
    every_step_is_brought_up(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_of_every_earlier_step_are_brought_up_on_postgres() {
    every_step_is_brought_up(true).await;
}
