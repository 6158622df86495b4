//! Tests of [`super`]: see the names.

use super::*;
use Lang::{En, Zh};
use std::collections::{HashMap, HashSet};

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
fn a_day_has_the_name_that_people_give_it() {
    // A Wednesday.
    let today = Day::of(2026, 11, 25).unwrap();
    let said = |days| day(Zh, today.plus(days), today);
    assert_eq!([-1, 0, 1, 2].map(said), ["昨天", "今天", "明天", "后天"]);
    assert_eq!([3, 4, 5, 7, 11].map(said), ["周六", "周日", "下周一", "下周三", "下周日"]);
    assert_eq!([-2, 12].map(said), ["周一 11月23日", "周一 12月7日"]);
    assert_eq!(exact_day(Zh, today.plus(3), today), "周六 11月28日");
    let named = |days| day(En, today.plus(days), today);
    assert_eq!([0, 1, 2, 10].map(named), ["Today", "Tomorrow", "Fri 27 Nov", "Sat 5 Dec"]);
    // On a Sunday the week is over.
    let sunday = Day::of(2026, 11, 22).unwrap();
    assert_eq!(day(Zh, sunday.plus(3), sunday), "下周三");
}

#[test]
fn a_moment_fits_into_a_sentence() {
    let now = on(25, 10, 0);
    assert_eq!(moment(Zh, on(25, 15, 0), now), "今天下午三点");
    assert_eq!(moment(Zh, on(26, 9, 30), now), "明天上午九点半");
    assert_eq!(moment(Zh, on(24, 20, 0), now), "昨晚八点");
    assert_eq!(moment(Zh, on(28, 19, 0), now), "周六晚上七点");
    assert_eq!(moment(En, on(25, 15, 0), now), "today at 3 pm");
    assert_eq!(moment_line(En, on(25, 15, 0), now), "Today at 3 pm");
    assert_eq!(moment_line(Zh, on(25, 15, 0), now), "今天下午三点");
    assert_eq!(moment(En, on(25, 15, 0).plus_ms(10 * DAY_MS - 330 * MINUTE_MS), now), "Sat 5 Dec, 9:30 am");
    assert_eq!(lasting(Zh, on(23, 9, 30)), "11月23日上午九点半");
    assert_eq!(lasting(En, on(23, 9, 30)), "9:30 am on 23 Nov");
}

#[test]
fn a_span_names_the_day_once_and_the_part_of_the_day_when_it_changes() {
    let now = on(22, 10, 0);
    assert_eq!(span(Zh, on(24, 15, 0), on(24, 16, 30), now), "后天下午三点到四点半");
    assert_eq!(span(Zh, on(22, 11, 0), on(22, 13, 0), now), "今天上午十一点到下午一点");
    assert_eq!(span(Zh, on(27, 9, 0), on(27, 10, 0), now), "下周五上午九点到十点");
    assert_eq!(span(Zh, on(22, 19, 0), on(22, 20, 0), now), "今晚七点到八点");
    assert_eq!(span(Zh, on(22, 22, 0), on(23, 6, 0), now), "今晚十点到明天早上六点");
    assert_eq!(span(En, on(24, 15, 0), on(24, 16, 30), now), "Tue 24 Nov, 3 to 4:30 pm");
    assert_eq!(span(En, on(23, 11, 0), on(23, 13, 0), now), "Tomorrow, 11 am to 1 pm");
    assert_eq!(span(En, on(22, 22, 0), on(23, 6, 0), now), "Today at 10 pm to tomorrow at 6 am");
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

/// Each day of a week, and of one that ends a year, in its first minute, at noon, and in its last minute.
fn nows() -> impl Iterator<Item = Moment> {
    let first = Day::of(2026, 12, 25).unwrap();
    (0..14).flat_map(move |days| [0, 720, 1439].map(|minute| Moment::at(first.plus(days), Clock(minute))))
}

/// The instants within eight days of `now`, before and after, a quarter of an hour apart.
fn around(now: Moment) -> impl Iterator<Item = Moment> {
    (-8 * 96..=8 * 96).map(move |quarters| now.plus_ms(quarters * 15 * MINUTE_MS))
}

#[test]
fn every_instant_within_eight_days_has_a_name_of_its_own() {
    for now in nows() {
        for lang in [Zh, En] {
            let mut said = HashMap::new();
            for at in around(now) {
                let before = said.insert(moment(lang, at, now), at);
                assert_eq!(before, None, "{:?} at {now:?}", moment(lang, at, now));
            }
            let days: HashSet<String> = (-8..=8).map(|n| day(lang, now.day().plus(n), now.day())).collect();
            assert_eq!(days.len(), 17, "{days:?}");
        }
    }
}

#[test]
fn no_sentence_says_today_of_another_day() {
    let words = [(-1, "昨", "yesterday"), (0, "今", "today"), (1, "明", "tomorrow")];
    for now in nows() {
        for at in around(now) {
            let days = at.day().since(now.day());
            let (zh, en) = (moment(Zh, at, now), moment_line(En, at, now).to_lowercase());
            let (zh_span, en_span) = (span(Zh, at, at, now), span(En, at, at, now).to_lowercase());
            for (of, in_zh, in_en) in words {
                assert_eq!(zh.contains(in_zh), days == of, "{zh}");
                assert_eq!(zh_span.contains(in_zh), days == of, "{zh_span}");
                assert_eq!(en.contains(in_en), days == of, "{en}");
                assert_eq!(en_span.contains(in_en), days == of, "{en_span}");
            }
            assert_eq!(zh.contains("后天"), days == 2, "{zh}");
        }
    }
}
