//! 大家说的: how the day's meals were, counted, and the words that were added. Nobody's name is on this phone.

use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::meals as words;
use domain::arrange::Arrange;
use domain::rating::{Rated, Reason, Score, Taste};
use domain::when::Day;
use leptos::prelude::*;

/// The part of a page, made once per page.
#[derive(Clone, Copy)]
pub struct Tastes {
    lang: Lang,
    sync: Sync,
    day: Memo<Day>,
}

impl Tastes {
    /// What was said of the meals of `day`.
    pub fn new(day: Memo<Day>) -> Self {
        Self { lang: lang(), sync: sync(), day }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let all = Memo::new(move || {
            let (view, day) = (self.sync.view(), self.day.get());
            let mut all: Vec<Taste> = view.all::<Taste>().filter(|taste| taste.day == day).cloned().collect();
            all.arrange_by_key(|taste| taste.id);
            all.into_iter().map(|taste| taste.rated).collect::<Vec<Rated>>()
        });
        let body = move || all.with(|all| inside(lang, all));
        view! {
            <section class="card stack" aria-labelledby="tastes">
                <h2 id="tastes">{words::tastes(lang)}</h2>
                {body}
            </section>
        }
        .into_any()
    }
}

fn inside(lang: Lang, all: &[Rated]) -> AnyView {
    if all.is_empty() {
        return view! { <p class="said">{words::tastes_none(lang)}</p> }.into_any();
    }
    let score = |score: Score| {
        let count = all.iter().filter(|rated| rated.score == score).count();
        view! { <div><dt>{words::score(lang, score)}</dt><dd>{count}</dd></div> }.into_any()
    };
    let scores: Vec<AnyView> = Score::ALL.into_iter().map(score).collect();
    let reasons: Vec<String> = Reason::ALL
        .into_iter()
        .map(|reason| (reason, all.iter().filter(|rated| rated.reasons.contains(&reason)).count()))
        .filter(|(_, times)| *times > 0)
        .map(|(reason, times)| words::counted(lang, reason, times))
        .collect();
    let reasons = (!reasons.is_empty()).then(|| view! { <p>{reasons.join(lang.pick("，", ", "))}</p> });
    let written = all.iter().filter(|rated| !rated.words.is_empty());
    let written: Vec<AnyView> =
        written.map(|rated| view! { <li class="said">{rated.words.clone()}</li> }.into_any()).collect();
    let written = (!written.is_empty()).then(|| view! { <ul class="list is-tight">{written}</ul> });
    view! { <dl class="stats">{scores}</dl>{reasons}{written} }.into_any()
}
