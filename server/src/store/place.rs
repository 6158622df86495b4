//! Compounds and buildings.

use crate::db::Tx;
use crate::fetch_all;
use domain::id::{BuildingId, CompoundId};
use domain::place::{Building, Compound};
use uuid::Uuid;

/// All compounds with their buildings, in the committee's order.
pub async fn compounds(tx: &mut Tx) -> sqlx::Result<Vec<Compound>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String, String, bool),
        "select compound, name, about, synthetic from compound where community = $1 order by place",
        tx.community.0
    )?;
    let buildings = fetch_all!(
        tx,
        (Uuid, Uuid, String),
        "select building, compound, name from building where community = $1 order by place",
        tx.community.0
    )?;
    Ok(lines
        .into_iter()
        .map(|(compound, name, about, synthetic)| Compound {
            id: CompoundId(compound),
            name,
            about,
            buildings: buildings
                .iter()
                .filter(|(_, within, _)| *within == compound)
                .map(|(id, _, name)| Building { id: BuildingId(*id), name: name.clone() })
                .collect(),
            synthetic,
        })
        .collect())
}
