//! 饭费: what I have paid ahead, the meals that are still to pay, and every line that made the balance what it is.

use crate::cell::{Memo, RwSignal};
use crate::components::bars::{Bar, bars};
use crate::components::empty::{empty, unknown};
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, focus_soon, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{Sync, new_id, sync};
use crate::words::canteen::price;
use crate::words::refusal::not_taken;
use crate::words::{canteen, common, money as words, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{EntryId, OrderId};
use domain::ledger::{Entry, Wallet};
use domain::meal::Meal;
use domain::order::{Order, OrderState, Via};
use domain::payment::Payment;
use domain::replica::Replica;
use domain::views::months::spent_by_month;
use leptos::prelude::*;
use uuid::Uuid;

/// How many months the picture of what meals have cost has at most.
const MONTHS: usize = 12;
/// The identity of the heading above what came and went: where the focus goes when a meal is paid.
const LINES: &str = "lines";

#[derive(Clone, Copy)]
struct Page {
    sync: Sync,
    lang: Lang,
    trouble: RwSignal<Option<(OrderId, String)>>,
    /// Which meal somebody is about to pay.
    asked: RwSignal<Option<Uuid>>,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
struct Known {
    /// In fen.
    balance: i64,
    /// The meals that nobody has paid.
    unpaid: Vec<Order>,
    /// The last first, each with whether it waits for the server.
    entries: Vec<(Entry, bool)>,
    /// Of the entries for a meal, which it was, where this phone knows.
    meals: Vec<(EntryId, Meal)>,
}

/// The page.
pub fn page() -> AnyView {
    let page = Page { sync: sync(), lang: lang(), trouble: RwSignal::new(None), asked: RwSignal::new(None) };
    let known = Memo::new(move || Known::of(&page.sync.view()));
    let head = move || back_head(Route::Me, words::hint(lang()).into(), words::title(lang()).into());
    let body = move || {
        let lang = lang();
        match known.get() {
            Some(known) => page.body(&known),
            None if page.sync.visiting() => {
                empty(words::visitor(lang).into(), String::new(), Some((Route::SignIn, common::sign_in(lang).into())))
            }
            None => unknown(page.sync.status()).unwrap_or_else(|| ().into_any()),
        }
    };
    view! { {head}{body} }.into_any()
}

impl Known {
    fn of(view: &Replica) -> Option<Known> {
        let me = view.me()?;
        let balance = view.get::<Wallet>(me.id.0).map_or(0, |wallet| wallet.fen);
        // What somebody took for others at the counter is not theirs to pay.
        let booked = |order: &Order| order.via == Via::Own && order.booker.id == me.id;
        let mine = |order: &&Order| booked(order) || order.eater.id == me.id;
        let paid = |order: &Order| view.get::<Payment>(order.id.0).is_some_and(|payment| payment.back.is_none());
        let open = |order: &&Order| order.state == OrderState::Booked && !paid(order);
        let mut unpaid: Vec<Order> = view.all::<Order>().filter(mine).filter(open).cloned().collect();
        unpaid.arrange_by_key(|order| (order.day, order.id));
        let own = |entry: &&Entry| entry.resident.as_ref().is_some_and(|person| person.id == me.id);
        let entry = |entry: &Entry| (entry.clone(), view.is_pending::<Entry>(entry.id.0));
        let mut entries: Vec<(Entry, bool)> = view.all::<Entry>().filter(own).map(entry).collect();
        entries.arrange_by_key(|(entry, _)| (std::cmp::Reverse(entry.at), entry.id));
        let meal = |(entry, _): &(Entry, bool)| Some((entry.id, view.get::<Order>(entry.order?.0)?.meal));
        let meals = entries.iter().filter_map(meal).collect();
        Some(Known { balance, unpaid, entries, meals })
    }
}

impl Page {
    fn body(self, known: &Known) -> AnyView {
        let lang = self.lang;
        let balance = known.balance;
        let unpaid = known.unpaid.iter().map(|order| self.order(order, balance)).collect_view();
        let unpaid = (!known.unpaid.is_empty()).then(|| {
            view! {
                <section class="stack" aria-labelledby="to-pay">
                    <h2 id="to-pay">{words::to_pay(lang)}</h2>
                    <ul class="list">{unpaid}</ul>
                </section>
            }
        });
        // Where there are no lines yet, the empty place says it.
        let at_desk = (!known.entries.is_empty()).then(|| view! { <p class="said">{words::pay_at_desk(lang)}</p> });
        view! {
            <div class="card">
                <p class="row is-apart"><span>{words::balance(lang)}</span><b class="num is-large">{price(lang, balance)}</b></p>
            </div>
            {unpaid}
            {self.months(&known.entries)}
            <section class="stack" aria-labelledby=LINES>
                <h2 id=LINES tabindex="-1">{words::lines(lang)}</h2>
                {self.lines(&known.entries, &known.meals)}
            </section>
            {at_desk}
        }
        .into_any()
    }

    fn order(self, order: &Order, balance: i64) -> AnyView {
        let (lang, id, owed) = (self.lang, order.id, order.owed_fen());
        let today = untrack(|| self.sync.now()).day();
        let subsidy = (order.subsidy_fen > 0).then(|| format!(" · {}", words::subsidy(lang, order.subsidy_fen)));
        let way = if balance >= owed {
            let steps = Steps {
                act: words::pay(lang).into(),
                question: words::pay_sure(lang, owed),
                yes: words::pay_yes(lang).into(),
                no: words::pay_no(lang).into(),
            };
            two_step(self.asked, id.0, steps, Callback::new(move |()| self.pay(id)))
        } else {
            view! { <small>{words::short(lang)}</small> }.into_any()
        };
        let trouble = move || {
            let why = self.trouble.get().filter(|(of, _)| *of == id).map(|(_, why)| why);
            why.map(|why| notice(Tone::Error, view! { <p>{why}</p> }.into_any()))
        };
        view! {
            <li class="card stack">
                <span class="row is-apart">
                    <b>{when::exact_day(lang, order.day, today)}{which(lang, order.meal)}" "{order.eater.name.clone()}</b>
                    <span class="num">{price(lang, owed)}{subsidy}</span>
                </span>
                {way}
                {trouble}
            </li>
        }
        .into_any()
    }

    fn pay(self, order: OrderId) {
        let lang = self.lang;
        self.trouble.set(None);
        self.sync.submit(Command::PayOrder { entry: EntryId(new_id()), order }, move |answer| match answer {
            // The meal leaves the list, and with it what was pressed.
            Ok(()) => focus_soon(LINES.into()),
            Err(why) => self.trouble.set(Some((order, not_taken(lang, &why)))),
        });
    }

    /// How much meals have cost in each month; one month alone needs no picture.
    fn months(self, entries: &[(Entry, bool)]) -> Option<AnyView> {
        let (lang, today) = (self.lang, untrack(|| self.sync.now()).day());
        let bar = |(month, fen): ((i32, u8), i64)| Bar {
            name: when::month(lang, month, today),
            length: fen,
            full: fen,
            said: price(lang, fen),
        };
        let months = spent_by_month(entries.iter().map(|(entry, _)| entry), MONTHS);
        let lines: Vec<Bar> = months.into_iter().map(bar).collect();
        (lines.len() > 1).then(|| bars(words::by_month(lang).into(), lines))
    }

    fn lines(self, entries: &[(Entry, bool)], meals: &[(EntryId, Meal)]) -> AnyView {
        let lang = self.lang;
        if entries.is_empty() {
            return empty(words::no_lines(lang).into(), words::no_lines_text(lang).into(), None);
        }
        let now = untrack(|| self.sync.now());
        let back = |id: EntryId| entries.iter().any(|(other, _)| other.reverses == Some(id));
        let line = |(entry, waits): &(Entry, bool)| {
            // A pair: what was wrong, and what took it back.
            let pair = match entry.reverses {
                Some(_) => Some(state(Mark::Done, words::takes_back(lang).into())),
                None => back(entry.id).then(|| state(Mark::Failed, words::was_taken_back(lang).into())),
            };
            let reason = (!entry.reason.is_empty()).then(|| format!(" · {}", entry.reason));
            let meal = meals.iter().find(|(of, _)| *of == entry.id).map(|(_, meal)| which(lang, *meal));
            let waits = waits.then(|| state(Mark::Pending, words::paying(lang).into()));
            view! {
                <li class="row is-apart">
                    <span>
                        {words::what(lang, entry)}
                        {meal}
                        " "
                        <small class="soft">
                            {when::stamp(lang, entry.at, now)}" · "{words::receipt(lang, &entry.receipt())}{reason}
                        </small>
                    </span>
                    {pair}
                    <b class="num">{words::change(lang, entry.postings.balance)}</b>
                    {waits}
                </li>
            }
        };
        let lines = entries.iter().map(line).collect_view();
        view! { <ul class="list is-tight">{lines}</ul> }.into_any()
    }
}

/// Which meal, where it is not lunch: most are, and are not said to be.
fn which(lang: Lang, meal: Meal) -> Option<String> {
    (!meal.is_lunch()).then(|| format!(" {}", canteen::meal(lang, meal)))
}
