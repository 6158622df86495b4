//! The demonstration community, built into the binary: a server that starts on an empty database has neighbours.

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../demo/", $name)))),+]
    };
}

/// Names and bytes of the files in `server/demo`.
pub(super) const FILES: [(&str, &[u8]); 19] = files![
    "community.csv",
    "subsidies.csv",
    "meals.csv",
    "compounds.csv",
    "stairwells.csv",
    "residents.csv",
    "families.csv",
    "venues.csv",
    "needs.csv",
    "organizations.csv",
    "members.csv",
    "projects.csv",
    "calendar.csv",
    "activities.csv",
    "shifts.csv",
    "qualifications.csv",
    "units.csv",
    "dishes.csv",
    "menus.csv",
];

#[cfg(test)]
mod tests {
    use crate::almanac::almanac;
    use crate::import::census::Census;
    use crate::import::demo;
    use domain::almanac::{Feast, Festival};
    use domain::id::CommunityId;
    use domain::meal::Meal;
    use domain::need::NeedClass;
    use domain::when::Day;
    use std::collections::BTreeSet;

    fn census() -> Census {
        census_of(Day::of(2026, 11, 22).unwrap())
    }

    fn census_of(today: Day) -> Census {
        demo(today).unwrap_or_else(|found| {
            let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
            panic!("{} problems:\n{}", lines.len(), lines.join("\n"))
        })
    }

    /// The days on which the demonstration may be made: in term and in each school holiday, now and in some years.
    fn moments() -> [Day; 5] {
        ["2026-11-22", "2027-07-15", "2028-02-29", "2028-07-15", "2029-09-01"].map(|day| Day::parse(day).unwrap())
    }

    #[test]
    fn the_demonstration_has_no_problem_and_the_figures_of_the_community() {
        let census = census();
        assert_eq!(census.organizations.len(), 43);
        assert_eq!(census.projects.len(), 65);
        assert_eq!(census.needs.len(), 112);
        let classes: BTreeSet<NeedClass> = census.needs.iter().map(|need| need.class).collect();
        assert_eq!(classes.len(), 5);
        assert_eq!(census.venues.iter().filter(|venue| venue.zone).count(), 12);
        assert_eq!(census.compounds.len(), 8);
        assert_eq!(census.units.len(), 153);
        assert!(census.residents.len() >= 400, "{} residents", census.residents.len());
        assert!(census.households.len() >= 200, "{} households", census.households.len());
    }

    #[test]
    fn the_canteen_cooks_for_fourteen_days() {
        let census = census();
        let days: BTreeSet<Day> = census.servings.iter().map(|serving| serving.day).collect();
        assert_eq!(days.len(), 14);
        assert!(days.contains(&Day::of(2026, 11, 22).unwrap()));
    }

    #[test]
    fn there_is_breakfast_on_some_days_and_lunch_on_all() {
        let servings = census().servings;
        let days = |meal| -> BTreeSet<Day> {
            servings.iter().filter(|serving| serving.meal == meal).map(|serving| serving.day).collect()
        };
        assert_eq!((days(Meal::Breakfast).len(), days(Meal::Lunch).len(), days(Meal::Supper).len()), (3, 14, 0));
    }

    #[test]
    fn the_elders_school_has_six_subjects_and_a_lesson_every_day() {
        let census = census();
        let subjects: BTreeSet<_> = census
            .activities
            .iter()
            .filter(|activity| activity.title.starts_with("老年学堂"))
            .map(|activity| activity.id)
            .collect();
        assert_eq!(subjects.len(), 6);
        let lessons: BTreeSet<Day> = census
            .occurrences
            .iter()
            .filter(|occurrence| subjects.contains(&occurrence.activity))
            .map(|occurrence| occurrence.starts.day())
            .collect();
        assert_eq!(lessons.len(), 42);
    }

    #[test]
    fn the_calendar_reaches_two_years_ahead_whenever_the_demonstration_is_made() {
        for today in moments() {
            let (holidays, last) = (census_of(today).holidays, today.plus(2 * 365));
            let within = |name: &str, school: bool| {
                let named = holidays.iter().filter(|one| one.school == school && one.name.contains(name));
                named.filter(|one| one.until >= today && one.from <= last).count()
            };
            for name in ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"] {
                assert!(within(name, false) >= 2, "{name} after {today}");
            }
            for name in ["寒假", "暑假"] {
                assert!(within(name, true) >= 2, "{name} after {today}");
            }
        }
    }

    #[test]
    fn a_school_term_is_between_four_and_five_months_and_a_holiday_is_none_of_them() {
        let mut breaks: Vec<_> = census().holidays.into_iter().filter(|one| one.school).collect();
        breaks.sort_by_key(|one| one.from);
        for pair in breaks.windows(2) {
            let term = pair[1].from.since(pair[0].until) - 1;
            assert!((120..155).contains(&term), "{} days before {}", term, pair[1].name);
        }
        for one in &breaks {
            let days = one.until.since(one.from) + 1;
            let fits = if one.name.contains("寒假") { 28..36 } else { 55..70 };
            assert!(fits.contains(&days), "{}: {days} days", one.name);
        }
    }

    #[test]
    fn a_public_holiday_holds_the_day_that_the_almanac_gives_its_name() {
        let holidays = census().holidays;
        // An almanac reaches seventy days ahead.
        let (first, last) = (Day::of(2026, 1, 20).unwrap(), Day::of(2031, 7, 20).unwrap());
        for today in (0..last.since(first)).step_by(60).map(|days| first.plus(days)) {
            for Feast { day, festival } in almanac(CommunityId::default(), today).festivals {
                let name = match festival {
                    Festival::NewYear => "元旦",
                    Festival::NewYearsEve | Festival::Spring => "春节",
                    Festival::Qingming => "清明节",
                    Festival::Labour => "劳动节",
                    Festival::DragonBoat => "端午节",
                    Festival::MidAutumn => "中秋节",
                    Festival::National => "国庆节",
                    _ => continue,
                };
                let off = holidays.iter().any(|one| !one.school && one.name.contains(name) && one.holds(day));
                assert!(off, "{name} {day}");
            }
        }
    }

    #[test]
    fn a_dish_costs_mostly_two_to_six_yuan() {
        let dishes = census().dishes;
        let usual = dishes.iter().filter(|dish| (200..=600).contains(&dish.price_fen)).count();
        assert!(10 * usual >= 8 * dishes.len(), "{usual} of {}", dishes.len());
        assert!(
            dishes.iter().all(|dish| (100..=600).contains(&dish.price_fen)),
            "rice and porridge cost less, nothing more"
        );
    }

    #[test]
    fn a_project_runs_for_five_years_mostly_and_the_longest_for_fourteen() {
        let projects = census().projects;
        let five = projects.iter().filter(|project| project.years() == 5).count();
        assert!(2 * five > projects.len(), "{five} of {}", projects.len());
        let longest = projects.iter().max_by_key(|project| project.years()).unwrap();
        assert_eq!((longest.title.as_str(), longest.years()), ("爱心教室", 14));
        for (title, first) in [("121爱回家", 2017), ("妇女赋能共富", 2021)] {
            let project = projects.iter().find(|project| project.title == title).unwrap();
            assert_eq!(project.from_year, first, "{title}");
        }
    }

    #[test]
    fn every_team_has_a_leader_who_may_be_named() {
        for organization in census().organizations {
            assert!(!organization.leaders.is_empty(), "{}", organization.name);
            assert!(organization.members > 0, "{}", organization.name);
        }
    }
}
