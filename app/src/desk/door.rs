//! Who may come in. A page of the desk is drawn for those whom the rules let work there; everyone else reads in one
//! sentence whose page it is. The rows themselves never reach a phone that may not see them: this is manners, not a
//! lock.

use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::skeleton::skeleton;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::sync;
use crate::words::{common, desk as words};
use domain::permission::{Act, may};
use domain::resident::Me;
use domain::role::Role;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    Opening,
    SignedOut,
    Closed,
    Open,
}

/// Whether this person runs the activities of any organization.
pub fn organizes(me: &Me) -> bool {
    works_here(me) || me.roles.iter().any(|role| matches!(role, Role::Leader(_)))
}

/// Whether this person hands out lunch.
pub fn cooks(me: &Me) -> bool {
    may(me, Act::ServeLunch)
}

/// Whether this person is staff, with the desk unlocked.
pub fn works_here(me: &Me) -> bool {
    may(me, Act::WorkAtDesk)
}

/// Whether this person may be asked to look after somebody.
pub fn looks_after(me: &Me) -> bool {
    works_here(me) || me.roles.iter().any(|role| matches!(role, Role::GridWorker | Role::GroupLeader))
}

/// Draws a page for those who are `allowed`, and says to the others `whose` it is.
pub fn behind(
    allowed: fn(&Me) -> bool,
    whose: fn(Lang) -> &'static str,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let door = Memo::new(move || {
        if !sync.status().ready {
            return Door::Opening;
        }
        match sync.view().me() {
            None => Door::SignedOut,
            Some(me) if allowed(me) => Door::Open,
            Some(_) => Door::Closed,
        }
    });
    let page = move || match door.get() {
        Door::Opening => skeleton(4),
        Door::SignedOut => view! {
            {empty(words::signed_out(lang).into(), words::signed_out_text(lang).into(), None)}
            <a class="button" href=Route::SignIn.href() rel="external">{common::sign_in(lang)}</a>
        }
        .into_any(),
        Door::Closed => {
            let home = (Route::Desk(DeskRoute::Home), words::to_home(lang).to_string());
            empty(words::not_for_you(lang).into(), whose(lang).into(), Some(home))
        }
        Door::Open => draw(),
    };
    page.into_any()
}
