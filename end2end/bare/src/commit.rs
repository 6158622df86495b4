//! Rows written one after the other, 32 in a commit, each commit on the disk before the next begins.

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::str::FromStr;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// As many as the server's writer takes at most.
const IN_A_COMMIT: u64 = 32;
const TABLE: &str = "create table if not exists bare (id uuid primary key, body text not null)";
const ROW: &str = "insert into bare (id, body) values ($1, $2)";

// The two databases differ in the type of the connection and in how a transaction begins, and in nothing else.
macro_rules! measure {
    ($connection:expr, $begin:literal, $wanted:expr) => {{
        let mut connection = $connection;
        sqlx::query(TABLE).execute(&mut connection).await?;
        let (body, begun) = ("x".repeat(300), Instant::now());
        let mut rows = 0;
        while begun.elapsed() < $wanted {
            let mut transaction = connection.begin_with($begin).await?;
            for _ in 0..IN_A_COMMIT {
                sqlx::query(ROW).bind(Uuid::now_v7()).bind(&body).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            rows += IN_A_COMMIT;
        }
        let took = begun.elapsed();
        connection.close().await?;
        Ok(rows as f64 / took.as_secs_f64())
    }};
}

/// How many rows a second come to the disk.
pub async fn per_second(address: &str, wanted: Duration) -> sqlx::Result<f64> {
    if address.starts_with("postgres") {
        return measure!(PgConnection::connect(address).await?, "begin", wanted);
    }
    let options = SqliteConnectOptions::from_str(address)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    measure!(SqliteConnection::connect_with(&options).await?, "begin immediate", wanted)
}
