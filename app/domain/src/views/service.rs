//! 哪里需要人, and what a person has taken: shifts with everything that a list or a page says about them.

use crate::activity::Activity;
use crate::arrange::Arrange;
use crate::duty::{Duty, DutyState};
#[cfg(feature = "desk")]
use crate::hours::Hours;
use crate::id::{DutyId, ResidentId};
use crate::occurrence::Occurrence;
use crate::organization::Organization;
#[cfg(feature = "desk")]
use crate::qualification::Qualification;
use crate::replica::Replica;
use crate::resident::Me;
use crate::shift::Shift;
use crate::signup::Signup;
use crate::venue::Venue;
use crate::when::{Day, HOUR_MS, MINUTE_MS, Moment};
use uuid::Uuid;

/// A shift that begins so soon and lacks people is urgent.
const SOON_MS: i64 = 72 * HOUR_MS;
/// Less than this between two places is little time to get from one to the other.
const TRAVEL_MS: i64 = 30 * MINUTE_MS;
/// Who is older than this is told to rest...
const REST_AGE: i32 = 65;
/// ...after so much service on one day.
const REST_MS: i64 = 4 * HOUR_MS;

/// One shift, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedShift {
    /// The shift.
    pub shift: Shift,
    /// Who runs it.
    pub organization: Organization,
    /// Where.
    pub venue: Venue,
    /// My family's live duties on it.
    pub duties: Vec<Duty>,
    /// One of them waits for the server's answer.
    pub pending: bool,
}

/// What to think of before taking a shift. Nothing of it forbids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Little time from or to something elsewhere.
    Tight {
        /// What.
        title: String,
        /// Minutes between the two.
        minutes: i64,
    },
    /// Many hours on one day, at an age at which one should rest.
    Rest {
        /// Hours on that day, this shift included.
        hours: i64,
    },
}

/// The shift with this identity.
pub fn listed_shift(replica: &Replica, id: Uuid) -> Option<ListedShift> {
    replica.get::<Shift>(id).map(|shift| complete(replica, shift))
}

fn complete(replica: &Replica, shift: &Shift) -> ListedShift {
    let family: Vec<ResidentId> = replica.me().map(Me::household).unwrap_or_default().iter().map(|p| p.id).collect();
    let mine = |duty: &&Duty| duty.shift == shift.id && duty.state.live() && family.contains(&duty.resident.id);
    let duties: Vec<Duty> = replica.all::<Duty>().filter(mine).cloned().collect();
    ListedShift {
        shift: shift.clone(),
        organization: replica.get::<Organization>(shift.organization.0).cloned().unwrap_or_default(),
        venue: replica.get::<Venue>(shift.venue.0).cloned().unwrap_or_default(),
        pending: duties.iter().any(|duty| replica.is_pending::<Duty>(duty.id.0)),
        duties,
    }
}

/// The shifts that `wanted` picks, in the order of their beginnings.
pub fn select_shifts(replica: &Replica, wanted: impl Fn(&Shift) -> bool) -> Vec<ListedShift> {
    let mut shifts: Vec<&Shift> = replica.all::<Shift>().filter(|shift| wanted(shift)).collect();
    shifts.arrange_by_key(|shift| (shift.starts, shift.id));
    shifts.into_iter().map(|shift| complete(replica, shift)).collect()
}

/// Shifts of the coming days that can be taken, those that are urgent first.
pub fn open_shifts(replica: &Replica, now: Moment, days: i32) -> Vec<ListedShift> {
    let until = now.day().plus(days);
    let open = |shift: &Shift| shift.cancelled.is_none() && shift.starts > now && shift.starts.day() < until;
    let mut shifts = select_shifts(replica, open);
    shifts.arrange_by_key(|listed| !urgent(&listed.shift, now));
    shifts
}

/// Whether it begins soon and cannot be done yet.
pub fn urgent(shift: &Shift, now: Moment) -> bool {
    shift.missing() > 0 && shift.starts.0 - now.0 < SOON_MS
}

/// My family's coming shifts, called off ones among them.
pub fn own_shifts(replica: &Replica, now: Moment) -> Vec<ListedShift> {
    let family: Vec<ResidentId> = replica.me().map(Me::household).unwrap_or_default().iter().map(|p| p.id).collect();
    shifts_of(replica, &family, now)
}

/// The coming shifts of some people, called off ones among them.
pub fn shifts_of(replica: &Replica, people: &[ResidentId], now: Moment) -> Vec<ListedShift> {
    let own = |duty: &Duty| duty.state.live() || duty.state == DutyState::CalledOff;
    let theirs = |shift: &Shift| {
        replica.all::<Duty>().any(|duty| duty.shift == shift.id && own(duty) && people.contains(&duty.resident.id))
    };
    select_shifts(replica, |shift| shift.ends > now && theirs(shift))
}

/// Whether I hold what the shift needs.
#[cfg(feature = "desk")]
pub fn qualified(replica: &Replica, me: &Me, shift: &Shift) -> bool {
    let holds = |held: &Qualification, skill| {
        held.resident.id == me.id && held.skill == skill && held.until >= shift.ends.day()
    };
    shift.skills.iter().all(|skill| replica.all::<Qualification>().any(|held| holds(held, *skill)))
}

/// What else I have, with when and where: shifts, but for a duty that I would give up, and places on dates.
fn engagements(replica: &Replica, who: ResidentId, given: Option<DutyId>) -> Vec<(Moment, Moment, Uuid, String, bool)> {
    let mut all = Vec::new();
    let mine = |duty: &&Duty| duty.state.live() && duty.resident.id == who && Some(duty.id) != given;
    for duty in replica.all::<Duty>().filter(mine) {
        if let Some(shift) = replica.get::<Shift>(duty.shift.0) {
            all.push((shift.starts, shift.ends, shift.venue.0, shift.role.clone(), true));
        }
    }
    for signup in replica.all::<Signup>().filter(|s| s.holds() && s.includes(who)) {
        if let Some(date) = replica.get::<Occurrence>(signup.occurrence.0) {
            let activity = replica.get::<Activity>(date.activity.0);
            let title = activity.map(|activity| activity.title.clone()).unwrap_or_default();
            all.push((date.starts, date.ends, date.venue.0, title, false));
        }
    }
    all
}

/// Whether I have something else at that time, or wait for it or have asked for it: then the shift cannot be taken either.
pub fn busy(replica: &Replica, me: &Me, shift: &Shift) -> bool {
    let meets = |date: &Occurrence| date.overlaps(shift.starts, shift.ends);
    let sought = |signup: &Signup| {
        let date = replica.get::<Occurrence>(signup.occurrence.0);
        signup.live() && signup.includes(me.id) && date.is_some_and(meets)
    };
    engagements(replica, me.id, None).iter().any(|(starts, ends, ..)| shift.overlaps(*starts, *ends))
        || replica.all::<Signup>().any(sought)
}

/// What else somebody has at the time of a shift of theirs that was moved, by its name.
pub fn double_booked(replica: &Replica, duty: &Duty, shift: &Shift) -> Option<String> {
    let all = engagements(replica, duty.resident.id, Some(duty.id)).into_iter();
    let mut meets = all.filter(|(starts, ends, ..)| duty.moved() && shift.overlaps(*starts, *ends));
    meets.next().map(|(_, _, _, title, _)| title)
}

/// What I should think of before I take the shift.
pub fn cautions(replica: &Replica, me: &Me, shift: &Shift) -> Vec<Caution> {
    cautions_but(replica, me, shift, None)
}

/// What I should think of before I take the shift instead of a duty of mine.
pub fn cautions_instead(replica: &Replica, me: &Me, shift: &Shift, given: DutyId) -> Vec<Caution> {
    cautions_but(replica, me, shift, Some(given))
}

fn cautions_but(replica: &Replica, me: &Me, shift: &Shift, given: Option<DutyId>) -> Vec<Caution> {
    let mut cautions = Vec::new();
    let mut served = shift.ends.0 - shift.starts.0;
    for (starts, ends, venue, title, serves) in engagements(replica, me.id, given) {
        if shift.overlaps(starts, ends) {
            continue;
        }
        let between = if ends <= shift.starts { shift.starts.0 - ends.0 } else { starts.0 - shift.ends.0 };
        if venue != shift.venue.0 && between < TRAVEL_MS {
            cautions.push(Caution::Tight { title, minutes: between / MINUTE_MS });
        }
        if serves && starts.day() == shift.starts.day() {
            served += ends.0 - starts.0;
        }
    }
    let born = Day::parse(&format!("{}-01", me.born));
    if served > REST_MS && born.is_some_and(|born| born.years_until(shift.starts.day()) > REST_AGE) {
        cautions.push(Caution::Rest { hours: (served + HOUR_MS - 1) / HOUR_MS });
    }
    cautions
}

/// A person's entries of hours, newest first, and the minutes that they come to.
#[cfg(feature = "desk")]
pub fn hours_of(replica: &Replica, who: ResidentId) -> (Vec<Hours>, i64) {
    let mut entries: Vec<Hours> = replica.all::<Hours>().filter(|entry| entry.resident.id == who).cloned().collect();
    entries.arrange_by_key(|entry| (-entry.from.0, -entry.made.0));
    let minutes = entries.iter().map(Hours::minutes).sum();
    (entries, minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ShiftId, SignupId, VenueId};
    use crate::row::Row;
    use crate::sample::{id, lesson, now, shift};
    use crate::scope::Scope;
    use crate::signup::SignupState;

    fn replica(shifts: &[Shift], mine: &[Uuid]) -> (Replica, Me) {
        let me = Me { id: ResidentId(id(1)), name: "周桂珍".into(), born: "1952-03".into(), ..Me::default() };
        let (mut replica, own) = (Replica::default(), Scope::Person(me.id));
        replica.put(own, Row::Me(me.clone()));
        for row in shifts {
            replica.put(Scope::Public, Row::Shift(row.clone()));
        }
        for (n, of) in (1..).zip(mine) {
            let resident = crate::resident::Person { id: me.id, name: me.name.clone() };
            let duty = Duty { id: DutyId(id(n)), shift: ShiftId(*of), resident, ..Duty::default() };
            replica.put(own, Row::Duty(duty));
        }
        (replica, me)
    }

    fn later(n: u128, hours: i64, missing: u32) -> Shift {
        let first = shift(1, 3);
        let (starts, ends) = (first.starts.plus_ms(hours * HOUR_MS), first.ends.plus_ms(hours * HOUR_MS));
        Shift { id: ShiftId(id(n)), starts, ends, taken: 1 - missing, ..first }
    }

    #[test]
    fn where_people_are_missing_soon_stands_first() {
        let (replica, _) = replica(&[later(1, 0, 0), later(2, 24, 1), later(3, 24 * 9, 1)], &[]);
        let order: Vec<Uuid> = open_shifts(&replica, now(), 30).iter().map(|listed| listed.shift.id.0).collect();
        assert_eq!(order, [id(2), id(1), id(3)]);
        assert_eq!(open_shifts(&replica, now(), 5).len(), 2);
    }

    #[test]
    fn a_person_is_told_of_little_time_and_of_rest() {
        let elsewhere = Shift { venue: VenueId(id(71)), ..later(1, 0, 0) };
        let next = Shift { starts: elsewhere.ends.plus_ms(10 * MINUTE_MS), ..later(2, 3, 1) };
        let (replica, me) = replica(&[elsewhere, next.clone()], &[id(1)]);
        let found = cautions(&replica, &me, &next);
        assert_eq!(found[0], Caution::Tight { title: "搬凳子".into(), minutes: 10 });
        assert_eq!(found[1], Caution::Rest { hours: 5 });
        let young = Me { born: "1990-01".into(), ..me.clone() };
        assert_eq!(cautions(&replica, &young, &next).len(), 1);
        assert!(!busy(&replica, &me, &next));
        assert!(busy(&replica, &me, &later(4, 1, 1)));
    }

    #[test]
    fn whoever_waits_for_a_date_then_is_busy_as_the_rule_has_it() {
        let (mut replica, me) = replica(&[], &[]);
        let (date, person) = (lesson(1), crate::resident::Person { id: me.id, name: me.name.clone() });
        let waits = Signup {
            id: SignupId(id(1)),
            occurrence: date.id,
            organization: date.organization,
            booker: person.clone(),
            party: vec![person],
            state: SignupState::Waiting { ticket: 1, position: 1 },
            made: now(),
            changed: now(),
            clash: false,
            out_of_order: false,
            late: false,
            reason: String::new(),
            handed: None,
            unleased: false,
            entrusted: false,
        };
        replica.put(Scope::Public, Row::Occurrence(date));
        replica.put(Scope::Person(me.id), Row::Signup(waits.clone()));
        assert!(busy(&replica, &me, &later(4, 1, 1)));
        replica.put(Scope::Person(me.id), Row::Signup(waits.with(SignupState::Cancelled, now())));
        assert!(!busy(&replica, &me, &later(4, 1, 1)));
    }
}
