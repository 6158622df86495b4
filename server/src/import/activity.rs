//! `activities.csv`: what takes place every week, and from it the dates of the weeks ahead.
//!
//! A date is named by the activity's code and its day, so importing again next week adds a week and leaves the
//! dates that people have signed up for as they are. A date that would be over already today is made too: whoever
//! shows dates hides the past. The pattern itself becomes the activity's series, so that the server goes on with it when these
//! weeks are over, with the same names. Where nothing is said of when, there is no pattern: its dates stand in `dates.csv`.

use super::cells::{Cells, NAME_MAX, SENTENCE_MAX};
use super::census::{Census, Holiday};
use super::draft::Draft;
use super::index::Index;
use super::problem::quoted;
use super::sheet::{Columns, Sheet};
use super::value;
use super::written::{Rows, list, word, yes, yuan};
use domain::activity::{Activity, ActivityKind};
use domain::audience::{AGE_MAX, Audience};
use domain::id::{ActivityId, CompoundId, OccurrenceId, VenueId};
use domain::occurrence::{CAPACITY_MAX, Occurrence, Plan};
use domain::series::{self, DAYS_AHEAD, Series, Skip, WEEKDAYS};
use domain::when::{Clock, Day, Moment};

pub(super) const COLUMNS: Columns = Columns {
    file: "activities.csv",
    required: &["代码", "名称", "组织代码", "类别", "场地代码", "星期", "开始", "结束", "名额"],
    optional: &["简介", "谁能来", "年龄", "带什么", "费用", "联系人", "何时", "示例"],
};

/// The cells that say when an activity takes place.
const WHEN: [&str; 5] = ["场地代码", "星期", "开始", "结束", "名额"];
/// Whom an activity is for, where it is for the team alone.
const MEMBERS: &str = "成员";

const KINDS: [(&str, ActivityKind); 5] = [
    ("学堂", ActivityKind::School),
    ("文体", ActivityKind::Culture),
    ("服务", ActivityKind::Service),
    ("亲子", ActivityKind::Family),
    ("议事", ActivityKind::Council),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Season {
    Always,
    SchoolHolidays,
    SchoolTerms,
    NotPublicHolidays,
}

const SEASONS: [(&str, Season); 4] = [
    ("平时", Season::Always),
    ("学校假期", Season::SchoolHolidays),
    ("学校上课时", Season::SchoolTerms),
    ("非法定节假日", Season::NotPublicHolidays),
];

/// When an activity takes place, every week.
struct Pattern {
    venue: VenueId,
    weekdays: Vec<u8>,
    starts: Clock,
    ends: Clock,
    capacity: u32,
    season: Season,
}

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let community = draft.census.community.id;
    draft.activities = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.code("代码");
        let id = ActivityId::of_code(community, &code);
        draft.activities.add(&mut cells, "代码", &code, id);
        draft.census.codes.note(id.0, &code);
        let activity = Activity {
            id,
            organization: cells.reference("组织代码", &draft.organizations).copied().unwrap_or_default(),
            title: cells.text("名称", NAME_MAX),
            kind: cells.choice("类别", &KINDS).unwrap_or_default(),
            about: cells.maybe_text("简介", SENTENCE_MAX),
            audience: cells.maybe_text("谁能来", NAME_MAX),
            audience_rule: cells
                .maybe_parsed("年龄", "要写成“6-14”或“60-”，或者成员、一个小区", |text| {
                    rule(text, &draft.compounds)
                })
                .unwrap_or_default(),
            bring: cells.maybe_text("带什么", NAME_MAX),
            price_fen: if cells.maybe_text("费用", NAME_MAX).is_empty() { 0 } else { cells.price("费用") },
            contact: cells.maybe_text("联系人", NAME_MAX),
            synthetic: cells.yes("示例"),
            ..Activity::default()
        };
        if let Some(pattern) = pattern(&mut cells, &draft.venues) {
            for day in days(&pattern, &draft.census.holidays, draft.today) {
                let date = occurrence(&activity, &pattern, day);
                let former = OccurrenceId::of_code(community, &format!("{code}/{day}"));
                draft.census.former.insert(date.id, former);
                draft.census.occurrences.push(date);
            }
            draft.census.patterns.extend(repeated(&pattern, draft.today).map(|series| (activity.id, series)));
        }
        draft.census.activities.push(activity);
    }
}

/// `6-14`, or `60-` when there is no upper limit: nobody else can sign up.
fn ages(text: &str) -> Option<Audience> {
    let (from, until) = text.split_once('-')?;
    let until = if until.is_empty() { AGE_MAX } else { until.parse().ok()? };
    let from = from.parse().ok()?;
    (from <= until && until <= AGE_MAX).then_some(Audience::Ages { from, until })
}

/// The same; or the team's members, or the people of a compound.
fn rule(text: &str, compounds: &Index<CompoundId>) -> Option<Audience> {
    match text {
        MEMBERS => Some(Audience::Members),
        _ => compounds.get(text).map(|id| Audience::Compound(*id)).or_else(|| ages(text)),
    }
}

fn pattern(cells: &mut Cells, venues: &Index<VenueId>) -> Option<Pattern> {
    if !WHEN.into_iter().any(|column| cells.given(column)) {
        return None;
    }
    let venue = cells.reference("场地代码", venues).copied().unwrap_or_default();
    let weekdays = weekdays(cells);
    let (starts, ends) = (cells.clock("开始"), cells.clock("结束"));
    if ends.is_some() && ends <= starts {
        cells.refuse("结束", "要晚于“开始”");
    }
    let capacity = cells.whole("名额", 1..=CAPACITY_MAX);
    let season = cells.maybe_choice("何时", &SEASONS).unwrap_or(Season::Always);
    Some(Pattern { venue, weekdays, starts: starts?, ends: ends?, capacity, season })
}

/// The days of the week in the column 星期.
pub(super) fn weekdays(cells: &mut Cells) -> Vec<u8> {
    cells.text("星期", NAME_MAX);
    cells.list("星期", |text| {
        let number = value::whole(text).and_then(|number| u8::try_from(number).ok());
        number
            .filter(|number| (1..=7).contains(number))
            .ok_or_else(|| format!("要是 1 (星期一) 到 7 (星期日) 的数，用分号隔开，现在有 {}", quoted(text)))
    })
}

/// The days of the weeks ahead on which the pattern falls.
fn days(pattern: &Pattern, holidays: &[Holiday], today: Day) -> Vec<Day> {
    let off = |day: Day, school: bool| holidays.iter().any(|holiday| holiday.school == school && holiday.holds(day));
    (0..DAYS_AHEAD)
        .map(|ahead| today.plus(ahead))
        .filter(|day| pattern.weekdays.contains(&day.weekday()))
        .filter(|day| match pattern.season {
            Season::Always => true,
            Season::SchoolHolidays => off(*day, true),
            Season::SchoolTerms => !off(*day, true),
            Season::NotPublicHolidays => !off(*day, false),
        })
        .collect()
}

/// The same as a series, from the first of its weekdays on.
fn repeated(pattern: &Pattern, today: Day) -> Option<series::Pattern> {
    let on = |weekday: u8| pattern.weekdays.contains(&weekday);
    let day = (0..7).map(|ahead| today.plus(ahead)).find(|day| on(day.weekday()))?;
    let days: Vec<&str> = (1..).zip(WEEKDAYS).filter(|(number, _)| on(*number)).map(|(_, name)| name).collect();
    let every_day = days.len() == WEEKDAYS.len();
    let rule = if every_day { "FREQ=DAILY".into() } else { format!("FREQ=WEEKLY;BYDAY={}", days.join(",")) };
    let skip = match pattern.season {
        Season::Always => Skip::Nothing,
        Season::SchoolHolidays => Skip::OutsideSchoolHolidays,
        Season::SchoolTerms => Skip::SchoolHolidays,
        Season::NotPublicHolidays => Skip::PublicHolidays,
    };
    let first = Plan {
        starts: Moment::at(day, pattern.starts),
        ends: Moment::at(day, pattern.ends),
        venue: pattern.venue,
        capacity: pattern.capacity,
        ..Plan::default()
    };
    Some(series::Pattern { series: Series { rule, skip }, first })
}

fn occurrence(activity: &Activity, pattern: &Pattern, day: Day) -> Occurrence {
    Occurrence {
        id: OccurrenceId::of_day(activity.id.0, day),
        activity: activity.id,
        organization: activity.organization,
        starts: Moment::at(day, pattern.starts),
        ends: Moment::at(day, pattern.ends),
        venue: pattern.venue,
        capacity: pattern.capacity,
        ..Occurrence::default()
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Activity| {
        let [venue, weekdays, starts, ends, capacity, season] = when(census, row.id);
        let (code, team) = (census.codes.of(row.id.0), census.codes.of(row.organization.0));
        let must = [code, row.title.clone(), team, word(&KINDS, &row.kind), venue, weekdays, starts, ends, capacity];
        let rule = match row.audience_rule {
            Audience::Everyone => String::new(),
            Audience::Members => MEMBERS.into(),
            Audience::Ages { from, until: AGE_MAX } => format!("{from}-"),
            Audience::Ages { from, until } => format!("{from}-{until}"),
            Audience::Compound(id) => {
                census.compounds.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default()
            }
        };
        let words = [row.about.clone(), row.audience.clone(), rule, row.bring.clone()];
        let may = [yuan(row.price_fen), row.contact.clone(), season, yes(row.synthetic)];
        must.into_iter().chain(words).chain(may).collect()
    };
    census.activities.iter().map(row).collect()
}

/// The cells that say when an activity takes place; empty where that is no pattern of weekdays.
fn when(census: &Census, id: ActivityId) -> [String; 6] {
    let Some(series::Pattern { series, first }) = census.patterns.get(&id) else { return Default::default() };
    // A line has one day: what ends on another one is not said.
    let within = first.starts.day() == first.ends.day();
    let Some(weekdays) = of_rule(&series.rule).filter(|_| within) else { return Default::default() };
    let season = match series.skip {
        Skip::Nothing => Season::Always,
        Skip::OutsideSchoolHolidays => Season::SchoolHolidays,
        Skip::SchoolHolidays => Season::SchoolTerms,
        Skip::PublicHolidays => Season::NotPublicHolidays,
    };
    let (starts, ends) = (first.starts.clock().to_string(), first.ends.clock().to_string());
    let venue = census.codes.of(first.venue.0);
    [venue, weekdays, starts, ends, first.capacity.to_string(), word(&SEASONS, &season)]
}

/// The weekdays of a rule of ours: 1;3;5.
fn of_rule(rule: &str) -> Option<String> {
    if rule == "FREQ=DAILY" {
        return Some(list((1..=7).map(|number| number.to_string())));
    }
    let days = rule.strip_prefix("FREQ=WEEKLY;BYDAY=")?;
    let number = |day: &str| WEEKDAYS.iter().position(|known| *known == day).map(|at| (at + 1).to_string());
    days.split(',').map(number).collect::<Option<Vec<_>>>().map(list)
}

#[cfg(test)]
mod tests {
    use crate::import::census::Census;
    use crate::import::sample::{TODAY, places, problems, read_with};
    use domain::id::OccurrenceId;

    const HEADER: &str = "代码,名称,组织代码,类别,场地代码,星期,开始,结束,名额,何时\n";

    fn days(census: &Census) -> Vec<i32> {
        census.occurrences.iter().map(|occurrence| occurrence.starts.day().since(TODAY())).collect()
    }

    #[test]
    fn a_weekly_pattern_gives_six_weeks_of_dates() {
        // Today is a Sunday.
        let lines = format!("{HEADER}go,下棋,chess,文体,room,7；1,9:00,10:30,12,平时\n");
        let census = read_with(&[("activities.csv", &lines)]);
        assert_eq!(days(&census), [0, 1, 7, 8, 14, 15, 21, 22, 28, 29, 35, 36]);
        let first = &census.occurrences[0];
        assert_eq!(first.id, OccurrenceId::of_day(census.activities[0].id.0, TODAY()));
        assert_eq!((first.starts.clock().to_string().as_str(), first.ends.clock().0), ("09:00", 630));
        assert_eq!((first.capacity, first.confirmed, first.venue), (12, 0, census.venues[0].id));
        assert_eq!(first.organization, census.organizations[0].id);
    }

    #[test]
    fn the_calendar_decides_about_holidays() {
        let calendar = "名称,开始,结束,类别\n寒假,今天+3,今天+4,学校假期\n元旦,今天+4,今天+40,法定节假日\n";
        let daily = |season| {
            let lines = format!("{HEADER}go,下棋,chess,文体,room,1;2;3;4;5;6;7,9:00,10:30,12,{season}\n");
            days(&read_with(&[("calendar.csv", calendar), ("activities.csv", &lines)]))
        };
        assert_eq!(daily("平时").len(), 42);
        assert_eq!(daily("").len(), 42, "when nothing is said it is always");
        assert_eq!(daily("学校假期"), [3, 4]);
        assert_eq!(daily("非法定节假日"), [0, 1, 2, 3, 41]);
    }

    #[test]
    fn a_pattern_is_a_series_that_makes_the_same_dates() {
        use domain::when::{Clock, Moment};
        let calendar = "名称,开始,结束,类别\n寒假,今天+3,今天+20,学校假期\n元旦,今天+4,今天+40,法定节假日\n";
        // In the night before today, so that today's date is still to come.
        let now = Moment::at(TODAY(), Clock(0));
        for (weekdays, season, rule) in [
            ("7；1", "平时", "FREQ=WEEKLY;BYDAY=MO,SU"),
            ("3", "", "FREQ=WEEKLY;BYDAY=WE"),
            ("1;2;3;4;5", "非法定节假日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("7;6;5;4;3;2;1", "学校假期", "FREQ=DAILY"),
        ] {
            let lines = format!("{HEADER}go,下棋,chess,文体,room,{weekdays},9:00,10:30,12,{season}\n");
            let census = read_with(&[("calendar.csv", calendar), ("activities.csv", &lines)]);
            let id = census.activities[0].id;
            let pattern = &census.patterns[&id];
            assert_eq!(pattern.series.rule, rule);
            assert!(pattern.series.rhythm().is_some(), "residents are told {rule}");
            let made = crate::series::ahead(census.community.id, id, pattern, &census.holidays, now).unwrap();
            let dates: Vec<_> = census.occurrences.iter().map(|date| (date.id, date.starts, date.ends)).collect();
            assert_eq!(made, dates, "{rule}");
            assert_eq!((pattern.first.venue, pattern.first.capacity), (census.venues[0].id, 12));
        }
    }

    #[test]
    fn what_is_free_need_not_say_so_and_a_price_is_in_fen() {
        let lines = "代码,名称,组织代码,类别,场地代码,星期,开始,结束,名额,费用\n\
            go,下棋,chess,文体,room,1,9:00,10:30,12,\ntea,喝茶,chess,议事,room,1,9:00,10:30,12,2.5\n";
        let census = read_with(&[("activities.csv", lines)]);
        assert_eq!(census.activities.iter().map(|activity| activity.price_fen).collect::<Vec<_>>(), [0, 250]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!(
            "{HEADER}go,下棋,chess,文体,room,8;1;1,10:00,9:00,abc,周末\n\
             go,,club,棋牌,hall,,早上,,0,\n"
        );
        let found = problems(&[("activities.csv", &lines)]);
        let second = ["代码", "组织代码", "名称", "类别", "场地代码", "星期", "开始", "结束", "名额"];
        let expected: Vec<_> = ["星期", "星期", "结束", "名额", "何时"]
            .map(|column| ("activities.csv", 2, column))
            .into_iter()
            .chain(second.map(|column| ("activities.csv", 3, column)))
            .collect();
        assert_eq!(places(&found), expected);
        assert_eq!(found[3].reason, "“名额”要是 1 到 2000 的整数，现在是 “abc”");
        assert!(found[9].reason.contains("“hall” 在 venues.csv 里没有"), "{}", found[9]);
    }

    #[test]
    fn ages_are_a_rule() {
        use domain::audience::Audience::Ages;
        assert_eq!(super::ages("6-14"), Some(Ages { from: 6, until: 14 }));
        assert_eq!(super::ages("60-"), Some(Ages { from: 60, until: 120 }));
        for text in ["6", "14-6", "-6", "60-121", "老人"] {
            assert_eq!(super::ages(text), None, "{text}");
        }
    }
}
