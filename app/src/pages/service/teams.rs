//! 我的队伍: the teams I belong to, standing in for others there, leaving one, invitations to me, and asking to join another.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, substitute, team as words};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{JoiningId, OrganizationId, ResidentId};
use domain::joining::{JoinState, Joining};
use domain::member::{Member, Standing};
use domain::organization::Organization;
use domain::replica::Replica;
use domain::role::Role;
use leptos::prelude::*;
use uuid::Uuid;

/// The part of the page.
const TEAMS: &str = "teams";

/// What is chosen, typed and asked. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Teams {
    team: RwSignal<Option<OrganizationId>>,
    words: RwSignal<String>,
    /// The team of which what can be changed is shown.
    open: RwSignal<Option<OrganizationId>>,
    asked: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Teams {
    pub(super) fn new() -> Self {
        Self {
            team: RwSignal::new(None),
            words: RwSignal::new(String::new()),
            open: RwSignal::new(None),
            asked: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The part of the page; empty for a visitor. A line stays where it is while what it says changes, so that neither an answer nor
    /// a pull takes anybody's focus.
    pub(super) fn section(self) -> AnyView {
        let sync = sync();
        let mine = Memo::new(move || mine(&sync.view()));
        let joinings = Memo::new(move || joinings(&sync.view()));
        let others = Memo::new(move || others(&sync.view()));
        let inside = Memo::new(move || sync.view().me().is_some());
        let list = move || {
            let lang = lang();
            let view = untrack(|| sync.view());
            let mut items: Vec<AnyView> =
                mine.get().into_iter().map(|(team, leads, name)| self.membership(team, leads, name, lang)).collect();
            items.extend(joinings.get().iter().filter_map(|joining| self.question(&view, joining, lang)));
            (!items.is_empty()).then(|| view! { <ul class="list is-tight">{items}</ul> })
        };
        let section = move || {
            view! {
                <section class="stack" id=TEAMS tabindex="-1">
                    {section_head(words::title(lang()).into(), None)}
                    {list}
                    {self.trouble()}
                    {self.form(others)}
                </section>
            }
        };
        (move || inside.get().then(section)).into_any()
    }

    /// One team, with one quiet button behind which is what can be changed; whoever leads it does not leave it here.
    fn membership(self, team: OrganizationId, leads: bool, name: String, lang: Lang) -> AnyView {
        let sync = sync();
        let own = Memo::new(move || own(&sync.view(), team));
        let said = move || match own.get() {
            _ if leads => words::leads(lang),
            Some((_, Standing::Substitute, _)) => substitute::standing(lang),
            _ => words::belongs(lang),
        };
        // The server takes the office away: until then only what waits here says that somebody leaves.
        let leaving = Memo::new(move || {
            let leave = Command::LeaveTeam { organization: team };
            sync.waiting().iter().any(|waiting| waiting.command == leave)
        });
        let waits = move || {
            let waits = leaving.get() || own.get().is_some_and(|(.., waits)| waits);
            waits.then(|| pending_state(lang))
        };
        let open = move || self.open.get() == Some(team);
        let toggle = move |_| {
            self.asked.set(None);
            self.open.set(if self.open.get_untracked() == Some(team) { None } else { Some(team) });
        };
        let unseen = format!(" {name}");
        let change = (!leads).then(|| {
            view! {
                <button
                    type="button"
                    class="button is-quiet is-small"
                    aria-expanded=move || open().to_string()
                    on:click=toggle
                >
                    {words::change(lang)}<span class="unseen">{unseen}</span>
                </button>
            }
        });
        let acts = move || (!leads && open() && !leaving.get()).then(|| self.acts(team, own, lang));
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{name}</b><small>{said}</small></span>
                    <span class="item-end">{waits}{change}</span>
                    {acts}
                </div>
            </li>
        }
        .into_any()
    }

    /// What can be changed: standing in for others or no longer, and leaving.
    fn acts(self, team: OrganizationId, own: Memo<Option<Own>>, lang: Lang) -> AnyView {
        let stands = move || own.get().is_some_and(|(_, standing, _)| standing == Standing::Substitute);
        let label = move || if stands() { substitute::stop(lang) } else { substitute::stand_in(lang) };
        let send = move |_| {
            let Some((resident, standing, _)) = own.get_untracked() else { return };
            let substitute = standing != Standing::Substitute;
            self.send(Command::SetStanding { organization: team, resident, substitute }, || {});
        };
        let known = Memo::new(move || own.get().is_some());
        let stand_in = move || {
            known.get().then(|| {
                view! { <button type="button" class="button is-quiet is-small" on:click=send>{label}</button> }
            })
        };
        let steps = Steps {
            act: words::leave(lang).into(),
            question: words::leave_sure(lang).into(),
            yes: words::leave_yes(lang).into(),
            no: words::leave_no(lang).into(),
        };
        let leave = move |()| self.send(Command::LeaveTeam { organization: team }, || focus_soon(TEAMS.into()));
        let leave = two_step(self.asked, team.0, steps, Callback::new(leave));
        view! { <div class="row">{stand_in}{leave}</div> }.into_any()
    }

    /// What waits for an answer, mine or a leader's, and what was declined.
    fn question(self, view: &Replica, (joining, waits): &(Joining, bool), lang: Lang) -> Option<AnyView> {
        let id = joining.id;
        let waits = waits.then(|| pending_state(lang)).into_any();
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
            self.send(Command::AskToJoin { joining, organization, words }, move || {
                self.team.set(None);
                self.words.set(String::new());
                focus_soon("join-team".into());
            });
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
        let command = Command::AnswerJoining { joining, agreed, words: String::new() };
        self.send(command, || focus_soon(TEAMS.into()));
    }

    /// Sends a command; `then` is called when the phone has taken it on. What is typed into the form is none of it.
    fn send(self, command: Command, then: impl FnOnce() + 'static) {
        self.trouble.set(None);
        sync().submit(command, move |result| match result {
            Ok(()) => then(),
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

/// Who I am in a team, as what I belong to it, and whether that waits for the server.
type Own = (ResidentId, Standing, bool);

/// The teams that I lead or belong to: which, whether I lead it, and its name.
fn mine(view: &Replica) -> Vec<(OrganizationId, bool, String)> {
    let Some(me) = view.me() else { return Vec::new() };
    let team = |role: &Role| match *role {
        Role::Leader(id) => Some((id, true, name(view, id))),
        Role::Member(id) if !me.roles.contains(&Role::Leader(id)) => Some((id, false, name(view, id))),
        _ => None,
    };
    me.roles.iter().filter_map(team).collect()
}

fn own(view: &Replica, team: OrganizationId) -> Option<Own> {
    let me = view.me()?;
    let mut own = view.all::<Member>().filter(|member| member.resident.id == me.id);
    let member = own.find(|member| member.organization == team)?;
    Some((me.id, member.standing, view.is_pending::<Member>(member.id.0)))
}

/// What I asked or was asked, each with whether it waits for the server.
fn joinings(view: &Replica) -> Vec<(Joining, bool)> {
    let Some(me) = view.me() else { return Vec::new() };
    let own = view.all::<Joining>().filter(|joining| joining.resident.id == me.id);
    own.map(|joining| (joining.clone(), view.is_pending::<Joining>(joining.id.0))).collect()
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
