//! `units.csv`: the member units of alliances, and the residents who answer for them.

use super::cells::{Cells, NAME_MAX};
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, list, yes};
use domain::id::{ResidentId, UnitId};
use domain::resident::Person;
use domain::unit::Unit;

pub(super) const COLUMNS: Columns =
    Columns { file: "units.csv", required: &["代码", "名称", "组织代码"], optional: &["联系人", "示例"] };

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let community = draft.census.community.id;
    let (mut codes, mut names) = (Index::of(sheet), Index::of(sheet));
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.code("代码");
        codes.add(&mut cells, "代码", &code, ());
        let name = cells.text("名称", NAME_MAX);
        names.add(&mut cells, "名称", &name, ());
        let organization = cells.reference("组织代码", &draft.organizations).copied().unwrap_or_default();
        let people = &draft.census.residents;
        let named = |id: ResidentId| people.iter().find(|line| line.id == id).map(|line| line.name.clone());
        let contacts = cells.references("联系人", &draft.residents).into_iter();
        let contacts: Vec<Person> =
            contacts.map(|contact| Person { id: contact.id, name: named(contact.id).unwrap_or_default() }).collect();
        let synthetic = cells.yes("示例");
        let id = UnitId::of_code(community, &code);
        draft.census.codes.note(id.0, &code);
        draft.census.units.push(Unit { id, organization, name, contacts, synthetic });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Unit| {
        let contacts = list(row.contacts.iter().map(|person| census.codes.of(person.id.0)));
        let (code, team) = (census.codes.of(row.id.0), census.codes.of(row.organization.0));
        vec![code, row.name.clone(), team, contacts, yes(row.synthetic)]
    };
    census.units.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{COMMUNITY_ID, places, problems, read_with};
    use domain::id::UnitId;

    const HEADER: &str = "代码,名称,组织代码,联系人\n";

    #[test]
    fn a_unit_has_its_contacts() {
        let census =
            read_with(&[("units.csv", &format!("{HEADER}bank,东街银行,chess,R1;R2\nclinic,和安诊所,chess,\n"))]);
        let [bank, clinic] = census.units.as_slice() else { panic!("{:?}", census.units) };
        assert_eq!(bank.id, UnitId::of_code(COMMUNITY_ID(), "bank"));
        assert_eq!(bank.contacts.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["周桂珍", "沈金妹"]);
        assert_eq!((bank.organization, clinic.contacts.len()), (census.organizations[0].id, 0));
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{HEADER}bank,东街银行,club,R77\nbank,东街银行,chess,R1\n,,chess,R1\n");
        let expected = [
            ("units.csv", 2, "组织代码"),
            ("units.csv", 2, "联系人"),
            ("units.csv", 3, "代码"),
            ("units.csv", 3, "名称"),
            ("units.csv", 4, "代码"),
            ("units.csv", 4, "名称"),
        ];
        assert_eq!(places(&problems(&[("units.csv", &lines)])), expected);
    }
}
