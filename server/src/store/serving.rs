//! Dishes on a day's menu.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{DishId, ServingId};
use domain::meal::Meal;
use domain::serving::Serving;
use domain::when::Day;
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    serving: Uuid,
    meal: String,
    dish: Uuid,
    name: String,
    kind: String,
    price_fen: i64,
    portions: i64,
    ordered: i64,
    served: i64,
    wasted: i64,
    remaining: Option<i64>,
}

/// One dish at one meal.
pub async fn load(tx: &mut Tx, id: ServingId) -> sqlx::Result<Option<Serving>> {
    let line = fetch_optional!(
        tx,
        (String,),
        "select day from serving where community = $1 and serving = $2",
        tx.community.0,
        id.0
    )?;
    let Some((day,)) = line else { return Ok(None) };
    Ok(of_day(tx, word::day(&day)?).await?.into_iter().find(|serving| serving.id == id))
}

/// The menu of a day, of all its meals.
pub async fn of_day(tx: &mut Tx, day: Day) -> sqlx::Result<Vec<Serving>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select s.serving, s.meal, s.dish, d.name, d.kind, s.price_fen, s.portions, s.ordered, s.served, s.wasted,
            s.remaining
         from serving s join dish d on d.community = s.community and d.dish = s.dish
         where s.community = $1 and s.day = $2 order by s.serving",
        tx.community.0,
        day.to_string()
    )?;
    lines
        .into_iter()
        .map(|line| {
            Ok(Serving {
                id: ServingId(line.serving),
                day,
                dish: DishId(line.dish),
                name: line.name,
                kind: word::read(&line.kind)?,
                price_fen: line.price_fen,
                portions: word::count(line.portions),
                ordered: word::count(line.ordered),
                served: word::count(line.served),
                wasted: word::count(line.wasted),
                counted: line.remaining.is_some(),
                meal: word::read(&line.meal)?,
            })
        })
        .collect()
}

/// The meals that have a menu, from a day on, by day.
pub async fn cooked(tx: &mut Tx, from: Day) -> sqlx::Result<Vec<(Day, Meal)>> {
    let lines = fetch_all!(
        tx,
        (String, String),
        "select distinct day, meal from serving where community = $1 and day >= $2 and portions > 0 order by day, meal",
        tx.community.0,
        from.to_string()
    )?;
    lines.into_iter().map(|(day, meal)| Ok((word::day(&day)?, word::read(&meal)?))).collect()
}

/// The meals from a day on whose menu the cook has set in the app: what a file says of them does not count.
pub async fn said(tx: &mut Tx, from: Day) -> sqlx::Result<BTreeSet<(Day, Meal)>> {
    let lines = fetch_all!(
        tx,
        (String, String),
        "select distinct day, meal from serving where community = $1 and day >= $2 and said = true",
        tx.community.0,
        from.to_string()
    )?;
    lines.into_iter().map(|(day, meal)| Ok((word::day(&day)?, word::read(&meal)?))).collect()
}

/// Writes a dish on a day as a file says.
pub async fn save(tx: &mut Tx, row: &Serving) -> sqlx::Result<()> {
    write(tx, row, false).await
}

/// Writes a dish on a day as it was said in the app: other portions than before are the cook's word.
pub(super) async fn save_said(tx: &mut Tx, row: &Serving) -> sqlx::Result<()> {
    write(tx, row, true).await
}

async fn write(tx: &mut Tx, row: &Serving, said: bool) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into serving (community, serving, day, dish, price_fen, portions, ordered, served, wasted, remaining, said,
            meal)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (community, serving) do update set price_fen = excluded.price_fen, portions = excluded.portions,
            ordered = excluded.ordered, served = excluded.served, wasted = excluded.wasted,
            remaining = excluded.remaining,
            said = serving.said or (excluded.said and serving.portions <> excluded.portions)",
        tx.community.0,
        row.id.0,
        row.day.to_string(),
        row.dish.0,
        row.price_fen,
        i64::from(row.portions),
        i64::from(row.ordered),
        i64::from(row.served),
        i64::from(row.wasted),
        row.counted.then(|| i64::from(row.left())),
        said,
        word::of(&row.meal)
    )?;
    Ok(())
}
