//! What the committee adds to meals: the rows of its file, in their order.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::subsidy::{Status, Subsidy};

type Line = (i64, Option<String>, i64, String, String);

/// All of them.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<Subsidy>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select least_age, status, off_fen, from_day, until_day from subsidy where community = $1 order by place",
        tx.community.0
    )?;
    lines.into_iter().map(read).collect()
}

fn read((least_age, status, off_fen, from, until): Line) -> sqlx::Result<Subsidy> {
    Ok(Subsidy {
        least_age: u8::try_from(least_age).unwrap_or(u8::MAX),
        status: status.map(|status| word::read::<Status>(&status)).transpose()?,
        off_fen,
        from: word::day(&from)?,
        until: word::day(&until)?,
    })
}

/// Puts these in the place of those before.
pub async fn save_all(tx: &mut Tx, rows: &[Subsidy]) -> sqlx::Result<()> {
    execute!(tx, "delete from subsidy where community = $1", tx.community.0)?;
    for (place, row) in (0_i64..).zip(rows) {
        execute!(
            tx,
            "insert into subsidy (community, place, least_age, status, off_fen, from_day, until_day)
             values ($1, $2, $3, $4, $5, $6, $7)",
            tx.community.0,
            place,
            i64::from(row.least_age),
            row.status.as_ref().map(word::of),
            row.off_fen,
            row.from.to_string(),
            row.until.to_string()
        )?;
    }
    Ok(())
}
