//! 今天的饭: a meal of the canteen's day. How much of each dish, the counter where it is handed out by number, and the list of
//! orders. All of it works without a network: what was handed out has happened, and is sent later. What comes after the meal is
//! folded until the meal is over, so that the counter's page stays short on a phone.

use super::booking::Booking;
use super::counter::{Counter, order_state, owes};
use super::door::{behind, cooks};
use super::entry::{Entry, submits};
use super::errands;
use super::leftovers::Leftovers;
use super::paper::sheet_link;
use super::stopped;
use super::table::{Column, Line, table};
use super::tastes::Tastes;
use super::till::Closing;
use super::week;
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::meals::meals;
use crate::components::page_head::page_head;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, kitchen as words, menu};
use crate::words::{canteen, common, when};
use domain::arrange::Arrange;
use domain::meal::Meal;
use domain::order::{Order, OrderState};
use domain::replica::Replica;
use domain::serving::Serving;
use domain::views::canteen::{meal_at, meals as meals_of};
use domain::when::{Day, Moment};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Kitchen {
    lang: Lang,
    sync: Sync,
    chosen: RwSignal<Option<Day>>,
    day: Memo<Day>,
    /// The meal that was tapped.
    chosen_meal: RwSignal<Option<Meal>>,
    meals: Memo<Vec<Meal>>,
    meal: Memo<Meal>,
    search: Entry,
    counter: Counter,
    booking: Booking,
    leftovers: Leftovers,
    tastes: Tastes,
    closing: Closing,
    /// Whether the cook has folded what comes after the meal, or unfolded it, and of which meal.
    folded: RwSignal<Option<(Day, Meal, bool)>>,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let chosen: RwSignal<Option<Day>> = RwSignal::new(None);
    let day = Memo::new(move || chosen.get().unwrap_or_else(|| sync.now().day()));
    let chosen_meal: RwSignal<Option<Meal>> = RwSignal::new(None);
    let (meals, meal) = sitting(sync, day, chosen_meal);
    let kitchen = Kitchen {
        lang,
        sync,
        chosen,
        day,
        chosen_meal,
        meals,
        meal,
        search: Entry::new(""),
        counter: Counter::new(day, meal),
        booking: Booking::new(false),
        leftovers: Leftovers::new(day, meal),
        tastes: Tastes::new(day),
        closing: Closing::new(day),
        folded: RwSignal::new(None),
    };
    view! {
        {move || page_head(when::full_date(lang, day.get()), desk::kitchen(lang).into())}
        {behind(cooks, desk::whose_kitchen, move || kitchen.inside())}
    }
    .into_any()
}

impl Kitchen {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        let days = Memo::new(move || days(&self.sync.view(), self.sync.now().day()));
        let strip = move || days.get().into_iter().map(|day| self.day_button(day)).collect_view();
        let cooking = Memo::new(move || {
            let day = self.day.get();
            !meals_of(&self.sync.view(), day).is_empty()
        });
        let body = move || {
            if cooking.get() {
                self.body()
            } else {
                empty(words::no_menu(lang).into(), words::no_menu_text(lang).into(), None)
            }
        };
        let way = |to: DeskRoute, name: &'static str| {
            view! { <a class="button is-quiet" href=Route::Desk(to).href()>{name}</a> }
        };
        view! {
            <div class="actions no-print">
                {way(DeskRoute::Menu, menu::menu(lang))}
                {way(DeskRoute::Sheets, menu::sheets(lang))}
                {self.booking.way()}
            </div>
            <div class="day-strip" role="group" aria-label=words::pick_day(lang)>{strip}</div>
            {meals(self.meals, self.meal, Callback::new(move |meal| self.chosen_meal.set(Some(meal))))}
            {body}
            {self.booking.section()}
            {self.after_meal(cooking)}
        }
        .into_any()
    }

    /// What is noted once the meal is over; from then on it stands open by itself.
    fn after_meal(self, cooking: Memo<bool>) -> AnyView {
        let lang = self.lang;
        let over = Memo::new(move || {
            let (view, day, now) = (self.sync.view(), self.day.get(), self.sync.now());
            let until = view.community().map(|community| community.hours(self.meal.get()).until);
            until.is_some_and(|until| now >= Moment::at(day, until))
        });
        let open = Memo::new(move || {
            let said = self.folded.get().filter(|(day, meal, _)| (*day, *meal) == (self.day.get(), self.meal.get()));
            said.map_or_else(|| over.get(), |(_, _, folded)| !folded)
        });
        let fold = move |event: MouseEvent| {
            event.prevent_default();
            self.folded.set(Some((self.day.get_untracked(), self.meal.get_untracked(), open.get_untracked())));
        };
        let cooked = move || cooking.get().then(|| view! { {self.leftovers.section()}{self.tastes.section()} });
        view! {
            <div class="form no-print">
                <details class="stack" prop:open=move || open.get()>
                    <summary on:click=fold>{words::after_meal(lang)}</summary>
                    {cooked}
                    {week::section(lang, self.sync)}
                    {self.closing.section()}
                </details>
            </div>
            {stopped::section()}
        }
        .into_any()
    }

    fn day_button(self, day: Day) -> AnyView {
        let lang = self.lang;
        let pressed = move || if self.day.get() == day { "true" } else { "false" };
        // Untracked: the days themselves follow the clock, and are not drawn anew with every tick.
        let today = untrack(|| self.sync.now()).day();
        let name = if day == today { common::today(lang) } else { when::weekday(lang, day) };
        let (_, _, number) = day.parts();
        view! {
            <button
                type="button"
                class="day"
                aria-pressed=pressed
                on:click=move |_| self.chosen.set(Some(day))
            >
                <span>{name}</span>
                <b>{number}</b>
            </button>
        }
        .into_any()
    }

    fn body(self) -> AnyView {
        view! {
            <div class="columns">
                <div class="column">{self.counter.section()}{move || self.orders_head()}{self.orders()}</div>
                <div class="column">{move || self.dishes()}</div>
            </div>
        }
        .into_any()
    }

    fn dishes(self) -> AnyView {
        let lang = self.lang;
        let (view, on) = (self.sync.view(), (self.day.get(), self.meal.get()));
        let cooked = |serving: &&Serving| (serving.day, serving.meal) == on && serving.portions > 0;
        let mut servings: Vec<&Serving> = view.all::<Serving>().filter(cooked).collect();
        servings.arrange(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        let columns = vec![
            Column::words(words::dish(lang)),
            Column::numbers(words::to_hand_out(lang)),
            Column::numbers(words::handed_out(lang)),
            Column::numbers(words::left(lang)),
            Column::numbers(words::thrown(lang)),
        ];
        let line = |serving: &Serving| Line {
            head: serving.name.clone().into_any(),
            cells: vec![
                serving.ordered.into_any(),
                serving.served.into_any(),
                serving.left().into_any(),
                serving.wasted.into_any(),
            ],
            action: None,
        };
        table(words::dishes(lang).into_any(), columns, None, servings.into_iter().map(line).collect())
    }

    /// How far the day is, in orders and in portions.
    fn orders_head(self) -> AnyView {
        let lang = self.lang;
        let (view, on) = (self.sync.view(), (self.day.get(), self.meal.get()));
        let waiting: Vec<&Order> = of_meal(&view, on).filter(|order| order.state == OrderState::Booked).collect();
        let done = of_meal(&view, on).filter(|order| order.state == OrderState::HandedOut).count();
        let portions: u32 = waiting.iter().flat_map(|order| &order.lines).map(|line| line.count).sum();
        view! {
            <dl class="stats">
                <div><dt>{words::orders_waiting(lang)}</dt><dd>{waiting.len()}</dd></div>
                <div><dt>{words::portions_waiting(lang)}</dt><dd>{portions}</dd></div>
                <div><dt>{words::orders_done(lang)}</dt><dd>{done}</dd></div>
                {errands::stats(lang, &view, on)}
            </dl>
        }
        .into_any()
    }

    fn orders(self) -> AnyView {
        let lang = self.lang;
        let search = self.search;
        view! {
            <section class="stack">
                <form class="search" role="search" on:submit=submits(|| {})>
                    {icon(Icon::Search)}
                    <input
                        type="search"
                        aria-label=words::search(lang)
                        placeholder=words::search(lang)
                        prop:value=move || search.text.get()
                        on:input=move |event| search.fill(event_target_value(&event))
                    />
                </form>
                {move || self.list()}
                {move || self.sheet()}
            </section>
        }
        .into_any()
    }

    /// The day's orders as a file.
    fn sheet(self) -> AnyView {
        let path = format!("/api/export/orders/{}", self.day.get());
        let me = self.sync.view().me().map(|me| me.id);
        view! { <div class="actions no-print">{sheet_link(desk::sheet(self.lang), &path, me)}</div> }.into_any()
    }

    fn list(self) -> AnyView {
        let lang = self.lang;
        let (view, on) = (self.sync.view(), (self.day.get(), self.meal.get()));
        let wanted = self.search.text.with(|text| text.trim().to_string());
        let mut orders: Vec<&Order> = of_meal(&view, on).filter(|order| order.state != OrderState::Cancelled).collect();
        if orders.is_empty() {
            return view! { <p class="said">{words::no_orders(lang)}</p> }.into_any();
        }
        orders.retain(|order| order.eater.name.contains(&wanted) || order.booker.name.contains(&wanted));
        if orders.is_empty() {
            return view! { <p class="said" role="status">{words::nobody_found(lang)}</p> }.into_any();
        }
        orders.arrange_by_key(|order| (order.code == 0, order.code, order.id));
        let columns = vec![
            Column::words(words::who(lang)),
            Column::words(words::what(lang)),
            Column::numbers(words::owes(lang)),
            Column::words(desk::state(lang)),
        ];
        let lines = orders.into_iter().map(|order| self.line(order, view.is_pending::<Order>(order.id.0))).collect();
        table(words::orders(lang).into_any(), columns, Some(desk::action(lang)), lines)
    }

    fn line(self, order: &Order, waits: bool) -> Line {
        let lang = self.lang;
        let (id, code) = (order.id, order.code);
        let number = (code > 0).then(|| view! { <b class="num">{code}</b>" " });
        let dishes: Vec<String> = order.lines.iter().map(|line| canteen::line(lang, &line.name, line.count)).collect();
        let owes = owes(lang, &self.sync.view(), order);
        let show = (order.state == OrderState::Booked).then(|| {
            view! {
                <button type="button" class="button is-quiet is-small" on:click=move |_| self.counter.show(id, code)>
                    {words::show(lang)}
                </button>
            }
        });
        Line {
            head: view! { {number}{order.eater.name.clone()} }.into_any(),
            cells: vec![
                dishes.join(lang.pick("，", ", ")).into_any(),
                owes.into_any(),
                order_state(lang, order, waits),
            ],
            action: Some(show.into_any()),
        }
    }
}

/// Today, and the days around it with a menu.
pub(super) fn days(view: &Replica, today: Day) -> Vec<Day> {
    let near = |day: &Day| (-1..=6).contains(&day.since(today));
    let cooked = view.all::<Serving>().filter(|serving| serving.portions > 0);
    let mut days: Vec<Day> = cooked.map(|serving| serving.day).filter(near).collect();
    days.push(today);
    days.arrange(Ord::cmp);
    days.dedup();
    days
}

/// The meals of a day, and the one that is shown: the tapped one, else the one that is being handed out or comes next.
pub(super) fn sitting(sync: Sync, day: Memo<Day>, chosen: RwSignal<Option<Meal>>) -> (Memo<Vec<Meal>>, Memo<Meal>) {
    let all = Memo::new(move || meals_of(&sync.view(), day.get()));
    let shown = Memo::new(move || {
        let tapped = chosen.get().filter(|meal| all.with(|all| all.contains(meal)));
        tapped.or_else(|| meal_at(&sync.view(), day.get(), sync.now())).unwrap_or_default()
    });
    (all, shown)
}

fn of_meal(view: &Replica, on: (Day, Meal)) -> impl Iterator<Item = &Order> {
    view.all::<Order>().filter(move |order| (order.day, order.meal) == on)
}
