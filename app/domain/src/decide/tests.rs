//! What residents do reaches its rule: about what is not there, each is refused. A command without a rule would be accepted, and
//! change nothing.

use super::*;
use crate::id::{OrderId, PresenceId, ReportId, ResidentId, SignupId};
use crate::presence::Seen;
use crate::report::Draft;
use crate::sample::{facts, guizhen, id, lunch_day};

#[test]
fn what_a_resident_does_with_what_is_not_there_is_refused() {
    let (signup, order, report) = (SignupId(id(1)), OrderId(id(2)), ReportId(id(3)));
    let place = |from_balance: bool, note: &str| Command::PlaceOrder {
        order,
        day: lunch_day(),
        eater: ResidentId(id(9)),
        portions: Vec::new(),
        delivered: false,
        from_balance,
        note: note.into(),
    };
    let commands = [
        Command::SignUp { signup, occurrence: Default::default(), party: vec![guizhen().id], split: None },
        Command::CancelSignup { signup },
        Command::AcceptOffer { signup },
        place(false, ""),
        place(true, "三楼，敲门响一点"),
        Command::CancelOrder { order },
        Command::ChangeOrder { order, portions: Vec::new() },
        Command::FileReport { report, draft: Draft::default() },
        Command::WithdrawReport { report },
        Command::Endorse { report },
        Command::NotePresence { presence: PresenceId(id(4)), seen: Seen::default() },
    ];
    for command in commands {
        let answer = decide(&facts(guizhen()), &command);
        assert!(answer.is_err(), "{command:?} was answered with {answer:?}");
    }
}
