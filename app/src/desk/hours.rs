//! 签时长: after a shift its leader signs for each person who came, and takes a mistake back with the reason.

use super::entry::{Entry, Kind, line, lines, submits};
use super::plan::{clock, read};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::RwSignal;
use crate::components::item::pending_state;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, dates as date_words, shifts as words};
use crate::words::{shift as shift_words, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::duty::Duty;
use domain::hours::{Hours, Served};
use domain::id::{HoursId, ShiftId};
use domain::presence::{Presence, Venture, stay};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::shift::Shift;
use domain::when::Moment;
use leptos::prelude::*;

/// The form in which hours are signed.
const SIGN: &str = "sign-form";
/// The form in which they are taken back.
const TAKE_BACK: &str = "take-back-form";

/// The list with its two forms, made once per page.
#[derive(Clone, Copy)]
pub struct Signing {
    lang: Lang,
    sync: Sync,
    shift: ShiftId,
    /// For whom the form is open.
    open: RwSignal<Option<Duty>>,
    from: Entry,
    until: Entry,
    signing: Sending,
    /// Which entry is being taken back.
    wrong: RwSignal<Option<Hours>>,
    reason: Entry,
    reversing: Sending,
}

impl Signing {
    /// The list of one shift.
    pub fn new(shift: ShiftId) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            shift,
            open: RwSignal::new(None),
            from: Entry::new(""),
            until: Entry::new(""),
            signing: Sending::new(),
            wrong: RwSignal::new(None),
            reason: Entry::new(""),
            reversing: Sending::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        view! {
            <section class="stack no-print" aria-labelledby="hours">
                <h2 id="hours">{words::hours(lang)}</h2>
                <p class="said">{words::hours_text(lang)}</p>
                {move || self.list()}
                {move || self.open.get().map(|duty| self.sign_form(&duty))}
                {move || self.wrong.get().map(|entry| self.reverse_form(&entry))}
                {self.signing.result(words::hours_done(lang))}
                {self.reversing.result(words::taken_back(lang))}
            </section>
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        let view = self.sync.view();
        let mut duties: Vec<&Duty> =
            view.all::<Duty>().filter(|duty| duty.shift == self.shift && duty.state.live()).collect();
        if duties.is_empty() {
            return view! { <p class="said">{words::nobody(lang)}</p> }.into_any();
        }
        duties.arrange(|a, b| a.resident.name.cmp(&b.resident.name));
        let columns = vec![
            Column::words(words::who(lang)),
            Column::words(words::times(lang)),
            Column::words(words::signed(lang)),
        ];
        let lines = duties.into_iter().map(|duty| self.line(&view, duty)).collect();
        table(words::hours(lang).into_any(), columns, Some(desk::action(lang)), lines)
    }

    fn line(self, view: &Replica, duty: &Duty) -> Line {
        let lang = self.lang;
        let (came, went) = times(view, duty);
        let clock = |at: Moment| at.clock().to_string();
        let seen = words::stay(lang, came.map(clock), went.map(clock));
        let entry = view.all::<Hours>().find(|entry| entry.duty == Some(duty.id) && entry.holds(view.all::<Hours>()));
        let whose = view! { <span class="unseen">{format!(" {}", duty.resident.name)}</span> };
        let (signed, action) = match entry.cloned() {
            Some(entry) => {
                let waits = view.is_pending::<Hours>(entry.id.0).then(|| pending_state(lang));
                let length = shift_words::length(lang, entry.minutes());
                let range = format!("{} · {length}", when::range(entry.from, entry.until));
                let by = shift_words::signed_by(lang, &entry.signed_by.name);
                let ask = move |_| {
                    self.wrong.set(Some(entry.clone()));
                    focus_soon(TAKE_BACK.into());
                };
                let button = view! {
                    <button type="button" class="button is-quiet is-small" on:click=ask>
                        {words::take_back(lang)}{whose}
                    </button>
                };
                (view! { <span class="num">{range}</span><small>{by}</small>{waits} }.into_any(), button.into_any())
            }
            None => {
                let duty = duty.clone();
                let ask = move |_| self.begin(&duty);
                let button = view! {
                    <button type="button" class="button is-small" on:click=ask>{words::sign(lang)}{whose}</button>
                };
                (words::not_signed(lang).into_any(), button.into_any())
            }
        };
        Line { head: duty.resident.name.clone().into_any(), cells: vec![seen.into_any(), signed], action: Some(action) }
    }

    /// Opens the form with the times that were noted, or else those of the shift.
    fn begin(self, duty: &Duty) {
        let view = self.sync.view.get_untracked();
        let Some(shift) = view.get::<Shift>(self.shift.0) else { return };
        let (came, went) = times(&view, duty);
        self.from.fill(came.unwrap_or(shift.starts).clock().to_string());
        self.until.fill(went.unwrap_or(shift.ends).clock().to_string());
        self.open.set(Some(duty.clone()));
        focus_soon(SIGN.into());
    }

    fn sign_form(self, duty: &Duty) -> AnyView {
        let lang = self.lang;
        view! {
            <form
                class="form card"
                id=SIGN
                tabindex="-1"
                aria-labelledby="sign-hours"
                on:submit=submits(move || self.sign())
            >
                <h3 id="sign-hours">{words::sign_for(lang, &duty.resident.name)}</h3>
                <div class="field-row">
                    {line(self.from, Kind::Clock, "hours-from", date_words::from(lang), None)}
                    {line(self.until, Kind::Clock, "hours-until", date_words::until(lang), None)}
                </div>
                <div class="actions">
                    <button class="button">{words::sign_now(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.open.set(None)>
                        {date_words::not_now(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn sign(self) {
        let from = read(self.from, date_words::clock_missing(self.lang), clock);
        let until = read(self.until, date_words::clock_missing(self.lang), clock);
        let view = self.sync.view.get_untracked();
        let (Some(from), Some(until), Some(duty)) = (from, until, self.open.get_untracked()) else { return };
        let Some(shift) = view.get::<Shift>(self.shift.0) else { return };
        let day = shift.starts.day();
        // Who stayed past midnight went on the next day; otherwise an end before the beginning is a slip.
        let stayed = times(&view, &duty).1.unwrap_or(shift.ends).day() > day;
        let last = if until <= from && stayed { day.plus(1) } else { day };
        let served = Served {
            organization: shift.organization,
            resident: duty.resident.id,
            from: Moment::at(day, from),
            until: Moment::at(last, until),
            content: shift.role.clone(),
            duty: Some(duty.id),
        };
        let field = move |refusal: &Refusal| {
            let of_times =
                matches!(refusal, Refusal::EndsBeforeStarts | Refusal::NotOverYet | Refusal::HoursOverlap { .. });
            of_times.then_some(self.until)
        };
        let command = Command::SignHours { hours: HoursId(new_id()), served };
        self.signing.send(command, field, move || self.open.set(None));
    }

    fn reverse_form(self, entry: &Hours) -> AnyView {
        let lang = self.lang;
        view! {
            <form
                class="form card"
                id=TAKE_BACK
                tabindex="-1"
                aria-labelledby="take-back"
                on:submit=submits(move || self.reverse())
            >
                <h3 id="take-back">{words::take_back_of(lang, &entry.resident.name)}</h3>
                {lines(self.reason, "take-back-why", words::take_back_why(lang), None)}
                <div class="actions">
                    <button class="button is-danger">{words::take_back_now(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.wrong.set(None)>
                        {words::keep(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    fn reverse(self) {
        let Some(entry) = self.wrong.get_untracked() else { return };
        let command = Command::ReverseHours { hours: HoursId(new_id()), entry: entry.id, reason: self.reason.typed() };
        let about_words = |refusal: &Refusal| matches!(refusal, Refusal::WordsMissing | Refusal::WordsTooLong { .. });
        let field = move |refusal: &Refusal| about_words(refusal).then_some(self.reason);
        let then = move || {
            self.wrong.set(None);
            self.reason.fill("");
        };
        self.reversing.send(command, field, then);
    }
}

/// When the person of a duty came and went, as far as it was noted.
fn times(view: &Replica, duty: &Duty) -> (Option<Moment>, Option<Moment>) {
    let of = Venture::Shift(duty.shift);
    let seen = |fact: &&Presence| fact.of == of && fact.resident == Some(duty.resident.id);
    let facts: Vec<&Presence> = view.all::<Presence>().filter(seen).collect();
    stay(facts.iter().copied())
}
