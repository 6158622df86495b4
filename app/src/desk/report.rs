//! One report: all of it, what happened so far, the answer to the resident, and merging.

use super::door::{behind, works_here};
use super::entry::{Entry, lines, submits};
use super::merge::Merge;
use super::reports::{building, need};
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::page_head::page_head;
use crate::components::report::standing;
use crate::components::section::section_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, reports as words};
use crate::words::{mandate, report as report_words, when};
use domain::command::Command;
use domain::id::ReportId;
use domain::refusal::Refusal;
use domain::report::{Report, ReportState};
use leptos::prelude::*;

/// The states that an answer can bring a report to.
const ANSWERS: [ReportState; 3] = [ReportState::InProgress, ReportState::Done, ReportState::Declined];

#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    sync: Sync,
    id: ReportId,
    report: Memo<Option<Report>>,
    state: RwSignal<ReportState>,
    words: Entry,
    answering: Sending,
    merge: Merge,
}

/// The page.
pub fn page(id: ReportId) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let page = Page {
        lang,
        sync,
        id,
        report: Memo::new(move || sync.view().get::<Report>(id.0).cloned()),
        state: RwSignal::new(ReportState::InProgress),
        words: Entry::new(""),
        answering: Sending::new(),
        merge: Merge::new(id),
    };
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Reports).href()>{icon(Icon::Back)}{desk::reports(lang)}</a>
        {move || page.head()}
        {behind(works_here, desk::whose_staff, move || page.inside())}
    }
    .into_any()
}

impl Page {
    fn head(self) -> AnyView {
        let view = self.sync.view();
        let title = self.report.with(|report| {
            report.as_ref().map(|report| report_words::name_of(self.lang, need(&view, report), &report.words))
        });
        let title = title.unwrap_or_else(|| desk::reports(self.lang).into());
        page_head(desk::brand(self.lang).into(), title)
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        let known = Memo::new(move || self.report.with(Option::is_some));
        let body = move || {
            if known.get() {
                view! {
                    <div class="columns">
                        <div class="column">{move || self.story()}{move || self.history()}</div>
                        <div class="column">{self.work()}</div>
                    </div>
                }
                .into_any()
            } else {
                empty(words::gone(lang).into(), words::gone_text(lang).into(), None)
            }
        };
        body.into_any()
    }

    fn story(self) -> AnyView {
        let lang = self.lang;
        let Some(report) = self.report.get() else { return ().into_any() };
        let view = self.sync.view();
        let place = building(&view, report.building);
        let days = self.sync.now().day().since(report.made.day());
        let pending = view.is_pending::<Report>(report.id.0);
        let offline = self.sync.status().offline;
        let by = report.by.as_ref().map(|by| mandate::done_by(lang, &by.name));
        let shown = if report.shown { words::shown_yes(lang) } else { words::shown_no(lang) };
        view! {
            <section class="card stack">
                <div class="row">{standing(lang, report.state, pending, offline)}</div>
                <p>{report.words.clone()}</p>
                {photos(lang, &report)}
            </section>
            <dl class="facts card">
                <div><dt>{words::who(lang)}</dt><dd>{report.reporter.name.clone()}" "{by}</dd></div>
                <div><dt>{words::place(lang)}</dt><dd>{place.unwrap_or_else(|| words::nowhere(lang).into())}</dd></div>
                <div><dt>{words::need(lang)}</dt><dd>{report_words::kind_of(lang, need(&view, &report))}</dd></div>
                <div><dt>{words::when(lang)}</dt><dd>{words::since(lang, days)}</dd></div>
                <div><dt>{words::too(lang)}</dt><dd>{words::people(lang, report.endorsed)}</dd></div>
                <div><dt>{words::shown(lang)}</dt><dd>{shown}</dd></div>
            </dl>
        }
        .into_any()
    }

    fn history(self) -> AnyView {
        let lang = self.lang;
        let Some(report) = self.report.get() else { return ().into_any() };
        let now = self.sync.now();
        let last = report.steps.len().saturating_sub(1);
        let steps = report.steps.into_iter().enumerate().map(|(at, step)| {
            let (class, current) = if at == last { ("is-current", Some("step")) } else { ("is-done", None) };
            let said = (!step.words.is_empty()).then(|| view! { <p>{step.words}</p> });
            view! {
                <li class=class aria-current=current>
                    <b>{report_words::state(lang, step.state)}</b>
                    <time datetime=step.at.day().to_string()>{when::stamp(lang, step.at, now)}</time>
                    {said}
                </li>
            }
        });
        view! {
            <section class="stack">
                {section_head(words::history(lang).into(), None)}
                <ol class="steps">{steps.collect_view()}</ol>
            </section>
        }
        .into_any()
    }

    /// The right-hand side: the forms while something can be done, else why not.
    fn work(self) -> AnyView {
        let lang = self.lang;
        let stands = Memo::new(move || {
            self.report.with(|report| report.as_ref().map(|report| (report.state, report.merged_into)))
        });
        let work = move || match stands.get() {
            None => ().into_any(),
            Some((ReportState::Merged, into)) => merged(lang, into),
            Some((ReportState::Withdrawn, _)) => {
                notice(Tone::Plain, view! { <p>{words::withdrawn(lang)}</p> }.into_any())
            }
            Some((state, _)) if state.open() => view! { {self.form()}{self.merge.section()} }.into_any(),
            Some(_) => self.form(),
        };
        view! { {self.answering.result(words::answered(lang))}{self.merge.result()}{work} }.into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let choices = ANSWERS.map(|state| self.choice(state)).collect_view();
        view! {
            <form class="form card" aria-labelledby="answer" on:submit=submits(move || self.answer())>
                <h2 id="answer">{words::answer(lang)}</h2>
                <fieldset class="choices"><legend>{words::now(lang)}</legend>{choices}</fieldset>
                {lines(self.words, "answer-words", words::words(lang), Some(words::words_hint(lang)))}
                <div class="actions"><button class="button">{words::answer_now(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn choice(self, state: ReportState) -> AnyView {
        let lang = self.lang;
        let hint = match state {
            ReportState::Done => words::done_hint(lang),
            ReportState::Declined => words::declined_hint(lang),
            _ => words::in_progress_hint(lang),
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="state"
                    prop:checked=move || self.state.get() == state
                    on:change=move |_| self.state.set(state)
                />
                <span class="choice-text"><b>{report_words::state(lang, state)}</b><small>{hint}</small></span>
            </label>
        }
        .into_any()
    }

    fn answer(self) {
        let command =
            Command::AnswerReport { report: self.id, state: self.state.get_untracked(), words: self.words.typed() };
        let about_words = |refusal: &Refusal| matches!(refusal, Refusal::WordsMissing | Refusal::WordsTooLong { .. });
        let field = move |refusal: &Refusal| about_words(refusal).then_some(self.words);
        self.answering.send(command, field, move || self.words.fill(""));
    }
}

fn photos(lang: Lang, report: &Report) -> Option<AnyView> {
    if report.photos.is_empty() {
        return None;
    }
    let photos = report.photos.iter().enumerate().map(|(at, id)| {
        let address = format!("/api/photos/{id}");
        let picture = format!("{address}?small");
        view! {
            <li class="photo">
                <a href=address target="_blank" rel="external noopener">
                    <img src=picture alt=report_words::photo(lang, at + 1) loading="lazy"/>
                </a>
            </li>
        }
    });
    Some(view! { <h2>{words::photos(lang)}</h2><ul class="photos">{photos.collect_view()}</ul> }.into_any())
}

fn merged(lang: Lang, into: Option<ReportId>) -> AnyView {
    let way = into.map(|into| {
        let href = Route::Desk(DeskRoute::Report(into)).href();
        view! { <a class="button is-quiet" href=href>{words::to_merged(lang)}</a> }
    });
    notice(Tone::Plain, view! { <p>{words::merged_into(lang)}</p>{way} }.into_any())
}
