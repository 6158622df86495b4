//! 我的场次: the coming dates of the organizations that this person leads (of all of them, for staff), a new one, and those that are
//! over ([`past`]).

use super::adding::{Sayings, add_button, add_form, close_form};
use super::door::{behind, organizes};
use super::drafts::Drafts;
use super::entry::{Choice, Entry, pick};
use super::paper::sheet_link;
use super::past;
use super::plan::Planned;
use super::scheduled::Waiting;
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::{Memo, RwSignal};
use crate::components::bars::bar;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::item::pending_state;
use crate::components::page_head::page_head;
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, dates as words};
use crate::words::{activity, when};
use domain::activity::Activity;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId};
use domain::occurrence::Occurrence;
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::replica::Replica;
use domain::signup::{Signup, SignupState};
use domain::views::listed::{Listed, select};
use domain::when::Day;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many days are shown at first, and more at each asking.
const DAYS: i32 = 14;

/// A date, whether it waits for the server's answer, and how many people ask to come.
type Row = (Listed, bool, u32);

#[derive(Clone, Copy)]
struct Dates {
    lang: Lang,
    sync: Sync,
    team: Entry,
    days: RwSignal<i32>,
    adding: RwSignal<bool>,
    activity: Entry,
    plan: Planned,
    sending: Sending,
    scheduled: Waiting,
    drafts: Drafts,
}

/// The page.
pub fn page() -> AnyView {
    let lang = lang();
    let dates = Dates {
        lang,
        sync: sync(),
        team: Entry::new(""),
        days: RwSignal::new(DAYS),
        adding: RwSignal::new(false),
        activity: Entry::new(""),
        plan: Planned::new(),
        sending: Sending::new(),
        scheduled: Waiting::new(),
        drafts: Drafts::new(),
    };
    view! {
        {page_head(desk::brand(lang).into(), desk::dates(lang).into())}
        {behind(organizes, desk::whose_dates, move || dates.inside())}
    }
    .into_any()
}

impl Dates {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        let teams = Memo::new(move || choices(&teams(&self.sync.view())));
        let picker = move || {
            let several = teams.with(|teams| teams.len() > 1);
            several.then(|| pick(self.team, "team", words::team(lang), words::every_team(lang), teams))
        };
        let rows = Memo::new(move || self.rows());
        view! {
            {picker}
            {move || if self.adding.get() { self.form() } else { self.add_button() }}
            {self.sending.result(words::added(lang))}
            {self.scheduled.section()}
            {self.drafts.section()}
            {move || rows.with(|rows| self.days_of(rows))}
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.days.update(|days| *days += DAYS)>
                    {words::later(lang)}
                </button>
                {move || self.file()}
            </div>
            {past::section(self.team)}
        }
        .into_any()
    }

    fn rows(self) -> Vec<Row> {
        let (view, now) = (self.sync.view(), self.sync.now());
        let Some(me) = view.me() else { return Vec::new() };
        let until = now.day().plus(self.days.get());
        let team: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        let wanted = |date: &Occurrence| {
            date.ends > now
                && date.starts.day() < until
                && may(me, Act::RunActivities(date.organization))
                && team.is_none_or(|team| team == date.organization)
        };
        let waits = |date: &Listed| view.is_pending::<Occurrence>(date.occurrence.id.0);
        let asking = asking(&view);
        let asks = |date: &Listed| asking.get(&date.occurrence.id).copied().unwrap_or_default();
        select(&view, wanted).into_iter().map(|date| (date.clone(), waits(&date), asks(&date))).collect()
    }

    /// The coming dates of the team that is chosen, or of the only one, as a file.
    fn file(self) -> AnyView {
        let view = self.sync.view();
        let chosen: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        let only = || if let [team] = teams(&view).as_slice() { Some(team.id) } else { None };
        let Some(team) = chosen.or_else(only) else { return ().into_any() };
        let me = view.me().map(|me| me.id);
        sheet_link(words::sheet(self.lang), &format!("/api/export/dates/{team}"), me)
    }

    fn days_of(self, rows: &[Row]) -> AnyView {
        if rows.is_empty() {
            return empty(words::none(self.lang).into(), words::none_text(self.lang).into(), None);
        }
        let today = self.sync.now().day();
        let same_day = |a: &Row, b: &Row| a.0.occurrence.starts.day() == b.0.occurrence.starts.day();
        let days = rows.chunk_by(same_day).map(|rows| day_table(self.lang, today, rows));
        days.collect_view().into_any()
    }

    fn add_button(self) -> AnyView {
        view! {
            <div class="actions">
                <a class="button" href=Route::Desk(DeskRoute::Post(None)).href()>
                    {icon(Icon::Plus)}{desk::post::post(self.lang)}
                </a>
                <a class="button is-quiet" href=Route::Desk(DeskRoute::Month).href()>{desk::month::see(self.lang)}</a>
                {add_button(self.adding, "button is-quiet", words::add(self.lang))}
            </div>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let activities = Memo::new(move || self.activities());
        let fields = view! {
            {pick(self.activity, "plan-activity", words::activity(lang), words::pick_activity(lang), activities)}
            {self.plan.fields()}
        };
        let says = Sayings { title: words::add(lang), now: words::add_now(lang), not_now: words::not_now(lang) };
        add_form(self.adding, "add-date", says, fields.into_any(), move || self.add())
    }

    /// What can be repeated: the activities of the team that is picked, or of all that this person runs.
    fn activities(self) -> Vec<Choice> {
        let view = self.sync.view();
        let team: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        let teams = teams(&view);
        let several = teams.len() > 1;
        let mut choices: Vec<Choice> = Vec::new();
        for activity in view.all::<Activity>() {
            let Some(own) = teams.iter().find(|team| team.id == activity.organization) else { continue };
            if team.is_none_or(|team| team == own.id) {
                let text = if several { format!("{} · {}", activity.title, own.name) } else { activity.title.clone() };
                choices.push(Choice { value: activity.id.to_string(), text });
            }
        }
        choices.arrange(|a, b| a.text.cmp(&b.text));
        choices
    }

    fn add(self) {
        let activity: Option<ActivityId> = self.activity.typed().parse().ok();
        if activity.is_none() {
            self.activity.fail(words::activity_missing(self.lang));
        }
        let (Some(plan), Some(activity)) = (self.plan.read(), activity) else { return };
        let command = Command::AddOccurrence { occurrence: OccurrenceId(new_id()), activity, plan };
        let then = move || {
            close_form(self.adding);
            self.plan.next();
        };
        self.sending.send(command, move |refusal| self.plan.about(refusal), then);
    }
}

/// How many people ask to come to each date that wants a yes.
fn asking(view: &Replica) -> BTreeMap<OccurrenceId, u32> {
    let mut people = BTreeMap::new();
    for signup in view.all::<Signup>().filter(|signup| signup.state == SignupState::Asked) {
        *people.entry(signup.occurrence).or_default() += signup.seats();
    }
    people
}

/// The organizations whose dates this person may change, by name.
pub fn teams(view: &Replica) -> Vec<Organization> {
    let Some(me) = view.me() else { return Vec::new() };
    let mut teams: Vec<Organization> =
        view.all::<Organization>().filter(|team| may(me, Act::RunActivities(team.id))).cloned().collect();
    teams.arrange(|a, b| a.name.cmp(&b.name));
    teams
}

/// Teams to pick one from.
pub fn choices(teams: &[Organization]) -> Vec<Choice> {
    teams.iter().map(|team| Choice { value: team.id.to_string(), text: team.name.clone() }).collect()
}

fn day_table(lang: Lang, today: Day, rows: &[Row]) -> AnyView {
    let day = rows.first().map_or(today, |(date, ..)| date.occurrence.starts.day());
    let columns = vec![
        Column::words(words::activity(lang)),
        Column::words(words::time(lang)),
        Column::words(words::place(lang)),
        Column::numbers(words::taken(lang)),
        Column::numbers(words::waiting(lang)),
        Column::words(desk::state(lang)),
    ];
    let lines = rows.iter().map(|row| date_line(lang, row)).collect();
    table(when::exact_day(lang, day, today).into_any(), columns, Some(desk::action(lang)), lines)
}

/// How many have signed up for how many places. Of a lottery many more may enter than there are places: the bar is full then.
fn taken(occurrence: &Occurrence) -> AnyView {
    let [taken, places] = words::places_taken(occurrence).map(i64::from);
    view! { {words::taken_of(occurrence)}{bar(places, taken, places)} }.into_any()
}

fn date_line(lang: Lang, (date, waits, asks): &Row) -> Line {
    let occurrence = &date.occurrence;
    let note = (!occurrence.note.is_empty()).then(|| view! { <small>{occurrence.note.clone()}</small> });
    let standing = match (&occurrence.cancelled, waits) {
        (_, true) => pending_state(lang),
        (Some(_), false) => state(Mark::Failed, activity::called_off(lang).into()),
        (None, false) => activity::left(lang, occurrence).into_any(),
    };
    let asks = (*asks > 0).then(|| view! { <small>{words::people_asking(lang, *asks)}</small> });
    let way = Route::Desk(DeskRoute::Date(occurrence.id)).href();
    Line {
        head: view! { {date.activity.title.clone()}{note}{asks} }.into_any(),
        cells: vec![
            view! { <span class="num nowrap">{when::range(occurrence.starts, occurrence.ends)}</span> }.into_any(),
            date.venue.name.clone().into_any(),
            taken(occurrence),
            occurrence.waiting.into_any(),
            standing,
        ],
        action: Some(view! { <a class="button is-quiet is-small" href=way>{words::open_date(lang)}</a> }.into_any()),
    }
}
