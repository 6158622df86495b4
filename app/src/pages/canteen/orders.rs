//! What was ordered for the day: the number to fetch it by, the state, the way to give it up; and what was refused.

use super::tray::Tray;
use crate::cell::Memo;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::Parked;
use crate::words::refusal::sentence;
use crate::words::{canteen as words, common, mandate};
use domain::command::Command;
use domain::id::ResidentId;
use domain::kin::Power;
use domain::order::{Order, OrderState, Portions};
use leptos::prelude::*;

/// The orders of the shown day.
pub(super) fn orders(tray: Tray) -> AnyView {
    let orders = Memo::new(move || tray.orders());
    let open = Memo::new(move || tray.lunch.with(|lunch| lunch.as_ref().is_some_and(|lunch| lunch.open)));
    let cards = move || {
        let cards = orders.get().into_iter().map(|(order, pending)| card(tray, &order, pending, open.get()));
        cards.collect_view()
    };
    let head = move || (!orders.with(Vec::is_empty)).then(|| section_head(words::orders(lang()).into(), None));
    view! { <section class="stack" id="orders" tabindex="-1" aria-live="polite">{head}{cards}</section> }.into_any()
}

fn card(tray: Tray, order: &Order, pending: bool, open: bool) -> AnyView {
    let lang = lang();
    let lines = order.lines.iter().map(|line| {
        view! {
            <li class="dish">
                <span class="dish-name">{line.name.clone()}</span>
                <span class="dish-price">{words::price(lang, line.price_fen)}</span>
                <span class="dish-left">{words::portions(lang, line.count)}</span>
            </li>
        }
    });
    let me = tray.sync.view.get_untracked().me().map(|me| me.id);
    let others = order.booker.id != order.eater.id && Some(order.booker.id) != me;
    let by = others.then(|| view! { <p class="small soft">{mandate::done_by(lang, &order.booker.name)}</p> });
    view! {
        <article class="card">
            <div class="row is-apart"><h3>{order.eater.name.clone()}</h3>{standing(tray, order, pending)}</div>
            {by}
            {number(tray, order, pending)}
            <ul class="dishes">{lines.collect_view()}</ul>
            <div class="row is-apart">
                <span>{words::total(lang)}</span>
                <b class="num">{words::price(lang, order.total_fen)}</b>
            </div>
            {way_back(tray, order, pending, open)}
        </article>
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
        return view! { <p class="said">{offline} " " {words::code_pending(lang)}</p> }.into_any();
    }
    let pickup = tray.sync.view().community().map(|community| words::pickup(lang, community));
    view! {
        <div>
            <p class="code"><span class="unseen">{words::number(lang)}</span><span>{order.code}</span></p>
            <p class="code-note">{words::code_note(lang)}</p>
        </div>
        <p class="said">{pickup}</p>
    }
    .into_any()
}

fn way_back(tray: Tray, order: &Order, pending: bool, open: bool) -> AnyView {
    let lang = lang();
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
    view! { <p class="said">{words::to_change(lang)}</p>{ask}{kept} }.into_any()
}

/// The orders of the shown day that the server refused, until the person has dealt with them.
pub(super) fn refused(tray: Tray) -> AnyView {
    let all = move || {
        let (lang, day) = (lang(), tray.shown.get());
        let of_day = tray.sync.parked().into_iter().filter_map(|parked| match &parked.envelope.command {
            Command::PlaceOrder { day: asked, eater, portions, .. } if Some(*asked) == day => {
                Some(refused_order(tray, lang, *eater, portions.clone(), parked.clone()))
            }
            _ => None,
        });
        of_day.collect_view()
    };
    all.into_any()
}

fn refused_order(tray: Tray, lang: Lang, eater: ResidentId, portions: Vec<Portions>, parked: Parked) -> AnyView {
    let household = tray.sync.view().me().map(|me| me.people(Power::Meals)).unwrap_or_default();
    let name = household.into_iter().find(|person| person.id == eater).map(|person| person.name).unwrap_or_default();
    let why = sentence(lang, &parked.refusal);
    let again = parked.clone();
    let change = move |_| {
        tray.put_back(eater, &portions);
        tray.sync.drop_parked(&again);
    };
    let text = view! {
        <b>{words::refused(lang, &name)}</b>
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
