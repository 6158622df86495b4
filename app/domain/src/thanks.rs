//! Thanks (谢谢): a line that a leader says about a date that is over, for everyone to read: "谢谢三位帮忙搬桌子的邻居"; and
//! pictures of that date.
//!
//! It is in the date's own row, and there is one: saying another changes it, saying nothing takes it back, with its pictures. It
//! names whom it likes to name: the leader writes it, and it is signed with the team's name.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::PhotoId;
use crate::occurrence::{NOTE_MAX, Occurrence, over};
use crate::picture;
use crate::refusal::Refusal;

/// The most pictures of one date.
pub const PICTURES_MAX: usize = 6;

/// Says it, changes it or takes it back. What is written on several lines becomes one. Where nothing is said of `pictures`, they
/// stay.
pub fn say(facts: &Facts, words: &str, pictures: Option<&[PhotoId]>) -> Result<Vec<Change>, Refusal> {
    let date = over(facts)?;
    let thanks = one_line(words);
    if thanks.chars().count() > NOTE_MAX {
        return Err(Refusal::WordsTooLong { max: NOTE_MAX });
    }
    let shown = if thanks.is_empty() { Vec::new() } else { distinct(pictures.unwrap_or(&date.pictures)) };
    if shown.len() > PICTURES_MAX {
        return Err(Refusal::TooManyPhotos { max: PICTURES_MAX });
    }
    let same = shown == date.pictures;
    if same && thanks == date.thanks {
        return Err(if thanks.is_empty() { Refusal::WordsMissing } else { Refusal::AlreadySaid });
    }
    picture::check(facts)?;
    let mut changes = Vec::new();
    if !same {
        changes.push(Change::Pictures(date.id, shown.clone()));
    }
    let gone = picture::gone(&date.pictures, &shown);
    changes.push(Change::Occurrence(Occurrence { thanks, pictures: shown, ..date }));
    changes.extend(gone);
    Ok(changes)
}

/// The same, by somebody for whom the line `seen` stood there: what another leader has written since is not written over unseen.
/// Older releases do not say what they have seen.
pub fn say_over(
    facts: &Facts,
    words: &str,
    pictures: Option<&[PhotoId]>,
    seen: Option<&str>,
) -> Result<Vec<Change>, Refusal> {
    let changes = say(facts, words, pictures)?;
    let stands = facts.occurrence.as_ref().map_or("", |date| date.thanks.as_str());
    if seen.is_some_and(|seen| one_line(seen) != stands) {
        return Err(Refusal::SaidMeanwhile { words: stands.into() });
    }
    Ok(changes)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each of them once.
fn distinct(pictures: &[PhotoId]) -> Vec<PhotoId> {
    let mut once: Vec<PhotoId> = Vec::new();
    for id in pictures {
        if !once.contains(id) {
            once.push(*id);
        }
    }
    once
}

#[cfg(test)]
mod tests;
