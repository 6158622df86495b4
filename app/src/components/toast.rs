//! What was just done, on one line above the bars, with the way back: 撤销.
//!
//! Only what can be had again is undone here. Everything else is asked about before it is done (`two_step`), and the page of a thing
//! offers to give it back for as long as that is allowed: so nothing is lost when the line goes. It outlives a change of pages.
//! It says that something was noted, which is so from the first moment, and that it waits as long as it does; whether it came about
//! says the page. What could not be undone stands there until somebody closes it.
//! The region around it is always in the document, or a screen reader would not hear what comes into it.

#[cfg(feature = "hydrate")]
mod place;

use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, Look, lang};
use crate::sync::{ACCOUNTS, NotTaken, Sync, new_id};
use crate::words::{common, refusal::not_taken, toast as words};
use domain::command::Command;
use leptos::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// The region.
const TOAST: &str = "toast";
/// So long it stays.
const STAYS_MS: u32 = 10_000;
/// The same in the elder view.
const STAYS_ELDER_MS: u32 = 30_000;

/// A thing that was done and can be undone.
pub struct Done {
    words: fn(Lang) -> &'static str,
    command: Command,
    opposite: Command,
    then: Arc<dyn Fn() + Send + std::marker::Sync>,
}

impl Done {
    /// `words` say that `command` was noted. `then` puts the page back to where it was before, once `opposite` has undone it.
    pub fn new(
        words: fn(Lang) -> &'static str,
        command: Command,
        opposite: Command,
        then: impl Fn() + Send + std::marker::Sync + 'static,
    ) -> Self {
        Self { words, command, opposite, then: Arc::new(then) }
    }
}

#[derive(Clone)]
enum Said {
    Done(Arc<Done>),
    Undone,
    Kept(NotTaken),
}

/// What the line says, one thing at a time, each with a key of its own. In the context.
#[derive(Clone, Copy)]
pub struct Toasts {
    sync: Sync,
    look: RwSignal<Look>,
    shown: RwSignal<Option<(Uuid, Said)>>,
    busy: RwSignal<bool>,
}

impl Toasts {
    /// A line that says nothing yet.
    pub fn new(sync: Sync, look: RwSignal<Look>) -> Self {
        Self { sync, look, shown: RwSignal::new(None), busy: RwSignal::new(false) }
    }

    /// Says what was done and offers the way back, unless a rule stands in it.
    pub fn say(self, done: Done) {
        if ACCOUNTS && self.sync.allows(&done.opposite) {
            self.show(Said::Done(Arc::new(done)));
        }
    }

    fn show(self, said: Said) {
        let (key, elder) = (new_id(), self.look.with_untracked(|look| look.elder));
        let stays = if elder { STAYS_ELDER_MS } else { STAYS_MS };
        self.shown.set(Some((key, said)));
        #[cfg(feature = "hydrate")]
        {
            place::soon();
            place::watch(self, key, stays, true);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = stays;
    }

    /// Whether this waits for a network, with the words for that.
    fn later(self, done: &Done, lang: Lang) -> Option<&'static str> {
        let waits = self.sync.waiting.with(|all| all.iter().any(|envelope| envelope.command == done.command));
        (waits && self.sync.status().offline).then(|| words::later(lang))
    }

    /// Somebody has read it.
    fn close(self) {
        // The button is gone, and the region stays.
        focus_soon(TOAST.into());
        self.shown.set(None);
    }

    fn undo(self, done: &Done) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let then = done.then.clone();
        self.sync.undo(&done.command, done.opposite.clone(), move |result| {
            self.busy.set(false);
            if result.is_ok() {
                then();
            }
            self.show(result.map_or_else(Said::Kept, |()| Said::Undone));
            // The button is gone, and the region stays.
            focus_soon(TOAST.into());
        });
    }
}

/// The line of this page load.
pub fn toasts() -> Toasts {
    expect_context()
}

/// The region. The server draws none, and where nobody is signed in there is none.
pub fn toast() -> AnyView {
    if !ACCOUNTS || cfg!(not(feature = "hydrate")) {
        return ().into_any();
    }
    let toasts = toasts();
    #[cfg(feature = "hydrate")]
    place::listen(toasts);
    // Where it was given back on its page meanwhile, or somebody else's account is at the front, the line has had its day.
    let stands = Memo::new(move || {
        toasts.sync.view();
        toasts.shown.with(|shown| match shown {
            Some((_, Said::Done(done))) => toasts.sync.allows(&done.opposite),
            _ => true,
        })
    });
    let content = move || {
        let shown = toasts.shown.get().filter(|_| stands.get());
        shown.map(|(_, said)| draw(toasts, said, lang()))
    };
    view! { <div class="toast no-print" id=TOAST role="status" tabindex="-1">{content}</div> }.into_any()
}

fn draw(toasts: Toasts, said: Said, lang: Lang) -> AnyView {
    let (says, later, undo) = match said {
        Said::Undone => (words::undone(lang).into(), None, None),
        Said::Kept(why) => (not_taken(lang, &why), None, None),
        Said::Done(done) => {
            let (says, later) = ((done.words)(lang).into(), toasts.later(&done, lang));
            let busy = move || toasts.busy.get().then_some("true");
            let undo = view! {
                <button type="button" class="toast-undo" aria-busy=busy on:click=move |_| toasts.undo(&done)>
                    {words::undo(lang)}
                </button>
            };
            (says, later, Some(undo.into_any()))
        }
    };
    line(lang, says, later, undo, move || toasts.close())
}

/// The line alone, with what undoes what it says and what closes it.
pub(crate) fn line(
    lang: Lang,
    says: String,
    later: Option<&'static str>,
    undo: Option<AnyView>,
    close: impl Fn() + 'static,
) -> AnyView {
    let class = if undo.is_some() { "toast-line is-open" } else { "toast-line" };
    view! {
        <div class=class>
            <p>{says}" "{later}</p>
            {undo}
            <button type="button" class="toast-close" aria-label=common::close(lang) on:click=move |_| close()>
                {icon(Icon::Close)}
            </button>
        </div>
    }
    .into_any()
}
