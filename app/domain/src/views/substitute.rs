//! Who stands in for whom: the shifts that a substitute (替补) is asked to take over, and for leaders the shifts on which somebody
//! still looks and the people who stand in.
//!
//! A substitute is asked only for what they could take: they hold what it needs, have nothing else then, and it would not be more
//! than one should serve on a day at their age. Everybody else finds the same shifts where help is needed, as ever.

use super::service::{Caution, ListedShift, busy, cautions, qualified, select_shifts};
use crate::arrange::Arrange;
use crate::duty::ADULT;
use crate::id::OrganizationId;
use crate::member::{Member, Standing};
use crate::replica::Replica;
use crate::resident::Me;
use crate::role::Role;
use crate::shift::Shift;
use crate::when::{Day, Moment};

/// Whether somebody on it looks for a replacement, and one can still come.
fn sought(shift: &Shift, now: Moment) -> bool {
    shift.seeking > 0 && shift.cancelled.is_none() && shift.starts > now
}

/// The shifts on which somebody looks for me to take over, in the order of their beginnings.
pub fn asked(replica: &Replica, me: &Me, now: Moment) -> Vec<ListedShift> {
    let mine = |shift: &Shift| {
        sought(shift, now)
            && me.roles.contains(&Role::Substitute(shift.organization))
            && grown(me, shift)
            && qualified(replica, me, shift)
            && !busy(replica, me, shift)
            && !rests(replica, me, shift)
    };
    select_shifts(replica, mine)
}

/// Whoever is under age comes through a guardian, and is not asked.
fn grown(me: &Me, shift: &Shift) -> bool {
    Day::parse(&format!("{}-01", me.born)).is_none_or(|born| born.years_until(shift.starts.day()) >= ADULT)
}

/// Whether I should rest rather than serve so many hours on that day.
fn rests(replica: &Replica, me: &Me, shift: &Shift) -> bool {
    cautions(replica, me, shift).iter().any(|caution| matches!(caution, Caution::Rest { .. }))
}

/// The shifts of the teams that `leads` picks on which somebody still looks for a replacement, in the order of their beginnings.
pub fn looking(replica: &Replica, leads: impl Fn(OrganizationId) -> bool, now: Moment) -> Vec<ListedShift> {
    select_shifts(replica, |shift| sought(shift, now) && leads(shift.organization))
}

/// The people of the teams that `leads` picks who do not lead them, by name: those who stand in, and the others.
pub fn members(replica: &Replica, leads: impl Fn(OrganizationId) -> bool) -> (Vec<Member>, Vec<Member>) {
    let led = |row: &&Member| row.standing != Standing::Leader && leads(row.organization);
    let mut all: Vec<Member> = replica.all::<Member>().filter(led).cloned().collect();
    all.arrange(|a, b| a.resident.name.cmp(&b.resident.name).then_with(|| a.id.cmp(&b.id)));
    all.into_iter().partition(|row| row.standing == Standing::Substitute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::{Duty, DutyState};
    use crate::id::{DutyId, QualificationId, ResidentId, ShiftId};
    use crate::qualification::{Qualification, Skill};
    use crate::row::Row;
    use crate::sample::{id, jianguo, now, opera, person, shift};
    use crate::scope::Scope;
    use crate::when::HOUR_MS;
    use uuid::Uuid;

    fn substitute() -> Me {
        Me { roles: vec![Role::Member(opera()), Role::Substitute(opera())], born: "1962-01".into(), ..jianguo() }
    }

    fn sought_at(n: u128, hours: i64) -> Shift {
        let first = shift(1, 1);
        let (starts, ends) = (first.starts.plus_ms(hours * HOUR_MS), first.ends.plus_ms(hours * HOUR_MS));
        Shift { id: ShiftId(id(n)), starts, ends, taken: 1, seeking: 1, ..first }
    }

    fn found(me: &Me, shifts: &[Shift], own: &[Row]) -> Vec<Uuid> {
        let mut replica = Replica::default();
        replica.put(Scope::Person(me.id), Row::Me(me.clone()));
        for row in shifts {
            replica.put(Scope::Public, Row::Shift(row.clone()));
        }
        for row in own {
            replica.put(Scope::Person(me.id), row.clone());
        }
        asked(&replica, me, now()).iter().map(|listed| listed.shift.id.0).collect()
    }

    fn on(shift: &Shift) -> Row {
        let (resident, state) = (person(4, "沈建国"), DutyState::Taken);
        Row::Duty(Duty {
            id: DutyId(id(40)),
            shift: shift.id,
            organization: opera(),
            resident,
            state,
            ..Duty::default()
        })
    }

    #[test]
    fn substitutes_are_asked_where_somebody_looks_and_nobody_else_is() {
        let shifts = [sought_at(2, 24), sought_at(1, 0), Shift { seeking: 0, ..sought_at(3, 48) }];
        assert_eq!(found(&substitute(), &shifts, &[]), [id(1), id(2)], "the next first");
        assert_eq!(found(&Me { roles: vec![Role::Member(opera())], ..substitute() }, &shifts, &[]), Vec::<Uuid>::new());
        let elsewhere = Shift { organization: OrganizationId(id(901)), ..sought_at(1, 0) };
        let over = Shift { starts: now(), ..sought_at(2, 0) };
        let off = Shift { cancelled: Some("下雨".into()), ..sought_at(3, 0) };
        assert_eq!(found(&substitute(), &[elsewhere, over, off], &[]), Vec::<Uuid>::new());
    }

    #[test]
    fn nobody_is_asked_for_what_they_cannot_take_or_should_not() {
        let wanted = Shift { skills: vec![Skill::Food], ..sought_at(1, 0) };
        let held = Qualification {
            id: QualificationId(id(30)),
            resident: person(4, "沈建国"),
            skill: Skill::Food,
            until: wanted.ends.day(),
        };
        let shifts = [wanted.clone()];
        assert_eq!(found(&substitute(), &shifts, &[]), Vec::<Uuid>::new(), "not qualified");
        let own = [Row::Qualification(held)];
        assert_eq!(found(&substitute(), &shifts, &own), [id(1)]);
        let child = Me { born: "2012-03".into(), ..substitute() };
        assert_eq!(found(&child, &shifts, &own), Vec::<Uuid>::new(), "under age");
        // On another shift then, and on a long one right before.
        let beside = Shift { seeking: 0, ..sought_at(2, 1) };
        let before = Shift { starts: wanted.starts.plus_ms(-3 * HOUR_MS), ends: wanted.starts, ..beside.clone() };
        let busy = [own[0].clone(), on(&beside)];
        assert_eq!(found(&substitute(), &[wanted.clone(), beside], &busy), Vec::<Uuid>::new(), "elsewhere");
        let tired = [wanted, before];
        assert_eq!(found(&substitute(), &tired, &busy), [id(1)], "three hours and two are not too much at 64");
        let old = Me { born: "1950-01".into(), ..substitute() };
        assert_eq!(found(&old, &tired, &busy), Vec::<Uuid>::new(), "one should rest");
    }

    #[test]
    fn leaders_see_what_is_sought_and_who_stands_in() {
        let mut replica = Replica::default();
        let desk = Scope::Desk;
        replica.put(Scope::Public, Row::Shift(sought_at(1, 0)));
        for (n, name, standing) in [
            (1, "周桂珍", Standing::Substitute),
            (4, "沈建国", Standing::Volunteer),
            (5, "钱美华", Standing::Member),
            (6, "何秀英", Standing::Leader),
        ] {
            replica.put(desk, Row::Member(Member::new(opera(), person(n, name), standing)));
        }
        let leads = |organization| organization == opera();
        assert_eq!(looking(&replica, leads, now()).len(), 1);
        assert!(looking(&replica, |_| false, now()).is_empty());
        let names = |rows: &[Member]| rows.iter().map(|row| row.resident.id).collect::<Vec<_>>();
        let (substitutes, others) = members(&replica, leads);
        assert_eq!(names(&substitutes), [ResidentId(id(1))]);
        assert_eq!(names(&others), [ResidentId(id(4)), ResidentId(id(5))]);
        assert!(members(&replica, |_| false).0.is_empty());
    }
}
