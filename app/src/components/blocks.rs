//! Where people live, as a picture to tap: the compounds, and in each its buildings as houses with lit windows. It is for whoever
//! looks rather than reads; the pick-lists beside it say the same.
//!
//! Nobody has measured where the buildings stand. They are drawn in the order of the committee's list, and the picture says so.

use crate::cell::Memo;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::words::place as words;
use domain::id::{BuildingId, CompoundId};
use domain::place::{Building, Compound};
use leptos::prelude::*;

/// The picture itself: it takes the focus when another part of it is shown, because the button that was tapped is gone then.
const PICTURE: &str = "blocks";
/// How many houses a compound is drawn with at most.
const HOUSES: usize = 5;
/// From one house to the next.
const STEP: usize = 15;
/// How far from the top the roofs are, one house after the other.
const ROOFS: [usize; HOUSES] = [14, 7, 18, 10, 16];

/// What the picture shows and what a tap in it does.
#[derive(Clone, Copy)]
pub struct Blocks {
    /// Every compound.
    pub compounds: Memo<Vec<Compound>>,
    /// The compound whose buildings are shown; all compounds while there is none.
    pub open: Memo<Option<CompoundId>>,
    /// The building that is chosen.
    pub chosen: Memo<Option<BuildingId>>,
    /// Hears which compound was tapped, and of the way back to all of them.
    pub enter: Callback<Option<CompoundId>>,
    /// Hears which building was tapped.
    pub choose: Callback<BuildingId>,
}

impl Blocks {
    /// The picture.
    pub fn picture(self) -> AnyView {
        let open = Memo::new(move || {
            let id = self.open.get()?;
            self.compounds.with(|all| all.iter().find(|one| one.id == id).cloned())
        });
        let name = move || match open.get() {
            Some(compound) => words::tap_building(lang(), &compound.name),
            None => words::tap_compound(lang()).into(),
        };
        let inside = move || match open.get() {
            Some(compound) => self.buildings(lang(), compound),
            None => self.compounds.with(|all| self.groups(lang(), all)),
        };
        view! {
            <div class="blocks" id=PICTURE tabindex="-1" role="group" aria-label=name>
                {inside}
                <p class="small soft">{move || words::sketch(lang())}</p>
            </div>
        }
        .into_any()
    }

    fn go(self, to: Option<CompoundId>) {
        self.enter.run(to);
        focus_soon(PICTURE.into());
    }

    fn groups(self, lang: Lang, all: &[Compound]) -> AnyView {
        let group = |compound: &Compound| {
            let (id, count) = (compound.id, compound.buildings.len());
            view! {
                <button type="button" class="block" on:click=move |_| self.go(Some(id))>
                    {skyline(count)}
                    <b>{compound.name.clone()}</b>
                    " "
                    <small>{words::buildings(lang, count)}</small>
                </button>
            }
            .into_any()
        };
        let built = all.iter().filter(|compound| !compound.buildings.is_empty());
        let groups: Vec<AnyView> = built.map(group).collect();
        view! { <b>{words::tap_compound(lang)}</b><div class="blocks-all is-wide">{groups}</div> }.into_any()
    }

    fn buildings(self, lang: Lang, compound: Compound) -> AnyView {
        let building = |building: Building| {
            let id = building.id;
            let pressed = move || if self.chosen.get() == Some(id) { "true" } else { "false" };
            view! {
                <button type="button" class="block" aria-pressed=pressed on:click=move |_| self.choose.run(id)>
                    {house()}
                    <b>{building.name}</b>
                </button>
            }
            .into_any()
        };
        let buildings: Vec<AnyView> = compound.buildings.into_iter().map(building).collect();
        view! {
            <div class="row is-apart">
                <b>{compound.name}</b>
                <button type="button" class="button is-quiet is-small" on:click=move |_| self.go(None)>
                    {words::other_compounds(lang)}
                </button>
            </div>
            <div class="blocks-all">{buildings}</div>
        }
        .into_any()
    }
}

/// One house under its eaves.
fn house() -> AnyView {
    drawing("0 0 48 40", "M3 15 24 5l21 10M8 13v25h32V13".into(), "M16 19h18M16 26h18M16 33h18".into())
}

/// As many houses as a compound has buildings, as far as there is room.
fn skyline(buildings: usize) -> AnyView {
    let count = buildings.clamp(1, HOUSES);
    let first = (HOUSES - count) * STEP / 2 + 2;
    let (mut walls, mut lights) = (String::new(), String::new());
    for (number, top) in ROOFS.into_iter().take(count).enumerate() {
        let left = first + number * STEP;
        walls.push_str(&format!("M{left} 38V{top}h11v{}", 38 - top));
        lights.push_str(&format!("M{} {}V34", left + 5, top + 6));
    }
    drawing("0 0 75 40", walls, lights)
}

/// Walls, and windows as dots of light: a dashed line whose dashes have no length.
fn drawing(sheet: &'static str, walls: String, lights: String) -> AnyView {
    view! {
        <svg class="block-drawing" viewBox=sheet aria-hidden="true">
            <path class="block-walls" d=walls></path>
            <path class="block-lights" d=lights></path>
        </svg>
    }
    .into_any()
}
