//! 入队: who asks to join a team of mine, my answer with a word, and inviting somebody who came to a date or took a shift.

use super::dates::choices;
use super::entry::{Choice, Entry, Kind, line, pick};
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::components::item::pending_state;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk;
use crate::words::team as words;
use domain::command::Command;
use domain::duty::Duty;
use domain::id::{JoiningId, OrganizationId, ResidentId};
use domain::joining::{JoinState, Joining};
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::replica::Replica;
use domain::signup::Signup;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The list with its two forms, made once per page.
#[derive(Clone, Copy)]
pub struct Newcomers {
    lang: Lang,
    sync: Sync,
    teams: Memo<Vec<Organization>>,
    reply: Entry,
    answering: Sending,
    team: Entry,
    who: Entry,
    inviting: Sending,
}

impl Newcomers {
    /// For these teams.
    pub fn new(teams: Memo<Vec<Organization>>) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            teams,
            reply: Entry::new(""),
            answering: Sending::new(),
            team: Entry::new(""),
            who: Entry::new(""),
            inviting: Sending::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let names = Memo::new(move || self.teams.with(|teams| choices(teams)));
        let people = Memo::new(move || known(&self.sync.view()));
        let several = move || {
            let several = self.teams.with(|teams| teams.len() > 1);
            several.then(|| pick(self.team, "join-team", words::team(lang), words::nothing(lang), names))
        };
        view! {
            <section class="stack">
                {move || self.list()}
                {self.answering.result(words::answered(lang))}
                <div class="form card">
                    {several}
                    {pick(self.who, "join-who", words::invite_who(lang), words::nothing(lang), people)}
                    <button type="button" class="button is-quiet" on:click=move |_| self.invite()>
                        {words::invite(lang)}
                    </button>
                    {self.inviting.result(words::invited_now(lang))}
                </div>
            </section>
        }
        .into_any()
    }

    fn list(self) -> AnyView {
        let (lang, view) = (self.lang, self.sync.view());
        let Some(me) = view.me() else { return ().into_any() };
        let mine = |joining: &&Joining| joining.state.open() && may(me, Act::RunActivities(joining.organization));
        let lines: Vec<Line> = view.all::<Joining>().filter(mine).map(|joining| self.line(&view, joining)).collect();
        if lines.is_empty() {
            return view! { <h2>{words::newcomers(lang)}</h2><p class="said">{words::no_newcomers(lang)}</p> }
                .into_any();
        }
        let columns =
            vec![Column::words(words::who(lang)), Column::words(words::team(lang)), Column::words(words::said(lang))];
        view! {
            {table(words::newcomers(lang).into_any(), columns, Some(desk::action(lang)), lines)}
            {line(self.reply, Kind::Words, "join-reply", words::reply(lang), None)}
        }
        .into_any()
    }

    fn line(self, view: &Replica, joining: &Joining) -> Line {
        let (lang, id) = (self.lang, joining.id);
        let team = view.get::<Organization>(joining.organization.0).map(|team| team.name.clone()).unwrap_or_default();
        let asked = joining.state == JoinState::Asked;
        let said = if asked { joining.words.clone() } else { words::invitation(lang).into() };
        let no = if asked { words::refuse(lang) } else { words::recall(lang) };
        let yes = asked.then(|| {
            let send = move |_| self.answer(id, true);
            view! { <button type="button" class="button is-small" on:click=send>{words::admit(lang)}</button> }
        });
        let action = if view.is_pending::<Joining>(id.0) {
            pending_state(lang)
        } else {
            let send = move |_| self.answer(id, false);
            view! {
                <div class="row">
                    {yes}
                    <button type="button" class="button is-quiet is-small" on:click=send>{no}</button>
                </div>
            }
            .into_any()
        };
        Line {
            head: joining.resident.name.clone().into_any(),
            cells: vec![team.into_any(), said.into_any()],
            action: Some(action),
        }
    }

    fn answer(self, joining: JoiningId, agreed: bool) {
        let words = self.reply.typed();
        let reply = self.reply;
        let command = Command::AnswerJoining { joining, agreed, words };
        self.answering.send(command, move |_| Some(reply), move || reply.fill(String::new()));
    }

    fn invite(self) {
        let teams = self.teams.get_untracked();
        let only = || if let [team] = teams.as_slice() { Some(team.id) } else { None };
        let team: Option<OrganizationId> = self.team.text.with_untracked(|text| text.parse().ok()).or_else(only);
        let who: Option<ResidentId> = self.who.text.with_untracked(|text| text.parse().ok());
        let (Some(organization), Some(resident)) = (team, who) else { return };
        let (joining, words, field) = (JoiningId(new_id()), String::new(), self.who);
        let command = Command::InviteToJoin { joining, organization, resident, words };
        self.inviting.send(command, move |_| Some(field), move || field.fill(String::new()));
    }
}

/// Whom the leader has had to do with: everybody in the sign-ups and on the shifts of their teams.
fn known(view: &Replica) -> Vec<Choice> {
    let Some(me) = view.me() else { return Vec::new() };
    let runs = |organization| may(me, Act::RunActivities(organization));
    let came = view.all::<Signup>().filter(|signup| runs(signup.organization)).flat_map(|signup| &signup.party);
    let served = view.all::<Duty>().filter(|duty| runs(duty.organization)).map(|duty| &duty.resident);
    let people: BTreeMap<ResidentId, String> =
        came.chain(served).filter(|person| person.id != me.id).map(|person| (person.id, person.name.clone())).collect();
    people.into_iter().map(|(id, text)| Choice { value: id.to_string(), text }).collect()
}
