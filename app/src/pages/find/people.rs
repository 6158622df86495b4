//! Residents, for those whose desk is open. Who lives here is on no phone: the server is asked, once somebody pauses.

use crate::cell::RwSignal;
use crate::components::section::section_head;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::routes::{DeskRoute, Route};
use crate::words::desk::{leaving, merging};
use crate::words::find as words;
use domain::wire::DeskResident;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// So long nothing is typed before the server is asked, in milliseconds.
#[cfg(feature = "hydrate")]
const PAUSE_MS: u32 = 200;
/// So many are listed: more are found by writing more of the name.
const LISTED: usize = 8;

/// Which question is the last one. It outlives the page: an answer that comes later is nobody's.
static TURN: AtomicU32 = AtomicU32::new(0);

/// How the search stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// Nothing was asked for.
    Quiet,
    Looking,
    Found(Vec<DeskResident>),
    Failed(Fault),
}

/// The residents that were found.
#[derive(Clone, Copy)]
pub(super) struct People {
    state: RwSignal<State>,
}

impl People {
    pub(super) fn new() -> Self {
        Self { state: RwSignal::new(State::Quiet) }
    }

    /// Whether residents are found, or may be yet. Tracked.
    pub(super) fn any(self) -> bool {
        self.state.with(|state| match state {
            State::Looking => true,
            State::Found(found) => !found.is_empty(),
            State::Quiet | State::Failed(_) => false,
        })
    }

    /// Asks for them, after a pause in which nothing else is asked for.
    pub(super) fn look(self, words: String) {
        let turn = TURN.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let wanted = words.trim().to_owned();
        if !enough(&wanted) {
            self.state.set(State::Quiet);
            return;
        }
        self.state.set(State::Looking);
        later(move || {
            if TURN.load(Ordering::Relaxed) == turn {
                self.ask(wanted, turn);
            }
        });
    }

    fn ask(self, wanted: String, turn: u32) {
        online::residents(wanted, move |answer| {
            if TURN.load(Ordering::Relaxed) == turn {
                self.state.set(answer.map_or_else(State::Failed, State::Found));
            }
        });
    }

    /// The group, with the way to where things are done for them.
    pub(super) fn section(self) -> AnyView {
        let body = move || {
            let lang = lang();
            match self.state.get() {
                State::Quiet => ().into_any(),
                State::Looking => said(words::searching(lang)),
                State::Found(found) if found.is_empty() => said(words::nobody(lang)),
                State::Found(found) => {
                    let items: Vec<AnyView> = found.iter().take(LISTED).map(|one| item(one, lang)).collect();
                    view! { <ul class="list is-grid">{items}</ul> }.into_any()
                }
                State::Failed(Fault::Offline) => said(words::offline(lang)),
                State::Failed(Fault::Refused(_)) => said(words::locked(lang)),
                State::Failed(Fault::Failed) => said(words::failed(lang)),
            }
        };
        let head = move || {
            let lang = lang();
            let way = (Route::Desk(DeskRoute::Residents), words::to_residents(lang).to_owned());
            section_head(words::residents(lang).into(), Some(way))
        };
        view! { <section class="stack">{head}<div aria-live="polite">{body}</div></section> }.into_any()
    }
}

/// A whole character says something, one letter does not.
fn enough(wanted: &str) -> bool {
    !wanted.is_ascii() || wanted.len() > 1
}

fn later(then: impl FnOnce() + 'static) {
    #[cfg(feature = "hydrate")]
    gloo::timers::callback::Timeout::new(PAUSE_MS, then).forget();
    #[cfg(not(feature = "hydrate"))]
    drop(then);
}

fn said(words: &'static str) -> AnyView {
    view! { <p class="said">{words}</p> }.into_any()
}

fn item(resident: &DeskResident, lang: Lang) -> AnyView {
    let called = Some(resident.called.clone()).filter(|called| !called.is_empty());
    let gone = resident.gone.then(|| leaving::gone(lang).to_owned());
    let now = resident.now.as_ref().map(|now| merging::now(lang, &now.name));
    let parts: Vec<String> = called.into_iter().chain([resident.address.clone()]).chain(gone).chain(now).collect();
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{resident.person.name.clone()}</b><small>{parts.join(" · ")}</small></span>
            </div>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::enough;

    #[test]
    fn one_letter_asks_for_nobody() {
        assert!(enough("周") && enough("zg"));
        assert!(!enough("z") && !enough(""));
    }
}
