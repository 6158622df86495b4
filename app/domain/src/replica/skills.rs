//! The facts for what residents offer and ask of each other, from what the phone holds: of a neighbour's offering the
//! beginning of the name, of a favour that somebody signs hours for no asker.

use super::Replica;
use crate::command::Command;
use crate::deed::Deed;
use crate::facts::{Facts, Subject};
use crate::favour::{Favour, Step};
use crate::id::{FavourId, OfferingId};
use crate::offering::{Craft, Offering, SharedOffering};
use crate::resident::Person;

impl Replica {
    pub(super) fn add_skills(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::OfferSkill { offering, .. } | Command::WithdrawOffering { offering } => {
                facts.offering = self.get(offering.0).cloned();
            }
            Command::Favour { favour, step } => self.add_favour(facts, *favour, step),
            _ => {}
        }
    }

    fn add_favour(&self, facts: &mut Facts, id: FavourId, step: &Step) {
        facts.favour = self.get::<Favour>(id.0).cloned();
        match step {
            Step::Ask { offering, asker, .. } => {
                let open =
                    |known: &Favour| known.offering == *offering && known.asker.id == *asker && known.state.open();
                facts.favour_open = self.all::<Favour>().any(open);
                facts.offering = self.offering(*offering);
                // Who lives here is on no phone: the server knows their name, and says if nobody is there.
                let person = Person { id: *asker, ..Person::default() };
                let subject = self.subject(facts, *asker);
                facts.subject = Some(subject.unwrap_or(Subject { person, ..Subject::default() }));
            }
            Step::Sign { organization, .. } => {
                let deed = || self.get::<Deed>(id.0).map(Deed::favour);
                let Some(favour) = facts.favour.take().or_else(deed) else { return };
                self.add_hours(facts, *organization, favour.helper.id);
                let person = favour.helper.clone();
                facts.subject.get_or_insert_with(|| Subject { person, ..Subject::default() });
                facts.favour = Some(favour);
            }
            Step::Answer { .. } | Step::Finish { .. } => {}
        }
    }

    /// An offering as far as this phone knows it.
    fn offering(&self, id: OfferingId) -> Option<Offering> {
        let shared = |known: &SharedOffering| Offering {
            id,
            resident: Person { name: known.name.clone(), ..Person::default() },
            craft: Craft { words: known.words.clone(), days: known.days, organization: None, shown: true },
            ..Offering::default()
        };
        self.get::<Offering>(id.0).cloned().or_else(|| self.get::<SharedOffering>(id.0).map(shared))
    }
}
