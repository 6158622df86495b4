//! Scopes: who may see a row. A phone follows the scopes it may see; everything else never reaches it.

use crate::id::{OrganizationId, ResidentId, ShiftId};
use crate::kin::{Bond, Power};
use crate::read::{Fault, Json, Read};
use crate::resident::Me;
use crate::role::Role;
use crate::row::{Noun, Row};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A circle of people who may see the rows in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everyone, with or without an account.
    Public,
    /// One person (and nobody else: a family member has a scope of their own).
    Person(ResidentId),
    /// The guardians of one person: where that person serves while they are under age, and what those at the door should know of them.
    Ward(ResidentId),
    /// Whoever helps one person with signing up: what that person is signed up for.
    Signups(ResidentId),
    /// Whoever helps one person with meals: what that person eats.
    Orders(ResidentId),
    /// Whoever helps one person with reports: what that person reported.
    Reports(ResidentId),
    /// The leaders of one organization.
    Organization(OrganizationId),
    /// Those who answer for the units of one alliance.
    Alliance(OrganizationId),
    /// The leaders of all organizations.
    Organizers,
    /// Whoever has taken one shift that brings meals, until it ends.
    Errands(ShiftId),
    /// The canteen.
    Kitchen,
    /// The committee's desk, while it is unlocked.
    Desk,
}

impl Scope {
    /// The scopes that a person follows, besides [`Scope::Public`].
    pub fn followed_by(me: &Me) -> Vec<Scope> {
        let mut scopes = vec![Scope::Person(me.id)];
        for role in &me.roles {
            match role {
                Role::Leader(organization) => {
                    scopes.push(Scope::Organization(*organization));
                    if !scopes.contains(&Scope::Organizers) {
                        scopes.push(Scope::Organizers);
                    }
                }
                Role::Cook => scopes.push(Scope::Kitchen),
                Role::Staff => scopes.push(Scope::Desk),
                Role::Volunteer | Role::GroupLeader | Role::GridWorker | Role::Member(_) | Role::Substitute(_) => {}
            }
        }
        let guarded = me.wards.iter().filter(|ward| ward.bond == Bond::Guardian);
        scopes.extend(guarded.map(|ward| Scope::Ward(ward.person.id)));
        for unit in &me.units {
            let scope = Scope::Alliance(unit.organization);
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        scopes.extend(me.rounds.iter().map(|round| Scope::Errands(round.shift)));
        for helped in &me.helped {
            for scope in helped.powers.iter().flat_map(|power| power.shows(helped.person.id)) {
                if !scopes.contains(&scope) {
                    scopes.push(scope);
                }
            }
        }
        scopes
    }

    /// Whose rows a helper's scope shows, and of which kind. They are kept in that person's own scope and nowhere else, so that
    /// they are there when something is agreed to, and away when it ends.
    pub fn kept_with(self) -> Option<(ResidentId, Noun)> {
        match self {
            Scope::Signups(who) => Some((who, Noun::Signup)),
            Scope::Orders(who) => Some((who, Noun::Order)),
            Scope::Reports(who) => Some((who, Noun::Report)),
            _ => None,
        }
    }

    /// Whether a row of a person's own scope is in this one too: what that person booked for others is not.
    pub fn shares(self, own: Scope, row: &Row) -> bool {
        let Some((who, noun)) = self.kept_with().filter(|(who, _)| own == Scope::Person(*who)) else { return false };
        row.key().noun == noun
            && match row {
                Row::Signup(row) => row.includes(who),
                Row::Order(row) => row.eater.id == who,
                Row::Report(row) => row.reporter.id == who,
                _ => false,
            }
    }
}

impl Power {
    /// The scopes that a helper follows who may do this for `who`.
    fn shows(self, who: ResidentId) -> Vec<Scope> {
        match self {
            Power::SignUp => vec![Scope::Signups(who)],
            Power::Meals => vec![Scope::Orders(who)],
            Power::Reports => vec![Scope::Reports(who)],
            Power::See => vec![Scope::Signups(who), Scope::Orders(who)],
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Public => f.write_str("public"),
            Scope::Person(id) => write!(f, "person/{id}"),
            Scope::Ward(id) => write!(f, "ward/{id}"),
            Scope::Signups(id) => write!(f, "signups/{id}"),
            Scope::Orders(id) => write!(f, "orders/{id}"),
            Scope::Reports(id) => write!(f, "reports/{id}"),
            Scope::Organization(id) => write!(f, "organization/{id}"),
            Scope::Alliance(id) => write!(f, "alliance/{id}"),
            Scope::Errands(id) => write!(f, "errands/{id}"),
            Scope::Organizers => f.write_str("organizers"),
            Scope::Kitchen => f.write_str("kitchen"),
            Scope::Desk => f.write_str("desk"),
        }
    }
}

impl FromStr for Scope {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once('/') {
            None if text == "public" => Ok(Scope::Public),
            None if text == "kitchen" => Ok(Scope::Kitchen),
            None if text == "desk" => Ok(Scope::Desk),
            None if text == "organizers" => Ok(Scope::Organizers),
            Some(("person", id)) => id.parse().map(Scope::Person).map_err(|_| ()),
            Some(("ward", id)) => id.parse().map(Scope::Ward).map_err(|_| ()),
            Some(("signups", id)) => id.parse().map(Scope::Signups).map_err(|_| ()),
            Some(("orders", id)) => id.parse().map(Scope::Orders).map_err(|_| ()),
            Some(("reports", id)) => id.parse().map(Scope::Reports).map_err(|_| ()),
            Some(("errands", id)) => id.parse().map(Scope::Errands).map_err(|_| ()),
            Some(("organization", id)) => id.parse().map(Scope::Organization).map_err(|_| ()),
            Some(("alliance", id)) => id.parse().map(Scope::Alliance).map_err(|_| ()),
            _ => Err(()),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Read for Scope {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        fault.or(json.text().and_then(|text| text.parse().ok()), "scope", Scope::Public)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::read::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kin::Ward;
    use crate::sample::{guizhen, person};

    #[test]
    fn a_guardian_follows_a_ward_and_a_carer_does_not() {
        let mut me = guizhen();
        assert_eq!(Scope::followed_by(&me), [Scope::Person(me.id)], "she cares for both");
        let child = person(3, "陆小满");
        me.wards.push(Ward { person: child.clone(), called: String::new(), bond: Bond::Guardian, born: String::new() });
        assert_eq!(Scope::followed_by(&me), [Scope::Person(me.id), Scope::Ward(child.id)]);
        assert_eq!(Scope::Ward(child.id).to_string().parse(), Ok(Scope::Ward(child.id)));
        assert_eq!(Scope::Ward(child.id).to_string(), format!("ward/{}", child.id));
    }
}
