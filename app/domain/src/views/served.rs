//! What was served for the teams of whoever runs them, in some months: how many people (人数), how often (人次), and how long. These
//! are three numbers and never one, and people are counted once over all teams: their sum is not the sum of the teams.

use super::months::Month;
use crate::arrange::Arrange;
use crate::hours::Hours;
use crate::id::{HoursId, OrganizationId, ResidentId};
use crate::organization::Organization;
use crate::permission::{Act, may};
use crate::replica::Replica;
use crate::resident::Me;
use std::collections::{BTreeMap, BTreeSet};

/// The three numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Different people who served.
    pub people: usize,
    /// How often somebody served.
    pub person_times: usize,
    /// How many minutes it was.
    pub minutes: i64,
}

/// What was served in some months.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// Of each team by its name, those without service left out.
    pub teams: Vec<(String, Sum)>,
    /// Over all of them.
    pub all: Sum,
}

#[derive(Default)]
struct Part {
    people: BTreeSet<ResidentId>,
    person_times: usize,
    minutes: i64,
}

impl Part {
    fn add(&mut self, entry: &Hours) {
        self.people.insert(entry.resident.id);
        self.person_times += 1;
        self.minutes += entry.minutes();
    }

    fn sum(&self) -> Sum {
        Sum { people: self.people.len(), person_times: self.person_times, minutes: self.minutes }
    }
}

/// The entries that hold, of the teams that somebody runs.
fn held<'a>(replica: &'a Replica, me: &'a Me) -> impl Iterator<Item = &'a Hours> + 'a {
    let back: BTreeSet<HoursId> = replica.all::<Hours>().filter_map(|entry| entry.reverses).collect();
    replica.all::<Hours>().filter(move |entry| {
        entry.reverses.is_none() && !back.contains(&entry.id) && may(me, Act::RunActivities(entry.organization))
    })
}

fn month_of(entry: &Hours) -> Month {
    let (year, month, _) = entry.from.day().parts();
    (year, month)
}

/// The months in which somebody served for the teams that `me` runs, the latest first.
pub fn served_months(replica: &Replica, me: &Me) -> Vec<Month> {
    let months: BTreeSet<Month> = held(replica, me).map(month_of).collect();
    months.into_iter().rev().collect()
}

/// What was served from the one month to the other, both with their days, or from the first and to the last.
pub fn served(replica: &Replica, me: &Me, first: Option<Month>, last: Option<Month>) -> Served {
    let within = |month: Month| first.is_none_or(|first| first <= month) && last.is_none_or(|last| month <= last);
    let mut teams: BTreeMap<OrganizationId, Part> = BTreeMap::new();
    let mut all = Part::default();
    for entry in held(replica, me).filter(|entry| within(month_of(entry))) {
        teams.entry(entry.organization).or_default().add(entry);
        all.add(entry);
    }
    let name = |id: OrganizationId| replica.get::<Organization>(id.0).map(|team| team.name.clone()).unwrap_or_default();
    let mut teams: Vec<(String, Sum)> = teams.into_iter().map(|(id, part)| (name(id), part.sum())).collect();
    teams.arrange(|a, b| a.0.cmp(&b.0));
    Served { teams, all: all.sum() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::Role;
    use crate::row::Row;
    use crate::sample::{id, meihua, opera, person, staff, teacher_he};
    use crate::scope::Scope;
    use crate::when::{Clock, Day, Moment};

    fn chess() -> OrganizationId {
        OrganizationId(id(901))
    }

    fn entry(n: u128, team: OrganizationId, who: u128, day: &str, hours: u16) -> Hours {
        let at = |hour: u16| Moment::at(Day::parse(day).unwrap(), Clock(hour * 60));
        let resident = person(who, "邻居");
        Hours {
            id: HoursId(id(n)),
            organization: team,
            resident,
            from: at(9),
            until: at(9 + hours),
            ..Hours::default()
        }
    }

    fn phone(me: &Me) -> Replica {
        let mut replica = Replica::default();
        replica.put(Scope::Person(me.id), Row::Me(me.clone()));
        for (id, name) in [(opera(), "戏曲队"), (chess(), "棋社")] {
            let team = Organization { id, name: name.into(), ..Organization::default() };
            replica.put(Scope::Public, Row::Organization(team));
        }
        let wrong = entry(5, opera(), 12, "2026-11-03", 4);
        let back = Hours { id: HoursId(id(6)), reverses: Some(wrong.id), ..wrong.clone() };
        let rows = [
            entry(1, opera(), 10, "2026-10-31", 2),
            entry(2, opera(), 10, "2026-11-01", 1),
            entry(3, opera(), 11, "2026-11-02", 3),
            entry(4, chess(), 10, "2026-11-05", 1),
            wrong,
            back,
        ];
        rows.into_iter().for_each(|row| replica.put(Scope::Desk, Row::Hours(row)));
        replica
    }

    fn sum(people: usize, person_times: usize, hours: i64) -> Sum {
        Sum { people, person_times, minutes: hours * 60 }
    }

    #[test]
    fn people_and_how_often_they_served_are_never_mixed() {
        let me = staff();
        let all = served(&phone(&me), &me, None, None);
        assert_eq!(all.all, sum(2, 4, 7), "who served for two teams is one person");
        let teams: Vec<(&str, Sum)> = all.teams.iter().map(|(name, sum)| (name.as_str(), *sum)).collect();
        assert_eq!(teams, [("戏曲队", sum(2, 3, 6)), ("棋社", sum(1, 1, 1))]);
    }

    #[test]
    fn months_are_counted_whole() {
        let me = staff();
        let view = phone(&me);
        assert_eq!(served_months(&view, &me), [(2026, 11), (2026, 10)]);
        assert_eq!(served(&view, &me, Some((2026, 11)), None).all, sum(2, 3, 5));
        assert_eq!(served(&view, &me, None, Some((2026, 10))).all, sum(1, 1, 2));
        assert_eq!(served(&view, &me, Some((2026, 12)), None), Served::default());
    }

    #[test]
    fn a_leader_counts_their_own_teams_and_others_none() {
        let me = teacher_he();
        assert_eq!(served(&phone(&me), &me, None, None).all, sum(2, 3, 6));
        let both = Me { roles: vec![Role::Leader(opera()), Role::Leader(chess())], ..teacher_he() };
        assert_eq!(served(&phone(&both), &both, None, None).all, sum(2, 4, 7));
        let other = meihua();
        assert!(served_months(&phone(&other), &other).is_empty());
    }
}
