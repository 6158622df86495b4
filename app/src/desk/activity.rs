//! Changing an activity: its words, and how it repeats from now on.

use super::door::{behind, organizes};
use super::entry::{Entry, submits};
use super::repeat::Repeat;
use super::sending::Sending;
use super::turnout;
use super::worded::Worded;
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::page_head::page_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, post as words};
use domain::activity::{Activity, ActivityKind, Draft};
use domain::command::Command;
use domain::id::ActivityId;
use domain::occurrence::Occurrence;
use domain::permission::{Act, may};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::when::Moment;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    sync: Sync,
    id: ActivityId,
    words: Worded,
    repeat: Repeat,
    sending: Sending,
    /// What was last shown in the fields; nothing before the activity is known.
    shown: RwSignal<Option<Vec<String>>>,
}

/// The page.
pub fn page(id: ActivityId) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let next = Entry::new("");
    let page = Page {
        lang,
        sync,
        id,
        words: Worded::new(),
        repeat: Repeat::new(next),
        sending: Sending::new(),
        shown: RwSignal::new(None),
    };
    // What holds is shown, and what another leader makes of it, until something is typed: the phone may begin with an old row.
    let holds = Memo::new(move || sync.view().get::<Activity>(id.0).cloned());
    Effect::new(move |_| {
        let Some(activity) = holds.get() else { return };
        next.fill(next_day(&sync.view.get_untracked(), id, untrack(|| sync.now())));
        let typed = page.typed();
        if page.shown.with_untracked(|shown| shown.as_ref().is_none_or(|shown| *shown == typed)) {
            page.words.fill(&Draft::of(&activity));
            page.repeat.fill(activity.series.as_ref());
            page.shown.set(Some(page.typed()));
        }
    });
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Dates).href()>{icon(Icon::Back)}{desk::dates(lang)}</a>
        {page_head(desk::brand(lang).into(), words::change(lang).into())}
        {behind(organizes, desk::whose_dates, move || page.inside())}
    }
    .into_any()
}

/// The day of its next date, from which some ways to repeat follow; empty where there is none.
fn next_day(view: &Replica, id: ActivityId, now: Moment) -> String {
    let coming = |date: &&Occurrence| date.activity == id && date.cancelled.is_none() && date.starts > now;
    let next = view.all::<Occurrence>().filter(coming).map(|date| date.starts).min();
    next.map(|starts| starts.day().to_string()).unwrap_or_default()
}

impl Page {
    /// Everything in the form. Untracked.
    fn typed(self) -> Vec<String> {
        untrack(move || {
            let mut texts = self.repeat.texts().to_vec();
            texts.extend(self.words.entries().into_iter().map(|entry| entry.text.get()));
            texts.push(self.words.picture_text());
            texts
        })
    }

    fn own(self) -> bool {
        let view = self.sync.view();
        let activity = view.get::<Activity>(self.id.0);
        activity.zip(view.me()).is_some_and(|(activity, me)| may(me, Act::RunActivities(activity.organization)))
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        let own = Memo::new(move || self.own());
        let body = move || {
            if own.get() { self.shown() } else { empty(words::gone(lang).into(), words::gone_text(lang).into(), None) }
        };
        body.into_any()
    }

    fn shown(self) -> AnyView {
        view! { {self.form()}{turnout::section(self.id)} }.into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        view! {
            <form class="form card" aria-label=words::change(lang) on:submit=submits(move || self.save())>
                {self.words.title_field()}
                {self.repeat.fields()}
                <p class="small soft">{words::from_now_on(lang)}</p>
                {self.words.more(None)}
                {self.sending.result(words::changed(lang))}
                <div class="actions"><button class="button">{words::change_now(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn save(self) {
        let kind = self.sync.view.get_untracked().get::<Activity>(self.id.0).map(|activity| activity.kind);
        let Some(draft) = self.words.read(kind.unwrap_or(ActivityKind::School)) else { return };
        let draft = self.without(draft);
        let command = Command::ChangeActivity { activity: self.id, draft, series: self.repeat.series() };
        self.sending.send_with(command, &self.words.pictures(), move |refusal| self.about(refusal), || {});
    }

    /// What was shown and is not in the form any more was taken away: not to name it is no word on it.
    fn without(self, draft: Draft) -> Draft {
        let shown = self.shown.get_untracked().unwrap_or_default();
        let [.., offers, picture] = shown.as_slice() else { return draft };
        let bare = draft.picture.is_none() && !picture.is_empty();
        let given = !draft.offers && offers == "offers";
        Draft { bare, given, ..draft }
    }

    fn about(self, refusal: &Refusal) -> Option<Entry> {
        match refusal {
            Refusal::BadSeries | Refusal::NoDateToRepeat => Some(self.repeat.entry()),
            other => self.words.about(other),
        }
    }
}
