//! 清点: what was made for a date or a shift, noted by whoever runs it once it has begun, and what was noted before.

use super::entry::{Entry, Kind, line, submits};
use super::sending::Sending;
use super::steps::{Step, steps};
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::item::pending_state;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{steps as step_words, tally as words};
use crate::words::when;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::TallyId;
use domain::presence::Venture;
use domain::refusal::Refusal;
use domain::tally::{Amounts, Counted, Tally, holding};
use domain::when::Moment;
use leptos::prelude::*;

/// The part of a page, made once per page.
#[derive(Clone, Copy)]
pub struct Tallying {
    lang: Lang,
    sync: Sync,
    of: Venture,
    what: Entry,
    made: Entry,
    given: Entry,
    left: Entry,
    discarded: Entry,
    sending: Sending,
}

impl Tallying {
    /// The counts of one date or shift.
    pub fn new(of: Venture) -> Self {
        let entry = || Entry::new("");
        Self {
            lang: lang(),
            sync: sync(),
            of,
            what: entry(),
            made: entry(),
            given: entry(),
            left: entry(),
            discarded: entry(),
            sending: Sending::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let all = Memo::new(move || {
            let view = self.sync.view();
            let mut all: Vec<Tally> = view.all::<Tally>().filter(|one| one.of == self.of).cloned().collect();
            all.arrange_by_key(|one| (one.noted, one.id));
            all
        });
        let list = move || all.with(|all| self.list(all));
        view! {
            <section class="stack" aria-labelledby="tally">
                <h2 id="tally">{words::title(lang)}</h2>
                {list}
                {self.form()}
            </section>
        }
        .into_any()
    }

    /// What holds, and below it what was noted before.
    fn list(self, all: &[Tally]) -> AnyView {
        if all.is_empty() {
            return ().into_any();
        }
        let (lang, now) = (self.lang, untrack(|| self.sync.now()));
        let held = holding(all.to_vec());
        let columns = vec![
            Column::words(words::what(lang)),
            Column::numbers(words::made(lang)),
            Column::numbers(words::given(lang)),
            Column::numbers(words::left(lang)),
            Column::numbers(words::discarded(lang)),
        ];
        let lines = held.iter().map(|one| self.line(one, now)).collect();
        let earlier: Vec<_> = all
            .iter()
            .filter(|one| held.iter().all(|other| other.id != one.id))
            .map(|one| {
                let said = words::amounts(lang, one.amounts);
                let by = words::noted_by(lang, &one.by.name, &when::stamp(lang, one.noted, now));
                view! { <li class="small soft">{format!("{} · {said} · {by}", one.what)}</li> }
            })
            .collect();
        let earlier = (!earlier.is_empty()).then(|| {
            view! { <p class="small soft">{words::earlier(lang)}</p><ul class="list is-tight">{earlier}</ul> }
        });
        view! { {table(words::title(lang).into_any(), columns, None, lines)}{earlier} }.into_any()
    }

    fn line(self, one: &Tally, now: Moment) -> Line {
        let lang = self.lang;
        let by = if self.sync.view().is_pending::<Tally>(one.id.0) {
            pending_state(lang)
        } else {
            let by = words::noted_by(lang, &one.by.name, &when::stamp(lang, one.noted, now));
            view! { <small>{by}</small> }.into_any()
        };
        let Amounts { made, given, left, discarded } = one.amounts;
        let count = |n: u32| n.into_any();
        Line {
            head: view! { {one.what.clone()}{by} }.into_any(),
            cells: vec![count(made), count(given), count(left), count(discarded)],
            action: None,
        }
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let what = line(self.what, Kind::Words, "tally-what", words::what(lang), Some(words::what_hint(lang)));
        let amounts = view! {
            <div class="field-row">
                {line(self.made, Kind::Number, "tally-made", words::made(lang), None)}
                {line(self.given, Kind::Number, "tally-given", words::given(lang), None)}
                {line(self.left, Kind::Number, "tally-left", words::left(lang), None)}
                {line(self.discarded, Kind::Number, "tally-discarded", words::discarded(lang), None)}
            </div>
        };
        let counts = vec![self.made, self.given, self.left, self.discarded];
        let all = vec![
            Step::new(words::what(lang), vec![self.what], what),
            Step::new(step_words::amounts(lang), counts, amounts.into_any()),
        ];
        view! {
            <form class="form card no-print" aria-label=words::title(lang) on:submit=submits(move || self.send())>
                {steps("tally", lang, all)}
                <p class="small soft">{words::hint(lang)}</p>
                {self.sending.result(words::noted(lang))}
                <div class="actions"><button class="button is-quiet">{words::note(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    /// What is typed, if it can be read; otherwise says at each field what is missing.
    fn read(self) -> Option<Counted> {
        let what = self.what.typed();
        if what.is_empty() {
            self.what.fail(words::what_missing(self.lang));
        }
        let [made, given, left, discarded] = self.numbers().map(|entry| {
            let number = if entry.typed().is_empty() { Some(0) } else { entry.number() };
            if number.is_none() {
                entry.fail(words::wrong(self.lang));
            }
            number
        });
        let amounts = Amounts { made: made?, given: given?, left: left?, discarded: discarded? };
        (!what.is_empty()).then_some(Counted { of: self.of, what, amounts })
    }

    fn numbers(self) -> [Entry; 4] {
        [self.made, self.given, self.left, self.discarded]
    }

    fn send(self) {
        let Some(counted) = self.read() else { return };
        let about = move |refusal: &Refusal| match refusal {
            Refusal::CountsDiffer { .. } => Some(self.made),
            Refusal::WordsMissing | Refusal::WordsTooLong { .. } => Some(self.what),
            _ => None,
        };
        let command = Command::NoteTally { tally: TallyId(new_id()), counted };
        self.sending.send(command, about, move || self.numbers().into_iter().for_each(|entry| entry.fill("")));
    }
}
