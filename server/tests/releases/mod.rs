//! What a released version left behind is taken over by this one: its database with every row, and the outbox of a phone that has not
//! been opened since.
//!
//! `server/tests/fixtures/releases` has a folder for each release: `sqlite.sql` and `postgres.sql` (the same community in either
//! database), and `phone.json` (what a browser kept; `end2end/tests/migration.test.mjs` opens it in one). The people are invented. The
//! next release is added before its version is raised, and committed:
//!
//!     XISHAN_WRITE_FIXTURE=2 .ci/with-postgres cargo nextest run -p server --test both_databases releases::
//!
//! A folder is never changed afterwards: it is what stands on other people's disks.

mod handset;
mod life;
mod steps;
mod village;

use crate::support::Stage;
use crate::support::dump::{self, Shape};
use crate::support::place::Place;
use axum::Router;
use domain::wire::{Answer, Outcome, PUSH_MAX};
use handset::{Handset, Kit};
use server::commands::now;
use server::db::Db;
use server::doctor::{self, line};
use server::restore::restore;
use server::site::Site;
use server::state::App;
use server::store;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What may change although nobody does anything: revisions go on, and a step of the tables may write rows into the feed anew.
const LIVELY: [&str; 2] = ["revision", "body"];

fn folder(release: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/releases").join(release)
}

fn releases() -> Vec<String> {
    let names = std::fs::read_dir(folder("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

fn file(release: &str, name: &str) -> String {
    std::fs::read_to_string(folder(release).join(name)).unwrap()
}

fn kit(release: &str) -> Kit {
    serde_json::from_str(&file(release, "phone.json")).unwrap()
}

async fn router_of(db: &Db) -> Router {
    let community = store::community::all(db).await.unwrap()[0];
    let app = App::start(db.clone(), community, Site::embedded(), "http://localhost".into(), false).await.unwrap();
    server::router::router(app)
}

async fn sound(db: &Db) {
    let findings = doctor::examine(db).await.unwrap();
    let unsound: Vec<String> = findings.iter().filter(|finding| !finding.sound()).map(line).collect();
    assert_eq!(unsound, [""; 0]);
}

/// A database of each release, as it stood when its program ended.
async fn left_behind(on_postgres: bool) -> Vec<(String, Place)> {
    let mut all = Vec::new();
    for release in releases() {
        let place = if on_postgres { Place::database().await } else { Some(Place::folder(std::env::temp_dir())) };
        let Some(place) = place else { return Vec::new() };
        let name = if on_postgres { "postgres.sql" } else { "sqlite.sql" };
        dump::load(&place.address(), &file(&release, name)).await;
        all.push((release, place));
    }
    all
}

/// All rows, table by table, as far as they stand still.
async fn held(db: &Db, shape: &Shape) -> BTreeMap<String, BTreeSet<String>> {
    let mut held = BTreeMap::new();
    for (table, columns) in shape {
        let still: Vec<String> = columns.iter().filter(|column| !LIVELY.contains(&column.as_str())).cloned().collect();
        held.insert(table.clone(), dump::rows(db, table, &still).await);
    }
    held
}

/// What was there before and is not any more.
fn lost(before: &BTreeMap<String, BTreeSet<String>>, after: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let rows = before.iter().flat_map(|(table, rows)| rows.iter().map(move |row| (table, row)));
    rows.filter(|(table, row)| !after[*table].contains(*row)).map(|(table, row)| format!("{table}: {row}")).collect()
}

async fn no_row_is_lost(on_postgres: bool) {
    for (release, place) in left_behind(on_postgres).await {
        let old = Db::look(&place.address()).await.unwrap();
        let shape = dump::shape(&old).await;
        let before = held(&old, &shape).await;
        old.close().await;
        for table in ["signup", "meal_order", "report", "photo", "card", "receipt", "device_resident", "feed"] {
            assert!(!before[table].is_empty(), "there is life in {table} of {release}");
        }
        let db = Db::open(&place.address()).await.unwrap();
        assert_eq!(lost(&before, &held(&db, &shape).await), [""; 0], "{release}");
        sound(&db).await;
        // Again: there is nothing left to do.
        db.close().await;
        let db = Db::open(&place.address()).await.unwrap();
        assert_eq!(lost(&before, &held(&db, &shape).await), [""; 0], "{release}");
        // Or this test sees nothing.
        dump::run(&db, "delete from report_step where place > 0".into()).await;
        let missing = lost(&before, &held(&db, &shape).await);
        assert!(!missing.is_empty() && missing.iter().all(|row| row.starts_with("report_step: ")), "{missing:?}");
        db.close().await;
        place.give_back().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_of_a_release_is_lost_on_sqlite() {
    no_row_is_lost(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_of_a_release_is_lost_on_postgres() {
    no_row_is_lost(true).await;
}

/// What became of a command, in one word.
fn word(answer: &Answer) -> String {
    match &answer.outcome {
        Outcome::Applied { .. } => "applied".into(),
        Outcome::Refused { refusal } => serde_json::to_value(refusal).unwrap().to_string().replace('"', ""),
        other => format!("{other:?}"),
    }
}

/// Commands on all shelves of a phone.
fn commands(phone: &Handset) -> BTreeSet<String> {
    let phone = &phone.phone;
    let waiting = phone.outbox.iter().map(|row| row.envelope.id);
    let parked = phone.parked.iter().map(|row| row.envelope.id);
    let all: Vec<_> = waiting.chain(parked).chain(phone.sent.iter().map(|row| row.envelope.id)).collect();
    let once: BTreeSet<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!(all.len(), once.len(), "each on one shelf");
    once
}

async fn the_outbox_is_answered(on_postgres: bool) {
    for (release, place) in left_behind(on_postgres).await {
        let db = Db::open(&place.address()).await.unwrap();
        // She used her phone yesterday, whenever this test runs.
        dump::run(&db, format!("update device set made = {0}, seen = {0}", now().0 - 1000)).await;
        let mut phone = Handset::open(router_of(&db).await, kit(&release));
        let (all, expected) = (commands(&phone), phone.kit.expected.clone());
        let parked = phone.phone.parked.clone();
        assert!(!phone.kit.draft().words.is_empty() && !parked.is_empty() && !phone.phone.sent.is_empty());
        assert_eq!(phone.phone.unanswered().count(), expected.len());
        let unanswered: Vec<_> = phone.phone.unanswered().cloned().collect();

        let answers = phone.push_all().await;
        let became: BTreeMap<String, String> =
            answers.iter().map(|answer| (answer.id.to_string(), word(answer))).collect();
        assert_eq!(became, expected, "{release}");
        assert_eq!(answers.iter().filter(|answer| answer.already).count(), 1, "one was answered before, and not heard");
        phone.catch_up().await;
        assert_eq!(phone.phone.outbox, [], "everything is answered and its rows are there");
        assert_eq!(commands(&phone), all, "nothing has vanished");
        assert!(phone.phone.parked.starts_with(&parked));
        for part in [domain::wire::Part::Mine, domain::wire::Part::Public] {
            let pull = phone.pull(part).await;
            let scopes = pull.scopes.clone();
            assert_eq!(pull.digest, Some(phone.phone.confirmed.digest(&scopes)), "{part:?}");
        }

        // Everything again, as a phone does that has lost the answers: the same, and nothing happens.
        let settled = held(&db, &dump::shape(&db).await).await;
        for batch in unanswered.chunks(PUSH_MAX) {
            for answer in phone.push(batch.to_vec()).await {
                assert!(answer.already);
                assert_eq!(word(&answer), expected[&answer.id.to_string()]);
            }
        }
        assert_eq!(held(&db, &dump::shape(&db).await).await, settled);
        sound(&db).await;
        db.close().await;
        place.give_back().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_of_a_release_is_answered_on_sqlite() {
    the_outbox_is_answered(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_of_a_release_is_answered_on_postgres() {
    the_outbox_is_answered(true).await;
}

/// A backup is a database of its release, too.
async fn a_backup_is_restored(into: impl AsyncFn() -> Option<Stage>) {
    for (release, place) in left_behind(false).await {
        let Some(twin) = into().await else { return };
        let Place::Folder(folder) = &place else { panic!("a backup is a file") };
        restore(&twin.db, &folder.join("xishan.db")).await.unwrap();
        let old = Db::look(&place.address()).await.unwrap();
        let mut shape = dump::shape(&old).await;
        shape.remove("_sqlx_migrations");
        let (before, after) = (held(&old, &shape).await, held(&twin.db, &shape).await);
        for (table, rows) in before {
            // Who may see more than before is told so when the tables are brought up to date.
            let told = table == "feed" && after[&table].len() > rows.len();
            assert!(told || after[&table].len() == rows.len(), "{table} of {release}");
        }
        old.close().await;
        sound(&twin.db).await;
        twin.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_release_is_restored_into_sqlite() {
    a_backup_is_restored(async || Some(Stage::empty_sqlite().await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_release_is_restored_into_postgres() {
    a_backup_is_restored(Stage::empty_postgres).await;
}

/// The other way round: this program leaves tables alone that a later one has made.
async fn a_later_version_is_left_alone(on_postgres: bool) {
    for (_, place) in left_behind(on_postgres).await {
        let old = Db::look(&place.address()).await.unwrap();
        let later = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
            select 9999, description, success, checksum, 0 from _sqlx_migrations where version = 1";
        dump::run(&old, later.into()).await;
        let shape = dump::shape(&old).await;
        let before = held(&old, &shape).await;
        assert!(Db::open(&place.address()).await.is_err(), "it says so and does not start");
        assert_eq!((dump::shape(&old).await, held(&old, &shape).await), (shape, before));
        old.close().await;
        place.give_back().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_of_a_later_version_are_left_alone_on_sqlite() {
    a_later_version_is_left_alone(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_of_a_later_version_are_left_alone_on_postgres() {
    a_later_version_is_left_alone(true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_of_a_release_is_all_of_it() {
    let release = std::env::var("XISHAN_WRITE_FIXTURE").ok();
    let draft = Place::folder(std::env::temp_dir());
    let Place::Folder(aside) = &draft else { panic!("a folder is a folder") };
    let written = life::write(&release.map_or_else(|| aside.clone(), |release| folder(&release))).await;
    for (file, text) in &written {
        let place = if file.ends_with("postgres.sql") {
            Place::database().await.unwrap()
        } else {
            Place::folder(std::env::temp_dir())
        };
        dump::load(&place.address(), text).await;
        let db = Db::look(&place.address()).await.unwrap();
        assert!(&dump::write(&db).await == text, "read back it is the same: {}", file.display());
        db.close().await;
        place.give_back().await;
    }
}
