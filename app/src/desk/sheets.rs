//! 打印单子: a day's orders on paper, for the kitchen, for the counter, and for those who bring meals from door to door.
//!
//! One sheet is shown at a time, and what is shown is what is printed.

use super::counter::owes;
use super::door::{behind, cooks};
use super::kitchen::{days, sitting};
use super::paper::print_button;
use super::table::{Column, Line, table};
use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::meals::meals;
use crate::components::page_head::page_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, kitchen, menu as words};
use crate::words::{canteen, common, when};
use domain::arrange::Arrange;
use domain::dish::Dish;
use domain::meal::Meal;
use domain::order::{Order, OrderState};
use domain::place::Doorstep;
use domain::serving::Serving;
use domain::when::Day;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Kitchen,
    Counter,
    Delivery,
}

impl Which {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Which::Kitchen => words::whole_kitchen(lang),
            Which::Counter => words::counter(lang),
            Which::Delivery => words::delivery(lang),
        }
    }
}

#[derive(Clone, Copy)]
struct Sheets {
    lang: Lang,
    sync: Sync,
    day: RwSignal<Day>,
    /// The meal that was tapped.
    chosen_meal: RwSignal<Option<Meal>>,
    meals: Memo<Vec<Meal>>,
    meal: Memo<Meal>,
    which: RwSignal<Which>,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let today = untrack(|| sync.now().day());
    let (day, chosen_meal) = (RwSignal::new(today), RwSignal::new(None::<Meal>));
    let (meals, meal) = sitting(sync, Memo::new(move || day.get()), chosen_meal);
    let sheets = Sheets { lang, sync, day, chosen_meal, meals, meal, which: RwSignal::new(Which::Kitchen) };
    view! {
        <a class="back no-print" href=Route::Desk(DeskRoute::Kitchen).href()>
            {icon(Icon::Back)}{words::to_kitchen(lang)}
        </a>
        {move || page_head(sheets.of(), sheets.which.get().name(lang).into())}
        {behind(cooks, desk::whose_kitchen, move || sheets.inside())}
    }
    .into_any()
}

impl Sheets {
    /// The day, and its meal where there are several: paper says which. Tracked.
    fn of(self) -> String {
        let day = when::full_date(self.lang, self.day.get());
        let several = self.meals.with(|all| all.len() > 1);
        if several { format!("{day} {}", canteen::meal(self.lang, self.meal.get())) } else { day }
    }

    fn inside(self) -> AnyView {
        let lang = self.lang;
        let days = Memo::new(move || days(&self.sync.view(), self.sync.now().day()));
        let strip = move || days.get().into_iter().map(|day| self.day_button(day)).collect_view();
        let all = [Which::Kitchen, Which::Counter, Which::Delivery];
        let ways = all.into_iter().map(|which| self.which_button(which)).collect_view();
        let sheet = move || match self.which.get() {
            Which::Kitchen => self.kitchen(),
            Which::Counter => self.counter(),
            Which::Delivery => self.delivery(),
        };
        view! {
            <div class="day-strip no-print" role="group" aria-label=words::pick_day(lang)>{strip}</div>
            {meals(self.meals, self.meal, Callback::new(move |meal| self.chosen_meal.set(Some(meal))))}
            <div class="row no-print" role="group" aria-label=words::which(lang)>{ways}</div>
            <div class="actions no-print">{print_button(words::print(lang), "button")}</div>
            {sheet}
        }
        .into_any()
    }

    fn day_button(self, day: Day) -> AnyView {
        let pressed = move || if self.day.get() == day { "true" } else { "false" };
        // Untracked: the days themselves follow the clock, and are not drawn anew with every tick.
        let today = untrack(|| self.sync.now()).day();
        let name = if day == today { common::today(self.lang) } else { when::weekday(self.lang, day) };
        let (_, _, number) = day.parts();
        view! {
            <button type="button" class="day" aria-pressed=pressed on:click=move |_| self.day.set(day)>
                <span>{name}</span>
                <b>{number}</b>
            </button>
        }
        .into_any()
    }

    fn which_button(self, which: Which) -> AnyView {
        let pressed = move || if self.which.get() == which { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| self.which.set(which)>
                {which.name(self.lang)}
            </button>
        }
        .into_any()
    }

    /// The orders of the meal that are cooked for. Tracked.
    fn orders(self) -> Vec<Order> {
        let (view, on) = (self.sync.view(), (self.day.get(), self.meal.get()));
        let living =
            view.all::<Order>().filter(|order| (order.day, order.meal) == on && order.state != OrderState::Cancelled);
        let mut orders: Vec<Order> = living.cloned().collect();
        orders.arrange_by_key(|order| (order.code == 0, order.code, order.id));
        orders
    }

    /// How many of each dish, with what is special about it.
    fn kitchen(self) -> AnyView {
        let lang = self.lang;
        let (view, on, orders) = (self.sync.view(), (self.day.get(), self.meal.get()), self.orders());
        let mut servings: Vec<&Serving> =
            view.all::<Serving>().filter(|serving| (serving.day, serving.meal) == on && serving.portions > 0).collect();
        servings.arrange(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        let columns = vec![
            Column::words(words::menu(lang)),
            Column::words(words::marks(lang)),
            Column::numbers(words::eaten_in(lang)),
            Column::numbers(words::brought(lang)),
            Column::numbers(words::together(lang)),
        ];
        let (mut halal, mut soft) = (0, 0);
        let mut lines = Vec::new();
        for serving in servings {
            let (eaten, brought) = (ordered(&orders, serving, false), ordered(&orders, serving, true));
            let dish = view.get::<Dish>(serving.dish.0);
            halal += dish.filter(|dish| dish.halal).map_or(0, |_| eaten + brought);
            soft += dish.filter(|dish| dish.soft).map_or(0, |_| eaten + brought);
            lines.push(Line {
                head: serving.name.clone().into_any(),
                cells: vec![
                    dish.map(|dish| canteen::marks(lang, dish)).filter(|marks| !marks.is_empty()).into_any(),
                    eaten.into_any(),
                    brought.into_any(),
                    (eaten + brought).into_any(),
                ],
                action: None,
            });
        }
        if lines.is_empty() {
            return self.nothing();
        }
        view! {
            <p class="strong">{words::diets(lang, halal, soft)}</p>
            {table(words::whole_kitchen(lang).into_any(), columns, None, lines)}
        }
        .into_any()
    }

    /// Who fetches what, by number.
    fn counter(self) -> AnyView {
        let orders = self.orders();
        let here: Vec<&Order> = orders.iter().filter(|order| !order.delivered).collect();
        if here.is_empty() { self.nothing() } else { self.list(words::counter(self.lang).into(), &here, false) }
    }

    /// Who gets what brought, in the order in which one walks.
    fn delivery(self) -> AnyView {
        let mut orders = self.orders();
        orders.retain(|order| order.delivered);
        if orders.is_empty() {
            return self.nothing();
        }
        orders.arrange_by_key(|order| order.to.clone().unwrap_or_default().walk());
        let mut stairwells: Vec<([String; 2], Vec<&Order>)> = Vec::new();
        for order in &orders {
            let Doorstep { compound, building, stairwell, .. } = order.to.clone().unwrap_or_default();
            let place = [compound, words::stairwell(&building, &stairwell)];
            match stairwells.last_mut() {
                Some((last, there)) if *last == place => there.push(order),
                _ => stairwells.push((place, vec![order])),
            }
        }
        let mut last = String::new();
        let lists = stairwells.into_iter().map(|([compound, place], there)| {
            let begins = (compound != last).then(|| view! { <h2>{compound.clone()}</h2> });
            last = compound;
            view! { {begins}{self.list(place, &there, true)} }.into_any()
        });
        view! { <div class="stack">{lists.collect_view()}</div> }.into_any()
    }

    fn list(self, caption: String, orders: &[&Order], doors: bool) -> AnyView {
        let (lang, view) = (self.lang, self.sync.view());
        let mut columns = vec![Column::words(kitchen::who(lang))];
        if doors {
            columns.push(Column::words(words::room(lang)));
        }
        columns.extend([Column::words(kitchen::what(lang)), Column::numbers(kitchen::owes(lang))]);
        let line = |order: &&Order| {
            let dishes: Vec<String> =
                order.lines.iter().map(|line| canteen::line(lang, &line.name, line.count)).collect();
            let mut cells = Vec::new();
            if doors {
                let Doorstep { room, note, .. } = order.to.clone().unwrap_or_default();
                cells.push(format!("{room} {note}").trim().to_string().into_any());
            }
            cells.push(dishes.join(lang.pick("，", ", ")).into_any());
            cells.push(owes(lang, &view, order).into_any());
            Line { head: kitchen::order_of(lang, order.code, &order.eater.name).into_any(), cells, action: None }
        };
        table(caption.into_any(), columns, None, orders.iter().map(line).collect())
    }

    fn nothing(self) -> AnyView {
        view! { <p class="said">{words::nothing(self.lang)}</p> }.into_any()
    }
}

/// The portions of a dish in the orders that are brought, or in those that are not.
fn ordered(orders: &[Order], serving: &Serving, delivered: bool) -> u32 {
    let of_way = orders.iter().filter(|order| order.delivered == delivered);
    of_way.flat_map(|order| &order.lines).filter(|line| line.serving == serving.id).map(|line| line.count).sum()
}
