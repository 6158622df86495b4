//! What the terminal hears of backup, restore, doctor and import: a sentence, and a status that a script can use.

use domain::change::Change;
use domain::facts::Facts;
use domain::member::{Member, Standing};
use domain::resident::Person;
use domain::when::MINUTE_MS;
use server::commands::now;
use server::db::Db;
use server::import::census::Census;
use server::secret::{read_card_code, sha256};
use server::store::copy::file;
use server::store::{card, change, community};
use std::path::PathBuf;
use std::process::Command;
use uuid::Uuid;

struct Folder(PathBuf);

impl Folder {
    /// What the program said, on either stream, and whether it was content.
    fn run(&self, database: &str, words: &[&str]) -> (String, bool) {
        let address = format!("sqlite:{}/{database}", self.0.display());
        let mut program = Command::new(env!("CARGO_BIN_EXE_xishan"));
        let done = program.current_dir(&self.0).args(["--database", &address]).args(words).output().unwrap();
        let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (said, done.status.success())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_can_tell_good_from_bad() {
    let folder = Folder(std::env::temp_dir().join(format!("xishan-terminal-{}", Uuid::now_v7())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let db = Db::open(&format!("sqlite:{}/live.db", folder.0.display())).await.unwrap();
    let census = server::import::demo(server::commands::now().day()).unwrap();
    server::store::census::import(&db, &census).await.unwrap();

    // While somebody else has it open.
    let (said, good) = folder.run("live.db", &["backup", "one.db"]);
    assert!(good && said.contains("one.db: ") && said.contains(" rows, revision 1, "), "{said}");
    let (said, good) = folder.run("live.db", &["backup", "one.db"]);
    assert!(!good && said.contains("one.db is there already"), "{said}");
    let (said, good) = folder.run("live.db", &["doctor"]);
    assert!(good && said.lines().all(|line| line.starts_with("ok ")) && said.lines().count() > 40, "{said}");

    let (said, good) = folder.run("other.db", &["restore", "one.db"]);
    assert!(good && said.contains("Restored"), "{said}");
    assert!(!folder.0.join("other.db-wal").exists(), "everything is in the one file");
    let (said, good) = folder.run("other.db", &["restore", "one.db"]);
    assert!(!good && said.contains("the database is not empty"), "{said}");

    // Whoever left a team in the app is not put back, and the terminal says so.
    somebody_leaves(&db, &census).await;
    let demo = format!("{}/demo", env!("CARGO_MANIFEST_DIR"));
    let both: [(&[&str], &str); 2] =
        [(&["import", demo.as_str(), "--dry-run"], "什么都没有变"), (&["import", demo.as_str()], "行有变化")];
    for (words, end) in both {
        let (said, good) = folder.run("live.db", words);
        let kept = said.lines().filter(|line| line.ends_with("本人在手机上已经退出：没有动")).count();
        assert!(good && kept == 1 && said.contains(end), "{said}");
    }

    let (said, good) = folder.run("live.db", &["new-factors", "R0007"]);
    assert!(good && said.contains("has chosen none yet"), "{said}");
    let (said, good) = folder.run("live.db", &["new-factors", "R9999"]);
    assert!(!good && said.contains("no resident R9999"), "{said}");

    a_card_of_the_terminal_is_good_for_half_an_hour(&folder, &db, &census).await;

    where_there_are_several_communities_one_says_which(&folder);

    let mut tx = db.write(census.community.id).await.unwrap();
    let mut date = census.occurrences[0].clone();
    date.confirmed = 1;
    server::store::occurrence::save(&mut tx, &date).await.unwrap();
    tx.commit().await.unwrap();
    let (said, good) = folder.run("live.db", &["doctor"]);
    let problems: Vec<&str> = said.lines().filter(|line| line.starts_with("problem ")).collect();
    assert!(!good && !problems.is_empty(), "{said}");
    assert!(problems.iter().all(|line| line.contains(&date.id.to_string())), "{said}");

    let (said, good) = folder.run("none.db", &["doctor"]);
    assert!(!good && said.contains("unable to open"), "{said}");
    assert!(!folder.0.join("none.db").exists(), "looking makes nothing");
    db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_makes_no_database_and_brings_none_up_to_date() {
    let folder = Folder(std::env::temp_dir().join(format!("xishan-terminal-{}", Uuid::now_v7())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let demo = format!("{}/demo", env!("CARGO_MANIFEST_DIR"));
    let dry = ["import", demo.as_str(), "--dry-run"];
    let there = || -> Vec<PathBuf> { std::fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap().path()).collect() };

    let (said, good) = folder.run("slip.db", &dry);
    assert!(good && said.contains("没有这个数据库：只查了文件") && said.contains("什么都没有变"), "{said}");
    assert!(there().is_empty(), "{:?}", there());

    // A file without tables stays one, and those of the first release stay what they were, byte for byte.
    let (empty, old) = (folder.0.join("empty.db"), folder.0.join("old.db"));
    for path in [&empty, &old] {
        std::fs::write(path, []).unwrap();
    }
    file::make(&old, Some(1)).await.unwrap().close().await;
    for (path, name, sentence) in
        [(&empty, "empty.db", "数据库是空的：只查了文件"), (&old, "old.db", "数据库的表是旧版（1）")]
    {
        let before = std::fs::read(path).unwrap();
        let (said, good) = folder.run(name, &dry);
        assert!(good && said.contains(sentence) && said.contains("什么都没有变"), "{said}");
        assert_eq!(std::fs::read(path).unwrap(), before, "{name}");
    }
    assert_eq!(there().len(), 2, "{:?}", there());

    // A mistake in the files is said without a database, too.
    let bad = folder.0.join("bad");
    std::fs::create_dir_all(&bad).unwrap();
    let (said, good) = folder.run("slip.db", &["import", bad.to_str().unwrap(), "--dry-run"]);
    assert!(!good && said.contains("处要改，什么都没有变"), "{said}");
    assert!(!folder.0.join("slip.db").exists(), "nothing is made");
}

/// A database may hold many communities; a process serves one, and never one that nobody meant.
fn where_there_are_several_communities_one_says_which(folder: &Folder) {
    let demo = format!("{}/demo", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(format!("{demo}/community.csv")).unwrap();
    let files = folder.0.join("neighbours");
    std::fs::create_dir_all(&files).unwrap();
    std::fs::write(files.join("community.csv"), text.replace("xishan,", "beiguan,")).unwrap();
    for words in [["import", demo.as_str()], ["import", files.to_str().unwrap()]] {
        let (said, good) = folder.run("both.db", &words);
        assert!(good, "{said}");
    }
    for words in [["card", "R0007"], ["new-factors", "R0007"]] {
        let (said, good) = folder.run("both.db", &words);
        assert!(!good && said.contains("say which with --community"), "{said}");
    }
    let (said, good) = folder.run("both.db", &["--community", "xishan", "card", "R0007"]);
    assert!(good && said.contains("/sign-in#"), "{said}");
    let (said, good) = folder.run("both.db", &["--community", "beiguan", "card", "R0007"]);
    assert!(!good && said.contains("no resident R0007"), "{said}");
    let (said, good) = folder.run("both.db", &["--community", "elsewhere", "card", "R0007"]);
    assert!(!good && said.contains("no community with this code"), "{said}");
}

async fn a_card_of_the_terminal_is_good_for_half_an_hour(folder: &Folder, db: &Db, census: &Census) {
    let printed = || {
        let (said, good) = folder.run("live.db", &["card", "R0007"]);
        let code = said.split_whitespace().nth(1).and_then(read_card_code);
        assert!(good && code.is_some(), "{said}");
        sha256(code.unwrap().as_bytes())
    };
    let who = domain::id::ResidentId::of_code(census.community.id, "R0007");
    for (minutes, whose) in [(31, None), (29, Some(who))] {
        let hash = printed();
        let mut tx = db.write(census.community.id).await.unwrap();
        let later = now().plus_ms(minutes * MINUTE_MS);
        assert_eq!(card::redeem(&mut tx, &hash, later).await.unwrap(), whose, "after {minutes} minutes");
        tx.commit().await.unwrap();
    }
}

/// A member leaves a team in the app.
async fn somebody_leaves(db: &Db, census: &Census) {
    let line = census.members.iter().find(|line| line.standing == Standing::Member).unwrap();
    let member = Member::new(line.organization, Person { id: line.resident, ..Person::default() }, line.standing);
    let mut tx = db.write(census.community.id).await.unwrap();
    let revision = community::next_revision(&mut tx).await.unwrap();
    change::save(&mut tx, &Change::NoMember(member), &Facts::default(), revision).await.unwrap();
    tx.commit().await.unwrap();
}
