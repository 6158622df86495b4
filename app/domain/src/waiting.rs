//! The waiting list (候补) of a date: who moves up when a place is free.
//!
//! It is strict: parties move up in the order of their tickets, and nobody passes the party at the head, not even a smaller
//! one that would fit. There is one exception, because nobody can be in two places: a party in which somebody has got a place
//! elsewhere at that time in the meantime is passed over. It keeps its ticket, its people are told, and it moves up as soon as
//! they have given the other place back. So a command that gives or takes a place anywhere looks at every list on which the
//! people concerned wait for that time, until nobody moves any more.
//!
//! Where an activity offers its freed places, moving up means getting an offer: see [`crate::offer`].

use crate::change::Change;
use crate::facts::Engagement;
use crate::id::{ResidentId, SignupId};
use crate::occurrence::Occurrence;
use crate::offer::{AT_ONCE_MS, HOURS, until};
use crate::signup::{Signup, SignupState};
use crate::when::Moment;

/// A date and the parties that wait for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitingList {
    /// Which date.
    pub occurrence: Occurrence,
    /// Who waits, in the order of tickets.
    pub parties: Vec<Signup>,
    /// A freed place is offered, and not simply given...
    pub offers: bool,
    /// ...but not to this party: it asks for places at this very moment, and need not be asked back.
    pub newcomer: Option<SignupId>,
}

/// The place that a person has, or may have, elsewhere at the time of a date.
pub fn elsewhere<'a>(who: ResidentId, date: &Occurrence, engagements: &'a [Engagement]) -> Option<&'a Engagement> {
    engagements.iter().find(|(signup, other, _)| {
        signup.holds() && other.id != date.id && other.overlaps(date.starts, date.ends) && signup.includes(who)
    })
}

/// Whether somebody in the party has a place elsewhere at the time of the date.
pub fn clashes(party: &Signup, date: &Occurrence, engagements: &[Engagement]) -> bool {
    party.party.iter().any(|person| elsewhere(person.id, date, engagements).is_some())
}

impl WaitingList {
    /// Moves the list up as far as there are places, and numbers the rest anew. Answers the parties that changed, and
    /// whether one of them has got its places, or an offer of them.
    fn advance(&mut self, engagements: &mut Vec<Engagement>, now: Moment) -> (Vec<Signup>, bool) {
        let (mut changed, mut rest) = (Vec::new(), Vec::new());
        let mut blocked = false;
        for party in std::mem::take(&mut self.parties) {
            let clash = clashes(&party, &self.occurrence, engagements);
            let seats = party.seats();
            if !clash && !blocked && self.occurrence.free() >= seats {
                let offers = self.offers && self.newcomer != Some(party.id);
                let seated = grant(&party, &mut self.occurrence, offers, now);
                engagements.push((seated.clone(), self.occurrence.clone(), String::new()));
                changed.push(seated);
                continue;
            }
            // Only a party that could come holds up those behind it.
            blocked |= !clash;
            let state = match party.state {
                SignupState::Waiting { ticket, .. } => {
                    SignupState::Waiting { ticket, position: u32::try_from(rest.len() + 1).unwrap_or(u32::MAX) }
                }
                other => other,
            };
            if state != party.state || clash != party.clash {
                changed.push(Signup { state, clash, ..party.clone() });
            }
            rest.push(Signup { state, clash, ..party });
        }
        self.parties = rest;
        let seated = changed.iter().any(Signup::holds);
        (changed, seated)
    }
}

/// Gives or offers places to a party that waits.
pub(crate) fn grant(party: &Signup, date: &mut Occurrence, offers: bool, now: Moment) -> Signup {
    date.waiting = date.waiting.saturating_sub(party.seats());
    match party.state {
        SignupState::Waiting { ticket, .. } if offers && now.plus_ms(AT_ONCE_MS) < date.starts => {
            date.held += party.seats();
            party.with(SignupState::Offered { ticket, until: until(now, HOURS, date.starts) }, now)
        }
        _ => {
            date.confirmed += party.seats();
            party.with(SignupState::Confirmed, now)
        }
    }
}

/// Moves the list of a date up, and `others` on which the same people wait, until nobody moves any more. The date of `own`
/// is the last of the changes.
pub fn settle(own: WaitingList, others: &[WaitingList], mut engagements: Vec<Engagement>, now: Moment) -> Vec<Change> {
    let open = |list: &&WaitingList| list.occurrence.starts > now && list.occurrence.cancelled.is_none();
    let mut lists: Vec<WaitingList> = others.iter().filter(open).cloned().collect();
    let before: Vec<Occurrence> = lists.iter().map(|list| list.occurrence.clone()).collect();
    lists.push(own);
    let mut changes = Vec::new();
    let mut moving = true;
    while moving {
        moving = false;
        for list in lists.iter_mut().rev() {
            let (changed, seated) = list.advance(&mut engagements, now);
            changes.extend(changed.into_iter().map(Change::Signup));
            moving |= seated;
        }
    }
    let dates = lists.into_iter().map(|list| list.occurrence).enumerate();
    let touched = dates.filter(|(n, date)| before.get(*n) != Some(date));
    changes.extend(touched.map(|(_, date)| Change::Occurrence(date)));
    changes
}

#[cfg(test)]
mod tests;
