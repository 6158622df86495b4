//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{ActivityId, OccurrenceId};
use crate::row::Row;
use crate::sample::{id, now};
use crate::scope::Scope;
use crate::when::HOUR_MS;

#[test]
fn the_last_lines_of_thanks_of_the_same_activity_are_shown_latest_first() {
    let date = |n: u128, activity: u128, days_ago: i64, thanks: &str| Occurrence {
        id: OccurrenceId(id(n)),
        activity: ActivityId(id(activity)),
        starts: now().plus_ms(-days_ago * 24 * HOUR_MS),
        thanks: thanks.into(),
        ..Occurrence::default()
    };
    let mut replica = Replica::default();
    let all = [
        date(1, 50, 21, "三周前"),
        date(2, 50, 7, "上周"),
        date(3, 50, 14, "两周前"),
        date(4, 50, 1, ""),
        date(5, 51, 1, "别的活动"),
        date(6, 50, 0, "这一场"),
        date(7, 50, 30, "一个月前"),
    ];
    all.iter().for_each(|date| replica.put(Scope::Public, Row::Occurrence(date.clone())));
    let lines =
        |of: &Occurrence| -> Vec<String> { thanked(&replica, of).into_iter().map(|date| date.thanks).collect() };
    assert_eq!(lines(&all[5]), ["上周", "两周前", "三周前"], "and not the one of a month ago");
    assert_eq!(lines(&all[4]), [""; 0]);
    assert_eq!(lines(&all[2]), ["三周前", "一个月前"], "what was said later is on later pages");
}
