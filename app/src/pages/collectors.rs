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
use domain::id::{CollectorId, OccurrenceId, OrganizationId, ResidentId};
use domain::refusal::Refusal;
use domain::resident::Person;
use domain::views::listed::{collected, listed};
use leptos::prelude::*;

/// So many days from today somebody may collect the child.
const DAYS: i32 = 60;

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
struct Naming {
    name: RwSignal<String>,
    name_error: RwSignal<Option<String>>,
    phone: RwSignal<String>,
    phone_error: RwSignal<Option<String>>,
    trouble: RwSignal<Option<NotTaken>>,
}

/// The page of one date.
pub fn page(id: OccurrenceId) -> AnyView {
    let sync = sync();
    // The team and my children who go to its date. Only when that changes the form is drawn anew: news take nobody's focus while
    // they type.
    let mine = Memo::new(move || {
        let view = sync.view();
        listed(&view, id.0).map(|date| (date.organization.id, collected(&view, &date)))
    });
    let settled = Memo::new(move || sync.status().settled());
    let naming = Naming::new();
    let head = move || {
        let lang = lang();
        back_head(Route::Occurrence(id), words::collectors_hint(lang).into(), words::collectors(lang).into())
    };
    let body = move || {
        let lang = lang();
        match mine.get() {
            None if !settled.get() => skeleton(3),
            Some((organization, children)) if !children.is_empty() => naming.section(organization, &children, lang),
            _ => empty(words::nobody_collected(lang).into(), String::new(), None),
        }
    };
    view! { {head}{body} }.into_any()
}

impl Naming {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            name_error: RwSignal::new(None),
            phone: RwSignal::new(String::new()),
            phone_error: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    fn section(self, organization: OrganizationId, children: &[Person], lang: Lang) -> AnyView {
        let sync = sync();
        let ids: Vec<ResidentId> = children.iter().map(|child| child.id).collect();
        let known = Memo::new(move || {
            let (view, today) = (sync.view(), sync.now().day());
            // Whoever leads the team has other people's, too; those are none of this page's.
            let good =
                |one: &&Collector| one.organization == organization && one.good(today) && ids.contains(&one.child.id);
            let waits = |one: &Collector| view.is_pending::<Collector>(one.id.0);
            view.all::<Collector>().filter(good).map(|one| (one.clone(), waits(one))).collect::<Vec<_>>()
        });
        let list = move || {
            let known: Vec<AnyView> = known.get().iter().map(|(one, waits)| self.known(one, *waits, lang)).collect();
            (!known.is_empty()).then(|| view! { <ul class="list is-tight">{known}</ul> })
        };
        let buttons: Vec<AnyView> = children.iter().map(|child| self.button(child, organization, lang)).collect();
        view! {
            <section class="stack">
                {list}
                <div class="form card">
                    {text("collector-name", words::collector_name(lang), "text", self.name, self.name_error)}
                    {text("collector-phone", words::collector_phone(lang), "tel", self.phone, self.phone_error)}
                    {self.trouble()}
                    {buttons}
                </div>
            </section>
        }
        .into_any()
    }

    fn known(self, one: &Collector, waits: bool, lang: Lang) -> AnyView {
        let collector = one.id;
        let waits = waits.then(|| pending_state(lang));
        let drop = move |_| self.send(Command::WithdrawCollector { collector }, || {});
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

    fn button(self, child: &Person, organization: OrganizationId, lang: Lang) -> AnyView {
        let (child, words) = (child.id, words::may_collect(lang, &child.name));
        let send = move |_| {
            let until = sync().now.get_untracked().day().plus(DAYS);
            let (name, phone) = (self.name.get_untracked(), self.phone.get_untracked());
            let trusted = Trusted { child, organization, name, phone, until };
            self.send(Command::AuthoriseCollector { collector: CollectorId(new_id()), trusted }, move || {
                self.name.set(String::new());
                self.phone.set(String::new());
            });
        };
        view! { <button type="button" class="button is-wide is-quiet" on:click=send>{words}</button> }.into_any()
    }

    fn send(self, command: Command, then: impl FnOnce() + 'static) {
        let lang = untrack(lang);
        self.trouble.set(None);
        self.name_error.set(None);
        self.phone_error.set(None);
        sync().submit(command, move |result| match result {
            Ok(()) => then(),
            Err(NotTaken::Refused(why @ Refusal::BadName)) => {
                self.name_error.set(Some(refusal::sentence(lang, &why)));
            }
            Err(NotTaken::Refused(why @ Refusal::BadPhone)) => {
                self.phone_error.set(Some(refusal::sentence(lang, &why)));
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

fn text(
    id: &'static str,
    label: &'static str,
    kind: &'static str,
    typed: RwSignal<String>,
    error: RwSignal<Option<String>>,
) -> AnyView {
    let control = view! {
        <input
            id=id
            type=kind
            autocomplete="off"
            aria-describedby=move || error.with(Option::is_some).then(|| format!("{id}-error"))
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || typed.get()
            on:input=move |event| {
                typed.set(event_target_value(&event));
                error.set(None);
            }
        />
    };
    field(id, label.into(), None, Some(error), control.into_any())
}
