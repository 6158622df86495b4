//! 别人替我办的: who did what for me and when, with the way to undo it; and, for whom I help, what they have before them.

use crate::cell::{Memo, RwSignal};
use crate::components::item::{pending_state, signup_state};
use crate::components::notice::{Tone, notice};
use crate::components::report::standing;
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, sync};
use crate::words::{canteen, common, mandate as words, refusal, when};
use domain::command::Command;
use domain::kin::Helped;
use domain::order::OrderState;
use domain::views::entrusted::{Done as What, DoneFor, before_them, done_for};
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// The list, made once per page.
#[derive(Clone, Copy)]
pub(super) struct Done {
    shown: Memo<Vec<DoneFor>>,
    asked: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Done {
    pub(super) fn new() -> Self {
        let sync = sync();
        let shown = Memo::new(move || {
            let view = sync.view();
            view.me().map(|me| done_for(&view, me, sync.now())).unwrap_or_default()
        });
        Self { shown, asked: RwSignal::new(None), trouble: RwSignal::new(None) }
    }

    pub(super) fn section(self) -> AnyView {
        let list = move || self.shown.with(|rows| self.list(rows));
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
        };
        view! {
            <section class="stack">
                {move || section_head(words::log(lang()).into(), None)}
                <div aria-live="polite">{trouble}</div>
                {list}
            </section>
        }
        .into_any()
    }

    fn list(self, rows: &[DoneFor]) -> AnyView {
        let lang = lang();
        if rows.is_empty() {
            return view! { <p class="said">{words::log_none(lang)}</p> }.into_any();
        }
        let now = untrack(|| sync().now());
        let line =
            |row: &DoneFor| item(row, Some(words::by(lang, &row.by.name, row.at, now)), self.undo(row, lang), now);
        let items: Vec<AnyView> = rows.iter().map(line).collect();
        view! { <ul class="list is-tight">{items}</ul> }.into_any()
    }

    /// The button that takes it back, where the rule may allow it; the rule has the last word.
    fn undo(self, row: &DoneFor, lang: Lang) -> Option<AnyView> {
        let command = match &row.done {
            What::Signup(engaged) => Command::CancelSignup { signup: engaged.0.id },
            What::Order(order) => Command::CancelOrder { order: order.id },
            What::Report(report) => Command::WithdrawReport { report: report.id },
        };
        let steps = Steps {
            act: words::undo(lang).into(),
            question: words::undo_sure(lang).into(),
            yes: words::undo_yes(lang).into(),
            no: words::back(lang).into(),
        };
        let send = move |()| {
            self.trouble.set(None);
            sync().submit(command.clone(), move |result| {
                if let Err(why) = result {
                    self.trouble.set(Some(why));
                }
            });
        };
        (row.open && !row.pending).then(|| two_step(self.asked, row.id, steps, Callback::new(send)))
    }
}

/// What everybody whom I help has before them, by person. Tracked.
pub(super) fn before() -> Vec<AnyView> {
    let (sync, lang) = (sync(), lang());
    let (view, now) = (sync.view(), untrack(move || sync.now()));
    let helped = view.me().map(|me| me.helped.clone()).unwrap_or_default();
    let part = |one: &Helped| {
        let rows = before_them(&view, one.person.id, now);
        let items: Vec<AnyView> = rows.iter().map(|row| item(row, None, None, now)).collect();
        let list = if items.is_empty() {
            view! { <p class="said">{words::before_none(lang)}</p> }.into_any()
        } else {
            view! { <ul class="list is-tight">{items}</ul> }.into_any()
        };
        view! { <h3>{words::before(lang, &one.person.name)}</h3>{list} }.into_any()
    };
    helped.iter().filter(|one| now.day() <= one.until).map(part).collect()
}

fn item(row: &DoneFor, said: Option<String>, button: Option<AnyView>, now: Moment) -> AnyView {
    let lang = lang();
    let (head, line, end) = match &row.done {
        What::Signup(engaged) => {
            let (signup, date, title) = &**engaged;
            let time = when::span(lang, date.starts, date.ends, now);
            (title.clone(), time, signup_state(signup, date, row.pending, lang))
        }
        What::Order(order) => {
            let dishes: Vec<&str> = order.lines.iter().map(|line| line.name.as_str()).collect();
            let head = format!("{} · {}", canteen::meal(lang, order.meal), when::day(lang, order.day, now.day()));
            (head, dishes.join(lang.pick("、", ", ")), meal(order.state, row.pending, lang))
        }
        What::Report(report) => {
            let offline = sync().status().offline;
            (words::report(lang).into(), report.words.clone(), standing(lang, report.state, row.pending, offline))
        }
    };
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{head}</b><small>{line}</small></span>
                <span class="item-end">{end}</span>
                {said.map(|said| view! { <p class="item-said">{said}</p> })}
                {button}
            </div>
        </li>
    }
    .into_any()
}

fn meal(order: OrderState, pending: bool, lang: Lang) -> AnyView {
    match order {
        _ if pending => pending_state(lang),
        OrderState::Cancelled => state(Mark::Done, words::cancelled(lang).into()),
        OrderState::Booked | OrderState::HandedOut => state(Mark::Confirmed, common::confirmed(lang).into()),
    }
}
