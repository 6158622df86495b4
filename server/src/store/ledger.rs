//! The ledger of the canteen's money: entries, which are added and never changed, and what residents have paid ahead.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{EntryId, OrderId, ResidentId};
use domain::ledger::{Entry, Postings, Wallet};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    entry: Uuid,
    kind: String,
    day: String,
    resident: Option<Uuid>,
    name: Option<String>,
    meal_order: Option<Uuid>,
    till_fen: i64,
    code_fen: i64,
    subsidy_fen: i64,
    difference_fen: i64,
    balance_fen: i64,
    meals_fen: i64,
    noted_by: Uuid,
    by_name: String,
    noted: i64,
    reverses: Option<Uuid>,
    reason: String,
    moved: bool,
}

/// Which entries `e` moved a balance when a record was merged: paid back to it, or paid ahead by another one, in the same moment and by
/// whoever merged it.
macro_rules! moved_by_merging {
    ($start:literal, $rest:literal) => {
        concat!(
            $start,
            " exists (select 1 from departure d where d.community = e.community and d.how = 'merged' and d.at = e.noted
                and d.noted_by = e.noted_by and e.reverses is null
                and ((e.kind = 'pay_back' and e.resident = d.resident)
                    or (e.kind = 'top_up' and e.resident <> d.resident)))",
            $rest
        )
    };
}

pub(super) use moved_by_merging;

macro_rules! select_entry {
    ($rest:literal) => {
        concat!(
            "select e.entry, e.kind, e.day, e.resident, r.name, e.meal_order, e.till_fen, e.code_fen, e.subsidy_fen,
                e.difference_fen, e.balance_fen, e.meals_fen, e.noted_by, b.name as by_name, e.noted, e.reverses, e.reason,",
            moved_by_merging!("", ""),
            " as moved
             from entry e
             left join resident r on r.community = e.community and r.resident = e.resident
             join resident b on b.community = e.community and b.resident = e.noted_by
             where e.community = $1 and ",
            $rest
        )
    };
}

/// One entry.
pub async fn load(tx: &mut Tx, id: EntryId) -> sqlx::Result<Option<Entry>> {
    fetch_optional!(tx, Line, select_entry!("e.entry = $2"), tx.community.0, id.0)?.map(read).transpose()
}

/// Whether an entry was taken back.
pub async fn reversed(tx: &mut Tx, id: EntryId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select entry from entry where community = $1 and reverses = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some())
}

/// Whether an entry moved a balance from one record of a person to the other, when they became one.
pub async fn moved(tx: &mut Tx, id: EntryId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        moved_by_merging!("select e.entry from entry e where e.community = $1 and e.entry = $2 and", ""),
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some())
}

/// Whether there is such an entry.
pub async fn exists(tx: &mut Tx, id: EntryId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select entry from entry where community = $1 and entry = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some())
}

/// A resident's entries, in the order in which they were made.
pub async fn statement(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<Entry>> {
    let lines =
        fetch_all!(tx, Line, select_entry!("e.resident = $2 order by e.noted, e.entry"), tx.community.0, who.0)?;
    lines.into_iter().map(read).collect()
}

fn read(line: Line) -> sqlx::Result<Entry> {
    let person = line.resident.map(|id| Person { id: ResidentId(id), name: line.name.unwrap_or_default() });
    Ok(Entry {
        id: EntryId(line.entry),
        kind: word::read(&line.kind)?,
        day: word::day(&line.day)?,
        resident: person,
        order: line.meal_order.map(OrderId),
        postings: Postings {
            till: line.till_fen,
            code: line.code_fen,
            subsidy: line.subsidy_fen,
            difference: line.difference_fen,
            balance: line.balance_fen,
            meals: line.meals_fen,
        },
        by: Person { id: ResidentId(line.noted_by), name: line.by_name },
        at: Moment(line.noted),
        reverses: line.reverses.map(EntryId),
        reason: line.reason,
        moved: line.moved,
    })
}

/// Adds an entry. A meal's is numbered by how often its order was given back before, and what gives it back by how often it was paid:
/// the database refuses the same twice.
pub async fn save(tx: &mut Tx, row: &Entry) -> sqlx::Result<()> {
    let Postings { till, code, subsidy, difference, balance, meals } = row.postings;
    execute!(
        tx,
        "insert into entry (community, entry, kind, day, resident, meal_order, till_fen, code_fen, subsidy_fen,
            difference_fen, balance_fen, meals_fen, noted_by, noted, reverses, reason, turn)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, (
            select count(*) from entry e where e.community = $1 and e.meal_order = $6 and e.kind <> $3))",
        tx.community.0,
        row.id.0,
        word::of(&row.kind),
        row.day.to_string(),
        row.resident.as_ref().map(|person| person.id.0),
        row.order.map(|order| order.0),
        till,
        code,
        subsidy,
        difference,
        balance,
        meals,
        row.by.id.0,
        row.at.0,
        row.reverses.map(|entry| entry.0),
        &row.reason
    )?;
    Ok(())
}

/// What somebody has paid ahead; none where they never did.
pub async fn wallet(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Option<Wallet>> {
    let line = fetch_optional!(
        tx,
        (String, i64, i64),
        "select r.name, w.fen, w.changed from wallet w
         join resident r on r.community = w.community and r.resident = w.wallet
         where w.community = $1 and w.wallet = $2",
        tx.community.0,
        who.0
    )?;
    Ok(line.map(|(name, fen, changed)| Wallet { id: who, name, fen, changed: Moment(changed) }))
}

/// Writes what somebody has paid ahead. The database refuses less than nothing.
pub async fn save_wallet(tx: &mut Tx, row: &Wallet) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into wallet (community, wallet, fen, changed) values ($1, $2, $3, $4)
         on conflict (community, wallet) do update set fen = excluded.fen, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.fen,
        row.changed.0
    )?;
    Ok(())
}
