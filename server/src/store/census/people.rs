//! Who lives where, what they are, who looks after whom.

use super::homes::Homes;
use super::residents;
use crate::db::Tx;
use crate::execute;
use crate::import::census::Census;
use crate::import::kept::{Kept, KeptResident};
use crate::store::{departure, member, word};
use domain::id::ResidentId;
use domain::member::{Member, Standing};
use domain::resident::Person;
use std::collections::HashMap;

/// Stairwells, households, residents, roles, families. What the desk has made of residents since is left as it is: those lines are
/// answered.
pub(super) async fn people(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<KeptResident>> {
    let community = tx.community.0;
    let homes = Homes::of(tx, census).await?;
    for row in &census.stairwells {
        let group = (!row.group.is_empty()).then_some(row.group.as_str());
        let grid = (!row.grid.is_empty()).then_some(row.grid.as_str());
        if let Some(name) = group {
            execute!(
                tx,
                "insert into residents_group (community, name) values ($1, $2) on conflict (community, name) do nothing",
                community,
                name
            )?;
        }
        if let Some(name) = grid {
            execute!(
                tx,
                "insert into grid (community, name) values ($1, $2) on conflict (community, name) do nothing",
                community,
                name
            )?;
        }
        execute!(
            tx,
            "insert into stairwell (community, stairwell, building, name, residents_group, grid)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (community, stairwell) do update set residents_group = excluded.residents_group, grid = excluded.grid",
            community,
            homes.stairwell(row.id).0,
            row.building.0,
            &row.name,
            group,
            grid
        )?;
    }
    for row in &census.households {
        execute!(
            tx,
            "insert into household (community, household, stairwell, room) values ($1, $2, $3, $4)
             on conflict (community, household) do nothing",
            community,
            homes.household(row.id).0,
            homes.stairwell(row.stairwell).0,
            &row.room
        )?;
    }
    let kept = residents::write(tx, census, &homes).await?;
    for row in &census.roles {
        execute!(
            tx,
            "insert into role (community, resident, role) values ($1, $2, $3)
             on conflict (community, resident, role) do nothing",
            community,
            row.resident.0,
            word::of(&row.role)
        )?;
    }
    for row in &census.kin {
        execute!(
            tx,
            "insert into kin (community, resident, ward, bond) values ($1, $2, $3, $4)
             on conflict (community, resident, ward) do update set bond = excluded.bond",
            community,
            row.resident.0,
            row.ward.0,
            word::of(&row.bond)
        )?;
    }
    Ok(kept)
}

/// Who belongs to which organization. What people have said in the app is left as it is: those lines are answered. Whoever does
/// not live here any more belongs to none.
pub(super) async fn members(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Kept>> {
    let (said, gone) = (member::said(tx).await?, departure::all_gone(tx).await?);
    let names: HashMap<ResidentId, &str> = census.residents.iter().map(|row| (row.id, row.name.as_str())).collect();
    let mut kept = Vec::new();
    for line in &census.members {
        let name = names.get(&line.resident).copied().unwrap_or_default().to_owned();
        let row = Member::new(line.organization, Person { id: line.resident, name }, line.standing);
        if let Some(app) = said.get(&(line.organization, line.resident)) {
            kept.extend(Kept::of(line, *app, census));
            // Who leads is the committee's to say, of those who live here. Of others both say the same, or the app's word counts.
            if line.standing != Standing::Leader || gone.contains(&line.resident) {
                continue;
            }
            member::overrule(tx, &row).await?;
        } else if gone.contains(&line.resident) {
            continue;
        }
        member::write(tx, &row).await?;
    }
    Ok(kept)
}
