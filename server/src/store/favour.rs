//! What neighbours ask of each other, and what came of it.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::favour::{Favour, Spent};
use domain::id::{FavourId, HoursId, OfferingId, OrganizationId, ResidentId};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    favour: Uuid,
    offering: Uuid,
    what: String,
    organization: Option<Uuid>,
    helper: Uuid,
    helper_name: String,
    asker: Uuid,
    asker_name: String,
    asked_by: Uuid,
    by_name: String,
    desk: bool,
    words: String,
    day: Option<String>,
    state: String,
    answer: String,
    met: bool,
    from_moment: Option<i64>,
    until_moment: Option<i64>,
    hours: Option<Uuid>,
    made: i64,
    changed: i64,
}

macro_rules! select_favour {
    ($which:literal) => {
        concat!(
            "select f.favour, f.offering, o.words as what, o.organization, o.resident as helper, h.name as helper_name,
                f.asker, a.name as asker_name, f.asked_by, b.name as by_name, f.desk, f.words, f.day, f.state, f.answer,
                f.met, f.from_moment, f.until_moment, f.hours, f.made, f.changed
             from favour f
             join offering o on o.community = f.community and o.offering = f.offering
             join resident h on h.community = o.community and h.resident = o.resident
             join resident a on a.community = f.community and a.resident = f.asker
             join resident b on b.community = f.community and b.resident = f.asked_by
             where f.community = $1 and ",
            $which
        )
    };
}

/// One favour.
pub async fn load(tx: &mut Tx, id: FavourId) -> sqlx::Result<Option<Favour>> {
    let line = fetch_optional!(tx, Line, select_favour!("f.favour = $2"), tx.community.0, id.0)?;
    line.map(read).transpose()
}

/// The favour for which an entry of hours was signed.
pub async fn of_hours(tx: &mut Tx, entry: HoursId) -> sqlx::Result<Option<Favour>> {
    let line = fetch_optional!(tx, Line, select_favour!("f.hours = $2"), tx.community.0, entry.0)?;
    line.map(read).transpose()
}

fn read(line: Line) -> sqlx::Result<Favour> {
    let person = |id: Uuid, name: String| Person { id: ResidentId(id), name };
    let spent = line.from_moment.zip(line.until_moment);
    Ok(Favour {
        id: FavourId(line.favour),
        offering: OfferingId(line.offering),
        what: line.what,
        organization: line.organization.map(OrganizationId),
        helper: person(line.helper, line.helper_name),
        asker: person(line.asker, line.asker_name),
        by: person(line.asked_by, line.by_name),
        desk: line.desk,
        words: line.words,
        day: line.day.as_deref().map(word::day).transpose()?,
        state: word::read(&line.state)?,
        answer: line.answer,
        met: line.met,
        spent: spent.map(|(from, until)| Spent { from: Moment(from), until: Moment(until) }),
        signed: line.hours.map(HoursId),
        made: Moment(line.made),
        changed: Moment(line.changed),
    })
}

/// What somebody was asked for or needs themself, and that is not over.
pub(super) async fn open_of(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<FavourId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select f.favour from favour f
         join offering o on o.community = f.community and o.offering = f.offering
         where f.community = $1 and (f.asker = $2 or o.resident = $2) and f.state in ('asked', 'agreed', 'claimed')
         order by f.made, f.favour",
        tx.community.0,
        who.0
    )?;
    Ok(lines.into_iter().map(|(id,)| FavourId(id)).collect())
}

/// Whether somebody has asked for an offering and it is not over.
pub async fn is_open(tx: &mut Tx, offering: OfferingId, asker: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from favour
         where community = $1 and offering = $2 and asker = $3 and state in ('asked', 'agreed', 'claimed')",
        tx.community.0,
        offering.0,
        asker.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// Writes a favour. What was asked stays as it was asked.
pub async fn save(tx: &mut Tx, row: &Favour) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into favour (community, favour, offering, asker, asked_by, desk, words, day, state, answer, met,
            from_moment, until_moment, hours, made, changed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (community, favour) do update set state = excluded.state, answer = excluded.answer,
            met = excluded.met, from_moment = excluded.from_moment, until_moment = excluded.until_moment,
            hours = excluded.hours, changed = excluded.changed",
        tx.community.0,
        row.id.0,
        row.offering.0,
        row.asker.id.0,
        row.by.id.0,
        row.desk,
        &row.words,
        row.day.map(|day| day.to_string()),
        word::of(&row.state),
        &row.answer,
        row.met,
        row.spent.map(|spent| spent.from.0),
        row.spent.map(|spent| spent.until.0),
        row.signed.map(|hours| hours.0),
        row.made.0,
        row.changed.0
    )?;
    Ok(())
}
