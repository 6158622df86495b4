//! Dishes, menus, orders and the canteen's money.

use super::Kind::{Clock, Count, Day, Fen, Text, Time, Word, Yes};
use super::Sheet;
use crate::store::ledger::moved_by_merging;

pub(super) const SHEETS: &[Sheet] = &[
    Sheet {
        zh: "餐次",
        en: "Meals",
        columns: &[
            ("餐次", "Meal", Word),
            ("提前几天截止", "Closes days before", Count),
            ("截止时间", "Closes at", Clock),
            ("取餐开始", "From", Clock),
            ("取餐结束", "Until", Clock),
        ],
        sql: "select meal, cast(cutoff_days as text), cast(cutoff as text), cast(pickup_from as text),
                cast(pickup_until as text) from (
                select community, 'lunch' as meal, cutoff_days, cutoff, pickup_from, pickup_until from community
                union all select community, meal, cutoff_days, cutoff, pickup_from, pickup_until from meal_hours) h
              where community = $1 order by meal",
    },
    Sheet {
        zh: "菜品",
        en: "Dishes",
        columns: &[
            ("菜名", "Name", Text),
            ("类别", "Kind", Word),
            ("价格（元）", "Price (yuan)", Fen),
            ("过敏原", "Allergens", Text),
            ("清真", "Halal", Yes),
            ("软食", "Soft", Yes),
            ("有照片", "Has a picture", Yes),
        ],
        sql: "select name, kind, cast(price_fen as text), allergens, cast(halal as text), cast(soft as text),
                case when picture is null then '0' else '1' end from dish
              where community = $1 order by name, dish",
    },
    Sheet {
        zh: "菜单",
        en: "Menus",
        columns: &[
            ("日期", "Day", Day),
            ("餐次", "Meal", Word),
            ("菜名", "Dish", Text),
            ("价格（元）", "Price (yuan)", Fen),
            ("份数", "Portions", Count),
            ("已订", "Ordered", Count),
            ("已发", "Served", Count),
            ("倒掉", "Wasted", Count),
        ],
        sql:
            "select s.day, s.meal, d.name, cast(s.price_fen as text), cast(s.portions as text), cast(s.ordered as text),
                cast(s.served as text), cast(s.wasted as text) from serving s
              join dish d on d.community = s.community and d.dish = s.dish
              where s.community = $1 order by s.day, s.meal, d.name, s.serving",
    },
    Sheet {
        zh: "用餐名额",
        en: "Meal quotas",
        columns: &[
            ("日期", "Day", Day),
            ("餐次", "Meal", Word),
            ("堂食最多几单", "Eaten in, at most", Count),
            ("送餐最多几单", "Brought, at most", Count),
            ("堂食", "Eaten in", Count),
            ("送餐", "Brought", Count),
        ],
        sql: "select day, meal, cast(eat_in as text), cast(deliver as text), cast(eating as text),
                cast(delivering as text) from quota
              where community = $1 order by day, meal",
    },
    Sheet {
        zh: "订单",
        en: "Orders",
        columns: &[
            ("日期", "Day", Day),
            ("餐次", "Meal", Word),
            ("取餐号", "Number", Count),
            ("姓名", "Name", Text),
            ("谁订的", "Ordered by", Text),
            ("合计（元）", "Total (yuan)", Fen),
            ("补贴（元）", "Subsidy (yuan)", Fen),
            ("状态", "State", Word),
            ("送餐", "Delivered", Yes),
            ("捎给送饭的人", "For whoever brings it", Text),
            ("同一餐第二份", "Second of that meal", Yes),
            ("最后变动", "Changed", Time),
        ],
        sql: "select m.day, m.meal, cast(m.code as text), e.name, b.name, cast(m.total_fen as text),
                cast(m.subsidy_fen as text), 'order_' || m.state, cast(m.delivered as text), m.note,
                cast(m.doubled as text), cast(m.changed as text)
              from meal_order m
              join resident e on e.community = m.community and e.resident = m.eater
              join resident b on b.community = m.community and b.resident = m.booker
              where m.community = $1 order by m.day, m.code",
    },
    Sheet {
        zh: "订单明细",
        en: "Order lines",
        columns: &[
            ("日期", "Day", Day),
            ("餐次", "Meal", Word),
            ("取餐号", "Number", Count),
            ("菜名", "Dish", Text),
            ("单价（元）", "Price (yuan)", Fen),
            ("份数", "Portions", Count),
        ],
        sql: "select m.day, m.meal, cast(m.code as text), d.name, cast(l.price_fen as text), cast(l.portions as text)
              from order_line l
              join meal_order m on m.community = l.community and m.meal_order = l.meal_order
              join serving s on s.community = l.community and s.serving = l.serving
              join dish d on d.community = s.community and d.dish = s.dish
              where l.community = $1 order by m.day, m.code, l.place",
    },
    Sheet {
        zh: "送餐",
        en: "Meals brought",
        columns: &[
            ("日期", "Day", Day),
            ("餐次", "Meal", Word),
            ("取餐号", "Number", Count),
            ("姓名", "Name", Text),
            ("结果", "What came of it", Word),
            ("谁记的", "Noted by", Text),
            ("时间", "Noted", Time),
        ],
        sql: "select m.day, m.meal, cast(m.code as text), e.name, 'errand_' || w.state, b.name, cast(w.noted as text)
              from errand w
              join meal_order m on m.community = w.community and m.meal_order = w.errand
              join resident e on e.community = m.community and e.resident = m.eater
              join resident b on b.community = w.community and b.resident = w.noted_by
              where w.community = $1 order by m.day, m.code",
    },
    Sheet {
        zh: "长期订餐",
        en: "Regular orders",
        columns: &[
            ("姓名", "Name", Text),
            ("谁订的", "Set by", Text),
            ("餐次", "Meal", Word),
            ("星期几（1 是周一）", "Weekdays (1 is Monday)", Text),
            ("第一天", "From", Day),
            ("最后一天", "Until", Day),
            ("暂停开始", "Paused from", Day),
            ("暂停结束", "Paused until", Day),
            ("法定假日也订", "On public holidays", Yes),
            ("荤", "Meat", Count),
            ("素", "Vegetable", Count),
            ("汤", "Soup", Count),
            ("主食", "Staple", Count),
            ("停止时间", "Ended", Time),
            ("为什么停", "Stopped because", Word),
        ],
        sql: "select e.name, b.name, g.meal,
                case when (g.days & 1) = 0 then '' else '1' end || case when (g.days & 2) = 0 then '' else '2' end
                || case when (g.days & 4) = 0 then '' else '3' end || case when (g.days & 8) = 0 then '' else '4' end
                || case when (g.days & 16) = 0 then '' else '5' end || case when (g.days & 32) = 0 then '' else '6' end
                || case when (g.days & 64) = 0 then '' else '7' end,
                g.first_day, g.last_day, g.pause_from, g.pause_until, cast(g.holidays as text),
                cast(g.meat as text), cast(g.vegetable as text), cast(g.soup as text), cast(g.staple as text),
                cast(g.ended as text), g.stopped from regular g
              join resident e on e.community = g.community and e.resident = g.eater
              join resident b on b.community = g.community and b.resident = g.set_by
              where g.community = $1 order by g.made, g.regular",
    },
    Sheet {
        zh: "评价",
        en: "Ratings",
        columns: &[
            ("日期", "Day", Day),
            ("餐次", "Meal", Word),
            ("取餐号", "Number", Count),
            ("评价", "Score", Word),
            ("说了什么", "Words", Text),
        ],
        sql: "select m.day, m.meal, cast(m.code as text), g.score, g.words from rating g
              join meal_order m on m.community = g.community and m.meal_order = g.meal_order
              where g.community = $1 order by m.day, m.code",
    },
    Sheet {
        zh: "记账",
        en: "Ledger",
        columns: &[
            ("日期", "Day", Day),
            ("种类", "Kind", Word),
            ("姓名", "Name", Text),
            ("哪天的饭", "Meal's day", Day),
            ("餐次", "Meal", Word),
            ("取餐号", "Number", Count),
            ("现金（元）", "Cash (yuan)", Fen),
            ("扫码（元）", "Code (yuan)", Fen),
            ("补贴（元）", "Subsidy (yuan)", Fen),
            ("差额（元）", "Difference (yuan)", Fen),
            ("余额（元）", "Balance (yuan)", Fen),
            ("餐费（元）", "Meals (yuan)", Fen),
            ("记错退回", "Takes one back", Yes),
            ("合并时转的", "Moved by merging", Yes),
            ("原因", "Reason", Text),
            ("谁记的", "Noted by", Text),
            ("时间", "Noted", Time),
        ],
        sql: concat!(
            "select e.day, 'entry_' || e.kind, r.name, m.day, m.meal, cast(m.code as text), cast(e.till_fen as text),
                cast(e.code_fen as text), cast(e.subsidy_fen as text), cast(e.difference_fen as text),
                cast(e.balance_fen as text), cast(e.meals_fen as text),
                case when e.reverses is null then '0' else '1' end, case when",
            moved_by_merging!("", ""),
            " then '1' else '0' end, e.reason, b.name, cast(e.noted as text) from entry e
              left join resident r on r.community = e.community and r.resident = e.resident
              left join meal_order m on m.community = e.community and m.meal_order = e.meal_order
              join resident b on b.community = e.community and b.resident = e.noted_by
              where e.community = $1 order by e.noted, e.entry"
        ),
    },
    Sheet {
        zh: "余额",
        en: "Balances",
        columns: &[("姓名", "Name", Text), ("余额（元）", "Balance (yuan)", Fen), ("最后变动", "Changed", Time)],
        sql: "select r.name, cast(w.fen as text), cast(w.changed as text) from wallet w
              join resident r on r.community = w.community and r.resident = w.wallet
              where w.community = $1 order by r.name, r.resident",
    },
    Sheet {
        zh: "钱箱",
        en: "Tills",
        columns: &[
            ("日期", "Day", Day),
            ("现金（元）", "Cash (yuan)", Fen),
            ("扫码（元）", "Code (yuan)", Fen),
            ("清点（元）", "Counted (yuan)", Fen),
            ("结账时间", "Closed", Time),
            ("谁结的", "Closed by", Text),
            ("说明", "Words", Text),
        ],
        sql: "select t.day, cast(t.cash_fen as text), cast(t.code_fen as text), cast(t.counted_fen as text),
                cast(t.closed as text), b.name, t.words from till t
              left join resident b on b.community = t.community and b.resident = t.closed_by
              where t.community = $1 order by t.day",
    },
];
