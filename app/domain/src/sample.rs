//! The neighbours that the tests of the rules are about.

use crate::facts::Facts;
use crate::id::{BuildingId, CompoundId, DishId, OccurrenceId, OrganizationId, ResidentId, ServingId, VenueId};
use crate::kin::{Bond, Ward};
use crate::occurrence::Occurrence;
use crate::place::{Building, Compound};
use crate::resident::{Me, Person};
use crate::role::Role;
use crate::serving::Serving;
use crate::when::{Clock, Day, HOUR_MS, Moment};
use uuid::Uuid;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub fn person(n: u128, name: &str) -> Person {
    Person { id: ResidentId(id(n)), name: name.into() }
}

fn me(n: u128, name: &str, wards: &[(u128, &str)], roles: &[Role]) -> Me {
    let ward = |(n, name): &(u128, &str)| Ward {
        person: person(*n, name),
        called: String::new(),
        bond: Bond::Carer,
        born: String::new(),
    };
    let Person { id, name } = person(n, name);
    Me { id, name, wards: wards.iter().map(ward).collect(), roles: roles.to_vec(), ..Me::default() }
}

pub fn opera() -> OrganizationId {
    OrganizationId(id(900))
}

/// 周桂珍 acts for her husband 陆永年 and her grandson 陆小满.
pub fn guizhen() -> Me {
    me(1, "周桂珍", &[(2, "陆永年"), (3, "陆小满")], &[])
}

/// A neighbour without a family here.
pub fn jianguo() -> Me {
    me(4, "沈建国", &[], &[])
}

/// Another neighbour.
pub fn meihua() -> Me {
    me(5, "钱美华", &[], &[])
}

/// Runs the opera team.
pub fn teacher_he() -> Me {
    me(6, "何秀英", &[], &[Role::Leader(opera())])
}

/// The cook.
pub fn cook() -> Me {
    me(7, "朱师傅", &[], &[Role::Cook])
}

/// At the committee's desk, unlocked.
pub fn staff() -> Me {
    me(8, "吴婷", &[], &[Role::Staff])
}

pub fn now() -> Moment {
    Moment::at(Day::of(2026, 11, 23).unwrap(), Clock(9 * 60))
}

/// The opera's date tomorrow at nine, for two hours.
pub fn lesson(capacity: u32) -> Occurrence {
    let starts = now().plus_ms(24 * HOUR_MS);
    Occurrence {
        id: OccurrenceId(id(800)),
        organization: opera(),
        starts,
        ends: starts.plus_ms(2 * HOUR_MS),
        venue: VenueId(id(700)),
        capacity,
        ..Occurrence::default()
    }
}

pub fn lunch_day() -> Day {
    now().day().plus(2)
}

pub fn serving(n: u128, name: &str, price_fen: i64, portions: u32) -> Serving {
    let dish = DishId(id(n + 50));
    Serving {
        id: ServingId(id(n)),
        day: lunch_day(),
        dish,
        name: name.into(),
        price_fen,
        portions,
        ..Serving::default()
    }
}

pub fn building() -> BuildingId {
    BuildingId(id(600))
}

/// What everyone's facts begin with.
pub fn facts(actor: Me) -> Facts {
    let mut facts = Facts { now: now(), actor, ..Facts::default() };
    facts.community.cutoff_days = 1;
    facts.community.cutoff = Clock(16 * 60);
    facts.compounds = vec![Compound {
        id: CompoundId(id(601)),
        name: "隆兴嘉苑".into(),
        buildings: vec![Building { id: building(), name: "3幢".into() }],
        ..Compound::default()
    }];
    facts
}

/// A shift of the opera team tomorrow at nine, for two hours, for `least` to `most` people.
pub fn shift(least: u32, most: u32) -> crate::shift::Shift {
    let date = lesson(1);
    crate::shift::Shift {
        id: crate::id::ShiftId(id(850)),
        organization: opera(),
        role: "搬凳子".into(),
        starts: date.starts,
        ends: date.ends,
        venue: date.venue,
        least,
        most,
        ..crate::shift::Shift::default()
    }
}

/// A person whom a command is about, born in `born`.
pub fn subject(person: Person, born: &str) -> crate::facts::Subject {
    crate::facts::Subject { person, born: born.into(), qualifications: Some(Vec::new()) }
}
