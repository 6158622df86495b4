//! Tests of [`super`]: see the names.

use super::*;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, jianguo, opera, person, subject, teacher_he};

fn team() -> Option<Organization> {
    Some(Organization { id: opera(), members: 7, ..Organization::default() })
}

/// 沈建国 wants to join the opera team.
fn asking() -> Facts {
    Facts { team: team(), ..facts(jianguo()) }
}

fn began(changes: Result<Vec<Change>, Refusal>) -> Joining {
    match changes.as_deref() {
        Ok([Change::Joining(joining)]) => joining.clone(),
        other => panic!("{other:?}"),
    }
}

fn answering(actor: Me, state: JoinState) -> Facts {
    let joining = Joining {
        id: JoiningId(id(1)),
        organization: opera(),
        resident: person(4, "沈建国"),
        state,
        ..Joining::default()
    };
    Facts { team: team(), joining: Some(joining), ..facts(actor) }
}

fn joins(changes: &[Change]) -> bool {
    let belongs = Member::new(opera(), person(4, "沈建国"), Standing::Member);
    let member = changes.contains(&Change::Member(belongs));
    let counted = changes.iter().any(|change| matches!(change, Change::Organization(team) if team.members == 8));
    assert_eq!(member, counted);
    member
}

#[test]
fn who_asks_is_in_once_a_leader_says_yes() {
    let joining = began(ask(&asking(), JoiningId(id(1)), " 会拉二胡 "));
    assert_eq!(
        (joining.state, joining.resident.id, joining.words.as_str()),
        (JoinState::Asked, jianguo().id, "会拉二胡")
    );
    assert!(joins(&answer(&answering(teacher_he(), JoinState::Asked), true, "欢迎").unwrap()));
    assert!(!joins(&answer(&answering(teacher_he(), JoinState::Asked), false, "").unwrap()));
    assert_eq!(answer(&answering(jianguo(), JoinState::Asked), true, ""), Err(Refusal::NotAllowed));
    let back = answer(&answering(jianguo(), JoinState::Asked), false, "");
    assert_eq!(began(back).state, JoinState::Withdrawn);
}

#[test]
fn who_is_invited_decides_and_no_leader_for_them() {
    let inviting =
        Facts { subject: Some(subject(person(4, "沈建国"), "1950-01")), team: team(), ..facts(teacher_he()) };
    assert_eq!(began(invite(&inviting, JoiningId(id(1)), opera(), "")).state, JoinState::Invited);
    let other = Facts { actor: guizhen(), ..inviting };
    assert_eq!(invite(&other, JoiningId(id(1)), opera(), ""), Err(Refusal::NotAllowed));
    assert!(joins(&answer(&answering(jianguo(), JoinState::Invited), true, "").unwrap()));
    assert_eq!(answer(&answering(teacher_he(), JoinState::Invited), true, ""), Err(Refusal::NotAllowed));
    assert_eq!(answer(&answering(guizhen(), JoinState::Invited), true, ""), Err(Refusal::NotFound));
}

#[test]
fn nobody_asks_twice_and_an_answer_stands() {
    let open = answering(jianguo(), JoinState::Asked).joining.into_iter().collect();
    assert_eq!(ask(&Facts { joinings: open, ..asking() }, JoiningId(id(2)), ""), Err(Refusal::AlreadySaid));
    assert_eq!(ask(&Facts { member: true, ..asking() }, JoiningId(id(2)), ""), Err(Refusal::AlreadySaid));
    assert_eq!(ask(&Facts { team: None, ..asking() }, JoiningId(id(2)), ""), Err(Refusal::NotFound));
    let long = "字".repeat(NOTE_MAX + 1);
    assert_eq!(ask(&asking(), JoiningId(id(2)), &long), Err(Refusal::WordsTooLong { max: NOTE_MAX }));
    for state in [JoinState::Joined, JoinState::Declined, JoinState::Withdrawn, JoinState::Left] {
        assert_eq!(answer(&answering(teacher_he(), state), true, ""), Err(Refusal::AlreadySaid));
    }
}

#[test]
fn a_member_leaves_and_a_leader_does_not() {
    let member = Me { roles: vec![Role::Member(opera())], ..jianguo() };
    let joinings = answering(jianguo(), JoinState::Joined).joining.into_iter().collect();
    let changes = leave(&Facts { joinings, team: team(), ..facts(member) }, opera()).unwrap();
    assert!(matches!(&changes[0], Change::Joining(joining) if joining.state == JoinState::Left));
    assert_eq!(changes[1], Change::NoMember(Member::new(opera(), person(4, "沈建国"), Standing::Member)));
    assert!(matches!(&changes[2], Change::Organization(team) if team.members == 6));
    assert_eq!(leave(&facts(teacher_he()), opera()), Err(Refusal::NotAllowed));
    assert_eq!(leave(&facts(jianguo()), opera()), Err(Refusal::NotFound));
}

#[test]
fn a_leader_takes_a_member_off_and_nobody_who_leads() {
    let row = Member::new(opera(), person(4, "沈建国"), Standing::Substitute);
    let joinings = answering(jianguo(), JoinState::Joined).joining.into_iter().collect();
    let by = |actor| Facts { membership: Some(row.clone()), team: team(), ..facts(actor) };
    let changes = take_off(&Facts { joinings, ..by(teacher_he()) }).unwrap();
    assert!(matches!(&changes[0], Change::Joining(joining) if joining.state == JoinState::Left));
    assert_eq!(changes[1], Change::NoMember(row.clone()));
    assert!(matches!(&changes[2], Change::Organization(team) if team.members == 6));
    assert_eq!(take_off(&by(guizhen())), Err(Refusal::NotFound), "who does not lead the team");
    assert_eq!(take_off(&by(jianguo())), Err(Refusal::NotFound), "one leaves by oneself in another way");
    assert_eq!(take_off(&facts(teacher_he())), Err(Refusal::NotFound), "nobody like that in the team");
    let leads = Member { standing: Standing::Leader, ..row };
    assert_eq!(take_off(&Facts { membership: Some(leads), ..facts(teacher_he()) }), Err(Refusal::NotAllowed));
}

#[test]
fn whoever_lives_here_no_more_belongs_to_no_team_and_leads_none() {
    let named = team().map(|team| Organization { leaders: vec!["何秀英".into(), "钱老师".into()], ..team });
    let gone = Facts { team: named, ..facts(teacher_he()) };
    let row = Member::new(opera(), person(6, "何秀英"), Standing::Leader);
    let changes = departed(&gone, row.clone());
    let [Change::Organization(team), Change::NoMember(out)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((team.members, team.leaders.as_slice(), out), (6, &["钱老师".to_string()][..], &row));
    let member = departed(&gone, Member { standing: Standing::Member, ..row });
    assert!(matches!(member.first(), Some(Change::Organization(team)) if team.leaders.len() == 2));
}
