//! Finding by a part of the characters, of the pinyin or of the initials: one rule for every list in which something is looked for.
//!
//! Teams carry their pinyin. Everything else is read by [`sounds`], which come with the page where one looks for all of it.

#[cfg(feature = "desk")]
mod index;
#[cfg(feature = "desk")]
pub mod sounds;
#[cfg(all(test, feature = "desk"))]
mod tests;

#[cfg(feature = "desk")]
pub use index::{Found, Index, MOST};

use std::borrow::Cow;

/// How well something answers, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Its name begins so.
    Begins,
    /// Its name contains it.
    Contains,
    /// Its pinyin does.
    Pinyin,
    /// The initials of its pinyin do.
    Initials,
    /// What is said about it does.
    Said,
}

/// What somebody looks for. Blanks, apostrophes (keyboards put both between syllables) and large letters make no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted(String);

impl Wanted {
    /// What was typed.
    pub fn new(query: &str) -> Wanted {
        Wanted(squeezed(query).into_owned())
    }

    /// Whether nothing is asked for. To that everything answers.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether and how something answers: by its name, its pinyin (`xiqudui xqd`), or what is said about it.
    pub fn rank(&self, name: &str, pinyin: &str, said: &str) -> Option<Rank> {
        // What is said is long, and looked at last.
        self.named(&squeezed(name), pinyin).or_else(|| self.said(&squeezed(said)))
    }

    /// The same where name and words are squeezed already.
    #[cfg(feature = "desk")]
    fn ranked(&self, name: &str, pinyin: &str, said: &str) -> Option<Rank> {
        self.named(name, pinyin).or_else(|| self.said(said))
    }

    fn named(&self, name: &str, pinyin: &str) -> Option<Rank> {
        let wanted = self.0.as_str();
        let (full, initials) = pinyin.split_once(' ').unwrap_or((pinyin, ""));
        if name.starts_with(wanted) {
            Some(Rank::Begins)
        } else if name.contains(wanted) {
            Some(Rank::Contains)
        } else if full.contains(wanted) {
            Some(Rank::Pinyin)
        } else {
            initials.contains(wanted).then_some(Rank::Initials)
        }
    }

    fn said(&self, said: &str) -> Option<Rank> {
        said.contains(self.0.as_str()).then_some(Rank::Said)
    }
}

/// In small letters and without what makes no difference; ü is typed as v. Most names are so already, and are not copied.
fn squeezed(text: &str) -> Cow<'_, str> {
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| !nothing(*c));
    Cow::Owned(kept.flat_map(char::to_lowercase).map(|c| if c == 'ü' { 'v' } else { c }).collect())
}

/// What makes no difference.
fn nothing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’')
}

/// Whether squeezing leaves a character as it is.
fn stays(c: char) -> bool {
    // What names are written in, without looking it up.
    let plain = matches!(c, '\u{4e00}'..='\u{9fff}' | 'a'..='z' | '0'..='9');
    plain || c != 'ü' && !nothing(c) && c.to_lowercase().eq([c])
}
