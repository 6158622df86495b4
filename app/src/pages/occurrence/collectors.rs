//! 谁来接: at a children's date a guardian names who else may collect the child, for two months of this team's dates.

use crate::cell::RwSignal;
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{arrival as words, refusal};
use domain::collector::{Collector, Trusted};
use domain::command::Command;
use domain::id::{CollectorId, ResidentId};
use domain::kin::Bond;
use domain::presence::children;
use domain::resident::Person;
use domain::views::listed::Listed;
use domain::when::Moment;
use leptos::prelude::*;

/// So many days from today somebody may collect the child.
const DAYS: i32 = 60;

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Naming {
    name: RwSignal<String>,
    phone: RwSignal<String>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Naming {
    pub(super) fn new() -> Self {
        Self { name: RwSignal::new(String::new()), phone: RwSignal::new(String::new()), trouble: RwSignal::new(None) }
    }

    /// The part of the page; empty where nobody of mine is collected.
    pub(super) fn section(self, date: &Listed, lang: Lang, now: Moment) -> AnyView {
        let view = sync().view();
        let Some(me) = view.me() else { return ().into_any() };
        let goes = |who: ResidentId| date.signups.iter().any(|signup| signup.includes(who));
        let mine = me.wards.iter().filter(|ward| ward.bond == Bond::Guardian && goes(ward.person.id));
        let mine: Vec<Person> = mine.map(|ward| ward.person.clone()).collect();
        if mine.is_empty() || !children(&date.activity) {
            return ().into_any();
        }
        let good = |one: &&Collector| one.organization == date.organization.id && one.good(now.day());
        let known: Vec<AnyView> = view.all::<Collector>().filter(good).map(|one| self.known(one, lang)).collect();
        let buttons: Vec<AnyView> = mine.iter().map(|child| self.button(child, date, lang)).collect();
        view! {
            <section class="stack">
                {section_head(words::collectors(lang).into(), None)}
                <p class="said">{words::collectors_hint(lang)}</p>
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
