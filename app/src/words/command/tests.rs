//! Tests of [`super`]: see the names.

use super::*;
use domain::id::{OrderId, ReportId, ResidentId, SignupId};
use domain::order::Portions;
use domain::report::Draft;
use domain::resident::Me;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::Day;
use uuid::Uuid;

#[test]
fn an_order_says_day_person_and_dishes() {
    let me = ResidentId(Uuid::from_u128(7));
    let day = Day::parse("2026-11-23").unwrap();
    let fish = Serving { day, name: "红烧鱼块".into(), ..Serving::default() };
    let mut view = Replica::default();
    view.put(Scope::Person(me), Row::Me(Me { id: me, name: "周桂珍".into(), ..Me::default() }));
    view.put(Scope::Public, Row::Serving(fish.clone()));
    let portions = vec![Portions { serving: fish.id, count: 2 }];
    let (order, delivered, from_balance) = (OrderId::default(), false, false);
    let order = Command::PlaceOrder { order, day, eater: me, portions, delivered, from_balance, note: String::new() };
    assert_eq!(describe(Lang::Zh, &order, &view), "订餐：11月23日，周桂珍，红烧鱼块 2 份");
    assert_eq!(describe(Lang::En, &order, &view), "Order a meal: 23 Nov, 周桂珍, 2 × 红烧鱼块");
}

#[test]
fn what_the_phone_does_not_know_leaves_no_hole() {
    let gone = Command::CancelSignup { signup: SignupId::default() };
    assert_eq!(describe(Lang::Zh, &gone, &Replica::default()), "不去了");
    let draft = Draft { words: "灯坏了".into(), ..Draft::default() };
    let report = Command::FileReport { report: ReportId::default(), draft };
    assert_eq!(describe(Lang::Zh, &report, &Replica::default()), "提诉求：没有分类的事，“灯坏了”");
}
