//! 班次: the coming shifts of the organizations that this person leads (of all of them, for staff), new ones, and those that are over
//! and not signed ([`ToSign`]).

use super::adding::{Sayings, add_button, add_form, close_form};
use super::certificates::Certificates;
use super::dates::{choices, teams};
use super::deeds::Deeds;
use super::door::{behind, organizes};
use super::entry::{Entry, pick};
use super::newcomers::Newcomers;
use super::paper::sheet_link;
use super::sending::Sending;
use super::served::Totals;
use super::shift_form::ShiftForm;
use super::stints::Stints;
use super::substitutes::Substitutes;
use super::table::{Column, Line, table};
use super::unsigned::ToSign;
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::item::pending_state;
use crate::components::page_head::page_head;
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, dates as date_words, shifts as words};
use crate::words::{shift as shift_words, when};
use domain::command::Command;
use domain::id::{OrganizationId, ShiftId};
use domain::joining::{JoinState, Joining};
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::shift::Shift;
use domain::views::service::{ListedShift, select_shifts};
use domain::views::skills::unsigned;
use domain::views::stints::unsigned_stints;
use domain::when::Day;
use leptos::prelude::*;
use std::collections::VecDeque;

/// How many days are shown at first, and more at each asking.
const DAYS: i32 = 14;
/// How many days back: somebody may look once more at what was signed.
const BACK: i32 = 2;

/// A shift, and whether it waits for the server's answer.
type Row = (ListedShift, bool);

#[derive(Clone, Copy)]
struct Shifts {
    lang: Lang,
    sync: Sync,
    team: Entry,
    teams: Memo<Vec<Organization>>,
    days: RwSignal<i32>,
    adding: RwSignal<bool>,
    form: ShiftForm,
    sending: Sending,
    to_sign: ToSign,
    newcomers: Newcomers,
    substitutes: Substitutes,
    certificates: Certificates,
    deeds: Deeds,
    stints: Stints,
    totals: Totals,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let teams = Memo::new(move || teams(&sync.view()));
    let team = Entry::new("");
    let shifts = Shifts {
        lang,
        sync,
        team,
        teams,
        days: RwSignal::new(DAYS),
        adding: RwSignal::new(false),
        form: ShiftForm::new(),
        sending: Sending::new(),
        to_sign: ToSign::new(team),
        newcomers: Newcomers::new(teams),
        substitutes: Substitutes::new(teams),
        certificates: Certificates::new(),
        deeds: Deeds::new(teams),
        stints: Stints::new(),
        totals: Totals::new(),
    };
    view! {
        {page_head(desk::brand(lang).into(), desk::shifts(lang).into())}
        {behind(organizes, desk::whose_dates, move || shifts.inside())}
    }
    .into_any()
}

impl Shifts {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        let names = Memo::new(move || self.teams.with(|teams| choices(teams)));
        let picker = move || {
            let several = self.teams.with(|teams| teams.len() > 1);
            several.then(|| pick(self.team, "team", date_words::team(lang), date_words::every_team(lang), names))
        };
        let rows = Memo::new(move || self.rows());
        let [deeds_first, newcomers_first, stints_first] = self.first();
        let deeds = move |here: bool| here.then(|| self.deeds.section());
        let stints = move |here: bool| here.then(|| self.stints.section());
        let newcomers = move |here: bool| here.then(|| self.newcomers.section());
        view! {
            {newcomers(newcomers_first)}
            {stints(stints_first)}
            {deeds(deeds_first)}
            {picker}
            {move || if self.adding.get() { self.add_form() } else { self.add_button() }}
            {self.sending.result(words::added(lang))}
            {self.to_sign.section()}
            {move || rows.with(|rows| self.days_of(rows))}
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.days.update(|days| *days += DAYS)>
                    {date_words::later(lang)}
                </button>
                <a class="button is-quiet" href=Route::Desk(DeskRoute::Members).href()>{desk::members::title(lang)}</a>
                {move || self.files()}
            </div>
            {stints(!stints_first)}
            {deeds(!deeds_first)}
            {self.substitutes.section()}
            {newcomers(!newcomers_first)}
            {self.certificates.section()}
            {self.totals.section()}
        }
        .into_any()
    }

    /// Whether deeds wait for a signature, people for an answer to whether they may join, and work outside shifts for a signature: then
    /// that stands before the shifts. It is settled as the page opens, so that nothing moves under a finger. Untracked.
    fn first(self) -> [bool; 3] {
        let view = self.sync.view.get_untracked();
        let Some(me) = view.me() else { return [false; 3] };
        let asks = |row: &Joining| row.state == JoinState::Asked && may(me, Act::RunActivities(row.organization));
        let stints = !unsigned_stints(&view, me).is_empty();
        [!unsigned(&view, me).is_empty(), view.all::<Joining>().any(asks), stints]
    }

    /// Shifts, hours and certificates of the team that is chosen, or of the only one, as files.
    fn files(self) -> AnyView {
        let chosen: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        let only = self.teams.with(|teams| if teams.len() == 1 { teams.first().map(|team| team.id) } else { None });
        let Some(team) = chosen.or(only) else { return ().into_any() };
        let me = self.sync.view().me().map(|me| me.id);
        let lang = self.lang;
        view! {
            {sheet_link(words::sheet(lang), &format!("/api/export/shifts/{team}"), me)}
            {sheet_link(words::ledger(lang), &format!("/api/export/hours/{team}"), me)}
            {sheet_link(words::certificates(lang), &format!("/api/export/certificates/{team}"), me)}
        }
        .into_any()
    }

    fn rows(self) -> Vec<Row> {
        let (view, now) = (self.sync.view(), self.sync.now());
        let Some(me) = view.me() else { return Vec::new() };
        let until = now.day().plus(self.days.get());
        let team: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        // Those that are just over stay for a while, here or among those that are to be signed.
        let wanted = |shift: &Shift| {
            shift.ends.day() >= now.day().plus(-BACK)
                && shift.starts.day() < until
                && may(me, Act::RunActivities(shift.organization))
                && team.is_none_or(|team| team == shift.organization)
                && !self.to_sign.lists(shift.id)
        };
        let with_answer = |listed: ListedShift| {
            let waits = view.is_pending::<Shift>(listed.shift.id.0);
            (listed, waits)
        };
        select_shifts(&view, wanted).into_iter().map(with_answer).collect()
    }

    fn days_of(self, rows: &[Row]) -> AnyView {
        if rows.is_empty() {
            return empty(words::none(self.lang).into(), words::none_text(self.lang).into(), None);
        }
        let today = self.sync.now().day();
        let same_day = |a: &Row, b: &Row| a.0.shift.starts.day() == b.0.shift.starts.day();
        let days = rows.chunk_by(same_day).map(|rows| day_table(self.lang, today, rows));
        days.collect_view().into_any()
    }

    fn add_button(self) -> AnyView {
        view! { <div class="actions">{add_button(self.adding, "button", words::add(self.lang))}</div> }.into_any()
    }

    fn add_form(self) -> AnyView {
        let lang = self.lang;
        let says = Sayings { title: words::add(lang), now: words::add_now(lang), not_now: words::not_now(lang) };
        add_form(self.adding, "add-shift", says, self.form.fields(self.teams), move || self.add())
    }

    fn add(self) {
        let Some((organization, occurrence, plans)) = self.form.read(&self.teams.get_untracked()) else { return };
        let command = |plan| Command::AddShift { shift: ShiftId(new_id()), organization, occurrence, plan };
        self.send(plans.into_iter().map(command).collect());
    }

    /// Sends one after the other: each week is a shift of its own.
    fn send(self, mut commands: VecDeque<Command>) {
        let Some(command) = commands.pop_front() else {
            close_form(self.adding);
            self.form.next();
            return;
        };
        self.sending.send(command, move |refusal| self.form.place_of(refusal), move || self.send(commands));
    }
}

fn day_table(lang: Lang, today: Day, rows: &[Row]) -> AnyView {
    let day = rows.first().map_or(today, |(listed, _)| listed.shift.starts.day());
    let columns = vec![
        Column::words(words::role(lang)),
        Column::words(words::time(lang)),
        Column::words(words::place(lang)),
        Column::numbers(words::manned(lang)),
        Column::words(desk::state(lang)),
    ];
    let lines = rows.iter().map(|row| shift_line(lang, row)).collect();
    table(when::exact_day(lang, day, today).into_any(), columns, Some(desk::action(lang)), lines)
}

fn shift_line(lang: Lang, (listed, waits): &Row) -> Line {
    let shift = &listed.shift;
    let standing = match (&shift.cancelled, waits) {
        (_, true) => pending_state(lang),
        (Some(_), false) => state(Mark::Failed, shift_words::called_off(lang).into()),
        (None, false) => shift_words::left(lang, shift).into_any(),
    };
    let team = listed.organization.name.clone();
    let way = Route::Desk(DeskRoute::Shift(shift.id)).href();
    Line {
        head: view! { {shift.role.clone()}<small>{team}</small> }.into_any(),
        cells: vec![
            view! { <span class="num nowrap">{when::range(shift.starts, shift.ends)}</span> }.into_any(),
            listed.venue.name.clone().into_any(),
            words::taken_of(shift).into_any(),
            standing,
        ],
        action: Some(view! { <a class="button is-quiet is-small" href=way>{words::open_shift(lang)}</a> }.into_any()),
    }
}
