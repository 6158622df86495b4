//! 我会的: my offerings, taking one back, and the form for another: what, when, with which team its hours count, who may see it.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, skills as words};
use domain::command::Command;
use domain::id::{OfferingId, OrganizationId};
use domain::offering::{Craft, Half, Offering, Week, under_age};
use domain::organization::Organization;
use domain::replica::Replica;
use domain::role::Role;
use domain::views::skills::own_offerings;
use leptos::prelude::*;
use uuid::Uuid;

/// What is typed and chosen. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Offerings {
    craft: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    days: RwSignal<Week>,
    team: RwSignal<Option<OrganizationId>>,
    shown: RwSignal<bool>,
    asked: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Offerings {
    pub(super) fn new() -> Self {
        Self {
            craft: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            days: RwSignal::new(Week::default()),
            team: RwSignal::new(None),
            shown: RwSignal::new(false),
            asked: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The part of the page. Only what changes is drawn anew, so that a pull takes nobody's focus.
    pub(super) fn section(self) -> AnyView {
        let sync = sync();
        let own = Memo::new(move || {
            let view = sync.view();
            view.me().map(|me| own_offerings(&view, me)).unwrap_or_default()
        });
        let young = Memo::new(move || sync.view().me().is_some_and(|me| under_age(me, sync.now())));
        let list = move || {
            let (lang, own) = (lang(), own.get());
            if own.is_empty() {
                return view! { <p class="said">{words::no_offers(lang)}</p> }.into_any();
            }
            let items: Vec<AnyView> = own.iter().map(|(row, pending)| self.item(row, *pending, lang)).collect();
            view! { <ul class="list is-tight">{items}</ul> }.into_any()
        };
        let form = move || {
            if young.get() {
                return view! { <p class="said">{words::grown_ups(lang())}</p> }.into_any();
            }
            self.form()
        };
        view! {
            <section class="stack">
                {move || section_head(words::offers(lang()).into(), None)}
                {list}
                {form}
            </section>
        }
        .into_any()
    }

    fn item(self, row: &Offering, pending: bool, lang: Lang) -> AnyView {
        let offering = row.id;
        let steps = Steps {
            act: words::take_down(lang).into(),
            question: words::take_down_sure(lang).into(),
            yes: words::take_down_yes(lang).into(),
            no: words::take_down_no(lang).into(),
        };
        let send = move |()| self.send(Command::WithdrawOffering { offering }, || {});
        let seen = if row.craft.shown { words::shown(lang) } else { words::hidden(lang) };
        let line = format!("{} · {seen}", words::week(lang, row.craft.days));
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{row.craft.words.clone()}</b><small>{line}</small></span>
                    <span class="item-end">{pending.then(|| pending_state(lang))}</span>
                    {two_step(self.asked, offering.0, steps, Callback::new(send))}
                </div>
            </li>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = lang();
        let described = move || {
            let wrong = self.wrong.with(Option::is_some);
            if wrong { "craft-hint craft-error" } else { "craft-hint" }
        };
        let typed = view! {
            <input
                id="craft"
                type="text"
                autocomplete="off"
                aria-describedby=described
                aria-invalid=move || self.wrong.with(Option::is_some).then_some("true")
                prop:value=move || self.craft.get()
                on:input=move |event| {
                    self.craft.set(event_target_value(&event));
                    self.wrong.set(None);
                }
            />
        };
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        let hint = Some(words::craft_hint(lang).to_owned());
        view! {
            <div class="form card">
                <p class="strong">{words::offer(lang)}</p>
                {field("craft", words::craft(lang).into(), hint, Some(self.wrong), typed.into_any())}
                <fieldset class="choices">
                    <legend>{words::days(lang)}</legend>
                    {self.half(lang, Half::Morning, words::morning(lang))}
                    {self.half(lang, Half::Afternoon, words::afternoon(lang))}
                </fieldset>
                {self.teams(lang)}
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || self.shown.get()
                        on:change=move |event| self.shown.set(event_target_checked(&event))
                    />
                    <span class="choice-text"><b>{words::show(lang)}</b><small>{words::show_hint(lang)}</small></span>
                </label>
                <div aria-live="polite">{trouble}</div>
                <button type="button" class="button is-wide" on:click=move |_| self.offer()>
                    {words::offer_now(lang)}
                </button>
            </div>
        }
        .into_any()
    }

    /// The seven mornings or afternoons.
    fn half(self, lang: Lang, half: Half, name: &'static str) -> AnyView {
        let chip = |number: u8| {
            let pressed = move || if self.days.get().has(number, half) { "true" } else { "false" };
            let toggle = move |_| self.days.update(|days| *days = days.toggled(number, half));
            view! {
                <button type="button" class="chip" aria-pressed=pressed on:click=toggle>
                    {words::weekday(lang, number)}
                </button>
            }
            .into_any()
        };
        let chips: Vec<AnyView> = (1..=7).map(chip).collect();
        view! {
            <div role="group" aria-label=name>
                <p class="soft">{name}</p>
                <div class="row">{chips}</div>
            </div>
        }
        .into_any()
    }

    /// The teams with which the hours can count: those that I belong to.
    fn teams(self, lang: Lang) -> AnyView {
        let sync = sync();
        let teams = Memo::new(move || teams(&sync.view()));
        let option = move |(id, name): (OrganizationId, String)| {
            let chosen = move || self.team.get() == Some(id);
            view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }
        };
        let options = move || teams.get().into_iter().map(option).collect::<Vec<_>>();
        let picker = move || {
            let control = view! {
                <span class="select">
                    <select
                        id="craft-team"
                        on:change=move |event| self.team.set(event_target_value(&event).parse().ok())
                    >
                        <option value="" prop:selected=move || self.team.get().is_none()>{words::no_team(lang)}</option>
                        {options}
                    </select>
                </span>
            };
            field("craft-team", words::team(lang).into(), None, None, control.into_any())
        };
        let any = Memo::new(move || teams.with(|teams| !teams.is_empty()));
        (move || any.get().then(picker)).into_any()
    }

    fn offer(self) {
        let words = self.craft.get_untracked();
        if words.trim().is_empty() {
            self.wrong.set(Some(words::craft_missing(lang()).into()));
            return;
        }
        let (days, organization) = (self.days.get_untracked(), self.team.get_untracked());
        let craft = Craft { words, days, organization, shown: self.shown.get_untracked() };
        self.send(Command::OfferSkill { offering: OfferingId(new_id()), craft }, move || {
            self.craft.set(String::new());
            self.days.set(Week::default());
            self.shown.set(false);
        });
    }

    fn send(self, command: Command, then: impl FnOnce() + 'static) {
        self.trouble.set(None);
        sync().submit(command, move |result| match result {
            Ok(()) => then(),
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}

fn teams(view: &Replica) -> Vec<(OrganizationId, String)> {
    let Some(me) = view.me() else { return Vec::new() };
    let mine = me.roles.iter().filter_map(|role| match role {
        Role::Leader(id) | Role::Member(id) => view.get::<Organization>(id.0),
        _ => None,
    });
    mine.map(|team| (team.id, team.name.clone())).collect()
}
