//! `compounds.csv` and `stairwells.csv`: where people live, from the compound down to the stairwell.
//!
//! Buildings have no file of their own: a building is there because a stairwell is in it.

use super::cells::{Cells, NAME_MAX, SENTENCE_MAX};
use super::census::{Census, Stairwell};
use super::draft::{Draft, Stairs};
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, yes};
use domain::id::{BuildingId, CompoundId, StairwellId};
use domain::place::{Building, Compound};

pub(super) const COMPOUNDS: Columns =
    Columns { file: "compounds.csv", required: &["小区"], optional: &["简介", "示例"] };

pub(super) const STAIRWELLS: Columns =
    Columns { file: "stairwells.csv", required: &["小区", "幢", "楼道"], optional: &["居民小组", "网格"] };

pub(super) fn read_compounds(sheet: &Sheet, draft: &mut Draft) {
    draft.compounds = Index::of(sheet);
    let community = draft.census.community.id;
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let name = cells.code("小区");
        let id = CompoundId::of_code(community, &name);
        draft.compounds.add(&mut cells, "小区", &name, id);
        draft.census.compounds.push(Compound {
            id,
            name,
            about: cells.maybe_text("简介", SENTENCE_MAX),
            buildings: Vec::new(),
            synthetic: cells.yes("示例"),
        });
    }
}

pub(super) fn read_stairwells(sheet: &Sheet, draft: &mut Draft) {
    draft.stairwells = Index::of(sheet);
    let community = draft.census.community.id;
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let compound = cells.reference("小区", &draft.compounds).copied();
        let (of_compound, of_building, name) = (cells.code("小区"), cells.code("幢"), cells.code("楼道"));
        let building_code = format!("{of_compound}/{of_building}");
        let code = format!("{building_code}/{name}");
        let stairs = Stairs {
            id: StairwellId::of_code(community, &code),
            building: BuildingId::of_code(community, &building_code),
        };
        draft.stairwells.add(&mut cells, "楼道", &code, stairs);
        if let Some(compound) = draft.census.compounds.iter_mut().find(|row| Some(row.id) == compound)
            && compound.buildings.iter().all(|building| building.id != stairs.building)
        {
            compound.buildings.push(Building { id: stairs.building, name: of_building });
        }
        draft.census.stairwells.push(Stairwell {
            id: stairs.id,
            building: stairs.building,
            name,
            group: cells.maybe_text("居民小组", NAME_MAX),
            grid: cells.maybe_text("网格", NAME_MAX),
        });
    }
}

pub(super) fn write_compounds(census: &Census) -> Rows {
    census.compounds.iter().map(|row| vec![row.name.clone(), row.about.clone(), yes(row.synthetic)]).collect()
}

pub(super) fn write_stairwells(census: &Census) -> Rows {
    let row = |row: &Stairwell| {
        let (compound, building) = building(census, row.building);
        vec![compound, building, row.name.clone(), row.group.clone(), row.grid.clone()]
    };
    census.stairwells.iter().map(row).collect()
}

/// What a compound and a building in it are called.
pub(super) fn building(census: &Census, id: BuildingId) -> (String, String) {
    let buildings = census
        .compounds
        .iter()
        .flat_map(|compound| compound.buildings.iter().map(move |building| (compound, building)));
    let found = buildings.into_iter().find(|(_, building)| building.id == id);
    found.map(|(compound, building)| (compound.name.clone(), building.name.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};

    #[test]
    fn buildings_stand_in_their_compound_in_the_order_of_the_file() {
        let census =
            read_with(&[("stairwells.csv", "小区,幢,楼道\n桑园里,2幢,一单元\n桑园里,1幢,一单元\n桑园里,2幢,二单元\n")]);
        let names: Vec<_> = census.compounds[0].buildings.iter().map(|building| building.name.as_str()).collect();
        assert_eq!(names, ["2幢", "1幢"]);
        assert_eq!(census.stairwells.len(), 3);
        assert_eq!(census.stairwells[0].building, census.stairwells[2].building);
    }

    #[test]
    fn a_stairwell_stands_once_and_in_a_known_compound() {
        let found =
            problems(&[("stairwells.csv", "小区,幢,楼道\n桑园里,2幢,一单元\n桑园里,2幢,一单元\n桑树里,1幢,一单元\n")]);
        assert_eq!(places(&found), [("stairwells.csv", 3, "楼道"), ("stairwells.csv", 4, "小区")]);
        assert!(found[0].reason.contains("第 2 行"), "{}", found[0]);
        assert!(found[1].reason.contains("compounds.csv"), "{}", found[1]);
    }

    #[test]
    fn a_compound_stands_once() {
        let found = problems(&[("compounds.csv", "小区\n桑园里\n桑园里\n")]);
        assert_eq!(places(&found), [("compounds.csv", 3, "小区")]);
    }
}
