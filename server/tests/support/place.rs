//! Where the database of one test is: a file in a folder of its own, or a database of its own on the server that
//! `XISHAN_TEST_POSTGRES` names (see `.ci/with-postgres`).

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::PathBuf;
use uuid::Uuid;

/// One of the two.
pub enum Place {
    Folder(PathBuf),
    Database { server: String, name: String },
}

impl Place {
    /// A new folder within another one.
    pub fn folder(parent: PathBuf) -> Place {
        let folder = parent.join(format!("xishan-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        Place::Folder(folder)
    }

    /// A new database. None when no PostgreSQL is there to be tested on.
    pub async fn database() -> Option<Place> {
        Place::copy_of("template1").await
    }

    /// A new database that begins as a copy of another one, to which nobody is connected.
    pub async fn copy_of(template: &str) -> Option<Place> {
        let server = Place::server()?;
        let name = format!("test_{}", Uuid::now_v7().simple());
        let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        let create = format!("create database {name} template {template}");
        sqlx::query(AssertSqlSafe(create)).execute(&mut admin).await.unwrap();
        Some(Place::Database { server, name })
    }

    /// The address of the server, without a database. None when there is none.
    pub fn server() -> Option<String> {
        std::env::var("XISHAN_TEST_POSTGRES").ok().filter(|server| !server.is_empty())
    }

    /// How the server is told of it.
    pub fn address(&self) -> String {
        match self {
            Place::Folder(folder) => format!("sqlite:{}/xishan.db", folder.display()),
            Place::Database { server, name } => format!("{server}/{name}"),
        }
    }

    /// Gives a database back, whoever is still connected to it. A folder goes by itself.
    pub async fn give_back(&self) {
        if let Place::Database { server, name } = self {
            let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
            let drop = format!("drop database {name} with (force)");
            sqlx::query(AssertSqlSafe(drop)).execute(&mut admin).await.unwrap();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Place::Folder(folder) = self {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}
