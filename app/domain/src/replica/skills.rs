//! The facts for what residents offer and ask of each other, from what the phone holds: of a neighbour's offering the
//! beginning of the name, of a favour that somebody signs hours for no asker.

use super::Replica;
use crate::command::Command;
use crate::deed::Deed;
use crate::facts::{Facts, Subject};
use crate::favour::{Favour, Step};
use crate::id::{FavourId, HoursId, OfferingId};
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

    /// The favour for which hours were signed, as far as this phone knows it.
    pub(super) fn favour_of(&self, entry: HoursId) -> Option<Favour> {
        let whole = self.all::<Favour>().find(|favour| favour.signed == Some(entry)).cloned();
        whole.or_else(|| self.all::<Deed>().find(|deed| deed.signed == Some(entry)).map(Deed::favour))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Envelope, SCHEMA};
    use crate::favour::{FavourState, Spent};
    use crate::hours::Hours;
    use crate::id::{CommandId, DeviceId};
    use crate::organization::Organization;
    use crate::resident::Me;
    use crate::row::Row;
    use crate::sample::{id, meihua, now, opera, person, teacher_he};
    use crate::scope::Scope;
    use crate::views::skills::unsigned;
    use crate::when::HOUR_MS;

    fn phone(me: &Me) -> Replica {
        let mut replica = Replica::default();
        replica.put(Scope::Person(me.id), Row::Me(me.clone()));
        replica.put(Scope::Public, Row::Organization(Organization { id: opera(), ..Organization::default() }));
        replica
    }

    /// What the phone shows while this step waits.
    fn waits(replica: &Replica, me: &Me, step: Step) -> Replica {
        sends(replica, me, Command::Favour { favour: FavourId(id(2)), step })
    }

    fn sends(replica: &Replica, me: &Me, command: Command) -> Replica {
        let envelope = Envelope {
            id: CommandId(id(50)),
            device: DeviceId(id(51)),
            device_seq: 1,
            actor: me.id,
            depends_on: Vec::new(),
            made_at: now(),
            schema: SCHEMA,
            command,
        };
        replica.with_pending([&envelope], now())
    }

    #[test]
    fn one_asks_without_a_network_for_what_neighbours_show() {
        let mut asking = phone(&meihua());
        let shared = SharedOffering { id: OfferingId(id(1)), name: "沈**".into(), ..SharedOffering::default() };
        asking.put(Scope::Public, Row::SharedOffering(shared));
        let (offering, asker) = (OfferingId(id(1)), meihua().id);
        let view = waits(&asking, &meihua(), Step::Ask { offering, asker, words: "一面墙".into(), day: None });
        let favour: &Favour = view.get(id(2)).unwrap();
        assert_eq!((favour.helper.name.as_str(), favour.asker.id), ("沈**", meihua().id));
        assert!(view.is_pending::<Favour>(id(2)));
        let back = waits(&view, &meihua(), Step::Answer { agreed: false, words: String::new() });
        assert_eq!(back.get::<Favour>(id(2)).map(|favour| favour.state), Some(FavourState::Withdrawn));
    }

    #[test]
    fn a_leader_signs_without_a_network_for_somebody_whom_the_phone_knows_from_the_deed_alone() {
        let mut leaders = phone(&teacher_he());
        let spent = Spent { from: now().plus_ms(-2 * HOUR_MS), until: now().plus_ms(-HOUR_MS) };
        let (organization, helper) = (opera(), person(4, "沈建国"));
        let what = String::from("刷墙");
        let deed =
            Deed { id: FavourId(id(2)), organization: Some(organization), helper, what, spent, ..Deed::default() };
        leaders.put(Scope::Organization(opera()), Row::Deed(deed));
        let view = waits(&leaders, &teacher_he(), Step::Sign { hours: HoursId(id(7)), organization });
        assert_eq!(view.get::<Deed>(id(2)).and_then(|deed| deed.signed), Some(HoursId(id(7))));
        assert_eq!(view.get::<Hours>(id(7)).map(Hours::minutes), Some(60));
        assert!(view.get::<Favour>(id(2)).is_none(), "who asked is on no leader's phone");
        assert!(view.is_pending::<Deed>(id(2)));
        // Taken back, it waits for a signature again.
        let mut signed = leaders.clone();
        signed.put(Scope::Organization(opera()), Row::Deed(view.get::<Deed>(id(2)).unwrap().clone()));
        signed.put(Scope::Organization(opera()), Row::Hours(view.get::<Hours>(id(7)).unwrap().clone()));
        let back = Command::ReverseHours { hours: HoursId(id(8)), entry: HoursId(id(7)), reason: "写错了".into() };
        let view = sends(&signed, &teacher_he(), back);
        assert_eq!(view.get::<Deed>(id(2)).map(|deed| deed.signed), Some(None));
        let open = unsigned(&view, &teacher_he());
        assert_eq!(open.iter().map(|(deed, waits)| (deed.id, *waits)).collect::<Vec<_>>(), [(FavourId(id(2)), false)]);
    }
}
