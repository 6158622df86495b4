//! What is reported and still open, the most needed first. One's own stand among them, marked as such: the list is everybody's, so
//! the server draws it as the phone will, and nothing moves when the phone knows whose it is.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::report::{MeToo, me_too};
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::Sync;
use crate::words::refusal::not_taken;
use crate::words::{report as words, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::ReportId;
use domain::need::Need;
use domain::replica::Replica;
use domain::report::{Endorsement, PublicReport, Report};
use domain::when::Day;
use leptos::prelude::*;

/// How many reports stand in the list before it is opened.
const FIRST: usize = 8;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct Line {
    report: PublicReport,
    title: Option<Need>,
    /// Nothing of one's own.
    standing: Option<MeToo>,
}

type Trouble = RwSignal<Option<(ReportId, String)>>;

pub(super) fn neighbours(sync: Sync, settled: Memo<bool>) -> AnyView {
    let visiting = move || sync.visiting();
    let lines = Memo::new(move || open(&sync.view(), visiting()));
    let today = Memo::new(move || sync.now().day());
    let all = RwSignal::new(false);
    let trouble: Trouble = RwSignal::new(None);
    let list = move || {
        let (lang, today, lines) = (lang(), today.get(), lines.get());
        if lines.is_empty() && !settled.get() {
            return skeleton(3);
        }
        if lines.is_empty() {
            return empty(words::neighbours_none(lang).into(), String::new(), None);
        }
        let count = lines.len();
        let shown = if all.get() { count } else { FIRST };
        let items = lines.into_iter().take(shown).map(|line| item(sync, lang, line, today, trouble)).collect_view();
        let rest = (count > shown).then(|| {
            view! {
                <button type="button" class="button is-quiet is-wide" on:click=move |_| all.set(true)>
                    {words::show_all(lang, count)}
                </button>
            }
            .into_any()
        });
        view! { <ul class="list voices">{items}</ul>{rest} }.into_any()
    };
    view! {
        <section class="stack">{move || section_head(words::neighbours(lang()).into(), None)}{list}</section>
    }
    .into_any()
}

fn open(view: &Replica, visiting: bool) -> Vec<Line> {
    let me = view.me().map(|me| me.id);
    let own = |id: ReportId| view.get::<Report>(id.0).is_some_and(|report| Some(report.reporter.id) == me);
    let mut open: Vec<&PublicReport> = view.all::<PublicReport>().filter(|report| report.state.open()).collect();
    open.arrange_by_key(|report| std::cmp::Reverse((report.endorsed, report.made, report.id)));
    let line = |report: &PublicReport| Line {
        report: report.clone(),
        title: report.need.and_then(|need| view.get::<Need>(need.0)).cloned(),
        standing: (!own(report.id)).then(|| standing(view, report.id, visiting)),
    };
    open.into_iter().map(line).collect()
}

fn standing(view: &Replica, report: ReportId, visiting: bool) -> MeToo {
    match view.me() {
        None if visiting => MeToo::Visitor,
        None => MeToo::Unknown,
        Some(_) if view.is_pending::<Endorsement>(report.0) => MeToo::Pending,
        Some(_) if view.get::<Endorsement>(report.0).is_some() => MeToo::Said,
        Some(_) => MeToo::Free,
    }
}

fn item(sync: Sync, lang: Lang, line: Line, today: Day, trouble: Trouble) -> AnyView {
    let Line { report, title, standing } = line;
    let id = report.id;
    let title = words::name_of(lang, title.as_ref(), &report.words);
    let place = if report.compound.is_empty() { String::new() } else { format!("{} · ", report.compound) };
    let date = when::day(lang, report.made.day(), today);
    let said = (!report.words.is_empty()).then(|| {
        let who = words::written_by(lang, &report.name);
        // Without a kind its words are its name, as far as they find room there.
        let rest = (report.words != title).then(|| format!("{}{}", lang.pick("：", ": "), report.words));
        view! { <p class="item-said">{who}{rest}</p> }.into_any()
    });
    let why = move || {
        let why = trouble.get().filter(|(of, _)| *of == id).map(|(_, why)| why);
        why.map(|why| view! { <p class="item-said" role="alert">{why}</p> }.into_any())
    };
    let tap = Callback::new(move |()| endorse(sync, lang, id, trouble));
    let end = match standing {
        Some(standing) => me_too(lang, standing, &title, tap),
        None => view! { <small>{words::by_me(lang)}</small> }.into_any(),
    };
    view! {
        <li>
            <div class="item is-bare">
                <a class="item-text" href=Route::Report(id).href()>
                    <b>{title.clone()}</b>
                    <small>{format!("{place}{date} · {}", words::endorsed(lang, report.endorsed))}</small>
                </a>
                <span class="item-end">{end}</span>
                {said}
                {why}
            </div>
        </li>
    }
    .into_any()
}

fn endorse(sync: Sync, lang: Lang, report: ReportId, trouble: Trouble) {
    trouble.set(None);
    sync.submit(Command::Endorse { report }, move |answer| {
        if let Err(why) = answer {
            trouble.set(Some((report, not_taken(lang, &why))));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ResidentId;
    use domain::report::ReportState;
    use domain::resident::{Me, Person};
    use domain::row::Row;
    use domain::scope::Scope;
    use domain::when::Moment;
    use uuid::Uuid;

    fn public(id: u128, endorsed: u32, state: ReportState) -> Row {
        Row::PublicReport(PublicReport {
            id: ReportId(Uuid::from_u128(id)),
            need: None,
            compound: "隆兴嘉苑".into(),
            words: String::new(),
            name: String::new(),
            state,
            endorsed,
            made: Moment(0),
        })
    }

    fn reported_by(id: ResidentId, report: u128) -> Report {
        Report {
            id: ReportId(Uuid::from_u128(report)),
            reporter: Person { id, name: String::new() },
            need: None,
            words: String::new(),
            building: None,
            photos: Vec::new(),
            shown: false,
            state: ReportState::Received,
            steps: Vec::new(),
            endorsed: 2,
            merged_into: None,
            made: Moment(0),
            by: None,
        }
    }

    #[test]
    fn the_most_needed_open_report_comes_first_and_closed_ones_are_gone() {
        let me = ResidentId(Uuid::from_u128(7));
        let mut view = Replica::default();
        view.put(Scope::Person(me), Row::Me(Me { id: me, ..Me::default() }));
        view.put(Scope::Public, public(1, 2, ReportState::Received));
        view.put(Scope::Public, public(2, 9, ReportState::InProgress));
        view.put(Scope::Public, public(3, 20, ReportState::Done));
        let said = Endorsement { report: ReportId(Uuid::from_u128(2)), resident: me };
        view.put(Scope::Person(me), Row::Endorsement(said));
        let lines = open(&view, false);
        let order: Vec<u128> = lines.iter().map(|line| line.report.id.0.as_u128()).collect();
        assert_eq!(order, [2, 1]);
        assert_eq!([lines[0].standing, lines[1].standing], [Some(MeToo::Said), Some(MeToo::Free)]);
        assert_eq!(standing(&Replica::default(), said.report, true), MeToo::Visitor);
    }

    #[test]
    fn ones_own_stays_in_its_place_and_cannot_be_joined() {
        let me = ResidentId(Uuid::from_u128(7));
        let mut view = Replica::default();
        view.put(Scope::Public, public(1, 2, ReportState::Received));
        view.put(Scope::Person(me), Row::Report(reported_by(me, 1)));
        assert_eq!(open(&view, true)[0].standing, Some(MeToo::Visitor));
        view.put(Scope::Person(me), Row::Me(Me { id: me, ..Me::default() }));
        assert_eq!(open(&view, false)[0].standing, None);
    }
}
