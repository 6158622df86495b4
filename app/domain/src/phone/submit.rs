//! Taking a command on, and taking it back.

use super::{NotTaken, Phone, Shelf, Spot, Waiting, Write, Writes};
use crate::ACCOUNTS;
use crate::command::{Command, Envelope, SCHEMA};
use crate::decide::decide;
#[cfg(feature = "desk")]
use crate::errand::ErrandState;
use crate::id::{CommandId, DeviceId};
use crate::refusal::Refusal;
use crate::replica::Replica;
use crate::when::Moment;

impl Phone {
    /// Decides on what the person sees (`view`) and puts the command into an envelope. The phone has not taken it on before
    /// the disk has it and [`Phone::stored`] was told.
    ///
    /// # Errors
    /// When a rule says no, or nobody is signed in.
    pub fn submit(
        &mut self,
        view: &Replica,
        command: Command,
        id: CommandId,
        device: Option<DeviceId>,
        now: Moment,
    ) -> Result<Waiting, NotTaken> {
        if !ACCOUNTS {
            return Err(NotTaken::SignInFirst);
        }
        let (Some(actor), Some(device)) = (self.actor, device) else { return Err(NotTaken::SignInFirst) };
        decide(&view.facts(actor, &command, now), &command).map_err(NotTaken::Refused)?;
        self.last_seq += 1;
        let envelope = Envelope {
            id,
            device,
            device_seq: self.last_seq,
            actor,
            depends_on: self.dependencies(&command),
            made_at: now,
            schema: SCHEMA,
            command,
        };
        Ok(Waiting { envelope, applied: None })
    }

    /// The waiting commands that must be done before this one makes sense: those that make what it takes back.
    fn dependencies(&self, command: &Command) -> Vec<CommandId> {
        let makes = |other: &Command| match (other, command) {
            (Command::SignUp { signup: made, split, .. }, Command::CancelSignup { signup }) => {
                made == signup || *split == Some(*signup)
            }
            #[cfg(feature = "desk")]
            (Command::PostActivity { activity: made, .. }, Command::ChangeActivity { activity, .. }) => {
                made == activity
            }
            #[cfg(feature = "desk")]
            (Command::SchedulePost { scheduled: made, .. }, Command::ChangeScheduled { scheduled, .. }) => {
                made == scheduled
            }
            (
                Command::PlaceOrder { order: made, .. },
                Command::CancelOrder { order } | Command::ChangeOrder { order, .. },
            ) => made == order,
            (Command::FileReport { report: made, .. }, Command::WithdrawReport { report }) => made == report,
            #[cfg(feature = "desk")]
            (Command::TakeShift { duty: made, .. }, Command::LeaveShift { duty }) => made == duty,
            // What was said at a door and that it was a wrong tap, in whichever order: the last word must be heard last.
            #[cfg(feature = "desk")]
            (
                Command::NoteErrand { errand: made, state: before, .. },
                Command::NoteErrand { errand, state: after, .. },
            ) => made == errand && (*before == ErrandState::Waiting) != (*after == ErrandState::Waiting),
            _ => false,
        };
        let waiting = self.outbox.iter().map(|waiting| &waiting.envelope);
        waiting.filter(|envelope| makes(&envelope.command)).map(|envelope| envelope.id).collect()
    }

    /// The disk has the command: from now on it waits. If another account has come to the front while the disk was written, it
    /// waits in its own store.
    pub fn stored(&mut self, waiting: Waiting) {
        // Another tab may have made this one read the disk again already.
        let there = self.outbox.iter().any(|other| other.envelope.id == waiting.envelope.id);
        if self.actor == Some(waiting.envelope.actor) && !there {
            self.wait(waiting);
        }
    }

    /// Puts a command at its place: two that were written at the same time may be done in the other order.
    pub(super) fn wait(&mut self, waiting: Waiting) {
        let before = |other: &Waiting| Spot::of(&other.envelope) < Spot::of(&waiting.envelope);
        let at = self.outbox.iter().position(|other| !before(other)).unwrap_or(self.outbox.len());
        self.outbox.insert(at, waiting);
    }

    /// Takes a command back that the server has not answered. It may be on its way already: then the answer wins.
    pub fn withdraw(&mut self, id: CommandId) -> Writes {
        let found = self.outbox.iter().position(|waiting| waiting.envelope.id == id && waiting.applied.is_none());
        let gone = found.map(|at| Spot::of(&self.outbox.remove(at).envelope));
        gone.into_iter().map(|spot| Write::Drop(Shelf::Outbox, spot)).collect()
    }

    /// A refused command was tried once more, and a rule on the phone says no: it stays, with that reason.
    pub fn refused_again(&mut self, id: CommandId, refusal: Refusal, now: Moment) -> Writes {
        let Some(parked) = self.parked.iter_mut().find(|parked| parked.envelope.id == id) else { return Writes::new() };
        (parked.refusal, parked.at) = (refusal, now);
        vec![Write::Park(parked.clone())]
    }

    /// Forgets a refused command.
    pub fn drop_parked(&mut self, id: CommandId) -> Writes {
        let found = self.parked.iter().position(|parked| parked.envelope.id == id);
        let gone = found.map(|at| Spot::of(&self.parked.remove(at).envelope));
        gone.into_iter().map(|spot| Write::Drop(Shelf::Parked, spot)).collect()
    }
}
