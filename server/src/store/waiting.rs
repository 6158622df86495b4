//! The waiting lists that hang together: a place that somebody gets or gives back on one date may let somebody
//! else move up on another one at that time.

use crate::db::{Db, Tx};
use crate::store::{activity, change, community, lease, occurrence, signup};
use crate::{fetch_all, fetch_optional};
use domain::command::Command;
use domain::facts::Facts;
use domain::id::{CommunityId, OccurrenceId};
use domain::occurrence::Occurrence;
use domain::offer;
use domain::waiting::WaitingList;
use domain::when::Moment;
use uuid::Uuid;

/// How many other lists one command looks at. What lies beyond waits for the next command.
const LISTS_MAX: usize = 16;

/// Whether a command is about places, so that offers and leases that are over have to end before it.
pub(crate) fn about_places(command: &Command) -> bool {
    matches!(
        command,
        Command::SignUp { .. }
            | Command::CancelSignup { .. }
            | Command::AcceptOffer { .. }
            | Command::OfferTo { .. }
            | Command::SignUpFor { .. }
            | Command::AnswerSignup { .. }
            | Command::LeasePlaces { .. }
            | Command::ReturnPlaces { .. }
            | Command::GivePlaces { .. }
            | Command::EditOccurrence { .. }
            | Command::CancelOccurrence { .. }
            | Command::CancelFrom { .. }
            | Command::AmendFrom { .. }
    )
}

/// Dates with free places between two moments, for which people wait who have or seek a place on `date`. (Crossed
/// joins: see [`signup::elsewhere`].)
pub async fn beside(
    tx: &mut Tx,
    date: OccurrenceId,
    from: Moment,
    until: Moment,
    now: Moment,
) -> sqlx::Result<Vec<OccurrenceId>> {
    if !passed_over(tx, now).await? {
        return Ok(Vec::new());
    }
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select o.occurrence from occurrence o
         where o.community = $1 and o.starts < $2 and o.ends > $3 and o.starts > $4 and o.occurrence <> $5
            and o.cancelled is null and o.confirmed + o.held + o.leased + o.kept < o.capacity and o.waiting > 0
            and o.occurrence in (
                select w.occurrence
                from signup s cross join signup_member m cross join signup_member other cross join signup w
                where s.community = $6 and s.occurrence = $7
                and s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')
                and m.community = s.community and m.signup = s.signup
                and other.community = m.community and other.resident = m.resident
                and w.community = other.community and w.signup = other.signup and w.state = 'waiting')",
        tx.community.0,
        until.0,
        from.0,
        now.0,
        date.0,
        tx.community.0,
        date.0
    )?;
    Ok(lines.into_iter().map(|(id,)| OccurrenceId(id)).collect())
}

/// Whether people wait for any date that has free places: parties that were passed over because they are elsewhere. It is seldom
/// so, and then no list hangs on another.
pub(super) async fn passed_over(tx: &mut Tx, now: Moment) -> sqlx::Result<bool> {
    if let Some(known) = tx.held.passed_over {
        return Ok(known);
    }
    let line = fetch_optional!(
        tx,
        (i64,),
        // What begins later ends later, too: by their ends dates are found without all that there ever were.
        "select starts from occurrence where community = $1 and ends > $2 and starts > $2 and cancelled is null
            and waiting > 0 and confirmed + held + leased + kept < capacity limit 1",
        tx.community.0,
        now.0
    )?;
    if tx.held.revision.is_some() {
        tx.held.passed_over = Some(line.is_some());
    }
    Ok(line.is_some())
}

/// The list of a date.
async fn list(tx: &mut Tx, id: OccurrenceId) -> sqlx::Result<Option<WaitingList>> {
    let Some(occurrence) = occurrence::load(tx, id).await? else { return Ok(None) };
    let activity = activity::load(tx, occurrence.activity).await?;
    let offers = activity.is_some_and(|activity| activity.offers);
    Ok(Some(WaitingList { parties: signup::waiting(tx, id).await?, occurrence, offers, newcomer: None }))
}

/// Puts the lists of the dates `first` into the facts, those that hang on them, and what everyone on them has elsewhere. The
/// facts' own date is left out.
pub async fn add_lists(tx: &mut Tx, facts: &mut Facts, first: Vec<OccurrenceId>) -> sqlx::Result<()> {
    let mut seen: Vec<OccurrenceId> = facts.lists.iter().map(|list| list.occurrence.id).collect();
    seen.extend(facts.occurrence.iter().map(|own| own.id));
    let mut next = first;
    while let Some(id) = next.pop() {
        if seen.contains(&id) || seen.len() > LISTS_MAX {
            continue;
        }
        seen.push(id);
        let Some(list) = list(tx, id).await? else { continue };
        if list.occurrence.free() == 0 {
            continue;
        }
        let Occurrence { starts, ends, .. } = list.occurrence;
        facts.engagements.extend(signup::elsewhere(tx, id, starts, ends).await?);
        next.extend(beside(tx, id, starts, ends, facts.now).await?);
        facts.lists.push(list);
    }
    facts.lists.sort_by_key(|list| (list.occurrence.starts, list.occurrence.id));
    Ok(())
}

/// A date on which places may have become free, who waits for it, and what hangs on it.
pub async fn around(tx: &mut Tx, date: Occurrence, now: Moment) -> sqlx::Result<Facts> {
    let mut facts = Facts { now, activity: activity::load(tx, date.activity).await?, ..Facts::default() };
    let Occurrence { id, starts, ends, .. } = date;
    facts.waiting = signup::waiting(tx, id).await?;
    facts.engagements = signup::elsewhere(tx, id, starts, ends).await?;
    facts.occurrence = Some(date);
    let first = beside(tx, id, starts, ends, now).await?;
    add_lists(tx, &mut facts, first).await?;
    Ok(facts)
}

/// Ends all offers and leases that are over, and moves up who waits for their places. Whoever calls this holds the community's
/// lock, so of several servers one does it and the others find nothing left to do.
pub async fn lapse(tx: &mut Tx, now: Moment) -> sqlx::Result<()> {
    // Of many commands in one transaction the first does it for all: no offer that is made meanwhile is over so soon.
    if std::mem::replace(&mut tx.held.lapsed, true) {
        return Ok(());
    }
    lease::lapse(tx, now).await?;
    for id in signup::dates_with_offers_over(tx, now).await? {
        let Some(date) = occurrence::load(tx, id).await? else { continue };
        let offered = signup::offered(tx, id).await?;
        let facts = Facts { offered, ..around(tx, date, now).await? };
        let revision = community::next_revision(tx).await?;
        for change in offer::lapse(&facts) {
            change::save(tx, &change, &facts, revision).await?;
        }
    }
    Ok(())
}

/// Ends the offers and leases that are over; answers the revision with that, if there were any.
///
/// # Errors
/// When the database refuses.
pub async fn lapse_all(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let over = !signup::dates_with_offers_over(&mut tx, now).await?.is_empty() || lease::any_over(&mut tx, now).await?;
    drop(tx);
    if !over {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has ended in the meantime is seen from here on.
    community::next_revision(&mut tx).await?;
    lapse(&mut tx, now).await?;
    let (revision, _) = community::revision(&mut tx).await?;
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}
