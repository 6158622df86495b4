//! The desk locks itself when nobody has used it for half an hour. Whoever sits there is told five minutes before, and keeps it open with
//! one tap, so that nothing that is being typed is lost.
//!
//! Only the server knows what counts as use. It is asked when a page of the desk opens and, once the end is near, at each step of the clock.

use super::door::works_here;
use super::sending::error;
use crate::cell::{Memo, RwSignal};
use crate::components::notice::{Tone, notice};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::staying as words;
use domain::when::{MINUTE_MS, Moment};
use leptos::prelude::*;

/// So long before the desk locks itself it is said.
const WARN_MS: i64 = 5 * MINUTE_MS;
/// Where it is said, and where the focus goes when the button is gone.
const PLACE: &str = "staying";

#[derive(Clone, Copy)]
struct Staying {
    lang: Lang,
    sync: Sync,
    /// The desk is open on this phone.
    open: Memo<bool>,
    /// When it locks itself, as far as the server has said.
    closes: RwSignal<Option<Moment>>,
    /// Somebody has said here that they are there.
    kept: RwSignal<bool>,
    /// It cannot be kept open any longer.
    limit: RwSignal<bool>,
    trouble: RwSignal<Option<&'static str>>,
}

/// What is said before the desk locks itself. Empty until then, and for everybody whose desk is not open.
pub fn staying() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let staying = Staying {
        lang,
        sync,
        open: Memo::new(move || sync.view().me().is_some_and(works_here)),
        closes: RwSignal::new(None),
        kept: RwSignal::new(false),
        limit: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    Effect::new(move |_| staying.look());
    // Drawn anew only when it begins or ends: a button that has the focus keeps it while the minutes go by.
    let near = Memo::new(move || staying.left().is_some());
    let said = move || {
        if near.get() {
            staying.warning()
        } else if staying.kept.get() && staying.open.get() {
            view! { <p class="said">{move || staying.until()}</p> }.into_any()
        } else {
            ().into_any()
        }
    };
    view! { <div class="stack no-print" id=PLACE tabindex="-1" aria-live="polite">{said}</div> }.into_any()
}

impl Staying {
    /// How long it stays open yet, if that is worth saying. Tracked.
    fn left(self) -> Option<i64> {
        let now = self.sync.now();
        let closes = self.closes.get().filter(|_| self.open.get())?;
        Some(closes.0 - now.0).filter(|left| *left <= WARN_MS)
    }

    /// Until when it surely stays open. Tracked.
    fn until(self) -> Option<String> {
        self.closes.get().map(|closes| words::kept(self.lang, closes.clock()))
    }

    /// Asks the server if it is not known that there is time: a step of the clock before that would be said, so that whoever has worked
    /// on one page all the while is not told that nobody has. Tracked.
    fn look(self) {
        let now = self.sync.now();
        let time = self.closes.get_untracked().is_some_and(|closes| closes.0 - now.0 > WARN_MS + MINUTE_MS);
        if self.open.get() && !time {
            self.ask(false);
        }
    }

    fn ask(self, here: bool) {
        online::stay(here, move |answer| match answer {
            Ok(seconds) => {
                let left = i64::from(seconds) * 1000;
                self.closes.set(Some(self.sync.now.get_untracked().plus_ms(left)));
                if here {
                    self.trouble.set(None);
                    self.kept.set(true);
                    self.limit.set(left <= WARN_MS);
                    // What was pressed is gone.
                    focus_soon(PLACE.into());
                }
            }
            // Locked already: what belongs to the desk leaves this phone.
            Err(Fault::Refused(_)) => {
                self.closes.set(None);
                self.kept.set(false);
                self.limit.set(false);
                self.sync.refresh();
            }
            Err(fault) if here => {
                let offline = fault == Fault::Offline;
                self.trouble.set(Some(if offline { words::offline(self.lang) } else { words::failed(self.lang) }));
            }
            Err(_) => {}
        });
    }

    fn warning(self) -> AnyView {
        let lang = self.lang;
        let minutes = Memo::new(move || self.left().map_or(1, |left| (left / MINUTE_MS).max(1)));
        // Whoever has said that they are there is not told that nobody is.
        let soon = move || {
            let minutes = minutes.get();
            if self.limit.get() { words::ends(lang, minutes) } else { words::soon(lang, minutes) }
        };
        let end = move || {
            if self.limit.get() {
                return view! { <p>{words::limit(lang)}</p> }.into_any();
            }
            view! {
                <button type="button" class="button" on:click=move |_| self.ask(true)>{words::here(lang)}</button>
            }
            .into_any()
        };
        let content = view! {
            <p><b>{soon}</b></p>
            <p>{words::unsent(lang)}</p>
            {end}
            {move || self.trouble.get().map(|sentence| error(sentence.into()))}
        };
        notice(Tone::Plain, content.into_any())
    }
}
