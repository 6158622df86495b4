//! The bar at the hand: what the tray costs and the one button; once there is an order, how it stands.

use super::orders::standing;
use super::tray::Tray;
use crate::cell::Memo;
use crate::components::notice::{Tone, notice};
use crate::look::lang;
use crate::sync::ACCOUNTS;
use crate::words::{canteen as words, today};
use domain::order::Order;
use leptos::prelude::*;

/// The button that leads to the orders: it takes the focus from the one that ordered, in whose place it comes.
pub(super) const SEE: &str = "see-orders";

pub(super) fn bar(tray: Tray) -> AnyView {
    if !ACCOUNTS {
        return ().into_any();
    }
    let bar = move || match (tray.orderable.get(), tray.ordered.get()) {
        (true, _) => tray_bar(tray),
        (false, Some(order)) => order_bar(tray, &order),
        (false, None) => ().into_any(),
    };
    bar.into_any()
}

fn tray_bar(tray: Tray) -> AnyView {
    let lang = lang();
    let count = move || tray.chosen().iter().map(|(_, count)| count).sum::<u32>();
    let total = move || {
        let fen = tray.chosen().iter().map(|(serving, count)| serving.price_fen * i64::from(*count)).sum();
        words::price(lang, fen)
    };
    let line = move || match (count(), tray.shown.get()) {
        (0, _) | (_, None) => words::nothing_yet(lang).into(),
        (count, Some(day)) => words::portions_of(lang, count, (day, tray.meal.get()), tray.today.get()),
    };
    let label = move || if tray.changed().is_some() { words::change_done(lang) } else { words::order(lang) };
    let trouble = move || tray.trouble.get().map(|why| notice(Tone::Error, view! { <p>{why}</p> }.into_any()));
    // An order that is changed is one that is not paid yet, and is paid as it was to be.
    let ahead = Memo::new(move || tray.has_balance() && tray.changed().is_none());
    let ahead = move || {
        let tick = move |event| tray.from_balance.set(event_target_checked(&event));
        ahead.get().then(|| {
            view! {
                <label class="choice">
                    <input type="checkbox" prop:checked=move || tray.from_balance.get() on:change=tick/>
                    <span class="choice-text">{words::pay_ahead(lang)}</span>
                </label>
            }
            .into_any()
        })
    };
    view! {
        <div class="order-bar">
            {trouble}
            {ahead}
            <p><b class="num">{total}</b><small aria-live="polite">{line}</small></p>
            <button
                type="button"
                class="button"
                aria-busy=move || tray.busy.get().to_string()
                on:click=move |_| tray.order()
            >
                {label}
            </button>
        </div>
    }
    .into_any()
}

fn order_bar(tray: Tray, order: &Order) -> AnyView {
    let lang = lang();
    let pending = tray.sync.view().is_pending::<Order>(order.id.0);
    let count: u32 = order.lines.iter().map(|line| line.count).sum();
    let (on, name) = ((order.day, order.meal), order.eater.name.clone());
    let line = move || format!("{name} · {}", words::portions_of(lang, count, on, tray.today.get()));
    let code = if pending { 0 } else { order.code };
    let code = if order.delivered { words::bring(lang).into() } else { today::pickup_code(lang, code) };
    view! {
        <div class="order-bar">
            <p>
                <b class="num">{code}</b>
                <small>{line}</small>
            </p>
            {standing(tray, order, pending)}
            <button type="button" id=SEE class="button is-quiet" on:click=move |_| show_orders()>
                {words::see_orders(lang)}
            </button>
        </div>
    }
    .into_any()
}

/// Brings the orders into sight, for the eye and for a screen reader.
fn show_orders() {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        if let Some(orders) = document().get_element_by_id(super::orders::ORDERS) {
            orders.scroll_into_view();
            if let Ok(element) = orders.dyn_into::<web_sys::HtmlElement>() {
                let _ = element.focus();
            }
        }
    }
}
