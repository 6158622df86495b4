//! When other meals than lunch are handed out, and until when they are ordered: the rows of the committee's file.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::meal::MealHours;
use domain::when::Clock;

type Line = (String, i64, i64, i64, i64);

/// All of them.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<MealHours>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select meal, cutoff_days, cutoff, pickup_from, pickup_until from meal_hours where community = $1 order by meal",
        tx.community.0
    )?;
    lines.into_iter().map(read).collect()
}

fn read((meal, cutoff_days, cutoff, from, until): Line) -> sqlx::Result<MealHours> {
    let clock = |minutes: i64| Clock(u16::try_from(minutes).unwrap_or_default());
    Ok(MealHours {
        meal: word::read(&meal)?,
        cutoff_days: i32::try_from(cutoff_days).unwrap_or(1),
        cutoff: clock(cutoff),
        from: clock(from),
        until: clock(until),
    })
}

/// Puts these in the place of those before.
pub async fn save_all(tx: &mut Tx, rows: &[MealHours]) -> sqlx::Result<()> {
    execute!(tx, "delete from meal_hours where community = $1", tx.community.0)?;
    for row in rows {
        execute!(
            tx,
            "insert into meal_hours (community, meal, cutoff_days, cutoff, pickup_from, pickup_until)
             values ($1, $2, $3, $4, $5, $6)",
            tx.community.0,
            word::of(&row.meal),
            i64::from(row.cutoff_days),
            i64::from(row.cutoff.0),
            i64::from(row.from.0),
            i64::from(row.until.0)
        )?;
    }
    Ok(())
}
