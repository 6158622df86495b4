//! `menus.csv`: what is cooked on which day, for which meal: lunch where nothing is said. A serving keeps the dish's name and price of the day it was imported.

use super::cells::Cells;
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::meal::NAMES;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, word, yuan};
use domain::meal::Meal;
use domain::occurrence::CAPACITY_MAX;
use domain::serving::Serving;

pub(super) const COLUMNS: Columns =
    Columns { file: "menus.csv", required: &["日期", "菜品代码", "份数"], optional: &["价格", "餐次"] };

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let today = draft.today;
    let served: Vec<Meal> = draft.census.community.served().into_iter().map(|hours| hours.meal).collect();
    let named = |text: &str| NAMES.iter().find(|(name, _)| *name == text).map(|(_, meal)| *meal);
    let mut lines = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let (day, dish) = (cells.day("日期", today), cells.reference("菜品代码", &draft.dishes));
        let portions = cells.whole("份数", 1..=CAPACITY_MAX);
        // On this day it may cost something else.
        let price = if cells.given("价格") { Some(cells.price("价格")) } else { None };
        let meal = cells.maybe_parsed("餐次", "要是 早餐、午餐、晚餐，或者空着", named).unwrap_or_default();
        if !served.contains(&meal) {
            cells.refuse("餐次", "要先写进 meals.csv");
        }
        let (Some(day), Some(dish)) = (day, dish) else { continue };
        let code = format!("{day}/{meal:?}/{}", cells.code("菜品代码"));
        lines.add(&mut cells, "菜品代码", &code, ());
        draft.census.servings.push(Serving {
            id: Serving::id_of(dish.id, day, meal),
            day,
            meal,
            dish: dish.id,
            name: dish.name.clone(),
            kind: dish.kind,
            price_fen: price.unwrap_or(dish.price_fen),
            portions,
            ordered: 0,
            served: 0,
            wasted: 0,
            counted: false,
        });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Serving| {
        let (day, portions) = (row.day.to_string(), row.portions.to_string());
        vec![day, census.codes.of(row.dish.0), portions, yuan(row.price_fen), word(&NAMES, &row.meal)]
    };
    census.servings.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{TODAY, places, problems, read_with};
    use domain::id::ServingId;
    use domain::meal::Meal;

    const HEADER: &str = "日期,菜品代码,份数\n";

    #[test]
    fn a_menu_line_takes_name_and_price_from_its_dish() {
        let census = read_with(&[("menus.csv", &format!("{HEADER}今天+1,rice,60\n2026/11/22,rice,50\n"))]);
        let tomorrow = &census.servings[0];
        assert_eq!(tomorrow.day, TODAY().plus(1));
        assert_eq!((tomorrow.name.as_str(), tomorrow.price_fen, tomorrow.portions), ("白米饭", 100, 60));
        assert_eq!(census.servings[1].id, ServingId::of_day(census.servings[1].dish.0, TODAY()));
        assert_ne!(tomorrow.id, census.servings[1].id);
    }

    #[test]
    fn a_dish_is_on_the_menu_once_at_each_meal_that_is_served() {
        let meals = ("meals.csv", "餐次,订餐截止提前天数,订餐截止时间,取餐开始,取餐结束\n早餐,1,18:00,6:30,8:00\n");
        let lines = "日期,菜品代码,份数,餐次\n今天,rice,5,早餐\n今天,rice,9,\n";
        let servings = read_with(&[meals, ("menus.csv", lines)]).servings;
        let read: Vec<_> = servings.iter().map(|serving| (serving.meal, serving.portions)).collect();
        assert_eq!(read, [(Meal::Breakfast, 5), (Meal::Lunch, 9)]);
        assert_ne!(servings[0].id, servings[1].id);
        let twice = "日期,菜品代码,份数,餐次\n今天,rice,5,早餐\n今天,rice,9,早餐\n今天,rice,9,晚餐\n";
        let found = problems(&[meals, ("menus.csv", twice)]);
        assert_eq!(places(&found), [("menus.csv", 3, "菜品代码"), ("menus.csv", 4, "餐次")]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{HEADER}今天,rice,0\n2026-11-22,rice,5\n明天,noodles,五\n");
        assert_eq!(
            places(&problems(&[("menus.csv", &lines)])),
            [
                ("menus.csv", 2, "份数"),
                ("menus.csv", 3, "菜品代码"),
                ("menus.csv", 4, "日期"),
                ("menus.csv", 4, "菜品代码"),
                ("menus.csv", 4, "份数")
            ]
        );
    }
}
