//! Whether this phone rings when there is something new and the app is closed. The browser is asked at the tap and not before; where it
//! cannot, that stands here with what to do instead; and where the server could not be asked, the switch stands still and says why.
//! Nothing depends on it.

#[cfg(feature = "hydrate")]
mod browser;

use crate::cell::{Memo, RwSignal};
use crate::components::notice::{Tone, notice};
#[cfg(feature = "hydrate")]
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::words::alert as words;
use domain::wire::alert::Alerts;
use leptos::prelude::*;

/// The identity of the switch.
const SWITCH: &str = "alert-switch";

/// A sentence, for when its language is known.
type Words = fn(Lang) -> &'static str;

/// What is known and asked.
#[derive(Clone, Copy)]
struct Switch {
    /// What the server says, once it has.
    known: RwSignal<Option<Alerts>>,
    /// Why it has not said anything.
    silent: RwSignal<Option<Fault>>,
    /// Why this browser cannot.
    hindrance: RwSignal<Option<Words>>,
    busy: RwSignal<bool>,
    said: RwSignal<Option<(Tone, Words)>>,
}

/// How the switch is drawn.
#[derive(Clone, Copy, PartialEq)]
enum Drawn {
    /// Nothing is known yet, or this server rings nobody.
    Not,
    /// It cannot be turned: the server could not be asked.
    Still,
    /// It can.
    Ready,
}

/// The switch, where the server rings anybody.
pub(super) fn alerts() -> AnyView {
    let switch = Switch {
        known: RwSignal::new(None),
        silent: RwSignal::new(None),
        hindrance: RwSignal::new(None),
        busy: RwSignal::new(false),
        said: RwSignal::new(None),
    };
    Effect::new(move |_| switch.look());
    let drawn = move || match switch.known.with(|known| known.as_ref().map(|known| known.key.is_some())) {
        Some(true) => Drawn::Ready,
        Some(false) => Drawn::Not,
        None if switch.silent.with(Option::is_some) => Drawn::Still,
        None => Drawn::Not,
    };
    // Drawn once: whoever has turned it stays at the switch.
    let drawn = Memo::new(drawn);
    let body = move || match drawn.get() {
        Drawn::Not => ().into_any(),
        Drawn::Still => switch.still(),
        Drawn::Ready => switch.draw(),
    };
    view! { {body} }.into_any()
}

impl Switch {
    /// Asks the server, and the browser.
    fn look(self) {
        online::alerts(move |answer| {
            let mut alerts = match answer {
                Ok(alerts) => alerts,
                Err(fault) => {
                    self.silent.set(Some(fault));
                    return;
                }
            };
            #[cfg(feature = "hydrate")]
            {
                let hindrance = browser::hindrance();
                self.hindrance.set(hindrance);
                let key = alerts.key.is_some();
                crate::sync::spawn(async move {
                    // A browser forgets by itself: when the permission is taken away, or its data is.
                    alerts.on = alerts.on && hindrance.is_none() && key && browser::has_address().await;
                    let again = self.silent.with_untracked(Option::is_some);
                    self.known.set(Some(alerts));
                    // The switch that was tapped is another one now.
                    if again {
                        focus_soon(SWITCH.into());
                    }
                });
            }
            #[cfg(not(feature = "hydrate"))]
            {
                alerts.on = false;
                self.known.set(Some(alerts));
            }
        });
    }

    fn draw(self) -> AnyView {
        let inner = move || match self.hindrance.get() {
            Some(why) => view! {
                <p><b>{words::title(lang())}</b></p>
                <p class="said">{why(lang())}</p>
            }
            .into_any(),
            None => self.button(),
        };
        let said = move || {
            let words = |(tone, words): (Tone, Words)| notice(tone, view! { <p>{words(lang())}</p> }.into_any());
            self.said.get().map(words)
        };
        view! { <section class="stack" id="alerts">{inner}<div aria-live="polite">{said}</div></section> }.into_any()
    }

    /// It is not known whether this phone rings. A tap asks once more.
    fn still(self) -> AnyView {
        let why = move || match self.silent.get() {
            Some(Fault::Offline) => words::still_offline(lang()),
            _ => words::still_failed(lang()),
        };
        view! {
            <section class="stack" id="alerts">
                <div class="settings card">
                    <button
                        type="button"
                        class="setting"
                        role="switch"
                        aria-checked="false"
                        aria-disabled="true"
                        aria-describedby="alert-still"
                        on:click=move |_| self.look()
                    >
                        <span class="setting-name">{move || words::title(lang())}</span>
                        <span class="switch"></span>
                    </button>
                </div>
                <p class="said" id="alert-still" aria-live="polite">{why}</p>
            </section>
        }
        .into_any()
    }

    fn button(self) -> AnyView {
        let on = move || self.known.with(|known| known.as_ref().is_some_and(|known| known.on));
        let busy = move || self.busy.get().to_string();
        view! {
            <div class="settings card">
                <button
                    type="button"
                    class="setting"
                    id=SWITCH
                    role="switch"
                    aria-checked=move || on().to_string()
                    aria-busy=busy
                    aria-describedby="alert-hint"
                    on:click=move |_| self.toggle()
                >
                    <span class="setting-name">{move || words::title(lang())}</span>
                    <span class="switch"></span>
                </button>
            </div>
            <p class="said" id="alert-hint">{move || words::hint(lang())}" "{move || words::reach(lang())}</p>
        }
        .into_any()
    }

    fn toggle(self) {
        let Some(Alerts { key: Some(key), on }) = self.known.get_untracked() else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.said.set(None);
        if on {
            online::end_alerts(move |answer| {
                #[cfg(feature = "hydrate")]
                if answer.is_ok() {
                    crate::sync::spawn(browser::forget());
                }
                self.took(answer, words::off);
            });
        } else {
            self.turn_on(key);
        }
    }

    fn turn_on(self, key: String) {
        #[cfg(feature = "hydrate")]
        {
            // Now, in the tap itself: a moment later a browser may not ask any more.
            let asked = browser::ask();
            let english = untrack(lang) == Lang::En;
            self.said.set(Some((Tone::Plain, words::turning as Words)));
            crate::sync::spawn(async move {
                match browser::subscribe(asked, &key, english).await {
                    Ok(new) => online::start_alerts(new, move |answer| self.took(answer, words::on)),
                    Err(why) => {
                        self.busy.set(false);
                        self.said.set(Some((Tone::Error, why)));
                    }
                }
            });
        }
        #[cfg(not(feature = "hydrate"))]
        drop(key);
    }

    fn took(self, answer: Result<Alerts, Fault>, done: Words) {
        self.busy.set(false);
        let said: (Tone, Words) = match &answer {
            Ok(_) => (Tone::Success, done),
            Err(Fault::Offline) => (Tone::Error, words::offline),
            Err(_) => (Tone::Error, words::failed),
        };
        self.said.set(Some(said));
        if let Ok(alerts) = answer {
            self.known.set(Some(alerts));
        }
    }
}
