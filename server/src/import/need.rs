//! `needs.csv`: the kinds of needs in the committee's list.

use super::cells::{Cells, NAME_MAX, SENTENCE_MAX};
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, list, word, yes};
use domain::id::NeedId;
use domain::need::{Need, NeedClass};
use std::ops::RangeInclusive;

pub(super) const COLUMNS: Columns =
    Columns { file: "needs.csv", required: &["序号", "类别", "需求"], optional: &["说明", "示例"] };

/// The numbers that a line of the committee's lists can have.
pub(super) const NUMBERS: RangeInclusive<u32> = 1..=9_999;

const CLASSES: [(&str, NeedClass); 5] = [
    ("爱心民生", NeedClass::Livelihood),
    ("综合服务", NeedClass::Services),
    ("公益慈善", NeedClass::Charity),
    ("支持保障", NeedClass::Support),
    ("特殊群体关爱", NeedClass::Care),
];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    draft.needs = Index::of(sheet);
    let community = draft.census.community.id;
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let number = cells.whole("序号", NUMBERS);
        let code = if number == 0 { String::new() } else { number.to_string() };
        let id = NeedId::of_code(community, &code);
        draft.needs.add(&mut cells, "序号", &code, id);
        draft.census.needs.push(Need {
            id,
            number,
            class: cells.choice("类别", &CLASSES).unwrap_or_default(),
            title: cells.text("需求", NAME_MAX),
            about: cells.maybe_text("说明", SENTENCE_MAX),
            synthetic: cells.yes("示例"),
        });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Need| {
        let (number, class) = (row.number.to_string(), word(&CLASSES, &row.class));
        vec![number, class, row.title.clone(), row.about.clone(), yes(row.synthetic)]
    };
    census.needs.iter().map(row).collect()
}

/// The numbers of some needs, as other files name them.
pub(super) fn numbers(census: &Census, needs: &[NeedId]) -> String {
    let number = |id: &NeedId| census.needs.iter().find(|need| need.id == *id).map(|need| need.number.to_string());
    list(needs.iter().filter_map(number))
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};

    #[test]
    fn every_class_has_its_word() {
        let lines: String = super::CLASSES.iter().zip(1..).map(|((word, _), n)| format!("{n},{word},事情\n")).collect();
        let census = read_with(&[("needs.csv", &format!("序号,类别,需求\n{lines}"))]);
        assert_eq!(census.needs.iter().map(|need| need.class).collect::<Vec<_>>(), domain::need::NeedClass::ALL);
    }

    #[test]
    fn a_bad_line_is_named() {
        let found = problems(&[("needs.csv", "序号,类别,需求\n1,爱心民生,吃饭\n1,杂事,看病\n0,综合服务,\n")]);
        assert_eq!(
            places(&found),
            [("needs.csv", 3, "序号"), ("needs.csv", 3, "类别"), ("needs.csv", 4, "序号"), ("needs.csv", 4, "需求")]
        );
    }
}
