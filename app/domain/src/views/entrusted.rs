//! 我的帮手: who may act for me and whom I help, what others have done for me, and what a person whom I help has before them.

use crate::activity::Activity;
use crate::arrange::Arrange;
use crate::facts::Engagement;
use crate::id::ResidentId;
use crate::mandate::Mandate;
use crate::occurrence::Occurrence;
use crate::order::{Order, OrderState};
use crate::replica::Replica;
use crate::report::Report;
use crate::resident::{Me, Person};
use crate::signup::Signup;
use crate::when::Moment;
use uuid::Uuid;

/// A mandate, and whether the server has not answered yet.
pub type ListedMandate = (Mandate, bool);

/// What was done for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// They were signed up for a date of this title.
    Signup(Box<Engagement>),
    /// Lunch was ordered.
    Order(Order),
    /// Something was reported.
    Report(Report),
}

/// Something that somebody did for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneFor {
    /// The identity of what was done.
    pub id: Uuid,
    /// Who did it: 代办人.
    pub by: Person,
    /// When: of an order, when it last changed.
    pub at: Moment,
    /// What.
    pub done: Done,
    /// It can still be undone, as far as this phone knows.
    pub open: bool,
    /// The server has not answered what was done with it last.
    pub pending: bool,
}

/// What I let others do or am asked for, with what a guardian says for a child; and what I do for others. What waits for an
/// answer and what holds come first, and then the newest.
pub fn mandates(replica: &Replica, me: &Me, now: Moment) -> (Vec<ListedMandate>, Vec<ListedMandate>) {
    let listed = |row: &Mandate| (row.clone(), replica.is_pending::<Mandate>(row.id.0));
    // The desk's phone has others' too.
    let mine = |row: &&Mandate| row.principal.id == me.id || row.is_given_by(me, now.day());
    let helping = |row: &&Mandate| row.helper.id == me.id;
    let order = |a: &ListedMandate, b: &ListedMandate| {
        let key = |row: &Mandate| (!row.open(now.day()), -row.changed.0, row.id);
        key(&a.0).cmp(&key(&b.0))
    };
    let mut given: Vec<ListedMandate> =
        replica.all::<Mandate>().filter(|row| !helping(row)).filter(mine).map(listed).collect();
    let mut taken: Vec<ListedMandate> = replica.all::<Mandate>().filter(helping).map(listed).collect();
    given.arrange(order);
    taken.arrange(order);
    (given, taken)
}

/// What others did for me, the newest first: sign-ups, meals and reports.
pub fn done_for(replica: &Replica, me: &Me, now: Moment) -> Vec<DoneFor> {
    let mut all = about(replica, me.id, now);
    all.retain(|done| done.by.id != me.id);
    all
}

/// What somebody whom I help has before them, as far as it was agreed that I see it.
pub fn before_them(replica: &Replica, who: ResidentId, now: Moment) -> Vec<DoneFor> {
    let mut all = about(replica, who, now);
    all.retain(|done| done.open);
    all
}

fn about(replica: &Replica, who: ResidentId, now: Moment) -> Vec<DoneFor> {
    let signups = replica.all::<Signup>().filter(|row| row.includes(who)).filter_map(|row| {
        let date = replica.get::<Occurrence>(row.occurrence.0)?.clone();
        let title = replica.get::<Activity>(date.activity.0).map(|row| row.title.clone()).unwrap_or_default();
        Some(DoneFor {
            id: row.id.0,
            by: row.booker.clone(),
            at: row.made,
            open: row.live() && date.starts > now,
            pending: replica.is_pending::<Signup>(row.id.0),
            done: Done::Signup(Box::new((row.clone(), date, title))),
        })
    });
    let orders = replica.all::<Order>().filter(|row| row.eater.id == who).map(|row| DoneFor {
        id: row.id.0,
        by: row.booker.clone(),
        at: row.changed,
        open: row.state == OrderState::Booked
            && replica.community().is_some_and(|community| now < community.closes(row.day, row.meal)),
        pending: replica.is_pending::<Order>(row.id.0),
        done: Done::Order(row.clone()),
    });
    let reports = replica.all::<Report>().filter(|row| row.reporter.id == who).map(|row| DoneFor {
        id: row.id.0,
        by: row.by.clone().unwrap_or_else(|| row.reporter.clone()),
        at: row.made,
        open: row.state.open(),
        pending: replica.is_pending::<Report>(row.id.0),
        done: Done::Report(row.clone()),
    });
    let mut all: Vec<DoneFor> = signups.chain(orders).chain(reports).collect();
    all.arrange(|a, b| (-a.at.0, a.id).cmp(&(-b.at.0, b.id)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::id::{MandateId, OrderId, SignupId};
    use crate::kin::Power;
    use crate::mandate::{MandateState, Terms};
    use crate::order::Via;
    use crate::row::Row;
    use crate::sample::{id, jianguo, lesson, lunch_day, meihua, now};
    use crate::scope::Scope;

    fn order(n: u128, by: &Me, eater: &Me) -> Order {
        let person = |me: &Me| Person { id: me.id, name: me.name.clone() };
        Order {
            id: OrderId(id(n)),
            day: lunch_day(),
            eater: person(eater),
            booker: person(by),
            lines: Vec::new(),
            total_fen: 0,
            subsidy_fen: 0,
            code: 1,
            state: OrderState::Booked,
            changed: now(),
            delivered: false,
            to: None,
            via: Via::Own,
            meal: crate::meal::Meal::Lunch,
            entrusted: false,
        }
    }

    #[test]
    fn what_others_did_for_me_is_listed_with_who_did_it() {
        let mut replica = Replica::default();
        let me = Scope::Person(meihua().id);
        replica.put(Scope::Public, Row::Community(crate::community::Community::default()));
        replica.put(Scope::Public, Row::Occurrence(lesson(9)));
        replica.put(me, Row::Order(order(1, &jianguo(), &meihua())));
        replica.put(me, Row::Order(order(2, &meihua(), &meihua())));
        replica.put(me, Row::Order(order(3, &meihua(), &jianguo())));
        let facts = Facts { actor: jianguo(), now: now(), ..Facts::default() };
        let party = vec![Person { id: meihua().id, name: meihua().name }];
        replica.put(me, Row::Signup(Signup::seated(&facts, SignupId(id(4)), &lesson(9), party)));
        let done = done_for(&replica, &meihua(), now());
        let ids: Vec<(Uuid, &str, bool)> = done.iter().map(|row| (row.id, row.by.name.as_str(), row.open)).collect();
        assert_eq!(ids, [(id(1), "沈建国", true), (id(4), "沈建国", true)]);
        assert_eq!(before_them(&replica, meihua().id, now()).len(), 3);
        assert!(done_for(&replica, &jianguo(), now()).iter().all(|row| row.id == id(3)));
    }

    #[test]
    fn what_holds_stands_before_what_is_over() {
        let mut replica = Replica::default();
        let person = |me: &Me| Person { id: me.id, name: me.name.clone() };
        let row = |n: u128, state, days| Mandate {
            id: MandateId(id(n)),
            principal: person(&meihua()),
            helper: person(&jianguo()),
            terms: Terms { powers: vec![Power::Meals], until: now().day().plus(days) },
            state,
            consent: None,
            by: None,
            witness: String::new(),
            ended_by: None,
            fourteen: None,
            made: now(),
            changed: now(),
        };
        let rows = [
            row(1, MandateState::Ended, 30),
            row(2, MandateState::Agreed, -1),
            row(3, MandateState::Agreed, 0),
            row(4, MandateState::Asked, 30),
        ];
        for row in rows {
            replica.put(Scope::Person(meihua().id), Row::Mandate(row));
        }
        let (given, taken) = mandates(&replica, &meihua(), now());
        assert_eq!(given.iter().map(|(row, _)| row.id.0).collect::<Vec<_>>(), [3, 4, 1, 2].map(id));
        assert!(taken.is_empty());
        assert_eq!(mandates(&replica, &jianguo(), now()).1.len(), 4);
    }
}
