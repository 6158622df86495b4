//! 服务证明: a leader certifies what a volunteer has served for the team, and finds the certificates that the team has issued.

use super::entry::{Choice, Entry, Kind, line, pick, submits};
use super::plan::read;
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::item::pending_state;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, dates as date_words};
use crate::words::{certificate as words, shift as shift_words};
use domain::arrange::Arrange;
use domain::certificate::Certificate;
use domain::command::Command;
use domain::hours::Hours;
use domain::id::{CertificateId, OrganizationId, ResidentId};
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::when::Day;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The form and the list, made once per page.
#[derive(Clone, Copy)]
pub struct Certificates {
    lang: Lang,
    sync: Sync,
    who: Entry,
    from: Entry,
    until: Entry,
    volunteer: Entry,
    sending: Sending,
}

impl Certificates {
    /// For the teams of whoever opens the page.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            who: Entry::new(""),
            from: Entry::new(""),
            until: Entry::new(""),
            volunteer: Entry::new(""),
            sending: Sending::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let people = Memo::new(move || served(&self.sync.view()));
        view! {
            <section class="stack" aria-labelledby="certificates">
                <h2 id="certificates">{words::title(lang)}</h2>
                <p class="said">{words::issue_text(lang)}</p>
                <form class="form card" aria-labelledby="certificates" on:submit=submits(move || self.issue())>
                    {pick(self.who, "certificate-who", words::whose(lang), words::nobody(lang), people)}
                    <div class="field-row">
                        {line(self.from, Kind::Day, "certificate-from", words::from(lang), None)}
                        {line(self.until, Kind::Day, "certificate-until", words::until(lang), None)}
                    </div>
                    {line(self.volunteer, Kind::Words, "certificate-volunteer", words::volunteer(lang), Some(words::volunteer_hint(lang)))}
                    <div class="actions"><button class="button is-quiet">{words::issue(lang)}</button></div>
                    {self.sending.result(words::issued(lang))}
                </form>
                {move || self.list()}
            </section>
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let (lang, view) = (self.lang, self.sync.view());
        let Some(me) = view.me() else { return ().into_any() };
        let mine = |row: &&Certificate| may(me, Act::RunActivities(row.organization));
        let mut rows: Vec<&Certificate> = view.all::<Certificate>().filter(mine).collect();
        if rows.is_empty() {
            return ().into_any();
        }
        rows.arrange_by_key(|row| -row.made.0);
        let columns = vec![
            Column::words(words::person(lang)),
            Column::words(words::number(lang)),
            Column::words(words::span(lang)),
            Column::words(shift_words::hours(lang)),
        ];
        let lines = rows.into_iter().map(|row| issued_line(&view, row, lang)).collect();
        table(words::issued_so_far(lang).into_any(), columns, Some(desk::action(lang)), lines)
    }

    fn issue(self) {
        let whose = read(self.who, words::whose_missing(self.lang), team_and_person);
        let from = read(self.from, date_words::day_missing(self.lang), Day::parse);
        let until = read(self.until, date_words::day_missing(self.lang), Day::parse);
        let (Some((organization, person)), Some(from), Some(until)) = (whose, from, until) else { return };
        let (certificate, volunteer) = (CertificateId(new_id()), self.volunteer.typed());
        let command = Command::IssueCertificate { certificate, organization, person, from, until, volunteer };
        let field = move |refusal: &Refusal| match refusal {
            Refusal::EndsBeforeStarts | Refusal::NotOverYet | Refusal::NoHours => Some(self.until),
            Refusal::WordsTooLong { .. } => Some(self.volunteer),
            _ => None,
        };
        let done = move || {
            self.who.fill("");
            self.volunteer.fill("");
        };
        self.sending.send(command, field, done);
    }
}

fn issued_line(view: &Replica, row: &Certificate, lang: Lang) -> Line {
    // The number is the server's to give.
    let (number, action) = if view.is_pending::<Certificate>(row.id.0) {
        (words::no_number(lang).into_any(), pending_state(lang))
    } else {
        let whose = view! { <span class="unseen">{format!(" {}", row.resident.name)}</span> };
        let way = Route::Certificate(row.id).href();
        let link = view! { <a class="button is-quiet is-small" href=way>{words::open(lang)}{whose}</a> };
        (view! { <span class="num nowrap">{row.number()}</span> }.into_any(), link.into_any())
    };
    Line {
        head: row.resident.name.clone().into_any(),
        cells: vec![
            number,
            view! { <span class="num">{words::days(lang, row)}</span> }.into_any(),
            shift_words::length(lang, row.minutes).into_any(),
        ],
        action: Some(action),
    }
}

/// Who has hours with a team of mine, once for each team.
fn served(view: &Replica) -> Vec<Choice> {
    let Some(me) = view.me() else { return Vec::new() };
    let mine = |entry: &&Hours| entry.resident.id != me.id && may(me, Act::RunActivities(entry.organization));
    let mut people = BTreeMap::new();
    for entry in view.all::<Hours>().filter(mine) {
        people.insert((entry.organization, entry.resident.id), entry.resident.name.clone());
    }
    let choice = |((organization, who), name): ((OrganizationId, ResidentId), String)| {
        let team = view.get::<Organization>(organization.0).map(|team| team.name.clone()).unwrap_or_default();
        Choice { value: format!("{organization} {who}"), text: format!("{name} · {team}") }
    };
    people.into_iter().map(choice).collect()
}

/// Reads what [`served`] writes.
fn team_and_person(value: &str) -> Option<(OrganizationId, ResidentId)> {
    let (organization, person) = value.split_once(' ')?;
    Some((organization.parse().ok()?, person.parse().ok()?))
}
