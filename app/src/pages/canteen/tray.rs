//! What is being chosen: the day and its meal, who eats, the portions; and what follows from it.

use crate::cell::{Memo, RwSignal};
use crate::components::toast::{Done, toasts};
use crate::components::two_step::focus_soon;
use crate::look::lang;
use crate::sync::{Sync, new_id};
use crate::words::refusal::not_taken;
use crate::words::toast;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::dish::Dish;
use domain::id::{OrderId, PhotoId, ResidentId, ServingId};
use domain::kin::Power;
use domain::meal::Meal;
use domain::missed::Missed;
use domain::order::{Order, OrderState, PORTIONS_MAX, Portions, meal_of};
use domain::resident::Person;
use domain::row::{Noun, RowKey};
use domain::serving::Serving;
use domain::views::canteen::{Lunch, lunch, meals, next_meal, next_open, own_orders};
use domain::when::Day;
use leptos::prelude::*;
use uuid::Uuid;

/// How many days ahead the page shows, today included.
const DAYS: i32 = 14;

/// The state of the page. Copied freely.
#[derive(Clone, Copy)]
pub(super) struct Tray {
    pub(super) sync: Sync,
    /// The day that was tapped.
    pub(super) day: RwSignal<Option<Day>>,
    /// The meal that was tapped.
    pub(super) chosen_meal: RwSignal<Option<Meal>>,
    /// The person that was tapped.
    pub(super) chosen_eater: RwSignal<Option<ResidentId>>,
    /// The portions, of all days.
    pub(super) portions: RwSignal<Vec<Portions>>,
    /// The order is on its way into the phone's store.
    pub(super) busy: RwSignal<bool>,
    /// Why the last order was not taken on.
    pub(super) trouble: RwSignal<Option<String>>,
    /// The order that is being changed.
    pub(super) changing: RwSignal<Option<OrderId>>,
    /// What is ordered is paid from the balance at once.
    pub(super) from_balance: RwSignal<bool>,
    /// Why an order was not given up.
    pub(super) kept: RwSignal<Option<(OrderId, String)>>,
    /// It is to be brought to the door: what was tapped.
    pub(super) delivered: RwSignal<bool>,
    /// The same, on a day on which meals are brought.
    pub(super) brought: Memo<bool>,
    /// What whoever brings it reads.
    pub(super) note: RwSignal<String>,
    /// Which question is open.
    pub(super) asked: RwSignal<Option<Uuid>>,
    pub(super) today: Memo<Day>,
    /// The days with a menu.
    pub(super) days: Memo<Vec<Day>>,
    /// The days on which my family has an order.
    pub(super) ordered_days: Memo<Vec<Day>>,
    /// The day that is shown: the tapped one, else the next that can be ordered.
    pub(super) shown: Memo<Option<Day>>,
    /// The meals of that day.
    pub(super) meals: Memo<Vec<Meal>>,
    /// The meal that is shown: the tapped one, else the next that can be ordered.
    pub(super) meal: Memo<Meal>,
    pub(super) lunch: Memo<Option<Lunch>>,
    /// What the canteen can cook.
    pub(super) dishes: Memo<Vec<Dish>>,
    /// Who eats: the tapped person, else the one whose phone it is. Nobody for a visitor.
    pub(super) eater: Memo<Option<Person>>,
    /// What that person has ordered for that day.
    pub(super) ordered: Memo<Option<Order>>,
    /// Portions can be chosen.
    pub(super) orderable: Memo<bool>,
}

fn counted(portions: &[Portions], serving: ServingId) -> u32 {
    portions.iter().find(|portion| portion.serving == serving).map_or(0, |portion| portion.count)
}

fn put(portions: &mut Vec<Portions>, new: Portions) {
    portions.retain(|portion| portion.serving != new.serving);
    portions.push(new);
}

impl Tray {
    pub(super) fn new(sync: Sync) -> Self {
        let day = RwSignal::new(None::<Day>);
        let chosen_meal = RwSignal::new(None::<Meal>);
        let chosen_eater = RwSignal::new(None::<ResidentId>);
        let today = Memo::new(move || sync.now().day());
        let days = Memo::new(move || days_with_menu(sync, today.get()));
        let ordered_days = Memo::new(move || {
            let view = sync.view();
            days.get().into_iter().filter(|day| !own_orders(&view, *day).is_empty()).collect::<Vec<_>>()
        });
        let shown = Memo::new(move || {
            let tapped = day.get().filter(|day| days.with(|days| days.contains(day)));
            tapped.or_else(|| next_open(&sync.view(), sync.now()).map(|(day, _)| day))
        });
        let (all, meal) = sitting(sync, shown, chosen_meal);
        let lunch = Memo::new(move || shown.get().and_then(|day| lunch(&sync.view(), (day, meal.get()), sync.now())));
        let dishes = Memo::new(move || sync.view().all::<Dish>().cloned().collect::<Vec<_>>());
        let eater = Memo::new(move || {
            let household = sync.view().me()?.people(Power::Meals);
            let tapped = chosen_eater.get();
            household.iter().find(|person| Some(person.id) == tapped).or(household.first()).cloned()
        });
        let ordered = Memo::new(move || {
            let eater = eater.get()?.id;
            lunch.get()?.orders.into_iter().find(|order| order.eater.id == eater)
        });
        let delivered = RwSignal::new(false);
        let brought = Memo::new(move || {
            let delivers =
                lunch.with(|lunch| lunch.as_ref().and_then(|lunch| lunch.quota).is_some_and(|q| q.delivers()));
            delivers && delivered.get()
        });
        let changing = RwSignal::new(None::<OrderId>);
        let orderable = Memo::new(move || {
            let change = ordered.with(|order| order.as_ref().is_some_and(|order| changing.get() == Some(order.id)));
            // A full kitchen takes no more orders; those that it has may still be changed.
            let open = lunch.with(|lunch| lunch.as_ref().is_some_and(|lunch| lunch.open && (change || !lunch.full)));
            open && eater.get().is_some() && (change || ordered.with(Option::is_none))
        });
        Self {
            sync,
            day,
            chosen_meal,
            chosen_eater,
            portions: RwSignal::new(Vec::new()),
            from_balance: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            changing,
            kept: RwSignal::new(None),
            delivered,
            note: RwSignal::new(String::new()),
            brought,
            asked: RwSignal::new(None),
            today,
            days,
            ordered_days,
            shown,
            meals: all,
            meal,
            lunch,
            dishes,
            eater,
            ordered,
            orderable,
        }
    }

    /// How many of a dish are chosen. Tracked.
    pub(super) fn count(self, serving: ServingId) -> u32 {
        self.portions.with(|portions| counted(portions, serving))
    }

    /// Whether one more of a dish can be chosen. Tracked.
    pub(super) fn room(self, serving: ServingId, left: u32) -> bool {
        self.count(serving) < left + self.own(serving)
            && self.chosen().iter().map(|(_, count)| count).sum::<u32>() < PORTIONS_MAX
    }

    /// The order that is being changed, if it is the one that is shown. Tracked.
    pub(super) fn changed(self) -> Option<Order> {
        let id = self.changing.get()?;
        self.ordered.get().filter(|order| order.id == id)
    }

    /// How many of a dish are in the order that is being changed: they are its own to keep. Tracked.
    pub(super) fn own(self, serving: ServingId) -> u32 {
        let lines = self.changed().map(|order| order.lines).unwrap_or_default();
        lines.iter().filter(|line| line.serving == serving).map(|line| line.count).sum()
    }

    /// Puts an order onto the tray, to change it.
    pub(super) fn change(self, order: &Order) {
        let lines = order.lines.iter().map(|line| Portions { serving: line.serving, count: line.count });
        self.change_to(order, &lines.collect::<Vec<_>>());
    }

    /// The same, with other portions than it has.
    pub(super) fn change_to(self, order: &Order, wanted: &[Portions]) {
        self.leave();
        self.chosen_meal.set(Some(order.meal));
        self.chosen_eater.set(Some(order.eater.id));
        self.portions.update(|portions| wanted.iter().for_each(|portion| put(portions, *portion)));
        self.changing.set(Some(order.id));
    }

    /// Leaves an order as it is, and the tray of its day empty.
    pub(super) fn leave(self) {
        self.clear(&untrack(|| self.chosen()));
        self.changing.set(None);
        self.trouble.set(None);
    }

    /// Takes one more, or one less.
    pub(super) fn step(self, serving: ServingId, more: bool) {
        self.trouble.set(None);
        self.portions.update(|portions| {
            let before = counted(portions, serving);
            put(portions, Portions { serving, count: if more { before + 1 } else { before.saturating_sub(1) } });
        });
    }

    /// The dishes of the shown day that are chosen. Tracked.
    pub(super) fn chosen(self) -> Vec<(Serving, u32)> {
        let servings = self.lunch.get().map(|lunch| lunch.servings).unwrap_or_default();
        let counted = servings.into_iter().map(|serving| (self.count(serving.id), serving));
        counted.filter(|(count, _)| *count > 0).map(|(count, serving)| (serving, count)).collect()
    }

    /// Whether I have ever paid ahead. How much is left is the larger program's to know. Tracked.
    pub(super) fn has_balance(self) -> bool {
        let view = self.sync.view();
        view.me().is_some_and(|me| view.has(RowKey { noun: Noun::Wallet, id: me.id.0 }))
    }

    /// Whether I have paid an order. Tracked.
    pub(super) fn paid(self, order: OrderId) -> bool {
        self.sync.view().has(RowKey { noun: Noun::Payment, id: order.0 })
    }

    /// Orders what is chosen.
    pub(super) fn order(self) {
        let (Some(day), Some(eater)) = (self.shown.get_untracked(), self.eater.get_untracked()) else { return };
        if self.busy.get_untracked() {
            return;
        }
        let chosen = untrack(|| self.chosen());
        let portions = chosen.iter().map(|(serving, count)| Portions { serving: serving.id, count: *count }).collect();
        let (order, delivered) = (OrderId(new_id()), self.brought.get_untracked());
        let from_balance = self.from_balance.get_untracked() && untrack(|| self.has_balance());
        let note = if delivered { self.note.get_untracked() } else { String::new() };
        let command = match untrack(|| self.changed()) {
            Some(order) => Command::ChangeOrder { order: order.id, portions },
            None => Command::PlaceOrder { order, day, eater: eater.id, portions, delivered, from_balance, note },
        };
        let lang = untrack(lang);
        let (toasts, done) = (toasts(), self.undoable(&command));
        self.busy.set(true);
        self.trouble.set(None);
        self.sync.submit(command, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(()) => {
                    self.clear(&chosen);
                    // It was said of this meal, and is not said of the next one, or of somebody else's.
                    if delivered {
                        self.note.set(String::new());
                    }
                    self.changing.set(None);
                    focus_soon(super::bar::SEE.into());
                    if let Some(done) = done {
                        toasts.say(done);
                    }
                }
                Err(why) => self.trouble.set(Some(not_taken(lang, &why))),
            }
        });
    }

    /// A new order can be given up again; then it is back on the tray, as it was.
    fn undoable(self, command: &Command) -> Option<Done> {
        let Command::PlaceOrder { order, portions, note, .. } = command else { return None };
        let (wanted, words) = (portions.clone(), note.clone());
        let back = move || {
            self.portions.update(|portions| wanted.iter().for_each(|portion| put(portions, *portion)));
            if !words.is_empty() {
                self.note.update(|note| note.clone_from(&words));
            }
        };
        Some(Done::new(toast::ordered, command.clone(), Command::CancelOrder { order: *order }, back))
    }

    fn clear(self, chosen: &[(Serving, u32)]) {
        self.portions.update(|portions| {
            portions.retain(|portion| chosen.iter().all(|(serving, _)| serving.id != portion.serving));
        });
    }

    /// Puts a refused order back onto the tray, to be brought or fetched and paid as it was to be.
    pub(super) fn put_back(self, eater: ResidentId, wanted: &[Portions], delivered: bool, from_balance: bool) {
        let view = self.sync.view.get_untracked();
        self.chosen_meal.set(Some(meal_of(view.all::<Serving>(), wanted)));
        self.chosen_eater.set(Some(eater));
        self.delivered.set(delivered);
        self.from_balance.set(from_balance);
        self.portions.update(|portions| {
            wanted.iter().for_each(|portion| put(portions, *portion));
        });
    }

    /// Gives an order up.
    pub(super) fn give_up(self, order: OrderId) {
        let lang = untrack(lang);
        self.kept.set(None);
        self.sync.submit(Command::CancelOrder { order }, move |answer| {
            if let Err(why) = answer {
                self.kept.set(Some((order, not_taken(lang, &why))));
            }
        });
    }

    /// What a dish of the shown meal looks like, if the cook has shown it. Tracked.
    pub(super) fn picture(self, serving: ServingId) -> Option<PhotoId> {
        let of = |lunch: &Lunch| lunch.servings.iter().find(|one| one.id == serving).map(|one| one.dish);
        let dish = self.lunch.with(|lunch| lunch.as_ref().and_then(of))?;
        self.dishes.with(|all| all.iter().find(|known| known.id == dish).and_then(|known| known.picture))
    }

    /// What regular orders could not order of the shown meal, and nobody has ordered by hand since. Tracked.
    pub(super) fn missed(self) -> Vec<Missed> {
        let view = self.sync.view();
        let Some(day) = self.shown.get() else { return Vec::new() };
        let (meal, mut orders) = (self.meal.get(), own_orders(&view, day));
        orders.retain(|order| order.meal == meal);
        let of = |row: &Missed| (row.day, row.meal) == (day, meal);
        let open = |row: &&Missed| of(row) && orders.iter().all(|order| order.eater.id != row.eater.id);
        view.all::<Missed>().filter(open).cloned().collect()
    }

    /// What my family ordered for the shown meal, each with whether it waits for the server's answer. An order that is
    /// being given up stays until the server has said yes. Tracked.
    pub(super) fn orders(self) -> Vec<(Order, bool)> {
        let view = self.sync.view();
        let (Some(me), Some(day)) = (view.me(), self.shown.get()) else { return Vec::new() };
        let on = (day, self.meal.get());
        let of_day = view.all::<Order>().filter(|order| (order.day, order.meal) == on && order.of_mine(me));
        let marked = of_day.map(|order| (order.clone(), view.is_pending::<Order>(order.id.0)));
        marked.filter(|(order, pending)| *pending || order.state != OrderState::Cancelled).collect()
    }
}

/// The meals of a day, and the one that is shown.
fn sitting(sync: Sync, day: Memo<Option<Day>>, chosen: RwSignal<Option<Meal>>) -> (Memo<Vec<Meal>>, Memo<Meal>) {
    let all = Memo::new(move || day.get().map(|day| meals(&sync.view(), day)).unwrap_or_default());
    let shown = Memo::new(move || {
        let tapped = chosen.get().filter(|meal| all.with(|all| all.contains(meal)));
        let next = || day.get().and_then(|day| next_meal(&sync.view(), day, sync.now()));
        tapped.or_else(next).unwrap_or_default()
    });
    (all, shown)
}

fn days_with_menu(sync: Sync, today: Day) -> Vec<Day> {
    let view = sync.view();
    let ahead = |day: &Day| (0..DAYS).contains(&day.since(today));
    let cooked = view.all::<Serving>().filter(|serving| serving.portions > 0);
    let mut days: Vec<Day> = cooked.map(|serving| serving.day).filter(ahead).collect();
    days.arrange(Ord::cmp);
    days.dedup();
    days
}
