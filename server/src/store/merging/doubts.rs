//! Everything that speaks against making two records one.

use super::meetings;
use crate::db::Tx;
use crate::store::{activity, duty, hours, occurrence};
use domain::id::ResidentId;
use domain::merging::{at_one_time, doubts, keeps_own};
use domain::signup::Signup;
use domain::when::Moment;
use domain::wire::merging::{Doubt, Record};

/// All of it: what they are, and what they have at one time.
pub(super) async fn of(
    tx: &mut Tx,
    actor: ResidentId,
    stays: &Record,
    goes: &Record,
    now: Moment,
) -> sqlx::Result<Vec<Doubt>> {
    let (own, other) = (stays.person.id, goes.person.id);
    let tied = meetings::tied(tx, own, other).await?;
    let mut found = doubts(actor, stays, goes, tied);
    if !found.is_empty() {
        // Of two people nobody need be told what they do at one time.
        return Ok(found);
    }
    for (kept, lost) in doubles(tx, own, other, now).await? {
        found.extend(in_the_way(tx, &kept, &lost, now).await?);
    }
    found.extend(shifts(tx, own, other, now).await?);
    let (mine, theirs) = (hours::of_resident(tx, own).await?, hours::of_resident(tx, other).await?);
    found.extend(at_one_time(&mine, &theirs).into_iter().map(|from| Doubt::Hours { from }));
    found.extend(meetings::teams(tx, own, other).await?.into_iter().map(|name| Doubt::Team { name }));
    found.extend(meetings::favours(tx, own, other).await?.into_iter().map(|words| Doubt::Favour { words }));
    Ok(found)
}

/// The sign-ups of both for one date that is not over: each time the one that is kept, and the one that is given up.
pub(super) async fn doubles(
    tx: &mut Tx,
    stays: ResidentId,
    goes: ResidentId,
    now: Moment,
) -> sqlx::Result<Vec<(Signup, Signup)>> {
    let pairs = meetings::signups(tx, stays, goes, now).await?;
    let sorted = |(own, other): (Signup, Signup)| {
        if keeps_own(own.state, other.state) { (own, other) } else { (other, own) }
    };
    Ok(pairs.into_iter().map(sorted).collect())
}

/// What keeps a sign-up from being given up: it is the other one too, others are in it, or its date has begun.
async fn in_the_way(tx: &mut Tx, kept: &Signup, lost: &Signup, now: Moment) -> sqlx::Result<Option<Doubt>> {
    let doubt = party(tx, lost, now).await?;
    Ok(doubt.filter(|(begun, _)| *begun || kept.id == lost.id || lost.party.len() > 1).map(|(_, doubt)| doubt))
}

/// A sign-up that is in the way, and whether its date has begun.
async fn party(tx: &mut Tx, signup: &Signup, now: Moment) -> sqlx::Result<Option<(bool, Doubt)>> {
    let Some(date) = occurrence::load(tx, signup.occurrence).await? else { return Ok(None) };
    let title = activity::load(tx, date.activity).await?.map(|activity| activity.title).unwrap_or_default();
    Ok(Some((date.starts <= now, Doubt::Party { title, starts: date.starts })))
}

/// The same, of one that the rule has not let go.
pub(super) async fn refused(tx: &mut Tx, signup: &Signup, now: Moment) -> sqlx::Result<Option<Doubt>> {
    Ok(party(tx, signup, now).await?.map(|(_, doubt)| doubt))
}

/// Shifts that are not over on which both are at one time.
async fn shifts(tx: &mut Tx, stays: ResidentId, goes: ResidentId, now: Moment) -> sqlx::Result<Vec<Doubt>> {
    let own = duty::of_resident(tx, stays, now).await?;
    let other = duty::of_resident(tx, goes, now).await?;
    let meets = |starts: Moment, ends: Moment| own.iter().any(|(_, shift)| shift.starts < ends && starts < shift.ends);
    let both = other.into_iter().filter(|(_, shift)| meets(shift.starts, shift.ends));
    Ok(both.map(|(_, shift)| Doubt::Shift { role: shift.role, starts: shift.starts }).collect())
}
