//! 消息: what I am told, several of a kind on one day together; below it, of which kinds I want none, and
//! whether this phone rings.
//!
//! Whoever has opened the page has seen what stands on it: that is said to the server, so that nobody is rung up for it. What was
//! new stays marked as long as the page is open.

mod alert;
mod choices;

use crate::cell::{Memo, RwSignal};
use crate::components::aloud::aloud;
use crate::components::empty::empty;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, Sync, sync};
use crate::words::{notice as words, refusal, shift as shift_words, when};
use domain::activity::Activity;
use domain::command::Command;
use domain::duty::{Duty, DutyState};
use domain::id::{NoticeId, OccurrenceId, ResidentId};
use domain::notice::{About, Kind, Notice};
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::report::Report;
use domain::shift::Shift;
use domain::signup::Signup;
use domain::views::notices::{Together, on_behalf_of, signup_of, together};
use domain::views::service::double_booked;
use domain::when::Moment;
use leptos::prelude::*;

/// What the page remembers while it is open.
#[derive(Clone, Copy)]
struct Page {
    sync: Sync,
    told: Memo<Vec<Together>>,
    /// What was new when the page showed it.
    fresh: RwSignal<Vec<NoticeId>>,
    trouble: RwSignal<Option<NotTaken>>,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let told = Memo::new(move || together(&sync.view()));
    let page = Page { sync, told, fresh: RwSignal::new(Vec::new()), trouble: RwSignal::new(None) };
    Effect::new(move |_| page.see());
    let me = Memo::new(move || sync.view().me().map(|me| me.id));
    let visiting = Memo::new(move || sync.visiting());
    let body = move || match me.get() {
        Some(me) => view! { {page.list(me)}{choices::choices(sync, me)}{alert::alerts()} }.into_any(),
        None if visiting.get() => view! { <p class="said">{words::sign_in_first(lang())}</p> }.into_any(),
        None => skeleton(3),
    };
    view! { {move || back_head(Route::Me, String::new(), words::title(lang()).into())}{body} }.into_any()
}

impl Page {
    /// Says that what stands here was seen.
    fn see(self) {
        let new: Vec<Notice> = self.told.with(|groups| {
            let all = groups.iter().flat_map(|group| &group.notices);
            all.filter(|notice| notice.seen.is_none()).cloned().collect()
        });
        let known = self.fresh.with_untracked(Clone::clone);
        let unsaid: Vec<&Notice> = new.iter().filter(|notice| !known.contains(&notice.id)).collect();
        let Some(until) = unsaid.iter().map(|notice| notice.made).max() else { return };
        let ids: Vec<NoticeId> = unsaid.iter().map(|notice| notice.id).collect();
        self.fresh.update(|fresh| fresh.extend(ids));
        // Where it cannot be noted, it is said when the page is opened again.
        self.sync.submit(Command::SeeNotices { until }, |_| {});
    }

    fn list(self, me: ResidentId) -> AnyView {
        let draw = move || {
            let (lang, groups) = (lang(), self.told.get());
            if groups.is_empty() {
                return empty(words::none(lang).into(), words::none_text(lang).into(), None);
            }
            let groups = groups.iter().map(|group| self.group(group, me, lang)).collect_view();
            view! { {aloud(lang)}{groups} }.into_any()
        };
        view! { <div aria-live="polite">{move || self.trouble()}</div>{draw} }.into_any()
    }

    fn group(self, group: &Together, me: ResidentId, lang: Lang) -> AnyView {
        let items: Vec<AnyView> = group.notices.iter().map(|notice| self.item(notice, me, lang)).collect();
        view! {
            <section class="stack" data-said="">
                {section_head(words::said_of(lang, group.kind, group.notices.len()), None)}
                <ul class="list">{items}</ul>
            </section>
        }
        .into_any()
    }

    fn item(self, notice: &Notice, me: ResidentId, lang: Lang) -> AnyView {
        let (id, kind, about, made) = (notice.id, notice.kind, notice.about, notice.made);
        let words = move || {
            let now = self.sync.now();
            let view = self.sync.view();
            let (what, text) = matter(&view, about, lang, now);
            let text = if text.is_empty() { when::moment_line(lang, made, now) } else { text };
            let text = moved(&view, (kind, about), me, lang, now).unwrap_or(text);
            let names = on_behalf_of(&view, me, about);
            let text = if names.is_empty() { text } else { format!("{} · {text}", words::on_behalf(lang, &names)) };
            view! { <b>{what}</b><small>{text}</small> }
        };
        let new = move || self.fresh.with(|fresh| fresh.contains(&id));
        let mark = move || new().then(|| state(Mark::Waiting, words::new(lang).into()));
        let (notice, way) = (notice.clone(), route(about).href());
        let cannot = move || self.cannot_come(&notice, me, lang);
        view! {
            <li>
                <a class="item is-bare" href=way>
                    <span class="item-text">{words}</span>
                    <span class="item-end">{mark}</span>
                </a>
                {cannot}
            </li>
        }
        .into_any()
    }

    /// One tap for whoever was reminded and cannot come. A shift so near cannot be given back: somebody is looked for.
    fn cannot_come(self, notice: &Notice, me: ResidentId, lang: Lang) -> Option<AnyView> {
        if !matches!(notice.kind, Kind::Tomorrow | Kind::Soon) {
            return None;
        }
        let (view, now) = (self.sync.view(), self.sync.now());
        let command = match notice.about {
            About::Occurrence(date) => {
                let coming = view.get::<Occurrence>(date.0).is_some_and(|date| date.starts > now);
                let signup = signup_of(&view, me, date).filter(|_| coming);
                let Some(signup) = signup else {
                    let standing = || match waits(&view, me, date) {
                        true => pending_state(lang),
                        false => said(words::not_coming(lang)),
                    };
                    return coming.then(standing);
                };
                Command::CancelSignup { signup: signup.id }
            }
            About::Shift(shift) => {
                let coming = view.get::<Shift>(shift.0).is_some_and(|shift| shift.starts > now);
                let own = |duty: &&Duty| duty.shift == shift && duty.resident.id == me && duty.state.live();
                let duty = view.all::<Duty>().find(own).filter(|_| coming)?;
                if view.is_pending::<Duty>(duty.id.0) {
                    return Some(pending_state(lang));
                }
                if duty.state == DutyState::Seeking {
                    return Some(said(words::seeking(lang)));
                }
                Command::SeekReplacement { duty: duty.id, seeking: true }
            }
            About::Report(_) | About::Resident(_) => return None,
        };
        let give = move |_| {
            self.trouble.set(None);
            self.sync.submit(command.clone(), move |result| self.trouble.set(result.err()));
        };
        Some(
            view! {
                <button type="button" class="button is-quiet" on:click=give>{words::cannot_come(lang)}</button>
            }
            .into_any(),
        )
    }

    fn trouble(self) -> AnyView {
        let trouble = self.trouble.get();
        trouble
            .map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
            .into_any()
    }
}

/// Whether the server has not answered yet that somebody does not come.
fn waits(view: &Replica, who: ResidentId, date: OccurrenceId) -> bool {
    let own = |signup: &&Signup| signup.occurrence == date && (signup.booker.id == who || signup.includes(who));
    view.all::<Signup>().filter(own).any(|signup| view.is_pending::<Signup>(signup.id.0))
}

fn said(words: &'static str) -> AnyView {
    view! { <p class="said">{words}</p> }.into_any()
}

fn route(about: About) -> Route {
    match about {
        About::Occurrence(id) => Route::Occurrence(id),
        About::Shift(id) => Route::Shift(id),
        About::Report(id) => Route::Report(id),
        About::Resident(_) => Route::Me,
    }
}

/// Of a shift of mine that was moved: when it was and when it is, and what to do if I have something else then.
fn moved(view: &Replica, of: (Kind, About), me: ResidentId, lang: Lang, now: Moment) -> Option<String> {
    let (Kind::Moved, About::Shift(id)) = of else { return None };
    let shift = view.get::<Shift>(id.0).filter(|shift| shift.goes_along(now))?;
    let own = |duty: &&Duty| duty.shift == id && duty.state.live() && duty.resident.id == me;
    let duty = view.all::<Duty>().find(own)?;
    let was = duty.promised.filter(|was| (was.starts, was.ends) != (shift.starts, shift.ends))?;
    let span = |starts, ends| when::span(lang, starts, ends, now);
    let line = shift_words::from_to(lang, &span(was.starts, was.ends), &span(shift.starts, shift.ends));
    let clash = double_booked(view, duty, shift).map(|title| shift_words::double_booked(lang, &title));
    Some(match clash {
        Some(clash) => format!("{line} · {clash}"),
        None => format!("{line} · {}", shift_words::moved_leave(lang)),
    })
}

/// What a notice is about and how that stands now: its name, and when it is or why it is off.
fn matter(view: &Replica, about: About, lang: Lang, now: Moment) -> (String, String) {
    match about {
        About::Occurrence(id) => {
            let Some(date) = view.get::<Occurrence>(id.0) else {
                return (words::gone_date(lang).into(), String::new());
            };
            let activity = view.get::<Activity>(date.activity.0);
            let title = activity.map_or_else(|| words::gone_date(lang).into(), |activity| activity.title.clone());
            (title, standing(lang, date.starts, date.cancelled.as_deref(), now))
        }
        About::Shift(id) => match view.get::<Shift>(id.0) {
            Some(shift) => (shift.role.clone(), standing(lang, shift.starts, shift.cancelled.as_deref(), now)),
            None => (words::gone_shift(lang).into(), String::new()),
        },
        About::Report(id) => {
            let report = view.get::<Report>(id.0);
            let answer = report.and_then(|report| report.steps.last()).map(|step| step.words.clone());
            let words = report.map_or_else(|| words::gone_report(lang).into(), |report| report.words.clone());
            (words, answer.unwrap_or_default())
        }
        About::Resident(id) => (record(view, id, lang), words::record_text(lang).into()),
    }
}

/// Whose record it is. A child that has grown up, and a record that was merged into one's own, are nobody whom this phone knows.
fn record(view: &Replica, whose: ResidentId, lang: Lang) -> String {
    let me = view.me();
    if me.is_some_and(|me| me.id == whose) {
        return words::own_record(lang).into();
    }
    let child = me.and_then(|me| me.wards.iter().find(|ward| ward.person.id == whose));
    child.map_or_else(|| words::a_record(lang).into(), |ward| words::childs_record(lang, &ward.person.name))
}

fn standing(lang: Lang, starts: Moment, cancelled: Option<&str>, now: Moment) -> String {
    let time = when::moment_line(lang, starts, now);
    cancelled.map_or_else(|| time.clone(), |why| format!("{time} · {why}"))
}
