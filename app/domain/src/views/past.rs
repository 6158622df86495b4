//! 办过的: the dates that are over, for those who run them. A day later nothing of them is left to be noted, but much to be looked up:
//! who came, what people are thanked for, and what to do the same way again.

use crate::activity::Activity;
use crate::arrange::Arrange;
use crate::attendance::closed;
use crate::occurrence::Occurrence;
use crate::replica::Replica;
use crate::venue::Venue;
use crate::when::Moment;

/// So many days back they are listed: eight weeks.
pub const PAST_DAYS: i32 = 56;

/// One date that is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The date.
    pub date: Occurrence,
    /// What took place.
    pub title: String,
    /// The name of the place, or empty.
    pub place: String,
    /// Something about it waits for the server's answer.
    pub pending: bool,
    /// It took place, and it is not settled yet who came.
    pub open: bool,
}

/// The dates that are over and that `wanted` picks, the latest first.
pub fn past(replica: &Replica, now: Moment, wanted: impl Fn(&Occurrence) -> bool) -> Vec<Past> {
    let since = now.day().plus(-PAST_DAYS);
    let over = |date: &Occurrence| date.ends <= now && date.starts.day() >= since && wanted(date);
    let mut dates: Vec<&Occurrence> = replica.all::<Occurrence>().filter(|date| over(date)).collect();
    dates.arrange(|a, b| (b.starts, b.id).cmp(&(a.starts, a.id)));
    dates.into_iter().filter_map(|date| told(replica, date, now)).collect()
}

fn told(replica: &Replica, date: &Occurrence, now: Moment) -> Option<Past> {
    let activity = replica.get::<Activity>(date.activity.0)?;
    Some(Past {
        title: activity.title.clone(),
        place: replica.get::<Venue>(date.venue.0).map(|venue| venue.name.clone()).unwrap_or_default(),
        pending: replica.is_pending::<Occurrence>(date.id.0),
        open: date.cancelled.is_none() && !closed(date, now),
        date: date.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ActivityId, OccurrenceId, OrganizationId, VenueId};
    use crate::row::Row;
    use crate::sample::{id, now, opera};
    use crate::scope::Scope;
    use crate::when::HOUR_MS;

    /// A date of an hour that ended so many hours ago.
    fn ended(n: u128, hours_ago: i64) -> Occurrence {
        let ends = now().plus_ms(-hours_ago * HOUR_MS);
        Occurrence {
            id: OccurrenceId(id(n)),
            activity: ActivityId(id(1)),
            organization: opera(),
            starts: ends.plus_ms(-HOUR_MS),
            ends,
            venue: VenueId(id(700)),
            ..Occurrence::default()
        }
    }

    fn replica(dates: Vec<Occurrence>) -> Replica {
        let mut replica = Replica::default();
        let activity = Activity { id: ActivityId(id(1)), title: "学唱戏".into(), ..Activity::default() };
        replica.put(Scope::Public, Row::Activity(activity));
        let venue = Venue { id: VenueId(id(700)), name: "戏台".into(), ..Venue::default() };
        replica.put(Scope::Public, Row::Venue(venue));
        dates.into_iter().for_each(|date| replica.put(Scope::Public, Row::Occurrence(date)));
        replica
    }

    fn listed(dates: Vec<Occurrence>) -> Vec<u128> {
        let own = |date: &Occurrence| date.organization == opera();
        past(&replica(dates), now(), own).iter().map(|row| row.date.id.0.as_u128()).collect()
    }

    #[test]
    fn what_is_over_is_listed_with_the_latest_first_for_eight_weeks() {
        let weeks = |weeks: i64| weeks * 7 * 24;
        let foreign = Occurrence { organization: OrganizationId(id(901)), ..ended(6, 3) };
        let dates = vec![ended(1, 48), ended(2, 2), ended(3, -1), ended(4, weeks(8)), ended(5, weeks(8) + 24), foreign];
        assert_eq!(listed(dates), [2, 1, 4], "not what goes on, what was long ago, and what others run");
    }

    #[test]
    fn what_ends_now_is_over_and_no_date_is_both_over_and_to_come() {
        assert_eq!(listed(vec![ended(1, 0)]), [1]);
        let coming = Occurrence { ends: now().plus_ms(1), ..ended(2, 0) };
        assert_eq!(listed(vec![coming]), [0; 0]);
    }

    #[test]
    fn it_is_open_until_it_is_settled_who_came() {
        let settled = Occurrence { closed: Some(now()), ..ended(2, 2) };
        let called_off = Occurrence { cancelled: Some("下雨".into()), ..ended(3, 3) };
        let dates = vec![ended(1, 1), settled, called_off, ended(4, 25)];
        let found = past(&replica(dates), now(), |_| true);
        let open: Vec<bool> = found.iter().map(|row| row.open).collect();
        assert_eq!(open, [true, false, false, false], "by a leader, by being called off, by the day that has passed");
        assert_eq!((found[0].title.as_str(), found[0].place.as_str()), ("学唱戏", "戏台"));
    }

    #[test]
    fn a_date_of_which_the_phone_does_not_know_what_it_is_has_no_line() {
        assert_eq!(listed(vec![Occurrence { activity: ActivityId(id(2)), ..ended(1, 1) }]), [0; 0]);
    }
}
