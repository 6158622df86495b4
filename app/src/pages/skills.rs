//! 技能互助: what neighbours offer to do, and asking one of them. Organizers also see what is not shown to everybody; staff take down
//! what should not be there.

mod asking;

use crate::cell::{Memo, RwSignal};
use crate::components::empty::{empty, unknown};
use crate::components::icon::{Icon, icon};
use crate::components::item::pending_state;
use crate::components::page_head::back_head;
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::skills as words;
use asking::Asking;
use domain::command::Command;
use domain::id::OfferingId;
use domain::offering::under_age;
use domain::permission::{Act, may};
use domain::resident::Me;
use domain::views::skills::{ListedOffering, offerings};
use leptos::prelude::*;
use uuid::Uuid;

/// So many are listed: more are found by their words.
const LISTED: usize = 60;

/// What this person may do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rights {
    asks: bool,
    takes_down: bool,
    young: bool,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let asking = Asking::new();
    let asked = RwSignal::new(None);
    let find = RwSignal::new(String::new());
    // What is drawn. Another pull that changes nothing of it draws nothing anew.
    let shown = Memo::new(move || {
        let mut rows = offerings(&sync.view());
        find.with(|wanted| rows.retain(|row| row.words.contains(wanted.trim())));
        rows.truncate(LISTED);
        (rows, rights(sync.view().me(), sync))
    });
    let visiting = Memo::new(move || sync.visiting());
    let list = move || {
        let (lang, (rows, rights)) = (lang(), shown.get());
        if rows.is_empty()
            && let Some(nothing) = unknown(sync.status())
        {
            return nothing;
        }
        if rows.is_empty() && find.with_untracked(|wanted| !wanted.trim().is_empty()) {
            return empty(words::none_so(lang).into(), String::new(), None);
        }
        if rows.is_empty() {
            let way = Some((Route::OwnSkills, words::offer(lang).into()));
            return empty(words::none(lang).into(), words::none_text(lang).into(), way);
        }
        let items: Vec<AnyView> = rows.iter().map(|row| item(row, rights, asking, asked, lang)).collect();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    let note = move || {
        let (lang, (_, rights)) = (lang(), shown.get());
        let sentence = match visiting.get() {
            true => Some(words::sign_in_first(lang)),
            false => rights.young.then(|| words::grown_ups(lang)),
        };
        sentence.map(|sentence| view! { <p class="said">{sentence}</p> })
    };
    let mine =
        move || section_head(words::hint(lang()).into(), Some((Route::OwnSkills, words::see_mine(lang()).into())));
    view! {
        {move || back_head(Route::Shifts, String::new(), words::title(lang()).into())}
        {mine}
        {note}
        {asking.section()}
        {move || search(find, lang())}
        {list}
    }
    .into_any()
}

fn search(find: RwSignal<String>, lang: Lang) -> AnyView {
    view! {
        <form class="search" role="search" on:submit=|event| event.prevent_default()>
            {icon(Icon::Search)}
            <input
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=words::search_label(lang)
                placeholder=words::search_label(lang)
                prop:value=move || find.get()
                on:input=move |event| find.set(event_target_value(&event))
            />
        </form>
    }
    .into_any()
}

fn rights(me: Option<&Me>, sync: crate::sync::Sync) -> Rights {
    let young = me.is_some_and(|me| under_age(me, sync.now()));
    Rights { asks: me.is_some() && !young, takes_down: me.is_some_and(|me| may(me, Act::WorkAtDesk)), young }
}

fn item(row: &ListedOffering, rights: Rights, asking: Asking, asked: RwSignal<Option<Uuid>>, lang: Lang) -> AnyView {
    let own = row.clone();
    let end = match row.asked {
        Some(true) => pending_state(lang),
        Some(false) => state(Mark::Waiting, words::asked(lang).into()),
        None => ().into_any(),
    };
    // Staff ask for several people.
    let button = (rights.asks && (row.asked.is_none() || rights.takes_down)).then(|| {
        let begin = move |_| asking.begin(own.clone());
        view! {
            <button type="button" class="button is-quiet" id=asking::button_of(row.id) on:click=begin>
                {words::ask(lang)}<span class="unseen">{format!(" {}", row.words)}</span>
            </button>
        }
    });
    let line = words::offered(lang, &row.name, row.days);
    let line = if row.shown { line } else { format!("{line} · {}", words::hidden(lang)) };
    let down = rights.takes_down.then(|| take_down(row.id, asked, lang));
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{row.words.clone()}</b><small>{line}</small></span>
                <span class="item-end">{end}</span>
                {button}
                {down}
            </div>
        </li>
    }
    .into_any()
}

fn take_down(offering: OfferingId, asked: RwSignal<Option<Uuid>>, lang: Lang) -> AnyView {
    let steps = Steps {
        act: words::take_down(lang).into(),
        question: words::take_down_sure(lang).into(),
        yes: words::take_down_yes(lang).into(),
        no: words::take_down_no(lang).into(),
    };
    let send = move |()| sync().submit(Command::WithdrawOffering { offering }, |_| {});
    two_step(asked, offering.0, steps, Callback::new(send))
}
