//! Where the people serve for whom I am guardian: their coming shifts, beside my own.

use super::service::{ListedShift, shifts_of};
use crate::duty::Duty;
use crate::id::ResidentId;
use crate::kin::{Bond, Ward};
use crate::replica::Replica;
use crate::resident::Me;
use crate::when::Moment;

/// One shift of one ward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WardShift {
    /// What they are called.
    pub name: String,
    /// The shift.
    pub listed: ListedShift,
    /// Their duty.
    pub duty: Duty,
    /// It waits for the server's answer.
    pub pending: bool,
}

fn guarded(me: &Me) -> impl Iterator<Item = &Ward> {
    me.wards.iter().filter(|ward| ward.bond == Bond::Guardian)
}

/// The coming shifts of myself and of the grown people I care for, called off ones among them.
pub fn grown_shifts(replica: &Replica, me: &Me, now: Moment) -> Vec<ListedShift> {
    let child = |id: ResidentId| guarded(me).any(|ward| ward.person.id == id);
    let grown: Vec<ResidentId> = me.household().iter().map(|person| person.id).filter(|id| !child(*id)).collect();
    shifts_of(replica, &grown, now)
}

/// The coming shifts of the people I am guardian of, called off ones among them: one child's after the other's.
pub fn ward_shifts(replica: &Replica, me: &Me, now: Moment) -> Vec<WardShift> {
    let of = |ward: &Ward| {
        let name = if ward.called.is_empty() { ward.person.name.clone() } else { ward.called.clone() };
        let who = ward.person.id;
        shifts_of(replica, &[who], now).into_iter().filter_map(move |listed| {
            let duty = current(replica, who, &listed)?;
            let pending = replica.is_pending::<Duty>(duty.id.0);
            Some(WardShift { name: name.clone(), duty: duty.clone(), pending, listed })
        })
    };
    guarded(me).flat_map(of).collect()
}

/// Their duty on the shift: whoever gave one back may have taken it again.
fn current<'a>(replica: &'a Replica, who: ResidentId, listed: &ListedShift) -> Option<&'a Duty> {
    let theirs = replica.all::<Duty>().filter(|duty| duty.shift == listed.shift.id && duty.resident.id == who);
    theirs.max_by_key(|duty| (duty.state.live(), duty.changed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::DutyState;
    use crate::id::{DutyId, ShiftId};
    use crate::resident::Person;
    use crate::row::Row;
    use crate::sample::{guizhen, id, now, person, shift};
    use crate::scope::Scope;
    use crate::shift::Shift;

    fn duty(n: u128, resident: Person, on: u128, state: DutyState) -> Row {
        Row::Duty(Duty { id: DutyId(id(n)), shift: ShiftId(id(on)), resident, state, ..Duty::default() })
    }

    #[test]
    fn a_childs_shifts_stand_apart_from_my_own() {
        let child = person(3, "陆小满");
        let ward = Ward { person: child.clone(), called: "小满".into(), bond: Bond::Guardian, born: String::new() };
        let me = Me { wards: vec![ward], ..guizhen() };
        let mine = Person { id: me.id, name: me.name.clone() };
        let mut replica = Replica::default();
        replica.put(Scope::Person(me.id), Row::Me(me.clone()));
        for n in 1..=4 {
            let shift = Shift { id: ShiftId(id(n)), ..shift(1, 3) };
            // The last one is over.
            let ends = if n == 4 { now() } else { shift.ends };
            replica.put(Scope::Public, Row::Shift(Shift { ends, ..shift }));
        }
        replica.put(Scope::Person(me.id), duty(10, mine, 1, DutyState::Taken));
        for (n, on, state) in [
            (20, 2, DutyState::Left),
            (21, 2, DutyState::Seeking),
            (22, 3, DutyState::CalledOff),
            (23, 1, DutyState::Left),
            (24, 4, DutyState::Taken),
        ] {
            replica.put(Scope::Ward(child.id), duty(n, child.clone(), on, state));
        }
        let own = grown_shifts(&replica, &me, now());
        assert_eq!(own.iter().map(|listed| listed.shift.id.0).collect::<Vec<_>>(), [id(1)]);
        let theirs = ward_shifts(&replica, &me, now());
        let found: Vec<_> =
            theirs.iter().map(|one| (one.name.as_str(), one.listed.shift.id.0, one.duty.state)).collect();
        assert_eq!(found, [("小满", id(2), DutyState::Seeking), ("小满", id(3), DutyState::CalledOff)]);
        assert!(theirs.iter().all(|one| !one.pending));
        let carer = guizhen();
        assert!(ward_shifts(&replica, &carer, now()).is_empty(), "who cares for grown people is no guardian");
    }
}
