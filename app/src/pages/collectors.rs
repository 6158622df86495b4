//! 谁来接: at a children's date a guardian names who else may collect the child, for two months of this team's dates. A child of
//! fourteen or older sees it here, too, and agrees.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{arrival as words, refusal};
use domain::collector::{Collector, Trusted};
use domain::command::Command;
use domain::id::{CollectorId, OccurrenceId, OrganizationId, ResidentId};
use domain::refusal::Refusal;
use domain::resident::Person;
use domain::views::listed::{asked, collected, listed};
use leptos::prelude::*;

/// The identity of the list: it takes the focus from a button that goes with what it has done.
const LIST: &str = "collectors";

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
    /// This phone still stores what was said: a second tap in the same breath says nothing else.
    busy: RwSignal<bool>,
}

/// The page of one date.
pub fn page(id: OccurrenceId) -> AnyView {
    let sync = sync();
    // The team and my children who go to its date. Only when that changes the form is drawn anew: news take nobody's focus while
    // they type.
    let mine = Memo::new(move || {
        let view = sync.view();
        let today = sync.now().day();
        listed(&view, id.0).map(|date| (date.organization.id, collected(&view, &date), asked(&view, &date, today)))
    });
    let settled = Memo::new(move || sync.status().settled());
    let naming = Naming::new();
    let head = move || {
        let lang = lang();
        view! {
            {back_head(Route::Occurrence(id), String::new(), words::collectors(lang).into())}
            <p class="said">{words::collectors_hint(lang)}</p>
        }
        .into_any()
    };
    let body = move || {
        let lang = lang();
        match mine.get() {
            None if !settled.get() => skeleton(3),
            Some((organization, children, asked)) if asked || !children.is_empty() => {
                naming.section(organization, &children, asked, lang)
            }
            _ => empty(words::nobody_collected(lang).into(), words::nobody_collected_text(lang).into(), None),
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
            busy: RwSignal::new(false),
        }
    }

    fn section(self, organization: OrganizationId, children: &[Person], asked: bool, lang: Lang) -> AnyView {
        let sync = sync();
        let ids: Vec<ResidentId> = children.iter().map(|child| child.id).collect();
        let known = Memo::new(move || {
            let (view, today) = (sync.view(), sync.now().day());
            let me = view.me().map(|me| me.id);
            let own = |one: &Collector| one.asks && Some(one.child.id) == me;
            // Whoever leads the team has other people's, too; those are none of this page's.
            let open = |one: &&Collector| {
                one.organization == organization && one.open(today) && (own(one) || ids.contains(&one.child.id))
            };
            let waits = |one: &Collector| view.is_pending::<Collector>(one.id.0);
            view.all::<Collector>().filter(open).map(|one| (one.clone(), own(one), waits(one))).collect::<Vec<_>>()
        });
        let list = move || {
            let known = known.get();
            let known: Vec<AnyView> =
                known.iter().map(|(one, own, waits)| self.known(one, *own, *waits, lang)).collect();
            (!known.is_empty()).then(|| view! { <ul class="list is-tight" id=LIST tabindex="-1">{known}</ul> })
        };
        let buttons: Vec<AnyView> = children.iter().map(|child| self.button(child, organization, lang)).collect();
        let asks = asked.then(|| view! { <p class="said">{words::collector_asks(lang)}</p> });
        let form = (!buttons.is_empty()).then(|| {
            view! {
                <div class="form card">
                    {text("collector-name", words::collector_name(lang), "text", self.name, self.name_error)}
                    {text("collector-phone", words::collector_phone(lang), "tel", self.phone, self.phone_error)}
                    {buttons}
                </div>
            }
        });
        view! { <section class="stack">{asks}{list}{self.trouble()}{form}</section> }.into_any()
    }

    /// One of them. `own`: it is about the person on this phone.
    fn known(self, one: &Collector, own: bool, waits: bool, lang: Lang) -> AnyView {
        let collector = one.id;
        let waits = waits.then(|| pending_state(lang));
        let asks = one.waits();
        let unsaid = (asks && !own).then(|| view! { <small>{words::collector_waits(lang)}</small> });
        // Whoever was asked reads that they have said it; so does the guardian who waited for it.
        let agreed = (one.asks && !asks).then(|| view! { <small>{words::collector_agreed(lang)}</small> });
        let trusted = one.said(String::new());
        let agree = (asks && own).then(|| {
            let agree = move |_| {
                let command = Command::AuthoriseCollector { collector, trusted: trusted.clone() };
                self.send(command, || focus_soon(LIST.into()));
            };
            view! {
                <button type="button" class="button is-small" on:click=agree>
                    {words::collector_agree(lang)}<span class="unseen">{format!(" {}", one.name)}</span>
                </button>
            }
        });
        let drop = move |_| self.send(Command::WithdrawCollector { collector }, || focus_soon(LIST.into()));
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text">
                        <b>{one.name.clone()}</b>
                        <small>{one.child.name.clone()}" "{one.phone.clone()}</small>
                        {unsaid}
                        {agreed}
                    </span>
                    <span class="item-end">{waits}</span>
                    {agree}
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
            let trusted = Trusted { child, organization, name, phone, until, witness: String::new() };
            self.send(Command::AuthoriseCollector { collector: CollectorId(new_id()), trusted }, move || {
                self.name.set(String::new());
                self.phone.set(String::new());
            });
        };
        view! { <button type="button" class="button is-wide is-quiet" on:click=send>{words}</button> }.into_any()
    }

    fn send(self, command: Command, then: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let lang = untrack(lang);
        self.trouble.set(None);
        self.name_error.set(None);
        self.phone_error.set(None);
        sync().submit(command, move |result| {
            self.busy.set(false);
            match result {
                Ok(()) => then(),
                Err(NotTaken::Refused(why @ Refusal::BadName)) => {
                    self.name_error.set(Some(refusal::sentence(lang, &why)));
                }
                Err(NotTaken::Refused(why @ Refusal::BadPhone)) => {
                    self.phone_error.set(Some(refusal::sentence(lang, &why)));
                }
                Err(why) => self.trouble.set(Some(why)),
            }
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
