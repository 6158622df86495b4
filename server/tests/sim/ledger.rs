//! What is known of every command that was ever made: so that none can vanish, and none pass another one unseen.

use domain::command::Envelope;
use domain::id::{CommandId, ResidentId};
use std::collections::BTreeMap;

/// One command.
#[derive(Clone, Debug)]
pub struct Made {
    /// By which phone.
    pub phone: usize,
    pub actor: ResidentId,
    /// Counts all commands, in the order in which people made them.
    pub place: u64,
    pub depends: bool,
    /// The person was shown that it was refused.
    pub told: bool,
    /// Why it need not be anywhere any more.
    pub excused: Option<&'static str>,
    /// The server failed at it so often.
    pub strikes: u32,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub made: BTreeMap<CommandId, Made>,
    begun: BTreeMap<CommandId, u64>,
    /// The last one that was decided, of each account on each phone.
    decided: BTreeMap<(usize, ResidentId), u64>,
}

impl Ledger {
    /// Somebody presses the button.
    pub fn begin(&mut self, id: CommandId) {
        self.begun.insert(id, self.begun.len() as u64);
    }

    /// The phone has the command on its disk.
    pub fn make(&mut self, envelope: &Envelope, phone: usize) {
        let made = Made {
            phone,
            actor: envelope.actor,
            place: self.begun.get(&envelope.id).copied().unwrap_or_default(),
            depends: !envelope.depends_on.is_empty(),
            told: false,
            excused: None,
            strikes: 0,
        };
        self.made.insert(envelope.id, made);
    }

    pub fn edit(&mut self, id: CommandId, then: impl FnOnce(&mut Made)) {
        if let Some(made) = self.made.get_mut(&id) {
            then(made);
        }
    }

    pub fn excuse(&mut self, id: CommandId, why: &'static str) {
        self.edit(id, |made| made.excused = Some(why));
    }

    /// A phone's store is gone, and with it what only the phone knew.
    pub fn evicted(&mut self, phone: usize) {
        let gone = self.made.values_mut().filter(|made| made.phone == phone);
        gone.for_each(|made| made.excused = Some("the store was deleted"));
    }

    /// The server decides a command for the first time: nothing that was made before it may still be undecided, unless it
    /// waits for another one, or the server has failed at it while others got through.
    pub fn decides(&mut self, id: CommandId) -> Result<(), String> {
        let Some(made) = self.made.get(&id) else { return Ok(()) };
        if made.excused.is_some() {
            return Ok(());
        }
        let last = self.decided.entry((made.phone, made.actor)).or_default();
        if made.place < *last && !made.depends && made.strikes == 0 {
            return Err(format!("M7: {made:?} was decided after place {last}"));
        }
        *last = made.place.max(*last);
        Ok(())
    }

    /// The server was restored: what it forgot is sent again from the first on.
    pub fn new_life(&mut self) {
        self.decided.clear();
    }
}
