//! How an activity repeats, as one says it: 每周三, 每月第二个星期六, 工作日.

use crate::look::Lang;
use crate::words::when;
use domain::activity::Activity;
use domain::occurrence::Occurrence;
use domain::series::{EVERY_DAY, Rhythm, Series, Skip, WORKDAYS, made};

sentences! {
    repeats: "重复", "Repeats";
    workdays: "工作日", "Working days";
    every_day: "每天", "Every day";
}

const ORDINALS: [(&str, &str); 5] =
    [("一", "first"), ("二", "second"), ("三", "third"), ("四", "fourth"), ("五", "fifth")];

/// The rule by which a date comes: "每周三" / "Every Wednesday". Nothing where there is none, or none that can be said; nor where
/// only the day of the date would say which weekday it is, and somebody has added that date by hand.
pub fn rule(lang: Lang, activity: &Activity, date: &Occurrence) -> Option<String> {
    let rhythm = activity.rule_at(date.starts)?.rhythm()?;
    let tells = made(date.id) || !matches!(rhythm, Rhythm::Weeks(_, 0));
    tells.then(|| said(lang, rhythm, date))
}

/// A rule that says itself on which days it is.
pub fn whole(lang: Lang, series: &Series) -> Option<String> {
    let rhythm = series.rhythm().filter(|rhythm| !matches!(rhythm, Rhythm::Weeks(_, 0)))?;
    Some(said(lang, rhythm, &Occurrence::default()))
}

/// What [`rule`] says with its time, and when it rests: "每周三 · 14:00，法定节假日不办". Of a date that was added by hand, or
/// moved to another day, the time says nothing about the others.
pub fn rule_and_time(lang: Lang, activity: &Activity, date: &Occurrence) -> Option<String> {
    let series = activity.rule_at(date.starts)?;
    let mut words = rule(lang, activity, date)?;
    if made(date.id) && series.rhythm()?.may_have(date.starts.day()) {
        words = format!("{words} · {}", date.starts.clock());
    }
    words += match series.skip {
        Skip::Nothing => "",
        Skip::PublicHolidays => lang.pick("，法定节假日不办", ", not on public holidays"),
        Skip::OutsideSchoolHolidays => lang.pick("，只在学校假期", ", in school holidays only"),
        Skip::SchoolHolidays => lang.pick("，学校放假时不办", ", not in school holidays"),
    };
    Some(words)
}

fn said(lang: Lang, rhythm: Rhythm, date: &Occurrence) -> String {
    match rhythm {
        Rhythm::Days(1) | Rhythm::Weeks(1, EVERY_DAY) => every_day(lang).into(),
        Rhythm::Days(2) => lang.pick("隔天", "Every second day").into(),
        Rhythm::Days(every) => lang.pick(format!("每 {every} 天"), format!("Every {every} days")),
        Rhythm::Weeks(1, WORKDAYS) => workdays(lang).into(),
        Rhythm::Weeks(every, 0) => weeks(lang, every, &weekdays(lang, |number| number == date.starts.day().weekday())),
        Rhythm::Weeks(every, days) => weeks(lang, every, &weekdays(lang, |number| days & (1 << (number - 1)) != 0)),
        Rhythm::Weekday(nth, weekday) => {
            let (zh, en) = match usize::try_from(nth).ok().and_then(|nth| ORDINALS.get(nth.checked_sub(1)?)) {
                Some((zh, en)) => (format!("第{zh}个"), *en),
                None => ("最后一个".into(), "last"),
            };
            let (day_zh, day_en) = (when::nth_weekday(Lang::Zh, weekday), when::long_weekday(weekday));
            lang.pick(format!("每月{zh}星期{day_zh}"), format!("On the {en} {day_en} of each month"))
        }
        Rhythm::MonthDay(-1) => lang.pick("每月最后一天", "On the last day of each month").into(),
        Rhythm::MonthDay(day) => lang.pick(format!("每月 {day} 日"), format!("On day {day} of each month")),
    }
}

/// "一、四" / "Monday and Thursday".
fn weekdays(lang: Lang, wanted: impl Fn(u8) -> bool) -> String {
    let names = (1..=7).filter(|number| wanted(*number));
    let name = |number| lang.pick(when::nth_weekday(Lang::Zh, number), when::long_weekday(number));
    names.map(name).collect::<Vec<_>>().join(lang.pick("、", " and "))
}

fn weeks(lang: Lang, every: i32, days: &str) -> String {
    match every {
        1 => lang.pick(format!("每周{days}"), format!("Every {days}")),
        2 => lang.pick(format!("隔周{days}"), format!("Every second {days}")),
        _ => lang.pick(format!("每 {every} 周的周{days}"), format!("Every {every} weeks on {days}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{CommunityId, OccurrenceId};
    use domain::series::Former;
    use domain::when::{Clock, Day, Moment};

    /// A date on a Wednesday at two, as a rule makes it.
    fn date() -> Occurrence {
        let starts = Moment::at(Day::of(2026, 11, 25).unwrap(), Clock(14 * 60));
        let id = OccurrenceId::of_code(CommunityId::default(), "2026-11-25");
        Occurrence { id, starts, ..Occurrence::default() }
    }

    fn repeats(rule: &str, skip: Skip) -> Activity {
        Activity { series: Some(Series { rule: rule.into(), skip }), ..Activity::default() }
    }

    fn told(lang: Lang, rule: &str, skip: Skip) -> Option<String> {
        rule_and_time(lang, &repeats(rule, skip), &date())
    }

    #[test]
    fn rules_are_told_as_one_says_them() {
        for (rule, zh, en) in [
            ("FREQ=DAILY", "每天 · 14:00", "Every day · 14:00"),
            ("FREQ=WEEKLY", "每周三 · 14:00", "Every Wednesday · 14:00"),
            ("FREQ=WEEKLY;BYDAY=WE,FR", "每周三、五 · 14:00", "Every Wednesday and Friday · 14:00"),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "工作日 · 14:00", "Working days · 14:00"),
            ("FREQ=WEEKLY;INTERVAL=2", "隔周三 · 14:00", "Every second Wednesday · 14:00"),
            ("FREQ=WEEKLY;INTERVAL=3;BYDAY=WE", "每 3 周的周三 · 14:00", "Every 3 weeks on Wednesday · 14:00"),
            ("FREQ=MONTHLY;BYDAY=4WE", "每月第四个星期三 · 14:00", "On the fourth Wednesday of each month · 14:00"),
            ("FREQ=MONTHLY;BYDAY=-1WE", "每月最后一个星期三 · 14:00", "On the last Wednesday of each month · 14:00"),
            ("FREQ=MONTHLY;BYMONTHDAY=25", "每月 25 日 · 14:00", "On day 25 of each month · 14:00"),
        ] {
            assert_eq!(told(Lang::Zh, rule, Skip::Nothing).as_deref(), Some(zh), "{rule}");
            assert_eq!(told(Lang::En, rule, Skip::Nothing).as_deref(), Some(en), "{rule}");
        }
    }

    #[test]
    fn a_rule_that_says_its_days_is_told_without_a_date() {
        let told = |rule: &str| whole(Lang::Zh, &Series { rule: rule.into(), skip: Skip::Nothing });
        assert_eq!(told("FREQ=WEEKLY;BYDAY=TU,FR").as_deref(), Some("每周二、五"));
        assert_eq!(told("FREQ=DAILY").as_deref(), Some("每天"));
        assert_eq!((told("FREQ=WEEKLY"), told("FREQ=WEEKLY;COUNT=3")), (None, None));
    }

    #[test]
    fn a_date_before_all_were_called_off_says_how_often_it_came() {
        let series = Series { rule: "FREQ=WEEKLY".into(), skip: Skip::Nothing };
        let until = date().starts.plus_ms(1);
        let former = Some(Former { series, since: Moment(0), until });
        let ended = Activity { former, ..Activity::default() };
        assert_eq!(rule(Lang::Zh, &ended, &date()).as_deref(), Some("每周三"));
        assert_eq!(rule_and_time(Lang::Zh, &ended, &date()).as_deref(), Some("每周三 · 14:00"));
        let later = Occurrence { starts: until, ..date() };
        assert_eq!((rule(Lang::Zh, &ended, &later), rule_and_time(Lang::Zh, &ended, &later)), (None, None));
    }

    #[test]
    fn when_it_rests_is_told_and_what_nobody_can_say_is_not() {
        let rests = told(Lang::Zh, "FREQ=WEEKLY", Skip::PublicHolidays);
        assert_eq!(rests.as_deref(), Some("每周三 · 14:00，法定节假日不办"));
        let school = told(Lang::En, "FREQ=DAILY", Skip::OutsideSchoolHolidays);
        assert_eq!(school.as_deref(), Some("Every day · 14:00, in school holidays only"));
        let terms = told(Lang::Zh, "FREQ=WEEKLY", Skip::SchoolHolidays);
        assert_eq!(terms.as_deref(), Some("每周三 · 14:00，学校放假时不办"));
        assert_eq!(told(Lang::Zh, "FREQ=WEEKLY;COUNT=4", Skip::Nothing), None);
        assert_eq!(rule(Lang::Zh, &Activity::default(), &Occurrence::default()), None);
        let moved = told(Lang::Zh, "FREQ=WEEKLY;BYDAY=MO", Skip::Nothing);
        assert_eq!(moved.as_deref(), Some("每周一"), "the time of a date that was moved is not the usual one");
        let by_hand = Occurrence { id: OccurrenceId::default(), ..date() };
        let told = |rule| rule_and_time(Lang::Zh, &repeats(rule, Skip::Nothing), &by_hand);
        assert_eq!(told("FREQ=WEEKLY"), None, "an extra date does not say on which day the others are");
        assert_eq!(told("FREQ=WEEKLY;BYDAY=WE").as_deref(), Some("每周三"));
    }
}
