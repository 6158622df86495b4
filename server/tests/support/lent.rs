//! A fresh database with a community of the test's own in it, of either kind, that can be copied aside and brought back.

use crate::place::Place;
use domain::id::CommunityId;
use server::db::Db;
use server::import::census::Census;
use server::store;
use std::path::PathBuf;
use uuid::Uuid;

/// A database for one run.
pub struct Lent {
    pub db: Db,
    pub community: CommunityId,
    place: Place,
}

impl Lent {
    /// On SQLite; in memory if the system has a folder there, because thousands of commits are not for a disk.
    pub async fn sqlite(census: &Census) -> Lent {
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
        Lent::open(Place::folder(folder), census).await
    }

    /// On PostgreSQL. None when there is none to be tested on.
    pub async fn postgres(census: &Census) -> Option<Lent> {
        Some(Lent::open(Place::database().await?, census).await)
    }

    async fn open(place: Place, census: &Census) -> Lent {
        let db = Db::open(&place.address()).await.unwrap();
        store::census::import(&db, census).await.unwrap();
        Lent { db, community: census.community.id, place }
    }

    /// Gives it back.
    pub async fn end(self) {
        self.db.close().await;
        self.place.give_back().await;
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
        self.db.close().await;
        std::fs::copy(folder.join(from), folder.join(to)).unwrap();
        self.db = Db::open(&self.place.address()).await.unwrap();
    }
}
