//! `community.csv`: the community itself, one line.

use super::cells::{Cells, NAME_MAX, SENTENCE_MAX};
use super::census::Census;
use super::draft::Draft;
use super::problem::Problem;
use super::sheet::{Columns, Sheet};
use super::written::Rows;
use domain::community::Community;
use domain::id::CommunityId;

pub(super) const COLUMNS: Columns = Columns {
    file: "community.csv",
    required: &["代码", "名称", "电话", "地址", "订餐截止提前天数", "订餐截止时间", "取餐开始", "取餐结束"],
    optional: &[],
};

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let Some(row) = sheet.rows.first() else {
        draft.problems.push(Problem::of_file(sheet.file, "里要有一行，写这个社区".into()));
        return;
    };
    let mut cells = Cells::of(sheet, row, &mut draft.problems);
    let code = cells.code("代码");
    let id = CommunityId::named(&code);
    draft.census.codes.note(id.0, &code);
    let pickup = (cells.clock("取餐开始"), cells.clock("取餐结束"));
    if let (Some(from), Some(until)) = pickup
        && until <= from
    {
        cells.refuse("取餐结束", "要晚于“取餐开始”");
    }
    draft.census.community = Community {
        id,
        name: cells.text("名称", NAME_MAX),
        phone: cells.text("电话", NAME_MAX),
        address: cells.text("地址", SENTENCE_MAX),
        cutoff_days: cells.whole("订餐截止提前天数", 0..=7).try_into().unwrap_or_default(),
        cutoff: cells.clock("订餐截止时间").unwrap_or_default(),
        pickup_from: pickup.0.unwrap_or_default(),
        pickup_until: pickup.1.unwrap_or_default(),
        quotas: Vec::new(),
        subsidies: Vec::new(),
        meals: Vec::new(),
        meal_quotas: Vec::new(),
    };
    for row in sheet.rows.iter().skip(1) {
        let reason = "多出来了：这个文件里只写一个社区".into();
        draft.problems.push(Problem::of_line(sheet.file, row.line, reason));
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = &census.community;
    let (days, cutoff) = (row.cutoff_days.to_string(), row.cutoff.to_string());
    let pickup = (row.pickup_from.to_string(), row.pickup_until.to_string());
    let words = [&row.name, &row.phone, &row.address].map(String::clone);
    let [name, phone, address] = words;
    vec![vec![census.codes.of(row.id.0), name, phone, address, days, cutoff, pickup.0, pickup.1]]
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{COMMUNITY, problems, read_with};

    #[test]
    fn the_canteens_hours_are_read() {
        let community = read_with(&[]).community;
        assert_eq!((community.cutoff_days, community.cutoff.to_string().as_str()), (1, "20:00"));
        assert_eq!(community.pickup_until.to_string(), "12:30");
    }

    #[test]
    fn there_is_one_community_and_lunch_ends_after_it_begins() {
        let twice = format!("{COMMUNITY}other,别处,1,别处,8,20:00,12:00,11:00\n");
        let found = problems(&[("community.csv", &twice)]);
        assert_eq!((found.len(), found[0].line), (1, 3));
        let found = problems(&[("community.csv", &COMMUNITY.replace(",12:30", ",10:30"))]);
        assert_eq!((found.len(), found[0].column.as_str()), (1, "取餐结束"));
    }
}
