//! One date, for the people who run it: who comes, what can be changed, and calling it off.

use super::along::double_booked;
use super::approval::Approval;
use super::attendance::Attendance;
use super::call_off::CallOff;
use super::closing::Closing;
use super::door::{behind, organizes};
use super::entry::submits;
use super::from_here::FromHere;
use super::plan::Planned;
use super::reached::Reached;
use super::sending::Sending;
use super::signups::Signups;
use super::tally::Tallying;
use super::thanks::Thanks;
use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::page_head::page_head;
use crate::later::later;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, dates as words, leases, post, turnout};
use crate::words::{activity, when, windows};
use domain::id::OccurrenceId;
use domain::notice::About;
use domain::occurrence::Occurrence;
use domain::permission::{Act, may};
use domain::presence::Venture;
use domain::views::listed::{Listed, listed};
use domain::when::Moment;
use leptos::prelude::*;

/// What can be done with the date now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Gone,
    NotYours,
    Coming,
    Begun,
    CalledOff,
}

#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    sync: Sync,
    id: OccurrenceId,
    date: Memo<Option<Listed>>,
    plan: Planned,
    from_here: FromHere,
    editing: Sending,
    call_off: CallOff,
    reached: Reached,
    approval: Approval,
    signups: Signups,
    attendance: Attendance,
    closing: Closing,
    thanks: Thanks,
    tallying: Tallying,
}

/// The page.
pub fn page(id: OccurrenceId) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let date = Memo::new(move || listed(&sync.view(), id.0));
    let occurrence = Memo::new(move || date.with(|date| date.as_ref().map(|date| date.occurrence.clone())));
    let (plan, editing) = (Planned::new(), Sending::new());
    plan.follow(occurrence, editing);
    let page = Page {
        lang,
        sync,
        id,
        date,
        plan,
        from_here: FromHere::new(id),
        editing,
        call_off: CallOff::new(Venture::Occurrence(id)),
        reached: Reached::new(About::Occurrence(id)),
        approval: Approval::new(id),
        signups: Signups::new(id),
        attendance: Attendance::new(Venture::Occurrence(id)),
        closing: Closing::new(id),
        thanks: Thanks::new(id),
        tallying: Tallying::new(Venture::Occurrence(id)),
    };
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Dates).href()>{icon(Icon::Back)}{desk::dates(lang)}</a>
        {move || page.head()}
        {behind(organizes, desk::whose_dates, move || page.inside())}
    }
    .into_any()
}

impl Page {
    fn head(self) -> AnyView {
        match self.date.get() {
            Some(date) => page_head(date.organization.name, date.activity.title),
            None => page_head(desk::brand(self.lang).into(), words::names(self.lang).into()),
        }
    }

    fn stage(self) -> Stage {
        let view = self.sync.view();
        let Some(date) = view.get::<Occurrence>(self.id.0) else { return Stage::Gone };
        if !view.me().is_some_and(|me| may(me, Act::RunActivities(date.organization))) {
            Stage::NotYours
        } else if date.cancelled.is_some() {
            Stage::CalledOff
        } else if date.starts <= self.sync.now() {
            Stage::Begun
        } else {
            Stage::Coming
        }
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        let stage = Memo::new(move || self.stage());
        let body = move || match stage.get() {
            Stage::Gone => empty(words::gone(lang).into(), words::gone_text(lang).into(), None),
            Stage::NotYours => empty(words::not_yours(lang).into(), words::not_yours_text(lang).into(), None),
            Stage::Coming => view! {
                {self.facts()}
                {self.reached.section()}
                {double_booked(self.sync, self.id, lang)}
                {self.ways(false)}
                {self.approval.section()}
                {self.attendance.section()}
                {self.signups.section()}
                {later(move || view! { {self.form()}{self.call_off.section()} }.into_any())}
            }
            .into_any(),
            Stage::Begun => {
                let after = view! { {self.closing.section()}{self.thanks.section()}{self.tallying.section()} };
                let people = view! { {self.attendance.section()}{self.signups.section()} };
                let facts = view! { {self.facts()}{self.reached.section()} };
                view! { {facts}<p class="said">{words::begun(lang)}</p>{self.ways(true)}{after}{people} }.into_any()
            }
            Stage::CalledOff => {
                let said = view! { {self.reason()}{self.reached.section()}{self.facts()} };
                view! { {said}{self.ways(false)}{self.signups.section()} }.into_any()
            }
        };
        view! {
            {self.call_off.result()}
            {body}
        }
        .into_any()
    }

    fn facts(self) -> AnyView {
        let lang = self.lang;
        let facts = move || {
            let now = self.sync.now();
            self.date.get().map(|date| {
                let occurrence = date.occurrence;
                let span = when::span(lang, occurrence.starts, occurrence.ends, now);
                // Whoever types another one sees what stands.
                let note = (!occurrence.note.is_empty())
                    .then(|| view! { <div><dt>{words::note(lang)}</dt><dd>{occurrence.note.clone()}</dd></div> });
                view! {
                    <div><dt>{words::time(lang)}</dt><dd>{span}</dd></div>
                    <div><dt>{words::place(lang)}</dt><dd>{date.venue.name}</dd></div>
                    <div><dt>{words::taken(lang)}</dt><dd class="num">{words::taken_of(&occurrence)}</dd></div>
                    <div><dt>{words::waiting(lang)}</dt><dd class="num">{occurrence.waiting}</dd></div>
                    {kept(&occurrence, lang)}
                    {leased(&occurrence, lang)}
                    {lottery(&occurrence, lang, now)}
                    {times(&occurrence, lang, now)}
                    {note}
                }
            })
        };
        view! { <dl class="facts card">{facts}</dl> }.into_any()
    }

    /// From this date to its poster, to its activity, and to another one like it. Once it has begun nobody needs a poster, and of its
    /// activity one wants to know how many came.
    fn ways(self, begun: bool) -> AnyView {
        let lang = self.lang;
        let activity = Memo::new(move || self.date.with(|date| date.as_ref().map(|date| date.activity.id)));
        let ways = move || {
            activity.get().map(|activity| {
                let way = |route: DeskRoute, name: &'static str| {
                    view! { <a class="button is-quiet" href=Route::Desk(route).href()>{name}</a> }.into_any()
                };
                let poster = (!begun).then(|| way(DeskRoute::Poster(self.id), post::poster(lang)));
                let of_activity = if begun { turnout::way(lang) } else { post::change_this(lang) };
                view! {
                    {poster}
                    {way(DeskRoute::Post(Some(activity)), post::like(lang))}
                    {way(DeskRoute::Activity(activity), of_activity)}
                }
            })
        };
        view! { <div class="actions no-print">{ways}</div> }.into_any()
    }

    fn reason(self) -> AnyView {
        let lang = self.lang;
        let words = move || {
            let reason = self.date.get().and_then(|date| date.occurrence.cancelled).unwrap_or_default();
            activity::called_off_because(lang, &reason)
        };
        notice(Tone::Plain, view! { <p>{words}</p> }.into_any())
    }

    /// Folded: most who come here want the names.
    fn form(self) -> AnyView {
        let lang = self.lang;
        let warning = move || {
            let people = self.from_here.people();
            (people > 0).then(|| view! { <p class="said">{words::people_will_see(lang, people)}</p> })
        };
        let along = move || {
            let (shifts, people) = self.from_here.shifts();
            (shifts > 0).then(|| view! { <p class="said">{words::shifts_along(lang, shifts, people)}</p> })
        };
        view! {
            <div class="form card no-print">
                <details class="stack">
                    <summary id="change">{words::change(lang)}</summary>
                    <form class="form" aria-labelledby="change" on:submit=submits(move || self.save())>
                        {warning}
                        {along}
                        {self.plan.fields()}
                        {self.from_here.choice()}
                        {self.editing.result(words::changed(lang))}
                        <div class="actions"><button class="button is-quiet">{words::change_now(lang)}</button></div>
                    </form>
                </details>
            </div>
        }
        .into_any()
    }

    fn save(self) {
        let command = self.plan.read().and_then(|plan| self.from_here.command(self.plan, plan));
        if let Some(command) = command {
            let typed = self.plan.typed();
            self.editing.send(command, move |refusal| self.plan.about(refusal), move || self.plan.sent(typed));
        }
    }
}

/// How many places are left of those for people who call or come.
fn kept(date: &Occurrence, lang: Lang) -> AnyView {
    let kept = date.kept;
    (kept > 0).then(|| view! { <div><dt>{words::kept(lang)}</dt><dd class="num">{kept}</dd></div> }).into_any()
}

/// How many places are on leaders' phones.
fn leased(date: &Occurrence, lang: Lang) -> AnyView {
    let leased = date.leased;
    let said = || view! { <div><dt>{leases::on_phones(lang)}</dt><dd class="num">{leased}</dd></div> };
    (leased > 0).then(said).into_any()
}

/// From when until when one can sign up and cancel.
fn times(date: &Occurrence, lang: Lang, now: Moment) -> AnyView {
    let said = windows::said(lang, date, now);
    (!said.is_empty()).then(|| view! { <div><dt>{windows::times(lang)}</dt><dd>{said}</dd></div> }).into_any()
}

/// How many have entered and until when one can, or the way to how it was drawn.
fn lottery(date: &Occurrence, lang: Lang, now: Moment) -> AnyView {
    let Some(lottery) = &date.lottery else { return ().into_any() };
    let what = match lottery.drawn {
        Some(at) => {
            let how = format!("/api/lottery/{}", date.id);
            let drawn = words::drawn_at(lang, &when::stamp(lang, at, now)) + " ";
            view! { {drawn}<a href=how target="_blank">{activity::how_drawn(lang)}</a> }.into_any()
        }
        None => activity::entries_until(lang, lottery.closes, lottery.entered, now).into_any(),
    };
    view! { <div><dt>{activity::lottery(lang)}</dt><dd>{what}</dd></div> }.into_any()
}
