//! Tests of [`super`]: see the names.

use super::*;
use crate::project::{gone, project};
use crate::resident::Me;
use crate::row::{Noun, Row};
use crate::sample::{facts, guizhen, jianguo, opera, person, staff, teacher_he};
use crate::scope::Scope;

/// 沈建国 belongs to the opera team.
fn saying(actor: Me, standing: Standing) -> Facts {
    let membership = Some(Member::new(opera(), person(4, "沈建国"), standing));
    Facts { membership, ..facts(actor) }
}

#[test]
fn a_member_stands_in_by_their_own_word_or_by_a_leaders() {
    for actor in [jianguo(), teacher_he(), staff()] {
        for (before, after) in [
            (Standing::Member, Standing::Substitute),
            (Standing::Volunteer, Standing::Substitute),
            (Standing::Substitute, Standing::Member),
        ] {
            let changes = set_standing(&saying(actor.clone(), before), after == Standing::Substitute);
            let expected = Member::new(opera(), person(4, "沈建国"), after);
            assert_eq!(changes, Ok(vec![Change::Member(expected)]), "{before:?}");
        }
    }
}

#[test]
fn nobody_else_says_it_and_nobody_says_it_twice() {
    assert_eq!(set_standing(&saying(guizhen(), Standing::Member), true), Err(Refusal::NotFound));
    assert_eq!(set_standing(&facts(teacher_he()), true), Err(Refusal::NotFound), "nobody like that in the team");
    assert_eq!(set_standing(&saying(jianguo(), Standing::Substitute), true), Err(Refusal::AlreadySaid));
    assert_eq!(set_standing(&saying(jianguo(), Standing::Volunteer), false), Err(Refusal::AlreadySaid));
    for substitute in [true, false] {
        let leads = saying(teacher_he(), Standing::Leader);
        assert_eq!(set_standing(&leads, substitute), Err(Refusal::NotAllowed), "who leads the committee decides");
    }
}

#[test]
fn who_belongs_to_a_team_is_known_to_themself_to_its_leaders_and_at_the_desk() {
    let member = Member::new(opera(), person(4, "沈建国"), Standing::Member);
    let scopes = [Scope::Person(jianguo().id), Scope::Organization(opera()), Scope::Desk];
    let told = project(&Change::Member(member.clone()), &Facts::default());
    assert_eq!(told, scopes.map(|scope| (scope, Row::Member(member.clone()))));
    let left = gone(&Change::NoMember(member.clone()));
    assert_eq!(left.iter().map(|(scope, _)| *scope).collect::<Vec<_>>(), scopes);
    assert!(left.iter().all(|(_, key)| key.noun == Noun::Member && key.id == member.id.0));
}

#[test]
fn an_identity_is_made_of_the_two() {
    let team = Uuid::from_u128(0xa1a2_a3a4_a5a6_a7a8_0000_0000_0000_0000);
    let who = Uuid::from_u128(0x0000_0000_0000_0000_b1b2_b3b4_b5b6_b7b8);
    let both = Uuid::from_u128(0xa1a2_a3a4_a5a6_a7a8_b1b2_b3b4_b5b6_b7b8);
    assert_eq!(id(OrganizationId(team), ResidentId(who)).0, both);
}
