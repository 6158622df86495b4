//! `families.csv`: who may act for whom.

use super::cells::Cells;
use super::census::{Census, KinLine};
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, word};
use domain::kin::Bond;

pub(super) const COLUMNS: Columns =
    Columns { file: "families.csv", required: &["照顾的人", "被照顾的人", "关系"], optional: &[] };

const BONDS: [(&str, Bond); 2] = [("监护人", Bond::Guardian), ("照料人", Bond::Carer)];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let mut pairs = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let resident = cells.reference("照顾的人", &draft.residents);
        let ward = cells.reference("被照顾的人", &draft.residents);
        let bond = cells.choice("关系", &BONDS);
        let (Some(resident), Some(ward), Some(bond)) = (resident, ward, bond) else { continue };
        if resident.id == ward.id {
            cells.refuse("被照顾的人", "不能是“照顾的人”自己");
            continue;
        }
        let pair = format!("{}/{}", cells.code("照顾的人"), cells.code("被照顾的人"));
        pairs.add(&mut cells, "被照顾的人", &pair, ());
        draft.census.kin.push(KinLine { resident: resident.id, ward: ward.id, bond });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let code = |id: domain::id::ResidentId| census.codes.of(id.0);
    let row = |row: &KinLine| vec![code(row.resident), code(row.ward), word(&BONDS, &row.bond)];
    census.kin.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};
    use domain::kin::Bond;

    #[test]
    fn a_bond_joins_two_residents() {
        let census = read_with(&[("families.csv", "照顾的人,被照顾的人,关系\nR1,R2,照料人\n")]);
        let line = census.kin[0];
        assert_eq!((line.resident, line.ward), (census.residents[0].id, census.residents[1].id));
        assert_eq!(line.bond, Bond::Carer);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = "照顾的人,被照顾的人,关系\nR1,R2,照料人\nR1,R2,监护人\nR1,R1,照料人\nR1,R77,朋友\n";
        let found = problems(&[("families.csv", lines)]);
        assert_eq!(
            places(&found),
            [
                ("families.csv", 3, "被照顾的人"),
                ("families.csv", 4, "被照顾的人"),
                ("families.csv", 5, "被照顾的人"),
                ("families.csv", 5, "关系")
            ]
        );
        assert!(found[2].reason.contains("R77"), "{}", found[2]);
    }
}
