//! What was ordered for the day: the number to fetch it by, the state, the way to give it up; and what was refused.

use super::tray::Tray;
use crate::cell::Memo;
use crate::components::notice::{Tone, notice};
use crate::components::picture;
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::Parked;
use crate::words::refusal::sentence;
use crate::words::{canteen as words, common, mandate};
use domain::command::Command;
use domain::id::ResidentId;
use domain::kin::Power;
use domain::order::{Line, Order, OrderState, Portions, Via};
use domain::resident::Me;
use leptos::prelude::*;

/// The part of the page with the orders.
pub(super) const ORDERS: &str = "orders";

/// The orders of the shown day.
pub(super) fn orders(tray: Tray) -> AnyView {
    let orders = Memo::new(move || tray.orders());
    let open = Memo::new(move || tray.lunch.with(|lunch| lunch.as_ref().is_some_and(|lunch| lunch.open)));
    let cards = move || {
        let cards = orders.get().into_iter().map(|(order, pending)| card(tray, &order, pending, open.get()));
        cards.collect_view()
    };
    let head = move || (!orders.with(Vec::is_empty)).then(|| section_head(words::orders(lang()).into(), None));
    view! { <section class="stack" id=ORDERS tabindex="-1" aria-live="polite">{head}{cards}</section> }.into_any()
}

fn card(tray: Tray, order: &Order, pending: bool, open: bool) -> AnyView {
    let lang = lang();
    let lines = order.lines.iter().map(|line| dish(tray, line, lang));
    let taken = words::taken_by(lang, order.via, &order.booker.name);
    let taken = (!taken.is_empty()).then(|| view! { <p class="said">{taken}</p> }.into_any());
    let subsidy = (order.subsidy_fen > 0).then(|| {
        let less = words::price(lang, order.subsidy_fen);
        view! { <p class="row is-apart"><span>{words::subsidy(lang)}</span><span class="num">"−"{less}</span></p> }
            .into_any()
    });
    // Paying ahead is on a page of the larger program.
    let money = match (order.state, tray.paid(order.id)) {
        (OrderState::Booked, true) => view! { <p class="said">{words::paid(lang)}</p> }.into_any(),
        (OrderState::Booked, false) if !pending && tray.has_balance() => {
            view! { <a class="button is-quiet" href=Route::Money.href()>{words::pay_ahead(lang)}</a> }.into_any()
        }
        _ => ().into_any(),
    };
    let me = tray.sync.view.get_untracked().me().map(|me| me.id);
    let others = order.via == Via::Own && order.booker.id != order.eater.id && Some(order.booker.id) != me;
    let by =
        others.then(|| view! { <p class="small soft">{mandate::done_by(lang, &order.booker.name)}</p> }.into_any());
    view! {
        <article class="card">
            <div class="row is-apart"><h3>{order.eater.name.clone()}</h3>{standing(tray, order, pending)}</div>
            {taken}
            {by}
            {number(tray, order, pending)}
            <ul class="dishes">{lines.collect_view()}</ul>
            {subsidy}
            <div class="row is-apart">
                <span>{words::total(lang)}</span>
                <b class="num">{words::price(lang, order.owed_fen())}</b>
            </div>
            {money}
            {way_back(tray, order, pending, open)}
        </article>
    }
    .into_any()
}

/// What was ordered of a dish; with what it looks like, where that is known: then the portions stand below its name.
fn dish(tray: Tray, line: &Line, lang: Lang) -> AnyView {
    let (name, price) = (line.name.clone(), words::price(lang, line.price_fen));
    let portions = words::portions(lang, line.count);
    let Some(shown) = tray.picture(line.serving) else {
        return view! {
            <li class="dish">
                <span class="dish-name">{name}</span>
                <span class="dish-price">{price}</span>
                <span class="dish-left">{portions}</span>
            </li>
        }
        .into_any();
    };
    let shown = picture::dish(shown, name.clone());
    view! {
        <li class="dish is-pictured">
            {shown}
            <span class="dish-name">{name} <small class="dish-marks">{portions}</small></span>
            <span class="dish-price">{price}</span>
        </li>
    }
    .into_any()
}

/// The state of an order, for its card and for the bar.
pub(super) fn standing(tray: Tray, order: &Order, pending: bool) -> AnyView {
    let order_state = order.state;
    let draw = move || {
        let lang = lang();
        let offline = tray.sync.status().offline;
        match (pending, order_state) {
            (true, OrderState::Cancelled) => state(Mark::Pending, words::giving_up(lang).into()),
            (true, _) if offline => state(Mark::Pending, common::pending(lang).into()),
            (true, _) => state(Mark::Pending, common::sending(lang).into()),
            (false, OrderState::Booked) => state(Mark::Confirmed, words::booked(lang).into()),
            (false, OrderState::HandedOut) => state(Mark::Done, words::handed_out(lang).into()),
            (false, OrderState::Cancelled) => ().into_any(),
        }
    };
    draw.into_any()
}

/// The number to fetch it by, large. A number is the server's to give: until then one sentence says so.
fn number(tray: Tray, order: &Order, pending: bool) -> AnyView {
    let lang = lang();
    if order.state != OrderState::Booked {
        return ().into_any();
    }
    if order.code == 0 || pending {
        let offline = move || tray.sync.status().offline.then(|| common::offline_stored(lang));
        let then =
            if order.delivered { words::brought_pending(lang, order.meal) } else { words::code_pending(lang).into() };
        return view! { <p class="said">{offline} " " {then}</p> }.into_any();
    }
    if order.delivered {
        let brought = words::brought(lang, order.meal, tray.paid(order.id));
        return view! {
            <p class="strong">{brought}</p>
            <p class="said">{words::order_number(lang, order.code)}</p>
        }
        .into_any();
    }
    let paid = tray.paid(order.id);
    let pickup = tray.sync.view().community().map(|community| words::pickup(lang, community.hours(order.meal), paid));
    view! {
        <div>
            <p class="code"><span class="unseen">{words::number(lang)}</span><span>{order.code}</span></p>
            <p class="code-note">{words::code_note(lang)}</p>
            <img src=format!("/api/qr/{}", order.eater.id) alt=words::own_code(lang) width="160" height="160"/>
        </div>
        <p class="said">{pickup}</p>
    }
    .into_any()
}

fn way_back(tray: Tray, order: &Order, pending: bool, open: bool) -> AnyView {
    let lang = lang();
    if order.state == OrderState::HandedOut {
        // How it was says the family.
        if !tray.sync.view().me().is_some_and(|me| order.of_family(me)) {
            return ().into_any();
        }
        return view! { <a class="button is-quiet" href=Route::Meals.href()>{words::rate(lang)}</a> }.into_any();
    }
    if order.state != OrderState::Booked {
        return ().into_any();
    }
    if !open {
        let said = (!pending).then(|| words::too_late_to_give_up(lang));
        return view! { <p class="said">{said}</p> }.into_any();
    }
    let id = order.id;
    let steps = Steps {
        act: words::give_up(lang).into(),
        question: words::give_up_question(lang).into(),
        yes: words::give_up_yes(lang).into(),
        no: words::give_up_no(lang).into(),
    };
    let kept = move || {
        let said = tray.kept.get().filter(|(kept, _)| *kept == id).map(|(_, why)| why);
        said.map(|why| notice(Tone::Error, view! { <p>{why}</p> }.into_any()))
    };
    let ask = two_step(tray.asked, id.0, steps, Callback::new(move |()| tray.give_up(id)));
    view! { {change(tray, order)}{ask}{kept} }.into_any()
}

/// The way to change an order of one's family, or of somebody whom one helps.
fn change(tray: Tray, order: &Order) -> AnyView {
    let (lang, order, paid) = (lang(), order.clone(), tray.paid(order.id));
    let theirs = |me: &Me| me.people(Power::Meals).iter().any(|who| who.id == order.eater.id);
    let family = tray.sync.view().me().is_some_and(theirs);
    let part = move || {
        if tray.changed().is_some_and(|other| other.id == order.id) {
            let leave = move |_| {
                tray.leave();
                focus_soon(ORDERS.into());
            };
            return view! {
                <p class="said">{words::changing(lang)}</p>
                <button type="button" class="button is-quiet" on:click=leave>
                    {words::change_no(lang)}
                </button>
            }
            .into_any();
        }
        let order = order.clone();
        // The menu stands far above.
        let change = move |_| {
            tray.change(&order);
            focus_soon(super::STRIP.into());
        };
        view! {
            <button type="button" class="button is-quiet" on:click=change>
                {words::change(lang)}
            </button>
        }
        .into_any()
    };
    // What was paid is not changed: it is given up, which gives the money back, and ordered anew.
    if family && !paid { part.into_any() } else { ().into_any() }
}

/// The orders of the shown day that the server refused, until the person has dealt with them.
pub(super) fn refused(tray: Tray) -> AnyView {
    let all = move || {
        let (lang, day) = (lang(), tray.shown.get());
        let of_day = tray.sync.parked().into_iter().filter_map(|parked| match &parked.envelope.command {
            Command::PlaceOrder { day: asked, eater, portions, delivered, from_balance, .. } if Some(*asked) == day => {
                let (eater, portions, way) = (*eater, portions.clone(), (*delivered, *from_balance));
                Some(refused_order(tray, lang, eater, portions, way, parked.clone()))
            }
            Command::ChangeOrder { order, portions } => {
                let order = tray.sync.view().get::<Order>(order.0).filter(|order| Some(order.day) == day).cloned()?;
                Some(refused_change(tray, lang, order, portions.clone(), parked.clone()))
            }
            _ => None,
        });
        of_day.collect_view()
    };
    all.into_any()
}

fn refused_change(tray: Tray, lang: Lang, order: Order, portions: Vec<Portions>, parked: Parked) -> AnyView {
    let head = words::not_changed(lang, &order.eater.name);
    refused_with(tray, lang, head, parked, move || tray.change_to(&order, &portions))
}

/// For whom a regular order could not order the shown meal, and why.
pub(super) fn missed(tray: Tray) -> AnyView {
    let missed = Memo::new(move || tray.missed());
    let all = move || {
        let lang = lang();
        let rows = missed.get().into_iter().map(|row| {
            let text = view! { <b>{words::missed(lang, &row.eater.name)}</b><p>{sentence(lang, &row.why)}</p> };
            notice(Tone::Plain, text.into_any())
        });
        rows.collect_view()
    };
    all.into_any()
}

/// `way`: whether it was to be brought, and whether it was to be paid from the balance.
fn refused_order(
    tray: Tray,
    lang: Lang,
    eater: ResidentId,
    portions: Vec<Portions>,
    way: (bool, bool),
    parked: Parked,
) -> AnyView {
    let household = tray.sync.view().me().map(|me| me.people(Power::Meals)).unwrap_or_default();
    let name = household.into_iter().find(|person| person.id == eater).map(|person| person.name).unwrap_or_default();
    let sent = parked.envelope.command.clone();
    let anew = move || {
        tray.put_back(eater, &portions, way.0, way.1);
        if let Command::PlaceOrder { note, .. } = &sent {
            tray.note.set(note.clone());
        }
    };
    refused_with(tray, lang, words::refused(lang, &name), parked, anew)
}

fn refused_with(tray: Tray, lang: Lang, head: String, parked: Parked, anew: impl Fn() + 'static) -> AnyView {
    let why = sentence(lang, &parked.refusal);
    let again = parked.clone();
    let change = move |_| {
        anew();
        tray.sync.drop_parked(&again);
        focus_soon(super::STRIP.into());
    };
    let text = view! {
        <b>{head}</b>
        <p>{why}</p>
        <div class="row">
            <button type="button" class="button is-quiet is-small" on:click=change>{words::change_and_order(lang)}</button>
            <button type="button" class="button is-quiet is-small" on:click=move |_| tray.sync.drop_parked(&parked)>
                {words::drop_it(lang)}
            </button>
        </div>
    };
    notice(Tone::Error, text.into_any())
}
