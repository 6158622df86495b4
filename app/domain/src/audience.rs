//! For whom an activity is (谁能来): everyone, the team's members, an age, or one compound.
//!
//! Everybody in a party must fit. What nobody knows of a person is not held against them: a month of birth that the office
//! never wrote down, or on a phone whatever only the server can see. There the answer is a forecast.

use crate::facts::Facts;
use crate::id::{CompoundId, OrganizationId, ResidentId};
use crate::occurrence::Occurrence;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{Me, Person};
use crate::role::Role;
use crate::when::Day;
use serde::Serialize;

/// The highest age that a rule can name, in years.
pub const AGE_MAX: u8 = 120;
/// A month has at least so many days: who is born in it may be so much younger than its first day says.
const MONTH_DAYS: i32 = 27;

/// Who may sign up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Audience {
    /// Whoever lives here.
    #[default]
    Everyone,
    /// The members of the team that runs it.
    Members,
    /// People of these ages on that day.
    Ages {
        /// At least so many years old.
        from: u8,
        /// At most so many years old; [`AGE_MAX`] when there is no limit.
        until: u8,
    },
    /// Who lives in this compound.
    Compound(CompoundId),
}

/// What the rule needs to know of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guest {
    /// Who.
    pub id: ResidentId,
    /// Belongs to the team that runs the activity.
    pub member: bool,
    /// Where they live, if that is known.
    pub compound: Option<CompoundId>,
    /// `YYYY-MM`, or empty when it is not known.
    pub born: String,
}

impl Audience {
    /// Whether it keeps nobody out.
    pub fn is_everyone(&self) -> bool {
        *self == Audience::Everyone
    }

    /// Refuses ages that nobody has, and a compound that is not here.
    pub fn check(self, facts: &Facts) -> Result<(), Refusal> {
        match self {
            Audience::Ages { from, until } if from > until || until > AGE_MAX => Err(Refusal::BadAges { max: AGE_MAX }),
            Audience::Compound(id) if !facts.compounds.iter().any(|compound| compound.id == id) => {
                Err(Refusal::NotFound)
            }
            _ => Ok(()),
        }
    }

    /// Whether a person fits on a day.
    pub fn fits(self, guest: &Guest, day: Day) -> bool {
        match self {
            Audience::Everyone => true,
            Audience::Members => guest.member,
            Audience::Ages { from, until } => {
                let Some(first) = Day::parse(&format!("{}-01", guest.born)) else { return true };
                let (oldest, youngest) = (first.years_until(day), first.plus(MONTH_DAYS).years_until(day));
                oldest >= i32::from(from) && youngest <= i32::from(until)
            }
            Audience::Compound(id) => guest.compound.is_none_or(|compound| compound == id),
        }
    }
}

/// Refuses a party in which somebody does not fit; the refusal names the first one.
pub fn require(facts: &Facts, date: &Occurrence, party: &[Person]) -> Result<(), Refusal> {
    let rule = facts.activity.as_ref().map(|activity| activity.audience_rule).unwrap_or_default();
    for person in party {
        let Some(guest) = facts.guests.iter().find(|guest| guest.id == person.id) else { continue };
        if !rule.fits(guest, date.starts.day()) {
            let here = |id: CompoundId| facts.compounds.iter().find(|compound| compound.id == id);
            let place = if let Audience::Compound(id) = rule { here(id) } else { None };
            let place = place.map(|compound| compound.name.clone()).unwrap_or_default();
            return Err(Refusal::NotForYou { name: person.name.clone(), rule, place });
        }
    }
    Ok(())
}

/// What a person's own phone knows of them.
pub fn own(me: &Me, organization: OrganizationId, facts: &Facts) -> Guest {
    let member = |role: &Role| matches!(role, Role::Leader(own) | Role::Member(own) if *own == organization);
    Guest {
        id: me.id,
        member: me.roles.iter().any(member),
        compound: me.building.and_then(|building| facts.compound_of(building)).map(|compound| compound.id),
        born: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::Activity;
    use crate::sample::{facts, guizhen, id, lesson, person, teacher_he};
    use crate::signup::sign_up;

    fn day() -> Day {
        Day::of(2026, 11, 24).unwrap()
    }

    fn born(text: &str) -> Guest {
        Guest { born: text.into(), ..Guest::default() }
    }

    #[test]
    fn everyone_fits_where_there_is_no_rule() {
        assert!(Audience::Everyone.fits(&Guest::default(), day()));
    }

    #[test]
    fn members_are_those_of_the_team_that_runs_it() {
        assert!(Audience::Members.fits(&Guest { member: true, ..Guest::default() }, day()));
        assert!(!Audience::Members.fits(&Guest::default(), day()));
        let facts = facts(guizhen());
        assert!(own(&teacher_he(), crate::sample::opera(), &facts).member);
        assert!(!own(&guizhen(), crate::sample::opera(), &facts).member);
    }

    #[test]
    fn an_age_counts_on_the_day_of_the_date_and_a_month_counts_whole() {
        let sixty = Audience::Ages { from: 60, until: AGE_MAX };
        assert!(sixty.fits(&born("1966-11"), day()));
        assert!(!sixty.fits(&born("1966-12"), day()));
        let children = Audience::Ages { from: 6, until: 12 };
        assert!(children.fits(&born("2013-11"), day()), "thirteen on the 28th at the latest");
        assert!(!children.fits(&born("2013-10"), day()));
        assert!(children.fits(&born("2020-11"), day()));
        assert!(!children.fits(&born("2020-12"), day()));
        assert!(sixty.fits(&born(""), day()), "what the office never wrote down is not held against anyone");
    }

    #[test]
    fn a_compound_is_where_one_lives() {
        let (here, there) = (CompoundId(id(601)), CompoundId(id(602)));
        let rule = Audience::Compound(here);
        assert!(rule.fits(&Guest { compound: Some(here), ..Guest::default() }, day()));
        assert!(!rule.fits(&Guest { compound: Some(there), ..Guest::default() }, day()));
        assert!(rule.fits(&Guest::default(), day()), "a phone that does not know forecasts yes");
    }

    #[test]
    fn a_rule_that_nobody_can_meet_is_refused() {
        let facts = facts(teacher_he());
        assert_eq!(Audience::Ages { from: 12, until: 6 }.check(&facts), Err(Refusal::BadAges { max: AGE_MAX }));
        assert_eq!(Audience::Ages { from: 0, until: 200 }.check(&facts), Err(Refusal::BadAges { max: AGE_MAX }));
        assert_eq!(Audience::Compound(CompoundId(id(602))).check(&facts), Err(Refusal::NotFound));
        assert_eq!(Audience::Compound(CompoundId(id(601))).check(&facts), Ok(()));
    }

    #[test]
    fn everybody_in_a_party_must_fit_and_the_refusal_names_who_does_not() {
        let mut facts = facts(guizhen());
        facts.occurrence = Some(lesson(10));
        let rule = Audience::Ages { from: 6, until: 12 };
        facts.activity = Some(Activity { audience_rule: rule, ..Activity::default() });
        let (child, old) = (person(3, "陆小满"), person(1, "周桂珍"));
        facts.guests = vec![Guest { id: child.id, ..born("2016-05") }, Guest { id: old.id, ..born("1956-03") }];
        let signup = crate::id::SignupId(id(1));
        assert!(sign_up(&facts, signup, &[child.id]).is_ok());
        let refused = Refusal::NotForYou { name: "周桂珍".into(), rule, place: String::new() };
        assert_eq!(sign_up(&facts, signup, &[child.id, old.id]), Err(refused));
        facts.guests.clear();
        assert!(sign_up(&facts, signup, &[old.id]).is_ok(), "a phone forecasts yes");
    }
}
