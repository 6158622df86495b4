//! Dates from a rule, and the job that makes them ahead.
//!
//! The library reckons in the calendars' own types; no other file sees them. It reads the text that calendars exchange, with the
//! community's time in it, and answers with instants.

use crate::commands::now;
use crate::import::census::Holiday;
use crate::state::App;
use crate::store;
use domain::id::{ActivityId, CommunityId};
use domain::series::{Ahead, DAYS_AHEAD, Pattern, Skip, date_id};
use domain::when::{Clock, Day, Moment};
use rrule::RRuleSet;
use std::time::Duration;

/// How often it is looked whether a new day has come that series reach.
const LOOK: Duration = Duration::from_secs(3_600);
/// A rule is followed so far from its first date: ten years of days.
const STEPS_MAX: usize = 3_660;

/// The beginnings of a series that began with `first`, from one instant to another; nothing when its rule is none that a
/// calendar understands.
pub fn beginnings(rule: &str, first: Moment, from: Moment, until: Moment) -> Option<Vec<Moment>> {
    let (year, month, day) = first.day().parts();
    let (hour, minute) = first.clock().parts();
    let text = format!("DTSTART;TZID=Asia/Shanghai:{year:04}{month:02}{day:02}T{hour:02}{minute:02}00\nRRULE:{rule}");
    let set: RRuleSet = text.parse().ok()?;
    let set = set.limit();
    let all = set.into_iter().take(STEPS_MAX).map(|date| Moment(date.timestamp_millis()));
    Some(all.skip_while(|at| *at < from).take_while(|at| *at <= until).collect())
}

/// Whether a series rests on a day.
fn rests(skip: Skip, holidays: &[Holiday], day: Day) -> bool {
    let off = |school: bool| holidays.iter().any(|holiday| holiday.school == school && holiday.holds(day));
    match skip {
        Skip::Nothing => false,
        Skip::PublicHolidays => off(false),
        Skip::OutsideSchoolHolidays => !off(true),
        Skip::SchoolHolidays => off(true),
    }
}

/// The dates of a series from now on, as far as dates are made; nothing when its rule is none.
pub fn ahead(
    community: CommunityId,
    activity: ActivityId,
    pattern: &Pattern,
    holidays: &[Holiday],
    now: Moment,
) -> Option<Vec<Ahead>> {
    pattern.series.check().ok()?;
    let first = &pattern.first;
    let until = Moment::at(now.day().plus(DAYS_AHEAD), Clock(0)).plus_ms(-1);
    let starts = beginnings(&pattern.series.rule, first.starts, now, until.max(first.starts))?;
    let kept = starts.into_iter().filter(|at| !rests(pattern.series.skip, holidays, at.day()));
    let date = |at: Moment| {
        (date_id(community, activity, at.day()), at, at.plus_ms(first.ends.0.saturating_sub(first.starts.0)))
    };
    Some(kept.map(date).collect())
}

/// Makes the dates of all series ahead, at the start and with each new day, for ever.
pub async fn keep(app: App) {
    loop {
        match store::series::extend(&app.db, app.community, now()).await {
            Ok(Some(revision)) => app.heard_of(revision),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "dates could not be made ahead"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::occurrence::Plan;
    use domain::series::Series;
    use domain::when::HOUR_MS;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn at(text: &str) -> Moment {
        Moment::at(day(text), Clock(14 * 60))
    }

    /// The days on which a series from the 28th, a Saturday, falls, asked in the morning of a day.
    fn days(rule: &str, skip: Skip, holidays: &[Holiday], today: &str) -> Option<Vec<String>> {
        let starts = at("2026-11-28");
        let first = Plan { starts, ends: starts.plus_ms(HOUR_MS), capacity: 9, ..Plan::default() };
        let pattern = Pattern { series: Series { rule: rule.into(), skip }, first };
        let now = Moment::at(day(today), Clock(9 * 60));
        let dates = ahead(CommunityId::default(), ActivityId::default(), &pattern, holidays, now)?;
        assert!(dates.iter().all(|(_, starts, ends)| starts.clock() == Clock(14 * 60) && ends.0 - starts.0 == HOUR_MS));
        Some(dates.into_iter().map(|(_, starts, _)| starts.day().to_string()).collect())
    }

    #[test]
    fn every_second_saturday_is_counted_from_the_first() {
        let days = |today| days("FREQ=WEEKLY;INTERVAL=2", Skip::Nothing, &[], today).unwrap();
        assert_eq!(days("2026-11-25"), ["2026-11-28", "2026-12-12", "2026-12-26"]);
        assert_eq!(days("2026-12-05"), ["2026-12-12", "2026-12-26", "2027-01-09"]);
    }

    #[test]
    fn the_second_saturday_of_the_month_and_workdays_are_rules_too() {
        let second = days("FREQ=MONTHLY;BYDAY=2SA", Skip::Nothing, &[], "2026-11-25").unwrap();
        assert_eq!(second, ["2026-12-12"]);
        let workdays = days("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Skip::Nothing, &[], "2026-11-29").unwrap();
        assert_eq!(workdays.len(), 30);
        assert_eq!(workdays[0], "2026-11-30");
    }

    #[test]
    fn a_rule_ends_in_the_communitys_time() {
        // Four in the afternoon of the 12th in Beijing.
        let until = days("FREQ=WEEKLY;UNTIL=20261212T080000Z", Skip::Nothing, &[], "2026-11-25").unwrap();
        assert_eq!(until, ["2026-11-28", "2026-12-05", "2026-12-12"]);
        assert_eq!(days("FREQ=WEEKLY;COUNT=2", Skip::Nothing, &[], "2026-12-06").unwrap(), [""; 0]);
    }

    #[test]
    fn holidays_are_left_out_or_are_all_there_is() {
        let holiday =
            |from: &str, until: &str, school| Holiday {
                name: "假".into(), from: day(from), until: day(until), school
            };
        let holidays = [holiday("2026-12-04", "2026-12-06", false), holiday("2026-12-10", "2026-12-20", true)];
        let days = |skip| days("FREQ=WEEKLY", skip, &holidays, "2026-11-25").unwrap();
        assert_eq!(days(Skip::Nothing).len(), 6);
        assert!(!days(Skip::PublicHolidays).contains(&"2026-12-05".to_string()));
        assert_eq!(days(Skip::PublicHolidays).len(), 5);
        assert_eq!(days(Skip::OutsideSchoolHolidays), ["2026-12-12", "2026-12-19"]);
        assert_eq!(days(Skip::SchoolHolidays), ["2026-11-28", "2026-12-05", "2026-12-26", "2027-01-02"]);
    }

    #[test]
    fn what_is_no_rule_says_so() {
        for rule in ["FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;UNTIL=20200101T000000Z"] {
            assert_eq!(days(rule, Skip::Nothing, &[], "2026-11-25"), None, "{rule}");
        }
    }
}
