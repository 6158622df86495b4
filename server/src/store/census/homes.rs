//! The stairwells and households of the files beside those that are there already. The desk, or a list that it brought in, may have
//! made one of them before the files named it: then that one is meant, and there is no second one of the same name.

use crate::db::Tx;
use crate::fetch_all;
use crate::import::census::Census;
use crate::import::intake::people::key;
use domain::id::{HouseholdId, StairwellId};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Which one of those that are there each one of the files is, where it has another identity.
#[derive(Default)]
pub(super) struct Homes {
    stairwells: HashMap<StairwellId, StairwellId>,
    households: HashMap<HouseholdId, HouseholdId>,
}

impl Homes {
    /// Compares the files with what is there.
    pub(super) async fn of(tx: &mut Tx, census: &Census) -> sqlx::Result<Homes> {
        let mut homes = Homes::default();
        let there = fetch_all!(
            tx,
            (Uuid, Uuid, String),
            "select stairwell, building, name from stairwell where community = $1 order by stairwell",
            tx.community.0
        )?;
        let named = census.stairwells.iter().map(|row| (row.id.0, row.building.0, row.name.as_str()));
        homes.stairwells =
            same(&there, named).into_iter().map(|(file, known)| (StairwellId(file), StairwellId(known))).collect();
        let there = fetch_all!(
            tx,
            (Uuid, Uuid, String),
            "select household, stairwell, room from household where community = $1 order by household",
            tx.community.0
        )?;
        let doors: Vec<_> = census
            .households
            .iter()
            .map(|row| (row.id.0, homes.stairwell(row.stairwell).0, row.room.as_str()))
            .collect();
        homes.households = same(&there, doors.into_iter())
            .into_iter()
            .map(|(file, known)| (HouseholdId(file), HouseholdId(known)))
            .collect();
        Ok(homes)
    }

    /// The stairwell that is meant.
    pub(super) fn stairwell(&self, id: StairwellId) -> StairwellId {
        self.stairwells.get(&id).copied().unwrap_or(id)
    }

    /// The household that is meant.
    pub(super) fn household(&self, id: HouseholdId) -> HouseholdId {
        self.households.get(&id).copied().unwrap_or(id)
    }
}

/// Those of the files that are there under another identity: by where they are and how that part of a door is called. What is
/// there under its own identity, or is another one of the files, is not taken for them.
fn same<'a>(
    there: &[(Uuid, Uuid, String)],
    files: impl Iterator<Item = (Uuid, Uuid, &'a str)> + Clone,
) -> HashMap<Uuid, Uuid> {
    let own: HashSet<Uuid> = files.clone().map(|(id, ..)| id).collect();
    let known: HashSet<Uuid> = there.iter().map(|(id, ..)| *id).collect();
    let mut others: HashMap<(Uuid, String), Uuid> = HashMap::new();
    for (id, within, name) in there.iter().filter(|(id, ..)| !own.contains(id)) {
        others.entry((*within, key(name))).or_insert(*id);
    }
    let fresh = files.filter(|(id, ..)| !known.contains(id));
    fresh.filter_map(|(id, within, name)| Some((id, *others.get(&(within, key(name)))?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_the_same_name_in_the_same_place_is_the_same() {
        let id = Uuid::from_u128;
        let of = |n, within, name: &str| (id(n), id(within), name.to_owned());
        let there = [of(1, 90, "二单元"), of(2, 91, "一单元"), of(3, 90, "3")];
        let files = [
            (id(11), id(90), "2单元"),
            (id(12), id(90), "一单元"),
            // It is there under its own identity.
            (id(3), id(90), "三单元"),
            (id(13), id(91), "一单元"),
        ];
        let found = same(&there, files.into_iter());
        assert_eq!(found, HashMap::from([(id(11), id(1)), (id(13), id(2))]));
    }
}
