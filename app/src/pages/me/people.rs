//! Who I am, who else is signed in on this phone, and whom I may act for.

use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::components::section::section_head;
use crate::components::trouble::behind;
use crate::look::{Lang, elder, lang};
use crate::routes::Route;
use crate::sync::Sync;
use crate::words::me as words;
use domain::id::ResidentId;
use domain::organization::Organization;
use domain::replica::Replica;
use domain::resident::{Me, Person};
use domain::role::Role;
use leptos::prelude::*;

pub(super) fn people(sync: Sync, me: &Me) -> AnyView {
    let lang = lang();
    // By itself: when teams' names change, only the line is drawn anew, and a focus below it stays.
    let person = me.clone();
    let roles = Memo::new(move || role_names(lang, &sync.view(), &person));
    let own = me.id;
    let accounts = move || accounts(sync, lang, own);
    let family = (!me.wards.is_empty() && !elder()).then(|| family(lang, me));
    view! {
        <dl class="facts card">
            <div><dt>{words::address(lang)}</dt><dd>{me.address.clone()}</dd></div>
            <div><dt>{words::roles(lang)}</dt><dd>{move || roles.get()}</dd></div>
        </dl>
        {accounts}
        {behind(sync)}
        {family}
    }
    .into_any()
}

/// Every role once, those in organizations with the organization's name.
fn role_names(lang: Lang, view: &Replica, me: &Me) -> String {
    let name = |role: &Role| match role {
        Role::Leader(id) | Role::Member(id) | Role::Substitute(id) => {
            let organization = view.get::<Organization>(id.0).map(|organization| organization.name.as_str());
            words::role_in(lang, *role, organization.unwrap_or_default())
        }
        other => words::role(lang, *other).into(),
    };
    let mut names: Vec<String> = me.roles.iter().map(name).collect();
    if names.is_empty() {
        names.push(words::resident(lang).into());
    }
    names.join(lang.pick("、", "; "))
}

/// The accounts on this phone; the shown one is pressed.
fn accounts(sync: Sync, lang: Lang, own: ResidentId) -> AnyView {
    let residents = sync.accounts().residents;
    let pills = residents.into_iter().map(|person| account(sync, person, own)).collect_view();
    view! {
        <section class="stack">
            {section_head(words::accounts(lang).into(), None)}
            <div class="people" role="group" aria-label=words::switch_to(lang)>{pills}</div>
            <div class="settings card">
                <a class="setting" href=Route::SignIn.href()>
                    {icon(Icon::Plus)}
                    <span class="setting-name">
                        {words::add_account(lang)}<small>{words::add_account_hint(lang)}</small>
                    </span>
                    {icon(Icon::Chevron)}
                </a>
            </div>
        </section>
    }
    .into_any()
}

fn account(sync: Sync, person: Person, own: ResidentId) -> AnyView {
    let id = person.id;
    let initial: String = person.name.chars().take(1).collect();
    view! {
        <button
            type="button"
            class="person"
            aria-pressed=(id == own).to_string()
            on:click=move |_| if id != own { sync.switch_to(id) }
        >
            <span class="avatar" aria-hidden="true">{initial}</span>
            {person.name}
        </button>
    }
    .into_any()
}

fn family(lang: Lang, me: &Me) -> AnyView {
    let wards = me.wards.iter().map(|ward| {
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{ward.person.name.clone()}</b><small>{ward.called.clone()}</small></span>
                    <span class="item-end small soft">{words::bond(lang, ward.bond)}</span>
                </div>
            </li>
        }
        .into_any()
    });
    view! {
        <section class="stack">
            {section_head(words::family(lang).into(), None)}
            <ul class="list is-tight">{wards.collect_view()}</ul>
        </section>
    }
    .into_any()
}
