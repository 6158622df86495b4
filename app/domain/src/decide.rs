//! One rule, two places: the phone runs [`decide`] on what it knows, for an answer at once; the server runs it
//! in the transaction, and that is the truth.

use crate::change::Change;
use crate::command::Command;
use crate::facts::Facts;
use crate::refusal::Refusal;
use crate::{offer, order, payment, presence, report, signup};

/// What the command does to the rows, or why not.
///
/// What volunteers, organizers, cooks and the desk do is decided in [`helpers`], which the residents' program does without.
pub fn decide(facts: &Facts, command: &Command) -> Result<Vec<Change>, Refusal> {
    match command {
        Command::SignUp { signup, party, split, .. } => signup::sign_up_or_split(facts, *signup, party, *split),
        Command::CancelSignup { .. } => signup::cancel(facts),
        Command::AcceptOffer { .. } => offer::accept(facts),
        Command::PlaceOrder { order, day, eater, portions, delivered, from_balance, note } => {
            let placed = order::place(facts, *order, *day, *eater, portions, *delivered)?;
            let placed = order::with_note(placed, note)?;
            if *from_balance { payment::at_booking(facts, placed) } else { Ok(placed) }
        }
        Command::CancelOrder { .. } => order::cancel(facts),
        Command::ChangeOrder { portions, .. } => order::change(facts, portions),
        Command::FileReport { report, draft } => report::file(facts, *report, draft),
        Command::WithdrawReport { .. } => report::withdraw(facts),
        Command::Endorse { .. } => report::endorse(facts),
        Command::NotePresence { presence, seen } => presence::note(facts, *presence, seen),
        _ => helpers::decide(facts, command),
    }
}

/// What volunteers, organizers, cooks and the desk do. The residents' program, which every phone downloads, has none of their
/// rules: a command of that kind that waits there is sent as ever, and its work is drawn by the larger program alone until the
/// server has answered.
#[cfg(feature = "desk")]
mod helpers;
#[cfg(not(feature = "desk"))]
mod helpers {
    use super::{Change, Command, Facts, Refusal};

    pub(super) fn decide(_: &Facts, _: &Command) -> Result<Vec<Change>, Refusal> {
        Ok(Vec::new())
    }
}

#[cfg(all(test, feature = "desk"))]
mod tests;
