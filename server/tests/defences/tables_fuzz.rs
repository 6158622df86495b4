//! Nonsense in the files that a committee brings: each table of its folder, an archive of them, a workbook or a list of residents; and
//! in the rule of a series. What cannot be read is a problem with words, what can be read has its bounds, and nobody breaks down.

use crate::fuzz::{blows, damage, hold};
use crate::place::Place;
use domain::id::{ActivityId, CommunityId};
use domain::occurrence::Plan;
use domain::series::{DAYS_AHEAD, Pattern, Series, Skip};
use domain::when::HOUR_MS;
use domain::wire::intake::{COLUMNS_MAX, ROWS_MAX};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use server::commands::now;
use server::import::intake::columns::guess;
use server::import::intake::people::people;
use server::import::intake::table::{Table, Unread, read};
use server::import::{self, source::Source};
use server::series::ahead;
use server::workbook::{Cell, List, write};
use std::cell::Cell as Counter;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::panic::catch_unwind;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A rule that is followed for longer would hold up the others. (Tests run the library unoptimised.)
const PATIENCE: Duration = Duration::from_secs(20);

macro_rules! demo {
    ($($name:literal)+) => { [$(($name, include_bytes!(concat!("../../demo/", $name)).as_slice())),+] };
}

/// The committee's folder, each kind of table.
static FILES: [(&str, &[u8]); 19] = demo![
    "community.csv" "activities.csv" "calendar.csv" "compounds.csv" "dishes.csv" "families.csv" "meals.csv" "members.csv"
    "menus.csv" "needs.csv" "organizations.csv" "projects.csv" "qualifications.csv" "residents.csv" "shifts.csv"
    "stairwells.csv" "subsidies.csv" "units.csv" "venues.csv"
];

/// Whatever is wrong is said.
fn said(files: &Source) -> Result<(), TestCaseError> {
    if let Err(problems) = import::read(files, now().day()) {
        prop_assert!(!problems.is_empty());
    }
    Ok(())
}

#[test]
fn damaged_files_are_problems_and_not_panics() {
    hold("CSV import", 400, (any::<Index>(), 0_usize..4_000, blows()), |(which, keep, blows)| {
        let (name, bytes) = FILES[which.index(FILES.len())];
        let hurt = damage(&bytes[..keep.min(bytes.len())], &blows);
        let files = [FILES[0], (name, hurt.as_slice())];
        said(&Source::Memory(if name == FILES[0].0 { &files[1..] } else { &files }))
    });
    // Among the others its lines are about something.
    hold("CSV import of a whole folder", 24, (any::<Index>(), vec(blows(), 1..3)), |(which, hurts)| {
        let at = which.index(FILES.len());
        let hurt = hurts.iter().fold(FILES[at].1.to_vec(), |bytes, blows| damage(&bytes, blows));
        let mut files = FILES;
        files[at].1 = &hurt;
        said(&Source::Memory(&files))
    });
}

/// An archive of these parts.
fn packed<'a>(parts: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(name, plain).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_damaged_archive_is_a_problem_and_no_panic() {
    let place = Place::folder(std::env::temp_dir());
    let Place::Folder(folder) = &place else { panic!("a folder is a folder") };
    let file = folder.join("files.zip");
    let whole = packed(["community.csv", "calendar.csv"].iter().map(|name| {
        let (_, bytes) = FILES.iter().find(|(other, _)| other == name).unwrap();
        (*name, bytes.to_vec())
    }));
    hold("archive of CSV files", 200, vec(blows(), 1..4), |hurts| {
        let hurt = hurts.iter().fold(whole.clone(), |bytes, blows| damage(&bytes, blows));
        std::fs::write(&file, hurt).unwrap();
        said(&Source::Archive(file.clone()))
    });
}

/// A list of residents as a workbook.
fn workbook() -> Vec<u8> {
    let person = |at: u32| {
        vec![Cell::Text(format!("周新{at}")), Cell::Text("3幢".into()), Cell::Number(200 + at), Cell::Day(now().day())]
    };
    let columns = &[("姓名", 10), ("楼栋", 10), ("室", 10), ("出生日期", 10)];
    write(&[List { name: "名册", columns, rows: (0..30).map(person).collect() }]).unwrap()
}

/// A workbook, part by part, and one of them damaged: the archive around it is whole.
fn damaged_within(whole: &[u8], which: usize, blows: &[(u16, u8, usize)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(whole)).unwrap();
    let hurt = which % archive.len();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().to_string();
        parts.push((name, if at == hurt { damage(&bytes, blows) } else { bytes }));
    }
    packed(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())))
}

/// What was read has its bounds, and residents can be looked for in it.
fn within_bounds(table: &Table) -> Result<(), TestCaseError> {
    prop_assert!(table.rows.len() <= ROWS_MAX + 6 && table.heads.len() <= COLUMNS_MAX);
    for (_, cells) in &table.rows {
        prop_assert!(cells.len() <= COLUMNS_MAX);
        prop_assert!(cells.iter().all(|cell| cell.chars().count() <= 120 && !cell.contains('\0')));
    }
    let fields = guess(&table.heads, &BTreeMap::new());
    prop_assert_eq!(fields.len(), table.heads.len());
    let outcome = people(CommunityId::default(), table, &fields, Vec::new(), now().day());
    prop_assert!(outcome.people.is_empty(), "no door is known, so nobody lives behind one");
    Ok(())
}

#[test]
fn a_damaged_workbook_is_a_table_or_none() {
    let whole = workbook();
    assert!(read(&whole).is_ok_and(|table| table.rows.len() == 30), "or nothing is tried");
    assert_eq!(read(&damaged_within(&whole, 0, &[])), read(&whole));
    let read_ones = Counter::new(0);
    let cases = (0..3_u8, any::<usize>(), blows(), vec(any::<u8>(), 0..300));
    hold("workbook", 500, cases, |(how, which, blows, noise)| {
        let bytes = match how {
            0 => damage(&whole, &blows),
            1 => damaged_within(&whole, which, &blows),
            _ => [b"PK\x03\x04", noise.as_slice()].concat(),
        };
        let started = Instant::now();
        // The desk takes a reader that breaks down for one that has found no table: it is somebody else's library.
        let table = catch_unwind(|| read(&bytes)).unwrap_or(Err(Unread::NoTable));
        prop_assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
        let Ok(table) = table else { return Ok(()) };
        read_ones.set(read_ones.get() + 1);
        within_bounds(&table)
    });
    assert!(read_ones.get() > 50, "only {} could be read", read_ones.get());
}

#[test]
fn a_damaged_list_of_residents_is_a_table_or_none() {
    let list = "西山社区名册,,,\n姓名,楼栋,室,出生年月\n周新一,3幢,201,1950-03\n\"沈,新二\",5幢,\"3\n02\",1948-11\n";
    hold("list of residents", 2_000, (any::<bool>(), blows(), vec(any::<u8>(), 0..300)), |(real, blows, noise)| {
        let bytes = if real { damage(list.as_bytes(), &blows) } else { noise };
        read(&bytes).map_or(Ok(()), |table| within_bounds(&table))
    });
}

/// Rules of every kind that may be written, and much that may not.
fn rules() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "INTERVAL=[0-9]{1,3}",
        "COUNT=[0-9]{1,3}",
        "UNTIL=20[0-9]{6}T[0-9]{6}Z",
        "BYDAY=(-?[0-6])?(MO|TU|WE|TH|FR|SA|SU)(,(-?[0-6])?(MO|SA|SU))?",
        "BYMONTHDAY=-?[0-9]{1,2}(,-?[0-9]{1,2})?",
        "BYSETPOS=-?[0-6]",
        "WKST=(MO|SU)",
    ];
    let often = select(vec!["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY"]);
    let alike = (often, vec(part, 0..3)).prop_map(|(often, parts)| {
        let parts: Vec<&str> = std::iter::once(often).chain(parts.iter().map(String::as_str)).collect();
        parts.join(";")
    });
    prop_oneof![3 => alike, 1 => any::<String>(), 1 => "[A-Z=;,0-9-]{0,60}"]
}

#[test]
fn any_rule_is_a_rhythm_with_dates_in_order_or_none() {
    hold("rule of a series, its form", 5_000, rules(), |rule| {
        let series = Series { rule, skip: Skip::Nothing };
        if series.check().is_err() {
            return Ok(());
        }
        prop_assert!(series.rule.starts_with("FREQ=") && !series.rule.contains(['\n', '\r', ':']), "{:?}", series.rule);
        series.rhythm();
        Ok(())
    });
    let understood = Counter::new(0);
    hold("rule of a series, its dates", 60, rules(), |rule| {
        let starts = now().plus_ms(HOUR_MS);
        let first = Plan { starts, ends: starts.plus_ms(HOUR_MS), ..Plan::default() };
        let pattern = Pattern { series: Series { rule, skip: Skip::Nothing }, first };
        let began = Instant::now();
        let dates = ahead(CommunityId::default(), ActivityId::default(), &pattern, &[], now());
        prop_assert!(began.elapsed() < PATIENCE, "{} took {:?}", pattern.series.rule, began.elapsed());
        let Some(dates) = dates else { return Ok(()) };
        understood.set(understood.get() + 1);
        let last = now().day().plus(DAYS_AHEAD);
        prop_assert!(dates.windows(2).all(|pair| pair[0].1 < pair[1].1), "{}", pattern.series.rule);
        prop_assert!(dates.iter().all(|(_, from, until)| from < until && from.day() < last), "{}", pattern.series.rule);
        Ok(())
    });
    assert!(understood.get() > 5, "only {} were understood", understood.get());
}

#[test]
fn whatever_text_is_to_be_scanned_is_a_code_or_none() {
    hold(
        "text of a QR code",
        300,
        prop_oneof!["\\PC{1,300}", "https://[a-z.]{1,20}/[0-9a-f-]{36}", "x{1,4000}"],
        |text| {
            let picture = server::qr::svg(&text);
            prop_assert!(picture.is_empty() || picture.starts_with("<svg") && picture.contains("</svg>"));
            prop_assert!(!picture.contains("<script"), "what is in the code is not in the picture");
            Ok(())
        },
    );
}
