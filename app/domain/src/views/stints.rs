//! 班外服务: what somebody has written down of their work outside shifts, and what waits for a signature of mine.

use crate::arrange::Arrange;
use crate::permission::{Act, may};
use crate::replica::Replica;
use crate::resident::Me;
use crate::stint::{Stint, StintState};
use crate::when::{HOUR_MS, Moment};
use std::cmp::Reverse;

const DAY_MS: i64 = 24 * HOUR_MS;
/// So long a no is shown to whoever wrote it.
const REFUSED_MS: i64 = 30 * DAY_MS;

/// A stint, and whether it waits for the server.
pub type ListedStint = (Stint, bool);

/// What I have written down and nobody has signed, the newest first: what waits for an answer, and what a leader has lately said no
/// to. What was signed stands among my hours.
pub fn own_stints(replica: &Replica, me: &Me, now: Moment) -> Vec<ListedStint> {
    let shown = |stint: &Stint| match stint.state {
        StintState::Said => true,
        StintState::Refused => now.0 - stint.changed.0 < REFUSED_MS,
        StintState::Signed | StintState::Withdrawn => false,
    };
    let own = replica.all::<Stint>().filter(|stint| stint.resident.id == me.id && shown(stint));
    let mut own: Vec<ListedStint> = own.map(|stint| listed(replica, stint)).collect();
    own.arrange_by_key(|(stint, _)| (Reverse(stint.from), stint.id));
    own
}

/// What others have written down and I may sign, the oldest first; with what I have answered and the server has not heard of yet.
pub fn unsigned_stints(replica: &Replica, me: &Me) -> Vec<ListedStint> {
    let mine = |stint: &Stint| stint.resident.id != me.id && may(me, Act::RunActivities(stint.organization));
    let all = replica.all::<Stint>().filter(|stint| mine(stint)).map(|stint| listed(replica, stint));
    let mut open: Vec<ListedStint> =
        all.filter(|(stint, pending)| *pending || stint.state == StintState::Said).collect();
    open.arrange_by_key(|(stint, _)| (stint.from, stint.id));
    open
}

fn listed(replica: &Replica, stint: &Stint) -> ListedStint {
    (stint.clone(), replica.is_pending::<Stint>(stint.id.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{OrganizationId, StintId};
    use crate::row::Row;
    use crate::sample::{id, jianguo, now, opera, person, staff, teacher_he};
    use crate::scope::Scope;

    fn stint(n: u128, state: StintState, days_ago: i64) -> Stint {
        let changed = now().plus_ms(-days_ago * DAY_MS);
        Stint {
            id: StintId(id(n)),
            organization: opera(),
            resident: person(4, "沈建国"),
            from: changed,
            state,
            changed,
            ..Stint::default()
        }
    }

    fn phone(me: &Me, rows: Vec<Stint>) -> Replica {
        let mut replica = Replica::default();
        replica.put(Scope::Person(me.id), Row::Me(me.clone()));
        rows.into_iter().for_each(|row| replica.put(Scope::Person(me.id), Row::Stint(row)));
        replica
    }

    fn ids(listed: Vec<ListedStint>) -> Vec<u128> {
        listed.into_iter().map(|(stint, _)| stint.id.0.as_u128()).collect()
    }

    #[test]
    fn one_reads_what_is_open_and_what_was_lately_refused() {
        let rows = vec![
            stint(1, StintState::Said, 40),
            stint(2, StintState::Refused, 29),
            stint(3, StintState::Refused, 31),
            stint(4, StintState::Signed, 1),
            stint(5, StintState::Withdrawn, 1),
        ];
        let me = jianguo();
        assert_eq!(ids(own_stints(&phone(&me, rows), &me, now())), [2, 1]);
    }

    #[test]
    fn others_sign_what_is_open_in_their_teams() {
        let elsewhere = Stint { organization: OrganizationId(id(901)), ..stint(3, StintState::Said, 1) };
        let own = Stint { resident: person(6, "何秀英"), ..stint(4, StintState::Said, 1) };
        let rows = vec![stint(1, StintState::Said, 1), stint(2, StintState::Signed, 1), elsewhere, own];
        let waiting = |me: Me| ids(unsigned_stints(&phone(&me, rows.clone()), &me));
        assert_eq!(waiting(teacher_he()), [1]);
        assert_eq!(waiting(staff()), [1, 3, 4]);
        assert_eq!(waiting(jianguo()), [0; 0]);
    }
}
