//! Whose turn it is to send. One tab of a phone sends at a time, and says every second that it still does. One that has stopped
//! in the middle (the browser froze it, or gave all its time to others) says nothing more; then another takes its turn away.
//! Should the first one only have been slow, both have sent the same: the server's receipts keep it to one effect.

use super::Phone;
use crate::when::Moment;

/// So often the tab that sends says so, in milliseconds.
pub const BEAT_MS: u32 = 1_000;
/// So often a tab that waits for its turn listens whether anything was said.
pub const LISTEN_MS: u32 = 500;
/// Rows that are older than this are worth waiting for a turn. Two rounds that came to nothing lie in between.
const OLD_MS: i64 = 60_000;

/// How long a tab that waits has heard nothing. It counts how often it has listened and knows no clock: a tab that was frozen itself
/// has listened no more than before, however late it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silence {
    listened: u32,
}

impl Silence {
    /// Three beats that did not come.
    const LONG: u32 = 3 * BEAT_MS / LISTEN_MS;

    /// It has listened once more, and `heard` the other tab or not. Whether that has been silent for so long that it must stand still.
    pub fn is_long(&mut self, heard: bool) -> bool {
        self.listened = if heard { 0 } else { self.listened + 1 };
        self.listened >= Self::LONG
    }
}

impl Phone {
    /// Whether to wait for a turn while another tab sends: something here has no answer yet, or the rows at the front have never come
    /// or are old. Whatever else was to be fetched, the other tab brings.
    pub fn wants_a_turn(&self, now: Moment) -> bool {
        let front = if self.actor.is_some() { &self.mine } else { &self.public };
        self.unanswered().next().is_some() || now.0.saturating_sub(front.at.0) > OLD_MS
    }
}
