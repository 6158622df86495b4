//! Thanks (谢谢): a line that a leader says about a date that is over, for everyone to read: "谢谢三位帮忙搬桌子的邻居".
//!
//! It is in the date's own row, and there is one: saying another changes it, saying nothing takes it back. It names whom it likes
//! to name: the leader writes it, and it is signed with the team's name.

use crate::change::Change;
use crate::facts::Facts;
use crate::occurrence::{NOTE_MAX, Occurrence, over};
use crate::refusal::Refusal;

/// Says it, changes it or takes it back. What is written on several lines becomes one.
pub fn say(facts: &Facts, words: &str) -> Result<Vec<Change>, Refusal> {
    let date = over(facts)?;
    let thanks = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if thanks.chars().count() > NOTE_MAX {
        return Err(Refusal::WordsTooLong { max: NOTE_MAX });
    }
    if thanks == date.thanks {
        return Err(if thanks.is_empty() { Refusal::WordsMissing } else { Refusal::AlreadySaid });
    }
    Ok(vec![Change::Occurrence(Occurrence { thanks, ..date })])
}

#[cfg(test)]
mod tests;
