//! An alliance's calls with what its units have said to them.

use crate::arrange::Arrange;
use crate::call::Call;
use crate::id::OrganizationId;
use crate::pledge::{self, Pledge};
use crate::replica::Replica;
use crate::resident::Me;
use crate::unit::{Represented, Unit};
use crate::when::Moment;

/// One call with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCall {
    /// The call.
    pub call: Call,
    /// It waits for the server's answer.
    pub pending: bool,
    /// What units have said, most people first.
    pub pledges: Vec<Pledge>,
    /// Who has said nothing yet. Only the alliance's leaders and the desk know all units.
    pub silent: Vec<Unit>,
}

impl ListedCall {
    /// How many people the units send together.
    pub fn pledged(&self) -> u32 {
        self.pledges.iter().fold(0, |sum, pledge| sum.saturating_add(pledge.count))
    }
}

/// The calls of the alliances that `wanted` picks, the newest first.
pub fn calls(replica: &Replica, wanted: impl Fn(OrganizationId) -> bool) -> Vec<ListedCall> {
    let mut calls: Vec<&Call> = replica.all::<Call>().filter(|call| wanted(call.organization)).collect();
    calls.arrange_by_key(|call| (-call.made.0, call.id));
    calls.into_iter().map(|call| complete(replica, call)).collect()
}

/// To how many open calls the units that somebody answers for have said nothing, each unit counted.
pub fn unanswered(replica: &Replica, me: &Me, now: Moment) -> usize {
    let open = replica.all::<Call>().filter(|call| call.over(now).is_none());
    let waits = |call: &Call, unit: &Represented| {
        unit.organization == call.organization && replica.get::<Pledge>(pledge::id(call.id, unit.id).0).is_none()
    };
    open.map(|call| me.units.iter().filter(|unit| waits(call, unit)).count()).sum()
}

/// How many of their units' answers to open calls are older than what is asked now.
pub fn outdated(replica: &Replica, me: &Me, now: Moment) -> usize {
    let older = |call: &Call, unit: &Represented| {
        replica.get::<Pledge>(pledge::id(call.id, unit.id).0).is_some_and(|pledge| pledge.precedes(call))
    };
    let open = replica.all::<Call>().filter(|call| call.over(now).is_none());
    open.map(|call| me.units.iter().filter(|unit| older(call, unit)).count()).sum()
}

fn complete(replica: &Replica, call: &Call) -> ListedCall {
    let mut pledges: Vec<Pledge> = replica.all::<Pledge>().filter(|pledge| pledge.call == call.id).cloned().collect();
    pledges.arrange(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let silent =
        |unit: &&Unit| unit.organization == call.organization && pledges.iter().all(|pledge| pledge.unit != unit.id);
    let mut silent: Vec<Unit> = replica.all::<Unit>().filter(silent).cloned().collect();
    silent.arrange(|a, b| a.name.cmp(&b.name));
    ListedCall { call: call.clone(), pending: replica.is_pending::<Call>(call.id.0), pledges, silent }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CallId, PledgeId, UnitId};
    use crate::row::Row;
    use crate::sample::{id, now, opera};
    use crate::scope::Scope;

    #[test]
    fn answers_are_summed_and_silence_is_named() {
        let (mut replica, scope, call) = (Replica::default(), Scope::Organization(opera()), CallId(id(70)));
        replica.put(scope, Row::Call(Call { id: call, organization: opera(), ..Call::default() }));
        for (n, name) in [(1, "石桥小学"), (2, "东街超市"), (3, "和安诊所")] {
            let (unit, name) = (UnitId(id(n)), String::from(name));
            replica.put(scope, Row::Unit(Unit { id: unit, organization: opera(), name, ..Unit::default() }));
        }
        for (n, count) in [(1, 3), (2, 5)] {
            let (unit, id) = (UnitId(id(n)), PledgeId(id(80 + n)));
            replica.put(scope, Row::Pledge(Pledge { id, call, unit, count, ..Pledge::default() }));
        }
        let listed = calls(&replica, |organization| organization == opera());
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].pledged(), 8);
        assert_eq!(listed[0].pledges.iter().map(|pledge| pledge.count).collect::<Vec<_>>(), [5, 3]);
        assert_eq!(listed[0].silent.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["和安诊所"]);
        assert!(calls(&replica, |_| false).is_empty());
    }

    #[test]
    fn a_contact_is_told_how_much_waits_for_them() {
        let (mut replica, scope) = (Replica::default(), Scope::Alliance(opera()));
        let unit = |n| Represented { id: UnitId(id(n)), organization: opera(), ..Represented::default() };
        let me = Me { units: vec![unit(1), unit(2)], ..Me::default() };
        for n in [70, 71] {
            let mut call = Call { id: CallId(id(n)), organization: opera(), ..Call::default() };
            call.plan.answer_by = now().plus_ms(1);
            replica.put(scope, Row::Call(call));
        }
        assert_eq!(unanswered(&replica, &me, now()), 4);
        let (call, unit) = (CallId(id(70)), UnitId(id(2)));
        let said = Pledge { id: pledge::id(call, unit), call, unit, ..Pledge::default() };
        replica.put(scope, Row::Pledge(said));
        assert_eq!(unanswered(&replica, &me, now()), 3);
        assert_eq!(outdated(&replica, &me, now()), 0);
        let mut changed = replica.get::<Call>(call.0).cloned().unwrap();
        changed.changed = Some(now());
        replica.put(scope, Row::Call(changed));
        assert_eq!((unanswered(&replica, &me, now()), outdated(&replica, &me, now())), (3, 1), "their answer stays");
        assert_eq!(outdated(&replica, &me, now().plus_ms(1)), 0);
        assert_eq!(unanswered(&replica, &me, now().plus_ms(1)), 0, "too late for all of them");
    }
}
