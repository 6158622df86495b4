//! Resident cards: made by the server, shown once, printed. The code is kept nowhere in the clear: not on this
//! phone either, so it goes with the page.

use super::paper::print_button;
use super::picture::picture;
use super::sending::error;
use crate::cell::RwSignal;
use crate::components::notice::{Tone, notice};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::common;
use crate::words::desk::residents as words;
use domain::id::ResidentId;
use domain::wire::{Card, SignInRefusal};
use leptos::prelude::*;

/// The cards of one page, and why there are none.
#[derive(Clone, Copy)]
pub struct Cards {
    lang: Lang,
    sync: Sync,
    made: RwSignal<Vec<Card>>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Cards {
    /// No cards yet.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            made: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// Asks the server for a new card for each of them.
    pub fn make(self, residents: Vec<ResidentId>) {
        if self.busy.get_untracked() {
            return;
        }
        if residents.is_empty() {
            self.trouble.set(Some(words::none_chosen(self.lang)));
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        online::cards(residents, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(cards) => self.made.set(cards),
                Err(fault) => self.fault(Some(fault)),
            }
        });
    }

    /// For `aria-busy`. Tracked.
    pub fn busy(self) -> Option<&'static str> {
        self.busy.get().then_some("true")
    }

    /// Says why the network did not help, or takes that back.
    pub fn fault(self, fault: Option<Fault>) {
        self.trouble.set(fault.map(|fault| match fault {
            Fault::Offline => words::offline(self.lang),
            Fault::Refused(SignInRefusal::NotAllowed) => words::locked(self.lang),
            Fault::Refused(_) | Fault::Failed => words::failed(self.lang),
        }));
    }

    /// The place for what went wrong.
    pub fn trouble(self) -> AnyView {
        let trouble = move || self.trouble.get().map(|sentence| error(sentence.into()));
        view! { <div>{trouble}</div> }.into_any()
    }

    /// The sheet, once there are cards.
    pub fn sheet(self) -> AnyView {
        let lang = self.lang;
        let sheet = move || {
            let cards = self.made.get();
            if cards.is_empty() {
                return ().into_any();
            }
            let view = self.sync.view();
            let place = view.community().map_or_else(|| common::community(lang).into(), |c| c.name.clone());
            let place = format!("{place}{}{}", lang.pick("", " · "), words::card(lang));
            view! {
                <div class="stack no-print">
                    <h2>{words::cards(lang)}</h2>
                    {notice(Tone::Plain, view! { <p>{words::cards_once(lang)}</p> }.into_any())}
                    <div class="actions">{print_button(words::print(lang), "button")}</div>
                </div>
                <div class="resident-cards">{cards.iter().map(|card| draw(lang, &place, card)).collect_view()}</div>
            }
            .into_any()
        };
        view! { <section class="stack" aria-live="polite">{sheet}</section> }.into_any()
    }
}

fn draw(lang: Lang, place: &str, card: &Card) -> AnyView {
    view! {
        <article class="resident-card">
            <div class="resident-card-qr">{picture(&card.qr, words::qr_says(lang, &card.person.name))}</div>
            <div class="resident-card-text">
                <p class="resident-card-place">{place.to_string()}</p>
                <p class="resident-card-name">{card.person.name.clone()}</p>
                <p class="resident-card-place">{card.address.clone()}</p>
                <p class="resident-card-code">{card.code.clone()}</p>
                <p class="resident-card-hint">{words::card_hint(lang)}</p>
            </div>
        </article>
    }
    .into_any()
}
