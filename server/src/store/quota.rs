//! How many eat in and how many get their meal brought, by day.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::quota::{Limits, Quota};
use domain::when::Day;

type Line = (String, Option<i64>, Option<i64>, i64, i64);

/// The quotas from a day on.
pub async fn since(tx: &mut Tx, day: Day) -> sqlx::Result<Vec<Quota>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select day, eat_in, deliver, eating, delivering from quota where community = $1 and day >= $2 order by day",
        tx.community.0,
        day.to_string()
    )?;
    lines.into_iter().map(read).collect()
}

fn read((day, eat_in, deliver, eating, delivering): Line) -> sqlx::Result<Quota> {
    let limits = Limits { eat_in: eat_in.map(word::count), deliver: deliver.map(word::count) };
    Ok(Quota { day: word::day(&day)?, limits, eating: word::count(eating), delivering: word::count(delivering) })
}

/// Writes the quota of a day.
pub async fn save(tx: &mut Tx, row: &Quota) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into quota (community, day, eat_in, deliver, eating, delivering) values ($1, $2, $3, $4, $5, $6)
         on conflict (community, day) do update set eat_in = excluded.eat_in, deliver = excluded.deliver,
            eating = excluded.eating, delivering = excluded.delivering",
        tx.community.0,
        row.day.to_string(),
        row.limits.eat_in.map(i64::from),
        row.limits.deliver.map(i64::from),
        i64::from(row.eating),
        i64::from(row.delivering)
    )?;
    Ok(())
}
