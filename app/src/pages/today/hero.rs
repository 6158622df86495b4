//! The card at the top: my next thing, with a large lamp. A visitor finds in the same place what this app is.

use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::item::{date_item, pending_state, signup_state};
use crate::components::lamp::hanging;
use crate::components::notice::{Tone, notice};
use crate::components::offer::{Answering, offer};
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::look::{Lang, elder, lang};
use crate::routes::Route;
use crate::sync::{ACCOUNTS, sync};
use crate::words::{activity, canteen, common, refusal, today as words, when};
use domain::community::Community;
use domain::order::Order;
use domain::resident::Me;
use domain::views::listed::Listed;
use domain::views::today::{NextThing, Today};
use domain::when::{HOUR_MS, Moment};
use leptos::prelude::*;
use uuid::Uuid;

/// The lamp of a card that belongs to nobody in particular.
const SEED: Uuid = Uuid::from_u128(0x7869_6169_7368_6900_6c61_6d70);

/// The card, and what comes after my next thing.
pub(super) fn hero(me: Memo<Option<Me>>, today: Memo<Today>) -> AnyView {
    let sync = sync();
    let next = Memo::new(move || today.with(|today| today.next.clone()));
    let answering = Answering { trouble: RwSignal::new(None), asked: RwSignal::new(None) };
    (move || {
        let (lang, now) = (lang(), sync.now());
        if !ACCOUNTS || me.with(Option::is_none) {
            return visitor(lang);
        }
        let things = next.get();
        let Some((first, rest)) = things.split_first() else { return nothing(lang) };
        let card = match first {
            NextThing::Date(date) => date_card(date, answering, lang, now),
            NextThing::Lunch(order) => lunch_card(order, lang, now),
        };
        let rest = if elder() { &[] } else { rest };
        view! { {card}{after(rest, lang, now)} }.into_any()
    })
    .into_any()
}

fn visitor(lang: Lang) -> AnyView {
    let text = if elder() { words::welcome_elder(lang) } else { words::welcome_text(lang) };
    let action = (Route::SignIn, common::sign_in(lang));
    card(SEED, String::new(), words::welcome(lang).into(), text.into(), None, action)
}

fn nothing(lang: Lang) -> AnyView {
    let action = (Route::Activities, words::see_activities(lang));
    let (title, text) = (words::nothing_next(lang).into(), words::nothing_next_text(lang).into());
    card(SEED, words::your_next(lang).into(), title, text, None, action)
}

fn date_card(date: &Listed, answering: Answering, lang: Lang, now: Moment) -> AnyView {
    let starts = date.occurrence.starts;
    let line = words::next_where(lang, starts.clock(), &date.venue.name, &date.venue.place);
    let mark = date.signups.first().map(|signup| signup_state(signup, &date.occurrence, date.pending, lang));
    let offered: Vec<AnyView> = date.signups.iter().filter_map(|signup| offer(signup, answering, lang)).collect();
    let said = move || {
        let sentence = answering.trouble.get().map(|why| refusal::not_taken(lang, &why));
        sentence.map(|sentence| notice(Tone::Error, view! { <p>{sentence}</p> }.into_any()))
    };
    let row = view! { {mark}{countdown(lang, starts, now)}{said}{offered} }.into_any();
    let action = (Route::Occurrence(date.occurrence.id), words::details(lang));
    // Of a place that is not one's own it says whose it is.
    let me = untrack(|| sync().view().me().map(|me| me.id));
    let others = date.signups.first().filter(|signup| me.is_some_and(|me| !signup.includes(me)));
    let names = others.map(|signup| signup.party.iter().map(|person| person.name.clone()).collect::<Vec<_>>());
    let when = words::next_when(lang, starts, now);
    let when = names.map_or_else(|| when.clone(), |names| format!("{when} · {}", activity::names(lang, &names)));
    card(date.organization.id.0, when, date.activity.title.clone(), line, Some(row), action)
}

fn lunch_card(order: &Order, lang: Lang, now: Moment) -> AnyView {
    let view = sync().view();
    let community = view.community().cloned().unwrap_or_default();
    let from = Moment::at(order.day, community.hours(order.meal).from);
    let mark = if view.is_pending::<Order>(order.id.0) {
        pending_state(lang)
    } else {
        state(Mark::Confirmed, common::confirmed(lang).into())
    };
    let code = (!order.delivered)
        .then(|| view! { <span class="countdown">{words::pickup_code(lang, order.code)}</span> }.into_any());
    let row = view! { {mark}{code} }.into_any();
    let title = title(lang, order, view.me().is_some_and(|me| me.id == order.eater.id));
    let when = words::next_when(lang, from, now);
    let line = lunch_line(order, &community, lang);
    card(community.id.0, when, title, line, Some(row), (Route::Canteen, words::see_order(lang)))
}

fn lunch_line(order: &Order, community: &Community, lang: Lang) -> String {
    let hours = community.hours(order.meal);
    format!("{} · {}", when::clocks(lang, hours.from, hours.until), place(lang, order))
}

/// Where a lunch is eaten.
fn place(lang: Lang, order: &Order) -> &'static str {
    if order.delivered { canteen::bring(lang) } else { common::canteen(lang) }
}

/// That a lunch is to be fetched, or that it comes.
fn title(lang: Lang, order: &Order, mine: bool) -> String {
    if order.delivered {
        canteen::meal_comes(lang, order.meal, &order.eater.name, mine)
    } else {
        words::meal_for(lang, order.meal, &order.eater.name, mine)
    }
}

/// How long until it begins. Only for what is near: a far day is said in words above.
fn countdown(lang: Lang, starts: Moment, now: Moment) -> AnyView {
    let near = starts.0 - now.0 < 24 * HOUR_MS && !elder();
    near.then(|| {
        view! { <span class="countdown">{icon(Icon::Clock)}{words::starts_in(lang, starts, now)}</span> }.into_any()
    })
    .into_any()
}

fn card(
    seed: Uuid,
    when: String,
    title: String,
    line: String,
    row: Option<AnyView>,
    action: (Route, &'static str),
) -> AnyView {
    let when = (!when.is_empty()).then(|| view! { <p class="next-card-when">{when}</p> }.into_any());
    let row = row.map(|row| view! { <div class="next-card-row">{row}</div> }.into_any());
    view! {
        <section class="next-card" aria-labelledby="next">
            {hanging("next-card-lamp", seed, 10)}
            {when}
            <h2 id="next">{title}</h2>
            <p class="next-card-where">{line}</p>
            {row}
            <a class="button" href=action.0.href()>{action.1}</a>
        </section>
    }
    .into_any()
}

/// The second and third thing, smaller.
fn after(things: &[NextThing], lang: Lang, now: Moment) -> AnyView {
    if things.is_empty() {
        return ().into_any();
    }
    let items: Vec<AnyView> = things
        .iter()
        .map(|thing| match thing {
            NextThing::Date(date) => date_item(date, lang, now),
            NextThing::Lunch(order) => lunch_item(order, lang, now),
        })
        .collect();
    view! {
        <section class="stack">{section_head(words::then(lang).into(), None)}<ul class="list">{items}</ul></section>
    }
    .into_any()
}

fn lunch_item(order: &Order, lang: Lang, now: Moment) -> AnyView {
    let view = sync().view();
    let mine = view.me().is_some_and(|me| me.id == order.eater.id);
    let line = format!("{} · {}", when::day(lang, order.day, now.day()), place(lang, order));
    let end = if view.is_pending::<Order>(order.id.0) {
        pending_state(lang)
    } else {
        state(Mark::Confirmed, common::confirmed(lang).into())
    };
    view! {
        <li>
            <a class="item is-bare" href=Route::Canteen.href()>
                <span class="item-text">
                    <b>{title(lang, order, mine)}</b>
                    <small>{line}</small>
                </span>
                <span class="item-end">{end}</span>
            </a>
        </li>
    }
    .into_any()
}
