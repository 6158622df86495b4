//! Everything that can be looked for, made ready once, so that a key costs nothing but the comparing.

use super::sounds::Sounds;
use super::{Rank, Wanted, squeezed};
use crate::activity::Activity;
use crate::arrange::Arrange;
use crate::id::ActivityId;
use crate::need::Need;
use crate::occurrence::Occurrence;
use crate::organization::Organization;
use crate::replica::Replica;
use crate::undertaking::Project;
use crate::venue::Venue;
use crate::views::listed::{Listed, listed};
use crate::when::Moment;
use std::collections::BTreeSet;

/// So many of each kind are shown at most: whoever does not see it writes more of its name.
pub const MOST: usize = 8;

/// A row with what it is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named<T> {
    row: T,
    name: String,
    pinyin: String,
    said: String,
}

/// All rows that can be found, by kind, each in the order of its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    organizations: Vec<Named<Organization>>,
    dates: Vec<Named<Listed>>,
    needs: Vec<Named<Need>>,
    projects: Vec<Named<(Project, Organization)>>,
}

/// What answers, the best of each kind first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Teams.
    pub organizations: Vec<Organization>,
    /// The next date of each activity.
    pub dates: Vec<Listed>,
    /// Kinds of needs.
    pub needs: Vec<Need>,
    /// Projects, each with the team that carries it.
    pub projects: Vec<(Project, Organization)>,
}

impl Found {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.organizations.len() + self.dates.len() + self.needs.len() + self.projects.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Index {
    /// What this phone holds, as it is read aloud.
    pub fn of(replica: &Replica, sounds: &Sounds, now: Moment) -> Index {
        Index {
            organizations: organizations(replica),
            dates: dates(replica, sounds, now),
            needs: needs(replica, sounds),
            projects: projects(replica, sounds),
        }
    }

    /// What answers. Nothing answers to nothing.
    pub fn find(&self, query: &str) -> Found {
        let wanted = Wanted::new(query);
        if wanted.is_empty() {
            return Found::default();
        }
        Found {
            organizations: best(&self.organizations, &wanted),
            dates: best(&self.dates, &wanted),
            needs: best(&self.needs, &wanted),
            projects: best(&self.projects, &wanted),
        }
    }
}

fn best<T: Clone>(rows: &[Named<T>], wanted: &Wanted) -> Vec<T> {
    let ranked = |row: &Named<T>| wanted.ranked(&row.name, &row.pinyin, &row.said);
    let mut places: Vec<(Rank, usize)> =
        rows.iter().enumerate().filter_map(|(at, row)| ranked(row).map(|rank| (rank, at))).collect();
    places.sort_unstable();
    places.iter().take(MOST).filter_map(|(_, at)| rows.get(*at)).map(|row| row.row.clone()).collect()
}

fn organizations(replica: &Replica) -> Vec<Named<Organization>> {
    let mut rows: Vec<&Organization> = replica.all::<Organization>().collect();
    rows.arrange(|a, b| a.pinyin.cmp(&b.pinyin));
    let named = |row: &&Organization| Named {
        row: (*row).clone(),
        name: squeezed(&row.name).into_owned(),
        pinyin: row.pinyin.clone(),
        said: squeezed(&row.purpose).into_owned(),
    };
    rows.iter().map(named).collect()
}

/// The next date of each activity, found by its title and its place.
fn dates(replica: &Replica, sounds: &Sounds, now: Moment) -> Vec<Named<Listed>> {
    let coming = |date: &&Occurrence| date.ends > now && date.cancelled.is_none();
    let mut coming: Vec<&Occurrence> = replica.all::<Occurrence>().filter(coming).collect();
    coming.arrange_by_key(|date| (date.starts, date.id));
    let mut seen: BTreeSet<ActivityId> = BTreeSet::new();
    let named = |date: &Occurrence| {
        let title = replica.get::<Activity>(date.activity.0)?.title.clone();
        let venue = replica.get::<Venue>(date.venue.0).cloned().unwrap_or_default();
        let said = format!(
            "{}\n{}\n{}",
            squeezed(&venue.name),
            squeezed(&venue.place),
            sounds.pinyin(&venue.name).replace(' ', "\n")
        );
        Some(Named {
            row: listed(replica, date.id.0)?,
            name: squeezed(&title).into_owned(),
            pinyin: sounds.pinyin(&title),
            said,
        })
    };
    coming.into_iter().filter(|date| seen.insert(date.activity)).filter_map(named).collect()
}

fn needs(replica: &Replica, sounds: &Sounds) -> Vec<Named<Need>> {
    let mut rows: Vec<&Need> = replica.all::<Need>().collect();
    rows.arrange_by_key(|need| need.number);
    let named = |row: &&Need| Named {
        row: (*row).clone(),
        name: squeezed(&row.title).into_owned(),
        pinyin: sounds.pinyin(&row.title),
        said: squeezed(&row.about).into_owned(),
    };
    rows.iter().map(named).collect()
}

/// The latest first. Whoever knows the team finds its projects by its name.
fn projects(replica: &Replica, sounds: &Sounds) -> Vec<Named<(Project, Organization)>> {
    let mut rows: Vec<&Project> = replica.all::<Project>().collect();
    rows.arrange_by_key(|project| (-project.until_year, -project.from_year, project.id));
    let named = |row: &&Project| {
        let team = replica.get::<Organization>(row.organization.0).cloned().unwrap_or_default();
        Named {
            name: squeezed(&row.title).into_owned(),
            pinyin: sounds.pinyin(&row.title),
            said: format!("{}\n{}", squeezed(&row.about), squeezed(&team.name)),
            row: ((*row).clone(), team),
        }
    };
    rows.iter().map(named).collect()
}
