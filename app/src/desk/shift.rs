//! One shift, for the people who run it: who comes, who came, hours, changing it and calling it off.

use super::attendance::Attendance;
use super::call_off::CallOff;
use super::door::{behind, organizes};
use super::entry::submits;
use super::hours::Signing;
use super::roster::Roster;
use super::sending::Sending;
use super::shift_form::ShiftForm;
use super::tally::Tallying;
use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::page_head::page_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, shifts as words};
use crate::words::{shift as shift_words, when};
use domain::command::Command;
use domain::id::ShiftId;
use domain::permission::{Act, may};
use domain::presence::Venture;
use domain::shift::Shift;
use domain::views::service::{ListedShift, listed_shift};
use leptos::prelude::*;

/// What can be done with the shift now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Gone,
    NotYours,
    Coming,
    Begun,
    Over,
    CalledOff,
}

#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    sync: Sync,
    id: ShiftId,
    listed: Memo<Option<ListedShift>>,
    roster: Roster,
    attendance: Attendance,
    signing: Signing,
    tallying: Tallying,
    form: ShiftForm,
    editing: Sending,
    call_off: CallOff,
}

/// The page.
pub fn page(id: ShiftId) -> AnyView {
    let (lang, sync) = (lang(), sync());
    let (form, editing) = (ShiftForm::new(), Sending::new());
    form.follow(Memo::new(move || sync.view().get::<Shift>(id.0).cloned()), editing);
    let page = Page {
        lang,
        sync,
        id,
        listed: Memo::new(move || listed_shift(&sync.view(), id.0)),
        roster: Roster::new(id),
        attendance: Attendance::new(Venture::Shift(id)),
        signing: Signing::new(id),
        tallying: Tallying::new(Venture::Shift(id)),
        form,
        editing,
        call_off: CallOff::new(Venture::Shift(id)),
    };
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Shifts).href()>{icon(Icon::Back)}{desk::shifts(lang)}</a>
        {move || page.head()}
        {behind(organizes, desk::whose_dates, move || page.inside())}
    }
    .into_any()
}

impl Page {
    fn head(self) -> AnyView {
        match self.listed.get() {
            Some(listed) => page_head(listed.organization.name, listed.shift.role),
            None => page_head(desk::brand(self.lang).into(), desk::one_shift(self.lang).into()),
        }
    }

    fn stage(self) -> Stage {
        let (view, now) = (self.sync.view(), self.sync.now());
        let Some(shift) = view.get::<Shift>(self.id.0) else { return Stage::Gone };
        if !view.me().is_some_and(|me| may(me, Act::RunActivities(shift.organization))) {
            Stage::NotYours
        } else if shift.cancelled.is_some() {
            Stage::CalledOff
        } else if shift.ends <= now {
            Stage::Over
        } else if shift.starts <= now {
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
            Stage::CalledOff => view! { {self.reason()}{self.facts()}{self.roster.section()} }.into_any(),
            stage => {
                let signing = (stage == Stage::Over).then(|| self.signing.section());
                let begun = matches!(stage, Stage::Begun | Stage::Over);
                let tallying = begun.then(|| self.tallying.section());
                let change = (stage == Stage::Coming).then(|| view! { {self.change()}{self.call_off.section()} });
                let people = view! { {self.attendance.section()}{self.roster.section()}{signing} };
                view! { {self.facts()}{people}{tallying}{change} }.into_any()
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
        let fact = |name: &'static str, value: String| {
            (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        };
        let facts = move || {
            let now = self.sync.now();
            self.listed.get().map(|ListedShift { shift, venue, .. }| {
                let children = if shift.children { words::with_children(lang) } else { "" };
                view! {
                    {fact(words::time(lang), when::span(lang, shift.starts, shift.ends, now))}
                    {fact(words::place(lang), venue.name)}
                    {fact(words::manned(lang), shift_words::manned(lang, &shift))}
                    {fact(words::needs(lang), shift_words::skills(lang, &shift.skills))}
                    {fact(shift_words::who(lang), children.into())}
                    {fact(words::about(lang), shift.about)}
                }
            })
        };
        view! { <dl class="facts card">{facts}</dl> }.into_any()
    }

    /// What can be changed; of a shift that somebody has taken not its time, which was promised.
    fn change(self) -> AnyView {
        let lang = self.lang;
        let taken = move || self.listed.with(|listed| listed.as_ref().is_some_and(|listed| listed.shift.taken > 0));
        let promised = move || taken().then(|| view! { <p class="said">{words::promised(lang)}</p> });
        view! {
            <form class="form card no-print" aria-labelledby="change" on:submit=submits(move || self.save())>
                <h2 id="change">{words::change(lang)}</h2>
                {promised}
                {self.form.plan_fields()}
                {self.editing.result(words::changed(lang))}
                <div class="actions"><button class="button">{words::change_now(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn save(self) {
        if let Some(plan) = self.form.plan() {
            let command = Command::EditShift { shift: self.id, plan, before: self.form.before() };
            let typed = self.form.typed();
            self.editing.send(command, move |refusal| self.form.place_of(refusal), move || self.form.sent(typed));
        }
    }

    fn reason(self) -> AnyView {
        let lang = self.lang;
        let words = move || {
            let reason = self.listed.get().and_then(|listed| listed.shift.cancelled).unwrap_or_default();
            shift_words::called_off_because(lang, &reason)
        };
        notice(Tone::Plain, view! { <p>{words}</p> }.into_any())
    }
}
