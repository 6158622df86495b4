//! What is exported and imported into an empty server is the same community: exported again, its files have the same bytes.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, sign_up};
use calamine::{Data, Reader, Xlsx};
use domain::command::Command;
use domain::id::OrderId;
use domain::meal::Meal;
use domain::order::Portions;
use domain::when::HOUR_MS;
use server::commands::now;
use server::import::{self, source::Source};
use server::store;
use server::whole::export;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use uuid::Uuid;
use zip::ZipArchive;

/// What is in an archive, by name.
fn unpacked(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().unwrap().into_owned(), bytes);
    }
    files
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

/// The lines of a sheet, each by the names of its columns.
fn lines(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<BTreeMap<String, String>> {
    let range = book.worksheet_range(sheet).unwrap();
    let mut rows = range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<String>>());
    let head = rows.next().unwrap();
    rows.map(|row| head.iter().cloned().zip(row).collect()).collect()
}

both_databases! {
    async fn a_fresh_server_has_the_same_community(stage: &Stage) {
        let (typed, other) = (stage.resident("R0001"), stage.resident("R0002"));
        let name = "update resident set name = '=\"周\", 桂珍' where community = $1 and resident = $2";
        stage.change(name, typed.0).await.unwrap();
        let name = "update resident set name = '沈''金妹\n婆婆' where community = $1 and resident = $2";
        stage.change(name, other.0).await.unwrap();
        let (first, second) = (stage.file("first.zip"), stage.file("second.zip"));
        let people = export(&stage.db, stage.community, &first).await.unwrap();
        assert_eq!(people, stage.census.residents.len());
        assert!(export(&stage.db, stage.community, &first).await.is_err(), "it never replaces a file");

        let twin = stage.empty_twin().await;
        let census = import::read(&Source::Archive(first.clone()), now().day()).unwrap_or_else(|found| panic!("{found:#?}"));
        assert_eq!(census.community.id, stage.community);
        store::census::import(&twin.db, &census).await.unwrap();
        export(&twin.db, twin.community, &second).await.unwrap();
        let (first, second) = (unpacked(&first), unpacked(&second));
        let tables = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            files.keys().filter(|name| name.ends_with(".csv")).cloned().collect()
        };
        assert_eq!(tables(&first).len(), 20);
        assert_eq!(tables(&first), tables(&second));
        for table in tables(&first) {
            assert_eq!(text(&first, &table), text(&second, &table), "{table}");
        }
        let residents = text(&first, "residents.csv");
        assert!(residents.contains("R0001,\"'=\"\"周\"\", 桂珍\","), "{residents}");
        assert!(residents.contains("R0002,沈'金妹↵婆婆,"), "{residents}");
        twin.end().await;
    }

    async fn what_phones_have_done_is_in_the_workbook(stage: &Stage) {
        let who = stage.resident("R0001");
        let phone = stage.phone(who).await;
        let mut dates = stage.census.occurrences.iter();
        let date = dates.find(|date| date.starts > now().plus_ms(HOUR_MS)).unwrap();
        assert!(applied(&stage.decide(&envelope(who, phone, sign_up(date.id, who).1), phone, now()).await));
        let name = "update resident set name = '=1+1' where community = $1 and resident = $2";
        stage.change(name, who.0).await.unwrap();
        let file = stage.file("whole.zip");
        export(&stage.db, stage.community, &file).await.unwrap();
        let files = unpacked(&file);
        assert!(text(&files, "说明.txt").contains("xishan import"));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(files["社区.xlsx"].clone())).unwrap();
        assert_eq!(book.sheet_names().len(), server::store::whole::sheets().count());
        let people = book.worksheet_range("居民").unwrap();
        assert_eq!(people.height(), stage.census.residents.len() + 1);
        let signups = book.worksheet_range("报名").unwrap();
        assert_eq!(signups.get_value((1, 2)), Some(&Data::String("'=1+1".into())));
        assert_eq!(signups.get_value((1, 3)), Some(&Data::String("已报上".into())));
    }

    async fn quotas_second_meals_and_what_a_date_allows_are_in_the_workbook(stage: &Stage) {
        let who = stage.resident("R0001");
        let phone = stage.phone(who).await;
        let mut menu = stage.census.servings.iter();
        let dish = menu.find(|dish| dish.meal == Meal::Breakfast && dish.day.since(now().day()) > 2).unwrap();
        let (order, day, eater) = (OrderId(Uuid::now_v7()), dish.day, who);
        let portions = vec![Portions { serving: dish.id, count: 1 }];
        let (delivered, from_balance, note) = (false, false, String::new());
        let wanted = Command::PlaceOrder { order, day, eater, portions, delivered, from_balance, note };
        assert!(applied(&stage.decide(&envelope(who, phone, wanted), phone, now()).await));
        let second = "update meal_order set doubled = true where community = $1 and meal_order = $2";
        assert_eq!(stage.change(second, order.0).await.unwrap(), 1);
        let quota = "insert into quota (community, day, eat_in, deliver, eating, delivering, meal)
            select community, '2031-01-06', 20, null, 0, 0, 'lunch' from community";
        stage.run(quota).await.unwrap();
        let file = stage.file("quotas.zip");
        export(&stage.db, stage.community, &file).await.unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(unpacked(&file)["社区.xlsx"].clone())).unwrap();
        let orders = lines(&mut book, "订单");
        assert_eq!(orders.len(), 1);
        assert_eq!((orders[0]["餐次"].as_str(), orders[0]["同一餐第二份"].as_str()), ("早餐", "是"));
        assert_eq!(lines(&mut book, "订单明细")[0]["餐次"], "早餐");
        let quotas = lines(&mut book, "用餐名额");
        let last = quotas.iter().find(|line| line["堂食最多几单"] == "20").unwrap();
        assert_eq!((last["餐次"].as_str(), last["送餐最多几单"].as_str()), ("午餐", ""));
        assert!(lines(&mut book, "活动").iter().any(|line| !line["重复规则"].is_empty() && !line["名额"].is_empty()));
        assert!(lines(&mut book, "场次").iter().all(|line| !line["名额"].is_empty() && !line["留的名额"].is_empty()));
    }

    async fn a_folder_is_written_too_and_read_again(stage: &Stage) {
        let folder = stage.file("whole");
        export(&stage.db, stage.community, &folder).await.unwrap();
        let census = import::read(&Source::Directory(folder), now().day()).unwrap_or_else(|found| panic!("{found:#?}"));
        assert_eq!(census.residents.len(), stage.census.residents.len());
        assert_eq!(store::census::import(&stage.db, &census).await.unwrap().kept, Vec::new());
    }
}
