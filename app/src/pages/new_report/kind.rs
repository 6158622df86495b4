//! Which kind of need: a class, then an item of it; or neither.

use super::form::Form;
use crate::cell::Memo;
use crate::components::field::field;
use crate::look::lang;
use crate::words::report as words;
use domain::arrange::Arrange;
use domain::id::NeedId;
use domain::need::{Need, NeedClass};
use leptos::prelude::*;

pub(super) fn kind(form: Form) -> AnyView {
    let items = Memo::new(move || {
        let class = form.shown_class()?;
        let mut items: Vec<Need> = form.sync.view().all().filter(|need: &&Need| need.class == class).cloned().collect();
        items.arrange_by_key(|need| need.number);
        Some(items)
    });
    view! { {move || class(form)}{move || items.get().map(|items| item(form, items))} }.into_any()
}

fn class(form: Form) -> AnyView {
    let lang = lang();
    let choose = move |event| {
        let chosen = event_target_value(&event);
        form.class.set(NeedClass::ALL.into_iter().find(|class| value_of(*class) == chosen));
        form.draft.update(|draft| draft.need = None);
    };
    let option = move |class: NeedClass| {
        let selected = move || form.shown_class() == Some(class);
        view! { <option value=value_of(class) prop:selected=selected>{words::need_class(lang, class)}</option> }
    };
    let control = view! {
        <span class="select">
            <select id="class" on:change=choose>
                <option value="" prop:selected=move || form.shown_class().is_none()>{words::class_unknown(lang)}</option>
                {NeedClass::ALL.into_iter().map(option).collect_view()}
            </select>
        </span>
    };
    field("class", words::class(lang).into(), None, None, control.into_any())
}

fn value_of(class: NeedClass) -> String {
    let at = NeedClass::ALL.iter().position(|other| *other == class).unwrap_or_default();
    at.to_string()
}

fn item(form: Form, items: Vec<Need>) -> AnyView {
    let lang = lang();
    let need = move || form.draft.with(|draft| draft.need);
    let choose = move |event| {
        // "None of these" keeps the class in sight, so that another item can be chosen.
        form.class.set(untrack(|| form.shown_class()));
        form.draft.update(|draft| draft.need = event_target_value(&event).parse::<NeedId>().ok());
    };
    let options = items.into_iter().map(|item| {
        let id = item.id;
        view! { <option value=id.to_string() prop:selected=move || need() == Some(id)>{item.title}</option> }
    });
    let options = options.collect_view();
    let control = view! {
        <span class="select">
            <select id="item" on:change=choose>
                <option value="" prop:selected=move || need().is_none()>{words::item_unknown(lang)}</option>
                {options}
            </select>
        </span>
    };
    field("item", words::item(lang).into(), None, None, control.into_any())
}
