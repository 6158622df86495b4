//! A resident (居民), as the person themself and their family see them, and as a name beside a sign-up.

use crate::id::{BuildingId, ResidentId, ShiftId};
use crate::kin::{Helped, Power, Ward};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::role::Role;
use crate::unit::Represented;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The longest name a person may have, in characters.
pub const NAME_MAX: usize = 20;

/// Whether a text can be somebody's telephone number, or is empty.
///
/// # Errors
/// Where it cannot.
pub fn check_phone(phone: &str) -> Result<(), Refusal> {
    let digits = phone.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '+');
    if digits && phone.len() <= 20 { Ok(()) } else { Err(Refusal::BadPhone) }
}

/// Whether a text is a month (`YYYY-MM`), or is empty.
///
/// # Errors
/// Where it is none.
pub fn check_born(born: &str) -> Result<(), Refusal> {
    let known = born.is_empty() || Day::parse(&format!("{born}-01")).is_some();
    if known { Ok(()) } else { Err(Refusal::BadMonth) }
}

/// A person beside something they take part in: identity and the name used there.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
pub struct Person {
    /// Who.
    pub id: ResidentId,
    /// 周桂珍.
    pub name: String,
}

/// What a person's own phone knows of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Me {
    /// Who.
    pub id: ResidentId,
    /// 周桂珍.
    pub name: String,
    /// What neighbours call them: 周阿姨. May be empty.
    pub called: String,
    /// 隆兴嘉苑 3幢 一单元 301.
    pub address: String,
    /// The building they live in: where a report is about, unless they say otherwise.
    pub building: Option<BuildingId>,
    /// What they may do besides being a resident. Staff powers appear only while the desk is unlocked.
    pub roles: Vec<Role>,
    /// Whom they may act for.
    pub wards: Vec<Ward>,
    /// `YYYY-MM`, or empty when it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub born: String,
    /// The units of alliances that they answer for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Represented>,
    /// Whom they help by an agreement that lives, besides their family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helped: Vec<Helped>,
    /// The shifts on which they bring meals, and which have not ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Round>,
}

/// A shift on which somebody brings meals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Round {
    /// Which.
    pub shift: ShiftId,
    /// When it ends.
    pub until: Moment,
}

impl Me {
    /// Themself and everyone they may act for.
    pub fn household(&self) -> Vec<Person> {
        let me = Person { id: self.id, name: self.name.clone() };
        std::iter::once(me).chain(self.wards.iter().map(|ward| ward.person.clone())).collect()
    }

    /// Themself, everyone they may act for, and whom they help with this: each once.
    pub fn people(&self, power: Power) -> Vec<Person> {
        let mut people = self.household();
        for helped in self.helped.iter().filter(|helped| helped.powers.contains(&power)) {
            if !people.contains(&helped.person) {
                people.push(helped.person.clone());
            }
        }
        people
    }

    /// The same person on a day: guardianships and agreements that are over by then are not theirs any more.
    #[must_use]
    pub fn at(mut self, day: Day) -> Me {
        self.wards.retain(|ward| ward.holds(day));
        self.helped.retain(|helped| day <= helped.until);
        self.rounds.retain(|round| day <= round.until.day());
        self
    }

    /// What to call them on the first page.
    pub fn greeting_name(&self) -> &str {
        if self.called.is_empty() { &self.name } else { &self.called }
    }
}

/// A resident as the committee registers them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Registered {
    /// Who.
    pub id: ResidentId,
    /// 周桂珍.
    pub name: String,
    /// 周阿姨.
    pub called: String,
    /// `YYYY-MM`, or empty when it is not known.
    pub born: String,
    /// A telephone number, or empty.
    pub phone: String,
    /// Where they live.
    pub building: BuildingId,
    /// 一单元.
    pub stairwell: String,
    /// 301.
    pub room: String,
}
