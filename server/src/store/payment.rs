//! How orders were paid.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{EntryId, OrderId, ResidentId};
use domain::payment::{Payment, Tender, told};
use domain::resident::Person;
use domain::when::{Day, Moment};
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    price_fen: i64,
    subsidy_fen: i64,
    paid_fen: i64,
    tender: Option<String>,
    payer: Uuid,
    name: String,
    entry: Uuid,
    back: Option<Uuid>,
    changed: i64,
    eater: Uuid,
    booker: Option<Uuid>,
}

/// How an order was paid, if it was.
pub async fn load(tx: &mut Tx, id: OrderId) -> sqlx::Result<Option<Payment>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select p.price_fen, p.subsidy_fen, p.paid_fen, p.tender, p.payer, r.name, p.entry, p.back, p.changed, m.eater,
            case when m.via = 'own' and m.entrusted = false then m.booker end as booker
         from payment p join resident r on r.community = p.community and r.resident = p.payer
         join meal_order m on m.community = p.community and m.meal_order = p.payment
         where p.community = $1 and p.payment = $2",
        tx.community.0,
        id.0
    )?;
    line.map(|line| read(id, line)).transpose()
}

/// The orders of a day that were paid, and whose money was not given back.
pub async fn of_day(tx: &mut Tx, day: Day) -> sqlx::Result<BTreeSet<OrderId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select p.payment from payment p
         join meal_order m on m.community = p.community and m.meal_order = p.payment
         where p.community = $1 and m.day = $2 and p.back is null",
        tx.community.0,
        day.to_string()
    )?;
    Ok(lines.into_iter().map(|(id,)| OrderId(id)).collect())
}

fn read(id: OrderId, line: Line) -> sqlx::Result<Payment> {
    Ok(Payment {
        id,
        price_fen: line.price_fen,
        subsidy_fen: line.subsidy_fen,
        paid_fen: line.paid_fen,
        tender: line.tender.map(|tender| word::read::<Tender>(&tender)).transpose()?,
        payer: Person { id: ResidentId(line.payer), name: line.name },
        entry: EntryId(line.entry),
        back: line.back.map(EntryId),
        changed: Moment(line.changed),
        told: told(ResidentId(line.eater), line.booker.map(ResidentId), ResidentId(line.payer)),
    })
}

/// Writes how an order was paid: that it was given back, and where it was taken back how it was paid after that.
pub async fn save(tx: &mut Tx, row: &Payment) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into payment (community, payment, price_fen, subsidy_fen, paid_fen, tender, payer, entry, back, changed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (community, payment) do update set price_fen = excluded.price_fen,
            subsidy_fen = excluded.subsidy_fen, paid_fen = excluded.paid_fen, tender = excluded.tender,
            payer = excluded.payer, entry = excluded.entry, back = excluded.back, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.price_fen,
        row.subsidy_fen,
        row.paid_fen,
        row.tender.as_ref().map(word::of),
        row.payer.id.0,
        row.entry.0,
        row.back.map(|entry| entry.0),
        row.changed.0
    )?;
    Ok(())
}
