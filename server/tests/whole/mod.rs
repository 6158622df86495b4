//! What is exported and imported into an empty server is the same community: exported again, its files have the same bytes.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, sign_up};
use calamine::{Data, Reader, Xlsx};
use domain::when::HOUR_MS;
use server::commands::now;
use server::import::{self, source::Source};
use server::store;
use server::whole::export;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
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

    async fn a_folder_is_written_too_and_read_again(stage: &Stage) {
        let folder = stage.file("whole");
        export(&stage.db, stage.community, &folder).await.unwrap();
        let census = import::read(&Source::Directory(folder), now().day()).unwrap_or_else(|found| panic!("{found:#?}"));
        assert_eq!(census.residents.len(), stage.census.residents.len());
        assert_eq!(store::census::import(&stage.db, &census).await.unwrap().kept, Vec::new());
    }
}
