//! Words of the canteen: dishes, prices, the deadline, orders.

use crate::look::Lang;
use crate::words::{today, when};
use domain::community::Community;
use domain::dish::DishKind;
use domain::when::{Clock, Day, HOUR_MS, Moment};

sentences! {
    choose_day: "选一天", "Choose a day";
    ordered_mark: "已订", "Ordered";
    choose_eater: "谁吃", "Who eats";
    myself: "我自己", "Myself";
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
    code_note: "到窗口报这个号取餐", "Say this number at the counter";
    code_pending: "取餐号要等联网确认后才有。", "The number comes once the order is confirmed.";
    to_change: "要改，先退掉这份，再重新订。", "To change it, give this one up and order again.";
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

/// A kind of dish.
pub fn kind(lang: Lang, kind: DishKind) -> &'static str {
    match kind {
        DishKind::Meat => lang.pick("荤菜", "Meat and fish"),
        DishKind::Vegetable => lang.pick("素菜", "Vegetables"),
        DishKind::Soup => lang.pick("汤", "Soup"),
        DishKind::Staple => lang.pick("主食", "Rice and buns"),
    }
}

/// "剩 18 份".
pub fn left(lang: Lang, portions: u32) -> String {
    lang.pick(format!("剩 {portions} 份"), format!("{portions} left"))
}

/// "3 份".
pub fn portions(lang: Lang, count: u32) -> String {
    let plural = if count == 1 { "" } else { "s" };
    lang.pick(format!("{count} 份"), format!("{count} portion{plural}"))
}

/// "3 份 · 明天午餐".
pub fn portions_of(lang: Lang, count: u32, day: Day, this_day: Day) -> String {
    format!("{} · {}", portions(lang, count), today::lunch_of(lang, day, this_day))
}

/// "红烧鱼块，份数": the name of a stepper.
pub fn stepper(lang: Lang, dish: &str) -> String {
    lang.pick(format!("{dish}，份数"), format!("{dish}, portions"))
}

/// "红烧鱼块 2 份".
pub fn line(lang: Lang, dish: &str, count: u32) -> String {
    lang.pick(format!("{dish} {count} 份"), format!("{count} × {dish}"))
}

/// "中午 11:00 到 12:30 在食堂窗口取".
pub fn pickup(lang: Lang, community: &Community) -> String {
    let (from, until) = (community.pickup_from, community.pickup_until);
    lang.pick(
        format!("{from} 到 {until} 在食堂窗口取，到时付钱"),
        format!("Fetch and pay at the counter, {from} to {until}"),
    )
}

/// Until when one can order, and how long that is: "今晚八点前可订，还有 6 小时".
pub fn open_until(lang: Lang, cutoff: Moment, now: Moment) -> String {
    let (by, left) = (when::moment(lang, cutoff, now), when::until(lang, cutoff.0 - now.0));
    lang.pick(format!("{by}前可订，{left}"), format!("Order by: {by}; {left}"))
}

/// "昨晚八点截止：食堂要按数买菜，不能再订、再退了".
pub fn closed_because(lang: Lang, cutoff: Moment, now: Moment) -> String {
    let at = when::moment(lang, cutoff, now);
    lang.pick(
        format!("{}截止：食堂要按数买菜，不能再订、再退了", at.replacen("昨天晚上", "昨晚", 1)),
        format!("Closed: {at}. The canteen buys by the count, so nothing can be ordered or given up any more"),
    )
}

/// "午餐 11:00–12:30".
pub fn hours(lang: Lang, from: Clock, until: Clock) -> String {
    lang.pick(format!("午餐 {from}–{until}"), format!("Lunch {from}–{until}"))
}

/// Whether a deadline is less than an hour away.
pub fn soon(cutoff: Moment, now: Moment) -> bool {
    cutoff.0 - now.0 < HOUR_MS
}

/// The heading of a day on which a regular order could not order.
pub fn missed(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}这一天没能自动订上"), format!("Nothing was ordered for {name} on this day"))
}

/// The heading of an order that the server refused.
pub fn refused(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}的这份没订上"), format!("The order for {name} was not taken"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_say_no_more_digits_than_they_need() {
        let zh = |fen| price(Lang::Zh, fen);
        assert_eq!([zh(600), zh(650), zh(605), zh(0)], ["6 元", "6.5 元", "6.05 元", "0 元"]);
        assert_eq!([price(Lang::En, 600), price(Lang::En, 650)], ["¥6", "¥6.50"]);
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
