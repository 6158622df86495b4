//! What the canteen can cook, as the committee's file says.

use crate::db::Tx;
use crate::fetch_all;
use crate::store::word;
use domain::dish::Dish;
use domain::id::DishId;
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
}

/// Every dish.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<Dish>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select dish, name, kind, price_fen, allergens, halal, soft from dish where community = $1 order by dish",
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
    })
}
