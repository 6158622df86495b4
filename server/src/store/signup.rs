//! Sign-ups and the people in them.

use crate::db::Tx;
use crate::store::rows::{filled, places};
use crate::{fetch_all, fetch_optional, statement};
use domain::id::{OccurrenceId, OrganizationId, ResidentId, SignupId};
use domain::resident::Person;
use domain::signup::{Signup, SignupState};
use domain::when::Moment;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One person of a sign-up: a sign-up with its party is as many lines, read in one statement. (The joins to the people are crossed:
/// see [`elsewhere`].)
#[derive(sqlx::FromRow)]
struct Line {
    signup: Uuid,
    occurrence: Uuid,
    organization: Uuid,
    booker: Uuid,
    booker_name: String,
    state: String,
    ticket: Option<i64>,
    position: Option<i64>,
    made: i64,
    changed: i64,
    clash: bool,
    until: Option<i64>,
    out_of_order: bool,
    late: bool,
    reason: String,
    handed: Option<i64>,
    unleased: bool,
    entrusted: bool,
    title: String,
    place: i64,
    person: Uuid,
    person_name: String,
}

macro_rules! select_signup {
    ($rest:literal) => {
        concat!(
            "select s.signup, s.occurrence, a.organization, s.booker, b.name as booker_name, s.state, s.ticket, s.position,
                s.made, s.changed, s.clash, s.until, s.out_of_order, s.late, s.reason, s.handed,
                s.unleased, s.entrusted, a.title,
                seat.place, seat.resident as person, p.name as person_name
             from signup s
             join occurrence o on o.community = s.community and o.occurrence = s.occurrence
             join activity a on a.community = o.community and a.activity = o.activity
             join resident b on b.community = s.community and b.resident = s.booker
             cross join signup_member seat
             cross join resident p
             where seat.community = s.community and seat.signup = s.signup
                and p.community = seat.community and p.resident = seat.resident and s.community = $1 and ",
            $rest
        )
    };
}

mod engagements;
mod writing;

pub(crate) use engagements::Engaged;
pub(super) use engagements::ask_engagements;
pub use engagements::{elsewhere, engagements};
pub use writing::save_later;
pub(super) use writing::{seat, write};

fn state(line: &Line) -> SignupState {
    let until = line.until.map(Moment);
    match (line.state.as_str(), line.ticket, line.position) {
        ("confirmed", ..) => SignupState::Confirmed,
        ("waiting", Some(ticket), Some(position)) => {
            SignupState::Waiting { ticket, position: super::word::count(position) }
        }
        ("called_off", ..) => SignupState::CalledOff,
        ("offered", Some(ticket), _) => SignupState::Offered { ticket, until: until.unwrap_or_default() },
        ("lapsed", ..) => SignupState::Lapsed,
        ("entered", ..) => SignupState::Entered,
        ("asked", ..) => SignupState::Asked,
        ("declined", ..) => SignupState::Declined,
        _ => SignupState::Cancelled,
    }
}

/// The sign-ups of some lines with the titles of what they are for, in the order in which each is first met; everyone of a party
/// at their place.
fn complete_titled(lines: Vec<Line>) -> Vec<(Signup, String)> {
    let mut signups: Vec<(Signup, String)> = Vec::new();
    let mut seats: BTreeMap<Uuid, (usize, Vec<(i64, Person)>)> = BTreeMap::new();
    for line in lines {
        let state = state(&line);
        let person = (line.place, Person { id: ResidentId(line.person), name: line.person_name });
        if let Some((_, party)) = seats.get_mut(&line.signup) {
            party.push(person);
            continue;
        }
        seats.insert(line.signup, (signups.len(), vec![person]));
        let signup = Signup {
            id: SignupId(line.signup),
            occurrence: OccurrenceId(line.occurrence),
            organization: OrganizationId(line.organization),
            booker: Person { id: ResidentId(line.booker), name: line.booker_name },
            party: Vec::new(),
            state,
            made: Moment(line.made),
            changed: Moment(line.changed),
            clash: line.clash,
            out_of_order: line.out_of_order,
            late: line.late,
            reason: line.reason,
            handed: line.handed.map(Moment),
            unleased: line.unleased,
            entrusted: line.entrusted,
        };
        signups.push((signup, line.title));
    }
    for (at, mut party) in seats.into_values() {
        party.sort_by_key(|(place, _)| *place);
        signups[at].0.party = party.into_iter().map(|(_, person)| person).collect();
    }
    signups
}

fn complete_all(lines: Vec<Line>) -> Vec<Signup> {
    complete_titled(lines).into_iter().map(|(signup, _)| signup).collect()
}

/// One sign-up.
pub async fn load(tx: &mut Tx, id: SignupId) -> sqlx::Result<Option<Signup>> {
    if let Some(known) = tx.held.signups.get(&id) {
        return Ok(known.clone());
    }
    let lines = fetch_all!(tx, Line, select_signup!("s.signup = $2"), tx.community.0, id.0)?;
    Ok(complete_all(lines).pop())
}

/// Sign-ups with the titles of what they are for.
async fn titled(tx: &mut Tx, ids: Vec<SignupId>) -> sqlx::Result<Vec<(Signup, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (community, ids) = (tx.community.0, filled(ids));
    let sql = format!("{} s.signup in ({})", select_signup!(""), places(2, ids.len()));
    let lines = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, Line>(sql).bind(community);
        for id in &ids {
            query = query.bind(id.0);
        }
        query.fetch_all(&mut **connection).await
    })?;
    Ok(complete_titled(lines))
}

/// Asks ahead for sign-ups.
pub(super) async fn ask(tx: &mut Tx, ids: Vec<SignupId>) -> sqlx::Result<()> {
    let found = titled(tx, ids.clone()).await?;
    tx.held.signups.extend(ids.into_iter().map(|id| (id, None)));
    tx.held.signups.extend(found.into_iter().map(|(signup, _)| (signup.id, Some(signup))));
    Ok(())
}

/// Who waits for a date, in the order of tickets.
pub async fn waiting(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!("s.occurrence = $2 and s.state = 'waiting' order by s.ticket"),
        tx.community.0,
        occurrence.0
    )?;
    Ok(complete_all(lines))
}

/// How many parties wait for a date.
pub async fn waiting_parties(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<u32> {
    if let Some(known) = tx.held.waiting.get(&occurrence) {
        return Ok(*known);
    }
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from signup where community = $1 and occurrence = $2 and state = 'waiting'",
        tx.community.0,
        occurrence.0
    )?;
    let parties = line.map_or(0, |(n,)| super::word::count(n));
    if tx.held.revision.is_some() {
        tx.held.waiting.insert(occurrence, parties);
    }
    Ok(parties)
}

/// Who has a place on a date.
pub async fn seated(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!("s.occurrence = $2 and s.state = 'confirmed' order by s.made, s.signup"),
        tx.community.0,
        occurrence.0
    )?;
    Ok(complete_all(lines))
}

/// The places on a date that one person is in: at a door only they count. It goes from the person to the places, as
/// [`engagements`]: the other way round it would look at everybody on a long list for each of them.
pub async fn seated_with(tx: &mut Tx, occurrence: OccurrenceId, who: ResidentId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!(
            "s.state = 'confirmed' and s.signup in (
                select m.signup from signup_member m cross join signup here
                where m.community = $1 and m.resident = $3 and here.community = m.community
                and here.signup = m.signup and here.occurrence = $2) order by s.made, s.signup"
        ),
        tx.community.0,
        occurrence.0,
        who.0
    )?;
    Ok(complete_all(lines))
}

/// To whom a place on a date is offered.
pub async fn offered(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!("s.occurrence = $2 and s.state = 'offered' order by s.ticket"),
        tx.community.0,
        occurrence.0
    )?;
    Ok(complete_all(lines))
}

/// Who is in the lottery for a date.
pub async fn entered(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!("s.occurrence = $2 and s.state = 'entered' order by s.signup"),
        tx.community.0,
        occurrence.0
    )?;
    Ok(complete_all(lines))
}

/// Whom an organizer has not answered yet on a date.
pub async fn unanswered(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!("s.occurrence = $2 and s.state = 'asked' order by s.made, s.signup"),
        tx.community.0,
        occurrence.0
    )?;
    Ok(complete_all(lines))
}

/// The dates on which an offer is over at a moment.
pub async fn dates_with_offers_over(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<OccurrenceId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select distinct occurrence from signup where community = $1 and state = 'offered' and until <= $2
         order by occurrence",
        tx.community.0,
        now.0
    )?;
    Ok(lines.into_iter().map(|(id,)| OccurrenceId(id)).collect())
}

/// Everything that is not given up of what a person and their wards signed up for, for dates that end after a moment.
pub async fn of_household(tx: &mut Tx, resident: ResidentId, after: Moment) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!(
            "s.state <> 'cancelled' and o.ends > $2 and s.signup in (
                select m.signup from signup_member m where m.community = $1 and m.resident = $3
                union
                select m.signup from kin k cross join signup_member m
                where k.community = $1 and k.resident = $3 and m.community = k.community and m.resident = k.ward)
             order by s.made, s.signup"
        ),
        tx.community.0,
        after.0,
        resident.0
    )?;
    Ok(complete_all(lines))
}

/// Everything that is not given up of what people signed up for on a date: those with a place, those who are offered one,
/// then the waiting list, then the lottery, then those who ask.
pub async fn of_date(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!(
            "s.occurrence = $2 and s.state <> 'cancelled'
             order by case s.state when 'confirmed' then 0 when 'offered' then 1 when 'waiting' then 2 when 'entered' then 3
                when 'asked' then 4 else 5 end, s.ticket, s.made, s.signup"
        ),
        tx.community.0,
        occurrence.0
    )?;
    Ok(complete_all(lines))
}

/// What was given back of a date in its last day, in the order of sign-ups.
pub async fn given_back_late(tx: &mut Tx, occurrence: OccurrenceId) -> sqlx::Result<Vec<Signup>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!("s.occurrence = $2 and s.late = true order by s.made, s.signup"),
        tx.community.0,
        occurrence.0
    )?;
    Ok(complete_all(lines))
}
