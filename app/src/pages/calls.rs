//! 我单位的召集令: what the alliances of my units ask for, what every unit has said, and my answer for each of mine.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::section::section_head_and;
use crate::components::skeleton::skeleton;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, sync};
use crate::words::{calls as words, refusal, shift};
use domain::command::Command;
use domain::id::CallId;
use domain::pledge::{self, Pledge};
use domain::replica::Replica;
use domain::unit::Represented;
use domain::views::calls::{ListedCall, calls};
use domain::when::Moment;
use leptos::prelude::*;

/// One of my units, what it has said, and whether that waits for the server.
type Mine = (Represented, Option<Pledge>, bool);

/// A call, whether it takes no answers any more, and my units.
type Row = (ListedCall, bool, Vec<Mine>);

/// The form.
const FORM: &str = "pledge-form";

/// Which answer is being written. It lives as long as the page does.
#[derive(Clone, Copy)]
struct Answering {
    /// The call, its title, and the unit.
    open: RwSignal<Option<(CallId, String, Represented)>>,
    count: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    words: RwSignal<String>,
    trouble: RwSignal<Option<NotTaken>>,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let answering = Answering {
        open: RwSignal::new(None),
        count: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        words: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
    };
    // What is drawn. Another pull that changes nothing of it draws nothing anew.
    let shown = Memo::new(move || rows(&sync.view(), sync.now()));
    let list = move || {
        let (lang, now) = (lang(), untrack(|| sync.now()));
        match shown.get() {
            None if sync.visiting() => view! { <p class="said">{shift::signed_out(lang)}</p> }.into_any(),
            None => skeleton(3),
            Some((false, _)) => view! { <p class="said">{words::not_contact(lang)}</p> }.into_any(),
            Some((true, rows)) if rows.is_empty() => {
                empty(words::none(lang).into(), words::none_text(lang).into(), None)
            }
            Some((true, rows)) => rows.iter().map(|row| answering.call(row, lang, now)).collect_view().into_any(),
        }
    };
    // Apart from the list: another unit's answer takes nobody's focus while they type.
    let form = move || answering.open.get().map(|(call, title, unit)| answering.form(call, &title, &unit));
    view! {
        {move || back_head(Route::Service, words::mine_hint(lang()).into(), words::mine(lang()).into())}
        {form}
        {list}
    }
    .into_any()
}

/// Whether I answer for a unit, and what mine are asked for; none before anything is known.
fn rows(view: &Replica, now: Moment) -> Option<(bool, Vec<Row>)> {
    let me = view.me()?;
    let mine = |listed: &ListedCall| -> Vec<Mine> {
        let own = me.units.iter().filter(|unit| unit.organization == listed.call.organization);
        let said = |unit: &Represented| {
            let id = pledge::id(listed.call.id, unit.id).0;
            (unit.clone(), view.get::<Pledge>(id).cloned(), view.is_pending::<Pledge>(id))
        };
        own.map(said).collect()
    };
    let listed = calls(view, |organization| me.units.iter().any(|unit| unit.organization == organization));
    let row = |listed: ListedCall| {
        let (over, mine) = (listed.call.over(now).is_some(), mine(&listed));
        (listed, over, mine)
    };
    Some((!me.units.is_empty(), listed.into_iter().map(row).collect()))
}

impl Answering {
    fn call(self, (listed, over, mine): &Row, lang: Lang, now: Moment) -> AnyView {
        let call = &listed.call;
        let facts = words::facts(lang, call, now).into_iter();
        let facts = facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
        let own = mine.iter().map(|mine| self.own(listed, *over, mine, lang)).collect_view();
        let other = |pledge: &&Pledge| mine.iter().all(|(unit, ..)| unit.id != pledge.unit);
        let others = listed.pledges.iter().filter(other).map(|pledge| {
            let said = words::people(lang, pledge.count);
            item(pledge.name.clone(), pledge.words.clone(), view! { <span class="num">{said}</span> }.into_any(), None)
        });
        let standing = view! { <span class="small soft">{words::standing(lang, *over)}</span> }.into_any();
        view! {
            <section class="stack">
                {section_head_and(call.plan.title.clone(), standing)}
                <dl class="facts card">{facts}</dl>
                <p class="strong">{words::sum(lang, listed)}</p>
                <ul class="list is-tight">{own}{others.collect_view()}</ul>
            </section>
        }
        .into_any()
    }

    /// One of my units: what it has said, and the way to say something else while that is possible.
    fn own(self, listed: &ListedCall, over: bool, (unit, said, waits): &Mine, lang: Lang) -> AnyView {
        let (call, title) = (listed.call.id, listed.call.plan.title.clone());
        let (end, added) = match said {
            Some(_) if *waits => (pending_state(lang), said.as_ref().map(|said| words::people(lang, said.count))),
            Some(said) => {
                let count = words::people(lang, said.count);
                (view! { <span class="num">{count}</span> }.into_any(), Some(said.words.clone()))
            }
            None => (view! { <span class="need">{words::not_answered(lang)}</span> }.into_any(), None),
        };
        let name = if said.is_some() { words::change(lang) } else { words::answer(lang) };
        let (unit, before, button) = (unit.clone(), said.clone(), button_of(call, unit));
        let head = unit.name.clone();
        let open = move |_| {
            let before = before.clone().unwrap_or_default();
            self.count.set(if before.count == 0 { String::new() } else { before.count.to_string() });
            self.words.set(before.words);
            self.wrong.set(None);
            self.trouble.set(None);
            self.open.set(Some((call, title.clone(), unit.clone())));
            focus_soon(FORM.into());
        };
        let way = (!over).then(|| {
            view! { <button type="button" class="button is-quiet" id=button on:click=open>{name}</button> }.into_any()
        });
        let older = !*waits && said.as_ref().is_some_and(|said| said.precedes(&listed.call));
        let stands = (older && !over).then(|| view! { <p class="item-said">{words::stands(lang)}</p> });
        item(head, added.unwrap_or_default(), end, Some(view! { {stands}{way} }.into_any()))
    }

    fn form(self, call: CallId, title: &str, unit: &Represented) -> AnyView {
        let (lang, opened) = (lang(), button_of(call, unit));
        let back = move |_| self.close(opened.clone());
        let count = view! {
            <input
                id="pledge-count"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby=move || self.wrong.with(Option::is_some).then_some("pledge-count-error")
                aria-invalid=move || self.wrong.with(Option::is_some).then_some("true")
                prop:value=move || self.count.get()
                on:input=move |event| {
                    self.count.set(event_target_value(&event));
                    self.wrong.set(None);
                }
            />
        };
        let typed = view! {
            <input
                id="pledge-words"
                type="text"
                autocomplete="off"
                prop:value=move || self.words.get()
                on:input=move |event| self.words.set(event_target_value(&event))
            />
        };
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        view! {
            <section class="form card" id=FORM tabindex="-1" aria-labelledby="pledge">
                <h2 id="pledge">{words::answer_for(lang, title, &unit.name)}</h2>
                {field("pledge-count", words::count(lang).into(), None, Some(self.wrong), count.into_any())}
                {field("pledge-words", words::add_words(lang).into(), None, None, typed.into_any())}
                <div aria-live="polite">{trouble}</div>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| self.answer()>{words::send(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.send(0)>
                        {words::cannot(lang)}
                    </button>
                    <button type="button" class="button is-quiet" on:click=back>
                        {words::not_now(lang)}
                    </button>
                </div>
            </section>
        }
        .into_any()
    }

    /// Sends the number that is typed.
    fn answer(self) {
        match self.count.with_untracked(|text| text.trim().parse::<u32>()) {
            Ok(count) => self.send(count),
            Err(_) => self.wrong.set(Some(words::count_missing(lang()).into())),
        }
    }

    fn send(self, count: u32) {
        let Some((call, _, unit)) = self.open.get_untracked() else { return };
        let command = Command::Pledge { call, unit: unit.id, count, words: self.words.get_untracked() };
        let opened = button_of(call, &unit);
        self.trouble.set(None);
        sync().submit(command, move |result| match result {
            Ok(()) => self.close(opened),
            Err(why) => self.trouble.set(Some(why)),
        });
    }

    /// Closes the form, and goes back to where it was opened.
    fn close(self, opened: String) {
        self.open.set(None);
        focus_soon(opened);
    }
}

/// The button that opens the form for a unit's answer to a call.
fn button_of(call: CallId, unit: &Represented) -> String {
    format!("answer-{call}-{}", unit.id)
}

fn item(name: String, said: String, end: AnyView, way: Option<AnyView>) -> AnyView {
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{name}</b><small>{said}</small></span>
                <span class="item-end">{end}</span>
                {way}
            </div>
        </li>
    }
    .into_any()
}
