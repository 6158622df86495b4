//! Where people are expected: sign-ups with their dates.

use super::{Line, complete_titled, titled};
use crate::db::Tx;
use crate::store::occurrence;
use crate::store::rows::{filled, places};
use crate::{fetch_all, statement};
use domain::facts::Engagement;
use domain::id::{OccurrenceId, ResidentId, SignupId};
use domain::signup::Signup;
use domain::when::Moment;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use uuid::Uuid;

/// What was asked ahead of a person.
#[derive(Clone, Debug)]
pub(crate) struct Engaged {
    /// The person and their wards.
    pub(crate) people: Vec<ResidentId>,
    /// What they are signed up for, with the titles.
    signups: Vec<(Signup, String)>,
}

/// What a person and their wards are signed up for that has not ended, with each date and its title. It goes from the people to
/// their sign-ups: the other way round it would read all sign-ups that there ever were.
pub async fn engagements(tx: &mut Tx, resident: ResidentId, now: Moment) -> sqlx::Result<Vec<Engagement>> {
    if let Some(known) = tx.held.engaged.get(&resident) {
        let mut engagements = engage(tx, known.signups.clone()).await?;
        // It was asked a moment ago, for some time before it.
        engagements.retain(|(_, date, _)| date.ends > now);
        return Ok(engagements);
    }
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!(
            "s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked') and o.ends > $2 and s.signup in (
                select m.signup from signup_member m where m.community = $1 and m.resident = $3
                union
                select m.signup from kin k cross join signup_member m
                where k.community = $1 and k.resident = $3 and m.community = k.community and m.resident = k.ward)"
        ),
        tx.community.0,
        now.0,
        resident.0
    )?;
    engage(tx, complete_titled(lines)).await
}

/// Asks ahead what people and their wards are signed up for that has not ended at a moment. Answers the dates of it.
pub(in crate::store) async fn ask_engagements(
    tx: &mut Tx,
    households: Vec<(ResidentId, Vec<ResidentId>)>,
    after: Moment,
) -> sqlx::Result<Vec<OccurrenceId>> {
    let mut all: Vec<ResidentId> = households.iter().flat_map(|(_, people)| people.iter().copied()).collect();
    all.sort();
    all.dedup();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (community, all) = (tx.community.0, filled(all));
    let sql = format!(
        "select distinct m.signup from signup_member m cross join signup s cross join occurrence o
         where m.community = $1 and m.resident in ({}) and s.community = m.community and s.signup = m.signup
            and s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')
            and o.community = s.community and o.occurrence = s.occurrence and o.ends > $2",
        places(3, all.len())
    );
    let lines = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, (Uuid,)>(sql).bind(community).bind(after.0);
        for who in &all {
            query = query.bind(who.0);
        }
        query.fetch_all(&mut **connection).await
    })?;
    let found = titled(tx, lines.into_iter().map(|(id,)| SignupId(id)).collect()).await?;
    for (who, people) in households {
        let theirs = |(signup, _): &&(Signup, String)| signup.party.iter().any(|person| people.contains(&person.id));
        let signups = found.iter().filter(theirs).cloned().collect();
        tx.held.engaged.insert(who, Engaged { people, signups });
    }
    Ok(found.into_iter().map(|(signup, _)| signup.occurrence).collect())
}

/// The places that people who have or seek one on a date have elsewhere between two moments. The joins are crossed because
/// SQLite keeps the order of those, and without it reads all sign-ups that there ever were.
pub async fn elsewhere(
    tx: &mut Tx,
    occurrence: OccurrenceId,
    from: Moment,
    until: Moment,
) -> sqlx::Result<Vec<Engagement>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_signup!(
            "s.state in ('confirmed', 'offered') and s.occurrence <> $2 and o.starts < $3 and o.ends > $4
             and s.signup in (
                select m.signup from signup here cross join signup_member w cross join signup_member m
                where here.community = $5 and here.occurrence = $6
                and here.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')
                and w.community = here.community and w.signup = here.signup
                and m.community = w.community and m.resident = w.resident)"
        ),
        tx.community.0,
        occurrence.0,
        until.0,
        from.0,
        tx.community.0,
        occurrence.0
    )?;
    engage(tx, complete_titled(lines)).await
}

/// Puts its date to each sign-up; a date of many is read once.
async fn engage(tx: &mut Tx, signups: Vec<(Signup, String)>) -> sqlx::Result<Vec<Engagement>> {
    let mut dates = BTreeMap::new();
    let mut engagements = Vec::new();
    for (signup, title) in signups {
        let date = match dates.entry(signup.occurrence) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(occurrence::load(tx, signup.occurrence).await?),
        };
        if let Some(date) = date.clone() {
            engagements.push((signup, date, title));
        }
    }
    Ok(engagements)
}
