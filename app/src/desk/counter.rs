//! The counter: a resident says a number or shows their code, the cook types or scans it, sees the order and hands it out with one
//! button. Whoever has neither is found in the list of orders by name.
//!
//! Handing out is a fact, so it is taken on without a network too, marked 待确认 until the server has it. The field is
//! empty and ready again for the next in the queue, and what was handed out last stays in sight.

use super::entry::{Entry, narrow, submits};
use super::guests::scanned;
use super::scan::Scanner;
use super::sending::Sending;
use crate::cell::Memo;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::state::{Mark, state};
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::canteen;
use crate::words::desk::kitchen as words;
use crate::words::money;
use domain::command::Command;
use domain::id::{EntryId, OrderId};
use domain::meal::Meal;
use domain::order::{Order, OrderState, Via};
use domain::payment::{Payment, Tender};
use domain::replica::Replica;
use domain::when::Day;
use leptos::html::Input;
use leptos::prelude::*;

/// The counter of one page.
#[derive(Clone, Copy)]
pub struct Counter {
    lang: Lang,
    sync: Sync,
    day: Memo<Day>,
    meal: Memo<Meal>,
    number: Entry,
    input: NodeRef<Input>,
    scanner: Scanner,
    sending: Sending,
}

impl Counter {
    /// The counter for the orders of `day`, first of all for those of `meal`.
    pub fn new(day: Memo<Day>, meal: Memo<Meal>) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            day,
            meal,
            number: Entry::new(""),
            input: NodeRef::new(),
            scanner: Scanner::new(),
            sending: Sending::new(),
        }
    }

    /// Shows an order: by its number, or by its identity while it has none.
    pub fn show(self, id: OrderId, code: u32) {
        self.number.fill(if code > 0 { code.to_string() } else { id.to_string() });
        self.focus();
    }

    fn focus(self) {
        #[cfg(feature = "hydrate")]
        if let Some(input) = self.input.get_untracked() {
            // Not being able to focus changes nothing else.
            let _ = input.focus();
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let number = self.number;
        view! {
            <section class="card stack" aria-labelledby="counter">
                <h2 id="counter">{words::counter(lang)}</h2>
                <form class="form" on:submit=submits(|| {})>
                    <div class="field">
                        <label for="number">{words::number(lang)}</label>
                        <p class="hint" id="number-hint">{words::number_hint(lang)}</p>
                        <input
                            id="number"
                            class="code"
                            inputmode="numeric"
                            autocomplete="off"
                            aria-describedby="number-hint"
                            node_ref=self.input
                            prop:value=move || number.text.get()
                            on:input=move |event| number.fill(event_target_value(&event))
                        />
                    </div>
                </form>
                {self.scanner.section(move |text| self.number.fill(text))}
                <div class="stack" aria-live="polite">{move || self.found()}</div>
                <div aria-live="polite">{move || self.last()}</div>
                {self.sending.result(words::handed_out(lang))}
            </section>
        }
        .into_any()
    }

    fn found(self) -> AnyView {
        let lang = self.lang;
        let typed = self.number.text.with(|text| narrow(text.trim()));
        if typed.is_empty() {
            return ().into_any();
        }
        let (view, day) = (self.sync.view(), self.day.get());
        // A number is one order's on the whole day; a code is its owner's, who may have several.
        let all: Vec<&Order> = view.all::<Order>().filter(|one| one.day == day && meant(one, &typed)).collect();
        let meal = self.meal.get();
        let order = all.iter().find(|order| order.meal == meal).or(all.first()).copied();
        let sorry = || match typed.parse::<u32>() {
            Ok(code) => words::no_such_number(lang, code),
            Err(_) => words::no_such_code(lang).into(),
        };
        match order {
            Some(order) => self.order(order, view.is_pending::<Order>(order.id.0)),
            None => notice(Tone::Plain, view! { <p>{sorry()}</p> }.into_any()),
        }
    }

    fn order(self, order: &Order, waits: bool) -> AnyView {
        let lang = self.lang;
        let lines = order.lines.iter().map(|line| {
            let price = canteen::price(lang, line.price_fen * i64::from(line.count));
            view! {
                <li class="dish">
                    <span class="dish-name">{canteen::line(lang, &line.name, line.count)}</span>
                    <span class="dish-price">{price}</span>
                </li>
            }
        });
        let taken = match order.via {
            Via::Own if order.booker.id == order.eater.id => String::new(),
            Via::Own => words::ordered_by(lang, &order.booker.name),
            via => canteen::taken_by(lang, via, &order.booker.name),
        };
        let which = (!order.meal.is_lunch()).then(|| view! { <p class="strong">{canteen::meal(lang, order.meal)}</p> });
        let booker = (!taken.is_empty()).then(|| view! { <p class="small soft">{taken}</p> });
        view! {
            <div class="row is-apart">
                <h3>{words::order_of(lang, order.code, &order.eater.name)}</h3>
                {order_state(lang, order, waits)}
            </div>
            {booker}
            {which}
            <ul class="dishes">{lines.collect_view()}</ul>
            <p class="row is-apart">
                <span>{words::owes(lang)}</span>
                <b class="num">{owes(lang, &self.sync.view(), order)}</b>
            </p>
            {self.step(order)}
        }
        .into_any()
    }

    /// The one button, or why there is none.
    fn step(self, order: &Order) -> AnyView {
        let lang = self.lang;
        let said = |sentence: &'static str| view! { <p class="said">{sentence}</p> }.into_any();
        let id = order.id;
        match order.state {
            OrderState::HandedOut => said(words::handed_out_text(lang)),
            OrderState::Cancelled => said(words::given_up_text(lang)),
            // Untracked: a button is not drawn anew with every tick of the clock, under the finger.
            OrderState::Booked if order.day > untrack(|| self.sync.now()).day() => said(words::not_yet(lang)),
            OrderState::Booked => {
                let take = |tender: Tender, name: &'static str| {
                    let paid = move |_| self.take(id, tender);
                    view! { <button type="button" class="button is-wide" on:click=paid>{name}</button> }
                };
                let paid = payment(&self.sync.view(), id).map(|payment| payment.tender);
                let ways = (paid.is_none() && order.owed_fen() > 0).then(|| {
                    let (cash, code) = (money::took_cash(lang), money::took_code(lang));
                    view! { {take(Tender::Cash, cash)}{take(Tender::Code, code)} }
                });
                // Where money is still to come, handing out alone is the lesser button.
                let class = if ways.is_some() { "button is-quiet is-wide" } else { "button is-wide" };
                let said = paid.map(|tender| state(Mark::Done, money::paid(lang, tender).into()));
                view! {
                    {said}
                    {ways}
                    <button type="button" class=class on:click=move |_| self.hand_out(id)>{words::hand_out(lang)}</button>
                }
                .into_any()
            }
        }
    }

    fn hand_out(self, order: OrderId) {
        let next = move || {
            self.number.fill("");
            self.focus();
        };
        self.sending.send(Command::HandOut { order }, |_| None, next);
    }

    /// Notes the money, and hands out once that is taken on.
    fn take(self, order: OrderId, tender: Tender) {
        let command = Command::TakePayment { entry: EntryId(new_id()), order, tender };
        self.sending.send(command, |_| None, move || self.hand_out(order));
    }

    /// What was handed out last.
    fn last(self) -> AnyView {
        let Some(Command::HandOut { order }) = self.sending.last() else { return ().into_any() };
        let view = self.sync.view();
        let Some(order) = view.get::<Order>(order.0) else { return ().into_any() };
        view! { <p class="strong">{words::order_of(self.lang, order.code, &order.eater.name)}</p> }.into_any()
    }
}

/// How an order was paid, unless that was taken back.
fn payment(view: &Replica, order: OrderId) -> Option<&Payment> {
    view.get::<Payment>(order.0).filter(|payment| payment.back.is_none())
}

/// What is to be taken for an order: its price without the subsidy, or that it is paid.
pub fn owes(lang: Lang, view: &Replica, order: &Order) -> String {
    match payment(view, order.id) {
        Some(_) => canteen::paid(lang).into(),
        None => canteen::price(lang, order.owed_fen()),
    }
}

/// Whether an order is meant: by its number, or by a scanned code, the eater's or its own.
fn meant(order: &Order, typed: &str) -> bool {
    match scanned(typed) {
        Some(id) => order.state != OrderState::Cancelled && (order.eater.id.0 == id || order.id.0 == id),
        None => order.code > 0 && typed.parse::<u32>() == Ok(order.code),
    }
}

/// Where an order stands, as the canteen says it. `waits`: the server has not answered yet.
pub fn order_state(lang: Lang, order: &Order, waits: bool) -> AnyView {
    match order.state {
        _ if waits => pending_state(lang),
        OrderState::Booked => state(Mark::Waiting, words::to_hand_out(lang).into()),
        OrderState::HandedOut => state(Mark::Done, words::handed_out(lang).into()),
        OrderState::Cancelled => state(Mark::Failed, words::given_up(lang).into()),
    }
}
