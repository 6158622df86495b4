//! A place with the demonstration community in it. Within one run of all tests it is brought in once for each kind of database, and
//! every test begins with a copy: to bring it in again for each of a thousand would take longer than what they test. A test that is
//! run by itself, outside nextest, brings it in for itself.

use super::place::Place;
use server::db::Db;
use server::import::census::Census;
use server::store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A new folder whose database holds the community.
pub async fn folder(census: &Census) -> Place {
    let place = Place::folder(std::env::temp_dir());
    let Some(first) = first(census) else {
        fill(&place.address(), census).await;
        return place;
    };
    let Place::Folder(folder) = &place else { unreachable!("it was made as one") };
    {
        let _turn = turn(&first);
        if !first.join("filled").exists() {
            fill(&format!("sqlite:{}/xishan.db", first.display()), census).await;
            File::create(first.join("filled")).unwrap();
        }
    }
    std::fs::copy(first.join("xishan.db"), folder.join("xishan.db")).unwrap();
    place
}

/// A new database that holds the community. None when no PostgreSQL is there to be tested on.
pub async fn database(census: &Census) -> Option<Place> {
    let server = Place::server()?;
    let Some(first) = first(census) else {
        let place = Place::database().await?;
        fill(&place.address(), census).await;
        return Some(place);
    };
    let name = first.file_name().unwrap().to_str().unwrap().replace('-', "_");
    {
        let _turn = turn(&first);
        let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        let there = sqlx::query("select 1 from pg_database where datname = $1 and datistemplate").bind(&name);
        if there.fetch_optional(&mut admin).await.unwrap().is_none() {
            sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut admin).await.unwrap();
            fill(&format!("{server}/{name}"), census).await;
            let keep = format!("alter database {name} is_template true");
            sqlx::query(AssertSqlSafe(keep)).execute(&mut admin).await.unwrap();
        }
    }
    Place::copy_of(&name).await
}

/// The folder that belongs to the first copy of this run and day, and by its name the database. None outside a run.
fn first(census: &Census) -> Option<PathBuf> {
    let run = std::env::var("NEXTEST_RUN_ID").ok()?;
    let day = census.occurrences.iter().map(|row| row.starts.0).min().unwrap_or_default();
    let folder = std::env::temp_dir().join(format!("xishan-{day}-{run}"));
    std::fs::create_dir_all(&folder).unwrap();
    Some(folder)
}

/// The turn of one process to look whether it is filled, and to fill it, until the file is dropped.
fn turn(folder: &Path) -> File {
    let file = File::create(folder.join("turn")).unwrap();
    file.lock().unwrap();
    file
}

/// Migrates and brings in, and waits until nobody is connected any more.
async fn fill(address: &str, census: &Census) {
    let db = Db::open(address).await.unwrap();
    store::census::import(&db, census).await.unwrap();
    db.close().await;
}
