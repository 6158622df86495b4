//! Words of the canteen's counter.

use crate::look::Lang;
use domain::serving::Serving;

sentences! {
    pick_day: "选一天", "Choose a day";
    number: "取餐号", "Number";
    number_hint: "输入号，或扫居民的码。都没有，就在下面按姓名找。", "Type the number or scan the code. Without either, find the name below.";
    no_such_code: "这一天没有这个码的订单。", "There is no order with this code on this day.";
    hand_out: "发餐", "Hand out";
    handed_out: "已发", "Handed out";
    to_hand_out: "待发", "To hand out";
    given_up: "已退", "Given up";
    given_up_text: "这一单已经退了，没有留饭。", "This order was given up; no meal was kept.";
    handed_out_text: "这一单已经发过了。", "This order has been handed out before.";
    not_yet: "还没到这一天，到那天再发。", "That day has not come yet. Please hand it out then.";
    owes: "应收", "To pay";
    counter: "窗口", "Counter";
    dishes: "各样菜", "Dishes";
    dish: "菜", "Dish";
    left: "还剩", "Left";
    thrown: "倒掉", "Thrown away";
    orders: "订单", "Orders";
    who: "谁", "Who";
    what: "点的菜", "What";
    search: "按姓名找", "Find by name";
    show: "看这一单", "Show";
    no_menu: "这一天不开伙", "No meal on this day";
    no_menu_text: "换一天看看。", "Please look at another day.";
    no_orders: "这一天还没有人订", "Nobody has ordered for this day yet";
    nobody_found: "没有找到，换个字试试。", "Nobody found. Please try another part of the name.";
    orders_waiting: "待发（单）", "Orders to hand out";
    orders_done: "已发（单）", "Orders handed out";
    at_counter: "柜台代订", "Order for somebody";
    by_phone: "电话代订", "Order by telephone";
    book_name: "谁来吃", "Who eats";
    book_hint: "写名字，再按“找人”。", "Write the name, then press “Find them”.";
    book_find: "找人", "Find them";
    book_who: "选一位", "Pick one";
    book_closed: "现在没有可以订的日子。", "There is no day to order for now.";
    book_called: "电话打来的", "They have called";
    book: "订下", "Order";
    booked: "订好了", "Ordered";
    after_meal: "饭点以后：剩菜、评价、日结", "After the meal: leftovers, ratings, closing the till";
    leftovers: "剩菜和浪费", "Left over and thrown away";
    leftovers_text: "饭点过后记。已发、待发、剩下、倒掉，加起来要等于做的份数。",
        "Note it after the meal. Handed out, to hand out, left and thrown away must come to what was cooked.";
    dish_none: "选一样菜", "Choose a dish";
    dish_missing: "请选一样菜。", "Please choose a dish.";
    left_over: "剩下（份）", "Left (portions)";
    wasted: "倒掉（份）", "Thrown away (portions)";
    number_wrong: "请写数字，没有就空着。", "Please give a number, or leave it empty.";
    leftovers_note: "记下", "Note it";
    leftovers_noted: "记下了", "Noted";
    days: "这几天做了多少", "What was cooked these days";
    portions_waiting: "待发（份）", "Portions to hand out";
}

/// "红烧排骨：做 20 份，已发 12 份，待发 3 份" / "Ribs: 20 cooked, 12 handed out, 3 to hand out".
pub fn to_count(lang: Lang, serving: &Serving) -> String {
    let Serving { name, portions, served, ordered, .. } = serving;
    lang.pick(
        format!("{name}：做 {portions} 份，已发 {served} 份，待发 {ordered} 份"),
        format!("{name}: {portions} cooked, {served} handed out, {ordered} to hand out"),
    )
}

/// "做 120，订 96，倒掉 3" / "120 cooked, 96 ordered, 3 thrown away".
pub fn portions(lang: Lang, cooked: u32, asked: u32, wasted: u32) -> String {
    match wasted {
        0 => lang.pick(format!("做 {cooked}，订 {asked}"), format!("{cooked} cooked, {asked} ordered")),
        _ => lang.pick(
            format!("做 {cooked}，订 {asked}，倒掉 {wasted}"),
            format!("{cooked} cooked, {asked} ordered, {wasted} thrown away"),
        ),
    }
}

/// "剩 2 份，倒掉 3 份" / "2 left, 3 thrown away".
pub fn left_and_wasted(lang: Lang, left: u32, wasted: u32) -> String {
    lang.pick(format!("剩 {left} 份，倒掉 {wasted} 份"), format!("{left} left, {wasted} thrown away"))
}

/// "这一天没有 38 号。"
pub fn no_such_number(lang: Lang, number: u32) -> String {
    lang.pick(
        format!("这一天没有 {number} 号，请再问一遍。"),
        format!("There is no number {number} on this day. Please ask again."),
    )
}

/// "38 号 周桂珍" / "No. 38, Zhou Guizhen".
pub fn order_of(lang: Lang, number: u32, name: &str) -> String {
    match number {
        0 => name.into(),
        _ => lang.pick(format!("{number} 号 {name}"), format!("No. {number}, {name}")),
    }
}

/// "李明订的" / "Ordered by Li Ming".
pub fn ordered_by(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}订的"), format!("Ordered by {name}"))
}
