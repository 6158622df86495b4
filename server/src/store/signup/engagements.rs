//! Where people are expected: sign-ups with their dates.

use super::{Line, complete_titled};
use crate::db::Tx;
use crate::fetch_all;
use crate::store::occurrence;
use domain::facts::Engagement;
use domain::id::{OccurrenceId, ResidentId};
use domain::when::Moment;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What a person and their wards are signed up for that has not ended, with each date and its title. It goes from the people to
/// their sign-ups: the other way round it would read all sign-ups that there ever were.
pub async fn engagements(tx: &mut Tx, resident: ResidentId, now: Moment) -> sqlx::Result<Vec<Engagement>> {
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
    engage(tx, lines).await
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
    engage(tx, lines).await
}

/// Puts its date to each sign-up; a date of many is read once.
async fn engage(tx: &mut Tx, lines: Vec<Line>) -> sqlx::Result<Vec<Engagement>> {
    let mut dates = BTreeMap::new();
    let mut engagements = Vec::new();
    for (signup, title) in complete_titled(lines) {
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
