//! 谁来接: at a children's date a guardian names who else may collect the child, for two months of this team's dates.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{arrival as words, refusal};
use domain::collector::{Collector, Trusted};
use domain::command::Command;
use domain::id::{CollectorId, OccurrenceId};
use domain::resident::Person;
use domain::views::listed::{Listed, collected, listed};
use domain::when::Moment;
use leptos::prelude::*;

/// So many days from today somebody may collect the child.
const DAYS: i32 = 60;

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
struct Naming {
    name: RwSignal<String>,
    phone: RwSignal<String>,
    trouble: RwSignal<Option<NotTaken>>,
}

/// The page of one date.
pub fn page(id: OccurrenceId) -> AnyView {
    let sync = sync();
    let date = Memo::new(move || listed(&sync.view(), id.0));
    let naming = Naming::new();
    let head = move || {
        let lang = lang();
        back_head(Route::Occurrence(id), words::collectors_hint(lang).into(), words::collectors(lang).into())
    };
    let body = move || match date.get() {
        Some(date) => naming.section(&date, lang(), sync.now()),
        None => skeleton(3),
    };
    view! { {head}{body} }.into_any()
}

impl Naming {
    fn new() -> Self {
        Self { name: RwSignal::new(String::new()), phone: RwSignal::new(String::new()), trouble: RwSignal::new(None) }
    }

    fn section(self, date: &Listed, lang: Lang, now: Moment) -> AnyView {
        let view = sync().view();
        let mine = collected(&view, date);
        if mine.is_empty() {
            return empty(words::nobody_collected(lang).into(), String::new(), None);
        }
        let good = |one: &&Collector| one.organization == date.organization.id && one.good(now.day());
        let known: Vec<AnyView> = view.all::<Collector>().filter(good).map(|one| self.known(one, lang)).collect();
        let buttons: Vec<AnyView> = mine.iter().map(|child| self.button(child, date, lang)).collect();
        view! {
            <section class="stack">
                {(!known.is_empty()).then(|| view! { <ul class="list is-tight">{known}</ul> })}
                <div class="form card">
                    {text("collector-name", words::collector_name(lang), "text", self.name)}
                    {text("collector-phone", words::collector_phone(lang), "tel", self.phone)}
                    {self.trouble()}
                    {buttons}
                </div>
            </section>
        }
        .into_any()
    }

    fn known(self, one: &Collector, lang: Lang) -> AnyView {
        let collector = one.id;
        let waits = sync().view().is_pending::<Collector>(collector.0).then(|| pending_state(lang));
        let drop = move |_| self.send(Command::WithdrawCollector { collector });
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{one.name.clone()}</b><small>{one.child.name.clone()}" "{one.phone.clone()}</small></span>
                    <span class="item-end">{waits}</span>
                    <button type="button" class="button is-quiet is-small" on:click=drop>{words::collector_drop(lang)}</button>
                </div>
            </li>
        }
        .into_any()
    }

    fn button(self, child: &Person, date: &Listed, lang: Lang) -> AnyView {
        let (child, organization, words) = (child.id, date.organization.id, words::may_collect(lang, &child.name));
        let send = move |_| {
            let until = sync().now.get_untracked().day().plus(DAYS);
            let (name, phone) = (self.name.get_untracked(), self.phone.get_untracked());
            let trusted = Trusted { child, organization, name, phone, until };
            self.send(Command::AuthoriseCollector { collector: CollectorId(new_id()), trusted });
        };
        view! { <button type="button" class="button is-wide is-quiet" on:click=send>{words}</button> }.into_any()
    }

    fn send(self, command: Command) {
        self.trouble.set(None);
        sync().submit(command, move |result| match result {
            Ok(()) => {
                self.name.set(String::new());
                self.phone.set(String::new());
            }
            Err(why) => self.trouble.set(Some(why)),
        });
    }

    fn trouble(self) -> AnyView {
        (move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
        })
        .into_any()
    }
}

fn text(id: &'static str, label: &'static str, kind: &'static str, typed: RwSignal<String>) -> AnyView {
    let control = view! {
        <input
            id=id
            type=kind
            autocomplete="off"
            prop:value=move || typed.get()
            on:input=move |event| typed.set(event_target_value(&event))
        />
    };
    field(id, label.into(), None, None, control.into_any())
}
