//! The canteen's day: what there is, until when it can be ordered, what my family ordered.

use crate::arrange::Arrange;
use crate::kin::Power;
use crate::order::{Order, OrderState};
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
    /// Orders are still taken.
    pub open: bool,
    /// What my family ordered and did not give up.
    pub orders: Vec<Order>,
}

/// The lunch of one day, if there is a menu.
pub fn lunch(replica: &Replica, day: Day, now: Moment) -> Option<Lunch> {
    let community = replica.community()?;
    let mut servings: Vec<Serving> = replica.all::<Serving>().filter(|s| s.day == day).cloned().collect();
    if servings.is_empty() {
        return None;
    }
    servings.arrange(|a, b| (a.kind, -a.price_fen, &a.name).cmp(&(b.kind, -b.price_fen, &b.name)));
    let cutoff = community.order_cutoff(day);
    Some(Lunch { day, servings, cutoff, open: now < cutoff, orders: own_orders(replica, day) })
}

/// What my family ordered for a day and did not give up.
pub fn own_orders(replica: &Replica, day: Day) -> Vec<Order> {
    let Some(me) = replica.me() else { return Vec::new() };
    let family = me.people(Power::Meals);
    let mine = |order: &&Order| {
        order.day == day
            && order.state != OrderState::Cancelled
            && (order.booker.id == me.id || family.iter().any(|person| person.id == order.eater.id))
    };
    replica.all::<Order>().filter(mine).cloned().collect()
}

/// The first day whose lunch can still be ordered, else the first day with a menu.
pub fn next_open_day(replica: &Replica, now: Moment) -> Option<Day> {
    let community = replica.community()?;
    let days = replica.all::<Serving>().map(|serving| serving.day).filter(|day| *day >= now.day());
    let mut days: Vec<Day> = days.collect();
    days.arrange(Ord::cmp);
    days.dedup();
    days.iter().copied().find(|day| now < community.order_cutoff(*day)).or_else(|| days.first().copied())
}
