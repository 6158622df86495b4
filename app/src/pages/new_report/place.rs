//! Where: one's own building is filled in already; another one is two choices away, in the lists or in the picture below them.

use super::form::Form;
use crate::cell::Memo;
use crate::components::blocks::Blocks;
use crate::components::field::field;
use crate::look::{Lang, lang};
use crate::words::report as words;
use domain::id::{BuildingId, CompoundId};
use domain::place::Compound;
use leptos::prelude::*;

pub(super) fn place(form: Form) -> AnyView {
    let compounds = Memo::new(move || form.sync.view().all::<Compound>().cloned().collect::<Vec<_>>());
    let known = Memo::new(move || {
        let building = form.draft.with(|draft| draft.building)?;
        let compound = form.shown_compound()?;
        let building = compound.buildings.iter().find(|b| b.id == building)?;
        Some(format!("{} {}", compound.name, building.name))
    });
    let part = move || {
        let lang = lang();
        match known.get().filter(|_| !form.placing.get()) {
            Some(place) => as_it_is(form, lang, place),
            None => view! {
                {compound(form, lang, compounds.get())}
                {move || form.shown_compound().map(|compound| building(form, lang, compound))}
                {picture(form, compounds)}
            }
            .into_any(),
        }
    };
    part.into_any()
}

fn as_it_is(form: Form, lang: Lang, place: String) -> AnyView {
    view! {
        <div class="stack is-tight">
            <b>{words::place(lang)}</b>
            <div class="row is-apart">
                <span>{place}</span>
                <button type="button" class="button is-quiet is-small" on:click=move |_| form.placing.set(true)>
                    {words::change_place(lang)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn compound(form: Form, lang: Lang, compounds: Vec<Compound>) -> AnyView {
    let shown = Memo::new(move || form.shown_compound().map(|compound| compound.id));
    let choose = move |event| enter(form, event_target_value(&event).parse::<CompoundId>().ok());
    let options = compounds.into_iter().map(|compound| {
        let id = compound.id;
        view! { <option value=id.to_string() prop:selected=move || shown.get() == Some(id)>{compound.name}</option> }
    });
    let options = options.collect_view();
    let control = view! {
        <span class="select">
            <select id="compound" on:change=choose>
                <option value="" prop:selected=move || shown.get().is_none()>{words::nowhere(lang)}</option>
                {options}
            </select>
        </span>
    };
    field("compound", words::compound(lang).into(), None, None, control.into_any())
}

/// Goes to a compound, or to no place at all: a building of another one is not meant any more.
fn enter(form: Form, compound: Option<CompoundId>) {
    form.placing.set(true);
    form.place_error.set(None);
    form.compound.set(compound);
    form.draft.update(|draft| draft.building = None);
}

/// The same two choices, for whoever looks rather than reads.
fn picture(form: Form, compounds: Memo<Vec<Compound>>) -> AnyView {
    let blocks = Blocks {
        compounds,
        open: Memo::new(move || form.shown_compound().map(|compound| compound.id)),
        chosen: Memo::new(move || form.draft.with(|draft| draft.building)),
        enter: Callback::new(move |compound| enter(form, compound)),
        choose: Callback::new(move |building| {
            form.place_error.set(None);
            form.draft.update(|draft| draft.building = Some(building));
        }),
    };
    blocks.picture()
}

fn building(form: Form, lang: Lang, compound: Compound) -> AnyView {
    let id = compound.id;
    let chosen = move || form.draft.with(|draft| draft.building);
    let wrong = move || form.place_error.with(Option::is_some).then_some("true");
    let choose = move |event| {
        form.place_error.set(None);
        form.compound.set(Some(id));
        form.draft.update(|draft| draft.building = event_target_value(&event).parse::<BuildingId>().ok());
    };
    let options = compound.buildings.into_iter().map(|building| {
        let id = building.id;
        view! { <option value=id.to_string() prop:selected=move || chosen() == Some(id)>{building.name}</option> }
    });
    let options = options.collect_view();
    let control = view! {
        <span class="select">
            <select id="building" aria-describedby="building-error" aria-invalid=wrong on:change=choose>
                <option value="" prop:selected=move || chosen().is_none()>{words::whole_compound(lang)}</option>
                {options}
            </select>
        </span>
    };
    field("building", words::building(lang).into(), None, Some(form.place_error), control.into_any())
}
