//! 我的队伍: the teams I belong to, standing in for others there, leaving one, invitations to me, and asking to join another.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, substitute, team as words};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{JoiningId, OrganizationId};
use domain::joining::{JoinState, Joining};
use domain::member::{Member, Standing};
use domain::organization::Organization;
use domain::replica::Replica;
use domain::role::Role;
use leptos::prelude::*;
use uuid::Uuid;

/// What is chosen, typed and asked. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Teams {
    team: RwSignal<Option<OrganizationId>>,
    words: RwSignal<String>,
    asked: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Teams {
    pub(super) fn new() -> Self {
        Self {
            team: RwSignal::new(None),
            words: RwSignal::new(String::new()),
            asked: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The part of the page; empty for a visitor. Only what changes is drawn anew, so that a pull takes nobody's focus.
    pub(super) fn section(self) -> AnyView {
        let sync = sync();
        let shown = Memo::new(move || shown(&sync.view()));
        let others = Memo::new(move || others(&sync.view()));
        let inside = Memo::new(move || shown.with(Option::is_some));
        let list = move || {
            let lang = lang();
            let (roles, joinings, own) = shown.get().unwrap_or_default();
            let view = untrack(|| sync.view());
            let mut items: Vec<AnyView> =
                roles.iter().filter_map(|role| self.membership(&view, *role, &own, lang)).collect();
            items.extend(joinings.iter().filter_map(|(joining, _)| self.question(&view, joining, lang)));
            (!items.is_empty()).then(|| view! { <ul class="list is-tight">{items}</ul> })
        };
        let section = move || {
            view! {
                <section class="stack">
                    {section_head(words::title(lang()).into(), None)}
                    {list}
                    {self.trouble()}
                    {self.form(others)}
                </section>
            }
        };
        (move || inside.get().then(section)).into_any()
    }

    /// One team; whoever leads it does not leave it here.
    fn membership(self, view: &Replica, role: Role, own: &[(Member, bool)], lang: Lang) -> Option<AnyView> {
        let organization = match role {
            Role::Leader(id) | Role::Member(id) => id,
            _ => return None,
        };
        let own = own.iter().find(|(member, _)| member.organization == organization);
        let standing = match own {
            _ if role == Role::Leader(organization) => words::leads(lang),
            Some((member, _)) if member.standing == Standing::Substitute => substitute::standing(lang),
            _ => words::belongs(lang),
        };
        let steps = Steps {
            act: words::leave(lang).into(),
            question: words::leave_sure(lang).into(),
            yes: words::leave_yes(lang).into(),
            no: words::leave_no(lang).into(),
        };
        let send = move |()| self.send(Command::LeaveTeam { organization });
        let way = (role == Role::Member(organization)).then(|| {
            let leave = two_step(self.asked, organization.0, steps, Callback::new(send));
            view! { <div class="actions">{own.map(|(member, _)| self.stands_in(view, member, lang))}{leave}</div> }
        });
        let waits = own.is_some_and(|(_, waits)| *waits).then(|| pending_state(lang));
        Some(item(name(view, organization), standing.into(), waits.into_any(), way.into_any()))
    }

    /// The way to stand in for others, or to do so no longer.
    fn stands_in(self, view: &Replica, member: &Member, lang: Lang) -> AnyView {
        let (organization, resident) = (member.organization, member.resident.id);
        let wanted = member.standing != Standing::Substitute;
        let words = if wanted { substitute::stand_in(lang) } else { substitute::stop(lang) };
        let send = move |_| self.send(Command::SetStanding { organization, resident, substitute: wanted });
        let team = format!(" {}", name(view, organization));
        view! {
            <button type="button" class="button is-quiet" on:click=send>
                {words}<span class="unseen">{team}</span>
            </button>
        }
        .into_any()
    }

    /// What waits for an answer, mine or a leader's, and what was declined.
    fn question(self, view: &Replica, joining: &Joining, lang: Lang) -> Option<AnyView> {
        let id = joining.id;
        let waits = view.is_pending::<Joining>(id.0).then(|| pending_state(lang)).into_any();
        let button = move |agreed: bool, quiet: bool, words: &'static str| {
            let class = if quiet { "button is-quiet" } else { "button" };
            view! { <button type="button" class=class on:click=move |_| self.answer(id, agreed)>{words}</button> }
        };
        let (said, acts) = match joining.state {
            JoinState::Asked => (words::waiting(lang).into(), button(false, true, words::take_back(lang)).into_any()),
            JoinState::Invited => {
                let (yes, no) = (words::accept(lang), words::decline(lang));
                let both = view! { <div class="actions">{button(true, false, yes)}{button(false, true, no)}</div> };
                (told(words::invited(lang), &joining.words), both.into_any())
            }
            JoinState::Declined => (told(words::declined(lang), &joining.answer), ().into_any()),
            JoinState::Joined | JoinState::Withdrawn | JoinState::Left => return None,
        };
        Some(item(name(view, joining.organization), said, waits, acts))
    }

    fn form(self, others: Memo<Vec<(OrganizationId, String)>>) -> AnyView {
        let lang = lang();
        let option = move |(id, name): (OrganizationId, String)| {
            let chosen = move || self.team.get() == Some(id);
            view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }
        };
        let options = move || others.get().into_iter().map(option).collect::<Vec<_>>();
        let choose = move |event| self.team.set(event_target_value(&event).parse().ok());
        let picker = view! {
            <span class="select">
                <select id="join-team" on:change=choose>
                    <option value="" prop:selected=move || self.team.get().is_none()>{words::nothing(lang)}</option>
                    {options}
                </select>
            </span>
        };
        let typed = view! {
            <input
                id="join-words"
                type="text"
                autocomplete="off"
                prop:value=move || self.words.get()
                on:input=move |event| self.words.set(event_target_value(&event))
            />
        };
        let send = move |_| {
            let Some(organization) = self.team.get_untracked() else { return };
            let (joining, words) = (JoiningId(new_id()), self.words.get_untracked());
            self.send(Command::AskToJoin { joining, organization, words });
        };
        view! {
            <div class="form card">
                <p class="strong">{words::ask(lang)}</p>
                {field("join-team", words::which(lang).into(), None, None, picker.into_any())}
                {field("join-words", words::words(lang).into(), None, None, typed.into_any())}
                <button
                    type="button"
                    class="button is-wide"
                    disabled=move || self.team.get().is_none()
                    on:click=send
                >
                    {words::send(lang)}
                </button>
            </div>
        }
        .into_any()
    }

    fn answer(self, joining: JoiningId, agreed: bool) {
        self.send(Command::AnswerJoining { joining, agreed, words: String::new() });
    }

    fn send(self, command: Command) {
        self.trouble.set(None);
        sync().submit(command, move |result| match result {
            Ok(()) => {
                self.team.set(None);
                self.words.set(String::new());
            }
            Err(why) => self.trouble.set(Some(why)),
        });
    }

    fn trouble(self) -> AnyView {
        (move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
        })
        .into_any()
    }
}

/// What is known of me and teams: my roles, what I asked or was asked, and as what I belong to which, each of these with whether
/// it waits for the server.
type Known = (Vec<Role>, Vec<(Joining, bool)>, Vec<(Member, bool)>);

fn shown(view: &Replica) -> Option<Known> {
    let me = view.me()?;
    let own = view.all::<Joining>().filter(|joining| joining.resident.id == me.id);
    let joinings = own.map(|joining| (joining.clone(), view.is_pending::<Joining>(joining.id.0)));
    let belongs = view.all::<Member>().filter(|member| member.resident.id == me.id);
    let members = belongs.map(|member| (member.clone(), view.is_pending::<Member>(member.id.0)));
    Some((me.roles.clone(), joinings.collect(), members.collect()))
}

/// The teams that I neither belong to nor have asked, by name.
fn others(view: &Replica) -> Vec<(OrganizationId, String)> {
    let Some(me) = view.me() else { return Vec::new() };
    let inside = |id: OrganizationId| {
        let open = |joining: &Joining| joining.organization == id && joining.state.open();
        me.roles.contains(&Role::Leader(id))
            || me.roles.contains(&Role::Member(id))
            || view.all::<Joining>().any(|joining| joining.resident.id == me.id && open(joining))
    };
    let teams = view.all::<Organization>().filter(|team| !inside(team.id));
    let mut others: Vec<(OrganizationId, String)> = teams.map(|team| (team.id, team.name.clone())).collect();
    others.arrange(|a, b| a.1.cmp(&b.1));
    others
}

fn name(view: &Replica, id: OrganizationId) -> String {
    view.get::<Organization>(id.0).map(|team| team.name.clone()).unwrap_or_default()
}

/// A sentence with what somebody added to it.
fn told(sentence: &str, added: &str) -> String {
    if added.is_empty() { sentence.into() } else { format!("{sentence} · {added}") }
}

fn item(name: String, said: String, end: AnyView, acts: AnyView) -> AnyView {
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{name}</b><small>{said}</small></span>
                <span class="item-end">{end}</span>
                {acts}
            </div>
        </li>
    }
    .into_any()
}
