//! Lines against a register of two compounds with a building each of the same name.

use super::*;
use uuid::Uuid;

const COMMUNITY: CommunityId = CommunityId(Uuid::nil());
const HEADS: [Field; 7] =
    [Field::Name, Field::Compound, Field::Building, Field::Stairwell, Field::Room, Field::Born, Field::Phone];

fn today() -> Day {
    Day::of(2026, 11, 22).unwrap()
}

fn doors() -> Vec<Door> {
    let of = |compound: &str, name: &str| Door {
        compound: compound.into(),
        building: BuildingId::of_code(COMMUNITY, &format!("{compound}/{name}")),
        building_name: name.into(),
        ..Door::default()
    };
    let home = Door {
        stairwell: Some((StairwellId::of_code(COMMUNITY, "s"), "二单元".into())),
        household: Some((HouseholdId::of_code(COMMUNITY, "h"), "201".into())),
        resident: Some((ResidentId::of_code(COMMUNITY, "R1"), "周桂珍".into())),
        ..of("桑园里", "3幢")
    };
    vec![home, of("北关里", "3幢"), of("北关里", "11幢")]
}

fn brought(lines: &[[&str; 7]]) -> Outcome {
    let rows = (2..).zip(lines.iter().map(|line| line.map(str::to_owned).to_vec())).collect();
    let table = Table { heads: Vec::new(), rows };
    people(COMMUNITY, &table, &HEADS.map(Some), doors(), today())
}

#[test]
fn whoever_is_behind_a_door_already_is_known_and_a_new_door_is_made_once() {
    let outcome = brought(&[
        ["周 桂珍", "桑园里", "３栋", "2", "201室", "", ""],
        ["周建国", "桑园里", "三号楼", "二单元", "201", "1950-01", ""],
        ["沈金妹", "", "十一幢", "1单元", "101", "330481193105120047", "199 0000-9239"],
        ["沈小妹", "", "11", "一单元", "0101", "1961年5月2日", ""],
    ]);
    assert_eq!(outcome.checked, Checked { new: 3, known: 1, ..Checked::default() });
    assert_eq!(outcome.people[0].household, HouseholdId::of_code(COMMUNITY, "h"));
    assert_eq!((outcome.stairwells.len(), outcome.households.len()), (1, 1));
    let (first, second) = (&outcome.people[1], &outcome.people[2]);
    assert_eq!((first.born.as_str(), first.phone.as_str()), ("1931-05", "19900009239"));
    assert_eq!((second.born.as_str(), second.household), ("1961-05", first.household));
}

#[test]
fn a_line_that_cannot_be_taken_is_named_with_its_first_problem() {
    let outcome = brought(&[
        ["", "桑园里", "3幢", "1", "1", "", ""],
        ["周一", "", "3幢", "1", "1", "", ""],
        ["周二", "桑园里", "9幢", "1", "1", "", ""],
        ["周三", "桑园里", "3幢", "1", "1", "五月", ""],
        ["周四", "桑园里", "3幢", "1", "1", "", "12"],
        ["周五", "桑园里", "3幢", "1", "1", "", ""],
        ["周五", "桑园里", "3幢", "1", "1", "", ""],
    ]);
    let named: Vec<_> = outcome.checked.problems.iter().map(|p| (p.line, p.field, p.wrong)).collect();
    assert_eq!(
        named,
        [
            (2, Field::Name, Wrong::Empty),
            (3, Field::Building, Wrong::WhichCompound),
            (4, Field::Building, Wrong::NoBuilding),
            (5, Field::Born, Wrong::BadMonth),
            (6, Field::Phone, Wrong::BadPhone),
            (8, Field::Name, Wrong::Twice),
        ]
    );
    assert_eq!((outcome.checked.new, outcome.checked.wrong), (1, 6));
}

#[test]
fn doors_are_the_same_however_they_are_written() {
    for (one, other) in [("3幢", "３ 栋"), ("三号楼", "3"), ("十二单元", "12单元"), ("01", "1室"), ("A座", "a座")]
    {
        assert_eq!(key(one), key(other));
    }
    assert_ne!(key("1-201"), key("1201"));
    assert_eq!(key("室"), "室");
}

#[test]
fn whoever_the_desk_has_moved_is_known_by_the_door_that_they_left() {
    let moved = Door {
        household: Some((HouseholdId::of_code(COMMUNITY, "old"), "202".into())),
        left: true,
        ..doors()[0].clone()
    };
    let rows = vec![
        (2, ["周桂珍", "桑园里", "3幢", "2", "202", "", ""].map(str::to_owned).to_vec()),
        (3, ["周桂珍", "桑园里", "3幢", "2", "201", "", ""].map(str::to_owned).to_vec()),
    ];
    let table = Table { heads: Vec::new(), rows };
    let all = doors().into_iter().chain([moved]).collect();
    let checked = people(COMMUNITY, &table, &HEADS.map(Some), all, today()).checked;
    let standing = vec![Standing { line: 2, name: "周桂珍".into(), otherwise: Otherwise::Door }];
    assert_eq!(checked, Checked { known: 2, standing, ..Checked::default() });
}

#[test]
fn whoever_is_known_by_their_number_stands_as_the_register_has_them() {
    let mut heads = HEADS.map(Some);
    heads[5] = Some(Field::Code);
    let said = |name: &str, room: &str| [name, "桑园里", "3幢", "2", room, "R1", ""].map(str::to_owned).to_vec();
    let stands = |line: Vec<String>, doors: Vec<Door>| {
        let table = Table { heads: Vec::new(), rows: vec![(2, line)] };
        let checked = people(COMMUNITY, &table, &heads, doors, today()).checked;
        assert_eq!((checked.known, checked.new), (1, 0));
        checked.standing.into_iter().map(|stands| stands.otherwise).collect::<Vec<_>>()
    };
    assert!(stands(said("周桂珍", "201"), doors()).is_empty());
    assert_eq!(stands(said("周桂珍", "999"), doors()), [Otherwise::Door]);
    assert_eq!(stands(said("周桂贞", "201"), doors()), [Otherwise::Name]);
    let mut gone = doors();
    gone[0].gone = true;
    assert_eq!(stands(said("周桂珍", "201"), gone), [Otherwise::Gone]);
}
