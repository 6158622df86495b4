//! Portions and meals: what is cooked is what is left, ordered, handed out and thrown away, and a meal is handed out once.

use super::{Check, check};

/// The servings `s`, each with the portions `t` of its orders that wait and of those that were handed out.
macro_rules! servings {
    ($wrong:literal) => {
        concat!(
            "select s.serving as found from serving s
             left join (
                select l.community, l.serving,
                    sum(case when m.state = 'booked' then l.portions else 0 end) as ordered,
                    sum(case when m.state = 'handed_out' then l.portions else 0 end) as served
                from order_line l
                join meal_order m on m.community = l.community and m.meal_order = l.meal_order
                group by l.community, l.serving
             ) t on t.community = s.community and t.serving = s.serving
             where ",
            $wrong
        )
    };
}

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a dish's portions ordered are those of the orders that wait",
        servings!("s.ordered <> coalesce(t.ordered, 0)")
    ),
    check!(
        "a dish's portions handed out are those of the orders that were handed out",
        servings!("s.served <> coalesce(t.served, 0)")
    ),
    check!(
        "no more portions are ordered and handed out than were prepared",
        servings!("s.ordered + s.served > s.portions or t.ordered + t.served > s.portions")
    ),
    check!(
        "what was prepared is what was handed out, is reserved, is left and was thrown away",
        servings!(
            "(s.remaining is null and s.wasted <> 0)
             or s.portions <> s.ordered + s.served + s.wasted + coalesce(s.remaining, s.portions - s.ordered - s.served)"
        )
    ),
    check!(
        "an order costs what its lines cost",
        "select m.meal_order as found from meal_order m where m.total_fen <> (
            select coalesce(sum(l.price_fen * l.portions), 0) from order_line l
            where l.community = m.community and l.meal_order = m.meal_order)"
    ),
    check!(
        "every order is for something",
        "select m.meal_order as found from meal_order m where not exists (
            select 1 from order_line l where l.community = m.community and l.meal_order = m.meal_order)"
    ),
    check!(
        "an order is for dishes of its own day",
        "select m.meal_order as found from meal_order m
         join order_line l on l.community = m.community and l.meal_order = m.meal_order
         join serving s on s.community = l.community and s.serving = l.serving
         where s.day <> m.day or s.meal <> m.meal group by m.meal_order"
    ),
    check!(
        "nobody has one meal of a day twice",
        "select eater as found from meal_order where state <> 'cancelled' and doubled = false
         group by community, day, meal, eater having count(*) > 1"
    ),
    check!(
        "a day's meals eaten in and brought are its orders",
        "select q.community as found from quota q where q.eating <> (
            select count(*) from meal_order m where m.community = q.community and m.day = q.day and m.meal = q.meal
                and m.state <> 'cancelled' and m.delivered = false)
            or q.delivering <> (
            select count(*) from meal_order m where m.community = q.community and m.day = q.day and m.meal = q.meal
                and m.state <> 'cancelled' and m.delivered = true)"
    ),
    check!(
        "nobody but the kitchen is told where a meal is brought",
        r#"select id as found from feed where noun = 'order' and scope <> 'kitchen' and body like '%"to":{%'"#
    ),
    check!(
        "what is brought is told to the kitchen and to those whose shift brings it, and to nobody else",
        "select id as found from feed where noun = 'errand' and body is not null and scope <> 'kitchen'
            and (scope not like 'errands/%' or body not like '%' || substr(scope, 9) || '%')"
    ),
    check!(
        "a meal that was brought was handed out",
        "select e.errand as found from errand e
         join meal_order m on m.community = e.community and m.meal_order = e.errand
         where m.delivered = false or (e.state = 'brought' and m.state <> 'handed_out')"
    ),
    check!(
        "no two orders of a day have one number",
        "select m.meal_order as found from meal_order m where exists (
            select 1 from meal_order o where o.community = m.community and o.day = m.day and o.code = m.code
                and o.meal_order <> m.meal_order)"
    ),
    check!(
        "a meal was handed out of which somebody has said how it was",
        "select r.rating as found from rating r
         join meal_order m on m.community = r.community and m.meal_order = r.meal_order where m.state <> 'handed_out'"
    ),
    check!(
        "nobody has an order on a day on which a regular order is said to have failed under its name",
        "select x.missed as found from missed x
         join meal_order m on m.community = x.community and m.meal_order = x.missed"
    ),
    check!(
        "nobody looks after somebody who has not ordered a meal",
        "select v.visit as found from visit v
         left join meal_order m on m.community = v.community and m.meal_order = v.visit
         where m.meal_order is null or m.state = 'cancelled'"
    ),
    check!(
        "somebody is asked about everyone who did not come",
        "select v.visit as found from visit v where v.desk = false and not exists (
            select 1 from visit_asked a where a.community = v.community and a.visit = v.visit)"
    ),
    check!(
        "no meal is handed out before its day",
        "select meal_order as found from meal_order where state = 'handed_out' and day > (select today from clock)"
    ),
];
