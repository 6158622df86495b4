//! A date with everything a list or a page says about it.

use crate::activity::Activity;
use crate::arrange::Arrange;
#[cfg(feature = "desk")]
use crate::collector::Collector;
use crate::id::{ResidentId, SignupId};
use crate::kin::{Bond, Power};
use crate::occurrence::Occurrence;
use crate::organization::Organization;
use crate::presence::children;
use crate::replica::Replica;
use crate::resident::Person;
use crate::signup::Signup;
use crate::venue::Venue;
use crate::when::{Day, Moment};
use uuid::Uuid;

/// So many of the last dates with thanks are shown at most.
pub const THANKED_MAX: usize = 3;

/// One date, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The date.
    pub occurrence: Occurrence,
    /// What takes place.
    pub activity: Activity,
    /// Who runs it.
    pub organization: Organization,
    /// Where.
    pub venue: Venue,
    /// My family's live sign-ups for it.
    pub signups: Vec<Signup>,
    /// One of them waits for the server's answer.
    pub pending: bool,
    /// What the same people have a place on at that time, as far as this phone knows.
    pub clashes: Vec<Clash>,
}

/// Somebody in a sign-up has a place elsewhere at that time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Which sign-up.
    pub signup: SignupId,
    /// Who.
    pub name: String,
    /// What else.
    pub title: String,
}

/// The date with this identity.
pub fn listed(replica: &Replica, id: Uuid) -> Option<Listed> {
    replica.get::<Occurrence>(id).and_then(|occurrence| complete(replica, occurrence))
}

/// The children in my guardianship who go to a children's date, and are collected from it.
pub fn collected(replica: &Replica, date: &Listed) -> Vec<Person> {
    let Some(me) = replica.me().filter(|_| children(&date.activity)) else { return Vec::new() };
    let goes = |who: ResidentId| date.signups.iter().any(|signup| signup.includes(who));
    let mine = me.wards.iter().filter(|ward| ward.bond == Bond::Guardian && goes(ward.person.id));
    mine.map(|ward| ward.person.clone()).collect()
}

/// Whether I am asked to agree that somebody collects me from this team's dates, or have agreed.
#[cfg(feature = "desk")]
pub fn asked(replica: &Replica, date: &Listed, today: Day) -> bool {
    let Some(me) = replica.me() else { return false };
    let mine = |one: &Collector| one.asks && one.child.id == me.id && one.organization == date.organization.id;
    replica.all::<Collector>().any(|one| mine(one) && one.open(today))
}

/// The first visit's program holds nothing of it.
#[cfg(not(feature = "desk"))]
pub fn asked(_: &Replica, _: &Listed, _: Day) -> bool {
    false
}

fn complete(replica: &Replica, occurrence: &Occurrence) -> Option<Listed> {
    let activity = replica.get::<Activity>(occurrence.activity.0)?.clone();
    let signups = own(replica, occurrence);
    Some(Listed {
        organization: replica.get::<Organization>(activity.organization.0).cloned().unwrap_or_default(),
        venue: replica.get::<Venue>(occurrence.venue.0).cloned().unwrap_or_default(),
        pending: signups.iter().any(|signup| replica.is_pending::<Signup>(signup.id.0)),
        clashes: clashes(replica, occurrence, &signups),
        signups,
        occurrence: occurrence.clone(),
        activity,
    })
}

fn own(replica: &Replica, occurrence: &Occurrence) -> Vec<Signup> {
    let Some(me) = replica.me() else { return Vec::new() };
    let family: Vec<ResidentId> = me.people(Power::SignUp).into_iter().map(|person| person.id).collect();
    let mine = |signup: &&Signup| {
        // What an organizer did for neighbours is not the organizer's own.
        signup.occurrence == occurrence.id && signup.live() && family.iter().any(|id| signup.includes(*id))
    };
    replica.all::<Signup>().filter(mine).cloned().collect()
}

fn clashes(replica: &Replica, occurrence: &Occurrence, signups: &[Signup]) -> Vec<Clash> {
    let mut clashes = Vec::new();
    if signups.is_empty() || occurrence.cancelled.is_some() {
        return clashes;
    }
    for other in replica.all::<Signup>().filter(|other| other.holds()) {
        let date = replica.get::<Occurrence>(other.occurrence.0);
        let Some(date) = date.filter(|date| date.id != occurrence.id) else { continue };
        if date.cancelled.is_some() || !date.overlaps(occurrence.starts, occurrence.ends) {
            continue;
        }
        let title = replica.get::<Activity>(date.activity.0).map(|activity| activity.title.clone()).unwrap_or_default();
        for signup in signups {
            let twice = signup.party.iter().filter(|person| other.includes(person.id));
            clashes.extend(twice.map(|person| Clash {
                signup: signup.id,
                name: person.name.clone(),
                title: title.clone(),
            }));
        }
    }
    clashes
}

/// The dates of one day that have not ended, in the order of their beginnings.
pub fn of_day(replica: &Replica, day: Day, now: Moment) -> Vec<Listed> {
    select(replica, |occurrence| occurrence.starts.day() == day && occurrence.ends > now)
}

/// The coming dates of one organization, at most `limit`.
pub fn of_organization(replica: &Replica, organization: Uuid, now: Moment, limit: usize) -> Vec<Listed> {
    let mut dates = select(replica, |occurrence| {
        occurrence.organization.0 == organization && occurrence.ends > now && occurrence.cancelled.is_none()
    });
    dates.truncate(limit);
    dates
}

/// The last dates of the same activity before this one for which its leaders thank people, the latest first, at most
/// [`THANKED_MAX`].
pub fn thanked(replica: &Replica, of: &Occurrence) -> Vec<Occurrence> {
    let other = |date: &&Occurrence| date.activity == of.activity && date.starts < of.starts && !date.thanks.is_empty();
    let mut dates: Vec<&Occurrence> = replica.all::<Occurrence>().filter(other).collect();
    dates.arrange(|a, b| b.starts.cmp(&a.starts));
    dates.into_iter().take(THANKED_MAX).cloned().collect()
}

/// The dates that `wanted` picks, in the order of their beginnings.
pub fn select(replica: &Replica, wanted: impl Fn(&Occurrence) -> bool) -> Vec<Listed> {
    let mut dates: Vec<&Occurrence> = replica.all::<Occurrence>().filter(|o| wanted(o)).collect();
    dates.arrange_by_key(|occurrence| (occurrence.starts, occurrence.id));
    dates.into_iter().filter_map(|occurrence| complete(replica, occurrence)).collect()
}

#[cfg(test)]
mod tests;
