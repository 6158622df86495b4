//! The way of a command, simulated: real phones (`domain::phone`), a hostile network, disks that forget, clocks that lie, people who change
//! their minds, and a server that dies and comes back from a backup. One thread, one clock that jumps, one source of chance: a seed
//! says everything that happens, so what goes wrong once goes wrong every time.
//!
//! A sqlx statement costs some 100 µs in a debug build, and a command needs about fifteen: hundreds of seeds with a thousand
//! commands each would take a quarter of an hour. So the bulk runs on a server of plain maps around the domain's own `decide` and
//! `project`; fewer seeds run on the server's own `apply`, `store` and `news` on SQLite; and some run on both (and on PostgreSQL,
//! where `XISHAN_TEST_POSTGRES` names one), where every answer must be the same.
//!
//! After every command that the server decides, a reference written from the rules alone ([`sim::model`]) says what the tables must hold:
//! C1 places, C3 the waiting list, C4 fewer places, C5 shifts and swaps, C6 portions, M2 one effect, S1 signed out is signed out, M7 first in first out. In some
//! runs three years go by while commands wait or are on their way: M6 what was decided is remembered. In the end
//! M4 nothing vanished, and E1 every outbox is empty and every phone shows the server's rows.
//!
//! `XISHAN_SIM_SEEDS=20000` runs more, `XISHAN_SIM_SEED=7` one of them, `XISHAN_SIM_ACTS=2000` longer ones; `XISHAN_PROVE=file` appends the figures.

#[path = "support/lent.rs"]
mod lent;
#[path = "support/place.rs"]
mod place;
mod sim {
    pub mod arrivals;
    pub mod broken;
    pub mod dice;
    pub mod disk;
    pub mod handset;
    pub mod judge;
    pub mod leases;
    pub mod ledger;
    pub mod memory;
    pub mod model;
    pub mod people;
    pub mod roster;
    pub mod rounds;
    pub mod run;
    pub mod server;
    pub mod sqlite;
    pub mod swaps;
    pub mod weather;
    pub mod world;
}

use lent::Lent;
use sim::broken::Broken;
use sim::memory::Memory;
use sim::run::{MISHAPS, Report, Run, Setup};
use sim::server::Store;
use sim::sqlite::Real;
use std::io::Write;
use tokio::runtime::{Builder, Runtime};

/// How many seeds run on maps, unless the environment says otherwise.
const SEEDS: u64 = 300;
/// How often people take their phones into their hands in one run; about 1.1 commands come of each.
const ACTS: i64 = 800;
/// How many on SQLite alone.
const REAL_SEEDS: u64 = 12;
/// How many on every store, to be compared.
const TWIN_SEEDS: u64 = 8;
/// A broken rule must be noticed within so many.
const CONTROL_SEEDS: u64 = 200;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The seeds to run: one that was named, or the first so many.
fn seeds(usual: u64) -> Vec<u64> {
    match number("XISHAN_SIM_SEED") {
        Some(seed) => vec![seed],
        None => (1..=usual).collect(),
    }
}

fn setup(seed: u64) -> Setup {
    let acts = number("XISHAN_SIM_ACTS").and_then(|acts| acts.try_into().ok()).unwrap_or(ACTS);
    Setup { seed, broken: Broken::Nothing, acts, restores: true }
}

fn on_maps(setup: Setup) -> Report {
    let store = Store::Memory(Box::new(Memory::new(&Run::census(setup.seed))));
    Run::new(setup, store).finish().0
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// None when there is no such database here.
fn on_database(setup: Setup, postgres: bool) -> Option<Report> {
    let (runtime, census) = (runtime(), Run::census(setup.seed));
    let stage =
        if postgres { runtime.block_on(Lent::postgres(&census))? } else { runtime.block_on(Lent::sqlite(&census)) };
    let (report, server) = Run::new(setup, Store::Real(Box::new(Real::new(runtime, stage)))).finish();
    if let Store::Real(real) = server.store {
        real.end();
    }
    Some(report)
}

/// Fails with the seeds that went wrong, and writes the figures down for `make prove`.
fn tell(what: &str, reports: &[(u64, Report)]) {
    let failed: Vec<&(u64, Report)> = reports.iter().filter(|(_, report)| report.fault.is_some()).collect();
    let commands: usize = reports.iter().map(|(_, report)| report.commands).sum();
    if let Ok(file) = std::env::var("XISHAN_PROVE") {
        let seeds: Vec<u64> = failed.iter().map(|(seed, _)| *seed).collect();
        let what = format!("{what}: {commands} commands");
        let line = serde_json::json!({
            "harness": "SIM", "what": what, "tried": reports.len(), "failures": seeds.len(), "seeds": seeds
        });
        let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
        file.and_then(|mut file| writeln!(file, "{line}")).unwrap();
    }
    let lines = failed
        .iter()
        .filter_map(|(seed, report)| report.fault.as_ref().map(|fault| format!("XISHAN_SIM_SEED={seed}: {fault}\n")));
    assert!(
        failed.is_empty(),
        "{} of {} runs failed\n{}",
        failed.len(),
        reports.len(),
        lines.take(10).collect::<String>()
    );
    println!("{what}: {} runs, {commands} commands", reports.len());
}

#[test]
fn whatever_happens_on_the_way_nothing_is_lost_and_nothing_happens_twice() {
    let seeds = seeds(number("XISHAN_SIM_SEEDS").unwrap_or(SEEDS));
    let run = |seed: &u64| (*seed, on_maps(setup(*seed)));
    // Each run has one thread; runs have nothing to do with each other.
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let reports: Vec<(u64, Report)> = std::thread::scope(|scope| {
        let parts = seeds.chunks(seeds.len().div_ceil(threads));
        let parts: Vec<_> = parts.map(|part| scope.spawn(move || part.iter().map(run).collect::<Vec<_>>())).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    tell("phones, network and rules", &reports);
    let met = |what: &&&str| reports.iter().any(|(_, report)| report.met.contains(*what));
    let missed: Vec<_> = MISHAPS.iter().filter(|what| !met(what)).collect();
    assert!(missed.is_empty() || reports.len() < 100, "no run met {missed:?}");
}

#[test]
fn a_seed_says_everything_that_happens() {
    for seed in seeds(SEEDS).into_iter().step_by(100) {
        assert_eq!(on_maps(setup(seed)), on_maps(setup(seed)), "XISHAN_SIM_SEED={seed}");
    }
    assert_ne!(on_maps(setup(1)).trace, on_maps(setup(2)).trace);
}

#[test]
fn on_the_real_store_too() {
    let run = |seed: u64| (seed, on_database(Setup { acts: 120, ..setup(seed) }, false).unwrap());
    tell("the same on SQLite", &seeds(REAL_SEEDS).into_iter().map(run).collect::<Vec<_>>());
}

#[test]
fn every_store_gives_the_same_answers() {
    let mut reports = Vec::new();
    for seed in seeds(TWIN_SEEDS) {
        let setup = Setup { acts: 60, restores: false, ..setup(seed) };
        let (maps, sqlite) = (on_maps(setup), on_database(setup, false).unwrap());
        assert_eq!(maps, sqlite, "XISHAN_SIM_SEED={seed}: SQLite is not like the maps");
        if let Some(postgres) = on_database(setup, true) {
            assert_eq!(maps, postgres, "XISHAN_SIM_SEED={seed}: PostgreSQL is not like SQLite");
        }
        reports.push((seed, sqlite));
    }
    tell("maps, SQLite and PostgreSQL alike", &reports);
}

/// How many seeds it takes to notice, and what was noticed.
fn noticed(broken: Broken) -> (u64, String) {
    let tries = (1..=CONTROL_SEEDS).map(|seed| (seed, on_maps(Setup { broken, ..setup(seed) })));
    let found = tries.into_iter().find_map(|(seed, report)| Some((seed, report.fault?)));
    found.unwrap_or_else(|| panic!("{broken:?} was not noticed"))
}

#[test]
fn a_server_that_looks_for_no_receipt_is_noticed() {
    let (_, what) = noticed(Broken::NoReceipts);
    assert!(what.starts_with("M2"), "{what}");
}

#[test]
fn a_server_that_counts_no_places_is_noticed() {
    let (_, what) = noticed(Broken::NoCapacity);
    assert!(what.starts_with("C1") || what.starts_with("C3") || what.contains("C4"), "{what}");
}

#[test]
fn a_phone_that_forgets_its_outbox_is_noticed() {
    let (_, what) = noticed(Broken::OutboxCleared);
    assert!(what.starts_with("M4") || what.starts_with("M7"), "{what}");
}

#[test]
fn a_server_that_believes_the_phones_clocks_is_noticed() {
    let (_, what) = noticed(Broken::ClientClock);
    assert!(what.contains("the rules say") || what.starts_with("C3"), "{what}");
}

#[test]
fn a_phone_that_does_not_send_again_what_a_backup_forgot_is_noticed() {
    let (_, what) = noticed(Broken::SentForgotten);
    assert!(what.starts_with("M4") || what.starts_with("M7"), "{what}");
}

#[test]
fn a_server_that_lets_too_many_on_a_shift_is_noticed() {
    let (_, what) = noticed(Broken::NoMost);
    assert!(what.starts_with("D1") || what.contains("the rules say"), "{what}");
}
