//! 班次以外的服务: what I have written down of my work for my teams, where it stands, and the form to write down more.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, stint as words, when};
use domain::command::Command;
use domain::id::{OrganizationId, StintId};
use domain::offering::under_age;
use domain::organization::Organization;
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::stint::{Step, Stint, StintState, belongs};
use domain::views::stints::{ListedStint, own_stints};
use domain::when::{Clock, Day, Moment};
use leptos::prelude::*;
use uuid::Uuid;

/// The part of the page.
const PART: &str = "stints";
/// The first field of the form.
const CONTENT: &str = "stint-content";
/// The other fields.
const TEAM: &str = "stint-team";
const DAY: &str = "stint-day";
const FROM: &str = "stint-from";
const UNTIL: &str = "stint-until";
/// The button that opens the form.
const ADD: &str = "stint-add";

/// The signal of an error beside a field.
type Wrong = RwSignal<Option<String>>;

/// What is typed and asked. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Stints {
    open: RwSignal<bool>,
    sent: RwSignal<bool>,
    /// What was sent is being stored.
    busy: RwSignal<bool>,
    content: RwSignal<String>,
    team: RwSignal<Option<OrganizationId>>,
    day: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    content_wrong: Wrong,
    team_wrong: Wrong,
    times_wrong: Wrong,
    asked: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Stints {
    pub(super) fn new() -> Self {
        let (empty, fine) = (|| RwSignal::new(String::new()), || RwSignal::new(None));
        Self {
            open: RwSignal::new(false),
            sent: RwSignal::new(false),
            busy: RwSignal::new(false),
            content: empty(),
            team: RwSignal::new(None),
            day: empty(),
            from: empty(),
            until: empty(),
            content_wrong: fine(),
            team_wrong: fine(),
            times_wrong: fine(),
            asked: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The part of the page; nothing for who belongs to no team and has written nothing down.
    pub(super) fn section(self) -> AnyView {
        let sync = sync();
        let rows = Memo::new(move || {
            let (view, now) = (sync.view(), sync.now());
            view.me().map(|me| own_stints(&view, me, now)).unwrap_or_default()
        });
        let teams = Memo::new(move || teams(&sync.view(), sync.now()));
        let shown = Memo::new(move || teams.with(|teams| !teams.is_empty()) || rows.with(|rows| !rows.is_empty()));
        let inside = move || {
            let lang = lang();
            let form = move || {
                let any = teams.with(|teams| !teams.is_empty());
                any.then(|| if self.open.get() { self.form(lang, teams) } else { self.button(lang, teams) })
            };
            view! {
                <section class="stack" id=PART tabindex="-1">
                    {section_head(words::title(lang).into(), None)}
                    <p class="said">{words::text(lang)}</p>
                    {move || rows.with(|rows| self.list(rows, lang))}
                    <div aria-live="polite">{move || self.result(lang)}</div>
                    {form}
                </section>
            }
        };
        (move || shown.get().then(inside)).into_any()
    }

    fn list(self, rows: &[ListedStint], lang: Lang) -> AnyView {
        if rows.is_empty() {
            return ().into_any();
        }
        let sync = sync();
        let (view, now) = untrack(|| (sync.view(), sync.now()));
        let items: Vec<AnyView> =
            rows.iter().map(|(stint, pending)| self.item(&view, stint, *pending, lang, now)).collect();
        view! { <ul class="list is-tight">{items}</ul> }.into_any()
    }

    fn item(self, view: &Replica, stint: &Stint, pending: bool, lang: Lang, now: Moment) -> AnyView {
        let line = format!("{} · {}", when::span(lang, stint.from, stint.until, now), name(view, stint.organization));
        let mark = if stint.state == StintState::Refused { Mark::Failed } else { Mark::Waiting };
        let end = if pending { pending_state(lang) } else { state(mark, words::state(lang, stint.state).into()) };
        let said = (!stint.answer.is_empty())
            .then(|| view! { <p class="item-said">{words::answered(lang, &stint.answer)}</p> });
        let id = stint.id;
        let take_back = (stint.state == StintState::Said).then(|| {
            let steps = Steps {
                act: words::take_back(lang).into(),
                question: words::take_back_sure(lang).into(),
                yes: words::take_back_yes(lang).into(),
                no: words::take_back_no(lang).into(),
            };
            let then = Callback::new(move |()| self.take_back(id));
            view! { <div class="row">{two_step(self.asked, id.0, steps, then)}</div> }
        });
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{stint.content.clone()}</b><small>{line}</small></span>
                    <span class="item-end">{end}</span>
                    {said}
                    {take_back}
                </div>
            </li>
        }
        .into_any()
    }

    fn button(self, lang: Lang, teams: Memo<Vec<Team>>) -> AnyView {
        let begin = move |_| self.begin(teams);
        view! { <button type="button" class="button is-quiet is-wide" id=ADD on:click=begin>{words::add(lang)}</button> }
            .into_any()
    }

    /// Opens the form with today, and the team where there is only one. What was typed before is still there.
    fn begin(self, teams: Memo<Vec<Team>>) {
        let known = teams.get_untracked();
        let only = if let [(id, _)] = known.as_slice() { Some(*id) } else { None };
        if self.team.get_untracked().is_none() {
            self.team.set(only);
        }
        if self.day.with_untracked(String::is_empty) {
            self.day.set(sync().now.get_untracked().day().to_string());
        }
        for wrong in [self.content_wrong, self.team_wrong, self.times_wrong] {
            wrong.set(None);
        }
        self.sent.set(false);
        self.trouble.set(None);
        self.open.set(true);
        focus_soon(CONTENT.into());
    }

    fn form(self, lang: Lang, teams: Memo<Vec<Team>>) -> AnyView {
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let back = move |_| {
            self.open.set(false);
            self.trouble.set(None);
            focus_soon(ADD.into());
        };
        let hint = Some(words::content_hint(lang).to_owned());
        let content =
            input(CONTENT, "text", self.content, self.content_wrong, &["stint-content-hint", "stint-content-error"]);
        let times = &["stint-until-error"];
        let day = input(DAY, "date", self.day, self.times_wrong, times);
        let from = input(FROM, "time", self.from, self.times_wrong, times);
        let until = input(UNTIL, "time", self.until, self.times_wrong, times);
        view! {
            <form class="form card" aria-label=words::form(lang) on:submit=send novalidate>
                {field(CONTENT, words::content(lang).into(), hint, Some(self.content_wrong), content)}
                {self.team(lang, teams)}
                {field(DAY, words::day(lang).into(), None, None, day)}
                <div class="field-row">
                    {field(FROM, words::from(lang).into(), None, None, from)}
                    {field(UNTIL, words::until(lang).into(), None, Some(self.times_wrong), until)}
                </div>
                <div class="actions">
                    <button class="button">{words::send(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=back>{words::not_now(lang)}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn team(self, lang: Lang, teams: Memo<Vec<Team>>) -> AnyView {
        let option = move |(id, name): Team| {
            let chosen = move || self.team.get() == Some(id);
            view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }
        };
        let options = move || teams.get().into_iter().map(option).collect::<Vec<_>>();
        let choose = move |event| {
            self.team.set(event_target_value(&event).parse().ok());
            self.team_wrong.set(None);
        };
        let picker = view! {
            <span class="select">
                <select
                    id=TEAM
                    aria-describedby=move || self.team_wrong.with(Option::is_some).then_some("stint-team-error")
                    aria-invalid=move || self.team_wrong.with(Option::is_some).then_some("true")
                    on:change=choose
                >
                    <option value="" prop:selected=move || self.team.get().is_none()>{words::nothing(lang)}</option>
                    {options}
                </select>
            </span>
        };
        field(TEAM, words::team(lang).into(), None, Some(self.team_wrong), picker.into_any())
    }

    /// What has become of what was sent last: written down, or why not.
    fn result(self, lang: Lang) -> AnyView {
        if let Some(why) = self.trouble.get() {
            return notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any());
        }
        if self.sent.get() { state(Mark::Confirmed, words::sent(lang).into()) } else { ().into_any() }
    }

    /// The time that is typed, if it can be read.
    fn times(self) -> Option<(Moment, Moment)> {
        let day = self.day.with_untracked(|text| Day::parse(text))?;
        let (from, until) =
            (self.from.with_untracked(|text| clock(text))?, self.until.with_untracked(|text| clock(text))?);
        Some((Moment::at(day, from), Moment::at(day, until)))
    }

    /// Sends it, once for however many taps.
    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let lang = lang();
        let content = self.content.with_untracked(|text| text.trim().to_owned());
        let (team, times) = (self.team.get_untracked(), self.times());
        self.content_wrong.set(content.is_empty().then(|| words::content_missing(lang).into()));
        self.team_wrong.set(team.is_none().then(|| words::team_missing(lang).into()));
        self.times_wrong.set(times.is_none().then(|| words::times_missing(lang).into()));
        let (false, Some(organization), Some((from, until))) = (content.is_empty(), team, times) else {
            return self.show_wrong();
        };
        let step = Step::Say { organization, from, until, content };
        self.trouble.set(None);
        self.busy.set(true);
        sync().submit(Command::Stint { stint: StintId(new_id()), step }, move |result| {
            self.busy.set(false);
            self.heard(lang, result);
        });
    }

    /// Moves the focus to the first field that has something wrong.
    fn show_wrong(self) {
        let fields =
            [(self.content_wrong, CONTENT), (self.team_wrong, TEAM), (self.times_wrong, self.first_of_times())];
        if let Some((_, field)) = fields.into_iter().find(|(wrong, _)| wrong.with_untracked(Option::is_some)) {
            focus_soon(field.into());
        }
    }

    /// The first field of the time that cannot be read.
    fn first_of_times(self) -> &'static str {
        if self.day.with_untracked(|text| Day::parse(text).is_none()) {
            DAY
        } else if self.from.with_untracked(|text| clock(text).is_none()) {
            FROM
        } else {
            UNTIL
        }
    }

    /// What the phone has said to what was sent.
    fn heard(self, lang: Lang, result: Result<(), NotTaken>) {
        match result {
            Ok(()) => {
                for text in [self.content, self.from, self.until] {
                    text.set(String::new());
                }
                self.open.set(false);
                self.sent.set(true);
                focus_soon(ADD.into());
            }
            Err(NotTaken::Refused(why)) if of_times(&why) => {
                self.times_wrong.set(Some(refusal::sentence(lang, &why)));
                focus_soon(UNTIL.into());
            }
            Err(why) => self.trouble.set(Some(why)),
        }
    }

    fn take_back(self, stint: StintId) {
        self.sent.set(false);
        self.trouble.set(None);
        let step = Step::Refuse { words: String::new() };
        sync().submit(Command::Stint { stint, step }, move |result| match result {
            Ok(()) => focus_soon(PART.into()),
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}

/// A team of mine: which, and its name.
type Team = (OrganizationId, String);

/// The teams that I lead or belong to.
/// Whoever is under age writes nothing down.
fn teams(view: &Replica, now: Moment) -> Vec<Team> {
    let Some(me) = view.me().filter(|me| !under_age(me, now)) else { return Vec::new() };
    let mine = view.all::<Organization>().filter(|team| belongs(me, team.id));
    mine.map(|team| (team.id, team.name.clone())).collect()
}

fn name(view: &Replica, id: OrganizationId) -> String {
    view.get::<Organization>(id.0).map(|team| team.name.clone()).unwrap_or_default()
}

/// Reads a clock time. Some browsers add the seconds.
fn clock(text: &str) -> Option<Clock> {
    Clock::parse(text.get(..5).unwrap_or(text))
}

/// Whether a no is about the time.
fn of_times(why: &Refusal) -> bool {
    matches!(why, Refusal::EndsBeforeStarts | Refusal::NotOverYet | Refusal::InThePast | Refusal::HoursOverlap { .. })
}

/// One line to type into. The last of what describes it is the sentence that is there while something is wrong.
fn input(
    id: &'static str,
    kind: &'static str,
    text: RwSignal<String>,
    wrong: Wrong,
    described: &'static [&'static str],
) -> AnyView {
    let bad = move || wrong.with(Option::is_some);
    let describes = move || {
        let shown = if bad() { described } else { described.split_last().map_or(&[][..], |(_, rest)| rest) };
        (!shown.is_empty()).then(|| shown.join(" "))
    };
    view! {
        <input
            id=id
            type=kind
            autocomplete="off"
            aria-describedby=describes
            aria-invalid=move || bad().then_some("true")
            prop:value=move || text.get()
            on:input=move |event| {
                text.set(event_target_value(&event));
                wrong.set(None);
            }
        />
    }
    .into_any()
}
