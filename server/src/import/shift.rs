//! `shifts.csv`: where people are needed every week, and from it the shifts of the weeks ahead.
//!
//! A shift is named by its code and its day, so importing again next week adds a week and leaves the shifts that people have
//! taken as they are. A line may name a day instead, and is then about that day alone.

use super::activity::weekdays;
use super::cells::{Cells, NAME_MAX, SENTENCE_MAX};
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, list, word, yes};
use domain::id::ShiftId;
use domain::qualification::Skill;
use domain::series::DAYS_AHEAD;
use domain::shift::{PEOPLE_MAX, ROLE_MAX, Shift};
use domain::when::Moment;

pub(super) const COLUMNS: Columns = Columns {
    file: "shifts.csv",
    required: &["代码", "岗位", "组织代码", "场地代码", "星期", "开始", "结束", "至少", "最多"],
    optional: &["说明", "资质", "有孩子", "送餐", "示例", "日期"],
};

pub(super) const SKILLS: [(&str, Skill); 3] =
    [("健康证", Skill::Food), ("从业查询", Skill::Children), ("急救证", Skill::FirstAid)];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let (community, today) = (draft.census.community.id, draft.today);
    let mut codes = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.code("代码");
        let day = if cells.given("日期") { cells.day("日期", today) } else { None };
        let line = day.map_or_else(|| code.clone(), |day| format!("{code}/{day}"));
        codes.add(&mut cells, "代码", if code.is_empty() { "" } else { &line }, ());
        let mut shift = Shift {
            organization: cells.reference("组织代码", &draft.organizations).copied().unwrap_or_default(),
            role: cells.text("岗位", ROLE_MAX),
            about: cells.maybe_text("说明", SENTENCE_MAX.min(domain::occurrence::NOTE_MAX)),
            venue: cells.reference("场地代码", &draft.venues).copied().unwrap_or_default(),
            skills: skills(&mut cells),
            children: cells.yes("有孩子"),
            delivers: cells.yes("送餐"),
            synthetic: cells.yes("示例"),
            ..Shift::default()
        };
        let weekdays = if cells.given("日期") { Vec::new() } else { weekdays(&mut cells) };
        let (starts, ends) = (cells.clock("开始"), cells.clock("结束"));
        if ends.is_some() && ends <= starts {
            cells.refuse("结束", "要晚于“开始”");
        }
        (shift.least, shift.most) = (cells.whole("至少", 1..=PEOPLE_MAX), cells.whole("最多", 1..=PEOPLE_MAX));
        if shift.most > 0 && shift.most < shift.least {
            cells.refuse("最多", "不能比“至少”小");
        }
        let (Some(starts), Some(ends)) = (starts, ends) else { continue };
        let ahead = (0..DAYS_AHEAD).map(|ahead| today.plus(ahead)).filter(|day| weekdays.contains(&day.weekday()));
        let role = ShiftId::of_code(community, &code);
        draft.census.codes.note(role.0, &code);
        draft.census.shifts.extend(ahead.chain(day).map(|day| Shift {
            id: ShiftId::of_day(role.0, day),
            starts: Moment::at(day, starts),
            ends: Moment::at(day, ends),
            ..shift.clone()
        }));
    }
}

fn skills(cells: &mut Cells) -> Vec<Skill> {
    if cells.maybe_text("资质", NAME_MAX).is_empty() {
        return Vec::new();
    }
    let named = |text: &str| SKILLS.iter().find(|(name, _)| *name == text).map(|(_, skill)| *skill);
    let mut skills = cells.list("资质", |text| named(text).ok_or_else(|| must(text)));
    skills.sort();
    skills
}

/// What a skill must be called.
pub(super) fn must(text: &str) -> String {
    let names: Vec<&str> = SKILLS.iter().map(|(name, _)| *name).collect();
    format!("要是 {} 之一，现在有 {}", names.join("、"), super::problem::quoted(text))
}

/// A line for each day: how they repeat, the database does not know.
pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Shift| {
        let (team, venue) = (census.codes.of(row.organization.0), census.codes.of(row.venue.0));
        let weekdays = String::new();
        let clocks = [row.starts, row.ends].map(|at| at.clock().to_string());
        let must = [census.codes.of_shift(row.id), row.role.clone(), team, venue, weekdays];
        let people = [row.least, row.most].map(|people| people.to_string());
        let skills = list(row.skills.iter().map(|skill| word(&SKILLS, skill)));
        let marks = [row.children, row.delivers, row.synthetic].map(yes);
        let day = [row.starts.day().to_string()];
        let may = [row.about.clone(), skills].into_iter().chain(marks).chain(day);
        must.into_iter().chain(clocks).chain(people).chain(may).collect()
    };
    census.shifts.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{COMMUNITY_ID, TODAY, places, problems, read_with};
    use domain::id::ShiftId;
    use domain::qualification::Skill;

    const HEADER: &str = "代码,岗位,组织代码,场地代码,星期,开始,结束,至少,最多,资质,有孩子\n";

    #[test]
    fn a_weekly_role_gives_six_weeks_of_shifts() {
        // Today is a Sunday.
        let lines = format!("{HEADER}meals,送餐,chess,room,1;2,10:30,12:30,2,4,急救证；健康证,是\n");
        let census = read_with(&[("shifts.csv", &lines)]);
        assert_eq!(census.shifts.len(), 12);
        let first = &census.shifts[0];
        assert_eq!(first.id, ShiftId::of_day(ShiftId::of_code(COMMUNITY_ID(), "meals").0, TODAY().plus(1)));
        assert_eq!((first.starts.day(), first.least, first.most, first.taken), (TODAY().plus(1), 2, 4, 0));
        assert_eq!((first.skills.as_slice(), first.children), ([Skill::Food, Skill::FirstAid].as_slice(), true));
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines =
            format!("{HEADER}meals,,club,hall,8,10:30,9:00,3,2,驾照,\nmeals,送餐,chess,room,1,9:00,10:00,0,201,,\n");
        let expected: Vec<_> = ["组织代码", "岗位", "场地代码", "资质", "星期", "结束", "最多"]
            .map(|column| ("shifts.csv", 2, column))
            .into_iter()
            .chain(["代码", "至少", "最多"].map(|column| ("shifts.csv", 3, column)))
            .collect();
        assert_eq!(places(&problems(&[("shifts.csv", &lines)])), expected);
    }
}
