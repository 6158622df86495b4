//! Lists of residents that the desk brings in: the list until it is applied, who came of it afterwards, and what its columns are
//! called.

use crate::db::Tx;
use crate::import::intake::people::{Door, Outcome};
use crate::store::rows::{pieces, values};
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional, statement};
use domain::id::{BuildingId, HouseholdId, IntakeId, ResidentId, StairwellId};
use domain::when::{HOUR_MS, Moment};
use domain::wire::intake::{Field, Intake};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A list that nobody has applied for so long is thrown away: it is full of names.
const KEPT_MS: i64 = 24 * HOUR_MS;
/// Of so many lists the desk is told.
const SHOWN: i64 = 20;

#[derive(sqlx::FromRow)]
struct DoorLine {
    compound: String,
    building: Uuid,
    building_name: String,
    stairwell: Option<Uuid>,
    stairwell_name: Option<String>,
    household: Option<Uuid>,
    room: Option<String>,
    resident: Option<Uuid>,
    name: Option<String>,
    gone: Option<Uuid>,
}

/// Every door of the register with who lives behind it, and every building and stairwell that has none; and the doors from which
/// the desk has moved somebody.
pub async fn doors(tx: &mut Tx) -> sqlx::Result<Vec<Door>> {
    let lines = fetch_all!(
        tx,
        DoorLine,
        "select c.name as compound, b.building, b.name as building_name, s.stairwell, s.name as stairwell_name,
            h.household, h.room, r.resident, r.name, d.resident as gone
         from building b
         join compound c on c.community = b.community and c.compound = b.compound
         left join stairwell s on s.community = b.community and s.building = b.building
         left join household h on h.community = s.community and h.stairwell = s.stairwell
         left join resident r on r.community = h.community and r.household = h.household
         left join departure d on d.community = r.community and d.resident = r.resident and d.returned is null
            and d.how <> 'merged'
         where b.community = $1",
        tx.community.0
    )?;
    let mut doors: Vec<Door> = lines.into_iter().map(door).collect();
    let left = fetch_all!(
        tx,
        DoorLine,
        "select c.name as compound, b.building, b.name as building_name, s.stairwell, s.name as stairwell_name,
            h.household, h.room, r.resident, r.name, d.resident as gone
         from resident r
         join household h on h.community = r.community and h.household = r.left_household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         join building b on b.community = s.community and b.building = s.building
         join compound c on c.community = b.community and c.compound = b.compound
         left join departure d on d.community = r.community and d.resident = r.resident and d.returned is null
            and d.how <> 'merged'
         where r.community = $1 and r.left_household <> r.household",
        tx.community.0
    )?;
    doors.extend(left.into_iter().map(|line| Door { left: true, ..door(line) }));
    Ok(doors)
}

fn door(line: DoorLine) -> Door {
    Door {
        compound: line.compound,
        building: BuildingId(line.building),
        building_name: line.building_name,
        stairwell: line.stairwell.map(StairwellId).zip(line.stairwell_name),
        household: line.household.map(HouseholdId).zip(line.room),
        resident: line.resident.map(ResidentId).zip(line.name),
        left: false,
        gone: line.gone.is_some(),
    }
}

/// What columns were taken for the last time, by their name; nothing for those that were left out.
pub async fn remembered(tx: &mut Tx) -> sqlx::Result<BTreeMap<String, Option<Field>>> {
    let lines =
        fetch_all!(tx, (String, String), "select head, field from intake_column where community = $1", tx.community.0)?;
    Ok(lines.into_iter().map(|(head, field)| (head, word::read(&field).ok())).collect())
}

/// Remembers what a column was taken for.
pub async fn remember(tx: &mut Tx, head: &str, field: Option<Field>) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into intake_column (community, head, field) values ($1, $2, $3)
         on conflict (community, head) do update set field = excluded.field",
        tx.community.0,
        head,
        field.map(|field| word::of(&field)).unwrap_or_default()
    )?;
    Ok(())
}

/// Keeps a list until it is applied. The person's one before, and old ones of others, go. False when there is such a list already.
pub async fn bring(tx: &mut Tx, id: IntakeId, who: ResidentId, sheet: &str, now: Moment) -> sqlx::Result<bool> {
    execute!(
        tx,
        "delete from intake where community = $1 and applied is null and (brought_by = $2 or made < $3)",
        tx.community.0,
        who.0,
        now.plus_ms(-KEPT_MS).0
    )?;
    let made = execute!(
        tx,
        "insert into intake (community, intake, name, brought_by, made, sheet) values ($1, $2, '', $3, $4, $5)
         on conflict (community, intake) do nothing",
        tx.community.0,
        id.0,
        who.0,
        now.0,
        sheet
    )?;
    Ok(made > 0)
}

/// A list that this person has brought and not applied.
pub async fn waiting(tx: &mut Tx, id: IntakeId, who: ResidentId) -> sqlx::Result<Option<String>> {
    let line = fetch_optional!(
        tx,
        (String,),
        "select sheet from intake where community = $1 and intake = $2 and brought_by = $3 and applied is null",
        tx.community.0,
        id.0,
        who.0
    )?;
    Ok(line.map(|(sheet,)| sheet))
}

/// Writes what comes of a list into the register, and that it did.
pub async fn apply(tx: &mut Tx, id: IntakeId, name: &str, outcome: &Outcome, now: Moment) -> sqlx::Result<()> {
    let community = tx.community.0;
    for (stairwell, building, name) in &outcome.stairwells {
        execute!(
            tx,
            "insert into stairwell (community, stairwell, building, name) values ($1, $2, $3, $4)",
            community,
            stairwell.0,
            building.0,
            name
        )?;
    }
    for piece in pieces(&outcome.households) {
        let sql =
            format!("insert into household (community, household, stairwell, room) values {}", values(piece.len(), 3));
        statement!(tx, AssertSqlSafe(sql), |sql, connection| {
            let mut query = sqlx::query(sql).bind(community);
            for (household, stairwell, room) in piece {
                query = query.bind(household.0).bind(stairwell.0).bind(room);
            }
            query.execute(&mut **connection).await.map(|_| ())
        })?;
    }
    people(tx, outcome).await?;
    for piece in pieces(&outcome.people) {
        let sql =
            format!("insert into intake_resident (community, intake, resident) values {}", values(piece.len(), 2));
        statement!(tx, AssertSqlSafe(sql), |sql, connection| {
            let mut query = sqlx::query(sql).bind(community);
            for row in piece {
                query = query.bind(id.0).bind(row.id.0);
            }
            query.execute(&mut **connection).await.map(|_| ())
        })?;
    }
    execute!(
        tx,
        "update intake set name = $3, sheet = null, added = $4, applied = $5 where community = $1 and intake = $2",
        community,
        id.0,
        name,
        i64::from(outcome.checked.new),
        now.0
    )?;
    Ok(())
}

async fn people(tx: &mut Tx, outcome: &Outcome) -> sqlx::Result<()> {
    let community = tx.community.0;
    for piece in pieces(&outcome.people) {
        let sql = format!(
            "insert into resident (community, resident, household, name, called, gender, born, phone, synthetic)
             values {}",
            values(piece.len(), 8)
        );
        statement!(tx, AssertSqlSafe(sql), |sql, connection| {
            let mut query = sqlx::query(sql).bind(community);
            for row in piece {
                query = query.bind(row.id.0).bind(row.household.0).bind(&row.name).bind(&row.called);
                query = query.bind(row.gender).bind(&row.born).bind(&row.phone).bind(false);
            }
            query.execute(&mut **connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

type Line = (Uuid, String, String, i64, i64, Option<i64>);

/// The lists that were applied, the last one first.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<Intake>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select i.intake, i.name, r.name, i.applied, i.added, i.undone
         from intake i join resident r on r.community = i.community and r.resident = i.brought_by
         where i.community = $1 and i.applied is not null order by i.applied desc, i.intake limit $2",
        tx.community.0,
        SHOWN
    )?;
    let intake = |(id, name, by, applied, added, undone): Line| Intake {
        id: IntakeId(id),
        name,
        by,
        applied: Moment(applied),
        added: word::count(added),
        undone: undone.map(Moment),
    };
    Ok(lines.into_iter().map(intake).collect())
}

/// Whether a list was applied and is not taken back.
pub async fn stands(tx: &mut Tx, id: IntakeId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select intake from intake where community = $1 and intake = $2 and applied is not null and undone is null",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some())
}

/// Takes a list back: everybody who came of it, with the cards that nobody used, and households in which nobody is left. False, and
/// the transaction is of no more use, when something in the community already names one of them: every table that names people
/// refers to the register, so the database finds out.
pub async fn undo(tx: &mut Tx, id: IntakeId, now: Moment) -> sqlx::Result<bool> {
    execute!(
        tx,
        "delete from card where community = $1 and used is null and resident in
            (select resident from intake_resident where community = $1 and intake = $2)",
        tx.community.0,
        id.0
    )?;
    let gone = execute!(
        tx,
        "delete from resident where community = $1 and resident in
            (select resident from intake_resident where community = $1 and intake = $2)",
        tx.community.0,
        id.0
    );
    match gone {
        Ok(_) => {}
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => return Ok(false),
        Err(error) => return Err(error),
    }
    execute!(
        tx,
        "delete from household where community = $1 and household not in
            (select household from resident where community = $1)",
        tx.community.0
    )?;
    execute!(tx, "delete from intake_resident where community = $1 and intake = $2", tx.community.0, id.0)?;
    execute!(tx, "update intake set undone = $3 where community = $1 and intake = $2", tx.community.0, id.0, now.0)?;
    Ok(true)
}
