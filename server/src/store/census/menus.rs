//! What the canteen can cook, and what it cooks on which day. A meal that the cook has set in the app stays as it is.

use crate::commands::now;
use crate::db::Tx;
use crate::execute;
use crate::import::census::Census;
use crate::import::kept::KeptMenu;
use crate::store::{dish, serving, word};
use domain::meal::Meal;
use domain::row::Row;
use domain::serving::Serving;
use domain::when::Day;
use std::collections::BTreeSet;

/// The days to come of which the files say otherwise than the cook has.
pub(super) async fn kept(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<KeptMenu>> {
    let mut kept = Vec::new();
    for (day, meal) in serving::said(tx, now().day()).await? {
        let known = serving::of_day(tx, day).await?;
        let of = |row: &Serving| (row.meal, row.dish, row.portions);
        let cooked = |row: &Serving| known.iter().any(|one| of(one) == of(row));
        let mut lines = census.servings.iter().filter(|row| (row.day, row.meal) == (day, meal));
        // A day is told once, however many of its meals differ.
        if !lines.all(cooked) && kept.last() != Some(&KeptMenu(day)) {
            kept.push(KeptMenu(day));
        }
    }
    Ok(kept)
}

/// Writes dishes and menus; answers the public rows.
pub(super) async fn canteen(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Row>> {
    let community = tx.community.0;
    for row in &census.dishes {
        execute!(
            tx,
            "insert into dish (community, dish, name, kind, price_fen, allergens, halal, soft)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (community, dish) do update set name = excluded.name, kind = excluded.kind,
                price_fen = excluded.price_fen, allergens = excluded.allergens, halal = excluded.halal,
                soft = excluded.soft",
            community,
            row.id.0,
            &row.name,
            word::of(&row.kind),
            row.price_fen,
            &row.allergens,
            row.halal,
            row.soft
        )?;
    }
    // With what the cook shows of them, which is no matter of the files.
    let mut rows: Vec<Row> = dish::all(tx).await?.into_iter().map(Row::Dish).collect();
    let first = census.servings.iter().map(|row| row.day).min().unwrap_or_default();
    let said = serving::said(tx, first).await?;
    for row in census.servings.iter().filter(|row| !said.contains(&(row.day, row.meal))) {
        let same = |known: &Serving| known.dish == row.dish && known.meal == row.meal;
        let known = serving::of_day(tx, row.day).await?.into_iter().find(same);
        let taken = known.as_ref().map_or((0, 0), |known| (known.ordered, known.served));
        let mut next = Serving { id: known.as_ref().map_or(row.id, |known| known.id), ..row.clone() };
        (next.ordered, next.served) = taken;
        next.portions = next.portions.max(taken.0 + taken.1);
        // What was counted has been cooked: a file does not change it any more.
        if let Some(known) = known.as_ref().filter(|known| known.counted) {
            (next.portions, next.wasted, next.counted) = (known.portions, known.wasted, true);
        }
        if known.as_ref() != Some(&next) {
            serving::save(tx, &next).await?;
        }
        rows.push(Row::Serving(next));
    }
    // A dish may have another name now.
    let of = |row: &Serving| (row.day, row.meal);
    let named: BTreeSet<(Day, Meal)> = census.servings.iter().map(of).filter(|meal| said.contains(meal)).collect();
    for (day, meal) in named {
        let cooked = serving::of_day(tx, day).await?.into_iter().filter(|row| row.meal == meal);
        rows.extend(cooked.map(Row::Serving));
    }
    Ok(rows)
}
