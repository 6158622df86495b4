//! The canteen's day: what there is, until when it can be ordered, what my family ordered.

use crate::arrange::Arrange;
use crate::order::{Order, OrderState};
use crate::quota::Quota;
use crate::replica::Replica;
use crate::serving::Serving;
use crate::when::{Day, Moment};

/// One day at the canteen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lunch {
    /// Which day.
    pub day: Day,
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
    /// What my family ordered and did not give up.
    pub orders: Vec<Order>,
}

/// The lunch of one day, if there is a menu.
pub fn lunch(replica: &Replica, day: Day, now: Moment) -> Option<Lunch> {
    let community = replica.community()?;
    let mut servings: Vec<Serving> =
        replica.all::<Serving>().filter(|s| s.day == day && s.portions > 0).cloned().collect();
    if servings.is_empty() {
        return None;
    }
    servings.arrange(|a, b| (a.kind, -a.price_fen, &a.name).cmp(&(b.kind, -b.price_fen, &b.name)));
    let cutoff = community.order_cutoff(day);
    let quota = community.quotas.iter().copied().find(|quota| quota.day == day);
    let full = servings.iter().all(|serving| serving.free() == 0)
        || quota.is_some_and(|quota| quota.full(false) && quota.full(true));
    Some(Lunch { day, servings, cutoff, open: now < cutoff, full, quota, orders: own_orders(replica, day) })
}

/// What my family ordered for a day and did not give up.
pub fn own_orders(replica: &Replica, day: Day) -> Vec<Order> {
    let Some(me) = replica.me() else { return Vec::new() };
    let mine = |order: &&Order| order.day == day && order.state != OrderState::Cancelled && order.of_mine(me);
    replica.all::<Order>().filter(mine).cloned().collect()
}

/// The first day whose lunch can still be ordered, else the first day with a menu.
pub fn next_open_day(replica: &Replica, now: Moment) -> Option<Day> {
    let community = replica.community()?;
    let cooked = replica.all::<Serving>().filter(|serving| serving.portions > 0);
    let mut days: Vec<Day> = cooked.map(|serving| serving.day).filter(|day| *day >= now.day()).collect();
    days.arrange(Ord::cmp);
    days.dedup();
    days.iter().copied().find(|day| now < community.order_cutoff(*day)).or_else(|| days.first().copied())
}
