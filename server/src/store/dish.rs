//! What the canteen can cook, as the committee's file says, and what the cook shows of it.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::dish::Dish;
use domain::id::{DishId, PhotoId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    dish: Uuid,
    name: String,
    kind: String,
    price_fen: i64,
    allergens: String,
    halal: bool,
    soft: bool,
    picture: Option<Uuid>,
}

/// Every dish.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<Dish>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select dish, name, kind, price_fen, allergens, halal, soft, picture from dish where community = $1 order by dish",
        tx.community.0
    )?;
    lines.into_iter().map(read).collect()
}

fn read(line: Line) -> sqlx::Result<Dish> {
    Ok(Dish {
        id: DishId(line.dish),
        name: line.name,
        kind: word::read(&line.kind)?,
        price_fen: line.price_fen,
        allergens: line.allergens,
        halal: line.halal,
        soft: line.soft,
        picture: line.picture.map(PhotoId),
    })
}

/// Writes what a dish looks like. All else is the file's.
pub async fn save(tx: &mut Tx, row: &Dish) -> sqlx::Result<()> {
    execute!(
        tx,
        "update dish set picture = $3 where community = $1 and dish = $2",
        tx.community.0,
        row.id.0,
        row.picture.map(|picture| picture.0)
    )?;
    Ok(())
}
