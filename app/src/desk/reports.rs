//! 诉求: what residents reported, newest first, by where it stands.

use super::door::{behind, works_here};
use super::entry::{Entry, submits};
use super::table::{Column, Line, table};
use crate::cell::RwSignal;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::components::report::standing;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, reports as words};
use crate::words::{common, report as report_words};
use domain::arrange::Arrange;
use domain::id::BuildingId;
use domain::need::Need;
use domain::place::Compound;
use domain::replica::Replica;
use domain::report::{Report, ReportState};
use leptos::prelude::*;

/// How many reports are shown at first, and more at each asking.
const SHOWN: usize = 40;
/// How much of a report stands in the list, in characters.
const GLIMPSE: usize = 40;

/// Which reports are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    Open,
    In(ReportState),
    Closed,
    All,
}

const FILTERS: [Filter; 7] = [
    Filter::Open,
    Filter::In(ReportState::Received),
    Filter::In(ReportState::InProgress),
    Filter::In(ReportState::Done),
    Filter::In(ReportState::Declined),
    Filter::Closed,
    Filter::All,
];

impl Filter {
    fn lets(self, state: ReportState) -> bool {
        match self {
            Filter::Open => state.open(),
            Filter::In(wanted) => state == wanted,
            Filter::Closed => matches!(state, ReportState::Merged | ReportState::Withdrawn),
            Filter::All => true,
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Filter::Open => words::open(lang),
            Filter::In(state) => report_words::state(lang, state),
            Filter::Closed => words::closed(lang),
            Filter::All => common::all(lang),
        }
    }
}

#[derive(Clone, Copy)]
struct Reports {
    lang: Lang,
    sync: Sync,
    filter: RwSignal<Filter>,
    search: Entry,
    shown: RwSignal<usize>,
}

/// The page.
pub fn page() -> AnyView {
    let lang = lang();
    let reports = Reports {
        lang,
        sync: sync(),
        filter: RwSignal::new(Filter::Open),
        search: Entry::new(""),
        shown: RwSignal::new(SHOWN),
    };
    view! {
        {page_head(desk::brand(lang).into(), desk::reports(lang).into())}
        {behind(works_here, desk::whose_staff, move || reports.inside())}
    }
    .into_any()
}

impl Reports {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        let chips = FILTERS.map(|filter| self.chip(filter)).collect_view();
        let search = self.search;
        view! {
            <div class="desk-tools">
                <div class="filters" role="group" aria-label=words::show(lang)>{chips}</div>
                <form class="search" role="search" on:submit=submits(|| {})>
                    {icon(Icon::Search)}
                    <input
                        type="search"
                        aria-label=words::search(lang)
                        placeholder=words::search(lang)
                        prop:value=move || search.text.get()
                        on:input=move |event| search.fill(event_target_value(&event))
                    />
                </form>
            </div>
            {move || self.list()}
        }
        .into_any()
    }

    fn chip(self, filter: Filter) -> AnyView {
        let pressed = move || if self.filter.get() == filter { "true" } else { "false" };
        let choose = move |_| {
            self.filter.set(filter);
            self.shown.set(SHOWN);
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=choose>{filter.name(self.lang)}</button>
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        let view = self.sync.view();
        let filter = self.filter.get();
        let wanted = self.search.text.with(|text| text.trim().to_string());
        let mut reports: Vec<&Report> = view
            .all::<Report>()
            .filter(|report| filter.lets(report.state) && answers_to(&view, report, &wanted))
            .collect();
        if reports.is_empty() {
            return empty(words::none(lang).into(), words::none_text(lang).into(), None);
        }
        reports.arrange_by_key(|report| std::cmp::Reverse((report.made, report.id)));
        let more = reports.len() > self.shown.get();
        reports.truncate(self.shown.get());
        let lines = reports.into_iter().map(|report| self.line(&view, report)).collect();
        let columns = vec![
            Column::words(words::what(lang)),
            Column::words(words::who(lang)),
            Column::words(words::place(lang)),
            Column::words(words::when(lang)),
            Column::numbers(words::too(lang)),
            Column::words(desk::state(lang)),
        ];
        let show_more = move |_| self.shown.update(|shown| *shown += SHOWN);
        let more = more.then(|| {
            view! {
                <div class="actions">
                    <button type="button" class="button is-quiet" on:click=show_more>
                        {words::more(lang)}
                    </button>
                </div>
            }
        });
        view! { {table(words::caption(lang).into_any(), columns, Some(desk::action(lang)), lines)}{more} }.into_any()
    }

    fn line(self, view: &Replica, report: &Report) -> Line {
        let lang = self.lang;
        let days = self.sync.now().day().since(report.made.day());
        let way = Route::Desk(DeskRoute::Report(report.id)).href();
        let too = if report.endorsed == 0 { String::new() } else { words::people(lang, report.endorsed) };
        Line {
            head: view! { {glimpse(&report.words)}<small>{report_words::kind_of(lang, need(view, report))}</small> }
                .into_any(),
            cells: vec![
                report.reporter.name.clone().into_any(),
                building(view, report.building).unwrap_or_default().into_any(),
                words::since(lang, days).into_any(),
                too.into_any(),
                standing(lang, report.state, view.is_pending::<Report>(report.id.0), self.sync.status().offline),
            ],
            action: Some(view! { <a class="button is-quiet is-small" href=way>{words::open_one(lang)}</a> }.into_any()),
        }
    }
}

/// Whether a report has `wanted` in its words, its reporter's name, its kind or its place.
pub fn answers_to(view: &Replica, report: &Report, wanted: &str) -> bool {
    wanted.is_empty()
        || report.words.contains(wanted)
        || report.reporter.name.contains(wanted)
        || need(view, report).is_some_and(|need| need.title.contains(wanted))
        || building(view, report.building).is_some_and(|place| place.contains(wanted))
}

/// The kind of a report, if one was chosen.
pub fn need<'a>(view: &'a Replica, report: &Report) -> Option<&'a Need> {
    report.need.and_then(|need| view.get::<Need>(need.0))
}

/// A building with its compound: "隆兴嘉苑 3幢".
pub fn building(view: &Replica, id: Option<BuildingId>) -> Option<String> {
    let id = id?;
    let mut buildings = view.all::<Compound>().flat_map(|compound| {
        compound.buildings.iter().map(move |building| (building.id, &compound.name, &building.name))
    });
    buildings.find(|(known, _, _)| *known == id).map(|(_, compound, building)| format!("{compound} {building}"))
}

/// The beginning of a report, as much as a list has room for.
pub fn glimpse(words: &str) -> String {
    if words.chars().count() <= GLIMPSE {
        return words.into();
    }
    words.chars().take(GLIMPSE).chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_report_is_cut_between_characters() {
        assert_eq!(glimpse("楼道灯不亮"), "楼道灯不亮");
        let long = "灯".repeat(GLIMPSE + 1);
        assert_eq!(glimpse(&long).chars().count(), GLIMPSE + 1);
        assert!(glimpse(&long).ends_with('…'));
    }

    #[test]
    fn every_state_is_behind_some_filter_besides_all() {
        use ReportState::{Declined, Done, InProgress, Merged, Received, Withdrawn};
        for state in [Received, InProgress, Done, Declined, Merged, Withdrawn] {
            let found = FILTERS.into_iter().filter(|filter| *filter != Filter::All && filter.lets(state)).count();
            assert!(found > 0, "{state:?}");
        }
    }
}
