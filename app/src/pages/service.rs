//! 我的服务: the shifts that look for me to take over, those that my family has taken, my hours over all organizations, what I hold,
//! what I did outside shifts, the teams I belong to.

mod asked;
mod stints;
mod teams;
mod wards;

use crate::cell::Memo;
use crate::components::bars::{Bar, bars};
use crate::components::page_head::back_head;
use crate::components::section::section_head;
use crate::components::shift::shift_list;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{calls, certificate as certificate_words, shift as words, skills, when};
use domain::arrange::Arrange;
use domain::certificate::Certificate;
use domain::hours::Hours;
use domain::organization::Organization;
use domain::qualification::Qualification;
use domain::replica::Replica;
use domain::resident::Me;
use domain::views::calls::{outdated, unanswered};
use domain::views::months::by_month;
use domain::views::service::hours_of;
use domain::views::skills::waiting;
use domain::views::ward::{grown_shifts, ward_shifts};
use domain::when::Moment;
use leptos::prelude::*;

/// How many months the picture of my hours has at most.
const MONTHS: usize = 12;

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let (asked, stints, teams) = (asked::Asked::new(), stints::Stints::new(), teams::Teams::new());
    // What is drawn. Another pull that changes nothing of it draws nothing anew: a focus stays where it is.
    let shown = Memo::new(move || {
        let (view, now) = (sync.view(), sync.now());
        let me = view.me().cloned();
        let hours = me.as_ref().map(|me| hours_of(&view, me.id));
        let held: Vec<Qualification> = view.all::<Qualification>().cloned().collect();
        let certificates: Vec<Certificate> = view.all::<Certificate>().cloned().collect();
        let calls = |me: &Me| (unanswered(&view, me, now), outdated(&view, me, now));
        let waits = me.as_ref().map(|me| (calls(me), waiting(&view, me)));
        let shifts = me.as_ref().map(|me| (grown_shifts(&view, me, now), ward_shifts(&view, me, now)));
        (me, shifts, hours, (held, certificates), waits)
    });
    let body = move || {
        let (lang, (me, waits)) = (lang(), shown.with(|(me, .., waits)| (me.clone(), *waits)));
        let (view, now) = untrack(|| (sync.view(), sync.now()));
        match me {
            None if sync.visiting() => view! { <p class="said">{words::signed_out(lang)}</p> }.into_any(),
            None => skeleton(3),
            Some(me) => view! {
                {units(&me, waits.map(|(calls, _)| calls), lang)}
                {neighbourly(waits.map(|(_, favours)| favours), lang)}
                {shifts(&view, &me, lang, now)}
                {wards::section(&ward_shifts(&view, &me, now), lang, now)}
                {hours(&view, &me, lang, now)}
                {certificates(&view, &me, lang)}
                {held(&view, &me, lang)}
            }
            .into_any(),
        }
    };
    view! {
        {move || back_head(Route::Me, words::mine_hint(lang()).into(), words::mine(lang()).into())}
        {asked.section()}
        {body}
        {stints.section()}
        {teams.section()}
    }
    .into_any()
}

/// The way to what the units are asked for that I answer for.
fn units(me: &Me, waits: Option<(usize, usize)>, lang: Lang) -> AnyView {
    if me.units.is_empty() {
        return ().into_any();
    }
    let more = Some((Route::Calls, calls::open(lang).into()));
    let (unanswered, changed) = waits.unwrap_or_default();
    let said = calls::waiting(lang, unanswered);
    let changed = calls::outdated(lang, changed).map(|said| view! { <p class="strong">{said}</p> });
    let head = section_head(calls::mine(lang).into(), more);
    view! { <section class="stack">{head}<p class="said">{said}</p>{changed}</section> }.into_any()
}

/// The way to what I offer and ask of neighbours.
fn neighbourly(waits: Option<usize>, lang: Lang) -> AnyView {
    let more = Some((Route::OwnSkills, skills::mine(lang).into()));
    let said = skills::waiting(lang, waits.unwrap_or_default());
    view! { <section class="stack">{section_head(skills::title(lang).into(), more)}<p class="said">{said}</p></section> }
        .into_any()
}

fn shifts(view: &Replica, me: &Me, lang: Lang, now: Moment) -> AnyView {
    let shifts = grown_shifts(view, me, now);
    let body = match shifts.is_empty() {
        true => view! { <p class="said">{words::no_shifts(lang)}</p> }.into_any(),
        false => shift_list(&shifts, lang, now),
    };
    let more = Some((Route::Shifts, words::title(lang).into()));
    view! { <section class="stack">{section_head(words::coming_shifts(lang).into(), more)}{body}</section> }.into_any()
}

fn hours(view: &Replica, me: &Me, lang: Lang, now: Moment) -> AnyView {
    let (entries, minutes) = hours_of(view, me.id);
    if entries.is_empty() {
        return view! {
            <section class="stack">
                {section_head(words::hours(lang).into(), None)}<p class="said">{words::no_hours(lang)}</p>
            </section>
        }
        .into_any();
    }
    let title = format!("{} · {}", words::hours(lang), words::length(lang, minutes));
    let items: Vec<AnyView> = entries.iter().map(|entry| hours_item(view, entry, &entries, lang, now)).collect();
    view! {
        <section class="stack">
            {section_head(title, None)}{months(&entries, lang, now)}<ul class="list is-tight">{items}</ul>
        </section>
    }
    .into_any()
}

/// How much it was in each month of the last year with service; one month alone needs no picture.
fn months(entries: &[Hours], lang: Lang, now: Moment) -> Option<AnyView> {
    let bar = |(month, minutes): ((i32, u8), i64)| Bar {
        name: when::month(lang, month, now.day()),
        length: minutes,
        full: minutes,
        said: words::length(lang, minutes),
    };
    let lines: Vec<Bar> = by_month(entries, MONTHS).into_iter().map(bar).collect();
    (lines.len() > 1).then(|| bars(words::by_month(lang).into(), lines))
}

fn hours_item(view: &Replica, entry: &Hours, all: &[Hours], lang: Lang, now: Moment) -> AnyView {
    let team = view.get::<Organization>(entry.organization.0).map(|team| team.name.clone()).unwrap_or_default();
    let line = format!("{} · {team}", when::span(lang, entry.from, entry.until, now));
    let end = if entry.holds(all.iter()) {
        view! { <span class="num">{words::length(lang, entry.minutes())}</span> }.into_any()
    } else {
        state(Mark::Failed, words::taken_back(lang).into())
    };
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{entry.content.clone()}</b><small>{line}</small></span>
                <span class="item-end">{end}</span>
                <p class="item-said">{words::signed_by(lang, &entry.signed_by.name)}</p>
            </div>
        </li>
    }
    .into_any()
}

/// What was certified of my hours, each with the way to its sheet.
fn certificates(view: &Replica, me: &Me, lang: Lang) -> AnyView {
    let mut own: Vec<&Certificate> = view.all::<Certificate>().filter(|row| row.resident.id == me.id).collect();
    if own.is_empty() {
        return ().into_any();
    }
    own.arrange_by_key(|row| -row.made.0);
    let item = |row: &Certificate| {
        let team = view.get::<Organization>(row.organization.0).map(|team| team.name.clone()).unwrap_or_default();
        let line = format!("{} · {}", certificate_words::days(lang, row), words::length(lang, row.minutes));
        view! {
            <li>
                <a class="item" href=Route::Certificate(row.id).href()>
                    <span class="item-text"><b>{team}</b><small>{line}</small></span>
                    <span class="item-end num">{row.number()}</span>
                </a>
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = own.into_iter().map(item).collect();
    let head = section_head(certificate_words::mine(lang).into(), None);
    view! { <section class="stack">{head}<ul class="list is-tight">{items}</ul></section> }.into_any()
}

fn held(view: &Replica, me: &Me, lang: Lang) -> AnyView {
    let own = view.all::<Qualification>().filter(|held| held.resident.id == me.id);
    let items: Vec<AnyView> = own
        .map(|held| {
            view! { <div><dt>{words::skill(lang, held.skill)}</dt><dd>{words::good_until(lang, held.until)}</dd></div> }
                .into_any()
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="stack">{section_head(words::held(lang).into(), None)}<dl class="facts card">{items}</dl></section>
    }
    .into_any()
}
