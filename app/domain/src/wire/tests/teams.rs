//! How joining and leaving a team are written.

use super::*;
use crate::id::{JoiningId, MemberId};
use crate::member::{Member, Standing};
use crate::role::Role;

#[test]
fn how_one_joins_a_team_is_written_as_ever() {
    let (joining, organization, words) = (JoiningId(id(1)), OrganizationId(id(2)), String::from("好"));
    stands(
        &Command::AskToJoin { joining, organization, words: words.clone() },
        r#"{"ask_to_join":{"joining":"~01","organization":"~02","words":"好"}}"#,
    );
    stands(
        &Command::InviteToJoin { joining, organization, resident: ResidentId(id(3)), words: words.clone() },
        r#"{"invite_to_join":{"joining":"~01","organization":"~02","resident":"~03","words":"好"}}"#,
    );
    stands(
        &Command::AnswerJoining { joining, agreed: false, words },
        r#"{"answer_joining":{"joining":"~01","agreed":false,"words":"好"}}"#,
    );
    stands(&Command::LeaveTeam { organization }, r#"{"leave_team":{"organization":"~02"}}"#);
    let resident = ResidentId(id(3));
    stands(
        &Command::TakeOffTeam { organization, resident },
        r#"{"take_off_team":{"organization":"~02","resident":"~03"}}"#,
    );
}

#[test]
fn who_stands_in_is_written_as_ever() {
    let (organization, resident) = (OrganizationId(id(2)), ResidentId(id(3)));
    stands(
        &Command::SetStanding { organization, resident, substitute: true },
        r#"{"set_standing":{"organization":"~02","resident":"~03","substitute":true}}"#,
    );
    stands(&Role::Substitute(organization), r#"{"substitute":"~02"}"#);
    let resident = Person { id: resident, name: "沈建国".into() };
    let member = Member { id: MemberId(id(1)), organization, resident, standing: Standing::Substitute };
    stands(
        &Row::Member(member),
        concat!(
            r#"{"member":{"id":"~01","organization":"~02","resident":{"id":"~03","name":"沈建国"},"#,
            r#""standing":"substitute"}}"#
        ),
    );
}
