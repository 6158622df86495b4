//! What was made for dates and shifts: counts, added and never changed.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{OrganizationId, ResidentId, TallyId};
use domain::presence::Venture;
use domain::resident::Person;
use domain::tally::{Amounts, Tally};
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    tally: Uuid,
    organization: Uuid,
    what: String,
    made: i64,
    given: i64,
    remaining: i64,
    discarded: i64,
    noted_by: Uuid,
    name: String,
    noted: i64,
}

macro_rules! select_tally {
    ($rest:literal) => {
        concat!(
            "select t.tally, t.organization, t.what, t.made, t.given, t.remaining, t.discarded, t.noted_by, r.name,
                t.noted
             from tally t join resident r on r.community = t.community and r.resident = t.noted_by
             where t.community = $1 and ",
            $rest,
            " = $2 order by t.noted, t.tally"
        )
    };
}

/// Whether there is such a count.
pub async fn exists(tx: &mut Tx, id: TallyId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select tally from tally where community = $1 and tally = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some())
}

/// The counts of a date or a shift, in the order in which they were noted.
pub async fn of_venture(tx: &mut Tx, of: Venture) -> sqlx::Result<Vec<Tally>> {
    let lines = match of {
        Venture::Occurrence(date) => fetch_all!(tx, Line, select_tally!("t.occurrence"), tx.community.0, date.0)?,
        Venture::Shift(shift) => fetch_all!(tx, Line, select_tally!("t.shift"), tx.community.0, shift.0)?,
    };
    Ok(lines.into_iter().map(|line| read(line, of)).collect())
}

fn read(line: Line, of: Venture) -> Tally {
    Tally {
        id: TallyId(line.tally),
        of,
        organization: OrganizationId(line.organization),
        what: line.what,
        amounts: Amounts {
            made: word::count(line.made),
            given: word::count(line.given),
            left: word::count(line.remaining),
            discarded: word::count(line.discarded),
        },
        by: Person { id: ResidentId(line.noted_by), name: line.name },
        noted: Moment(line.noted),
    }
}

/// Adds a count.
pub async fn save(tx: &mut Tx, row: &Tally) -> sqlx::Result<()> {
    let (occurrence, shift) = match row.of {
        Venture::Occurrence(date) => (Some(date.0), None),
        Venture::Shift(shift) => (None, Some(shift.0)),
    };
    let Amounts { made, given, left, discarded } = row.amounts;
    execute!(
        tx,
        "insert into tally (community, tally, occurrence, shift, organization, what, made, given, remaining, discarded,
            noted_by, noted)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tx.community.0,
        row.id.0,
        occurrence,
        shift,
        row.organization.0,
        &row.what,
        i64::from(made),
        i64::from(given),
        i64::from(left),
        i64::from(discarded),
        row.by.id.0,
        row.noted.0
    )?;
    Ok(())
}
