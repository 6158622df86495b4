//! A deed (互助记录): a favour that is done, as those see it who sign hours: who helped, with what, and for how long, and nothing of
//! who asked for it and why.
//!
//! The asker has confirmed it; a leader of the team that the helper named signs, or the desk, which also says the team where the
//! helper named none. The entry is made by the ledger's own rule ([`crate::hours::sign`]), so nobody signs their own, nothing
//! overlaps, and a mistake is taken back there; then the deed can be signed once more. Nor does anybody sign what was done for
//! themself: two people have to say that it was so. (The desk may for whom it asked: it speaks for somebody without a phone.)

use crate::change::Change;
use crate::facts::Facts;
use crate::favour::{Favour, FavourState, Spent};
use crate::hours::{self, Served};
use crate::id::{FavourId, HoursId, OrganizationId};
use crate::permission::{Act, acting_for, may};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::Moment;
use serde::Serialize;

/// One deed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Deed {
    /// Of which favour.
    pub id: FavourId,
    /// The team with which it counts, if the helper named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Who helped.
    pub helper: Person,
    /// With what.
    pub what: String,
    /// The time that the asker has confirmed.
    pub spent: Spent,
    /// The entry of hours that was signed for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<HoursId>,
    /// When it was confirmed, or signed.
    pub changed: Moment,
}

impl Deed {
    /// What a favour is to those who sign, once it is done.
    pub fn of(favour: &Favour) -> Option<Deed> {
        let spent = favour.spent.filter(|_| favour.state == FavourState::Done)?;
        Some(Deed {
            id: favour.id,
            organization: favour.organization,
            helper: favour.helper.clone(),
            what: favour.what.clone(),
            spent,
            signed: favour.signed,
            changed: favour.changed,
        })
    }

    /// The favour, as far as the phone of whoever signs knows it.
    pub fn favour(&self) -> Favour {
        Favour {
            id: self.id,
            organization: self.organization,
            helper: self.helper.clone(),
            what: self.what.clone(),
            state: FavourState::Done,
            met: true,
            spent: Some(self.spent),
            signed: self.signed,
            changed: self.changed,
            ..Favour::default()
        }
    }
}

/// Signs the hours of a favour that is done.
pub(crate) fn sign(facts: &Facts, id: HoursId, organization: OrganizationId) -> Result<Vec<Change>, Refusal> {
    let favour = facts.favour.as_ref().ok_or(Refusal::NotFound)?;
    let (actor, deed) = (&facts.actor, Deed::of(favour).ok_or(Refusal::NotFound)?);
    let named = match deed.organization {
        Some(own) => own == organization && may(actor, Act::RunActivities(own)),
        None => may(actor, Act::WorkAtDesk),
    };
    if !named {
        return Err(Refusal::NotFound);
    }
    // Whoever may say for the asker that it is done does not say it a second time as a leader.
    let asker = favour.asker.id == actor.id || acting_for(actor, favour.asker.id).is_ok() || favour.by.id == actor.id;
    if favour.asker.id == actor.id || asker && !favour.desk {
        return Err(Refusal::OwnHours);
    }
    let counts = |entry: &hours::Hours| Some(entry.id) == deed.signed && entry.holds(facts.hours.iter());
    if facts.hours.iter().any(counts) {
        return Err(Refusal::AlreadySaid);
    }
    let Spent { from, until } = deed.spent;
    let served = Served { organization, resident: deed.helper.id, from, until, content: deed.what, duty: None };
    let mut changes = hours::sign(facts, id, &served)?;
    changes.push(Change::Favour(Favour { signed: Some(id), changed: facts.now, ..favour.clone() }));
    Ok(changes)
}

#[cfg(test)]
mod tests;
