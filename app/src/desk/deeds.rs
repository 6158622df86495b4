//! 互助时长: what neighbours have confirmed of each other's help, for those who sign hours: a leader for their team, staff also
//! where no team was named.

use super::dates::choices;
use super::door::works_here;
use super::entry::{Entry, pick};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::item::pending_state;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::{desk, shift as shift_words, skills as words, when};
use domain::command::Command;
use domain::deed::Deed;
use domain::favour::Step;
use domain::id::{HoursId, OrganizationId};
use domain::organization::Organization;
use domain::views::skills::unsigned;
use domain::when::{MINUTE_MS, Moment};
use leptos::prelude::*;

/// The list, made once per page.
#[derive(Clone, Copy)]
pub struct Deeds {
    lang: Lang,
    sync: Sync,
    teams: Memo<Vec<Organization>>,
    /// The team for those without one.
    team: Entry,
    sending: Sending,
}

impl Deeds {
    /// For these teams.
    pub fn new(teams: Memo<Vec<Organization>>) -> Self {
        Self { lang: lang(), sync: sync(), teams, team: Entry::new(""), sending: Sending::new() }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let rows = Memo::new(move || {
            let view = self.sync.view();
            view.me().map(|me| unsigned(&view, me)).unwrap_or_default()
        });
        let names = Memo::new(move || self.teams.with(|teams| choices(teams)));
        let without = Memo::new(move || {
            let staff = self.sync.view().me().is_some_and(works_here);
            staff && rows.with(|rows| rows.iter().any(|(deed, _)| deed.organization.is_none()))
        });
        let team = move || {
            let (label, nothing) = (words::which_team(lang), words::pick_team(lang));
            without.get().then(|| pick(self.team, "deed-team", label, nothing, names))
        };
        let list = move || {
            let now = untrack(|| self.sync.now());
            rows.with(|rows| self.list(rows, now))
        };
        view! {
            <section class="stack" aria-labelledby="deeds">
                <h2 id="deeds">{words::deeds(lang)}</h2>
                <p class="said">{words::deeds_text(lang)}</p>
                {team}
                {list}
                {self.sending.result(words::signed(lang))}
            </section>
        }
        .into_any()
    }

    fn list(self, rows: &[(Deed, bool)], now: Moment) -> AnyView {
        let lang = self.lang;
        if rows.is_empty() {
            return view! { <p class="said">{words::no_deeds(lang)}</p> }.into_any();
        }
        let columns =
            vec![Column::words(words::who(lang)), Column::words(words::what(lang)), Column::words(words::time(lang))];
        let lines = rows.iter().map(|(deed, pending)| self.line(deed, *pending, now)).collect();
        table(words::deeds(lang).into_any(), columns, Some(desk::action(lang)), lines)
    }

    fn line(self, deed: &Deed, pending: bool, now: Moment) -> Line {
        let (lang, spent) = (self.lang, deed.spent);
        let length = shift_words::length(lang, (spent.until.0 - spent.from.0) / MINUTE_MS);
        let time = format!("{} · {length}", when::span(lang, spent.from, spent.until, now));
        let action = if pending {
            pending_state(lang)
        } else {
            let whose = view! { <span class="unseen">{format!(" {}", deed.helper.name)}</span> };
            let own = deed.clone();
            let sign = move |_| self.sign(&own);
            view! {
                <button type="button" class="button is-small" on:click=sign>{words::sign(lang)}{whose}</button>
            }
            .into_any()
        };
        Line {
            head: deed.helper.name.clone().into_any(),
            cells: vec![deed.what.clone().into_any(), view! { <span class="num">{time}</span> }.into_any()],
            action: Some(action),
        }
    }

    fn sign(self, deed: &Deed) {
        let chosen: Option<OrganizationId> = self.team.text.with_untracked(|text| text.parse().ok());
        let Some(organization) = deed.organization.or(chosen) else {
            self.team.fail(words::team_missing(self.lang));
            return;
        };
        let step = Step::Sign { hours: HoursId(new_id()), organization };
        self.sending.send(Command::Favour { favour: deed.id, step }, |_| None, || {});
    }
}
