//! Words of the canteen: dishes, prices, the deadline, orders.

use crate::look::Lang;
use crate::words::{today, when};
use domain::dish::{Dish, DishKind};
use domain::meal::{Meal, MealHours};
use domain::order::Via;
use domain::when::{Day, HOUR_MS, Moment};

sentences! {
    choose_day: "选一天", "Choose a day";
    choose_meal: "选一餐", "Choose a meal";
    ordered_mark: "已订", "Ordered";
    choose_eater: "谁吃", "Who eats";
    myself: "我自己", "Myself";
    choose_way: "怎么吃", "How to eat";
    eat_in: "来食堂吃", "At the canteen";
    bring: "送到家", "Brought home";
    bring_words: "给送饭的人捎句话（可不写）", "A word for whoever brings it (optional)";
    bring_words_hint: "比如：放门口。", "For example: leave it at the door.";
    bring_note: "送到登记的住址。还没付的，送到时付。", "Brought to the registered address; what is not paid yet is paid then.";
    kitchen_full: "订满了：厨房做不了更多，不能再订了。", "Full: the kitchen cannot cook more, so nothing more can be ordered.";
    no_menu: "这两个星期的菜单还没有出来", "There is no menu for the next two weeks yet";
    no_menu_text: "菜单一般提前三天公布，过两天再来看看。", "Menus are usually published three days ahead. Please look again soon.";
    sold_out: "订完了", "Sold out";
    fewer: "少一份", "One fewer";
    more: "多一份", "One more";
    order: "订餐", "Order";
    nothing_yet: "还没选菜", "Nothing chosen yet";
    sign_in_to_order: "登录以后就能给自己和家里人订餐。", "Sign in to order for yourself and your family.";
    orders: "这天订的", "Orders of this day";
    see_orders: "看看", "See it";
    number: "取餐号", "Number";
    booked: "已确认", "Confirmed";
    handed_out: "已取走", "Fetched";
    code_note: "到窗口报这个号，或扫这个码", "Say this number at the counter, or show this code";
    own_code: "取餐的码", "Code to fetch the meal with";
    code_pending: "取餐号要等联网确认后才有。", "The number comes once the order is confirmed.";
    rate: "这顿好吃吗？说一说", "How was it? Tell us";
    change: "改一改", "Change it";
    changing: "在上面菜单里改，改好了按“改好了”。", "Change it in the menu above, then press “Save the change”.";
    change_done: "改好了", "Save the change";
    change_no: "不改了", "Leave it";
    give_up: "不要了", "Give it up";
    give_up_question: "确定不要这份饭了？", "Give this meal up?";
    give_up_yes: "确定不要", "Yes, give it up";
    give_up_no: "还是要", "Keep it";
    giving_up: "退餐待确认", "Cancellation not confirmed yet";
    too_late_to_give_up: "已经过了截止时间，不能退了。", "The deadline has passed, so it cannot be given up.";
    change_and_order: "改一改再订", "Change it and order again";
    regular: "长期订餐", "Regular orders";
    drop_it: "不订了", "Drop it";
    total: "合计", "Total";
    subsidy: "社区补贴", "Subsidy";
    paid: "已付", "Paid";
    pay_ahead: "用余额付", "Pay from my balance";
}

/// A price: "6 元", "¥6".
pub fn price(lang: Lang, fen: i64) -> String {
    let (yuan, cents) = (fen / 100, fen.abs() % 100);
    let amount = match (lang, cents) {
        (_, 0) => format!("{yuan}"),
        (Lang::Zh, _) if cents % 10 == 0 => format!("{yuan}.{}", cents / 10),
        _ => format!("{yuan}.{cents:02}"),
    };
    lang.pick(format!("{amount} 元"), format!("¥{amount}"))
}

/// A meal: "早餐".
pub fn meal(lang: Lang, meal: Meal) -> &'static str {
    match meal {
        Meal::Breakfast => lang.pick("早餐", "Breakfast"),
        Meal::Lunch => lang.pick("午餐", "Lunch"),
        Meal::Supper => lang.pick("晚餐", "Supper"),
    }
}

/// What one eats then, within a sentence: "早饭".
pub fn food(lang: Lang, meal: Meal) -> &'static str {
    match meal {
        Meal::Breakfast => lang.pick("早饭", "breakfast"),
        Meal::Lunch => lang.pick("午饭", "lunch"),
        Meal::Supper => lang.pick("晚饭", "supper"),
    }
}

/// When it comes to the door: "中午".
fn at(lang: Lang, meal: Meal) -> &'static str {
    match meal {
        Meal::Breakfast => lang.pick("早上", "in the morning"),
        Meal::Lunch => lang.pick("中午", "at noon"),
        Meal::Supper => lang.pick("傍晚", "in the evening"),
    }
}

/// "中午送到家门口，送到时付钱".
pub fn brought(lang: Lang, meal: Meal, paid: bool) -> String {
    let at = at(lang, meal);
    if paid {
        return lang.pick(format!("{at}送到家门口"), format!("Brought to the door {at}"));
    }
    lang.pick(format!("{at}送到家门口，送到时付钱"), format!("Brought to the door {at}; please pay then"))
}

/// "联网确认以后，中午送到家门口。".
pub fn brought_pending(lang: Lang, meal: Meal) -> String {
    let at = at(lang, meal);
    lang.pick(format!("联网确认以后，{at}送到家门口。"), format!("Once confirmed, it is brought to the door {at}."))
}

/// A kind of dish.
pub fn kind(lang: Lang, kind: DishKind) -> &'static str {
    match kind {
        DishKind::Meat => lang.pick("荤菜", "Meat and fish"),
        DishKind::Vegetable => lang.pick("素菜", "Vegetables"),
        DishKind::Soup => lang.pick("汤", "Soup"),
        DishKind::Staple => lang.pick("主食", "Rice and buns"),
    }
}

/// What people who do not eat everything ask about a dish: "清真 · 软食 · 含虾". Empty where there is nothing to say.
pub fn marks(lang: Lang, dish: &Dish) -> String {
    let mut marks: Vec<String> = Vec::new();
    if dish.halal {
        marks.push(lang.pick("清真", "Halal").into());
    }
    if dish.soft {
        marks.push(lang.pick("软食", "Soft").into());
    }
    if !dish.allergens.is_empty() {
        marks.push(match lang {
            Lang::Zh => format!("含{}", dish.allergens),
            Lang::En => format!("Contains {}", allergens_en(&dish.allergens)),
        });
    }
    marks.join(" · ")
}

/// What cooks write of what people cannot stand, and its English.
const ALLERGENS: [(&str, &str); 24] = [
    ("鱼", "fish"),
    ("虾", "shrimp"),
    ("蟹", "crab"),
    ("甲壳类", "shellfish"),
    ("贝类", "molluscs"),
    ("海鲜", "seafood"),
    ("鸡蛋", "egg"),
    ("蛋", "egg"),
    ("蛋类", "egg"),
    ("牛奶", "milk"),
    ("奶", "milk"),
    ("乳制品", "dairy"),
    ("大豆", "soy"),
    ("黄豆", "soy"),
    ("豆制品", "soy"),
    ("花生", "peanut"),
    ("坚果", "nuts"),
    ("核桃", "walnut"),
    ("芝麻", "sesame"),
    ("小麦", "wheat"),
    ("麸质", "gluten"),
    ("芹菜", "celery"),
    ("芒果", "mango"),
    ("酒精", "alcohol"),
];

/// The known ones in English; what else somebody wrote stays as they wrote it.
fn allergens_en(text: &str) -> String {
    let english = |part: &str| {
        let known = ALLERGENS.into_iter().find(|(zh, _)| *zh == part);
        known.map_or_else(|| part.to_owned(), |(_, en)| en.to_owned())
    };
    let parts = text.split([';', '；', '、', ',', '，', '/']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    // A sentence is left whole.
    if parts.iter().all(|part| english(part) == *part) {
        return text.to_owned();
    }
    parts.iter().map(|part| english(part)).collect::<Vec<_>>().join(", ")
}

/// "剩 18 份".
pub fn left(lang: Lang, portions: u32) -> String {
    lang.pick(format!("剩 {portions} 份"), format!("{portions} left"))
}

/// Why no more is taken that way: "这天送餐满了。可以改成来食堂吃。" `other`: the other way is open.
pub fn way_full(lang: Lang, delivered: bool, other: bool) -> &'static str {
    match (delivered, other) {
        (true, true) => lang.pick(
            "这天送餐满了。可以改成来食堂吃。",
            "No more meals can be brought on that day. You can eat at the canteen instead.",
        ),
        (false, true) => lang.pick(
            "这天来食堂吃的满了。可以改成送到家。",
            "The canteen is full on that day. You can have the meal brought instead.",
        ),
        (true, false) => lang.pick(
            "这天送餐满了，食堂也满了。请换一天。",
            "No more meals can be brought on that day, and the canteen is full. Please choose another day.",
        ),
        (false, false) => {
            lang.pick("这天食堂满了。请换一天。", "The canteen is full on that day. Please choose another day.")
        }
    }
}

/// "3 份".
pub fn portions(lang: Lang, count: u32) -> String {
    let plural = if count == 1 { "" } else { "s" };
    lang.pick(format!("{count} 份"), format!("{count} portion{plural}"))
}

/// "17 号": the number of an order that is brought.
pub fn order_number(lang: Lang, code: u32) -> String {
    lang.pick(format!("{code} 号"), format!("No. {code}"))
}

/// "午饭会送到家", or for whom it is: "沈阿婆的午饭会送到家".
pub fn meal_comes(lang: Lang, which: Meal, eater: &str, mine: bool) -> String {
    let (food, name) = (food(lang, which), meal(lang, which));
    if mine {
        lang.pick(format!("{food}会送到家"), format!("{name} is brought to you"))
    } else {
        lang.pick(format!("{eater}的{food}会送到家"), format!("{name} is brought to {eater}"))
    }
}

/// "3 份 · 明天午餐".
pub fn portions_of(lang: Lang, count: u32, (day, meal): (Day, Meal), this_day: Day) -> String {
    format!("{} · {}", portions(lang, count), today::meal_of(lang, meal, day, this_day))
}

/// "红烧鱼块，份数": the name of a stepper.
pub fn stepper(lang: Lang, dish: &str) -> String {
    lang.pick(format!("{dish}，份数"), format!("{dish}, portions"))
}

/// "红烧鱼块 2 份".
pub fn line(lang: Lang, dish: &str, count: u32) -> String {
    lang.pick(format!("{dish} {count} 份"), format!("{count} × {dish}"))
}

/// "上午十一点到中午十二点半在食堂窗口取".
pub fn pickup(lang: Lang, hours: MealHours, paid: bool) -> String {
    let hours = when::clocks(lang, hours.from, hours.until);
    if paid {
        return lang
            .pick(format!("{hours}在食堂窗口取，已经付过"), format!("Fetch at the counter, {hours}; it is paid"));
    }
    lang.pick(format!("{hours}在食堂窗口取，到时付钱"), format!("Fetch and pay at the counter, {hours}"))
}

/// Until when one can order, and how long that is: "今晚八点前可订，还有 6 小时".
pub fn open_until(lang: Lang, cutoff: Moment, now: Moment) -> String {
    let (by, left) = (when::moment(lang, cutoff, now), when::until(lang, cutoff.0 - now.0));
    lang.pick(format!("{by}前可订，{left}"), format!("Orders close {by}; {left}"))
}

/// "昨晚八点截止：食堂要按数买菜，不能再订、再退了".
pub fn closed_because(lang: Lang, cutoff: Moment, now: Moment) -> String {
    let at = when::moment(lang, cutoff, now);
    lang.pick(
        format!("{at}截止：食堂要按数买菜，不能再订、再退了"),
        format!("Orders closed {at}. The canteen buys by the count, so nothing can be ordered or given up any more"),
    )
}

/// The same on a day that is full, for whoever has an order: "订满了，订好的还在。今晚八点前可以退".
pub fn full_but_ordered(lang: Lang, cutoff: Moment, now: Moment) -> String {
    let by = when::moment(lang, cutoff, now);
    lang.pick(
        format!("订满了，订好的还在。{by}前可以退"),
        format!("Full; what is ordered stays. It can be given up until {by}"),
    )
}

/// "午餐 11:00–12:30".
pub fn hours(lang: Lang, hours: MealHours) -> String {
    format!("{} {}–{}", meal(lang, hours.meal), hours.from, hours.until)
}

/// Whether a deadline is less than an hour away.
pub fn soon(cutoff: Moment, now: Moment) -> bool {
    cutoff.0 - now.0 < HOUR_MS
}

/// "柜台代订：朱师傅": who took an order for somebody; empty where the family ordered.
pub fn taken_by(lang: Lang, via: Via, name: &str) -> String {
    match via {
        Via::Own => String::new(),
        Via::Counter => lang.pick(format!("柜台代订：{name}"), format!("Ordered at the counter by {name}")),
        Via::Phone => lang.pick(format!("电话代订：{name}"), format!("Ordered by telephone by {name}")),
    }
}

/// The heading of a change that the server refused: the order stays as it was.
pub fn not_changed(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("{name}的这份没改成，原来订的还在"),
        format!("The order for {name} was not changed and stays as it was"),
    )
}

/// The heading of a meal that a regular order could not order.
pub fn missed(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}这一餐没能自动订上"), format!("This meal was not ordered for {name}"))
}

/// The heading of an order that the server refused.
pub fn refused(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}的这份没订上"), format!("The order for {name} was not taken"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::Clock;

    #[test]
    fn prices_say_no_more_digits_than_they_need() {
        let zh = |fen| price(Lang::Zh, fen);
        assert_eq!([zh(600), zh(650), zh(605), zh(0)], ["6 元", "6.5 元", "6.05 元", "0 元"]);
        assert_eq!([price(Lang::En, 600), price(Lang::En, 650)], ["¥6", "¥6.50"]);
    }

    #[test]
    fn a_dish_says_what_is_in_it() {
        let dish = Dish { halal: true, soft: true, allergens: "虾".into(), ..Dish::default() };
        assert_eq!(marks(Lang::Zh, &dish), "清真 · 软食 · 含虾");
        assert_eq!(marks(Lang::Zh, &Dish::default()), "");
        assert_eq!(marks(Lang::En, &dish), "Halal · Soft · Contains shrimp");
        let contains = |text: &str| marks(Lang::En, &Dish { allergens: text.into(), ..Dish::default() });
        assert_eq!(
            contains("鸡蛋、花生；蚕豆"),
            "Contains egg, peanut, 蚕豆",
            "what is not known stays as it was written"
        );
        assert_eq!(contains("蚕豆, 少许"), "Contains 蚕豆, 少许");
    }

    #[test]
    fn a_deadline_is_said_as_a_neighbour_would() {
        let today = Day::parse("2026-11-22").unwrap();
        let now = Moment::at(today, Clock(14 * 60));
        let eight = |day: Day| Moment::at(day, Clock(20 * 60));
        assert!(open_until(Lang::Zh, eight(today), now).starts_with("今晚八点前可订，"));
        assert!(closed_because(Lang::Zh, eight(today.plus(-1)), now).starts_with("昨晚八点截止："));
    }
}
