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
    use crate::import::census::Census;
    use crate::import::demo;
    use domain::meal::Meal;
    use domain::need::NeedClass;
    use domain::when::Day;
    use std::collections::BTreeSet;

    fn census() -> Census {
        demo(Day::of(2026, 11, 22).unwrap()).unwrap_or_else(|found| {
            let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
            panic!("{} problems:\n{}", lines.len(), lines.join("\n"))
        })
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
    fn every_team_has_a_leader_who_may_be_named() {
        for organization in census().organizations {
            assert!(!organization.leaders.is_empty(), "{}", organization.name);
            assert!(organization.members > 0, "{}", organization.name);
        }
    }
}
