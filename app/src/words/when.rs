//! Days and times as a neighbour says them: 后天下午三点到四点半, 还有 6 小时, 刚刚更新.
//!
//! Sentences carry times in words; lists and tables, where times stand under each other, carry them in figures
//! ([`range`]). Days near today have names, days further off have a weekday and a date.

use crate::look::Lang;
use domain::when::{Clock, Day, HOUR_MS, MINUTE_MS, Moment};

const DAY_MS: i64 = 24 * HOUR_MS;
const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKDAYS_EN_LONG: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const HOURS_ZH: [&str; 13] = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const DIGITS_ZH: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn at<'a>(names: &[&'a str], index: usize) -> &'a str {
    names.get(index).copied().unwrap_or_default()
}

/// The weekday in one sign for a narrow column: "一" / "Mon".
pub fn weekday(lang: Lang, day: Day) -> &'static str {
    nth_weekday(lang, day.weekday())
}

/// A weekday by its number, from 1 for Monday: "一" / "Mon".
pub fn nth_weekday(lang: Lang, number: u8) -> &'static str {
    let index = usize::from(number) - 1;
    lang.pick(at(&WEEKDAYS_ZH, index), at(&WEEKDAYS_EN, index))
}

/// The same in full, in English: "Monday".
pub fn long_weekday(number: u8) -> &'static str {
    at(&WEEKDAYS_EN_LONG, usize::from(number) - 1)
}

/// A day without its weekday: "11月27日" / "27 Nov"; with the year when it is not this one.
pub fn date(lang: Lang, day: Day, today: Day) -> String {
    let (year, month, number) = day.parts();
    let other_year = year != today.parts().0;
    let name = at(&MONTHS_EN, usize::from(month) - 1);
    match (lang, other_year) {
        (Lang::Zh, false) => format!("{month}月{number}日"),
        (Lang::Zh, true) => format!("{year}年{month}月{number}日"),
        (Lang::En, false) => format!("{number} {name}"),
        (Lang::En, true) => format!("{number} {name} {year}"),
    }
}

/// A month: "11月" / "Nov"; with the year when it is not this one.
pub fn month(lang: Lang, (year, month): (i32, u8), today: Day) -> String {
    let name = at(&MONTHS_EN, usize::from(month) - 1);
    if year == today.parts().0 {
        lang.pick(format!("{month}月"), name.into())
    } else {
        lang.pick(format!("{year}年{month}月"), format!("{name} {year}"))
    }
}

/// A day in full, for the head of a page: "11月22日 星期日" / "Sunday 22 Nov".
pub fn full_date(lang: Lang, day: Day) -> String {
    let index = usize::from(day.weekday()) - 1;
    let date = date(lang, day, day);
    match lang {
        Lang::Zh => format!("{date} 星期{}", at(&WEEKDAYS_ZH, index)),
        Lang::En => format!("{} {date}", at(&WEEKDAYS_EN_LONG, index)),
    }
}

/// A day as seen from `today`: "昨天", "今天", "明天", "后天", "周五 11月27日".
pub fn day(lang: Lang, day: Day, today: Day) -> String {
    match day.since(today) {
        -1 => lang.pick("昨天", "Yesterday").into(),
        0 => lang.pick("今天", "Today").into(),
        1 => lang.pick("明天", "Tomorrow").into(),
        2 if lang == Lang::Zh => "后天".into(),
        _ => {
            let (weekday, date) = (weekday(lang, day), date(lang, day, today));
            lang.pick(format!("周{weekday} {date}"), format!("{weekday} {date}"))
        }
    }
}

/// The part of the day in which a clock time lies: "下午".
fn part_of_day(clock: Clock) -> &'static str {
    match clock.parts().0 {
        0..=4 => "凌晨",
        5..=7 => "早上",
        8..=11 => "上午",
        12 => "中午",
        13..=17 => "下午",
        _ => "晚上",
    }
}

/// A clock time without the part of the day: "三点半".
fn bare_clock(clock: Clock) -> String {
    let (hour, minute) = clock.parts();
    let hour = at(&HOURS_ZH, usize::from(if hour > 12 { hour - 12 } else { hour }));
    let (tens, ones) = (usize::from(minute / 10), usize::from(minute % 10));
    let digit = |index| at(&DIGITS_ZH, index);
    match (minute, tens, ones) {
        (0, ..) => format!("{hour}点"),
        (15, ..) => format!("{hour}点一刻"),
        (30, ..) => format!("{hour}点半"),
        (_, 0, ones) => format!("{hour}点零{}分", digit(ones)),
        (_, 1, 0) => format!("{hour}点十分"),
        (_, 1, ones) => format!("{hour}点十{}分", digit(ones)),
        (_, tens, 0) => format!("{hour}点{}十分", digit(tens)),
        (_, tens, ones) => format!("{hour}点{}十{}分", digit(tens), digit(ones)),
    }
}

/// A clock time: "下午两点半" / "2:30 pm".
pub fn clock(lang: Lang, clock: Clock) -> String {
    if lang == Lang::Zh {
        return format!("{}{}", part_of_day(clock), bare_clock(clock));
    }
    let (hour, minute) = clock.parts();
    let half = if hour < 12 { "am" } else { "pm" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    if minute == 0 { format!("{hour} {half}") } else { format!("{hour}:{minute:02} {half}") }
}

/// A day and a clock time: "今晚八点", "后天下午三点", "周五 11月27日 上午九点" / "Tomorrow, 8 pm".
pub fn moment(lang: Lang, moment: Moment, now: Moment) -> String {
    let (day_words, clock_words) = (day(lang, moment.day(), now.day()), clock(lang, moment.clock()));
    if lang == Lang::En {
        return format!("{day_words}, {clock_words}");
    }
    match moment.day().since(now.day()) {
        0 if clock_words.starts_with("晚上") => clock_words.replacen("晚上", "今晚", 1),
        1 if clock_words.starts_with("晚上") => clock_words.replacen("晚上", "明晚", 1),
        -1..=2 => day_words + &clock_words,
        _ => format!("{day_words} {clock_words}"),
    }
}

/// From when until when: "后天下午三点到四点半" / "Tomorrow, 3 pm to 4:30 pm".
pub fn span(lang: Lang, starts: Moment, ends: Moment, now: Moment) -> String {
    let from = moment(lang, starts, now);
    let until = if ends.day() != starts.day() {
        moment(lang, ends, now)
    } else if lang == Lang::Zh && part_of_day(starts.clock()) == part_of_day(ends.clock()) {
        bare_clock(ends.clock())
    } else {
        clock(lang, ends.clock())
    };
    lang.pick(format!("{from}到{until}"), format!("{from} to {until}"))
}

/// From when until when, in figures: "13:00–17:00".
pub fn range(starts: Moment, ends: Moment) -> String {
    format!("{}–{}", starts.clock(), ends.clock())
}

/// A day and a time in figures, for a record: "11月20日 09:12" / "20 Nov 09:12".
pub fn stamp(lang: Lang, moment: Moment, now: Moment) -> String {
    format!("{} {}", date(lang, moment.day(), now.day()), moment.clock())
}

/// How long until something: "还有 6 小时", "还有 40 分钟".
pub fn until(lang: Lang, ms: i64) -> String {
    if ms < MINUTE_MS {
        return lang.pick("不到 1 分钟", "less than a minute left").into();
    }
    match amount(lang, ms) {
        amount if lang == Lang::Zh => format!("还有 {amount}"),
        amount => format!("{amount} left"),
    }
}

/// How old something is: "刚刚更新", "5 分钟前".
pub fn age(lang: Lang, ms: i64) -> String {
    if ms < 2 * MINUTE_MS {
        return lang.pick("刚刚更新", "Just updated").into();
    }
    let amount = amount(lang, ms);
    lang.pick(format!("{amount}前"), format!("{amount} ago"))
}

/// The largest unit that fits, cut downwards.
fn amount(lang: Lang, ms: i64) -> String {
    let (count, zh, en) = match ms {
        DAY_MS.. => (ms / DAY_MS, "天", "day"),
        HOUR_MS.. => (ms / HOUR_MS, "小时", "hour"),
        _ => (ms / MINUTE_MS, "分钟", "minute"),
    };
    let plural = if count == 1 { "" } else { "s" };
    lang.pick(format!("{count} {zh}"), format!("{count} {en}{plural}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Zh};

    fn on(day: u8, hour: u16, minute: u16) -> Moment {
        Moment::at(Day::of(2026, 11, day).unwrap(), Clock(hour * 60 + minute))
    }

    #[test]
    fn a_time_is_said_as_neighbours_say_it() {
        let said = |hour: u16, minute: u16| clock(Zh, Clock(hour * 60 + minute));
        assert_eq!(said(14, 0), "下午两点");
        assert_eq!(said(9, 15), "上午九点一刻");
        assert_eq!(said(12, 5), "中午十二点零五分");
        assert_eq!(said(18, 45), "晚上六点四十五分");
        assert_eq!(said(10, 12), "上午十点十二分");
        assert_eq!(said(7, 40), "早上七点四十分");
        assert_eq!(clock(En, Clock(14 * 60)), "2 pm");
        assert_eq!(clock(En, Clock(12 * 60 + 30)), "12:30 pm");
        assert_eq!(clock(En, Clock(5)), "12:05 am");
    }

    #[test]
    fn a_span_names_the_day_once_and_the_part_of_the_day_when_it_changes() {
        let now = on(22, 10, 0);
        assert_eq!(span(Zh, on(24, 15, 0), on(24, 16, 30), now), "后天下午三点到四点半");
        assert_eq!(span(Zh, on(22, 11, 0), on(22, 13, 0), now), "今天上午十一点到下午一点");
        assert_eq!(span(Zh, on(27, 9, 0), on(27, 10, 0), now), "周五 11月27日 上午九点到十点");
        assert_eq!(span(Zh, on(22, 19, 0), on(22, 20, 0), now), "今晚七点到八点");
        assert_eq!(span(En, on(24, 15, 0), on(24, 16, 30), now), "Tue 24 Nov, 3 pm to 4:30 pm");
    }

    #[test]
    fn what_remains_is_never_said_to_be_more_than_it_is() {
        assert_eq!(until(Zh, 6 * HOUR_MS + 59 * MINUTE_MS), "还有 6 小时");
        assert_eq!(until(Zh, 40 * MINUTE_MS), "还有 40 分钟");
        assert_eq!(until(En, 25 * HOUR_MS), "1 day left");
        assert_eq!(age(Zh, 0), "刚刚更新");
        assert_eq!(age(En, 5 * MINUTE_MS), "5 minutes ago");
    }

    #[test]
    fn a_day_of_another_year_carries_its_year() {
        let today = Day::of(2026, 11, 22).unwrap();
        assert_eq!(full_date(Zh, today), "11月22日 星期日");
        assert_eq!(day(Zh, Day::of(2027, 1, 2).unwrap(), today), "周六 2027年1月2日");
        assert_eq!(day(En, Day::of(2026, 11, 27).unwrap(), today), "Fri 27 Nov");
    }
}
