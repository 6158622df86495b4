//! Shifts that are over and whose hours nobody has signed yet: they stay on their leaders' list until somebody does.
//!
//! Whoever is on a shift has served, unless its leaders noted otherwise. Who is excused did not come; and where a leader noted who
//! came, neither did those who are not among them. Nobody signs their own hours: mine are on the other leaders' lists.

use crate::arrange::Arrange;
use crate::duty::Duty;
use crate::hours::Hours;
use crate::id::{DutyId, HoursId, ResidentId, ShiftId};
use crate::organization::Organization;
use crate::presence::{Mark, Presence, Venture};
use crate::replica::Replica;
use crate::shift::Shift;
use crate::venue::Venue;
use crate::when::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// One shift with hours that are not signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsigned {
    /// The shift.
    pub shift: Shift,
    /// The name of the team, or empty.
    pub team: String,
    /// The name of the place, or empty.
    pub place: String,
    /// How many people's hours are not signed.
    pub people: usize,
}

/// Those of the shifts that `wanted` picks, the latest first.
pub fn unsigned(replica: &Replica, now: Moment, wanted: impl Fn(&Shift) -> bool) -> Vec<Unsigned> {
    let open = open(replica);
    let facts = facts(replica, &open);
    let over = |shift: &Shift| shift.ends <= now && shift.cancelled.is_none() && wanted(shift);
    let mut shifts: Vec<&Shift> = replica.all::<Shift>().filter(|shift| over(shift)).collect();
    shifts.arrange(|a, b| (b.starts, b.id).cmp(&(a.starts, a.id)));
    let told = |shift: &Shift| {
        let people = open.get(&shift.id)?;
        let seen = facts.get(&shift.id).map_or(&[][..], Vec::as_slice);
        let people = people.iter().filter(|who| served(seen, **who)).count();
        (people > 0).then(|| Unsigned {
            shift: shift.clone(),
            team: replica.get::<Organization>(shift.organization.0).map(|team| team.name.clone()).unwrap_or_default(),
            place: replica.get::<Venue>(shift.venue.0).map(|venue| venue.name.clone()).unwrap_or_default(),
            people,
        })
    };
    shifts.into_iter().filter_map(told).collect()
}

/// The people on each shift for whom no entry holds, without me.
fn open(replica: &Replica) -> BTreeMap<ShiftId, Vec<ResidentId>> {
    let (signed, me) = (signed(replica), replica.me().map(|me| me.id));
    let mut open: BTreeMap<ShiftId, Vec<ResidentId>> = BTreeMap::new();
    let waits = |duty: &&Duty| duty.state.live() && Some(duty.resident.id) != me && !signed.contains(&duty.id);
    for duty in replica.all::<Duty>().filter(waits) {
        open.entry(duty.shift).or_default().push(duty.resident.id);
    }
    open
}

/// The duties for which an entry holds.
fn signed(replica: &Replica) -> BTreeSet<DutyId> {
    let taken_back: BTreeSet<HoursId> = replica.all::<Hours>().filter_map(|entry| entry.reverses).collect();
    let holds = |entry: &&Hours| entry.reverses.is_none() && !taken_back.contains(&entry.id);
    replica.all::<Hours>().filter(holds).filter_map(|entry| entry.duty).collect()
}

/// What was noted at each of these shifts.
fn facts<'a>(replica: &'a Replica, of: &BTreeMap<ShiftId, Vec<ResidentId>>) -> BTreeMap<ShiftId, Vec<&'a Presence>> {
    let mut facts: BTreeMap<ShiftId, Vec<&'a Presence>> = BTreeMap::new();
    for fact in replica.all::<Presence>() {
        if let Venture::Shift(shift) = fact.of
            && of.contains_key(&shift)
        {
            facts.entry(shift).or_default().push(fact);
        }
    }
    facts
}

/// Whether somebody has served, as far as it was noted.
fn served(facts: &[&Presence], who: ResidentId) -> bool {
    let (mut came, mut excused, mut noted) = (false, false, false);
    for fact in facts {
        let own = fact.resident == Some(who);
        if fact.mark == Mark::Excused {
            excused |= own;
        } else {
            came |= own;
            // What somebody says of themself says nothing of the others.
            noted |= !fact.own;
        }
    }
    came || !(excused || noted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::DutyState;
    use crate::id::PresenceId;
    use crate::row::Row;
    use crate::sample::{id, now, opera, person, shift, teacher_he};
    use crate::scope::Scope;
    use crate::when::HOUR_MS;

    /// No shift is listed.
    const NONE: [(u128, usize); 0] = [];

    /// A shift of two hours that ended so many hours ago.
    fn ended(n: u128, hours_ago: i64) -> Shift {
        let ends = now().plus_ms(-hours_ago * HOUR_MS);
        Shift { id: ShiftId(id(n)), starts: ends.plus_ms(-2 * HOUR_MS), ends, ..shift(1, 3) }
    }

    fn on(n: u128, shift: u128, who: u128, state: DutyState) -> Row {
        let resident = person(who, "人");
        Row::Duty(Duty { id: DutyId(id(n)), shift: ShiftId(id(shift)), resident, state, ..Duty::default() })
    }

    fn hours(n: u128, duty: u128, reverses: Option<u128>) -> Row {
        let reverses = reverses.map(|n| HoursId(id(n)));
        Row::Hours(Hours { id: HoursId(id(n)), duty: Some(DutyId(id(duty))), reverses, ..Hours::default() })
    }

    fn fact(n: u128, shift: u128, who: u128, mark: Mark) -> Presence {
        let (of, resident) = (Venture::Shift(ShiftId(id(shift))), Some(ResidentId(id(who))));
        Presence { id: PresenceId(id(n)), of, resident, mark, ..Presence::default() }
    }

    /// The shifts that are listed, each with how many people.
    fn listed(shifts: Vec<Shift>, rows: Vec<Row>) -> Vec<(u128, usize)> {
        let mut replica = Replica::default();
        replica.put(Scope::Person(teacher_he().id), Row::Me(teacher_he()));
        shifts.into_iter().for_each(|shift| replica.put(Scope::Public, Row::Shift(shift)));
        rows.into_iter().for_each(|row| replica.put(Scope::Organization(opera()), row));
        let own = |shift: &Shift| shift.organization == opera();
        unsigned(&replica, now(), own).iter().map(|row| (row.shift.id.0.as_u128(), row.people)).collect()
    }

    #[test]
    fn a_shift_stays_until_everybody_on_it_is_signed_for_however_long_ago_it_was() {
        let taken = |n, shift, who| on(n, shift, who, DutyState::Taken);
        let people = || vec![taken(1, 20, 1), taken(2, 20, 2), taken(3, 21, 1)];
        let shifts = || vec![ended(20, 24 * 90), ended(21, 1)];
        assert_eq!(listed(shifts(), people()), [(21, 1), (20, 2)], "the latest first");
        let with = |more: Vec<Row>| listed(shifts(), people().into_iter().chain(more).collect());
        assert_eq!(with(vec![hours(50, 1, None)]), [(21, 1), (20, 1)]);
        assert_eq!(with(vec![hours(50, 1, None), hours(51, 2, None)]), [(21, 1)]);
        let taken_back = vec![hours(50, 1, None), hours(51, 2, None), hours(52, 2, Some(51))];
        assert_eq!(with(taken_back), [(21, 1), (20, 1)], "what was signed by mistake is to be signed again");
    }

    #[test]
    fn nothing_is_to_be_signed_where_nobody_served() {
        let taken = |shift| vec![on(1, shift, 1, DutyState::Taken)];
        assert_eq!(listed(vec![ended(20, 0)], taken(20)), [(20, 1)], "it is over when it ends");
        let going_on = Shift { ends: now().plus_ms(1), ..ended(20, 0) };
        assert_eq!(listed(vec![going_on], taken(20)), NONE);
        let called_off = Shift { cancelled: Some("下雨".into()), ..ended(20, 2) };
        assert_eq!(listed(vec![called_off], taken(20)), NONE);
        let foreign = Shift { organization: crate::id::OrganizationId(id(901)), ..ended(20, 2) };
        assert_eq!(listed(vec![foreign], taken(20)), NONE);
        for gone in [DutyState::Left, DutyState::Replaced, DutyState::CalledOff] {
            assert_eq!(listed(vec![ended(20, 2)], vec![on(1, 20, 1, gone)]), NONE, "{gone:?}");
        }
        assert_eq!(listed(vec![ended(20, 2)], vec![on(1, 20, 1, DutyState::Seeking)]), [(20, 1)]);
        assert_eq!(listed(vec![ended(20, 2)], vec![on(1, 20, 6, DutyState::Taken)]), NONE, "nobody signs their own");
    }

    #[test]
    fn who_did_not_come_is_not_waited_for() {
        let people = || vec![on(1, 20, 1, DutyState::Taken), on(2, 20, 2, DutyState::Taken)];
        let with = |facts: Vec<Presence>| {
            let facts = facts.into_iter().map(Row::Presence);
            listed(vec![ended(20, 2)], people().into_iter().chain(facts).collect())
        };
        assert_eq!(with(vec![fact(40, 20, 1, Mark::Excused)]), [(20, 1)], "who is excused");
        assert_eq!(with(vec![fact(40, 20, 1, Mark::In)]), [(20, 1)], "who was not seen where somebody was");
        assert_eq!(with(vec![fact(40, 20, 9, Mark::In)]), NONE, "somebody else came instead of both");
        assert_eq!(with(vec![fact(40, 20, 1, Mark::Excused), fact(41, 20, 1, Mark::Out)]), [(20, 1)], "came after all");
        let own = Presence { own: true, ..fact(40, 20, 1, Mark::In) };
        assert_eq!(with(vec![own]), [(20, 2)], "one's own word says nothing of others");
        assert_eq!(with(vec![fact(40, 21, 1, Mark::In)]), [(20, 2)], "elsewhere");
    }
}
