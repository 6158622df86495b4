//! The committee's files go on naming a former record by its code: what they say of it, they say of who that is now.
//!
//! What a line of the register says by itself (name, door, telephone number) is left alone: the desk has chosen which of two records
//! is right. Roles, families, teams, what people hold and whom units name are taken.

use super::resolve::all;
use crate::db::Tx;
use crate::import::census::Census;
use crate::store::resident;
use domain::id::ResidentId;
use domain::merging::stronger;
use domain::resident::Person;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// The files with people as they are now.
pub(in crate::store) async fn resolved<'a>(tx: &mut Tx, census: &'a Census) -> sqlx::Result<Cow<'a, Census>> {
    let merged = all(tx).await?;
    if merged.is_empty() {
        return Ok(Cow::Borrowed(census));
    }
    let mut people: BTreeMap<ResidentId, Person> = BTreeMap::new();
    for (who, now) in &merged {
        people.extend(resident::person(tx, *now).await?.map(|(person, _)| (*who, person)));
    }
    Ok(Cow::Owned(renamed(census, &people)))
}

fn renamed(census: &Census, people: &BTreeMap<ResidentId, Person>) -> Census {
    let mut census = census.clone();
    let now = |who: ResidentId| people.get(&who).map_or(who, |person| person.id);
    let person = |who: &Person| people.get(&who.id).unwrap_or(who).clone();
    census.residents.retain(|line| !people.contains_key(&line.id));
    for line in &mut census.roles {
        line.resident = now(line.resident);
    }
    for line in &mut census.kin {
        (line.resident, line.ward) = (now(line.resident), now(line.ward));
    }
    census.kin.retain(|line| line.resident != line.ward);
    for line in &mut census.members {
        line.resident = now(line.resident);
    }
    let mut all = census.members.clone();
    let mut seen = HashSet::new();
    // One line for each pair, as before.
    all.retain(|line| seen.insert((line.organization, line.resident)));
    for line in &mut all {
        let same = census
            .members
            .iter()
            .filter(|other| other.organization == line.organization && other.resident == line.resident);
        line.standing = same.map(|other| other.standing).fold(line.standing, stronger);
    }
    census.members = all;
    for row in &mut census.qualifications {
        row.resident = person(&row.resident);
    }
    for unit in &mut census.units {
        let mut seen = HashSet::new();
        unit.contacts = unit.contacts.iter().map(person).filter(|contact| seen.insert(contact.id)).collect();
    }
    census
}
