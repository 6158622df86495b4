//! A meal at the canteen: what there is, until when it can be ordered, what my family ordered.

use crate::arrange::Arrange;
use crate::meal::Meal;
use crate::order::{Order, OrderState};
use crate::quota::Quota;
use crate::replica::Replica;
use crate::serving::Serving;
use crate::when::{Day, Moment};

/// One meal of a day at the canteen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lunch {
    /// Which day.
    pub day: Day,
    /// Which meal.
    pub meal: Meal,
    /// The menu, by kind and name.
    pub servings: Vec<Serving>,
    /// Orders close.
    pub cutoff: Moment,
    /// It is not too late to order.
    pub open: bool,
    /// The kitchen is full: whatever is chosen, no more is taken.
    pub full: bool,
    /// How many may eat in and how many get it brought, if the cook said so.
    pub quota: Option<Quota>,
    /// What my family ordered of it and did not give up.
    pub orders: Vec<Order>,
}

/// A meal of one day, if there is a menu.
pub fn lunch(replica: &Replica, (day, meal): (Day, Meal), now: Moment) -> Option<Lunch> {
    let community = replica.community()?;
    let mut servings: Vec<Serving> =
        replica.all::<Serving>().filter(|s| s.day == day && s.meal == meal && s.portions > 0).cloned().collect();
    if servings.is_empty() {
        return None;
    }
    servings.arrange(|a, b| (a.kind, -a.price_fen, &a.name).cmp(&(b.kind, -b.price_fen, &b.name)));
    let cutoff = community.closes(day, meal);
    let quota = community.quota(day, meal);
    let full = servings.iter().all(|serving| serving.free() == 0)
        || quota.is_some_and(|quota| quota.full(false) && quota.full(true));
    let mut orders = own_orders(replica, day);
    orders.retain(|order| order.meal == meal);
    Some(Lunch { day, meal, servings, cutoff, open: now < cutoff, full, quota, orders })
}

/// The meals of a day that have a menu, in their order.
pub fn meals(replica: &Replica, day: Day) -> Vec<Meal> {
    let cooked = |meal: &Meal| replica.all::<Serving>().any(|s| s.day == day && s.meal == *meal && s.portions > 0);
    Meal::ALL.into_iter().filter(cooked).collect()
}

/// What my family ordered for a day and did not give up.
pub fn own_orders(replica: &Replica, day: Day) -> Vec<Order> {
    let Some(me) = replica.me() else { return Vec::new() };
    let mine = |order: &&Order| order.day == day && order.state != OrderState::Cancelled && order.of_mine(me);
    replica.all::<Order>().filter(mine).cloned().collect()
}

/// The first meal of a day that can still be ordered, else the first that has a menu.
pub fn next_meal(replica: &Replica, day: Day, now: Moment) -> Option<Meal> {
    let (all, community) = (meals(replica, day), replica.community()?);
    all.iter().copied().find(|meal| now < community.closes(day, *meal)).or_else(|| all.first().copied())
}

/// The meal of a day that is being handed out, or will be next; the last one when all are over.
pub fn meal_at(replica: &Replica, day: Day, now: Moment) -> Option<Meal> {
    let (all, community) = (meals(replica, day), replica.community()?);
    let over = |meal: &Meal| Moment::at(day, community.hours(*meal).until) <= now;
    all.iter().copied().find(|meal| !over(meal)).or_else(|| all.last().copied())
}

/// The next meal that can still be ordered, else the next with a menu.
pub fn next_open(replica: &Replica, now: Moment) -> Option<(Day, Meal)> {
    next_of(replica, now, |_| true)
}

/// The first day on which a meal can still be ordered, else the first day with it on the menu.
pub fn next_open_day(replica: &Replica, meal: Meal, now: Moment) -> Option<Day> {
    next_of(replica, now, |cooked| cooked == meal).map(|(day, _)| day)
}

fn next_of(replica: &Replica, now: Moment, asked: impl Fn(Meal) -> bool) -> Option<(Day, Meal)> {
    let community = replica.community()?;
    let cooked = replica.all::<Serving>().filter(|serving| serving.portions > 0);
    let all = cooked.map(|serving| (serving.day, serving.meal));
    let mut all: Vec<(Day, Meal)> = all.filter(|(day, meal)| *day >= now.day() && asked(*meal)).collect();
    all.arrange(Ord::cmp);
    all.dedup();
    all.iter().copied().find(|(day, meal)| now < community.closes(*day, *meal)).or_else(|| all.first().copied())
}
