//! A list of residents at the desk: read, looked at, applied once, taken back as a whole; and not once somebody of it is at home here.

use crate::cast::player;
use crate::on_both;
use crate::world::{Ask, Reply, World};
use domain::id::{IntakeId, ResidentId};
use domain::wire::DeskResident;
use domain::wire::intake::{Brought, Checked, Field, Intake, Mapped, PROBLEMS_MAX, Wrong};
use serde::de::DeserializeOwned;
use std::fmt::Write;
use uuid::Uuid;

/// In a long list so many are here already, so many are new, and so many name a building that is none.
const KNOWN: usize = 100;
const NEW: usize = 9_600;
const WRONG: usize = 300;
const LIST: &str = "西山社区名册,,,,,\n姓名,小区,楼栋,单元,室,我们的备注\n\
    周新一,隆兴嘉苑,3栋,二单元,201,新一\n周桂珍,隆兴嘉苑,3幢,二单元,201室,\n\
    沈新二,隆兴嘉苑,3幢,九单元,901,\n无门牌,隆兴嘉苑,99幢,1,1,\n";

async fn ask(world: &World, method: &str, path: &str, body: Vec<u8>) -> Reply {
    let staff = player(world, "open").await;
    world.ask(&Ask::new(method, path, body).by(staff.cookie(), staff.me)).await
}

async fn post(world: &World, path: &str, body: &impl serde::Serialize) -> Reply {
    ask(world, "POST", path, serde_json::to_vec(body).unwrap()).await
}

fn read<T: DeserializeOwned>(reply: &Reply) -> T {
    assert_eq!(reply.status, 200, "{}", reply.text());
    serde_json::from_slice(&reply.body).unwrap()
}

/// Brings the list, and says what its last column is.
async fn bring(world: &World) -> Mapped {
    let id = IntakeId(Uuid::now_v7());
    let brought: Brought = read(&ask(world, "PUT", &format!("/api/desk/intakes/{id}"), LIST.into()).await);
    assert_eq!((brought.id, brought.rows, brought.columns.len()), (id, 4, 6));
    assert_eq!(brought.columns[5].example, "新一");
    let mut fields: Vec<Option<Field>> = brought.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields[..5], [Field::Name, Field::Compound, Field::Building, Field::Stairwell, Field::Room].map(Some));
    fields[5] = Some(Field::Called);
    Mapped { id, name: "名册.csv".into(), fields }
}

/// Who is found behind a name.
async fn found(world: &World, name: &str) -> Vec<ResidentId> {
    let found: Vec<DeskResident> = read(&post(world, "/api/desk/residents", &name).await);
    found.into_iter().map(|resident| resident.person.id).collect()
}

/// Ten thousand lines: people of the register, then twelve newcomers to each room number of four buildings, the first of them in
/// stairwells that nobody knew of.
fn long_list(world: &World) -> String {
    let mut list = String::from("姓名,小区,楼栋,单元,室,出生年月,手机\n");
    for line in world.census.residents.iter().take(KNOWN) {
        writeln!(list, "{},{},,", line.name, line.address.replace(' ', ",")).unwrap();
    }
    for at in 0..NEW {
        let (building, room) = ([1, 2, 3, 5][at % 4], 2_000 + at / 12);
        let stairwell = if at < 300 { "九单元" } else { "一单元" };
        writeln!(list, "周新{at:04},隆兴嘉苑,{building}幢,{stairwell},{room},1950-03,1990000{at:04}").unwrap();
    }
    for at in 0..WRONG {
        writeln!(list, "无门牌{at},隆兴嘉苑,99幢,1,1,,").unwrap();
    }
    list
}

/// Brings the long list. What its columns are is known by their names.
async fn bring_long(world: &World) -> Mapped {
    let id = IntakeId(Uuid::now_v7());
    let list = long_list(world).into_bytes();
    let brought: Brought = read(&ask(world, "PUT", &format!("/api/desk/intakes/{id}"), list).await);
    assert_eq!(brought.rows as usize, KNOWN + NEW + WRONG);
    let fields: Vec<Option<Field>> = brought.columns.into_iter().map(|column| column.field).collect();
    assert!(fields.iter().all(Option::is_some), "{fields:?}");
    Mapped { id, name: "名册.csv".into(), fields }
}

on_both! {
    async fn ten_thousand_lines_are_looked_at_and_brought_in(world: &World) {
        let before = world.counts().await;
        let mapped = bring_long(world).await;
        let looked: Checked = read(&post(world, "/api/desk/intake/check", &mapped).await);
        let numbers = |checked: &Checked| [checked.new, checked.known, checked.wrong].map(|number| number as usize);
        assert_eq!(numbers(&looked), [NEW, KNOWN, WRONG]);
        assert_eq!(looked.problems.len(), PROBLEMS_MAX, "the others are counted");
        assert!(looked.problems.iter().all(|problem| problem.wrong == Wrong::NoBuilding));
        let applied: Checked = read(&post(world, "/api/desk/intake/apply", &mapped).await);
        assert_eq!(applied, looked);

        let after = world.counts().await;
        let added = ["resident", "household", "stairwell", "intake_resident"].map(|table| after[table] - before[table]);
        assert_eq!(added, [9_600, 3_200, 4, 9_600], "three behind each door");
        assert_eq!(found(world, "周新0000").await.len(), 1);
        assert_eq!(found(world, "周新9599").await.len(), 1);
        assert!(found(world, "无门牌0").await.is_empty());
        let all: Vec<Intake> = read(&post(world, "/api/desk/intakes", &()).await);
        assert_eq!((all[0].id, all[0].added as usize), (mapped.id, NEW));

        // The same list again brings nobody twice.
        let again: Checked = read(&post(world, "/api/desk/intake/check", &bring_long(world).await).await);
        assert_eq!(numbers(&again), [0, KNOWN + NEW, WRONG]);
    }

    async fn residents_are_found_by_pinyin_and_by_the_end_of_their_telephone_number(world: &World) {
        let wanted = world.resident("R0001");
        for query in ["周桂珍", "zhouguizhen", "ZGZ", "zhougui", "0415", "隆兴嘉苑3幢二单元201"] {
            assert!(found(world, query).await.contains(&wanted), "{query}");
        }
        for query in ["zgq", "guizhen", "15", "9990"] {
            assert!(!found(world, query).await.contains(&wanted), "{query}");
        }
    }

    async fn a_list_is_brought_in_and_taken_back_as_a_whole(world: &World) {
        let before = world.counts().await;
        let mapped = bring(world).await;
        let looked: Checked = read(&post(world, "/api/desk/intake/check", &mapped).await);
        assert_eq!((looked.new, looked.known, looked.wrong), (2, 1, 1));
        assert_eq!((looked.problems[0].line, looked.problems[0].wrong), (6, Wrong::NoBuilding));
        assert!(found(world, "周新一").await.is_empty(), "looking changes nothing");

        let applied: Checked = read(&post(world, "/api/desk/intake/apply", &mapped).await);
        assert_eq!(applied, looked);
        assert_eq!(post(world, "/api/desk/intake/apply", &mapped).await.status, 404, "once");
        assert_eq!(found(world, "周新一").await.len(), 1);
        let all: Vec<Intake> = read(&post(world, "/api/desk/intakes", &()).await);
        assert_eq!((all[0].id, all[0].added, all[0].undone), (mapped.id, 2, None));

        // The same list again: everybody is known, and so is what its last column is.
        let again = bring_again(world).await;
        assert_eq!((again.new, again.known, again.wrong), (0, 3, 1));

        assert_eq!(post(world, "/api/desk/intake/undo", &mapped.id).await.text(), "true");
        assert_eq!(post(world, "/api/desk/intake/undo", &mapped.id).await.status, 404, "once");
        assert!(found(world, "周新一").await.is_empty());
        let after = world.counts().await;
        for table in ["resident", "household", "card", "intake_resident"] {
            assert_eq!(before.get(table), after.get(table), "{table}");
        }
    }

    async fn a_list_that_is_applied_twice_at_once_is_applied_once(world: &World) {
        let mapped = bring(world).await;
        let path = "/api/desk/intake/apply";
        let (one, other) = tokio::join!(post(world, path, &mapped), post(world, path, &mapped));
        let mut said = [one.status.as_u16(), other.status.as_u16()];
        said.sort_unstable();
        assert_eq!(said, [200, 404]);
        assert_eq!(found(world, "周新一").await.len(), 1);
    }

    async fn a_list_of_which_somebody_has_come_to_stay_is_not_taken_back(world: &World) {
        let mapped = bring(world).await;
        read::<Checked>(&post(world, "/api/desk/intake/apply", &mapped).await);
        let who = found(world, "沈新二").await[0];
        read::<serde_json::Value>(&post(world, "/api/desk/cards", &[who]).await);
        world.phone(&[who]).await;
        assert_eq!(post(world, "/api/desk/intake/undo", &mapped.id).await.text(), "false");
        assert_eq!(found(world, "沈新二").await, [who]);
        assert_eq!(found(world, "周新一").await.len(), 1, "nobody of it is gone");
    }

    async fn nobody_applies_what_somebody_else_has_brought_and_what_is_no_table_is_not_kept(world: &World) {
        let mapped = bring(world).await;
        world.sql(format!(
            "update intake set brought_by = {} where intake = {}",
            world.literal(world.resident("R0001").0),
            world.literal(mapped.id.0)
        )).await;
        for path in ["check", "apply"] {
            assert_eq!(post(world, &format!("/api/desk/intake/{path}"), &mapped).await.status, 404);
        }
        let path = format!("/api/desk/intakes/{}", IntakeId(Uuid::now_v7()));
        assert_eq!(ask(world, "PUT", &path, b"\xff\xd8\xff\xe0".to_vec()).await.status, 400);
        assert_eq!(ask(world, "PUT", "/api/desk/intakes/x", LIST.into()).await.status, 404);
    }
}

/// What would come of the list now. Its last column is remembered.
async fn bring_again(world: &World) -> Checked {
    let id = IntakeId(Uuid::now_v7());
    let brought: Brought = read(&ask(world, "PUT", &format!("/api/desk/intakes/{id}"), LIST.into()).await);
    assert_eq!(brought.columns[5].field, Some(Field::Called));
    let fields = brought.columns.into_iter().map(|column| column.field).collect();
    read(&post(world, "/api/desk/intake/check", &Mapped { id, name: String::new(), fields }).await)
}
