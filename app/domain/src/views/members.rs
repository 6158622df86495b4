//! Who belongs to a team, as those see it who lead it: as what, and since when. What people hold stands beside it where the desk is
//! open; leaders learn of that from a refusal alone, and their phones have no rows of it.

use crate::arrange::Arrange;
use crate::id::{OrganizationId, ResidentId};
use crate::joining::{JoinState, Joining};
use crate::member::{Member, Standing};
use crate::qualification::Qualification;
use crate::replica::Replica;
use crate::when::Moment;

/// Somebody in a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// Who, and as what.
    pub member: Member,
    /// It waits for the server's answer.
    pub pending: bool,
    /// When they joined; none where the committee's files brought them.
    pub since: Option<Moment>,
    /// What they hold, as far as it is known here.
    pub held: Vec<Qualification>,
}

/// The people of the teams that `wanted` picks: those who lead first, then by name.
pub fn roll(replica: &Replica, wanted: impl Fn(OrganizationId) -> bool) -> Vec<Belonging> {
    let mut members: Vec<&Member> = replica.all::<Member>().filter(|row| wanted(row.organization)).collect();
    members.arrange(|a, b| {
        let led = |row: &Member| row.standing != Standing::Leader;
        led(a).cmp(&led(b)).then_with(|| a.resident.name.cmp(&b.resident.name)).then_with(|| a.id.cmp(&b.id))
    });
    let belonging = |row: &Member| Belonging {
        member: row.clone(),
        pending: replica.is_pending::<Member>(row.id.0),
        since: since(replica, row),
        held: held(replica, row.resident.id),
    };
    members.into_iter().map(belonging).collect()
}

/// Whoever left and came back has belonged to it since they came back.
fn since(replica: &Replica, row: &Member) -> Option<Moment> {
    let joined = |joining: &&Joining| {
        joining.state == JoinState::Joined
            && joining.organization == row.organization
            && joining.resident.id == row.resident.id
    };
    replica.all::<Joining>().filter(joined).map(|joining| joining.changed).max()
}

fn held(replica: &Replica, who: ResidentId) -> Vec<Qualification> {
    let mut held: Vec<Qualification> =
        replica.all::<Qualification>().filter(|row| row.resident.id == who).cloned().collect();
    held.arrange_by_key(|row| row.skill);
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{JoiningId, QualificationId};
    use crate::qualification::Skill;
    use crate::row::Row;
    use crate::sample::{id, now, opera, person};
    use crate::scope::Scope;

    #[test]
    fn leaders_come_first_and_whoever_came_back_belongs_since_then() {
        let (mut replica, scope) = (Replica::default(), Scope::Organization(opera()));
        let people =
            [(4, "沈建国", Standing::Member), (6, "何秀英", Standing::Leader), (1, "周桂珍", Standing::Substitute)];
        for (n, name, standing) in people {
            replica.put(scope, Row::Member(Member::new(opera(), person(n, name), standing)));
        }
        for (n, state, at) in [(70, JoinState::Left, 1), (71, JoinState::Joined, 5), (72, JoinState::Declined, 9)] {
            let joining = Joining {
                id: JoiningId(id(n)),
                organization: opera(),
                resident: person(4, "沈建国"),
                state,
                changed: now().plus_ms(at),
                ..Joining::default()
            };
            replica.put(scope, Row::Joining(joining));
        }
        let row = Qualification {
            id: QualificationId(id(80)),
            resident: person(1, "周桂珍"),
            skill: Skill::Food,
            until: now().day(),
        };
        replica.put(Scope::Desk, Row::Qualification(row.clone()));

        let all = roll(&replica, |organization| organization == opera());
        assert_eq!(all[0].member.resident.id, person(6, "").id, "who leads it");
        let of = |n: u128| all.iter().find(|one| one.member.resident.id == person(n, "").id).unwrap();
        assert_eq!((of(4).since, of(1).since), (Some(now().plus_ms(5)), None));
        assert_eq!((of(1).held.clone(), of(4).held.len()), (vec![row], 0));
        assert!(roll(&replica, |_| false).is_empty());
    }
}
