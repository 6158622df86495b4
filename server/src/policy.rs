//! The words in which the table of [`crate::router`] says who may ask, and how often.
//!
//! A policy is held by [`crate::gate`] before a handler runs, so a handler cannot forget it. What depends on the very row that
//! is asked for ([`Policy::OwnThing`], a command's rule) is left to the handler, which answers as if the row were not there.

use std::fmt;

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// Everyone, with or without an account. What they hear depends on their own phone alone.
    Anyone,
    /// A phone that somebody is signed in on.
    Phone,
    /// An account that is signed in on the phone and named as the one that acts.
    Account,
    /// An account of somebody who works for the committee, with the desk open or not.
    Staff,
    /// A staff account whose desk is open on this phone.
    OpenDesk,
    /// A staff account that opened the desk on this phone within the last [quarter of an hour](crate::api::principal::FRESH_MS).
    FreshDesk,
    /// A signed-in phone that the thing belongs to or is for, or whose desk is open. For all others it is not there.
    OwnThing,
}

/// What a route costs: each class has limits of its own, see [`crate::limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Public pages and files.
    Page,
    /// What is new.
    Pull,
    /// Commands.
    Push,
    /// Signing in and out.
    SignIn,
    /// Pictures.
    Photo,
    /// The line that stays open.
    Live,
    /// The committee's desk, and a person's own data in one piece.
    Desk,
}

impl Class {
    /// Every class, in the order of their numbers.
    pub const ALL: [Class; 7] =
        [Class::Page, Class::Pull, Class::Push, Class::SignIn, Class::Photo, Class::Live, Class::Desk];
}

/// One line of the table of routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The method. `GET` stands for `HEAD` too.
    pub method: &'static str,
    /// The path, with `{name}` where it varies.
    pub path: &'static str,
    /// Who may ask.
    pub policy: Policy,
    /// What it costs.
    pub class: Class,
    /// What it does.
    pub what: &'static str,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
