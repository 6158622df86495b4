//! 班次以外的服务: what people of a team have written down of their work, for whoever leads the team, and for staff: they sign, or say
//! no with a word.

use super::entry::{Entry, lines, submits};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::{desk, shift as shift_words, stint as words, when};
use domain::command::Command;
use domain::id::{HoursId, StintId};
use domain::organization::Organization;
use domain::refusal::Refusal;
use domain::stint::{Step, Stint};
use domain::views::stints::{ListedStint, unsigned_stints};
use domain::when::{MINUTE_MS, Moment};
use leptos::prelude::*;

/// The part of the page.
const PART: &str = "stints-part";
/// The field of the form for a no.
const WHY: &str = "stint-why";

/// The list with the form for a no, made once per page.
#[derive(Clone, Copy)]
pub struct Stints {
    lang: Lang,
    sync: Sync,
    signing: Sending,
    /// Which is not to be signed.
    wrong: RwSignal<Option<Stint>>,
    why: Entry,
    refusing: Sending,
}

impl Stints {
    /// Of all teams that this person runs.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            signing: Sending::new(),
            wrong: RwSignal::new(None),
            why: Entry::new(""),
            refusing: Sending::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let rows = Memo::new(move || {
            let view = self.sync.view();
            view.me().map(|me| unsigned_stints(&view, me)).unwrap_or_default()
        });
        let list = move || {
            let now = untrack(|| self.sync.now());
            rows.with(|rows| self.list(rows, now))
        };
        view! {
            <section class="stack" id=PART tabindex="-1" aria-labelledby="stints">
                <h2 id="stints">{words::title(lang)}</h2>
                <p class="said">{words::desk_text(lang)}</p>
                {list}
                {move || self.wrong.get().map(|stint| self.form(&stint))}
                {self.signing.result(words::signed(lang))}
                {self.refusing.result(words::refused(lang))}
            </section>
        }
        .into_any()
    }

    fn list(self, rows: &[ListedStint], now: Moment) -> AnyView {
        let lang = self.lang;
        if rows.is_empty() {
            return view! { <p class="said">{words::none(lang)}</p> }.into_any();
        }
        let columns =
            vec![Column::words(words::who(lang)), Column::words(words::what(lang)), Column::words(words::time(lang))];
        let lines = rows.iter().map(|(stint, pending)| self.line(stint, *pending, now)).collect();
        table(words::title(lang).into_any(), columns, Some(desk::action(lang)), lines)
    }

    fn line(self, stint: &Stint, pending: bool, now: Moment) -> Line {
        let lang = self.lang;
        let length = shift_words::length(lang, (stint.until.0 - stint.from.0) / MINUTE_MS);
        let time = format!("{} · {length}", when::span(lang, stint.from, stint.until, now));
        let view = self.sync.view.get_untracked();
        let team = view.get::<Organization>(stint.organization.0).map(|team| team.name.clone()).unwrap_or_default();
        let action = if pending { pending_state(lang) } else { self.buttons(stint) };
        Line {
            head: view! { {stint.resident.name.clone()}<small>{team}</small> }.into_any(),
            cells: vec![stint.content.clone().into_any(), view! { <span class="num">{time}</span> }.into_any()],
            action: Some(action),
        }
    }

    fn buttons(self, stint: &Stint) -> AnyView {
        let (lang, id, own) = (self.lang, stint.id, stint.clone());
        let whose = || view! { <span class="unseen">{format!(" {} {}", stint.resident.name, stint.content)}</span> };
        let (signed, refused) = (whose(), whose());
        let ask = move |_| {
            // What was typed for one person is not said to the next.
            if self.wrong.with_untracked(|wrong| wrong.as_ref().is_none_or(|wrong| wrong.id != id)) {
                self.why.fill("");
            }
            self.wrong.set(Some(own.clone()));
            focus_soon(WHY.into());
        };
        view! {
            <div class="row">
                <button type="button" class="button is-small" on:click=move |_| self.sign(id)>
                    {words::sign(lang)}{signed}
                </button>
                <button type="button" class="button is-quiet is-small" on:click=ask>{words::refuse(lang)}{refused}</button>
            </div>
        }
        .into_any()
    }

    fn sign(self, stint: StintId) {
        self.refusing.forget();
        let step = Step::Sign { hours: HoursId(new_id()) };
        self.signing.send_next(Command::Stint { stint, step }, || focus_soon(PART.into()));
    }

    fn form(self, stint: &Stint) -> AnyView {
        let (lang, id) = (self.lang, stint.id);
        let back = move |_| {
            self.wrong.set(None);
            focus_soon(PART.into());
        };
        view! {
            <form class="form card" aria-labelledby="stint-no" on:submit=submits(move || self.refuse(id))>
                <h3 id="stint-no">{words::refuse_of(lang, &stint.resident.name, &stint.content)}</h3>
                {lines(self.why, WHY, words::why(lang), Some(words::why_hint(lang)))}
                <div class="actions">
                    <button class="button is-danger">{words::refuse_now(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=back>{words::back(lang)}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn refuse(self, stint: StintId) {
        self.signing.forget();
        let step = Step::Refuse { words: self.why.typed() };
        let about_words = |refusal: &Refusal| matches!(refusal, Refusal::WordsMissing | Refusal::WordsTooLong { .. });
        let field = move |refusal: &Refusal| about_words(refusal).then_some(self.why);
        let then = move || {
            self.wrong.set(None);
            self.why.fill("");
            focus_soon(PART.into());
        };
        self.refusing.send(Command::Stint { stint, step }, field, then);
    }
}
