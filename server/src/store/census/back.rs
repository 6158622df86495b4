//! The way back: the census that the tables say, for files that are written from them. Who does not live here any more, dates and
//! menus that are over and what phones have done are not in it.

use crate::db::Tx;
use crate::fetch_all;
use crate::import::census::{Census, Gender, Household, KinLine, MemberLine, ResidentLine, RoleLine, Stairwell};
use crate::store::{activity, community, feed, file_code, member, place, qualification, unit, word};
use domain::id::{BuildingId, HouseholdId, ResidentId, StairwellId};
use domain::meal::Meal;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::Day;
use std::collections::HashSet;
use uuid::Uuid;

/// What files would say of this community on a day. Nobody has to be told in which order a database keeps its rows.
///
/// # Errors
/// When the database cannot be read, or holds no community.
pub async fn read(tx: &mut Tx, today: Day) -> sqlx::Result<Census> {
    let community = community::load(tx).await?.ok_or(sqlx::Error::RowNotFound)?;
    let mut census = Census { community, codes: file_code::all(tx).await?, ..Census::default() };
    census.compounds = place::compounds(tx).await?;
    doors(tx, &mut census).await?;
    people(tx, &mut census).await?;
    census.holidays = activity::holidays(tx).await?;
    public(tx, &mut census, today).await?;
    // What is not served any more has no line either.
    let served: Vec<Meal> = census.community.served().into_iter().map(|hours| hours.meal).collect();
    census.servings.retain(|row| served.contains(&row.meal));
    for id in activity::repeated(tx).await? {
        if let Some(pattern) = activity::pattern(tx, id).await? {
            census.patterns.insert(id, pattern);
        }
    }
    let here: HashSet<ResidentId> = census.residents.iter().map(|row| row.id).collect();
    let members = member::all(tx).await?.into_iter().filter(|row| here.contains(&row.resident.id));
    census.members = members
        .map(|row| MemberLine { organization: row.organization, resident: row.resident.id, standing: row.standing })
        .collect();
    census.qualifications = qualification::all(tx).await?;
    census.qualifications.retain(|row| here.contains(&row.resident.id));
    census.units = unit::all(tx).await?;
    census.units.iter_mut().for_each(|row| row.contacts.retain(|person| here.contains(&person.id)));
    sort(&mut census);
    Ok(census)
}

async fn doors(tx: &mut Tx, census: &mut Census) -> sqlx::Result<()> {
    let stairwells = fetch_all!(
        tx,
        (Uuid, Uuid, String, String, String),
        "select stairwell, building, name, coalesce(residents_group, ''), coalesce(grid, '')
         from stairwell where community = $1",
        tx.community.0
    )?;
    let stairwell = |(id, building, name, group, grid)| Stairwell {
        id: StairwellId(id),
        building: BuildingId(building),
        name,
        group,
        grid,
    };
    census.stairwells = stairwells.into_iter().map(stairwell).collect();
    let households = fetch_all!(
        tx,
        (Uuid, Uuid, String),
        "select household, stairwell, room from household where community = $1",
        tx.community.0
    )?;
    let household = |(id, stairwell, room)| Household { id: HouseholdId(id), stairwell: StairwellId(stairwell), room };
    census.households = households.into_iter().map(household).collect();
    Ok(())
}

type Person = (Uuid, Uuid, String, String, String, String, String, bool);

async fn people(tx: &mut Tx, census: &mut Census) -> sqlx::Result<()> {
    let lines = fetch_all!(
        tx,
        Person,
        "select r.resident, r.household, r.name, r.called, r.gender, r.born, r.phone, r.synthetic from resident r
         where r.community = $1 and not exists (select 1 from departure d where d.community = r.community
            and d.resident = r.resident and d.returned is null)",
        tx.community.0
    )?;
    for (id, household, name, called, gender, born, phone, synthetic) in lines {
        let gender = match gender.as_str() {
            "female" => Gender::Female,
            "male" => Gender::Male,
            _ => Gender::Unknown,
        };
        let (address, building) = (String::new(), BuildingId::default());
        let (id, household, code) = (ResidentId(id), HouseholdId(household), census.codes.of(id));
        let row = ResidentLine { id, household, code, name, called, gender, born, phone, synthetic, address, building };
        census.residents.push(row);
    }
    let here: HashSet<Uuid> = census.residents.iter().map(|row| row.id.0).collect();
    let roles = fetch_all!(tx, (Uuid, String), "select resident, role from role where community = $1", tx.community.0)?;
    for (who, role) in roles.into_iter().filter(|(who, _)| here.contains(who)) {
        census.roles.push(RoleLine { resident: ResidentId(who), role: word::read(&role)? });
    }
    let kin = fetch_all!(
        tx,
        (Uuid, Uuid, String),
        "select resident, ward, bond from kin where community = $1",
        tx.community.0
    )?;
    for (who, ward, bond) in kin.into_iter().filter(|(who, ward, _)| here.contains(who) && here.contains(ward)) {
        census.kin.push(KinLine { resident: ResidentId(who), ward: ResidentId(ward), bond: word::read(&bond)? });
    }
    Ok(())
}

/// What everyone may see stands in the feed, row by row as a file says it.
async fn public(tx: &mut Tx, census: &mut Census, today: Day) -> sqlx::Result<()> {
    for line in feed::since(tx, Scope::Public, 0).await? {
        let Some(body) = line.body else { continue };
        match serde_json::from_str(&body).map_err(|error| sqlx::Error::Decode(error.into()))? {
            Row::Venue(row) => census.venues.push(row),
            Row::Need(row) => census.needs.push(row),
            Row::Organization(row) => census.organizations.push(row),
            Row::Project(row) => census.projects.push(row),
            Row::Activity(row) => census.activities.push(row),
            Row::Dish(row) => census.dishes.push(row),
            // A line has one day: what ends on another one is not said.
            Row::Occurrence(row) if row.starts.day() >= today && row.ends.day() == row.starts.day() => {
                census.occurrences.push(row);
            }
            Row::Shift(row)
                if row.starts.day() >= today && row.ends.day() == row.starts.day() && row.cancelled.is_none() =>
            {
                census.shifts.push(row);
            }
            Row::Serving(row) if row.day >= today && row.portions > 0 => census.servings.push(row),
            _ => {}
        }
    }
    Ok(())
}

/// The order of each file: by codes, or by days.
fn sort(census: &mut Census) {
    let codes = &census.codes;
    let of = |id: Uuid| codes.of(id);
    let place: Vec<BuildingId> =
        census.compounds.iter().flat_map(|row| row.buildings.iter().map(|building| building.id)).collect();
    let at = |id: BuildingId| place.iter().position(|known| *known == id);
    census.stairwells.sort_by_cached_key(|row| (at(row.building), row.name.clone()));
    census.residents.sort_by_cached_key(|row| row.code.clone());
    census.roles.sort_by_key(|row| (row.resident, row.role));
    census.kin.sort_by_cached_key(|row| (of(row.resident.0), of(row.ward.0)));
    census.venues.sort_by_cached_key(|row| of(row.id.0));
    census.needs.sort_by_key(|row| row.number);
    census.organizations.sort_by_cached_key(|row| of(row.id.0));
    census.members.sort_by_cached_key(|row| (of(row.organization.0), of(row.resident.0)));
    // Numbers: 2 before 10.
    census.projects.sort_by_cached_key(|row| (of(row.id.0).len(), of(row.id.0)));
    census.holidays.sort_by_cached_key(|row| (row.from, row.name.clone()));
    census.activities.sort_by_cached_key(|row| of(row.id.0));
    census.occurrences.sort_by_cached_key(|row| (row.starts, of(row.activity.0), row.id));
    census.shifts.sort_by_cached_key(|row| (row.starts, codes.of_shift(row.id)));
    census.qualifications.sort_by_cached_key(|row| (of(row.resident.id.0), row.skill));
    census.units.sort_by_cached_key(|row| of(row.id.0));
    census.units.iter_mut().for_each(|row| row.contacts.sort_by_cached_key(|person| of(person.id.0)));
    census.dishes.sort_by_cached_key(|row| of(row.id.0));
    census.servings.sort_by_cached_key(|row| (row.day, row.meal, of(row.dish.0)));
}
