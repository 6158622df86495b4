//! 要打电话: whoever has not been reached in the app or by a text message, with the telephone; and the same people by stairwell, on paper,
//! for whoever goes from door to door.

use super::door::{behind, works_here};
use super::paper::print_button;
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::help_line::call;
use crate::components::item::pending_state;
use crate::components::page_head::page_head;
use crate::components::section::section_head;
use crate::look::{Lang, lang};
use crate::sync::sync;
use crate::words::desk::{self, reach as words};
use crate::words::{notice, when};
use domain::activity::Activity;
use domain::command::Command;
use domain::notice::About;
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::shift::Shift;
use domain::unreached::Unreached;
use domain::when::Moment;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Somebody to call.
#[derive(Clone, PartialEq, Eq)]
struct ToCall {
    row: Unreached,
    /// What they must know.
    what: String,
    /// What came of the last call waits for the server.
    pending: bool,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let sending = Sending::new();
    // Drawn anew only when one of them changes, not with every tick of the clock: somebody is calling.
    let people = Memo::new(move || unreached(&sync.view(), lang, sync.now()));
    let inside = move || {
        let lists = move || {
            let people = people.get();
            if people.is_empty() {
                return empty(words::none(lang).into(), words::none_text(lang).into(), None);
            }
            view! { {calls(lang, sending, &people)}{doors(lang, &people)} }.into_any()
        };
        view! { {lists}<div class="no-print">{sending.result(words::noted(lang))}</div> }.into_any()
    };
    // There is something to print where there is somebody to go to.
    let about = move || {
        (!people.with(Vec::is_empty)).then(|| {
            view! {
                <p class="said">{words::hint(lang)}</p>
                <div class="actions">{print_button(words::print_doors(lang), "button is-quiet")}</div>
            }
            .into_any()
        })
    };
    view! {
        <div class="stack no-print">
            {page_head(desk::brand(lang).into(), desk::reach(lang).into())}
            {about}
        </div>
        {behind(works_here, desk::whose_staff, inside)}
    }
    .into_any()
}

/// Everybody who has not been reached, by where they live.
fn unreached(view: &Replica, lang: Lang, now: Moment) -> Vec<ToCall> {
    let mut people: Vec<Unreached> = view.all::<Unreached>().filter(|row| row.told.is_none()).cloned().collect();
    people.sort_by(|a, b| (&a.stairwell, &a.room, &a.person).cmp(&(&b.stairwell, &b.room, &b.person)));
    let to_call = |row: Unreached| {
        let (what, pending) = (what(view, lang, &row, now), view.is_pending::<Unreached>(row.id.0));
        ToCall { row, what, pending }
    };
    people.into_iter().map(to_call).collect()
}

fn calls(lang: Lang, sending: Sending, people: &[ToCall]) -> AnyView {
    let lines = people.iter().map(|one| line(lang, sending, one)).collect();
    let columns = [words::who(lang), words::phone(lang), words::what(lang), words::tried(lang)];
    let columns = columns.into_iter().map(Column::words).collect();
    view! {
        <div class="no-print">{table(desk::reach(lang).into_any(), columns, Some(desk::action(lang)), lines)}</div>
    }
    .into_any()
}

fn line(lang: Lang, sending: Sending, ToCall { row, what, pending }: &ToCall) -> Line {
    let phone = if row.phone.is_empty() {
        words::no_phone(lang).into_any()
    } else {
        view! { <a class="button is-quiet is-small" href=call(&row.phone)>{row.phone.clone()}</a> }.into_any()
    };
    let action = if *pending {
        pending_state(lang)
    } else {
        let id = row.id;
        let ways = [
            (words::told(lang), "button is-small", true, false),
            (words::told_at_door(lang), "button is-quiet is-small", true, true),
            (words::no_answer(lang), "button is-quiet is-small", false, false),
        ];
        let buttons = ways.map(|(act, look, told, door)| {
            let send = move |_| sending.send(Command::NoteCall { notice: id, told, door }, |_| None, || {});
            view! {
                <button type="button" class=look on:click=send>
                    {act}<span class="unseen">{format!(" {}", row.person.name)}</span>
                </button>
            }
        });
        view! { <div class="row">{buttons.into_iter().collect_view()}</div> }.into_any()
    };
    Line {
        head: row.person.name.clone().into_any(),
        cells: vec![phone, what.clone().into_any(), words::tries(lang, row.tries).into_any()],
        action: Some(action),
    }
}

/// What somebody must know: "活动取消了：书画课，明天上午九点".
fn what(view: &Replica, lang: Lang, row: &Unreached, now: Moment) -> String {
    let (title, starts) = match row.about {
        About::Occurrence(id) => {
            let date = view.get::<Occurrence>(id.0);
            let activity = date.and_then(|date| view.get::<Activity>(date.activity.0));
            (activity.map(|activity| activity.title.clone()), date.map(|date| date.starts))
        }
        About::Shift(id) => {
            let shift = view.get::<Shift>(id.0);
            (shift.map(|shift| shift.role.clone()), shift.map(|shift| shift.starts))
        }
        About::Report(_) | About::Resident(_) => (None, None),
    };
    let time = starts.map(|starts| when::moment(lang, starts, now)).unwrap_or_default();
    words::of(lang, notice::said(lang, row.kind), &title.unwrap_or_default(), &time)
}

/// The list for the doors: a part for each stairwell, with a box to tick.
fn doors(lang: Lang, people: &[ToCall]) -> AnyView {
    let mut stairwells: BTreeMap<&str, Vec<&ToCall>> = BTreeMap::new();
    for one in people {
        stairwells.entry(one.row.stairwell.as_str()).or_default().push(one);
    }
    let part = |(stairwell, rows): (&str, Vec<&ToCall>)| {
        let lines = rows.into_iter().map(|ToCall { row, what, .. }| Line {
            head: format!("☐ {}", row.room).into_any(),
            cells: vec![row.person.name.clone().into_any(), what.clone().into_any()],
            action: None,
        });
        let columns = [words::room(lang), words::who(lang), words::what(lang)].into_iter().map(Column::words);
        table(stairwell.to_string().into_any(), columns.collect(), None, lines.collect())
    };
    let parts: Vec<AnyView> = stairwells.into_iter().map(part).collect();
    view! { <section class="stack">{section_head(words::doors(lang).into(), None)}{parts}</section> }.into_any()
}
