//! 草稿: the activities that somebody has begun to write and not published, as this phone keeps them: the one that is in the form, and
//! those that were put aside. Each goes back into the form, is posted as it is, or is thrown away.

use super::plan::ENTRIES;
use crate::cell::{Memo, RwSignal};
use crate::components::section::{section_head, section_head_and};
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, ask, button_id, focus_soon, question};
use crate::frame::{PostText, PostsAside};
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Navigator, Route, navigator};
use crate::sync::{Sync, sync};
use crate::words::desk::drafts as words;
use crate::words::when;
use domain::when::Day;
use leptos::prelude::*;
use uuid::Uuid;

/// Where a form that is kept has its day, its hour and its title: behind where it came from, how it repeats and when it rests comes
/// the team, then the plan, then the words.
const DAY: usize = 4;
const CLOCK: usize = 5;
const TITLE: usize = 4 + ENTRIES;

/// The part of the page, and where the focus goes when there is none any more.
const PART: &str = "drafts";
const MAIN: &str = "main";

/// Which one: that in the form, or one that was put aside.
type Which = Option<usize>;

/// The list, made once per page.
#[derive(Clone, Copy)]
pub struct Drafts {
    lang: Lang,
    sync: Sync,
    navigator: Navigator,
    writing: RwSignal<Vec<String>>,
    aside: PostsAside,
    asked: RwSignal<Option<Uuid>>,
}

impl Drafts {
    /// What this phone keeps.
    pub fn new() -> Self {
        let (PostText(writing), aside): (PostText, PostsAside) = (expect_context(), expect_context());
        Self { lang: lang(), sync: sync(), navigator: navigator(), writing, aside, asked: RwSignal::new(None) }
    }

    /// The part of the page; nothing where nothing was begun.
    pub fn section(self) -> AnyView {
        let rows = Memo::new(move || self.rows());
        let list = move || rows.with(|rows| (!rows.is_empty()).then(|| self.list(rows)));
        list.into_any()
    }

    /// What is in the form first.
    fn rows(self) -> Vec<(Which, Vec<String>)> {
        let mut rows = Vec::new();
        let writing = self.writing.get();
        if !writing.is_empty() {
            rows.push((None, writing));
        }
        rows.extend(self.aside.texts.get().into_iter().enumerate().map(|(at, text)| (Some(at), text)));
        rows
    }

    fn list(self, rows: &[(Which, Vec<String>)]) -> AnyView {
        let parts = rows.iter().map(|(which, text)| self.one(*which, text)).collect_view();
        view! {
            <section class="stack" id=PART tabindex="-1" aria-label=words::title(self.lang)>
                {section_head(words::title(self.lang).into(), None)}
                <p class="small soft">{words::here_only(self.lang)}</p>
                {parts}
            </section>
        }
        .into_any()
    }

    fn one(self, which: Which, text: &[String]) -> AnyView {
        let lang = self.lang;
        let of = |at: usize| text.get(at).map(|text| text.trim()).unwrap_or_default();
        let title = if of(TITLE).is_empty() { words::untitled(lang) } else { of(TITLE) };
        let standing = if which.is_none() { words::writing(lang) } else { words::aside(lang) };
        let today = untrack(|| self.sync.now()).day();
        let first = Day::parse(of(DAY)).map(|day| {
            let when = format!("{} {}", when::exact_day(lang, day, today), of(CLOCK));
            view! { <dl class="facts card"><div><dt>{words::first(lang)}</dt><dd>{when}</dd></div></dl> }
        });
        let whose = || view! { <span class="unseen">{format!(" {title}")}</span> };
        let (going_on, posting) = (whose(), whose());
        view! {
            <article class="stack">
                {section_head_and(title.into(), state(Mark::Waiting, standing.into()))}
                {first}
                <div class="actions">
                    <button type="button" class="button is-quiet" on:click=move |_| self.open(which, false)>
                        {words::go_on(lang)}{going_on}
                    </button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.open(which, true)>
                        {words::publish(lang)}{posting}
                    </button>
                    {self.dropping(which, title)}
                </div>
            </article>
        }
        .into_any()
    }

    /// The button that throws one away, and its question.
    fn dropping(self, which: Which, title: &str) -> AnyView {
        let (lang, title) = (self.lang, format!(" {title}"));
        let key = Uuid::from_u128(which.map_or(1, |at| at as u128 + 2));
        let draw = move || {
            if self.asked.get() == Some(key) {
                let steps = Steps {
                    act: words::drop(lang).into(),
                    question: words::drop_sure(lang).into(),
                    yes: words::drop_yes(lang).into(),
                    no: words::drop_no(lang).into(),
                };
                return question(self.asked, key, steps, Callback::new(move |()| self.drop(which)));
            }
            let open = move |_| ask(self.asked, key);
            view! {
                <button type="button" class="button is-quiet" id=button_id(key) on:click=open>
                    {words::drop(lang)}<span class="unseen">{title.clone()}</span>
                </button>
            }
            .into_any()
        };
        draw.into_any()
    }

    /// One goes into the form, and what is there is put aside; `now` posts it as it is. What is missing is said in the form.
    fn open(self, which: Which, now: bool) {
        if let Some(at) = which {
            let (mut aside, there) = (self.aside.texts.get_untracked(), self.writing.get_untracked());
            if at >= aside.len() {
                return;
            }
            let text = aside.remove(at);
            if !there.is_empty() {
                aside.insert(0, there);
            }
            self.aside.texts.set(aside);
            self.writing.set(text);
        }
        let like = self.writing.with_untracked(|text| text.first().and_then(|like| like.parse().ok()));
        self.aside.post_next(now);
        self.navigator.go(Route::Desk(DeskRoute::Post(like)));
    }

    fn drop(self, which: Which) {
        match which {
            None => self.writing.set(Vec::new()),
            Some(at) => self.aside.texts.update(|texts| {
                if at < texts.len() {
                    texts.remove(at);
                }
            }),
        }
        self.asked.set(None);
        // The button is gone with what it was about.
        let none = untrack(|| self.rows()).is_empty();
        focus_soon(if none { MAIN } else { PART }.into());
    }
}
