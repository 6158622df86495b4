//! How many eat in and how many get their meal brought, by day and meal.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::quota::{Limits, Quota};
use domain::when::Day;

type Line = (String, String, Option<i64>, Option<i64>, i64, i64);

/// The quotas from a day on.
pub async fn since(tx: &mut Tx, day: Day) -> sqlx::Result<Vec<Quota>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select day, meal, eat_in, deliver, eating, delivering from quota where community = $1 and day >= $2
         order by day, meal",
        tx.community.0,
        day.to_string()
    )?;
    lines.into_iter().map(read).collect()
}

fn read((day, meal, eat_in, deliver, eating, delivering): Line) -> sqlx::Result<Quota> {
    let limits = Limits { eat_in: eat_in.map(word::count), deliver: deliver.map(word::count) };
    let (eating, delivering) = (word::count(eating), word::count(delivering));
    Ok(Quota { day: word::day(&day)?, limits, eating, delivering, meal: word::read(&meal)? })
}

/// Writes the quota of a meal.
pub async fn save(tx: &mut Tx, row: &Quota) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into quota (community, day, meal, eat_in, deliver, eating, delivering) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (community, day, meal) do update set eat_in = excluded.eat_in, deliver = excluded.deliver,
            eating = excluded.eating, delivering = excluded.delivering",
        tx.community.0,
        row.day.to_string(),
        word::of(&row.meal),
        row.limits.eat_in.map(i64::from),
        row.limits.deliver.map(i64::from),
        i64::from(row.eating),
        i64::from(row.delivering)
    )?;
    Ok(())
}
