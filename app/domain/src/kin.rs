//! Families: who may act for whom.
//!
//! A guardian (监护人) acts for a minor, a carer (照料人) for a grown person who agreed to it. Whoever acts, the
//! row says both: the person it is for and the person who did it. Guardianship ends by itself when the child is eighteen. Anybody
//! else helps within what was agreed to, and until a day ([`crate::mandate`]).

use crate::duty::ADULT;
use crate::read::Read;
use crate::resident::Person;
use crate::when::Day;
use serde::Serialize;

/// From this age on nobody agrees for a person alone (个人信息保护法 §31): they agree themself, on their own phone or in person.
pub const OWN_SAY: i32 = 14;

/// Why one person may act for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// 监护人: of a minor.
    Guardian,
    /// 照料人: of a grown person.
    Carer,
}

/// Someone a person may act for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Ward {
    /// Who.
    pub person: Person,
    /// What neighbours call them.
    pub called: String,
    /// By which right.
    pub bond: Bond,
    /// `YYYY-MM` of somebody in guardianship; empty where it is not known, and of anybody else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub born: String,
}

impl Ward {
    /// Whether the bond holds on a day: nobody is the guardian of somebody who is eighteen (民法典 §17, §34). Of a birth its month is
    /// known, so that begins on the first of it.
    pub fn holds(&self, day: Day) -> bool {
        self.bond == Bond::Carer || under_age(&self.born, day)
    }
}

/// Whether somebody born in `born` may have guardians on a day; where the birth is not known, they may.
pub fn under_age(born: &str, day: Day) -> bool {
    reaches(born, ADULT).is_none_or(|grown| day < grown)
}

/// The first day of the month in which somebody born in `born` (`YYYY-MM`) is so many years old; none where it is not known.
pub fn reaches(born: &str, age: i32) -> Option<Day> {
    let (year, month, day) = Day::parse(&format!("{born}-01"))?.parts();
    Day::of(year + age, month, day)
}

/// From which day on somebody born in `born` agrees themself, where that is to come on a day; until then a guardian speaks for them,
/// and what was agreed to in that time lasts as it was agreed. None where the birth is not known.
pub fn own_say_to_come(born: &str, today: Day) -> Option<Day> {
    reaches(born, OWN_SAY).filter(|day| today < *day)
}

/// Whether somebody whose guardian acts for them agrees themself besides, on a day.
pub fn has_own_say(born: &str, today: Day) -> bool {
    reaches(born, OWN_SAY).is_some_and(|day| day <= today)
}

/// What a helper may do for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// 报名: see their sign-ups, sign them up and take them off.
    SignUp,
    /// 订餐: see their orders, order for them and give orders up.
    Meals,
    /// 诉求: see their reports, and report for them.
    Reports,
    /// 查看: see their sign-ups and orders, and do nothing.
    See,
}

impl Power {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Power; 4] = [Power::SignUp, Power::Meals, Power::Reports, Power::See];
}

/// Somebody whom a person helps, as it was agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Helped {
    /// Who is helped.
    pub person: Person,
    /// With what.
    pub powers: Vec<Power>,
    /// The last day of it.
    pub until: Day,
}
