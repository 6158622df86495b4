//! 按楼幢找: the residents of a building, found by tapping it in the picture of where people live.

use crate::cell::{Memo, RwSignal};
use crate::components::blocks::Blocks;
use crate::look::Lang;
use crate::sync::Sync;
use crate::words::place as words;
use domain::id::{BuildingId, CompoundId};
use domain::place::Compound;
use leptos::prelude::*;

/// The part of a page, folded. `found` hears the building's address as it is searched for: "隆兴嘉苑 3幢".
pub fn section(lang: Lang, sync: Sync, found: Callback<String>) -> AnyView {
    let (open, chosen) = (RwSignal::new(None::<CompoundId>), RwSignal::new(None::<BuildingId>));
    let compounds = Memo::new(move || sync.view().all::<Compound>().cloned().collect::<Vec<_>>());
    let blocks = Blocks {
        compounds,
        open: Memo::new(move || open.get()),
        chosen: Memo::new(move || chosen.get()),
        enter: Callback::new(move |compound| {
            open.set(compound);
            chosen.set(None);
        }),
        choose: Callback::new(move |building| {
            chosen.set(Some(building));
            if let Some(address) = address(&compounds.get_untracked(), building) {
                found.run(address);
            }
        }),
    };
    view! {
        <div class="form">
            <details>
                <summary>{words::find(lang)}</summary>
                {blocks.picture()}
            </details>
        </div>
    }
    .into_any()
}

fn address(compounds: &[Compound], id: BuildingId) -> Option<String> {
    let of_it = |compound: &Compound| {
        let building = compound.buildings.iter().find(|building| building.id == id)?;
        Some(format!("{} {}", compound.name, building.name))
    };
    compounds.iter().find_map(of_it)
}
