//! The first page, and what stands around every page: the head's chip, the help line, the bar.

use super::{canteen, when};
use crate::look::Lang;
use domain::meal::Meal;
use domain::when::{Clock, Moment};

sentences! {
    places: "主要栏目", "Main places";
    help_line: "要人帮忙，打社区电话", "Need help? Call the community office";
    your_next: "您的下一件事", "Your next thing";
    then: "接下来", "After that";
    details: "看详情", "Details";
    nothing_next: "这几天没有安排", "Nothing planned yet";
    nothing_next_text: "挑个活动去坐坐，或者订份饭。您报了名的事会显示在这里。",
        "Pick an activity, or order a meal. What you sign up for is shown here.";
    see_activities: "看看活动", "See activities";
    welcome: "邻里的事，手机上就能办", "Your neighbourhood in one app";
    welcome_text: "看活动、订餐、说诉求，没有网也能用。",
        "Activities, meals and requests, even without a network.";
    welcome_elder: "用居民卡登录，就能订饭、报名。", "Sign in with your resident card to order and sign up.";
    parked: "有事没办成，请您看看", "Something did not work; please have a look";
    parked_link: "看看是什么", "See what it is";
    whole_week: "整周菜单", "All menus";
    order: "订餐", "Order";
    see_order: "看看订单", "See the order";
    see_menu: "看看菜单", "See the menu";
    closed: "已经截止，不能再订了。", "Orders are closed.";
    ordered: "订好了", "Ordered";
    all_activities: "全部", "All";
    nothing_on: "这一周还没有活动。", "Nothing on this week.";
    around: "社区里的人和事", "People and projects";
    some_teams: "邻里自己的队伍", "Teams of neighbours";
    some_projects: "居民代表大会选定", "Chosen by the residents' assembly";
    large: "大", "Large";
    standard: "标准", "Standard";
    tiles: "常用", "Often used";
    tile_meals: "订餐", "Meals";
    tile_activities: "去活动", "Go out";
    tile_say: "说一说", "Tell us";
    tile_teams: "找组织", "Teams";
    tile_call: "打电话", "Call";
    tile_me: "我的", "Me";
}

/// "下午好，周阿姨" / "Good afternoon, Zhou Ayi". Without a name: "下午好".
pub fn greeting(lang: Lang, clock: Clock, name: &str) -> String {
    let hello = match clock.parts().0 {
        0..=4 => lang.pick("夜深了", "Hello"),
        5..=8 => lang.pick("早上好", "Good morning"),
        9..=11 => lang.pick("上午好", "Good morning"),
        12 => lang.pick("中午好", "Good day"),
        13..=17 => lang.pick("下午好", "Good afternoon"),
        _ => lang.pick("晚上好", "Good evening"),
    };
    if name.is_empty() { hello.into() } else { lang.pick(format!("{hello}，{name}"), format!("{hello}, {name}")) }
}

/// "您的下一件事 · 今天" / "Your next thing · Today".
pub fn next_when(lang: Lang, moment: Moment, now: Moment) -> String {
    format!("{} · {}", your_next(lang), when::day(lang, moment.day(), now.day()))
}

/// "下午两点 · 书画室，综合体二楼东": the day stands above it.
pub fn next_where(lang: Lang, clock: Clock, venue: &str, place: &str) -> String {
    let comma = lang.pick("，", ", ");
    let place = if place.is_empty() { String::new() } else { format!("{comma}{place}") };
    format!("{} · {venue}{place}", when::clock(lang, clock))
}

/// "已经开始" while something goes on, else how long until then.
pub fn starts_in(lang: Lang, starts: Moment, now: Moment) -> String {
    if starts <= now {
        return lang.pick("已经开始", "It has begun").into();
    }
    let (minutes, left) = ((starts.0 - now.0 + 59_999) / 60_000, starts.0 - now.0);
    if minutes < 60 {
        lang.pick(format!("还有 {minutes} 分钟"), format!("in {minutes} min"))
    } else {
        in_words(lang, left)
    }
}

fn in_words(lang: Lang, ms: i64) -> String {
    let words = when::until(lang, ms);
    match lang {
        Lang::Zh => words,
        Lang::En => format!("in {}", words.trim_end_matches(" left")),
    }
}

/// "明天午餐" / "Lunch · Tomorrow".
pub fn meal_of(lang: Lang, meal: Meal, day: domain::when::Day, today: domain::when::Day) -> String {
    let (day, meal) = (when::day(lang, day, today), canteen::meal(lang, meal));
    match lang {
        Lang::Zh if day.contains(' ') => format!("{day} {meal}"),
        Lang::Zh => format!("{day}{meal}"),
        Lang::En => format!("{meal} · {day}"),
    }
}

/// "剩 18 份" / "18 left".
pub fn portions_left(lang: Lang, left: u32) -> String {
    lang.pick(format!("剩 {left} 份"), format!("{left} left"))
}

/// "今晚八点前可订，还有 6 小时" / "Orders close today at 8 pm; 6 hours left".
pub fn order_until(lang: Lang, cutoff: Moment, now: Moment) -> String {
    let (by, left) = (when::moment(lang, cutoff, now), when::until(lang, cutoff.0 - now.0));
    lang.pick(format!("{by}前可订，{left}"), format!("Orders close {by}; {left}"))
}

/// "取餐号 38" / "Number 38"; empty until the server has given one.
pub fn pickup_code(lang: Lang, code: u32) -> String {
    if code == 0 { String::new() } else { lang.pick(format!("取餐号 {code}"), format!("Number {code}")) }
}

/// "午饭" / "Lunch", or for whom it is: "沈阿婆的午饭" / "Lunch for Shen".
pub fn meal_for(lang: Lang, meal: Meal, eater: &str, mine: bool) -> String {
    let food = canteen::food(lang, meal);
    if mine {
        lang.pick(format!("去取{food}"), format!("Fetch {food}"))
    } else {
        lang.pick(format!("去取{eater}的{food}"), format!("Fetch {food} for {eater}"))
    }
}

/// "今天的活动" / "Activities · Today".
pub fn on_heading(lang: Lang, day: domain::when::Day, today: domain::when::Day) -> String {
    let name = when::day(lang, day, today);
    match lang {
        Lang::Zh if name.contains(' ') => format!("{name} 的活动"),
        Lang::Zh => format!("{name}的活动"),
        Lang::En => format!("Activities · {name}"),
    }
}

/// "还有 3 场" / "3 more".
pub fn more_dates(lang: Lang, count: usize) -> String {
    lang.pick(format!("还有 {count} 场"), format!("{count} more"))
}

/// "43 支邻里自己的队伍" / "43 teams of neighbours".
pub fn teams(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 支邻里自己的队伍"), format!("{count} teams of neighbours"))
}

/// "65 个，居民代表大会选定" / "65, chosen by the residents' assembly".
pub fn projects(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 个，居民代表大会选定"), format!("{count}, chosen by the residents' assembly"))
}

/// "1 件未成功" / "1 not done".
pub fn failed_count(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 件未成功"), format!("{count} not done"))
}

/// "未联网 · 2 件待送" / "Offline · 2 waiting".
pub fn offline_count(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.pick("未联网", "Offline").into(),
        _ => lang.pick(format!("未联网 · {count} 件待送"), format!("Offline · {count} waiting")),
    }
}

/// "正在送出 2 件" / "Sending 2".
pub fn sending_count(lang: Lang, count: usize) -> String {
    lang.pick(format!("正在送出 {count} 件"), format!("Sending {count}"))
}

/// "14:32 的内容" / "As of 14:32".
pub fn as_of(lang: Lang, clock: Clock) -> String {
    lang.pick(format!("{clock} 的内容"), format!("As of {clock}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::{Day, HOUR_MS};

    #[test]
    fn the_first_page_speaks_plainly() {
        let now = Moment::at(Day::of(2026, 11, 22).unwrap(), Clock(14 * 60));
        assert_eq!(greeting(Lang::Zh, now.clock(), "周阿姨"), "下午好，周阿姨");
        assert_eq!(greeting(Lang::Zh, Clock(3 * 60), "周阿姨"), "夜深了，周阿姨");
        assert_eq!(order_until(Lang::Zh, now.plus_ms(6 * HOUR_MS), now), "今晚八点前可订，还有 6 小时");
        assert_eq!(starts_in(Lang::Zh, now.plus_ms(HOUR_MS / 2 + 1), now), "还有 31 分钟");
        assert_eq!(starts_in(Lang::En, now.plus_ms(3 * HOUR_MS), now), "in 3 hours");
        assert_eq!(meal_of(Lang::Zh, Meal::Lunch, now.day().plus(1), now.day()), "明天午餐");
    }
}
