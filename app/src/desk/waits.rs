//! 今天 and 等您处理: what the desk of whoever leads a team begins with. The day's dates and shifts with who comes and who has come,
//! and what waits for an answer or a signature, each with the way there.

use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::state::{Mark, state};
use crate::components::time;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::activity;
use crate::words::desk::{dates as date_words, shifts as shift_words, waits as words};
use domain::views::own_day::{Event, Led, OwnDay, own_day};
use domain::views::waits::{Matter, Need, counts, leads_any, waits};
use domain::when::{Day, Moment};
use leptos::prelude::*;

/// So many lines are shown at first, so that the doors below are not far.
const FIRST: usize = 6;

/// Both parts, made once per page.
#[derive(Clone, Copy)]
pub struct Waits {
    lang: Lang,
    sync: Sync,
    day: Memo<Option<OwnDay>>,
    /// With the day on which its words are true.
    needs: Memo<(Day, Vec<Need>)>,
    /// All lines are shown.
    all: RwSignal<bool>,
}

impl Waits {
    /// Of whoever opens the page.
    pub fn new() -> Self {
        let sync = sync();
        let day = Memo::new(move || {
            let view = sync.view();
            view.me().filter(|me| leads_any(me)).map(|me| own_day(&view, me, sync.now()))
        });
        let needs = Memo::new(move || {
            let (view, now) = (sync.view(), sync.now());
            (now.day(), view.me().map(|me| waits(&view, me, now)).unwrap_or_default())
        });
        Self { lang: lang(), sync, day, needs, all: RwSignal::new(false) }
    }

    /// How much waits on dates, and on shifts and in teams. Tracked.
    pub fn counts(self) -> [u32; 2] {
        self.needs.with(|(_, needs)| counts(needs))
    }

    /// The parts of the page; nothing for who leads no team.
    pub fn sections(self) -> AnyView {
        let leads = Memo::new(move || self.day.with(Option::is_some));
        // Before the rows have come it is not known that nothing waits.
        let known = Memo::new(move || self.sync.status().settled());
        let parts = move || leads.get().then(|| view! { {self.today(known)}{self.waiting(known)} });
        parts.into_any()
    }

    fn today(self, known: Memo<bool>) -> AnyView {
        let lang = self.lang;
        let list = move || {
            let (known, now) = (known.get(), untrack(|| self.sync.now()));
            self.day.with(|day| day.as_ref().map(|day| events(day, known, lang, now)))
        };
        view! {
            <section class="stack" aria-labelledby="own-day">
                <h2 id="own-day">{words::today(lang)}</h2>
                {list}
            </section>
        }
        .into_any()
    }

    fn waiting(self, known: Memo<bool>) -> AnyView {
        let lang = self.lang;
        let list = move || {
            let (known, now) = (known.get(), untrack(|| self.sync.now()));
            let most = if self.all.get() { usize::MAX } else { FIRST };
            self.needs.with(|(_, needs)| lines(needs, most, known, lang, now))
        };
        let left = Memo::new(move || {
            let lines = self.needs.with(|(_, needs)| needs.len());
            if self.all.get() { 0 } else { lines.saturating_sub(FIRST) }
        });
        let show = move |_| {
            self.all.set(true);
            focus_soon(line_id(FIRST));
        };
        let more = move || {
            let count = left.get();
            (count > 0).then(|| {
                view! {
                    <button type="button" class="button is-quiet is-wide" on:click=show>{words::more(lang, count)}</button>
                }
            })
        };
        view! {
            <section class="stack" aria-labelledby="waits">
                <h2 id="waits">{words::waits(lang)}</h2>
                {list}
                {more}
            </section>
        }
        .into_any()
    }
}

/// How much waits on dates, and on shifts and in teams, for the way between the desk's pages.
pub fn counted(sync: Sync) -> Memo<[u32; 2]> {
    Memo::new(move || {
        let (view, now) = (sync.view(), sync.now());
        view.me().map(|me| counts(&waits(&view, me, now))).unwrap_or_default()
    })
}

/// What is today; where nothing is, what comes next.
fn events(day: &OwnDay, known: bool, lang: Lang, now: Moment) -> AnyView {
    if !day.events.is_empty() {
        let items: Vec<AnyView> = day.events.iter().map(|led| event(led, None, lang)).collect();
        return view! { <ul class="list is-tight">{items}</ul> }.into_any();
    }
    match &day.next {
        _ if !known => ().into_any(),
        Some(next) => view! {
            <p class="said">{words::next(lang)}</p>
            <ul class="list is-tight">{event(next, Some(now), lang)}</ul>
        }
        .into_any(),
        None => view! { <p class="said">{words::nothing_on(lang)}</p> }.into_any(),
    }
}

/// A date or shift with the way to its page. The day is named to whoever reads it `before` that day.
fn event(led: &Led, before: Option<Moment>, lang: Lang) -> AnyView {
    let (way, signed) = match &led.event {
        Event::Date(date) => (DeskRoute::Date(date.id), words::signed(lang, &date_words::taken_of(date))),
        Event::Shift(shift) => (DeskRoute::Shift(shift.id), words::manned(lang, &shift_words::taken_of(shift))),
    };
    let place = match before {
        Some(now) => time::and_place(lang, led.event.span(), &led.venue, None, now),
        None => time::clocks_and_place(lang, led.event.span(), &led.venue),
    };
    let off = led.event.is_off();
    let said = if led.begun || led.came > 0 { words::so_far(lang, &signed, led.came) } else { signed };
    let said = (!off).then(|| view! { <small>{said}</small> });
    let standing = if off {
        Some(state(Mark::Failed, activity::called_off(lang).into()))
    } else {
        led.pending.then(|| pending_state(lang))
    };
    let standing = standing.map(|standing| view! { <span class="item-end">{standing}</span> });
    view! {
        <li>
            <a class="item" href=Route::Desk(way).href()>
                <span class="item-text"><b>{led.title.clone()}</b>{place}{said}</span>
                {standing}
            </a>
        </li>
    }
    .into_any()
}

/// At most so many lines of what waits.
fn lines(needs: &[Need], most: usize, known: bool, lang: Lang, now: Moment) -> AnyView {
    if needs.is_empty() {
        return known.then(|| view! { <p class="said">{words::nothing(lang)}</p> }).into_any();
    }
    let items: Vec<AnyView> =
        needs.iter().take(most).enumerate().map(|(place, need)| line(place, need, lang, now)).collect();
    view! { <ul class="list is-tight">{items}</ul> }.into_any()
}

fn line(place: usize, need: &Need, lang: Lang, now: Moment) -> AnyView {
    let way = match need.matter {
        Matter::Approval(date) | Matter::Offer(date) => DeskRoute::Date(date),
        Matter::Replacement(shift) | Matter::Hours(shift) => DeskRoute::Shift(shift),
        Matter::Joining(_) | Matter::Deeds(_) | Matter::Stints(_) => DeskRoute::Shifts,
    };
    let span = need.span.map(|(starts, ends)| view! { <small>{time::span(lang, starts, ends, now)}</small> });
    let until = need.until.map(|until| view! { <small>{words::answer_by(lang, until, now)}</small> });
    view! {
        <li>
            <a class="item" id=line_id(place) href=Route::Desk(way).href()>
                <span class="item-text"><b>{need.title.clone()}</b>{span}{until}</span>
                <span class="item-end">{state(Mark::Waiting, words::need(lang, need))}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The identity of a line, so that whoever asks for more goes on with the first of them.
fn line_id(place: usize) -> String {
    format!("waits-{place}")
}
