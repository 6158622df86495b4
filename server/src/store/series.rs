//! Series: the facts that a rule about them needs, and their dates ahead, in one transaction that holds the community's lock.
//! Several servers may do that at the same time: the identities follow from activity and day, and whoever comes second finds
//! nothing left to do.

use crate::db::{Db, Tx};
use crate::series::ahead;
use crate::store::by_itself::{self, Due};
use crate::store::{activity, duty, lease, occurrence, organization, place, signup, waiting};
use domain::activity::{Posting, first_of};
use domain::command::Command;
use domain::facts::Facts;
use domain::id::{ActivityId, CommunityId, OccurrenceId};
use domain::occurrence::Plan;
use domain::series::{Amendment, Pattern, Series, missing};
use domain::when::{HOUR_MS, Moment};

/// A date that has passed so long ago is not looked at: none was moved so far.
const PAST_MS: i64 = 90 * 24 * HOUR_MS;

/// The facts for posting an activity, changing one, and calling off or changing all dates from one on.
pub async fn add_facts(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    match command {
        Command::PostActivity { activity, organization, first, occurrence, series, .. } => {
            let (activity, organization, occurrence) = (*activity, *organization, *occurrence);
            let posting = Posting { activity, organization, occurrence, first, series: series.as_ref() };
            facts.compounds = place::compounds(tx).await?;
            facts.organization_exists = organization::exists(tx, organization).await?;
            facts.activity = activity::load(tx, activity).await?;
            facts.occurrence = occurrence::load(tx, posting.first_id(facts)).await?;
            facts.venue = occurrence::load_venue(tx, first.venue).await?;
            add_ahead(tx, facts, activity, series.as_ref(), Some(first)).await
        }
        Command::ChangeActivity { activity, series, .. } => {
            facts.compounds = place::compounds(tx).await?;
            facts.activity = activity::load(tx, *activity).await?;
            facts.pattern = activity::pattern(tx, *activity).await?;
            facts.dates = occurrence::of_activity(tx, *activity, facts.now.plus_ms(-PAST_MS)).await?;
            let first = first_of(facts);
            add_ahead(tx, facts, *activity, series.as_ref(), first.as_ref()).await
        }
        Command::CancelFrom { occurrence, .. } => {
            add_later(tx, facts, *occurrence, &Amendment::default()).await?;
            for date in named(facts) {
                facts.shifts.extend(duty::of_date(tx, date, facts.now).await?);
            }
            Ok(())
        }
        Command::AmendFrom { occurrence, amendment, .. } => {
            add_later(tx, facts, *occurrence, amendment).await?;
            if let Some(activity) = facts.activity.as_ref().map(|activity| activity.id) {
                facts.pattern = activity::pattern(tx, activity).await?;
            }
            if let Some(venue) = amendment.venue {
                facts.venue = occurrence::load_venue(tx, venue).await?;
            }
            if amendment.hours.is_some() || amendment.venue.is_some() {
                let dates = named(facts);
                duty::add_moving(tx, facts, &dates).await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The date that is named and the later ones.
fn named(facts: &Facts) -> Vec<OccurrenceId> {
    let later = facts.later.iter().map(|(date, _)| date.id);
    facts.occurrence.iter().map(|date| date.id).chain(later).collect()
}

/// The dates that a series has in the weeks ahead; none without a series.
async fn add_ahead(
    tx: &mut Tx,
    facts: &mut Facts,
    activity: ActivityId,
    series: Option<&Series>,
    first: Option<&Plan>,
) -> sqlx::Result<()> {
    facts.series_dates = Some(Vec::new());
    if let (Some(series), Some(first)) = (series, first) {
        let pattern = Pattern { series: series.clone(), first: first.clone() };
        let holidays = activity::holidays(tx).await?;
        match ahead(tx.community, activity, &pattern, &holidays, facts.now) {
            Some(dates) => facts.series_dates = Some(dates),
            None => facts.series_unreadable = true,
        }
    }
    Ok(())
}

/// A date and all later ones of its activity, who holds or seeks places on them, what those people have at the time at which the
/// dates will be, and the lists that may move up when they are called off or changed.
async fn add_later(tx: &mut Tx, facts: &mut Facts, id: OccurrenceId, amendment: &Amendment) -> sqlx::Result<()> {
    facts.occurrence = occurrence::load(tx, id).await?;
    let Some(first) = facts.occurrence.clone() else { return Ok(()) };
    facts.activity = activity::load(tx, first.activity).await?;
    let from = first.starts.max(facts.now);
    let all = occurrence::of_activity(tx, first.activity, from).await?.into_iter().map(|(date, _)| date);
    let later = all.filter(|date| date.id != first.id && date.starts > from && date.cancelled.is_none());
    let mut beside = Vec::new();
    for date in std::iter::once(first.clone()).chain(later) {
        let (seated, waits) = (signup::seated(tx, date.id).await?, signup::waiting(tx, date.id).await?);
        let (offered, entered) = (signup::offered(tx, date.id).await?, signup::entered(tx, date.id).await?);
        let unanswered = signup::unanswered(tx, date.id).await?;
        facts.leases.extend(lease::of_date(tx, date.id).await?);
        if [&seated, &offered, &waits, &entered].into_iter().any(|people| !people.is_empty()) {
            let Plan { starts, ends, .. } = amendment.over(&Plan::of(&date));
            facts.engagements.extend(signup::elsewhere(tx, date.id, starts, ends).await?);
            let (starts, ends) = (starts.min(date.starts), ends.max(date.ends));
            beside.extend(waiting::beside(tx, date.id, starts, ends, facts.now).await?);
        }
        if date.id == first.id {
            (facts.seated, facts.offered, facts.waiting, facts.entered) = (seated, offered, waits, entered);
            facts.unanswered = unanswered;
        } else {
            let people = seated.into_iter().chain(offered).chain(waits).chain(entered).chain(unanswered);
            facts.later.push((date, people.collect()));
        }
    }
    beside.retain(|id| facts.later.iter().all(|(date, _)| date.id != *id));
    waiting::add_lists(tx, facts, beside).await
}

/// Makes the dates of all series ahead; answers the revision with them, if there were any to make.
///
/// # Errors
/// When the database refuses.
pub async fn extend(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    by_itself::settle(db, id, now, |tx, now| Box::pin(wanted(tx, now))).await
}

/// The dates that series have and the table has not.
async fn wanted(tx: &mut Tx, now: Moment) -> sqlx::Result<Due> {
    let mut made = Vec::new();
    let holidays = activity::holidays(tx).await?;
    for id in activity::repeated(tx).await? {
        let (row, pattern) = (activity::load(tx, id).await?, activity::pattern(tx, id).await?);
        let (Some(row), Some(pattern)) = (row, pattern) else { continue };
        let Some(dates) = ahead(tx.community, id, &pattern, &holidays, now) else {
            tracing::warn!(activity = %id, "the rule of a series is not understood any more");
            continue;
        };
        let known = occurrence::of_activity(tx, id, now.plus_ms(-PAST_MS)).await?;
        let facts = Facts { now, dates: known, series_dates: Some(dates), ..Facts::default() };
        made.extend(missing(&facts, &row, &pattern));
    }
    Ok(by_itself::from(Facts::default(), made))
}
