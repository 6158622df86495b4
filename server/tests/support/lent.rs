//! A fresh database with a community of the test's own in it, of either kind, that can be copied aside and brought back.

use domain::id::CommunityId;
use server::db::Db;
use server::import::census::Census;
use server::store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::PathBuf;
use uuid::Uuid;

/// A database for one run.
pub struct Lent {
    pub db: Db,
    pub community: CommunityId,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Database { server: String, name: String },
}

impl Lent {
    /// On SQLite; in memory if the system has a folder there, because thousands of commits are not for a disk.
    pub async fn sqlite(census: &Census) -> Lent {
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let folder = folder.join(format!("xishan-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let address = format!("sqlite:{}/xishan.db", folder.display());
        Lent::open(&address, Place::Folder(folder), census).await
    }

    /// On PostgreSQL. None when there is none to be tested on.
    pub async fn postgres(census: &Census) -> Option<Lent> {
        let server = std::env::var("XISHAN_TEST_POSTGRES").ok().filter(|server| !server.is_empty())?;
        let name = format!("test_{}", Uuid::now_v7().simple());
        let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut admin).await.unwrap();
        let address = format!("{server}/{name}");
        Some(Lent::open(&address, Place::Database { server, name }, census).await)
    }

    async fn open(address: &str, place: Place, census: &Census) -> Lent {
        let db = Db::open(address).await.unwrap();
        store::census::import(&db, census).await.unwrap();
        Lent { db, community: census.community.id, place }
    }

    async fn close(&self) {
        match &self.db {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }

    /// Gives it back.
    pub async fn end(self) {
        self.close().await;
        if let Place::Database { server, name } = &self.place {
            let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
            let drop = format!("drop database {name} with (force)");
            sqlx::query(AssertSqlSafe(drop)).execute(&mut admin).await.unwrap();
        }
    }

    /// Closes a SQLite database, copies its file aside, and opens it again.
    pub async fn copy_aside(&mut self) {
        self.exchange("xishan.db", "aside.db").await;
    }

    /// Puts the copy in the place of the database; a new life begins.
    pub async fn bring_back(&mut self) {
        self.exchange("aside.db", "xishan.db").await;
        if let Db::Sqlite { write, .. } = &self.db {
            let life = "update community set epoch = $2 where community = $1";
            let epoch = Uuid::now_v7().to_string();
            sqlx::query(life).bind(self.community.0).bind(epoch).execute(write).await.unwrap();
        }
    }

    async fn exchange(&mut self, from: &str, to: &str) {
        let Place::Folder(folder) = &self.place else { panic!("only a SQLite database is a file") };
        self.close().await;
        std::fs::copy(folder.join(from), folder.join(to)).unwrap();
        self.db = Db::open(&format!("sqlite:{}/xishan.db", folder.display())).await.unwrap();
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Place::Folder(folder) = &self.place {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}
