//! A fresh database of each kind with the demonstration community in it.
//!
//! [`both_databases!`] runs each test on a new SQLite file and, when `XISHAN_TEST_POSTGRES` holds a superuser's address
//! without a database name, on a new PostgreSQL database (see `.ci/with-postgres`).

pub mod columns;
pub mod dump;
pub mod place;
pub mod settled;
pub mod story;

use domain::command::{Command, Envelope, SCHEMA};
use domain::device::Device;
use domain::id::{CommandId, CommunityId, DeviceId, OccurrenceId, ResidentId, SignupId};
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use domain::when::{HOUR_MS, Moment};
use domain::wire::{Answer, Outcome};
use place::Place;
use server::commands::{apply, now};
use server::db::Db;
use server::import::{self, census::Census};
use server::store::{device, occurrence};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::borrow::Borrow;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The demonstration community, as it is brought in today.
fn demo() -> Census {
    import::demo(now().day()).unwrap()
}

/// A database for one test.
pub struct Stage {
    pub address: String,
    pub db: Db,
    pub census: Census,
    pub community: CommunityId,
    place: Place,
}

impl Stage {
    pub async fn sqlite() -> Stage {
        let census = demo();
        Stage::on(settled::folder(&census).await, census).await
    }

    /// None when no PostgreSQL is there to be tested on.
    pub async fn postgres() -> Option<Stage> {
        let census = demo();
        Some(Stage::on(settled::database(&census).await?, census).await)
    }

    /// Without a community.
    pub async fn empty_sqlite() -> Stage {
        Stage::on(Place::folder(std::env::temp_dir()), demo()).await
    }

    /// Without a community, and none when no PostgreSQL is there.
    pub async fn empty_postgres() -> Option<Stage> {
        Some(Stage::on(Place::database().await?, demo()).await)
    }

    async fn on(place: Place, census: Census) -> Stage {
        let address = place.address();
        let db = Db::open(&address).await.unwrap();
        Stage { address, community: census.community.id, db, census, place }
    }

    /// An empty database of the same kind.
    pub async fn empty_twin(&self) -> Stage {
        match &self.place {
            Place::Folder(_) => Stage::empty_sqlite().await,
            Place::Database { .. } => Stage::empty_postgres().await.unwrap(),
        }
    }

    /// A file that is not there, in a folder that goes with the stage.
    pub fn file(&self, name: &str) -> PathBuf {
        match &self.place {
            Place::Folder(folder) => folder.join(name),
            Place::Database { name: database, .. } => {
                let folder = std::env::temp_dir().join(format!("xishan-{database}"));
                std::fs::create_dir_all(&folder).unwrap();
                folder.join(name)
            }
        }
    }

    pub async fn end(self) {
        self.db.close().await;
        self.place.give_back().await;
    }

    /// The resident whom the committee's file calls so.
    pub fn resident(&self, code: &str) -> ResidentId {
        ResidentId::of_code(self.community, code)
    }

    /// A phone that the resident is signed in on.
    pub async fn phone(&self, resident: ResidentId) -> DeviceId {
        let id = DeviceId(Uuid::now_v7());
        let mut tx = self.db.write(self.community).await.unwrap();
        device::save_token(&mut tx, id, id.0.as_bytes(), "测试手机", now()).await.unwrap();
        let row = Device { id, resident, label: "测试手机".into(), since: now(), revoked: None };
        device::save(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Opens the desk on a phone of the resident, for an hour.
    pub async fn open_desk(&self, phone: DeviceId, resident: ResidentId, at: Moment) {
        let mut tx = self.db.write(self.community).await.unwrap();
        device::save_desk(&mut tx, phone, resident, at.plus_ms(HOUR_MS), at).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A new date with so many places, in two days.
    pub async fn date(&self, capacity: u32) -> Occurrence {
        let activity = &self.census.activities[0];
        let starts = now().plus_ms(48 * HOUR_MS);
        let row = Occurrence {
            id: OccurrenceId(Uuid::now_v7()),
            activity: activity.id,
            organization: activity.organization,
            starts,
            ends: starts.plus_ms(HOUR_MS),
            venue: self.census.venues[0].id,
            capacity,
            ..Occurrence::default()
        };
        let mut tx = self.db.write(self.community).await.unwrap();
        occurrence::save(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        row
    }

    /// The date as the table has it now.
    pub async fn reload(&self, id: OccurrenceId) -> Occurrence {
        let mut tx = self.db.read(self.community).await.unwrap();
        occurrence::load(&mut tx, id).await.unwrap().unwrap()
    }

    /// Decides in a transaction of its own.
    pub async fn decide(&self, envelope: &Envelope, phone: DeviceId, at: Moment) -> Answer {
        let mut tx = self.db.write(self.community).await.unwrap();
        let answer = apply(&mut tx, envelope, phone, at).await.unwrap();
        tx.commit().await.unwrap();
        answer
    }

    /// The one number that a query with two identities answers.
    pub async fn count(&self, sql: &'static str, id: Uuid) -> i64 {
        let community = self.community.0;
        let (n,): (i64,) = match &self.db {
            Db::Sqlite { read, .. } => sqlx::query_as(sql).bind(community).bind(id).fetch_one(read).await.unwrap(),
            Db::Postgres { read, .. } => sqlx::query_as(sql).bind(community).bind(id).fetch_one(read).await.unwrap(),
        };
        n
    }

    /// The one identity that a query about the community answers.
    pub async fn any(&self, sql: &'static str) -> Uuid {
        let community = self.community.0;
        let (id,): (Uuid,) = match &self.db {
            Db::Sqlite { read, .. } => sqlx::query_as(sql).bind(community).fetch_one(read).await.unwrap(),
            Db::Postgres { read, .. } => sqlx::query_as(sql).bind(community).fetch_one(read).await.unwrap(),
        };
        id
    }

    /// A statement about the frame, behind the store's back.
    pub async fn run(&self, sql: &str) -> sqlx::Result<()> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.db {
            Db::Sqlite { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(|_| ()),
            Db::Postgres { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(|_| ()),
        }
    }

    /// A statement behind the store's back.
    pub async fn change(&self, sql: &'static str, id: Uuid) -> sqlx::Result<u64> {
        let community = self.community.0;
        match &self.db {
            Db::Sqlite { write, .. } => {
                sqlx::query(sql).bind(community).bind(id).execute(write).await.map(|done| done.rows_affected())
            }
            Db::Postgres { write, .. } => {
                sqlx::query(sql).bind(community).bind(id).execute(write).await.map(|done| done.rows_affected())
            }
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(folder) = self.file("x").parent() {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}

/// A command on its way from a phone.
pub fn envelope(actor: ResidentId, device: DeviceId, command: Command) -> Envelope {
    let id = CommandId(Uuid::now_v7());
    Envelope { id, device, device_seq: 1, actor, depends_on: Vec::new(), made_at: now(), schema: SCHEMA, command }
}

/// Signs one person up.
pub fn sign_up(occurrence: OccurrenceId, who: ResidentId) -> (SignupId, Command) {
    let signup = SignupId(Uuid::now_v7());
    (signup, Command::SignUp { signup, occurrence, party: vec![who], split: None })
}

pub fn applied(answer: &Answer) -> bool {
    matches!(answer.outcome, Outcome::Applied { .. })
}

/// Why it was refused.
pub fn refused(answer: impl Borrow<Answer>) -> Refusal {
    let answer: &Answer = answer.borrow();
    let Outcome::Refused { refusal } = &answer.outcome else { panic!("{answer:?}") };
    refusal.clone()
}

/// A statement on a SQLite file that nobody serves.
pub async fn run_on(file: &Path, sql: &'static str) {
    let mut file = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    sqlx::query(sql).execute(&mut file).await.unwrap();
    file.close().await.unwrap();
}

/// Every row of a SQLite file as text, in order; without the list of versions, and without the epoch, which a restore changes.
pub async fn dump(file: &Path) -> Vec<String> {
    let mut file = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select t.name, group_concat('quote(\"' || c.name || '\")', ' || '','' || ' order by c.cid)
         from sqlite_master t join pragma_table_info(t.name) c
         where t.type = 'table' and t.name <> '_sqlx_migrations' and c.name <> 'epoch' group by t.name order by t.name",
    )
    .fetch_all(&mut file)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for (table, columns) in tables {
        let sql = AssertSqlSafe(format!("select {columns} from {table} order by 1"));
        let lines: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&mut file).await.unwrap();
        rows.extend(lines.into_iter().map(|(line,)| format!("{table}: {line}")));
    }
    rows
}

/// Runs each test on both databases.
#[macro_export]
macro_rules! both_databases {
    ($(async fn $name:ident($stage:ident: &Stage) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test($stage: &Stage) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn on_sqlite() {
                let stage = Stage::sqlite().await;
                test(&stage).await;
                stage.end().await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn on_postgres() {
                if let Some(stage) = Stage::postgres().await {
                    test(&stage).await;
                    stage.end().await;
                }
            }
        }
    )+};
}
