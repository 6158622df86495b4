//! What the committee's files call their rows: see [`Codes`].

use crate::db::Tx;
use crate::import::codes::Codes;
use crate::store::rows::{pieces, values};
use crate::{fetch_all, statement};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// All that is known.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Codes> {
    let lines =
        fetch_all!(tx, (Uuid, String), "select named, code from file_code where community = $1", tx.community.0)?;
    let mut codes = Codes::default();
    lines.iter().for_each(|(id, code)| codes.note(*id, code));
    Ok(codes)
}

/// Keeps what a file has said. What other files have said stays.
pub async fn save(tx: &mut Tx, codes: &Codes) -> sqlx::Result<()> {
    let community = tx.community.0;
    let rows: Vec<(Uuid, &str)> = codes.all().collect();
    for piece in pieces(&rows) {
        let sql = format!(
            "insert into file_code (community, named, code) values {}
             on conflict (community, named) do update set code = excluded.code",
            values(piece.len(), 2)
        );
        statement!(tx, AssertSqlSafe(sql), |sql, connection| {
            let mut query = sqlx::query(sql).bind(community);
            for (id, code) in piece {
                query = query.bind(*id).bind(*code);
            }
            query.execute(&mut **connection).await.map(|_| ())
        })?;
    }
    Ok(())
}
