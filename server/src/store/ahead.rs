//! What every command is asked first, for a whole batch of them at once: who is signed in, was it decided before, who is that
//! person, and the sign-up that it names. The answers stand in the transaction until something there changes them.

use crate::db::Tx;
use crate::store::{receipt, resident, signup};
use domain::command::{Command, Envelope};
use domain::id::DeviceId;

/// Asks ahead for commands, each with the phone that brought it. The community's lock is held.
pub async fn ask(tx: &mut Tx, commands: &[(&Envelope, DeviceId)]) -> sqlx::Result<()> {
    if commands.len() < 2 || tx.held.revision.is_none() {
        return Ok(());
    }
    let questions = commands.iter().map(|(envelope, phone)| (envelope.id, *phone, envelope.actor));
    receipt::ask(tx, questions.collect()).await?;
    resident::ask(tx, commands.iter().map(|(envelope, _)| envelope.actor).collect()).await?;
    signup::ask(tx, commands.iter().filter_map(|(envelope, _)| named(&envelope.command)).collect()).await
}

fn named(command: &Command) -> Option<domain::id::SignupId> {
    match command {
        Command::SignUp { signup, .. } | Command::CancelSignup { signup } => Some(*signup),
        _ => None,
    }
}
