//! One rule, two places: the phone runs [`decide`] on what it knows, for an answer at once; the server runs it
//! in the transaction, and that is the truth.

use crate::change::Change;
use crate::command::Command;
use crate::facts::Facts;
use crate::refusal::Refusal;
use crate::{device, duty, order, report, signup};

/// What the command does to the rows, or why not.
///
/// What only organizers, cooks and the desk do is decided in [`organizers`], which residents' phones do without.
pub fn decide(facts: &Facts, command: &Command) -> Result<Vec<Change>, Refusal> {
    match command {
        Command::SignUp { signup, party, .. } => signup::sign_up(facts, *signup, party),
        Command::CancelSignup { .. } => signup::cancel(facts),
        Command::PlaceOrder { order, day, eater, portions } => order::place(facts, *order, *day, *eater, portions),
        Command::CancelOrder { .. } => order::cancel(facts),
        Command::FileReport { report, draft } => report::file(facts, *report, draft),
        Command::WithdrawReport { .. } => report::withdraw(facts),
        Command::Endorse { .. } => report::endorse(facts),
        Command::RevokeDevice { .. } => device::revoke(facts),
        Command::TakeShift { duty, resident, .. } => duty::take(facts, *duty, *resident),
        Command::LeaveShift { .. } => duty::leave(facts),
        Command::SeekReplacement { seeking, .. } => duty::seek(facts, *seeking),
        _ => organizers::decide(facts, command),
    }
}

/// What organizers, cooks and the desk do. Their rules are a fifth of a resident's download, so the residents' program has none
/// of them: a command of that kind that waits on such a phone waits and is sent as ever, and its work is drawn by the desk's
/// program alone until the server has answered.
#[cfg(feature = "desk")]
mod organizers;
#[cfg(not(feature = "desk"))]
mod organizers {
    use super::{Change, Command, Facts, Refusal};

    pub(super) fn decide(_: &Facts, _: &Command) -> Result<Vec<Change>, Refusal> {
        Ok(Vec::new())
    }
}
