//! The neighbourhood of a run: few people, few places and few portions, so that everybody is in everybody's way. No two dates
//! overlap, so what is tried here does not hang on how clashes of time are decided.

use super::dice::Dice;
use super::weather::DAY_MS;
use domain::activity::Activity;
use domain::community::Community;
use domain::dish::Dish;
use domain::id::{
    ActivityId, BuildingId, CommunityId, CompoundId, DishId, HouseholdId, OccurrenceId, OrganizationId, ResidentId,
    ServingId, ShiftId, StairwellId, VenueId,
};
use domain::kin::{Bond, Ward};
use domain::member::Standing;
use domain::occurrence::Occurrence;
use domain::organization::Organization;
use domain::place::{Building, Compound};
use domain::resident::{Me, Person};
use domain::role::Role;
use domain::row::Row;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::venue::Venue;
use domain::when::{Clock, Day, HOUR_MS, Moment};
use server::import::census::{Census, Gender, Household, KinLine, MemberLine, ResidentLine, RoleLine, Stairwell};

/// How many live here. The first leads the organization, the second cooks; the third looks after two others, the sixth stands in.
pub const PEOPLE: usize = 20;
pub const LEADER: usize = 0;
pub const COOK: usize = 1;
const CARER: usize = 2;
pub const SUBSTITUTE: usize = 5;

/// When a run begins: nine in the morning in Beijing.
pub fn beginning() -> Moment {
    Day::of(2026, 11, 23).map(|day| Moment::at(day, Clock(9 * 60))).unwrap()
}

pub fn resident(census: &Census, n: usize) -> ResidentId {
    census.residents[n].id
}

/// The neighbourhood, with places and portions drawn.
pub fn census(dice: &mut Dice) -> Census {
    let community = CommunityId::named("sim");
    let building = BuildingId::of_code(community, "1");
    let stairwell = StairwellId::of_code(community, "1");
    let household = HouseholdId::of_code(community, "1");
    let organization = OrganizationId::of_code(community, "team");
    let venue = VenueId::of_code(community, "hall");
    let activity = ActivityId::of_code(community, "class");
    let dish = DishId::of_code(community, "rice");
    let person = |n: usize| ResidentId::of_code(community, &n.to_string());
    let mut census = Census {
        community: Community {
            id: community,
            name: "试验社区".into(),
            cutoff_days: 1,
            cutoff: Clock(960),
            ..Community::default()
        },
        ..Census::default()
    };
    let buildings = vec![Building { id: building, name: "1幢".into() }];
    let compound = CompoundId::of_code(community, "1");
    census.compounds = vec![Compound { id: compound, name: "苑".into(), buildings, ..Compound::default() }];
    let name = "一单元".to_string();
    census.stairwells = vec![Stairwell { id: stairwell, building, name, group: String::new(), grid: String::new() }];
    census.households = vec![Household { id: household, stairwell, room: "101".into() }];
    census.residents = (0..PEOPLE).map(|n| line(person(n), n, household, building)).collect();
    census.roles = vec![RoleLine { resident: person(COOK), role: Role::Cook }];
    let ward = |n| KinLine { resident: person(CARER), ward: person(n), bond: Bond::Carer };
    census.kin = vec![ward(CARER + 1), ward(CARER + 2)];
    census.venues = vec![Venue { id: venue, name: "厅".into(), ..Venue::default() }];
    census.organizations = vec![Organization { id: organization, name: "队".into(), ..Organization::default() }];
    let member = |n, standing| MemberLine { organization, resident: person(n), standing };
    census.members = vec![member(LEADER, Standing::Leader), member(SUBSTITUTE, Standing::Substitute)];
    census.activities = vec![Activity { id: activity, organization, title: "课".into(), ..Activity::default() }];
    census.occurrences = (0..10)
        .map(|n| {
            let starts = beginning().plus_ms((1 + 2 * n) * DAY_MS + dice.between(0, 20) * HOUR_MS);
            Occurrence {
                id: OccurrenceId::of_code(community, &n.to_string()),
                activity,
                organization,
                starts,
                ends: starts.plus_ms(HOUR_MS),
                venue,
                capacity: dice.between(1, 6) as u32,
                ..Occurrence::default()
            }
        })
        .collect();
    census.dishes = vec![Dish { id: dish, name: "饭".into(), price_fen: 300, ..Dish::default() }];
    census.servings = (2..14)
        .map(|n| Serving {
            id: ServingId::of_code(community, &n.to_string()),
            day: beginning().day().plus(n),
            dish,
            name: "饭".into(),
            price_fen: 300,
            portions: dice.between(3, 15) as u32,
            ..Serving::default()
        })
        .collect();
    // After all dates; each of them overlaps with the next one.
    census.shifts = (0..4)
        .map(|n| {
            let starts = beginning().plus_ms(20 * DAY_MS + n * HOUR_MS / 2);
            Shift {
                id: ShiftId::of_code(community, &n.to_string()),
                organization,
                role: "帮忙".into(),
                starts,
                ends: starts.plus_ms(HOUR_MS),
                venue,
                least: 1,
                most: dice.between(1, 4) as u32,
                ..Shift::default()
            }
        })
        .collect();
    census
}

fn line(id: ResidentId, n: usize, household: HouseholdId, building: BuildingId) -> ResidentLine {
    ResidentLine {
        id,
        household,
        code: n.to_string(),
        name: format!("居民{n}"),
        called: String::new(),
        gender: Gender::Unknown,
        born: String::new(),
        phone: String::new(),
        synthetic: true,
        address: String::new(),
        building,
    }
}

/// A person's own row.
pub fn me(census: &Census, id: ResidentId) -> Me {
    let person = |id: ResidentId| {
        let line = census.residents.iter().find(|line| line.id == id);
        Person { id, name: line.map(|line| line.name.clone()).unwrap_or_default() }
    };
    let wards = census.kin.iter().filter(|kin| kin.resident == id);
    let mut roles: Vec<Role> = census.roles.iter().filter(|line| line.resident == id).map(|line| line.role).collect();
    let teams = census.members.iter().filter(|line| line.resident == id);
    for MemberLine { organization, standing, .. } in teams {
        match standing {
            Standing::Leader => roles.push(Role::Leader(*organization)),
            Standing::Substitute => roles.extend([Role::Member(*organization), Role::Substitute(*organization)]),
            Standing::Member | Standing::Volunteer => roles.push(Role::Member(*organization)),
        }
    }
    let ward =
        |kin: &KinLine| Ward { person: person(kin.ward), called: String::new(), bond: kin.bond, born: String::new() };
    let wards = wards.map(ward).collect();
    Me { id, name: person(id).name, roles, wards, ..Me::default() }
}

/// What everyone may see when a run begins.
pub fn public_rows(census: &Census) -> Vec<Row> {
    let mut rows = vec![Row::Community(census.community.clone())];
    rows.extend(census.venues.iter().cloned().map(Row::Venue));
    rows.extend(census.organizations.iter().cloned().map(Row::Organization));
    rows.extend(census.activities.iter().cloned().map(Row::Activity));
    rows.extend(census.occurrences.iter().cloned().map(Row::Occurrence));
    rows.extend(census.servings.iter().cloned().map(Row::Serving));
    rows.extend(census.shifts.iter().cloned().map(Row::Shift));
    rows
}
