//! `dates.csv`: single dates of activities. A line says of a date that the weekly pattern makes what is different about it, or it
//! is a date of its own. The committee need not write it; it is how files that come from a database say when something is.

use super::cells::Cells;
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::Rows;
use domain::id::OccurrenceId;
use domain::occurrence::{CAPACITY_MAX, NOTE_MAX, Occurrence};
use domain::when::Moment;

pub(super) const COLUMNS: Columns = Columns {
    file: "dates.csv",
    required: &["活动代码", "日期", "开始", "结束", "场地代码", "名额"],
    optional: &["编号", "备注", "取消"],
};

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let today = draft.today;
    let mut known = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let activity = cells.reference("活动代码", &draft.activities).copied();
        let day = cells.day("日期", today);
        let clocks = (cells.clock("开始"), cells.clock("结束"));
        if let (Some(starts), Some(ends)) = clocks
            && ends <= starts
        {
            cells.refuse("结束", "要晚于“开始”");
        }
        let venue = cells.reference("场地代码", &draft.venues).copied().unwrap_or_default();
        let capacity = cells.whole("名额", 1..=CAPACITY_MAX);
        let own = cells.maybe_parsed("编号", "要是系统写的编号，或者空着", |text| {
            text.parse::<OccurrenceId>().ok()
        });
        let (note, why) = (cells.maybe_text("备注", NOTE_MAX), cells.maybe_text("取消", NOTE_MAX));
        let (Some(activity), Some(day), (Some(starts), Some(ends))) = (activity, day, clocks) else { continue };
        let team = draft.census.activities.iter().find(|row| row.id == activity).map(|row| row.organization);
        let id = own.unwrap_or_else(|| OccurrenceId::of_day(activity.0, day));
        known.add(&mut cells, "日期", &id.to_string(), ());
        let date = Occurrence {
            id,
            activity,
            organization: team.unwrap_or_default(),
            starts: Moment::at(day, starts),
            ends: Moment::at(day, ends),
            venue,
            capacity,
            note,
            cancelled: Some(why).filter(|why| !why.is_empty()),
            ..Occurrence::default()
        };
        match draft.census.occurrences.iter_mut().find(|row| row.id == id) {
            Some(made) => *made = date,
            None => draft.census.occurrences.push(date),
        }
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Occurrence| {
        let day = row.starts.day();
        let clocks = [row.starts, row.ends].map(|at| at.clock().to_string());
        let own = row.id != OccurrenceId::of_day(row.activity.0, day);
        let id = if own { row.id.to_string() } else { String::new() };
        let (activity, venue) = (census.codes.of(row.activity.0), census.codes.of(row.venue.0));
        let may = [venue, row.capacity.to_string(), id, row.note.clone(), row.cancelled.clone().unwrap_or_default()];
        [activity, day.to_string()].into_iter().chain(clocks).chain(may).collect()
    };
    census.occurrences.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{TODAY, places, problems, read_with};
    use domain::id::OccurrenceId;

    const HEADER: &str = "活动代码,日期,开始,结束,场地代码,名额,编号,备注,取消\n";

    #[test]
    fn a_date_is_one_of_the_pattern_or_one_of_its_own() {
        let own = OccurrenceId(uuid::Uuid::from_u128(7));
        // Today is a Sunday, and the pattern of the sample has the Wednesdays.
        let lines = format!(
            "{HEADER}go,今天+3,13:30,16:00,room,12,,,老师病了\ngo,2026-11-28,09:00,10:00,room,8,{own},在院子里,\n"
        );
        let census = read_with(&[("dates.csv", &lines)]);
        let find = |id| census.occurrences.iter().find(|row| row.id == id).unwrap();
        let first = find(OccurrenceId::of_day(census.activities[0].id.0, TODAY().plus(3)));
        assert_eq!(first.cancelled.as_deref(), Some("老师病了"));
        let second = find(own);
        assert_eq!((second.capacity, second.note.as_str(), &second.cancelled), (8, "在院子里", &None));
        assert_eq!((second.starts.day().to_string().as_str(), census.occurrences.len()), ("2026-11-28", 7));
    }

    #[test]
    fn an_activity_may_have_no_pattern_at_all() {
        let activities = "代码,名称,组织代码,类别,场地代码,星期,开始,结束,名额,年龄\n\
            go,下棋,chess,文体,,,,,,成员\ntea,喝茶,chess,议事,,,,,,桑园里\n";
        let census = read_with(&[("activities.csv", activities)]);
        assert!(census.occurrences.is_empty() && census.patterns.is_empty());
        use domain::audience::Audience::{Compound, Members};
        let rules: Vec<_> = census.activities.iter().map(|row| row.audience_rule).collect();
        assert_eq!(rules, [Members, Compound(census.compounds[0].id)]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{HEADER}go,2026-02-30,10:00,9:00,hall,0,x,,\ngo,今天,9:00,10:00,room,1,,,\n");
        let expected = ["日期", "结束", "场地代码", "名额", "编号"].map(|column| ("dates.csv", 2, column));
        assert_eq!(places(&problems(&[("dates.csv", &lines)])), expected);
        let twice = format!("{HEADER}go,今天,9:00,10:00,room,1,,,\ngo,今天,9:00,10:00,room,1,,,\n");
        assert_eq!(places(&problems(&[("dates.csv", &twice)])), [("dates.csv", 3, "日期")]);
    }
}
