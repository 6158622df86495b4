//! 通知到了没有: of a date or a shift that is off or was moved, how many of its people know, and under a fold who, how and since when. No
//! phone has that: it is asked for when the page opens and once the change has been taken, and it needs the network.

use crate::cell::{Memo, RwSignal};
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::reached as words;
use crate::words::when;
use domain::notice::About;
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::shift::Shift;
use domain::when::Moment;
use domain::wire::reached::{End, How, count, last};
use leptos::prelude::*;

/// What is asked for, made once per page.
#[derive(Clone, Copy)]
pub struct Reached {
    lang: Lang,
    sync: Sync,
    about: About,
    ends: RwSignal<Vec<End>>,
    offline: RwSignal<bool>,
}

impl Reached {
    /// Of one date or shift.
    pub fn new(about: About) -> Self {
        let (lang, sync) = (lang(), sync());
        let reached = Self { lang, sync, about, ends: RwSignal::new(Vec::new()), offline: RwSignal::new(false) };
        let stands = Memo::new(move || stands(&sync.view(), about));
        Effect::new(move |_| {
            // What waits for the server has been told to nobody yet.
            if stands.get().is_some_and(|(.., pending)| !pending) {
                reached.look();
            }
        });
        reached
    }

    fn look(self) {
        online::reached(self.about, move |answer| {
            self.offline.set(matches!(answer, Err(Fault::Offline)));
            if let Ok(ends) = answer {
                self.ends.set(ends);
            }
        });
    }

    /// The part of the page: nothing where there was nothing to tell.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let list = move || {
            let ends = self.ends.get();
            if ends.is_empty() {
                return ().into_any();
            }
            let (known, rest) = count(&ends);
            let mark = if rest > 0 { Mark::Waiting } else { Mark::Done };
            let now = untrack(|| self.sync.now());
            let lines = last(&ends).into_iter().map(|end| line(lang, end, now)).collect_view();
            view! {
                <div class="card stack">
                    <p role="status">{state(mark, words::count(lang, (known, rest)))}</p>
                    <details>
                        <summary>{words::names(lang)}</summary>
                        <ul class="list is-tight">{lines}</ul>
                    </details>
                    <div class="actions no-print">
                        <button type="button" class="button is-quiet is-small" on:click=move |_| self.look()>
                            {words::again(lang)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        };
        let offline = move || self.offline.get().then(|| view! { <p class="said">{words::offline(lang)}</p> });
        view! { {list}{offline} }.into_any()
    }
}

/// What may have been told: when and where it is and whether it is off; and whether that waits for the server.
fn stands(view: &Replica, about: About) -> Option<(Moment, Moment, bool, bool)> {
    match about {
        About::Occurrence(id) => {
            let date = view.get::<Occurrence>(id.0)?;
            Some((date.starts, date.ends, date.cancelled.is_some(), view.is_pending::<Occurrence>(id.0)))
        }
        About::Shift(id) => {
            let shift = view.get::<Shift>(id.0)?;
            Some((shift.starts, shift.ends, shift.cancelled.is_some(), view.is_pending::<Shift>(id.0)))
        }
        About::Report(_) | About::Resident(_) => None,
    }
}

fn line(lang: Lang, end: &End, now: Moment) -> AnyView {
    let at = end.reached.map(|at| format!(" · {}", when::stamp(lang, at, now)));
    let class = if end.reached.is_none() && end.how != How::Family { "need" } else { "small soft" };
    view! {
        <li class="row is-apart">
            <span>{end.name.clone()}</span>
            <span class=class>{words::how(lang, end.how)}{at}</span>
        </li>
    }
    .into_any()
}
