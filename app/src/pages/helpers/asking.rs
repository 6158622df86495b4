//! The form with which somebody asks to help: whom, with what, for how long.

use super::power_boxes;
use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::look::lang;
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{mandate as words, refusal};
use domain::command::Command;
use domain::id::MandateId;
use domain::kin::Power;
use domain::mandate::{ASKS_MAX, DAYS_MAX, Mandate, MandateState, Named, Step, Terms};
use leptos::prelude::*;

/// For so many days one can ask.
const SPANS: [i32; 3] = [30, 91, DAYS_MAX - 1];

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    name: RwSignal<String>,
    room: RwSignal<String>,
    powers: RwSignal<Vec<Power>>,
    days: RwSignal<i32>,
    wrong: RwSignal<Option<String>>,
    unchosen: RwSignal<bool>,
    sent: RwSignal<bool>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Asking {
    pub(super) fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            room: RwSignal::new(String::new()),
            powers: RwSignal::new(Vec::new()),
            days: RwSignal::new(SPANS[0]),
            wrong: RwSignal::new(None),
            unchosen: RwSignal::new(false),
            sent: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    pub(super) fn section(self) -> AnyView {
        let sync = sync();
        let full = Memo::new(move || {
            let view = sync.view();
            let me = view.me().map(|me| me.id);
            let waits = |row: &&Mandate| Some(row.helper.id) == me && row.state == MandateState::Asked;
            view.all::<Mandate>().filter(waits).count() >= ASKS_MAX as usize
        });
        let said = move || self.sent.get().then(|| view! { <p class="said">{words::sent(lang())}</p> });
        let form = move || match full.get() {
            true => view! { <p class="said">{words::too_many(lang())}</p> }.into_any(),
            false => self.form(),
        };
        view! {
            <section class="stack">
                {move || section_head(words::ask(lang()).into(), None)}
                <div aria-live="polite">{said}</div>
                {form}
            </section>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = lang();
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        let unchosen = move || {
            let words = words::powers_missing(lang);
            self.unchosen.get().then(|| notice(Tone::Error, view! { <p>{words}</p> }.into_any()))
        };
        let powers = power_boxes(self.powers, self.unchosen, lang, true);
        let names = [words::month(lang), words::season(lang), words::year(lang)];
        let spans: Vec<AnyView> = SPANS.into_iter().zip(names).map(|(days, name)| self.span(days, name)).collect();
        let hint = Some(words::room_hint(lang).to_owned());
        view! {
            <div class="form card">
                <p class="said">{words::ask_text(lang)}</p>
                <p class="said">{words::no_phone(lang)}</p>
                {field("helped-name", words::name(lang).into(), None, None, self.typed("helped-name", false, self.name))}
                {field("helped-room", words::room(lang).into(), hint, Some(self.wrong), self.typed("helped-room", true, self.room))}
                <fieldset class="choices">
                    <legend>{words::powers(lang)}</legend>
                    {powers}
                    <div aria-live="polite">{unchosen}</div>
                </fieldset>
                <div role="group" aria-label=words::how_long(lang)>
                    <p class="soft">{words::how_long(lang)}</p>
                    <div class="row">{spans}</div>
                </div>
                <div aria-live="polite">{trouble}</div>
                <button type="button" class="button is-wide" on:click=move |_| self.ask()>{words::send(lang)}</button>
            </div>
        }
        .into_any()
    }

    /// A line to type into; the second says what is wrong with both.
    fn typed(self, id: &'static str, last: bool, typed: RwSignal<String>) -> AnyView {
        let wrong = move || self.wrong.with(Option::is_some).then_some("true");
        let described = move || {
            let error = self.wrong.with(Option::is_some);
            match (last, error) {
                (true, true) => Some("helped-room-hint helped-room-error"),
                (true, false) => Some("helped-room-hint"),
                (false, true) => Some("helped-room-error"),
                (false, false) => None,
            }
        };
        view! {
            <input
                id=id
                type="text"
                autocomplete="off"
                aria-describedby=described
                aria-invalid=wrong
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    self.wrong.set(None);
                }
            />
        }
        .into_any()
    }

    fn span(self, days: i32, name: &'static str) -> AnyView {
        let pressed = move || if self.days.get() == days { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| self.days.set(days)>{name}</button>
        }
        .into_any()
    }

    fn ask(self) {
        let whom = Named { name: self.name.get_untracked(), room: self.room.get_untracked() };
        let powers = self.powers.get_untracked();
        let missing = whom.name.trim().is_empty() || whom.room.trim().is_empty();
        self.wrong.set(missing.then(|| words::missing(lang()).into()));
        self.unchosen.set(powers.is_empty());
        self.sent.set(false);
        self.trouble.set(None);
        if missing || powers.is_empty() {
            return;
        }
        let until = sync().now.get_untracked().day().plus(self.days.get_untracked());
        let step = Step::Ask { whom, terms: Terms { powers, until } };
        sync().submit(Command::Mandate { mandate: MandateId(new_id()), step }, move |result| match result {
            Ok(()) => {
                self.name.set(String::new());
                self.room.set(String::new());
                self.powers.set(Vec::new());
                self.sent.set(true);
            }
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}
