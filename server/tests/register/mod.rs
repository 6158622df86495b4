//! Finding residents at the desk, and what the desk has made of them beside the committee's files, on both databases alike.

use crate::both_databases;
use crate::support::Stage;
use domain::id::{HouseholdId, ResidentId, StairwellId};
use domain::resident::Registered;
use domain::wire::correcting::{Correction, Recorded};
use domain::wire::leaving::How;
use server::commands::now;
use server::import::census::{Household, Stairwell};
use server::import::intake::people::Door;
use server::import::kept::{KeptResident, Part};
use server::store::{census, correcting, departure, intake, register, resident};
use uuid::Uuid;

/// The number on somebody's door.
async fn room(stage: &Stage, id: ResidentId) -> String {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    resident::doorstep(&mut tx, id).await.unwrap().unwrap().room
}

/// The desk moves somebody to 901.
async fn moves(stage: &Stage, id: ResidentId) {
    let mut tx = stage.db.write(stage.community).await.unwrap();
    let building = stage.census.compounds[0].buildings[0].id;
    assert!(resident::rehouse(&mut tx, id, (building, "九单元", "901")).await.unwrap());
    tx.commit().await.unwrap();
}

both_databases! {
    async fn somebody_is_found_by_large_letters_and_small_ones(stage: &Stage) {
        let (id, building) = (ResidentId(Uuid::now_v7()), stage.census.compounds[0].buildings[0].id);
        let (name, stairwell, room) = ("Anna李".into(), "一单元".into(), "B座909".into());
        let row = Registered { id, building, name, stairwell, room, ..Registered::default() };
        let mut tx = stage.db.write(stage.community).await.unwrap();
        resident::register(&mut tx, &row).await.unwrap();
        for words in ["anna李", "ANNA", "b座909"] {
            let found = register::search(&mut tx, words).await.unwrap();
            assert!(found.len() == 1 && found[0].person.id == id, "{words}");
        }
    }

    async fn a_door_that_the_desk_has_made_is_the_one_that_the_files_name_later(stage: &Stage) {
        let building = stage.census.compounds[0].buildings[0].id;
        let behind = |stairwell: &str, room: &str| Registered {
            id: ResidentId(Uuid::now_v7()),
            building,
            name: "周新".into(),
            stairwell: stairwell.into(),
            room: room.into(),
            ..Registered::default()
        };
        let mut tx = stage.db.write(stage.community).await.unwrap();
        resident::register(&mut tx, &behind("九单元", "901")).await.unwrap();
        // However it is written.
        resident::register(&mut tx, &behind("9单元", "901室")).await.unwrap();
        tx.commit().await.unwrap();
        let mut files = stage.census.clone();
        let (stairwell, household) = (StairwellId(Uuid::now_v7()), HouseholdId(Uuid::now_v7()));
        let (group, grid) = (String::new(), String::new());
        files.stairwells.push(Stairwell { id: stairwell, building, name: "九单元".into(), group, grid });
        files.households.push(Household { id: household, stairwell, room: "901".into() });
        files.residents[0].household = household;
        census::import(&stage.db, &files).await.unwrap();
        let stairwells = "select count(*) from stairwell where community = $1 and building = $2
            and name in ('九单元', '9单元')";
        assert_eq!(stage.count(stairwells, building.0).await, 1);
        let together = "select count(*) from resident r join household h on h.community = r.community
               and h.household = r.household join stairwell s on s.community = h.community and s.stairwell = h.stairwell
            where r.community = $1 and s.building = $2 and s.name = '九单元' and h.room = '901'";
        assert_eq!(stage.count(together, building.0).await, 3, "behind one door");
    }

    async fn what_the_desk_has_made_of_a_resident_stands_until_the_file_says_something_else(stage: &Stage) {
        let line = stage.census.residents[0].clone();
        moves(stage, line.id).await;
        let phone = "update resident set phone = '13900000001' where community = $1 and resident = $2";
        stage.change(phone, line.id.0).await.unwrap();
        let left = |parts: &[Part]| KeptResident {
            resident: (line.code.clone(), line.name.clone()),
            parts: parts.to_vec(),
            gone: None,
        };
        let expected = [left(&[Part::Door, Part::Phone])];
        // A dry run says the same.
        assert_eq!(census::kept_residents(&stage.db, &stage.census).await.unwrap(), expected);
        let imported = census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!((imported.changed, imported.residents), (0, expected.to_vec()));
        assert_eq!(room(stage, line.id).await, "901");
        let with_phone = "select count(*) from resident where community = $1 and resident = $2 and phone = '13900000001'";
        assert_eq!(stage.count(with_phone, line.id.0).await, 1);
        // What the file has changed counts.
        let mut files = stage.census.clone();
        files.residents[0].phone = "13900000002".into();
        let imported = census::import(&stage.db, &files).await.unwrap();
        assert_eq!(imported.residents, [left(&[Part::Door])]);
        let with_phone = "select count(*) from resident where community = $1 and resident = $2 and phone = '13900000002'";
        assert_eq!(stage.count(with_phone, line.id.0).await, 1);
        let other = files.residents.iter().find(|row| row.household != line.household).unwrap().clone();
        files.residents[0].household = other.household;
        assert!(census::import(&stage.db, &files).await.unwrap().residents.is_empty());
        assert_eq!(room(stage, line.id).await, room(stage, other.id).await);
    }

    async fn what_the_desk_has_corrected_stands_until_the_file_says_something_else(stage: &Stage) {
        let (line, staff) = (stage.census.residents[0].clone(), stage.census.residents[1].id);
        let unfiled = "update resident set filed = null where community = $1 and resident = $2";
        let left = |parts: &[Part]| KeptResident {
            resident: (line.code.clone(), line.name.clone()),
            parts: parts.to_vec(),
            gone: None,
        };
        for filed in [true, false] {
            if !filed {
                // No file has named them since what files say is kept.
                stage.change(unfiled, line.id.0).await.unwrap();
            }
            let mut tx = stage.db.write(stage.community).await.unwrap();
            let before = correcting::recorded(&mut tx, line.id).await.unwrap().unwrap();
            let after = Recorded { name: format!("{}改", before.name), phone: "13900000003".into(), ..before.clone() };
            let correction = Correction { resident: line.id, before, after: after.clone() };
            assert!(correcting::correct(&mut tx, staff, &correction, now()).await.unwrap());
            tx.commit().await.unwrap();
            let imported = census::import(&stage.db, &stage.census).await.unwrap();
            assert_eq!(imported.residents, [left(&[Part::Name, Part::Phone])], "{filed}");
            let mut tx = stage.db.read(stage.community).await.unwrap();
            assert_eq!(correcting::recorded(&mut tx, line.id).await.unwrap(), Some(after));
        }
        let mut files = stage.census.clone();
        files.residents[0].phone = "13900000004".into();
        assert_eq!(census::import(&stage.db, &files).await.unwrap().residents, [left(&[Part::Name])]);
    }

    async fn whoever_lives_here_no_more_is_not_brought_back_by_a_file(stage: &Stage) {
        let (line, staff) = (stage.census.residents[0].clone(), stage.census.residents[1].id);
        let mut tx = stage.db.write(stage.community).await.unwrap();
        departure::note(&mut tx, line.id, How::MovedAway, staff, now()).await.unwrap();
        tx.commit().await.unwrap();
        let imported = census::import(&stage.db, &stage.census).await.unwrap();
        let expected = KeptResident { resident: (line.code, line.name), parts: Vec::new(), gone: Some(How::MovedAway) };
        assert_eq!(imported.residents, [expected]);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert!(departure::gone(&mut tx, line.id).await.unwrap());
    }

    async fn a_list_is_compared_with_the_door_that_somebody_has_left_as_well(stage: &Stage) {
        let line = stage.census.residents[0].clone();
        let before = room(stage, line.id).await;
        moves(stage, line.id).await;
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let doors = intake::doors(&mut tx).await.unwrap();
        let of = |left: bool| {
            let one = |door: &&Door| {
                door.left == left && door.resident.as_ref().is_some_and(|(id, _)| *id == line.id)
            };
            doors.iter().filter(one).filter_map(|door| Some(door.household.as_ref()?.1.clone())).collect::<Vec<_>>()
        };
        assert_eq!((of(false), of(true)), (vec!["901".to_owned()], vec![before]));
    }
}
