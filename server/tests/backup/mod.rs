//! A backup that is made while people use the community is one state of it; restored, it is a sound community again, in a
//! database of either kind; and nothing that is not a whole backup is ever taken for one.

use crate::both_databases;
use crate::support::story::{sign_in, tell};
use crate::support::{Stage, applied, dump, envelope, run_on, sign_up};
use domain::id::CommandId;
use domain::when::{HOUR_MS, Moment};
use server::backup::{self, backup};
use server::commands::{Writer, now};
use server::doctor::line;
use server::restore::{self, restore};
use server::store::copy::file;
use server::store::doctor::ask;
use server::store::{community, receipt};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{Mutex, watch};

/// The epoch and the revision of a stage.
async fn life(stage: &Stage) -> (String, i64) {
    let (revision, epoch) = community::revision(&mut stage.db.read(stage.community).await.unwrap()).await.unwrap();
    (epoch, revision)
}

async fn sound(stage: &Stage, at: Moment) {
    let findings = ask(&stage.db, at).await.unwrap();
    let unsound: Vec<String> = findings.iter().filter(|finding| !finding.sound()).map(line).collect();
    assert_eq!(unsound, [""; 0]);
}

/// What is left in a folder besides the database itself.
fn left_over(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.filter(|name| !name.starts_with("xishan.db")).collect()
}

/// Whether a file can be restored and has the receipts of all these commands.
async fn keeps(file: &Path, commands: &[CommandId]) -> bool {
    let twin = Stage::empty_sqlite().await;
    let mut all = restore(&twin.db, file).await.is_ok();
    let mut tx = twin.db.read(twin.community).await.unwrap();
    for id in commands {
        all &= receipt::load(&mut tx, *id).await.unwrap().is_some();
    }
    drop(tx);
    twin.end().await;
    all
}

/// Everybody signs up and some give it back, until told to stop. Answers what was acknowledged, in order.
async fn crowd(stage: &Stage, acknowledged: Arc<Mutex<Vec<CommandId>>>, stop: Arc<AtomicBool>) {
    let writer = Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0));
    let later = now().plus_ms(24 * HOUR_MS);
    let dates: Vec<_> =
        stage.census.occurrences.iter().filter(|date| date.starts > later).map(|date| date.id).collect();
    let mut people = Vec::new();
    for (n, line) in stage.census.residents.iter().take(8).enumerate() {
        let phone = sign_in(stage, line.id, now()).await;
        let (writer, dates, who) = (writer.clone(), dates.clone(), line.id);
        let (acknowledged, stop) = (acknowledged.clone(), stop.clone());
        people.push(tokio::spawn(async move {
            for date in dates.into_iter().cycle().skip(n * 7) {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let (signup, command) = sign_up(date, who);
                let cancel = domain::command::Command::CancelSignup { signup };
                for command in [command, cancel] {
                    let sent = envelope(who, phone, command);
                    let answer = writer.decide(sent.clone(), phone).await.unwrap();
                    if applied(&answer) {
                        acknowledged.lock().await.push(sent.id);
                    }
                }
            }
        }));
    }
    for person in people {
        person.await.unwrap();
    }
}

both_databases! {
    async fn a_backup_under_load_holds_what_was_acknowledged_before(stage: &Stage) {
        let (acknowledged, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let file = stage.file("backup.db");
        if !stage.db.shared() {
            stage.run("pragma wal_autocheckpoint = 0").await.unwrap();
        }
        let crowded = crowd(stage, acknowledged.clone(), stop.clone());
        let watching = async {
            while acknowledged.lock().await.len() < 60 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let before = acknowledged.lock().await.clone();
            let made = backup(&stage.db, &file).await.unwrap();
            if !stage.db.shared() {
                std::fs::copy(stage.file("xishan.db"), stage.file("copied.db")).unwrap();
            }
            let after = acknowledged.lock().await.len();
            while acknowledged.lock().await.len() < after + 20 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            stop.store(true, Ordering::SeqCst);
            (before, made, after)
        };
        let ((), (before, made, after)) = tokio::join!(crowded, watching);
        assert!(after > before.len(), "people went on while the backup was made");

        let twin = stage.empty_twin().await;
        let held = restore(&twin.db, &file).await.unwrap();
        assert_eq!(held, made.held);
        assert_eq!(made.bytes, std::fs::metadata(&file).unwrap().len());
        sound(&twin, now()).await;
        let mut tx = twin.db.read(twin.community).await.unwrap();
        for id in &before {
            assert!(receipt::load(&mut tx, *id).await.unwrap().is_some(), "{id} was acknowledged and is lost");
        }
        // The last ones are not in it: otherwise the backup would not have been made meanwhile.
        let last = *acknowledged.lock().await.last().unwrap();
        assert!(receipt::load(&mut tx, last).await.unwrap().is_none());
        drop(tx);
        twin.end().await;
        if !stage.db.shared() {
            assert!(!keeps(&stage.file("copied.db"), &before).await, "a plain copy of the file is no backup");
        }
    }

    async fn a_restored_community_begins_a_new_life_and_goes_on(stage: &Stage) {
        tell(stage).await;
        let file = stage.file("backup.db");
        let made = backup(&stage.db, &file).await.unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let twin = stage.empty_twin().await;
        restore(&twin.db, &file).await.unwrap();
        let ((epoch, revision), (new_epoch, same_revision)) = (life(stage).await, life(&twin).await);
        assert_eq!((revision, Some(revision)), (same_revision, made.held.revision));
        assert!(epoch != new_epoch && new_epoch.len() == epoch.len());

        let (who, date) = (twin.resident("R0009"), twin.date(2).await);
        let phone = sign_in(&twin, who, now()).await;
        assert!(applied(&twin.decide(&envelope(who, phone, sign_up(date.id, who).1), phone, now()).await));
        twin.end().await;
    }

    async fn a_backup_never_replaces_a_file(stage: &Stage) {
        let file = stage.file("backup.db");
        std::fs::write(&file, "mine").unwrap();
        let refused = backup(&stage.db, &file).await.unwrap_err();
        assert!(matches!(refused, backup::Fault::Exists(_)), "{refused}");
        assert_eq!(std::fs::read(&file).unwrap(), b"mine");
        assert_eq!(left_over(file.parent().unwrap()), ["backup.db"]);
    }

    async fn a_database_without_a_community_has_no_backup(stage: &Stage) {
        let twin = stage.empty_twin().await;
        let file = twin.file("backup.db");
        let refused = backup(&twin.db, &file).await.unwrap_err();
        assert!(matches!(refused, backup::Fault::Empty), "{refused}");
        assert_eq!(left_over(file.parent().unwrap()), [""; 0]);
        twin.end().await;
    }

    async fn a_restore_never_replaces_a_community(stage: &Stage) {
        let file = stage.file("backup.db");
        backup(&stage.db, &file).await.unwrap();
        let before = (life(stage).await, std::fs::read(&file).unwrap());
        let refused = restore(&stage.db, &file).await.unwrap_err();
        assert!(matches!(refused, restore::Fault::NotEmpty) && refused.to_string().contains("Nothing was changed"));
        assert_eq!((life(stage).await, std::fs::read(&file).unwrap()), before);
        sound(stage, now()).await;
    }

    async fn what_is_no_whole_backup_is_refused_and_changes_nothing(stage: &Stage) {
        let file = stage.file("backup.db");
        backup(&stage.db, &file).await.unwrap();
        let whole = std::fs::read(&file).unwrap();
        let twin = stage.empty_twin().await;
        let spoilt = |name: &str, bytes: &[u8]| -> PathBuf {
            let file = stage.file(name);
            std::fs::write(&file, bytes).unwrap();
            file
        };
        let mut flipped = whole.clone();
        // The first bytes of a page in the middle say what kind of page it is.
        let page = whole.len() / 2 / 4096 * 4096;
        flipped[page..page + 8].copy_from_slice(&[0xff; 8]);
        for (name, bytes, sentence) in [
            ("empty", &[][..], "is not a backup of Xishan"),
            ("garbage", &b"certainly not a database of any kind"[..], "is not a backup of Xishan"),
            ("head", &whole[..100], "is damaged"),
            ("half", &whole[..whole.len() / 2], "is damaged"),
            ("short", &whole[..whole.len() - 4096], "is damaged"),
            ("flipped", &flipped[..], "is damaged"),
        ] {
            let refused = restore(&twin.db, &spoilt(name, bytes)).await.unwrap_err().to_string();
            assert!(refused.contains(sentence), "{name}: {refused}");
        }
        let missing = restore(&twin.db, &stage.file("missing")).await.unwrap_err();
        assert!(matches!(missing, restore::Fault::File(..)), "{missing}");
        // None of them left anything behind: the whole one still goes in.
        restore(&twin.db, &file).await.unwrap();
        sound(&twin, now()).await;
        twin.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_moves_to_postgres_and_back_row_for_row() {
    let Some(postgres) = Stage::empty_postgres().await else { return };
    let (sqlite, back) = (Stage::sqlite().await, Stage::empty_sqlite().await);
    let story = tell(&sqlite).await;
    let (first, second) = (sqlite.file("first.db"), sqlite.file("second.db"));
    let there = backup(&sqlite.db, &first).await.unwrap().held;
    restore(&postgres.db, &first).await.unwrap();
    sound(&postgres, story.end).await;
    assert_eq!(backup(&postgres.db, &second).await.unwrap().held, there);
    restore(&back.db, &second).await.unwrap();
    sound(&back, story.end).await;
    let third = sqlite.file("third.db");
    backup(&back.db, &third).await.unwrap();
    let (first, second, third) = (dump(&first).await, dump(&second).await, dump(&third).await);
    assert!(first.len() > 3_000, "{}", first.len());
    assert_eq!(first, second);
    assert_eq!(first, third);
    for stage in [postgres, sqlite, back] {
        stage.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_another_version_is_brought_up_to_date_or_refused() {
    let stage = Stage::empty_sqlite().await;
    let (older, newer) = (stage.file("older.db"), stage.file("newer.db"));
    let community = "insert into community (community, name, phone, address, cutoff_days, cutoff, pickup_from,
        pickup_until, revision, epoch) values (randomblob(16), '西山', '', '', 1, 0, 0, 0, 41, 'old')";
    for (path, version) in [(&older, Some(1)), (&newer, None)] {
        std::fs::write(path, []).unwrap();
        file::make(path, version).await.unwrap().close().await;
        run_on(path, community).await;
    }
    run_on(
        &newer,
        "insert into _sqlx_migrations select 9999, description, installed_on, success, checksum, 0
        from _sqlx_migrations where version = 1",
    )
    .await;
    let refused = restore(&stage.db, &newer).await.unwrap_err();
    assert!(matches!(refused, restore::Fault::Newer(_, 9999)), "{refused}");

    let before = std::fs::read(&older).unwrap();
    let held = restore(&stage.db, &older).await.unwrap();
    assert_eq!((held.rows, held.revision), (1, Some(41)));
    assert_eq!(std::fs::read(&older).unwrap(), before, "the backup itself stays as it is");
    assert_eq!(left_over(older.parent().unwrap()).len(), 2);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_use_is_not_taken_for_a_backup() {
    let (stage, twin) = (Stage::sqlite().await, Stage::empty_sqlite().await);
    // What was done last is not in the file yet, but beside it.
    stage.phone(stage.resident("R0001")).await;
    let live = stage.file("xishan.db");
    let refused = restore(&twin.db, &live).await.unwrap_err();
    assert!(matches!(refused, restore::Fault::InUse(_)), "{refused}");
    for stage in [stage, twin] {
        stage.end().await;
    }
}
