//! `calendar.csv`: school holidays and public holidays.

use super::cells::{Cells, NAME_MAX};
use super::census::{Census, Holiday};
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, word};

pub(super) const COLUMNS: Columns =
    Columns { file: "calendar.csv", required: &["名称", "开始", "结束", "类别"], optional: &[] };

/// Whether it is a school holiday.
const KINDS: [(&str, bool); 2] = [("学校假期", true), ("法定节假日", false)];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let today = draft.today;
    let mut ranges = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let name = cells.text("名称", NAME_MAX);
        let (from, until) = (cells.day("开始", today), cells.day("结束", today));
        let school = cells.choice("类别", &KINDS);
        let (Some(from), Some(until), Some(school)) = (from, until, school) else { continue };
        if until < from {
            cells.refuse("结束", "不能早于“开始”");
        }
        ranges.add(&mut cells, "名称", &format!("{name} {from}"), ());
        draft.census.holidays.push(Holiday { name, from, until, school });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row =
        |row: &Holiday| vec![row.name.clone(), row.from.to_string(), row.until.to_string(), word(&KINDS, &row.school)];
    census.holidays.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{TODAY, places, problems, read_with};

    const HEADER: &str = "名称,开始,结束,类别\n";

    #[test]
    fn a_holiday_holds_its_first_and_its_last_day() {
        let census = read_with(&[("calendar.csv", &format!("{HEADER}寒假,今天+1,今天+2,学校假期\n"))]);
        let days: Vec<bool> = (0..4).map(|n| census.holidays[0].holds(TODAY().plus(n))).collect();
        assert_eq!(days, [false, true, true, false]);
        assert!(census.holidays[0].school);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!(
            "{HEADER}元旦,2027-01-03,2027-01-01,法定节假日\n,2027-02-30,,放假\n元旦,2027-01-03,2027-01-05,法定节假日\n"
        );
        assert_eq!(
            places(&problems(&[("calendar.csv", &lines)])),
            [
                ("calendar.csv", 2, "结束"),
                ("calendar.csv", 3, "名称"),
                ("calendar.csv", 3, "开始"),
                ("calendar.csv", 3, "结束"),
                ("calendar.csv", 3, "类别"),
                ("calendar.csv", 4, "名称")
            ]
        );
    }
}
