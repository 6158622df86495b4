//! 时长还没签: the shifts that are over and whose hours nobody has signed yet, however long ago they were, above those that come.

use super::entry::Entry;
use super::long::long_table;
use super::table::{Column, Line};
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, shifts as words};
use crate::words::when;
use domain::id::{OrganizationId, ShiftId};
use domain::permission::{Act, may};
use domain::shift::Shift;
use domain::views::unsigned::{Unsigned, unsigned};
use domain::when::Day;
use leptos::prelude::*;

/// So many are shown at once, the latest; those before them are folded, so that what comes is not far below.
const SHOWN: usize = 5;

/// A shift, and today: a line says of yesterday that it was yesterday.
type Row = (Unsigned, Day);

/// The part of the page, made once per page.
#[derive(Clone, Copy)]
pub struct ToSign {
    lang: Lang,
    rows: Memo<Vec<Row>>,
    /// The earlier ones have been looked at: what is folded away is drawn then.
    opened: RwSignal<bool>,
}

impl ToSign {
    /// Of the team that is picked, or of all that this person runs.
    pub fn new(team: Entry) -> Self {
        let sync = sync();
        Self { lang: lang(), rows: Memo::new(move || rows(sync, team)), opened: RwSignal::new(false) }
    }

    /// Whether the shift is listed here. Tracked.
    pub fn lists(self, shift: ShiftId) -> bool {
        self.rows.with(|rows| rows.iter().any(|(one, _)| one.shift.id == shift))
    }

    /// The part of the page; nothing where everything is signed.
    pub fn section(self) -> AnyView {
        let any = Memo::new(move || self.rows.with(|rows| !rows.is_empty()));
        (move || any.get().then(|| self.inside())).into_any()
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        let first = Memo::new(move || self.rows.with(|rows| rows.iter().take(SHOWN).cloned().collect::<Vec<_>>()));
        let earlier = Memo::new(move || self.rows.with(|rows| rows.len().saturating_sub(SHOWN)));
        let any_earlier = Memo::new(move || earlier.get() > 0);
        let title = move || words::unsigned_of(lang, self.rows.with(Vec::len));
        view! {
            <section class="stack" aria-labelledby="unsigned">
                <h2 id="unsigned">{title}</h2>
                <p class="said">{words::unsigned_text(lang)}</p>
                {self.table(words::latest(lang), first)}
                {move || any_earlier.get().then(|| self.earlier(earlier))}
            </section>
        }
        .into_any()
    }

    fn earlier(self, count: Memo<usize>) -> AnyView {
        let lang = self.lang;
        let rows = Memo::new(move || self.rows.with(|rows| rows.iter().skip(SHOWN).cloned().collect::<Vec<_>>()));
        let list = move || self.opened.get().then(|| self.table(words::earlier(lang), rows));
        let open = move |_| {
            if !self.opened.get_untracked() {
                self.opened.set(true);
            }
        };
        view! {
            <div class="form">
                <details on:toggle=open>
                    <summary>{move || words::unsigned_earlier(lang, count.get())}</summary>
                    {list}
                </details>
            </div>
        }
        .into_any()
    }

    fn table(self, caption: &'static str, rows: Memo<Vec<Row>>) -> AnyView {
        let lang = self.lang;
        let columns = vec![
            Column::words(words::role(lang)),
            Column::words(words::time(lang)),
            Column::words(words::place(lang)),
            Column::numbers(words::not_signed(lang)),
        ];
        long_table(caption.into_any(), columns, Some(desk::action(lang)), rows, move |row: &Row| line(lang, row))
    }
}

fn rows(sync: Sync, team: Entry) -> Vec<Row> {
    let (view, now) = (sync.view(), sync.now());
    let Some(me) = view.me() else { return Vec::new() };
    let team: Option<OrganizationId> = team.text.with(|text| text.parse().ok());
    let wanted = |shift: &Shift| {
        may(me, Act::RunActivities(shift.organization)) && team.is_none_or(|team| team == shift.organization)
    };
    unsigned(&view, now, wanted).into_iter().map(|shift| (shift, now.day())).collect()
}

fn line(lang: Lang, (one, today): &Row) -> Line {
    let shift = &one.shift;
    let day = when::exact_day(lang, shift.starts.day(), *today);
    let time = format!("{day} {}", when::range(shift.starts, shift.ends));
    let way = Route::Desk(DeskRoute::Shift(shift.id)).href();
    Line {
        head: view! { {shift.role.clone()}<small>{one.team.clone()}</small> }.into_any(),
        cells: vec![
            view! { <span class="num">{time}</span> }.into_any(),
            one.place.clone().into_any(),
            one.people.into_any(),
        ],
        action: Some(view! { <a class="button is-quiet is-small" href=way>{words::open_shift(lang)}</a> }.into_any()),
    }
}
