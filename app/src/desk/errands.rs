//! How far the meals are that are brought, for the kitchen.

use crate::look::Lang;
use crate::words::errand as words;
use domain::errand::{Errand, ErrandState};
use domain::meal::Meal;
use domain::order::{Order, OrderState};
use domain::replica::Replica;
use domain::when::Day;
use leptos::prelude::*;

/// Brought of how many, and at how many doors nobody opened: nothing where nothing is brought.
pub fn stats(lang: Lang, view: &Replica, on: (Day, Meal)) -> AnyView {
    let of = |order: &Order| (order.day, order.meal) == on && order.delivered;
    let living = |order: &&Order| of(order) && order.state != OrderState::Cancelled;
    let orders: Vec<&Order> = view.all::<Order>().filter(living).collect();
    if orders.is_empty() {
        return ().into_any();
    }
    let done = orders.iter().filter(|order| order.state == OrderState::HandedOut).count();
    let closed = |order: &&&Order| {
        let said = view.get::<Errand>(order.id.0).is_some_and(|row| row.state == ErrandState::Nobody);
        said && order.state == OrderState::Booked
    };
    let nobody = orders.iter().filter(closed).count();
    let nobody = (nobody > 0).then(|| view! { <div><dt>{words::nobody_opened(lang)}</dt><dd>{nobody}</dd></div> });
    view! {
        <div><dt>{words::all_brought(lang)}</dt><dd>{format!("{done}/{}", orders.len())}</dd></div>
        {nobody}
    }
    .into_any()
}
