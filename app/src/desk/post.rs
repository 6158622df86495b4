//! 发布活动: one page, a title and one button; everything else has an answer already.
//!
//! What is typed is kept in the account's store until the phone has taken it on. What the server then refuses comes back
//! into the form, with the reason at its field.

use super::dates::{choices, teams};
use super::door::{behind, organizes};
use super::entry::{Entry, pick, submits};
use super::plan::{ENTRIES, Planned};
use super::posted::{kind_of, posted, way_to_list, ways_on};
use super::publishing::{Publishing, TIMES};
use super::repeat::Repeat;
use super::sending::{Sending, error};
use super::steps::{Step, steps};
use super::worded::{FIELDS, Worded};
use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::frame::{PostText, PostsAside};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Navigator, Route, navigator};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{self, drafts as draft_words, post as words, scheduled as later_words, steps as step_words};
use crate::words::refusal;
use domain::activity::{Activity, Draft};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId, ScheduledId};
use domain::occurrence::{Occurrence, Plan};
use domain::organization::Organization;
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::scheduled::{Content, Timing};
use domain::series::date_id;
use leptos::prelude::*;

/// What was posted.
#[derive(Clone, Copy)]
enum Posted {
    /// The activity and its first date.
    Now(ActivityId, OccurrenceId),
    /// Something that is published later.
    Later,
}

#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    sync: Sync,
    navigator: Navigator,
    like: Option<ActivityId>,
    team: Entry,
    words: Worded,
    plan: Planned,
    repeat: Repeat,
    publishing: Publishing,
    sending: Sending,
    /// What is kept of it.
    text: RwSignal<Vec<String>>,
    aside: PostsAside,
    /// What comes back into it is posted without another word.
    at_once: RwSignal<bool>,
    /// What the form began with.
    blank: RwSignal<Option<Vec<String>>>,
    posted: RwSignal<Option<Posted>>,
    trouble: RwSignal<Option<String>>,
}

/// The page, empty or like another activity.
pub fn page(like: Option<ActivityId>) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let (PostText(text), aside): (PostText, PostsAside) = (expect_context(), expect_context());
    let plan = Planned::new();
    let page = Page {
        lang,
        sync,
        navigator: navigator(),
        like,
        team: Entry::new(""),
        words: Worded::new(),
        plan,
        repeat: Repeat::new(plan.day()),
        publishing: Publishing::new(),
        sending: Sending::new(),
        text,
        aside,
        at_once: RwSignal::new(aside.at_once()),
        blank: RwSignal::new(None),
        posted: RwSignal::new(None),
        trouble: RwSignal::new(None),
    };
    page.follow();
    let title = desk::page(lang, DeskRoute::Post(like));
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Dates).href()>{icon(Icon::Back)}{desk::dates(lang)}</a>
        {page_head(desk::brand(lang).into(), title.into())}
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
            if own && self.blank.with(Option::is_some) {
                let there = kept == self.typed_untracked() || self.put(&kept);
                let at_once = self.at_once.get_untracked();
                self.at_once.set(false);
                if !there {
                    // Nothing is written over what another release has kept.
                    self.aside.keep(kept);
                    self.text.set(Vec::new());
                } else if kept.last() != self.typed_untracked().last() {
                    // It is not posted without its picture.
                    self.trouble.set(Some(words::picture_lost(self.lang).into()));
                } else if at_once {
                    untrack(|| self.send());
                }
            }
        });
        // What is typed is kept.
        Effect::new(move |_| {
            let typed = self.typed();
            let touched = self.blank.with(|blank| blank.as_ref().is_some_and(|blank| *blank != typed));
            if touched && self.posted.get_untracked().is_none() && self.text.with_untracked(|text| *text != typed) {
                // What was begun from somewhere else is not lost for it.
                let before = self.text.get_untracked();
                if before.first().is_some_and(|name| typed.first() != Some(name)) {
                    self.aside.keep(before);
                }
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
        self.publishing.begin(now);
        let contact = view.me().map(|me| me.called.clone()).unwrap_or_default();
        let mut draft = Draft { contact, ..Draft::default() };
        let mut team = only.map(|team| team.id);
        if let Some(activity) = self.like.and_then(|like| view.get::<Activity>(like.0)) {
            draft = Draft::of(activity);
            team = Some(activity.organization);
            // It is one date until somebody says otherwise: the team has its series already.
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
            approval: last.approval,
            place: String::new(),
        });
    }

    fn entries(self) -> Vec<Entry> {
        let mut entries = vec![self.team];
        entries.extend(self.plan.entries());
        entries.extend(self.words.entries());
        entries.extend(self.publishing.entries());
        entries
    }

    /// Everything in the form, as it is kept.
    fn typed(self) -> Vec<String> {
        let mut texts = vec![self.name()];
        texts.extend(self.repeat.texts());
        texts.extend(self.entries().into_iter().map(|entry| entry.text.get()));
        texts.push(self.words.picture_text());
        texts
    }

    fn typed_untracked(self) -> Vec<String> {
        untrack(move || self.typed())
    }

    /// Whether that is a form of this release.
    fn put(self, kept: &[String]) -> bool {
        let [_, how, rest, texts @ ..] = kept else { return false };
        let mut texts = texts.to_vec();
        // Older releases kept no place in words, which is the last of the plan.
        if texts.len() == 1 + ENTRIES + FIELDS + TIMES {
            texts.insert(ENTRIES, String::new());
        }
        // Another release may have had other fields.
        let fields = texts.split_at_checked(1 + ENTRIES + FIELDS + TIMES).filter(|(_, picture)| picture.len() == 1);
        let Some((texts, picture)) = fields else { return false };
        if let Some(picture) = picture.first() {
            self.words.put_picture(picture);
        }
        self.repeat.set(how, rest);
        for (entry, text) in self.entries().into_iter().zip(texts) {
            entry.fill(text.clone());
        }
        true
    }

    /// What is typed is put aside for another day.
    fn put_aside(self) {
        self.aside.keep(self.typed_untracked());
        self.posted.set(Some(Posted::Later));
        self.text.set(Vec::new());
        self.navigator.go(Route::Desk(DeskRoute::Dates));
    }

    /// What the server has refused comes back into the form, unless another one is being written there.
    fn take_back(self) {
        let mut parked = self.sync.parked().into_iter();
        let found = parked.find_map(|parked| Some((posted(&parked.envelope.command)?, parked)));
        let Some(((organization, content, publish_at), parked)) = found else { return };
        let begun = self.blank.with(Option::is_some);
        if !begun || self.like.is_some() || !self.text.with_untracked(Vec::is_empty) {
            return;
        }
        self.posted.set(None);
        self.team.fill(organization.to_string());
        self.words.fill(&content.draft);
        self.plan.show(&content.first);
        self.repeat.fill(content.series.as_ref());
        if let Some(at) = publish_at {
            self.publishing.show(at);
        }
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
            Refusal::BadPublishTime => self.publishing.about(refusal),
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
        let later = move || matches!(self.posted.get(), Some(Posted::Later));
        let done = move || if later() { later_words::saved(lang) } else { words::posted(lang) };
        view! {
            <div aria-live="polite">{trouble}</div>
            {self.sending.result_with(done)}
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
        let first = view! { {team}{self.words.title_field()} }.into_any();
        let (note, windows) = (self.plan.note_field(), self.plan.windows_fields());
        let more =
            view! { {self.repeat.fields()}{self.repeat.preview()}{self.words.more(Some(note))}{windows} }.into_any();
        let folded = self.words.entries().into_iter().skip(1).chain([self.repeat.entry()]).collect();
        let mut all = vec![Step::new(step_words::what(lang), vec![self.team, self.words.title], first)];
        all.extend(self.plan.steps());
        all.push(Step::new(step_words::more(lang), folded, more));
        let times = self.publishing.entries().to_vec();
        all.push(Step::new(step_words::publish(lang), times, self.publishing.fields()));
        let send =
            move || if self.publishing.later() { later_words::publish_then(lang) } else { words::post_now(lang) };
        let untouched = move || self.blank.with(|blank| blank.as_ref().is_none_or(|blank| *blank == self.typed()));
        view! {
            <form class="form card" aria-label=words::post(lang) on:submit=submits(move || self.send())>
                {steps("post", lang, all)}
                <div class="actions">
                    <button class="button is-wide">{send}</button>
                    <button type="button" class="button is-quiet" disabled=untouched on:click=move |_| self.put_aside()>
                        {draft_words::keep(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    /// What can be done with what was just posted.
    fn after(self, posted: Posted) -> AnyView {
        let lang = self.lang;
        let again = move |_| {
            self.blank.set(None);
            self.posted.set(None);
        };
        let (text, ways) = match posted {
            Posted::Now(activity, date) => (words::posted_text(lang), ways_on(lang, activity, date)),
            Posted::Later => (later_words::until_then(lang), way_to_list(lang)),
        };
        view! {
            <section class="stack">
                {move || self.sending.done().then(|| view! { <p class="said">{text}</p> })}
                <div class="actions">
                    {ways}
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
        let (draft, first, timing) = (self.words.read(kind_of(class)), self.plan.read(), self.publishing.read());
        let (Some(organization), Some(draft), Some(first)) = (team, draft, first) else { return };
        let Some(timing) = timing else { return };
        let (activity, series) = (ActivityId(new_id()), self.repeat.series());
        let community = view.community().map(|community| community.id).unwrap_or_default();
        let occurrence = match &series {
            Some(_) => date_id(community, activity, first.starts.day()),
            None => OccurrenceId(new_id()),
        };
        let content = Content { activity, draft, first, occurrence, series };
        let (command, posted) = match timing {
            Timing::At(publish_at) => {
                let (scheduled, content) = (ScheduledId(new_id()), Box::new(content));
                (Command::SchedulePost { scheduled, organization, publish_at, content }, Posted::Later)
            }
            _ => (content.command(organization), Posted::Now(activity, occurrence)),
        };
        let then = move || {
            self.posted.set(Some(posted));
            self.text.set(Vec::new());
        };
        self.sending.send_with(command, &self.words.pictures(), move |refusal| self.about(refusal), then);
    }
}
