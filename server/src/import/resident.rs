//! `residents.csv`: who lives where, and what they are besides. Households have no file of their own: a household is
//! there because somebody is registered in it.

use super::cells::Cells;
use super::census::{Census, Gender, Household, ResidentLine, RoleLine};
use super::draft::{Draft, Neighbour, Stairs};
use super::index::Index;
use super::place::building;
use super::sheet::{Columns, Sheet};
use super::value;
use super::written::{Rows, list, word, yes};
use domain::id::{CommunityId, HouseholdId, ResidentId};
use domain::resident::NAME_MAX;
use domain::role::Role;
use std::collections::{HashMap, HashSet};

pub(super) const COLUMNS: Columns = Columns {
    file: "residents.csv",
    required: &["编号", "姓名", "小区", "幢", "楼道", "室"],
    optional: &["称呼", "性别", "出生年月", "电话", "角色", "示例"],
};

const ROLES: [(&str, Role); 5] = [
    ("志愿者", Role::Volunteer),
    ("居民小组长", Role::GroupLeader),
    ("网格员", Role::GridWorker),
    ("食堂", Role::Cook),
    ("社工", Role::Staff),
];

const GENDERS: [(&str, Gender); 2] = [("女", Gender::Female), ("男", Gender::Male)];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    draft.residents = Index::of(sheet);
    let community = draft.census.community.id;
    let today = draft.today;
    let mut doors = HashSet::new();
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.code("编号");
        let id = ResidentId::of_code(community, &code);
        draft.census.codes.note(id.0, &code);
        let called = cells.maybe_text("称呼", NAME_MAX);
        draft.residents.add(&mut cells, "编号", &code, Neighbour { id, code: code.clone(), called: called.clone() });
        let name = cells.text("姓名", NAME_MAX);
        let gender = cells.maybe_choice("性别", &GENDERS).unwrap_or_default();
        let born = cells.maybe_parsed("出生年月", "要写成 1952-03 这样，不能在今天以后", |text| {
            value::month(text, today)
        });
        let phone = cells.maybe_parsed("电话", "要是 7 到 15 位数字", value::phone);
        let roles = cells.choices("角色", &ROLES);
        let synthetic = cells.yes("示例");
        let Some(home) = home(&mut cells, community, &draft.stairwells) else { continue };
        if doors.insert(home.household.id) {
            draft.census.households.push(home.household.clone());
        }
        draft.census.roles.extend(roles.into_iter().map(|role| RoleLine { resident: id, role }));
        draft.census.residents.push(ResidentLine {
            id,
            household: home.household.id,
            code,
            name,
            called,
            gender,
            born: born.unwrap_or_default(),
            phone: phone.unwrap_or_default(),
            synthetic,
            address: home.address,
            building: home.stairs.building,
        });
    }
}

struct Home {
    household: Household,
    stairs: Stairs,
    address: String,
}

/// The door that four cells name together, if there is such a stairwell.
fn home(cells: &mut Cells, community: CommunityId, stairwells: &Index<Stairs>) -> Option<Home> {
    let parts = ["小区", "幢", "楼道", "室"].map(|column| cells.code(column));
    let [compound, building, stairwell, room] = &parts;
    if parts.iter().any(String::is_empty) {
        return None;
    }
    let of_stairwell = format!("{compound}/{building}/{stairwell}");
    let stairs = cells.named("楼道", &of_stairwell, stairwells).copied()?;
    let id = HouseholdId::of_code(community, &format!("{of_stairwell}/{room}"));
    let household = Household { id, stairwell: stairs.id, room: room.clone() };
    Some(Home { household, stairs, address: parts.join(" ") })
}

pub(super) fn write(census: &Census) -> Rows {
    let stairwells: HashMap<_, _> = census.stairwells.iter().map(|row| (row.id, row)).collect();
    let doors: HashMap<_, _> = census.households.iter().map(|row| (row.id, row)).collect();
    let mut roles: HashMap<ResidentId, Vec<String>> = HashMap::new();
    for row in &census.roles {
        roles.entry(row.resident).or_default().push(word(&ROLES, &row.role));
    }
    let row = |row: &ResidentLine| {
        let door = doors.get(&row.household);
        let stairs = door.and_then(|door| stairwells.get(&door.stairwell));
        let (compound, building) = stairs.map(|stairs| building(census, stairs.building)).unwrap_or_default();
        let (code, name, called) = (census.codes.of(row.id.0), row.name.clone(), row.called.clone());
        let stairwell = stairs.map(|stairs| stairs.name.clone()).unwrap_or_default();
        let room = door.map(|door| door.room.clone()).unwrap_or_default();
        let (gender, born, phone) = (word(&GENDERS, &row.gender), row.born.clone(), value::phone(&row.phone));
        let roles = list(roles.get(&row.id).cloned().unwrap_or_default());
        let home = [code, name, compound, building, stairwell, room];
        home.into_iter().chain([called, gender, born, phone.unwrap_or_default(), roles, yes(row.synthetic)]).collect()
    };
    census.residents.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::census::Gender;
    use crate::import::sample::{RESIDENTS, places, problems, read_with};
    use domain::role::Role;

    #[test]
    fn a_resident_has_a_door_an_address_and_roles() {
        let census = read_with(&[]);
        let zhou = &census.residents[0];
        assert_eq!(zhou.address, "桑园里 1幢 一单元 101");
        assert_eq!(zhou.building, census.compounds[0].buildings[0].id);
        assert_eq!((zhou.gender, zhou.born.as_str(), zhou.phone.as_str()), (Gender::Female, "1952-03", "19900009239"));
        assert_eq!(census.residents.len(), 3);
        assert_eq!(census.households.len(), 2, "two of them live behind one door");
        let roles: Vec<Role> = census.roles.iter().map(|line| line.role).collect();
        assert_eq!(roles, [Role::GridWorker, Role::Staff]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!(
            "{RESIDENTS}R1,重号,,,,,桑园里,1幢,一单元,9,,\nR8,,,无,2052-01,abc,桑园里,9幢,一单元,101,神仙,\nR9,没有门,,,,,,1幢,一单元,101,,\n"
        );
        let found = problems(&[("residents.csv", &lines)]);
        assert_eq!(
            places(&found),
            [
                ("residents.csv", 5, "编号"),
                ("residents.csv", 6, "姓名"),
                ("residents.csv", 6, "性别"),
                ("residents.csv", 6, "出生年月"),
                ("residents.csv", 6, "电话"),
                ("residents.csv", 6, "角色"),
                ("residents.csv", 6, "楼道"),
                ("residents.csv", 7, "小区"),
            ]
        );
        assert!(found[6].reason.contains("桑园里/9幢/一单元"), "{}", found[6]);
    }
}
