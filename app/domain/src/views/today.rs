//! 今天: my next thing, where I help today and tomorrow, the next lunch, what is on.

use super::canteen::{Lunch, lunch, next_open_day, own_orders};
use super::listed::{Listed, of_day, select};
use super::service::{ListedShift, own_shifts};
use crate::arrange::Arrange;
use crate::meal::Meal;
use crate::order::{Order, OrderState};
use crate::replica::Replica;
use crate::signup::SignupState;
use crate::when::Moment;

/// What comes next for me.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextThing {
    /// A date that I or my family go to, or wait for.
    Date(Box<Listed>),
    /// A meal to fetch.
    Lunch(Box<Order>),
}

/// The first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// My next things, nearest first, at most three. What waits for an answer goes before everything.
    pub next: Vec<NextThing>,
    /// My family's shifts of today and tomorrow, called off ones among them.
    pub shifts: Vec<ListedShift>,
    /// The next lunch that can be ordered.
    pub lunch: Option<Lunch>,
    /// What is on today, or on the next day that has something.
    pub on: Vec<Listed>,
}

/// The first page at a moment.
pub fn today(replica: &Replica, now: Moment) -> Today {
    let on = (0..7).map(|days| of_day(replica, now.day().plus(days), now)).find(|dates| !dates.is_empty());
    let mut shifts = own_shifts(replica, now);
    shifts.retain(|listed| listed.shift.starts.day() <= now.day().plus(1));
    Today {
        next: next_things(replica, now),
        shifts,
        lunch: next_open_day(replica, Meal::Lunch, now).and_then(|day| lunch(replica, (day, Meal::Lunch), now)),
        on: on.unwrap_or_default(),
    }
}

fn next_things(replica: &Replica, now: Moment) -> Vec<NextThing> {
    if replica.me().is_none() {
        return Vec::new();
    }
    let asked = |date: &Listed| date.signups.iter().any(|signup| matches!(signup.state, SignupState::Offered { .. }));
    let mut things: Vec<(Moment, NextThing)> = select(replica, |occurrence| occurrence.ends > now)
        .into_iter()
        .filter(|date| !date.signups.is_empty())
        .map(|date| (if asked(&date) { Moment(0) } else { date.occurrence.starts }, NextThing::Date(Box::new(date))))
        .collect();
    let community = replica.community().cloned().unwrap_or_default();
    for days in 0..14 {
        let day = now.day().plus(days);
        let until = |order: &Order| Moment::at(day, community.hours(order.meal).until);
        let waits = |order: &Order| order.state == OrderState::Booked && until(order) > now;
        let from = |order: &Order| Moment::at(day, community.hours(order.meal).from);
        let waiting = own_orders(replica, day).into_iter().filter(waits);
        things.extend(waiting.map(|order| (from(&order), NextThing::Lunch(Box::new(order)))));
    }
    things.arrange_by_key(|(at, _)| *at);
    things.into_iter().map(|(_, thing)| thing).take(3).collect()
}
