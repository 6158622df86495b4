//! The sync chip: how old the rows are, and what still waits on this phone. One look at it answers "is this so?".

use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::look::{Lang, elder, lang};
use crate::routes::Route;
use crate::sync::{Status, sync};
use crate::words::{today as words, when};
use domain::when::Moment;
use leptos::prelude::*;

/// What the chip says, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// So many commands were refused and wait for the person.
    Failed(usize),
    /// No network; so many commands wait.
    Offline(usize),
    /// So many commands are on their way.
    Sending(usize),
    /// Up to date since so many milliseconds.
    Fresh(i64),
    /// The rows came with the page, or the first pull is on its way.
    AsOf(Moment),
}

impl Standing {
    fn of(status: Status, parked: usize, waiting: usize, now: Moment) -> Standing {
        match status {
            Status { ready: false, offline: false, .. } => Standing::AsOf(now),
            _ if parked > 0 => Standing::Failed(parked),
            Status { offline: true, .. } => Standing::Offline(waiting),
            _ if waiting > 0 => Standing::Sending(waiting),
            Status { synced: Some(at), .. } => Standing::Fresh(now.0 - at.0),
            _ => Standing::AsOf(now),
        }
    }

    /// Trouble, and not only how the minutes pass.
    fn urgent(self) -> bool {
        matches!(self, Standing::Failed(_) | Standing::Offline(_))
    }

    /// What a screen reader is told without being asked.
    fn spoken(self, lang: Lang) -> String {
        if self.urgent() { self.words(lang) } else { String::new() }
    }

    fn words(self, lang: Lang) -> String {
        match self {
            Standing::Failed(count) => words::failed_count(lang, count),
            Standing::Offline(count) => words::offline_count(lang, count),
            Standing::Sending(count) => words::sending_count(lang, count),
            Standing::Fresh(ms) => when::age(lang, ms),
            Standing::AsOf(at) => words::as_of(lang, at.clock()),
        }
    }
}

/// The chip. With something to look after it is a link to 等待发送. The elder view shows it only when there is trouble.
pub fn chip() -> AnyView {
    let standing = standing();
    let shown = move || Some(standing.get()).filter(|standing| !elder() || standing.urgent());
    view! { {move || shown().map(|standing| draw(standing, lang()))}{spoken(standing)} }.into_any()
}

/// What the chip says to a screen reader, on a page whose head has no room for it.
pub fn told() -> AnyView {
    spoken(standing())
}

fn spoken(standing: Memo<Standing>) -> AnyView {
    view! { <span class="unseen" role="status">{move || standing.get().spoken(lang())}</span> }.into_any()
}

fn standing() -> Memo<Standing> {
    let sync = sync();
    let first = sync.now.get_untracked();
    Memo::new(move || {
        let status = sync.status();
        // Before the phone's own rows are read, the page is as old as its drawing, however long that takes.
        let now = if status.ready { sync.now() } else { first };
        Standing::of(status, sync.parked().len(), sync.waiting().len(), now)
    })
}

/// How the chip looks.
pub(crate) fn draw(standing: Standing, lang: Lang) -> AnyView {
    let (class, sign, linked) = match standing {
        Standing::Failed(_) => ("sync is-failed", Icon::Alert, true),
        Standing::Offline(count) => ("sync is-offline", Icon::Offline, count > 0),
        Standing::Sending(_) => ("sync is-sending", Icon::Sending, true),
        Standing::Fresh(_) => ("sync is-fresh", Icon::Check, false),
        Standing::AsOf(_) => ("sync", Icon::Clock, false),
    };
    let words = standing.words(lang);
    if linked {
        view! { <a class=class href=Route::Outbox.href()>{icon(sign)}{words}</a> }.into_any()
    } else {
        view! { <span class=class>{icon(sign)}{words}</span> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_urgent_thing_is_said() {
        let now = Moment(1_000_000);
        let ready = Status { ready: true, synced: Some(Moment(400_000)), ..Status::default() };
        assert_eq!(Standing::of(Status::default(), 2, 2, now), Standing::AsOf(now));
        let unknown = Status { offline: true, ..Status::default() };
        assert_eq!(Standing::of(unknown, 0, 0, now), Standing::Offline(0), "whosever phone it is");
        assert_eq!(Standing::of(ready, 1, 3, now), Standing::Failed(1));
        assert_eq!(Standing::of(Status { offline: true, ..ready }, 0, 3, now), Standing::Offline(3));
        assert_eq!(Standing::of(ready, 0, 3, now), Standing::Sending(3));
        assert_eq!(Standing::of(ready, 0, 0, now), Standing::Fresh(600_000));
    }
}
