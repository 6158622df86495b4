//! Who is on a shift, for the people who run it, and taking somebody off before it begins.

use super::paper::{print_button, sheet_link};
use super::reached::Reached;
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::RwSignal;
use crate::components::shift::duty_state;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, shifts as words};
use crate::words::shift as shift_words;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::duty::{Duty, DutyState};
use domain::id::ShiftId;
use domain::notice::About;
use domain::shift::Shift;
use leptos::prelude::*;
use uuid::Uuid;

/// The list with its question, made once per page.
#[derive(Clone, Copy)]
pub struct Roster {
    lang: Lang,
    sync: Sync,
    shift: ShiftId,
    reached: Reached,
    asked: RwSignal<Option<Uuid>>,
    sending: Sending,
}

impl Roster {
    /// The list of one shift.
    pub fn new(shift: ShiftId) -> Self {
        let reached = Reached::new(About::Shift(shift));
        Self { lang: lang(), sync: sync(), shift, reached, asked: RwSignal::new(None), sending: Sending::new() }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        view! {
            <section class="stack">
                {self.reached.section()}
                {move || self.list()}
                {self.sending.result(words::taken_off(self.lang))}
            </section>
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        let (view, now) = (self.sync.view(), self.sync.now());
        let Some(shift) = view.get::<Shift>(self.shift.0) else { return ().into_any() };
        let mut duties: Vec<&Duty> = view.all::<Duty>().filter(|duty| duty.shift == self.shift).collect();
        if duties.is_empty() {
            return view! { <p class="said">{words::nobody(lang)}</p> }.into_any();
        }
        duties.arrange_by_key(|duty| (!duty.state.live(), duty.made, duty.id));
        let open = shift.cancelled.is_none() && shift.starts > now;
        let line = |duty: &Duty| self.line(duty, view.is_pending::<Duty>(duty.id.0), open);
        let lines = duties.into_iter().map(line).collect();
        let columns = vec![Column::words(words::who(lang)), Column::words(desk::state(lang))];
        let sheet = format!("/api/export/shift/{}", self.shift);
        let sheet = sheet_link(desk::sheet(lang), &sheet, view.me().map(|me| me.id));
        view! {
            {table(words::names(lang).into_any(), columns, Some(desk::action(lang)), lines)}
            <div class="actions no-print">{print_button(desk::print(lang), "button is-quiet")}{sheet}</div>
        }
        .into_any()
    }

    fn line(self, duty: &Duty, pending: bool, open: bool) -> Line {
        let lang = self.lang;
        let minor = duty.minor.then(|| view! { <small>{words::minor(lang)}</small> });
        let clash = (duty.clash && duty.state.live()).then(|| view! { <small>{words::clash(lang)}</small> });
        let standing = match duty.state {
            DutyState::Left if !pending => state(Mark::Done, words::left_it(lang).into()),
            DutyState::Replaced if !pending => state(Mark::Done, words::replaced(lang).into()),
            DutyState::CalledOff if !pending => state(Mark::Failed, shift_words::called_off(lang).into()),
            _ => duty_state(duty, pending, lang),
        };
        let action = if open && duty.state.live() { self.take_off(duty) } else { ().into_any() };
        Line {
            head: view! { {duty.resident.name.clone()}{minor}{clash} }.into_any(),
            cells: vec![standing],
            action: Some(action),
        }
    }

    /// Asked once more, because they will hear of it.
    fn take_off(self, duty: &Duty) -> AnyView {
        let (lang, id) = (self.lang, duty.id);
        let steps = Steps {
            act: words::take_off(lang).into(),
            question: words::take_off_sure(lang, &duty.resident.name),
            yes: words::take_off_yes(lang).into(),
            no: desk::keep(lang).into(),
        };
        let send = move |()| self.sending.send(Command::LeaveShift { duty: id }, |_| None, || {});
        view! { <div class="no-print">{two_step(self.asked, id.0, steps, Callback::new(send))}</div> }.into_any()
    }
}
