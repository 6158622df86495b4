//! 关怀走访: elders who live alone and did not fetch their meal, for those who were asked to look; and what they found.

use super::door::{behind, looks_after};
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::field::field;
use crate::components::help_line::call;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::page_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, sync};
use crate::words::desk::visits as words;
use crate::words::refusal;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::VisitId;
use domain::replica::Replica;
use domain::visit::{Found, Visit};
use domain::when::Moment;
use leptos::prelude::*;

/// So many are listed, what is open first.
const LISTED: usize = 40;
/// What can be found.
const FOUND: [Found; 4] = [Found::Well, Found::Out, Found::NeedsHelp, Found::NotReached];
/// The form, where the focus goes when it opens.
const FORM: &str = "visit-form";

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
struct Notes {
    open: RwSignal<Option<VisitId>>,
    words: RwSignal<String>,
    trouble: RwSignal<Option<NotTaken>>,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let notes = Notes { open: RwSignal::new(None), words: RwSignal::new(String::new()), trouble: RwSignal::new(None) };
    let shown = Memo::new(move || visits(&sync.view()));
    let inside = move || {
        let list = move || {
            let rows = shown.get();
            if rows.is_empty() {
                return empty(words::none(lang).into(), String::new(), None);
            }
            let now = sync.now.get_untracked();
            let cards: Vec<AnyView> = rows.iter().map(|(row, pending)| card(row, *pending, notes, lang, now)).collect();
            view! { <p class="said">{words::logged(lang)}</p>{cards} }.into_any()
        };
        view! { <section class="stack" aria-live="polite">{list}</section> }.into_any()
    };
    view! {
        {page_head(words::hint(lang).into(), words::title(lang).into())}
        {behind(looks_after, words::whose, inside)}
    }
    .into_any()
}

/// What this phone was asked about, what is open first, the newest first; each with whether it waits for the server.
fn visits(view: &Replica) -> Vec<(Visit, bool)> {
    let rows = view.all::<Visit>().map(|row| (row.clone(), view.is_pending::<Visit>(row.id.0)));
    let mut rows: Vec<(Visit, bool)> = rows.collect();
    rows.arrange_by_key(|(row, _)| (row.settled, -row.made.0, row.id));
    rows.truncate(LISTED);
    rows
}

fn card(row: &Visit, pending: bool, notes: Notes, lang: Lang, now: Moment) -> AnyView {
    let standing = match (pending, row.settled) {
        (true, _) => pending_state(lang),
        (false, true) => state(Mark::Done, words::settled(lang).into()),
        (false, false) => state(Mark::Waiting, words::open(lang).into()),
    };
    let where_to = (!row.settled).then(|| {
        let phone = match row.phone.is_empty() {
            true => view! { <p class="said">{words::no_phone(lang)}</p> }.into_any(),
            false => {
                view! { <a class="button is-quiet is-wide" href=call(&row.phone)>{row.phone.clone()}</a> }.into_any()
            }
        };
        view! { <p>{row.address.clone()}</p>{phone} }
    });
    let desk = (row.desk && !row.settled).then(|| view! { <p class="said">{words::at_desk(lang)}</p> });
    let said = words::said(lang, row).map(|said| view! { <p>{said}</p> });
    let (id, settled, name) = (row.id, row.settled, row.person.name.clone());
    let act = move || {
        if settled {
            return ().into_any();
        }
        if notes.open.get() == Some(id) {
            return notes.form(id, lang);
        }
        let begin = move |_| notes.begin(id);
        let unseen = format!(" {name}");
        view! {
            <button type="button" class="button is-wide" id=button(id) on:click=begin>
                {words::note(lang)}<span class="unseen">{unseen}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <article class="card stack">
            <div class="row is-apart"><h2>{row.person.name.clone()}</h2>{standing}</div>
            <p class="said">{words::since(lang, row, now)}</p>
            {where_to}
            {desk}
            {said}
            {act}
        </article>
    }
    .into_any()
}

/// The identity of the button that opens the form of a visit.
fn button(id: VisitId) -> String {
    format!("note-{id}")
}

impl Notes {
    fn begin(self, id: VisitId) {
        self.words.set(String::new());
        self.trouble.set(None);
        self.open.set(Some(id));
        focus_soon(FORM.into());
    }

    fn close(self, id: VisitId) {
        self.open.set(None);
        focus_soon(button(id));
    }

    fn form(self, visit: VisitId, lang: Lang) -> AnyView {
        let control = view! {
            <input
                id="visit-words"
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
        let buttons = FOUND.into_iter().map(|found| {
            let send = move |_| self.send(visit, found);
            let name = words::found(lang, found);
            view! { <button type="button" class="button is-quiet" on:click=send>{name}</button> }.into_any()
        });
        let buttons: Vec<AnyView> = buttons.collect();
        view! {
            <div class="form stack" role="group" id=FORM tabindex="-1" aria-label=words::question(lang)>
                {field("visit-words", words::more(lang).into(), None, None, control.into_any())}
                <p class="strong">{words::question(lang)}</p>
                <div class="actions">{buttons}</div>
                <div aria-live="polite">{trouble}</div>
                <button type="button" class="button is-quiet" on:click=move |_| self.close(visit)>
                    {words::back(lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn send(self, visit: VisitId, found: Found) {
        self.trouble.set(None);
        let words = self.words.get_untracked();
        sync().submit(Command::RecordVisit { visit, found, words }, move |result| match result {
            Ok(()) => self.close(visit),
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}
