//! `meals.csv`: what the canteen serves besides lunch, and when. Lunch has its hours in `community.csv`.

use super::cells::Cells;
use super::census::Census;
use super::draft::Draft;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, word};
use domain::meal::{Meal, MealHours};

pub(super) const COLUMNS: Columns = Columns {
    file: "meals.csv",
    required: &["餐次", "订餐截止提前天数", "订餐截止时间", "取餐开始", "取餐结束"],
    optional: &[],
};

/// The names of meals in the files.
pub(super) const NAMES: [(&str, Meal); 3] = [("早餐", Meal::Breakfast), ("午餐", Meal::Lunch), ("晚餐", Meal::Supper)];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let meal = cells.choice("餐次", &NAMES);
        let pickup = (cells.clock("取餐开始"), cells.clock("取餐结束"));
        if let (Some(from), Some(until)) = pickup
            && until <= from
        {
            cells.refuse("取餐结束", "要晚于“取餐开始”");
        }
        let cutoff_days = cells.whole("订餐截止提前天数", 0..=7).try_into().unwrap_or_default();
        let cutoff = cells.clock("订餐截止时间").unwrap_or_default();
        let Some(meal) = meal else { continue };
        let known = &draft.census.community.meals;
        if meal.is_lunch() {
            cells.refuse("餐次", "要是 早餐 或 晚餐（午餐的时间在 community.csv 里）");
        } else if known.iter().any(|hours| hours.meal == meal) {
            cells.refuse("餐次", "每一餐只能写一行");
        }
        let (from, until) = (pickup.0.unwrap_or_default(), pickup.1.unwrap_or_default());
        draft.census.community.meals.push(MealHours { meal, cutoff_days, cutoff, from, until });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &MealHours| {
        let (meal, days) = (word(&NAMES, &row.meal), row.cutoff_days.to_string());
        vec![meal, days, row.cutoff.to_string(), row.from.to_string(), row.until.to_string()]
    };
    census.community.meals.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};
    use domain::meal::Meal;

    const HEADER: &str = "餐次,订餐截止提前天数,订餐截止时间,取餐开始,取餐结束\n";

    #[test]
    fn breakfast_has_its_hours() {
        let community = read_with(&[("meals.csv", &format!("{HEADER}早餐,1,18:00,6:30,8:00\n"))]).community;
        let served: Vec<Meal> = community.served().into_iter().map(|hours| hours.meal).collect();
        assert_eq!(served, [Meal::Breakfast, Meal::Lunch]);
        assert_eq!(community.hours(Meal::Breakfast).until.to_string(), "08:00");
        assert!(read_with(&[]).community.meals.is_empty());
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{HEADER}夜宵,1,18:00,21:00,22:00\n午餐,1,18:00,11:00,12:00\n晚餐,1,10:00,18:00,17:00\n");
        let found = problems(&[("meals.csv", &lines)]);
        assert_eq!(places(&found), [("meals.csv", 2, "餐次"), ("meals.csv", 3, "餐次"), ("meals.csv", 4, "取餐结束")]);
    }
}
