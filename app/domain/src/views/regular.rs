//! A family's regular orders, with what becomes of the next days.

use crate::arrange::Arrange;
use crate::missed::Missed;
use crate::order::{Order, OrderState};
use crate::refusal::Refusal;
use crate::regular::Regular;
use crate::replica::Replica;
use crate::resident::Me;
use crate::when::{Day, Moment};

/// So many days are looked ahead, today included.
const DAYS: i32 = 14;
/// And so many of them are shown.
const SHOWN: usize = 5;

/// How a day stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// Its order is made, with the number to fetch it by.
    Ordered(u32),
    /// Its order was given up.
    GivenUp,
    /// It could not be ordered.
    Missed(Refusal),
    /// It will be ordered when there is a menu.
    Later,
}

/// A regular order that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The regular order.
    pub row: Regular,
    /// It waits for the server's answer.
    pub pending: bool,
    /// Its next days.
    pub days: Vec<(Day, Ahead)>,
}

/// The family's regular orders that have not ended, of all meals, the oldest first.
pub fn regulars(replica: &Replica, now: Moment) -> Vec<Shown> {
    let Some(me) = replica.me() else { return Vec::new() };
    let family = me.household();
    let ours = |row: &&Regular| row.ended.is_none() && family.iter().any(|person| person.id == row.eater.id);
    let shown = replica.all::<Regular>().filter(ours).map(|row| Shown {
        row: row.clone(),
        pending: replica.is_pending::<Regular>(row.id.0),
        days: days(replica, row, now),
    });
    let mut shown: Vec<Shown> = shown.collect();
    shown.arrange_by_key(|one| (one.row.made, one.row.id));
    shown
}

/// So many days it is said that one was stopped.
const SAID_DAYS: i32 = 30;

/// The regular orders that were stopped lately and that nobody has set anew, the last first: in the kitchen all that it is told of, on
/// anybody else's phone the family's.
pub fn stopped(replica: &Replica, now: Moment, kitchen: bool) -> Vec<Regular> {
    let family = replica.me().map(Me::household).unwrap_or_default();
    let ours = |row: &Regular| kitchen || family.iter().any(|person| person.id == row.eater.id);
    let lately = |row: &Regular| row.ended.is_some_and(|at| now.day().since(at.day()) <= SAID_DAYS);
    let same = |row: &Regular, other: &Regular| (other.eater.id, other.meal) == (row.eater.id, row.meal);
    let anew = |row: &Regular| replica.all::<Regular>().any(|other| same(row, other) && other.made > row.made);
    let said = replica.all::<Regular>().filter(|row| row.stopped.is_some() && ours(row) && lately(row) && !anew(row));
    let mut rows: Vec<Regular> = said.cloned().collect();
    rows.arrange_by_key(|row| (std::cmp::Reverse(row.ended), row.id));
    rows
}

fn days(replica: &Replica, row: &Regular, now: Moment) -> Vec<(Day, Ahead)> {
    let today = now.day();
    let wanted = (0..DAYS).map(|ahead| today.plus(ahead)).filter(|day| row.habit.wants(*day));
    wanted.filter_map(|day| Some((day, stands(replica, row, day, now)?))).take(SHOWN).collect()
}

/// How a day stands; none where it is too late for it and nothing is to be said.
fn stands(replica: &Replica, row: &Regular, day: Day, now: Moment) -> Option<Ahead> {
    let of = |order: &&Order| (order.day, order.meal) == (day, row.meal) && order.eater.id == row.eater.id;
    let of_day = || replica.all::<Order>().filter(of);
    if let Some(order) = of_day().find(|order| order.state != OrderState::Cancelled) {
        return Some(Ahead::Ordered(order.code));
    }
    if of_day().next().is_some() {
        return Some(Ahead::GivenUp);
    }
    if let Some(missed) = replica.get::<Missed>(row.order_of(day).0) {
        return Some(Ahead::Missed(missed.why.clone()));
    }
    let open = replica.community().is_some_and(|community| now < community.closes(day, row.meal));
    open.then_some(Ahead::Later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::community::Community;
    use crate::id::{OrderId, RegularId};
    use crate::order::Via;
    use crate::regular::{Habit, Plate, Stopped};
    use crate::row::Row;
    use crate::sample::{guizhen, id, now, person};
    use crate::scope::Scope;
    use crate::when::Clock;

    #[test]
    fn each_day_says_how_it_stands() {
        let (me, mine) = (guizhen(), Scope::Person(guizhen().id));
        let (by, eater) = (person(1, "周桂珍"), person(2, "陆永年"));
        let plate = Plate { meat: 1, ..Plate::default() };
        let habit = Habit { days: 0b111_1111, plate, from: now().day(), ..Habit::default() };
        let row = Regular { id: RegularId(id(9)), by: by.clone(), eater: eater.clone(), habit, ..Regular::default() };
        let community = Community { cutoff_days: 1, cutoff: Clock(16 * 60), ..Community::default() };
        let order = |n: u128, ahead: i32, state: OrderState| Order {
            id: OrderId(id(n)),
            day: now().day().plus(ahead),
            eater: eater.clone(),
            booker: by.clone(),
            lines: Vec::new(),
            total_fen: 0,
            subsidy_fen: 0,
            code: 7,
            state,
            changed: now(),
            delivered: false,
            to: None,
            via: Via::Own,
            meal: crate::meal::Meal::Lunch,
            entrusted: false,
        };
        let (day, why) = (now().day().plus(3), Refusal::SoldOut { dish: "鱼".into(), left: 0 });
        let missed = Missed {
            id: row.order_of(day),
            day,
            meal: row.meal,
            eater: eater.clone(),
            booker: by.clone(),
            why: why.clone(),
            at: now(),
        };
        let mut phone = Replica::default();
        phone.put(Scope::Public, Row::Community(community));
        phone.put(mine, Row::Me(me));
        phone.put(mine, Row::Regular(row.clone()));
        phone.put(mine, Row::Order(order(1, 1, OrderState::Booked)));
        phone.put(mine, Row::Order(order(2, 2, OrderState::Cancelled)));
        phone.put(mine, Row::Missed(missed));
        let shown = regulars(&phone, now());
        let [Shown { days, pending: false, .. }] = shown.as_slice() else { panic!("{shown:?}") };
        // It is too late for today.
        let stands: Vec<(i32, Ahead)> =
            days.iter().map(|(day, ahead)| (day.since(now().day()), ahead.clone())).collect();
        let wanted = [
            (1, Ahead::Ordered(7)),
            (2, Ahead::GivenUp),
            (3, Ahead::Missed(why)),
            (4, Ahead::Later),
            (5, Ahead::Later),
        ];
        assert_eq!(stands, wanted);
        // A supper of the same days is another order, and none of these.
        let supper = Regular { id: RegularId(id(11 << 40)), meal: crate::meal::Meal::Supper, ..row.clone() };
        phone.put(mine, Row::Regular(supper.clone()));
        let shown = regulars(&phone, now());
        let of_supper = shown.iter().find(|one| one.row.id == supper.id).unwrap();
        assert!(of_supper.days.iter().all(|(_, ahead)| *ahead == Ahead::Later), "{of_supper:?}");
        phone.put(mine, Row::Regular(Regular { ended: Some(now()), ..supper }));
        phone.put(mine, Row::Regular(Regular { ended: Some(now()), ..row.clone() }));
        assert!(regulars(&phone, now()).is_empty() && stopped(&phone, now(), false).is_empty());
        let over = Regular { ended: Some(now()), stopped: Some(Stopped::SetterLeft), ..row.clone() };
        phone.put(mine, Row::Regular(over.clone()));
        assert_eq!(stopped(&phone, now(), false), [over]);
        let anew = Regular { id: RegularId(id(10)), made: now(), ..row };
        phone.put(mine, Row::Regular(anew));
        assert!(stopped(&phone, now(), false).is_empty());
    }
}
