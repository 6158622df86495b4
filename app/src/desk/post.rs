//! 发布活动: one page, a title and one button; everything else has an answer already.
//!
//! What is typed is kept in the account's store until the phone has taken it on. What the server then refuses comes back
//! into the form, with the reason at its field.

use super::dates::{choices, teams};
use super::door::{behind, organizes};
use super::entry::{Entry, pick, submits};
use super::plan::{ENTRIES, Planned};
use super::repeat::Repeat;
use super::sending::{Sending, error};
use super::worded::{FIELDS, Worded};
use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::frame::PostText;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, post as words};
use crate::words::refusal;
use domain::activity::{Activity, ActivityKind, Draft};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId};
use domain::occurrence::{Occurrence, Plan};
use domain::organization::{Organization, OrganizationClass};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::series::date_id;
use leptos::prelude::*;

/// What was posted: the activity and its first date.
type Posted = (ActivityId, OccurrenceId);

#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    sync: Sync,
    like: Option<ActivityId>,
    team: Entry,
    words: Worded,
    plan: Planned,
    repeat: Repeat,
    sending: Sending,
    /// What is kept of it.
    text: RwSignal<Vec<String>>,
    /// What the form began with.
    blank: RwSignal<Option<Vec<String>>>,
    posted: RwSignal<Option<Posted>>,
    trouble: RwSignal<Option<String>>,
}

/// The page, empty or like another activity.
pub fn page(like: Option<ActivityId>) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let PostText(text) = expect_context();
    let page = Page {
        lang,
        sync,
        like,
        team: Entry::new(""),
        words: Worded::new(),
        plan: Planned::new(),
        repeat: Repeat::new(),
        sending: Sending::new(),
        text,
        blank: RwSignal::new(None),
        posted: RwSignal::new(None),
        trouble: RwSignal::new(None),
    };
    page.follow();
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Dates).href()>{icon(Icon::Back)}{desk::dates(lang)}</a>
        {page_head(desk::brand(lang).into(), words::post(lang).into())}
        {behind(organizes, desk::whose_dates, move || page.inside())}
    }
    .into_any()
}

impl Page {
    fn follow(self) {
        // The form begins once it is known who fills it in.
        Effect::new(move |_| {
            let view = self.sync.view();
            let known = self.like.is_none_or(|like| view.get::<Activity>(like.0).is_some());
            if self.sync.status().ready && view.me().is_some() && known && self.blank.with(Option::is_none) {
                self.begin(&view);
            }
        });
        // What was kept comes back into it.
        Effect::new(move |_| {
            let kept = self.text.get();
            let own = kept.first().is_some_and(|like| *like == self.name());
            if own && self.blank.with(Option::is_some) && kept != self.typed_untracked() {
                self.put(&kept);
            }
        });
        // What is typed is kept.
        Effect::new(move |_| {
            let typed = self.typed();
            let touched = self.blank.with(|blank| blank.as_ref().is_some_and(|blank| *blank != typed));
            if touched && self.posted.get_untracked().is_none() && self.text.with_untracked(|text| *text != typed) {
                self.text.set(typed);
            }
        });
        // The venue follows the team, until one is picked.
        Effect::new(move |_| {
            let team = self.team.text.with(|text| text.parse::<OrganizationId>().ok());
            let venue = team.and_then(|team| self.sync.view().get::<Organization>(team.0).and_then(|team| team.venue));
            if let Some(venue) = venue {
                self.plan.suggest(venue);
            }
        });
        Effect::new(move |_| self.take_back());
    }

    /// Where the form came from, as it is kept.
    fn name(self) -> String {
        self.like.map(|like| like.to_string()).unwrap_or_default()
    }

    fn begin(self, view: &Replica) {
        let own = teams(view);
        let only = if let [team] = own.as_slice() { Some(team) } else { None };
        let now = self.sync.now();
        self.plan.begin(now, only.and_then(|team| team.venue));
        self.repeat.fill(None);
        let contact = view.me().map(|me| me.called.clone()).unwrap_or_default();
        let mut draft = Draft { contact, ..Draft::default() };
        let mut team = only.map(|team| team.id);
        if let Some(activity) = self.like.and_then(|like| view.get::<Activity>(like.0)) {
            draft = Draft::of(activity);
            team = Some(activity.organization);
            self.repeat.fill(activity.series.as_ref());
            self.plan_like(view, activity.id);
        }
        let alone = self.like.is_none();
        self.words.fill(&draft);
        if alone {
            // Until somebody picks one, the kind is the team's.
            self.words.forget_kind();
        }
        self.team.fill(team.map(|team| team.to_string()).unwrap_or_default());
        self.blank.set(Some(self.typed_untracked()));
    }

    /// The plan of the last date of an activity, a week or some weeks later.
    fn plan_like(self, view: &Replica, activity: ActivityId) {
        let mut dates: Vec<&Occurrence> = view.all::<Occurrence>().filter(|date| date.activity == activity).collect();
        dates.arrange_by_key(|date| date.starts);
        let Some(last) = dates.last() else { return };
        let today = self.sync.now().day();
        let late = (today.since(last.starts.day()) / 7 + 1).max(1);
        let later = i64::from(late) * 7 * 24 * domain::when::HOUR_MS;
        self.plan.show(&Plan {
            starts: last.starts.plus_ms(later),
            ends: last.ends.plus_ms(later),
            venue: last.venue,
            capacity: last.capacity,
            note: String::new(),
            lottery_hours: last.lottery_hours(),
            kept: last.kept,
            windows: last.windows,
        });
    }

    fn entries(self) -> Vec<Entry> {
        let mut entries = vec![self.team];
        entries.extend(self.plan.entries());
        entries.extend(self.words.entries());
        entries
    }

    /// Everything in the form, as it is kept.
    fn typed(self) -> Vec<String> {
        let mut texts = vec![self.name()];
        texts.extend(self.repeat.texts());
        texts.extend(self.entries().into_iter().map(|entry| entry.text.get()));
        texts
    }

    fn typed_untracked(self) -> Vec<String> {
        untrack(move || self.typed())
    }

    fn put(self, kept: &[String]) {
        let [_, how, rest, texts @ ..] = kept else { return };
        // Another release may have had other fields.
        if texts.len() != 1 + ENTRIES + FIELDS {
            return;
        }
        self.repeat.set(how, rest);
        for (entry, text) in self.entries().into_iter().zip(texts) {
            entry.fill(text.clone());
        }
    }

    /// What the server has refused comes back into the form, unless another one is being written there.
    fn take_back(self) {
        let parked = self.sync.parked();
        let posts = |command: &Command| matches!(command, Command::PostActivity { .. });
        let Some(parked) = parked.into_iter().find(|parked| posts(&parked.envelope.command)) else { return };
        let begun = self.blank.with(Option::is_some);
        if !begun || self.like.is_some() || !self.text.with_untracked(Vec::is_empty) {
            return;
        }
        let Command::PostActivity { organization, draft, first, series, .. } = &parked.envelope.command else { return };
        self.posted.set(None);
        self.team.fill(organization.to_string());
        self.words.fill(draft);
        self.plan.show(first);
        self.repeat.fill(series.as_ref());
        let sentence = refusal::sentence(self.lang, &parked.refusal);
        match self.about(&parked.refusal) {
            Some(entry) => entry.fail(sentence),
            None => self.trouble.set(Some(sentence)),
        }
        self.sync.drop_parked(&parked);
    }

    fn about(self, refusal: &Refusal) -> Option<Entry> {
        match refusal {
            Refusal::BadSeries | Refusal::NoDateToRepeat => Some(self.repeat.entry()),
            other => self.words.about(other).or_else(|| self.plan.about(other)),
        }
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        let trouble = move || self.trouble.get().map(error);
        let body = move || match self.posted.get() {
            None => self.form(),
            Some(posted) => self.after(posted),
        };
        view! {
            <div aria-live="polite">{trouble}</div>
            {self.sending.result(words::posted(lang))}
            {body}
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let own = Memo::new(move || choices(&teams(&self.sync.view())));
        let team = move || {
            let several = own.with(|own| own.len() > 1);
            several.then(|| pick(self.team, "post-team", words::team(lang), words::pick_team(lang), own))
        };
        view! {
            <form class="form card" aria-label=words::post(lang) on:submit=submits(move || self.send())>
                {team}
                {self.words.title_field()}
                {self.plan.when_and_where()}
                {self.repeat.fields()}
                {self.words.more(Some(self.plan.note_field()))}
                {self.plan.windows_fields()}
                <div class="actions"><button class="button is-wide">{words::post_now(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    /// What can be done with what was just posted.
    fn after(self, (activity, date): Posted) -> AnyView {
        let lang = self.lang;
        let again = move |_| {
            self.blank.set(None);
            self.posted.set(None);
        };
        view! {
            <section class="stack">
                {move || self.sending.done().then(|| view! { <p class="said">{words::posted_text(lang)}</p> })}
                <div class="actions">
                    <a class="button" href=Route::Desk(DeskRoute::Date(date)).href()>{words::open_date(lang)}</a>
                    <a class="button is-quiet" href=Route::Desk(DeskRoute::Poster(date)).href()>{words::poster(lang)}</a>
                    <a class="button is-quiet" href=Route::Desk(DeskRoute::Post(Some(activity))).href()>
                        {words::like(lang)}
                    </a>
                    <button type="button" class="button is-quiet" on:click=again>{words::again(lang)}</button>
                </div>
            </section>
        }
        .into_any()
    }

    fn send(self) {
        self.trouble.set(None);
        let view = self.sync.view.get_untracked();
        let team: Option<OrganizationId> = self.team.typed().parse().ok();
        if team.is_none() {
            self.team.fail(words::team_missing(self.lang));
        }
        let class = team.and_then(|team| view.get::<Organization>(team.0)).map(|team| team.class).unwrap_or_default();
        let (draft, first) = (self.words.read(kind_of(class)), self.plan.read());
        let (Some(organization), Some(draft), Some(first)) = (team, draft, first) else { return };
        let (activity, series) = (ActivityId(new_id()), self.repeat.series());
        let community = view.community().map(|community| community.id).unwrap_or_default();
        let occurrence = match &series {
            Some(_) => date_id(community, activity, first.starts.day()),
            None => OccurrenceId(new_id()),
        };
        let command = Command::PostActivity { activity, organization, draft, first, occurrence, series };
        let then = move || {
            self.posted.set(Some((activity, occurrence)));
            self.text.set(Vec::new());
        };
        self.sending.send(command, move |refusal| self.about(refusal), then);
    }
}

/// The kind of what a team does most often.
fn kind_of(class: OrganizationClass) -> ActivityKind {
    match class {
        OrganizationClass::Culture => ActivityKind::Culture,
        OrganizationClass::Elder => ActivityKind::School,
        OrganizationClass::Child => ActivityKind::Family,
        OrganizationClass::Peace => ActivityKind::Council,
        OrganizationClass::Mutual | OrganizationClass::Charity => ActivityKind::Service,
    }
}
