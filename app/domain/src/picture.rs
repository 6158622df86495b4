//! Pictures (照片) that everyone may see: an activity has one, a dish has one, and a leader shows some of a date that is over.
//!
//! A picture is sent before what names it and belongs to whoever sent it. Nobody shows what somebody else has sent, except what
//! the same team, or the kitchen, shows already: so nobody keeps a picture in the world by naming it after others took it away. What nothing names
//! is deleted with its bytes. Photos of reports are another thing, kept apart: no name makes one of them public.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::PhotoId;
use crate::refusal::Refusal;

/// Refuses to show what did not arrive, and what somebody else has sent: the two look alike.
pub(crate) fn check(facts: &Facts) -> Result<(), Refusal> {
    if facts.no_picture { Err(Refusal::NoPicture) } else { Ok(()) }
}

/// What is shown no longer, if there is any.
pub(crate) fn gone(before: &[PhotoId], after: &[PhotoId]) -> Option<Change> {
    let gone: Vec<PhotoId> = before.iter().filter(|id| !after.contains(id)).copied().collect();
    (!gone.is_empty()).then_some(Change::NoPictures(gone))
}
