//! The frame around every page: what pages find in the context, the skip link, the main region, the line about what was just done,
//! the bottom bar.

use crate::cell::{Memo, RwSignal};
use crate::components::notice::{Tone, notice};
use crate::components::tab_bar::tab_bar;
use crate::components::toast::{Toasts, toast};
use crate::components::trouble::trouble;
use crate::look::{Look, lang};
use crate::pages::page;
use crate::routes::{Navigator, Route};
use crate::sync::{ACCOUNTS, Sync};
use crate::words::common;
use domain::replica::Replica;
use domain::report::Draft;
use domain::when::Moment;
use leptos::prelude::*;
use std::sync::Arc;

/// What a first drawing depends on, and nothing else: server and phone draw the same from the same.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The address.
    pub route: Route,
    /// Language, view, theme, size.
    pub look: Look,
    /// The rows at hand.
    pub rows: Arc<Replica>,
    /// They are all that the page at that address shows of what is everybody's: the server has chosen them for it.
    pub drawn: bool,
    /// The time.
    pub now: Moment,
}

/// The report that is being written: it outlives the page, so that nothing typed is lost on the way.
#[derive(Clone, Copy)]
pub struct DraftText(pub RwSignal<Draft>);

/// What stands in the draft was found in the phone's store: it was begun before this page was opened.
#[derive(Clone, Copy)]
pub struct DraftKept(pub RwSignal<bool>);

/// What is being typed about an activity that is to be posted: kept like a report's draft.
#[cfg(feature = "desk")]
#[derive(Clone, Copy)]
pub struct PostText(pub RwSignal<Vec<String>>);

/// Activities that were begun and put aside, kept in the same way.
#[cfg(feature = "desk")]
#[derive(Clone, Copy, Default)]
pub struct PostsAside {
    /// Each as the form holds it.
    pub texts: RwSignal<Vec<Vec<String>>>,
    /// The next form that opens posts what comes back into it.
    now: RwSignal<bool>,
}

#[cfg(feature = "desk")]
impl PostsAside {
    /// Puts one aside.
    pub fn keep(self, text: Vec<String>) {
        self.texts.update(|texts| texts.insert(0, text));
    }

    /// The next form that opens posts what comes back into it, or does not.
    pub fn post_next(self, now: bool) {
        self.now.set(now);
    }

    /// Whether a form that opens is to do so: that is asked once.
    pub fn at_once(self) -> bool {
        let now = self.now.get_untracked();
        self.now.set(false);
        now
    }
}

/// The event on the window that says that the server no longer understands this release. `boot.js` hears it too, and opens the new
/// one as soon as nothing is being typed.
pub const UPDATE_EVENT: &str = "xishan-update";

/// There is a new version, and this one is no longer understood.
#[derive(Clone, Copy)]
pub struct NewVersion(pub RwSignal<bool>);

/// Provides what pages find in the context.
pub fn provide(opening: &Opening) {
    provide_context(Navigator::new(opening.route));
    let (look, sync) = (RwSignal::new(opening.look), Sync::new(opening.rows.clone(), opening.now));
    let sync = Sync { drawn: opening.drawn.then_some(opening.route), ..sync };
    provide_context(look);
    provide_context(sync);
    if ACCOUNTS {
        provide_context(Toasts::new(sync, look));
    }
    provide_context(DraftText(RwSignal::new(Draft::default())));
    provide_context(DraftKept(RwSignal::new(false)));
    #[cfg(feature = "desk")]
    {
        provide_context(PostText(RwSignal::default()));
        provide_context(PostsAside::default());
        provide_context(crate::pages::shifts::Wanted::default());
    }
    provide_context(NewVersion(RwSignal::new(false)));
}

/// The body of the document. Call [`provide`] first. The page itself is drawn once it has `begun`.
pub fn body(begun: RwSignal<bool>) -> AnyView {
    let navigator = crate::routes::navigator();
    let skip = move || common::skip(lang());
    // Told on only when it is another answer: from one place of the bar to the next the bar itself is not drawn again.
    let at_desk = Memo::new(move || matches!(navigator.current(), Route::Desk(_)));
    view! {
        <a class="skip" href="#main">{skip}</a>
        <div class="shell" class:is-desk=move || at_desk.get()>
            <main id="main" tabindex="-1">{new_version()}{trouble()}{move || begun.get().then(|| page(navigator.current()))}</main>
            {toast()}
            {move || (!at_desk.get()).then(tab_bar)}
        </div>
    }
    .into_any()
}

/// Says that there is a new version, if there is one. A link to the same address: the server answers it with the new one.
fn new_version() -> AnyView {
    let NewVersion(known) = expect_context();
    let navigator = crate::routes::navigator();
    let content = move || {
        let (words, open) = (common::new_version(lang()), common::open_new_version(lang()));
        view! { <p>{words}</p><a href=navigator.current().href() rel="external">{open}</a> }.into_any()
    };
    view! { {move || known.get().then(|| notice(Tone::Plain, content()))} }.into_any()
}
