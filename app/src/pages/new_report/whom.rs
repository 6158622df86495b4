//! For whom: only where somebody has let this person report for them.

use super::form::Form;
use crate::cell::Memo;
use crate::look::lang;
use crate::words::mandate as words;
use domain::id::ResidentId;
use domain::kin::Power;
use domain::resident::{Me, Person};
use leptos::prelude::*;

/// Whom somebody may report for, besides themself.
fn others(me: &Me) -> Vec<Person> {
    let helped = me.helped.iter().filter(|one| one.powers.contains(&Power::Reports));
    helped.map(|one| one.person.clone()).collect()
}

/// In whose name it is. Tracked.
pub(super) fn name(form: Form) -> Option<String> {
    let (view, whom) = (form.sync.view(), form.draft.with(|draft| draft.whom));
    let me = view.me()?;
    let other = others(me).into_iter().find(|person| Some(person.id) == whom);
    Some(other.map_or_else(|| me.name.clone(), |person| person.name))
}

/// The choice. Nothing for those who report for nobody else.
pub(super) fn whom(form: Form) -> AnyView {
    let people = Memo::new(move || form.sync.view().me().map(others).unwrap_or_default());
    let chip = move |id: Option<ResidentId>, name: String| {
        let pressed = move || if form.draft.with(|draft| draft.whom == id) { "true" } else { "false" };
        let choose = move |_| {
            form.trouble.set(None);
            form.draft.update(|draft| draft.whom = id);
        };
        view! { <button type="button" class="chip" aria-pressed=pressed on:click=choose>{name}</button> }.into_any()
    };
    let choice = move || {
        let people = people.get();
        if people.is_empty() {
            return ().into_any();
        }
        let lang = lang();
        let mut chips = vec![chip(None, words::for_me(lang).into())];
        chips.extend(people.into_iter().map(|person| chip(Some(person.id), person.name)));
        view! {
            <div role="group" aria-label=words::for_whom(lang)>
                <p class="soft">{words::for_whom(lang)}</p>
                <div class="row">{chips}</div>
            </div>
        }
        .into_any()
    };
    choice.into_any()
}

/// The photos, which are one's own alone.
pub(super) fn photos(form: Form) -> AnyView {
    let other = Memo::new(move || form.draft.with(|draft| draft.whom.is_some()));
    let part = move || match other.get() {
        true => view! { <p class="small soft">{words::no_photos(lang())}</p> }.into_any(),
        false => super::photos::photos(form),
    };
    part.into_any()
}
