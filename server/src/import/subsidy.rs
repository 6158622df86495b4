//! `subsidies.csv`: what the committee adds to meals, by age and by what somebody is in the community.

use super::cells::Cells;
use super::census::Census;
use super::draft::Draft;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, word, yuan};
use domain::audience::AGE_MAX;
use domain::subsidy::{Status, Subsidy};

pub(super) const COLUMNS: Columns =
    Columns {
        file: "subsidies.csv", required: &["最小年龄", "每餐减", "开始日期", "结束日期"], optional: &["身份"]
    };

const STATUSES: [(&str, Status); 3] =
    [("志愿者", Status::Volunteer), ("居民小组长", Status::GroupLeader), ("网格员", Status::GridWorker)];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let today = draft.today;
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let named = |text: &str| STATUSES.iter().find(|(name, _)| *name == text).map(|(_, status)| *status);
        let least_age = cells.whole("最小年龄", 0..=u32::from(AGE_MAX));
        let status = cells.maybe_parsed("身份", "要是 志愿者、居民小组长、网格员，或者空着", named);
        let off_fen = cells.price("每餐减");
        if off_fen == 0 {
            cells.refuse("每餐减", "要多于 0 元");
        }
        let days = (cells.day("开始日期", today), cells.day("结束日期", today));
        let (Some(from), Some(until)) = days else { continue };
        if until < from {
            cells.refuse("结束日期", "不能早于“开始日期”");
        }
        let least_age = u8::try_from(least_age).unwrap_or(AGE_MAX);
        draft.census.community.subsidies.push(Subsidy { least_age, status, off_fen, from, until });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Subsidy| {
        let status = row.status.map(|status| word(&STATUSES, &status)).unwrap_or_default();
        vec![row.least_age.to_string(), yuan(row.off_fen), row.from.to_string(), row.until.to_string(), status]
    };
    census.community.subsidies.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{problems, read_with};
    use domain::subsidy::Status;

    #[test]
    fn a_rule_is_an_age_or_what_somebody_is() {
        let file =
            "最小年龄,身份,每餐减,开始日期,结束日期\n60,,2,2026-01-01,2030-12-31\n0,志愿者,1.5,2026-01-01,2030-12-31\n";
        let rules = read_with(&[("subsidies.csv", file)]).community.subsidies;
        let read: Vec<_> = rules.iter().map(|rule| (rule.least_age, rule.status, rule.off_fen)).collect();
        assert_eq!(read, [(60, None, 200), (0, Some(Status::Volunteer), 150)]);
    }

    #[test]
    fn a_bad_rule_is_named() {
        let file = "最小年龄,每餐减,开始日期,结束日期\n600,2,2026-01-01,2030-12-31\n60,2,2026-01-02,2026-01-01\n";
        let found: Vec<_> = problems(&[("subsidies.csv", file)]).into_iter().map(|one| one.line).collect();
        assert_eq!(found, [2, 3]);
    }
}
