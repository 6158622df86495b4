//! The committee's files: a directory of CSV tables as one keeps them in Excel, read into the database.
//!
//! Three steps, and the middle one is the reason for the other two. A [`Source`] gives the bytes of the files;
//! [`read`] turns all of them into one [`Census`] or into the list of everything that is wrong with them, each
//! [`Problem`] with the file, the line that Excel shows, the column and a sentence that says what to write
//! instead; only a census without a problem is written, by `store::census`, in one transaction. So a dry run
//! is simply a reading whose census is thrown away (when [`crate::rehearsal`] has held it beside the database), and a bad file never
//! changes half a community.
//!
//! A row is named by the committee's code (UUIDv5 of it), therefore importing the same files twice names the same rows and
//! changes nothing. Dates may be relative (今天+3) and activities are weekly patterns, so the demonstration community
//! that is built into the binary is always alive today.

mod activity;
mod cells;
pub mod census;
pub mod codes;
mod community;
mod date;
mod demo;
mod dish;
mod draft;
mod holiday;
mod index;
pub mod intake;
pub mod kept;
mod kin;
mod meal;
mod member;
mod need;
mod organization;
pub(crate) mod pinyin;
mod place;
pub mod problem;
mod qualification;
mod resident;
#[cfg(test)]
mod sample;
mod serving;
mod sheet;
mod shift;
pub mod source;
mod subsidy;
mod undertaking;
mod unit;
mod value;
mod venue;
pub mod written;

use census::Census;
use domain::when::Day;
use draft::Draft;
use problem::Problem;
use sheet::{Columns, Sheet};
use source::Source;
use written::Writer;

type Reader = fn(&Sheet, &mut Draft);

/// The files, in the order in which they refer to each other: a file may name only what stands above it.
const FILES: [(&Columns, Reader, Writer); 20] = [
    (&community::COLUMNS, community::read, community::write),
    (&subsidy::COLUMNS, subsidy::read, subsidy::write),
    (&meal::COLUMNS, meal::read, meal::write),
    (&place::COMPOUNDS, place::read_compounds, place::write_compounds),
    (&place::STAIRWELLS, place::read_stairwells, place::write_stairwells),
    (&resident::COLUMNS, resident::read, resident::write),
    (&kin::COLUMNS, kin::read, kin::write),
    (&venue::COLUMNS, venue::read, venue::write),
    (&need::COLUMNS, need::read, need::write),
    (&organization::COLUMNS, organization::read, organization::write),
    (&member::COLUMNS, member::read, member::write),
    (&undertaking::COLUMNS, undertaking::read, undertaking::write),
    (&holiday::COLUMNS, holiday::read, holiday::write),
    (&activity::COLUMNS, activity::read, activity::write),
    (&date::COLUMNS, date::read, date::write),
    (&shift::COLUMNS, shift::read, shift::write),
    (&qualification::COLUMNS, qualification::read, qualification::write),
    (&unit::COLUMNS, unit::read, unit::write),
    (&dish::COLUMNS, dish::read, dish::write),
    (&serving::COLUMNS, serving::read, serving::write),
];

/// Reads and checks all files of `source` as of `today`, from which relative dates and the weeks ahead count.
/// The error is every problem of every file, never empty.
pub fn read(source: &Source, today: Day) -> Result<Census, Vec<Problem>> {
    let files = source.files().map_err(|problem| vec![problem])?;
    let mut draft = Draft::new(today);
    for name in files.keys().filter(|name| FILES.iter().all(|(columns, ..)| columns.file != name.as_str())) {
        draft.problems.push(Problem::of_file(name, format!("不认识这个文件；可以有的文件：{}", known_files())));
    }
    for (columns, reader, _) in FILES {
        match files.get(columns.file) {
            Some(bytes) => {
                let sheet = Sheet::parse(columns, bytes, &mut draft.problems);
                reader(&sheet, &mut draft);
            }
            None if columns.file == community::COLUMNS.file => draft
                .problems
                .push(Problem::of_file(columns.file, "没有这个文件；社区的名称、电话和食堂的时间写在里面".into())),
            None => {}
        }
    }
    draft.finish()
}

/// The demonstration community that is built into the binary, as of `today`.
pub fn demo(today: Day) -> Result<Census, Vec<Problem>> {
    read(&Source::Memory(&demo::FILES), today)
}

fn known_files() -> String {
    FILES.map(|(columns, ..)| columns.file).join("、")
}

#[cfg(test)]
mod tests {
    use super::sample::{TODAY, places, problems, read_with};
    use super::*;

    #[test]
    fn a_community_alone_is_enough() {
        let source: [(&str, &[u8]); 1] = [("community.csv", super::sample::COMMUNITY.as_bytes())];
        let census = read(&Source::Memory(&source), TODAY()).unwrap();
        assert_eq!(census.community.name, "西山社区");
        assert!(census.residents.is_empty() && census.activities.is_empty());
    }

    #[test]
    fn without_the_community_there_is_nothing_to_import() {
        let found = read(&Source::Memory(&[]), TODAY()).unwrap_err();
        assert_eq!((found[0].file.as_str(), found[0].line), ("community.csv", 0));
    }

    #[test]
    fn reading_the_same_files_twice_gives_the_same_rows() {
        assert_eq!(read_with(&[]), read_with(&[]));
    }

    #[test]
    fn a_misspelt_file_name_is_a_problem_and_not_a_silence() {
        let found = problems(&[("resident.csv", "编号\n")]);
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with("resident.csv 不认识这个文件"), "{}", found[0]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_one_problem_and_not_one_for_each_line_that_refers_to_it() {
        for unreadable in ["", "编号\nR1\n"] {
            let mut files = super::sample::files();
            files.push(("residents.csv", unreadable.as_bytes()));
            let found = read(&Source::Memory(&files), TODAY()).unwrap_err();
            assert!(found.iter().all(|problem| problem.file == "residents.csv"), "{found:#?}");
        }
    }

    #[test]
    fn nothing_stops_at_the_first_error() {
        let found = problems(&[
            ("venues.csv", "代码,名称,可容人数\nhall,,x\nhall,礼堂,20\n"),
            ("dishes.csv", "代码,菜名,类别,价格\nrice,白米饭,饭,一元\n"),
        ]);
        assert_eq!(
            places(&found),
            [
                ("venues.csv", 2, "名称"),
                ("venues.csv", 2, "可容人数"),
                ("venues.csv", 3, "代码"),
                ("dishes.csv", 2, "类别"),
                ("dishes.csv", 2, "价格"),
            ]
        );
    }
}
