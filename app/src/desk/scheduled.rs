//! 等着发布的: what the teams that this person leads (all of them, for staff) have written for a time, and what was refused when it had
//! come. It can be published at once, at another time, or not at all.

use super::entry::submits;
use super::publishing::Publishing;
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::section::{section_head, section_head_and};
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::{dates as date_words, scheduled as words};
use crate::words::{refusal, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::ScheduledId;
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::refusal::Refusal;
use domain::scheduled::{Scheduled, Timing};
use domain::venue::Venue;
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// The form for another time.
const FORM: &str = "another-time";

/// What waits, whose it is and where its first date is, and whether the server has not answered yet.
type Row = (Scheduled, String, String, bool);

/// The list, made once per page.
#[derive(Clone, Copy)]
pub struct Waiting {
    lang: Lang,
    sync: Sync,
    /// Whose time is being changed.
    changing: RwSignal<Option<ScheduledId>>,
    time: Publishing,
    asked: RwSignal<Option<Uuid>>,
    sending: Sending,
}

impl Waiting {
    /// For the teams of whoever opens the page.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            changing: RwSignal::new(None),
            time: Publishing::new(),
            asked: RwSignal::new(None),
            sending: Sending::new(),
        }
    }

    /// The part of the page; nothing where nothing waits.
    pub fn section(self) -> AnyView {
        let rows = Memo::new(move || self.rows());
        let list = move || rows.with(|rows| (!rows.is_empty()).then(|| self.list(rows)));
        view! { {list}{self.sending.result(words::done(self.lang))} }.into_any()
    }

    /// The soonest first.
    fn rows(self) -> Vec<Row> {
        let view = self.sync.view();
        let Some(me) = view.me() else { return Vec::new() };
        let mine = |row: &&Scheduled| may(me, Act::RunActivities(row.organization));
        let mut rows: Vec<&Scheduled> = view.all::<Scheduled>().filter(mine).collect();
        rows.arrange_by_key(|row| (row.publish_at, row.id));
        let named = |row: &Scheduled| {
            let team = view.get::<Organization>(row.organization.0).map(|team| team.name.clone());
            let first = &row.content.first;
            // A place that is written is none before it is published.
            let written = (!first.place.is_empty()).then(|| first.place.clone());
            let venue = written.or_else(|| view.get::<Venue>(first.venue.0).map(|venue| venue.name.clone()));
            let pending = view.is_pending::<Scheduled>(row.id.0);
            (row.clone(), team.unwrap_or_default(), venue.unwrap_or_default(), pending)
        };
        rows.into_iter().map(named).collect()
    }

    fn list(self, rows: &[Row]) -> AnyView {
        let now = untrack(|| self.sync.now());
        let parts = rows.iter().map(|row| self.one(row, now)).collect_view();
        view! {
            <section class="stack" aria-label=words::title(self.lang)>
                {section_head(words::title(self.lang).into(), None)}
                {parts}
            </section>
        }
        .into_any()
    }

    fn one(self, (row, team, venue, pending): &Row, now: Moment) -> AnyView {
        let (lang, first) = (self.lang, &row.content.first);
        let standing = match (&row.refused, pending) {
            (_, true) => pending_state(lang),
            (Some(_), false) => state(Mark::Failed, words::refused(lang).into()),
            (None, false) => state(Mark::Waiting, words::at(lang, row.publish_at, now)),
        };
        let why = row.refused.as_ref().map(|no| {
            // Whoever reads this runs the team: it is somebody else who may not any more.
            let lost = *no == Refusal::NotAllowed;
            let why = if lost { words::leads_no_longer(lang, &row.by.name) } else { refusal::sentence(lang, no) };
            view! { <p class="strong">{why}</p> }
        });
        let facts = [
            (date_words::team(lang), team.clone()),
            (words::first(lang), when::span(lang, first.starts, first.ends, now)),
            (date_words::place(lang), venue.clone()),
            (words::by(lang), row.by.name.clone()),
        ];
        let facts = facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
        let (id, publish_at) = (row.id, row.publish_at);
        let ways = move || match self.changing.get() {
            Some(changing) if changing == id => self.form(id),
            _ => self.ways(id, publish_at),
        };
        view! {
            <article class="stack">
                {section_head_and(row.content.draft.title.clone(), standing)}
                {why}
                <dl class="facts card">{facts.collect_view()}</dl>
                {(!pending).then(|| ways.into_any())}
            </article>
        }
        .into_any()
    }

    fn ways(self, id: ScheduledId, publish_at: Moment) -> AnyView {
        let lang = self.lang;
        let change = move |_| {
            self.time.show(publish_at);
            self.changing.set(Some(id));
            focus_soon(FORM.into());
        };
        let steps = Steps {
            act: words::drop(lang).into(),
            question: words::drop_sure(lang).into(),
            yes: words::drop_yes(lang).into(),
            no: words::drop_no(lang).into(),
        };
        view! {
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.say(id, Timing::Now)>
                    {words::publish_now(lang)}
                </button>
                <button type="button" class="button is-quiet" id=button_of(id) on:click=change>
                    {words::change_time(lang)}
                </button>
                {two_step(self.asked, id.0, steps, Callback::new(move |()| self.say(id, Timing::Never)))}
            </div>
        }
        .into_any()
    }

    fn form(self, id: ScheduledId) -> AnyView {
        let lang = self.lang;
        let save = move || {
            if let Some(at) = self.time.moment() {
                self.say(id, Timing::At(at));
            }
        };
        let back = move |_| {
            self.changing.set(None);
            focus_soon(button_of(id));
        };
        view! {
            <form
                class="form card"
                id=FORM
                tabindex="-1"
                aria-label=words::change_time(lang)
                on:submit=submits(save)
            >
                {self.time.time_fields()}
                <div class="actions">
                    <button class="button">{words::save_time(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=back>{words::not_now(lang)}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn say(self, scheduled: ScheduledId, timing: Timing) {
        let command = Command::ChangeScheduled { scheduled, timing };
        self.sending.send(command, move |refusal| self.time.about(refusal), move || self.changing.set(None));
    }
}

/// The button that opens the form.
fn button_of(id: ScheduledId) -> String {
    format!("change-{id}")
}
