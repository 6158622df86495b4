//! What is being chosen: the day, who eats, the portions; and what follows from it.

use crate::cell::{Memo, RwSignal};
use crate::look::lang;
use crate::sync::{Sync, new_id};
use crate::words::refusal::not_taken;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{OrderId, ResidentId, ServingId};
use domain::kin::Power;
use domain::order::{Order, OrderState, PORTIONS_MAX, Portions};
use domain::resident::Person;
use domain::serving::Serving;
use domain::views::canteen::{Lunch, lunch, next_open_day, own_orders};
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
    /// The person that was tapped.
    pub(super) chosen_eater: RwSignal<Option<ResidentId>>,
    /// The portions, of all days.
    pub(super) portions: RwSignal<Vec<Portions>>,
    /// The order is on its way into the phone's store.
    pub(super) busy: RwSignal<bool>,
    /// Why the last order was not taken on.
    pub(super) trouble: RwSignal<Option<String>>,
    /// Why an order was not given up.
    pub(super) kept: RwSignal<Option<(OrderId, String)>>,
    /// Which question is open.
    pub(super) asked: RwSignal<Option<Uuid>>,
    pub(super) today: Memo<Day>,
    /// The days with a menu.
    pub(super) days: Memo<Vec<Day>>,
    /// The days on which my family has an order.
    pub(super) ordered_days: Memo<Vec<Day>>,
    /// The day that is shown: the tapped one, else the next that can be ordered.
    pub(super) shown: Memo<Option<Day>>,
    pub(super) lunch: Memo<Option<Lunch>>,
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
        let chosen_eater = RwSignal::new(None::<ResidentId>);
        let today = Memo::new(move || sync.now().day());
        let days = Memo::new(move || days_with_menu(sync, today.get()));
        let ordered_days = Memo::new(move || {
            let view = sync.view();
            days.get().into_iter().filter(|day| !own_orders(&view, *day).is_empty()).collect::<Vec<_>>()
        });
        let shown = Memo::new(move || {
            let tapped = day.get().filter(|day| days.with(|days| days.contains(day)));
            tapped.or_else(|| next_open_day(&sync.view(), sync.now()))
        });
        let lunch = Memo::new(move || shown.get().and_then(|day| lunch(&sync.view(), day, sync.now())));
        let eater = Memo::new(move || {
            let household = sync.view().me()?.people(Power::Meals);
            let tapped = chosen_eater.get();
            household.iter().find(|person| Some(person.id) == tapped).or(household.first()).cloned()
        });
        let ordered = Memo::new(move || {
            let eater = eater.get()?.id;
            lunch.get()?.orders.into_iter().find(|order| order.eater.id == eater)
        });
        let open = move || lunch.with(|lunch| lunch.as_ref().is_some_and(|lunch| lunch.open));
        let orderable = Memo::new(move || open() && eater.get().is_some() && ordered.get().is_none());
        Self {
            sync,
            day,
            chosen_eater,
            portions: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            kept: RwSignal::new(None),
            asked: RwSignal::new(None),
            today,
            days,
            ordered_days,
            shown,
            lunch,
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
        self.count(serving) < left && self.chosen().iter().map(|(_, count)| count).sum::<u32>() < PORTIONS_MAX
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

    /// Orders what is chosen.
    pub(super) fn order(self) {
        let (Some(day), Some(eater)) = (self.shown.get_untracked(), self.eater.get_untracked()) else { return };
        if self.busy.get_untracked() {
            return;
        }
        let chosen = untrack(|| self.chosen());
        let portions = chosen.iter().map(|(serving, count)| Portions { serving: serving.id, count: *count }).collect();
        let command = Command::PlaceOrder { order: OrderId(new_id()), day, eater: eater.id, portions };
        let lang = untrack(lang);
        self.busy.set(true);
        self.trouble.set(None);
        self.sync.submit(command, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(()) => self.clear(&chosen),
                Err(why) => self.trouble.set(Some(not_taken(lang, &why))),
            }
        });
    }

    fn clear(self, chosen: &[(Serving, u32)]) {
        self.portions.update(|portions| {
            portions.retain(|portion| chosen.iter().all(|(serving, _)| serving.id != portion.serving));
        });
    }

    /// Puts a refused order back onto the tray.
    pub(super) fn put_back(self, eater: ResidentId, wanted: &[Portions]) {
        self.chosen_eater.set(Some(eater));
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

    /// What my family ordered for the shown day, each with whether it waits for the server's answer. An order that is
    /// being given up stays until the server has said yes. Tracked.
    pub(super) fn orders(self) -> Vec<(Order, bool)> {
        let view = self.sync.view();
        let (Some(me), Some(day)) = (view.me(), self.shown.get()) else { return Vec::new() };
        let family = me.people(Power::Meals);
        let mine = |order: &&Order| order.booker.id == me.id || family.iter().any(|person| person.id == order.eater.id);
        let of_day = view.all::<Order>().filter(|order| order.day == day).filter(mine);
        let marked = of_day.map(|order| (order.clone(), view.is_pending::<Order>(order.id.0)));
        marked.filter(|(order, pending)| *pending || order.state != OrderState::Cancelled).collect()
    }
}

fn days_with_menu(sync: Sync, today: Day) -> Vec<Day> {
    let view = sync.view();
    let ahead = |day: &Day| (0..DAYS).contains(&day.since(today));
    let mut days: Vec<Day> = view.all::<Serving>().map(|serving| serving.day).filter(ahead).collect();
    days.arrange(Ord::cmp);
    days.dedup();
    days
}
