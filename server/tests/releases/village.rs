//! A corner of the demonstration community, small enough to be kept as text: nine people, two teams, a few dishes. Its old dates are
//! around the day on which it begins; the others are so far away that they can be signed up for whenever the text is read.

use domain::when::Day;
use server::import::{self, census::Census};
use std::collections::BTreeSet;

/// Its people, as the committee's file calls them.
const LAST: &str = "R0009";
/// Two teams, by what they do.
const ACTIVITIES: [&str; 2] = ["戏曲队排练", "老年学堂·手工"];

/// A day that does not come while anybody reads this.
pub fn far() -> Day {
    Day::of(2099, 11, 23).unwrap()
}

/// The corner as it is on this day.
pub fn village(begin: Day) -> Census {
    let (mut census, ahead) = (import::demo(begin).unwrap(), import::demo(far()).unwrap());
    people(&mut census);
    census.activities.retain(|activity| ACTIVITIES.contains(&activity.title.as_str()));
    let teams: BTreeSet<_> = census.activities.iter().map(|activity| activity.organization).collect();
    let kept: BTreeSet<_> = census.activities.iter().map(|activity| activity.id).collect();
    let dates = |all: &Census, most| -> Vec<_> {
        let kept = all.occurrences.iter().filter(|date| kept.contains(&date.activity));
        kept.take(most).cloned().collect()
    };
    // Nobody makes dates here but those who tell its story.
    census.patterns.clear();
    census.occurrences = [dates(&census, 3), dates(&ahead, 8)].concat();
    let menu = |all: &Census, day: Day| -> Vec<_> {
        all.servings.iter().filter(|serving| serving.day == day).take(3).cloned().collect()
    };
    let lunches = [menu(&census, begin.plus(4)), menu(&ahead, far().plus(2)), menu(&ahead, far().plus(3))];
    census.servings = lunches.concat();
    census.dishes.retain(|dish| census.servings.iter().any(|serving| serving.dish == dish.id));
    census.organizations.retain(|organization| teams.contains(&organization.id));
    census.members.retain(|line| teams.contains(&line.organization));
    census.members.retain(|line| census.residents.iter().any(|resident| resident.id == line.resident));
    census.projects.retain(|project| teams.contains(&project.organization));
    census.projects.truncate(2);
    census.units.retain(|unit| teams.contains(&unit.organization));
    let mut needs: BTreeSet<_> =
        census.organizations.iter().flat_map(|organization| organization.needs.clone()).collect();
    needs.extend(census.projects.iter().flat_map(|project| project.needs.clone()));
    needs.extend(census.needs.first().map(|need| need.id));
    census.needs.retain(|need| needs.contains(&need.id));
    census.shifts.retain(|shift| teams.contains(&shift.organization));
    census.shifts.truncate(2);
    let mut venues: BTreeSet<_> = census.occurrences.iter().map(|date| date.venue).collect();
    venues.extend(census.shifts.iter().map(|shift| shift.venue));
    venues.extend(census.organizations.iter().filter_map(|organization| organization.venue));
    census.venues.retain(|venue| venues.contains(&venue.id));
    census.holidays.truncate(2);
    census
}

/// Nobody but the first few, behind their own doors.
fn people(census: &mut Census) {
    census.residents.retain(|line| line.code.as_str() <= LAST);
    let people: BTreeSet<_> = census.residents.iter().map(|line| line.id).collect();
    let doors: BTreeSet<_> = census.residents.iter().map(|line| line.household).collect();
    let houses: BTreeSet<_> = census.residents.iter().map(|line| line.building).collect();
    census.households.retain(|household| doors.contains(&household.id));
    let stairs: BTreeSet<_> = census.households.iter().map(|household| household.stairwell).collect();
    census.stairwells.retain(|stairwell| stairs.contains(&stairwell.id));
    for compound in &mut census.compounds {
        compound.buildings.retain(|building| houses.contains(&building.id));
    }
    census.compounds.retain(|compound| !compound.buildings.is_empty());
    census.roles.retain(|line| people.contains(&line.resident));
    census.qualifications.retain(|held| people.contains(&held.resident.id));
    census.kin.retain(|line| people.contains(&line.resident) && people.contains(&line.ward));
}
