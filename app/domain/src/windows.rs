//! When one can sign up for a date and give a place back (报名时间), in hours before it begins.
//!
//! Where nothing is said one can do both until it begins. Before it opens and once it has closed the app signs nobody up, not
//! for the waiting list either, and nobody asks for a yes; whoever is on the list moves up all the same, and an organizer may still
//! agree. After the time to cancel a place is given back by a call: whoever runs the activity then knows of it, and can look for
//! somebody. Whoever only asks, waits, is in a draw or is offered a place may leave at any time; so may whoever has something
//! else then since the date was moved, and is told so. People who run the activity are bound by none of this: they sign up
//! whoever calls, and take them off again.
//!
//! Where places are drawn, the lottery says until when one can enter.

use crate::lottery::HOURS_MAX;
use crate::occurrence::{Occurrence, Plan};
use crate::permission::{Act, Actor, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::signup::{Signup, SignupState};
use crate::when::{HOUR_MS, Moment};
use serde::Serialize;

/// Hours before a date begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// From then on one can sign up; none: from the day it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<u32>,
    /// Until then one can sign up; 0: until it begins.
    #[serde(default, skip_serializing_if = "none")]
    pub closes: u32,
    /// Until then one can give a place back; 0: until it begins.
    #[serde(default, skip_serializing_if = "none")]
    pub cancel: u32,
}

/// For what is not written when it is zero.
fn none(hours: &u32) -> bool {
    *hours == 0
}

impl Windows {
    /// Whether nothing is said.
    pub fn unsaid(&self) -> bool {
        *self == Windows::default()
    }
}

impl Occurrence {
    /// So many hours before it begins; nothing where none are said.
    fn before(&self, hours: u32) -> Option<Moment> {
        (hours > 0).then(|| self.starts.plus_ms(-i64::from(hours) * HOUR_MS))
    }

    /// From when on one can sign up, where that is said.
    pub fn opens(&self) -> Option<Moment> {
        self.before(self.windows.opens.unwrap_or_default())
    }

    /// Until when one can sign up, where that is not until it begins.
    pub fn closes(&self) -> Option<Moment> {
        self.before(self.windows.closes)
    }

    /// Until when one can give a place back, where that is not until it begins.
    pub fn cancel_until(&self) -> Option<Moment> {
        self.before(self.windows.cancel)
    }

    /// Refuses signing up too soon or too late.
    pub fn require_open(&self, now: Moment) -> Result<(), Refusal> {
        match (self.opens(), self.closes()) {
            (Some(opens), _) if opens > now => Err(Refusal::SignupNotOpen { opens }),
            (_, Some(since)) if since <= now => Err(Refusal::SignupClosed { since }),
            _ => Ok(()),
        }
    }
}

/// Since when this person cannot give that sign-up back any more, if so.
pub fn too_late(actor: &Actor, date: &Occurrence, signup: &Signup, now: Moment) -> Option<Moment> {
    let bound =
        signup.state == SignupState::Confirmed && !signup.clash && !may(actor, Act::RunActivities(date.organization));
    date.cancel_until().filter(|since| bound && *since <= now)
}

impl Plan {
    /// Refuses hours between which nobody could sign up.
    pub(crate) fn check_windows(&self) -> Result<(), Refusal> {
        let Windows { opens, closes, cancel } = self.windows;
        let shut = self.lottery_hours.unwrap_or(closes);
        let twice = self.lottery_hours.is_some() && closes > 0;
        let early = opens.is_some_and(|opens| opens <= shut || opens > HOURS_MAX);
        if twice || early || closes > HOURS_MAX || cancel > HOURS_MAX {
            return Err(Refusal::WindowHours { max: HOURS_MAX });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
