//! What somebody leaves behind on a phone that others use, too: kept for them, shown to nobody else. The others hear that it is
//! there and whose it is, by no more of the name than a certificate shows, so that somebody can tell them.

use super::Phone;
use crate::certificate::masked;
use crate::id::ResidentId;
use crate::read::Read;
use serde::Serialize;

/// So many things of somebody who is not at the front.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Left {
    /// Whose.
    pub resident: ResidentId,
    /// 周**.
    pub name: String,
    /// How many.
    pub things: usize,
}

impl Phone {
    /// What the account at the front, of this name, leaves when it goes: what the server has not answered, and what is `unfinished`
    /// besides. None when that is nothing.
    pub fn leaves(&self, name: &str, unfinished: usize) -> Option<Left> {
        let (resident, things) = (self.actor?, self.unanswered().count() + unfinished);
        (things > 0).then(|| Left { resident, name: masked(name), things })
    }
}
