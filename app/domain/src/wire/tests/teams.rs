//! How joining and leaving a team are written.

use super::*;
use crate::id::JoiningId;

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
}
