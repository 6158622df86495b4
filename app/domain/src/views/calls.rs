//! An alliance's calls with what its units have said to them.

use crate::arrange::Arrange;
use crate::call::Call;
use crate::id::OrganizationId;
use crate::pledge::Pledge;
use crate::replica::Replica;
use crate::unit::Unit;

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
    use crate::sample::{id, opera};
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
}
