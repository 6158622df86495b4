//! `dishes.csv`: what the canteen can cook.

use super::cells::{Cells, NAME_MAX};
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, word, yes, yuan};
use domain::dish::{Dish, DishKind};
use domain::id::DishId;

pub(super) const COLUMNS: Columns =
    Columns {
        file: "dishes.csv", required: &["代码", "菜名", "类别", "价格"], optional: &["过敏原", "清真", "软食"]
    };

const KINDS: [(&str, DishKind); 4] =
    [("荤", DishKind::Meat), ("素", DishKind::Vegetable), ("汤", DishKind::Soup), ("主食", DishKind::Staple)];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    draft.dishes = Index::of(sheet);
    let community = draft.census.community.id;
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.code("代码");
        let dish = Dish {
            id: DishId::of_code(community, &code),
            name: cells.text("菜名", NAME_MAX),
            kind: cells.choice("类别", &KINDS).unwrap_or_default(),
            price_fen: cells.price("价格"),
            allergens: cells.maybe_text("过敏原", NAME_MAX),
            halal: cells.yes("清真"),
            soft: cells.yes("软食"),
            picture: None,
        };
        draft.census.codes.note(dish.id.0, &code);
        draft.dishes.add(&mut cells, "代码", &code, dish.clone());
        draft.census.dishes.push(dish);
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Dish| {
        let (code, kind, price) = (census.codes.of(row.id.0), word(&KINDS, &row.kind), yuan(row.price_fen));
        vec![code, row.name.clone(), kind, price, row.allergens.clone(), yes(row.halal), yes(row.soft)]
    };
    census.dishes.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};

    #[test]
    fn a_price_in_yuan_becomes_fen() {
        let census = read_with(&[("dishes.csv", "价格,代码,菜名,类别\n4.5,rice,菜饭,主食\n")]);
        assert_eq!(census.dishes[0].price_fen, 450);
    }

    #[test]
    fn what_people_ask_about_a_dish_may_be_left_out() {
        let lines = "代码,菜名,类别,价格,过敏原,清真,软食\nrice,菜饭,主食,3,,是,\nhexia,河虾,荤,6,虾,,是\n";
        let dishes = read_with(&[("dishes.csv", lines)]).dishes;
        assert_eq!((dishes[0].allergens.as_str(), dishes[0].halal, dishes[0].soft), ("", true, false));
        assert_eq!((dishes[1].allergens.as_str(), dishes[1].halal, dishes[1].soft), ("虾", false, true));
        let plain = read_with(&[]).dishes;
        assert!(plain[0].allergens.is_empty() && !plain[0].halal && !plain[0].soft);
    }

    #[test]
    fn a_bad_line_is_named() {
        let found = problems(&[("dishes.csv", "代码,菜名,类别,价格\nrice,米饭,主食,1\nrice,,点心,1.234\n")]);
        assert_eq!(
            places(&found),
            [
                ("dishes.csv", 3, "菜名"),
                ("dishes.csv", 3, "类别"),
                ("dishes.csv", 3, "价格"),
                ("dishes.csv", 3, "代码")
            ]
        );
    }
}
