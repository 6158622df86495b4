//! 队里的人: who belongs to the teams that this person leads (to all of them, for staff), as what, since when; to be searched, printed
//! and taken along as a file; and taking somebody off a team. What people hold stands in it for staff alone: no leader's phone has it.

use super::dates::{choices, teams};
use super::door::{behind, organizes, works_here};
use super::entry::{Entry, Kind, line, pick};
use super::long::{long_table, pressed};
use super::paper::{print_button, sheet_link};
use super::sending::Sending;
use super::table::{Column, Line};
use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::item::pending_state;
use crate::components::page_head::page_head;
use crate::components::two_step::{ASK, Steps, ask, button_id, focus_soon, question};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, dates as date_words, members as words};
use crate::words::{shift as shift_words, when};
use domain::command::Command;
use domain::id::OrganizationId;
use domain::member::{Member, Standing};
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::qualification::Qualification;
use domain::replica::Replica;
use domain::views::find::Wanted;
use domain::views::members::{Belonging, roll};
use domain::when::Day;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use uuid::Uuid;

/// The field for a name, where the focus goes when a line is gone.
const FIND: &str = "find-member";

/// One line: all that it shows.
#[derive(Clone, PartialEq, Eq)]
struct Row {
    member: Member,
    pending: bool,
    /// Where there are several.
    team: Option<String>,
    since: Option<Day>,
    /// For staff.
    held: Option<String>,
    /// Whether they are to be taken off is asked just now.
    asked: bool,
}

#[derive(Clone, Copy)]
struct Members {
    lang: Lang,
    sync: Sync,
    teams: Memo<Vec<Organization>>,
    team: Entry,
    find: Entry,
    asked: RwSignal<Option<Uuid>>,
    sending: Sending,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let members = Members {
        lang,
        sync,
        teams: Memo::new(move || teams(&sync.view())),
        team: Entry::new(""),
        find: Entry::new(""),
        asked: RwSignal::new(None),
        sending: Sending::new(),
    };
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Shifts).href()>{icon(Icon::Back)}{desk::shifts(lang)}</a>
        {page_head(desk::brand(lang).into(), words::title(lang).into())}
        {behind(organizes, desk::whose_dates, move || members.inside())}
    }
    .into_any()
}

impl Members {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        let names = Memo::new(move || self.teams.with(|teams| choices(teams)));
        let several = Memo::new(move || names.with(|names| names.len() > 1));
        let picker = move || {
            several.get().then(|| pick(self.team, "team", date_words::team(lang), date_words::every_team(lang), names))
        };
        let staff = Memo::new(move || self.sync.view().me().is_some_and(works_here));
        let all = Memo::new(move || self.rows(several.get(), staff.get()));
        let rows = Memo::new(move || all.with(|all| self.found(all)));
        let [anybody, found] = [all, rows].map(|rows| Memo::new(move || rows.with(|rows| !rows.is_empty())));
        let list = move || match (anybody.get(), found.get()) {
            (false, _) => view! { <p class="said">{words::nobody(lang)}</p> }.into_any(),
            (true, false) => view! { <p class="said">{words::nobody_found(lang)}</p> }.into_any(),
            (true, true) => self.table(rows, several.get(), staff.get()),
        };
        view! {
            <section class="stack">
                <p class="said no-print">{words::text(lang)}</p>
                <div class="form no-print">
                    {picker}
                    {line(self.find, Kind::Words, FIND, words::find(lang), None)}
                </div>
                {list}
                {self.sending.result(words::off_done(lang))}
                <div class="actions no-print">
                    {print_button(desk::print(lang), "button is-quiet")}
                    {move || self.sheet()}
                </div>
            </section>
        }
        .into_any()
    }

    fn rows(self, several: bool, staff: bool) -> Vec<Row> {
        let (view, today, asked) = (self.sync.view(), self.sync.now().day(), self.asked.get());
        let Some(me) = view.me() else { return Vec::new() };
        let team: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        let wanted =
            |organization| may(me, Act::RunActivities(organization)) && team.is_none_or(|team| team == organization);
        let row = |one: Belonging| Row {
            team: several.then(|| team_of(&view, &one.member)),
            since: one.since.map(|at| at.day()),
            held: staff.then(|| held(self.lang, &one.held, today)),
            pending: one.pending,
            asked: asked == Some(one.member.id.0),
            member: one.member,
        };
        roll(&view, wanted).into_iter().map(row).collect()
    }

    /// Those whom the typed words mean.
    fn found(self, all: &[Row]) -> Vec<Row> {
        let wanted = self.find.text.with(|text| Wanted::new(text));
        all.iter().filter(|row| wanted.rank(&row.member.resident.name, "", "").is_some()).cloned().collect()
    }

    fn table(self, rows: Memo<Vec<Row>>, several: bool, staff: bool) -> AnyView {
        let lang = self.lang;
        let mut columns = vec![Column::words(words::who(lang))];
        columns.extend(several.then(|| Column::words(words::team(lang))));
        columns.extend([Column::words(words::standing(lang)), Column::words(words::since(lang))]);
        columns.extend(staff.then(|| Column::words(words::held(lang))));
        let caption = (move || words::counted_of(lang, rows.with(Vec::len))).into_any();
        let table = long_table(caption, columns, Some(desk::action(lang)), rows, move |row: &Row| self.line(row));
        view! { <div on:click=move |event| self.heard(&event)>{table}</div> }.into_any()
    }

    fn line(self, row: &Row) -> Line {
        let lang = self.lang;
        let waits = row.pending.then(|| pending_state(lang));
        let mut cells: Vec<AnyView> = row.team.iter().map(|team| team.clone().into_any()).collect();
        cells.push(view! { {words::of(lang, row.member.standing)}{waits} }.into_any());
        cells.push(row.since.map(|day| when::lasting_date(lang, day)).into_any());
        cells.extend(row.held.iter().map(|held| held.clone().into_any()));
        Line { head: row.member.resident.name.clone().into_any(), cells, action: Some(self.off(row)) }
    }

    /// Taking them off: asked once more. Who leads a team the committee decides.
    fn off(self, row: &Row) -> AnyView {
        let (lang, member) = (self.lang, &row.member);
        let (key, name) = (member.id.0, member.resident.name.clone());
        if member.standing == Standing::Leader || row.pending {
            return ().into_any();
        }
        if !row.asked {
            let whose = format!(" {name}");
            return view! {
                <div class="no-print">
                    <button type="button" class="button is-quiet is-small" id=button_id(key)>
                        {words::off(lang)}<span class="unseen">{whose}</span>
                    </button>
                </div>
            }
            .into_any();
        }
        let steps = Steps {
            act: words::off(lang).into(),
            question: words::off_sure(lang, &name),
            yes: words::off_yes(lang).into(),
            no: words::off_no(lang).into(),
        };
        let (organization, resident) = (member.organization, member.resident.id);
        let send = move |()| {
            let command = Command::TakeOffTeam { organization, resident };
            self.sending.send(command, |_| None, || focus_soon(FIND.into()));
        };
        view! { <div class="no-print">{question(self.asked, key, steps, Callback::new(send))}</div> }.into_any()
    }

    /// One of the buttons was pressed.
    fn heard(self, event: &MouseEvent) {
        if let Some((what, whom)) = pressed(event)
            && what == ASK
        {
            ask(self.asked, whom);
        }
    }

    /// The list of the team that is chosen, or of the only one, as a file.
    fn sheet(self) -> AnyView {
        let chosen: Option<OrganizationId> = self.team.text.with(|text| text.parse().ok());
        let only = self.teams.with(|teams| if let [team] = teams.as_slice() { Some(team.id) } else { None });
        let Some(team) = chosen.or(only) else { return ().into_any() };
        let me = self.sync.view().me().map(|me| me.id);
        sheet_link(words::sheet(self.lang), &format!("/api/export/members/{team}"), me)
    }
}

fn team_of(view: &Replica, member: &Member) -> String {
    view.get::<Organization>(member.organization.0).map(|team| team.name.clone()).unwrap_or_default()
}

/// "健康证，有效到2027年3月1日；急救证，过期了".
fn held(lang: Lang, all: &[Qualification], today: Day) -> String {
    let one = |row: &Qualification| {
        let good = row.until >= today;
        let until = if good { shift_words::good_until(lang, row.until) } else { words::expired(lang).into() };
        format!("{}{}{until}", shift_words::skill(lang, row.skill), lang.pick("，", ", "))
    };
    all.iter().map(one).collect::<Vec<_>>().join(lang.pick("；", "; "))
}
