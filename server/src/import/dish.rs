//! `dishes.csv`: what the canteen can cook.

use super::cells::{Cells, NAME_MAX};
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use domain::dish::{Dish, DishKind};
use domain::id::DishId;

pub(super) const COLUMNS: Columns =
    Columns { file: "dishes.csv", required: &["代码", "菜名", "类别", "价格"], optional: &[] };

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
        };
        draft.dishes.add(&mut cells, "代码", &code, dish.clone());
        draft.census.dishes.push(dish);
    }
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
