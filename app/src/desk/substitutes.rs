//! 替补: on which shifts of my teams somebody still looks for a replacement, who stands in for others, and naming one who does.

use super::entry::{Choice, Entry, pick};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::item::pending_state;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk;
use crate::words::{substitute as words, when};
use domain::command::Command;
use domain::id::MemberId;
use domain::member::Member;
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::replica::Replica;
use domain::views::service::ListedShift;
use domain::views::substitute::{looking, members};
use domain::when::Moment;
use leptos::prelude::*;

/// Somebody who stands in, and whether that waits for the server.
type Row = (Member, bool);

/// The lists with their form, made once per page.
#[derive(Clone, Copy)]
pub struct Substitutes {
    lang: Lang,
    sync: Sync,
    teams: Memo<Vec<Organization>>,
    /// The identity of a member.
    whom: Entry,
    naming: Sending,
    releasing: Sending,
}

impl Substitutes {
    /// For these teams.
    pub fn new(teams: Memo<Vec<Organization>>) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            teams,
            whom: Entry::new(""),
            naming: Sending::new(),
            releasing: Sending::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let sought = Memo::new(move || self.sought());
        let people = Memo::new(move || self.people());
        let others = Memo::new(move || people.with(|(_, others)| others.clone()));
        let shifts = move || {
            let now = untrack(|| self.sync.now());
            sought.with(|shifts| list(shifts, lang, now))
        };
        let substitutes = move || people.with(|(substitutes, _)| self.list(substitutes));
        view! {
            <section class="stack" aria-labelledby="substitutes">
                <h2 id="substitutes">{words::title(lang)}</h2>
                <p class="said">{words::text(lang)}</p>
                {shifts}
                {substitutes}
                {self.releasing.result(words::said(lang))}
                <div class="form card">
                    {pick(self.whom, "substitute-whom", words::whom(lang), words::pick(lang), others)}
                    <button type="button" class="button is-quiet" on:click=move |_| self.name()>
                        {words::name(lang)}
                    </button>
                    {self.naming.result(words::said(lang))}
                </div>
            </section>
        }
        .into_any()
    }

    fn sought(self) -> Vec<ListedShift> {
        let (view, now) = (self.sync.view(), self.sync.now());
        let Some(me) = view.me() else { return Vec::new() };
        looking(&view, |organization| may(me, Act::RunActivities(organization)), now)
    }

    /// Those who stand in, and the others to pick one from.
    fn people(self) -> (Vec<Row>, Vec<Choice>) {
        let view = self.sync.view();
        let Some(me) = view.me() else { return (Vec::new(), Vec::new()) };
        let (substitutes, others) = members(&view, |organization| may(me, Act::RunActivities(organization)));
        let several = self.teams.with(|teams| teams.len() > 1);
        let choice = |row: Member| {
            let team = several.then(|| team(&view, &row));
            Choice { value: row.id.to_string(), text: words::person(&row.resident.name, team.as_deref()) }
        };
        let waits = |row: Member| {
            let waits = view.is_pending::<Member>(row.id.0);
            (row, waits)
        };
        (substitutes.into_iter().map(waits).collect(), others.into_iter().map(choice).collect())
    }

    fn list(self, rows: &[Row]) -> AnyView {
        let lang = self.lang;
        if rows.is_empty() {
            return view! { <p class="said">{words::nobody(lang)}</p> }.into_any();
        }
        let view = untrack(|| self.sync.view());
        let columns = vec![Column::words(words::who(lang)), Column::words(words::team(lang))];
        let lines = rows.iter().map(|row| self.line(&view, row)).collect();
        table(words::who(lang).into_any(), columns, Some(desk::action(lang)), lines)
    }

    fn line(self, view: &Replica, (member, waits): &Row) -> Line {
        let action = if *waits {
            pending_state(self.lang)
        } else {
            let (id, whose) = (member.id, format!(" {}", member.resident.name));
            view! {
                <button type="button" class="button is-quiet is-small" on:click=move |_| self.release(id)>
                    {words::release(self.lang)}<span class="unseen">{whose}</span>
                </button>
            }
            .into_any()
        };
        Line {
            head: member.resident.name.clone().into_any(),
            cells: vec![team(view, member).into_any()],
            action: Some(action),
        }
    }

    fn name(self) {
        let chosen: Option<MemberId> = self.whom.text.with_untracked(|text| text.parse().ok());
        let Some(command) = chosen.and_then(|id| self.command(id, true)) else {
            self.whom.fail(words::pick_missing(self.lang));
            return;
        };
        let field = self.whom;
        self.naming.send(command, move |_| Some(field), move || field.fill(String::new()));
    }

    fn release(self, id: MemberId) {
        if let Some(command) = self.command(id, false) {
            self.releasing.send(command, |_| None, || {});
        }
    }

    fn command(self, id: MemberId, substitute: bool) -> Option<Command> {
        let view = untrack(|| self.sync.view());
        let member = view.get::<Member>(id.0)?;
        Some(Command::SetStanding { organization: member.organization, resident: member.resident.id, substitute })
    }
}

fn team(view: &Replica, member: &Member) -> String {
    view.get::<Organization>(member.organization.0).map(|team| team.name.clone()).unwrap_or_default()
}

/// The shifts on which somebody looks, each with the way to it.
fn list(shifts: &[ListedShift], lang: Lang, now: Moment) -> AnyView {
    if shifts.is_empty() {
        return view! { <p class="said">{words::nobody_looks(lang)}</p> }.into_any();
    }
    let columns = vec![
        Column::words(desk::shifts::role(lang)),
        Column::words(desk::shifts::time(lang)),
        Column::numbers(words::looking(lang)),
    ];
    let line = |listed: &ListedShift| {
        let (shift, team) = (&listed.shift, listed.organization.name.clone());
        let time = when::span(lang, shift.starts, shift.ends, now);
        let way = Route::Desk(DeskRoute::Shift(shift.id)).href();
        let open = desk::shifts::open_shift(lang);
        Line {
            head: view! { {shift.role.clone()}<small>{team}</small> }.into_any(),
            cells: vec![
                view! { <span class="num">{time}</span> }.into_any(),
                words::people(lang, shift.seeking).into_any(),
            ],
            action: Some(view! { <a class="button is-quiet is-small" href=way>{open}</a> }.into_any()),
        }
    };
    table(words::shift(lang).into_any(), columns, Some(desk::action(lang)), shifts.iter().map(line).collect())
}
