//! What was said of meals: of each order once.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_optional};
use domain::id::{OrderId, RatingId, ResidentId};
use domain::order::Via;
use domain::rating::{Rated, Rating};
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    rating: Uuid,
    score: String,
    reasons: String,
    words: String,
    changed: i64,
    day: String,
    eater: Uuid,
    booker: Uuid,
    via: String,
    entrusted: bool,
}

/// What was said of an order.
pub async fn of_order(tx: &mut Tx, order: OrderId) -> sqlx::Result<Option<Rating>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select r.rating, r.score, r.reasons, r.words, r.changed, m.day, m.eater, m.booker, m.via, m.entrusted
         from rating r join meal_order m on m.community = r.community and m.meal_order = r.meal_order
         where r.community = $1 and r.meal_order = $2",
        tx.community.0,
        order.0
    )?;
    let Some(line) = line else { return Ok(None) };
    let reasons = line.reasons.split(',').filter(|word| !word.is_empty()).map(word::read);
    let reasons = reasons.collect::<sqlx::Result<Vec<_>>>()?;
    let via: Via = word::read(&line.via)?;
    Ok(Some(Rating {
        id: RatingId(line.rating),
        order,
        day: word::day(&line.day)?,
        eater: ResidentId(line.eater),
        booker: (via == Via::Own && !line.entrusted).then_some(ResidentId(line.booker)),
        rated: Rated { score: word::read(&line.score)?, reasons, words: line.words },
        changed: Moment(line.changed),
    }))
}

/// Whether the rating with this identity is of another order.
pub async fn elsewhere(tx: &mut Tx, id: RatingId, order: OrderId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select meal_order from rating where community = $1 and rating = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some_and(|(of,)| of != order.0))
}

/// Writes what was said.
pub async fn save(tx: &mut Tx, row: &Rating) -> sqlx::Result<()> {
    let reasons: Vec<String> = row.rated.reasons.iter().map(word::of).collect();
    execute!(
        tx,
        "insert into rating (community, rating, meal_order, score, reasons, words, changed)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (community, rating) do update set score = excluded.score, reasons = excluded.reasons,
            words = excluded.words, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.order.0,
        word::of(&row.rated.score),
        reasons.join(","),
        &row.rated.words,
        row.changed.0
    )?;
    Ok(())
}
