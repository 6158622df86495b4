//! The same files the other way round: what a census says, as the committee would have written it. What is written here is read
//! there: each noun's file has both in it, and the words and columns once.
//!
//! Days are calendar days, rows are called by their codes, and no cell is a formula for the program that opens the file.

use super::FILES;
use super::census::Census;
use super::sheet::Columns;
use super::value::{BREAK, guarded};

/// Rows of cells, each in the order of the columns: those that must be there, then the others.
pub(super) type Rows = Vec<Vec<String>>;

/// Writes one file's rows.
pub(super) type Writer = fn(&Census) -> Rows;

/// The files with their bytes, in the order in which they refer to each other.
///
/// # Errors
/// When memory cannot be written to, which does not happen.
pub fn write(census: &Census) -> std::io::Result<Vec<(&'static str, Vec<u8>)>> {
    FILES.iter().map(|(columns, _, writer)| Ok((columns.file, file(columns, &writer(census))?))).collect()
}

fn file(columns: &Columns, rows: &Rows) -> std::io::Result<Vec<u8>> {
    // Programs for tables read a file without this mark in another encoding.
    let mut csv = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    csv.write_record(columns.required.iter().chain(columns.optional))?;
    for row in rows {
        csv.write_record(row.iter().map(|cell| self::cell(cell)))?;
    }
    csv.into_inner().map_err(|error| error.into_error())
}

/// A cell as it is written: in one line, and no formula.
fn cell(text: &str) -> String {
    let kept: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    guarded(&kept.trim().replace('\n', BREAK))
}

/// 是, or nothing.
pub(super) fn yes(is: bool) -> String {
    if is { "是".into() } else { String::new() }
}

/// What the files call a value.
pub(super) fn word<T: PartialEq>(words: &[(&str, T)], value: &T) -> String {
    words.iter().find(|(_, known)| known == value).map(|(word, _)| (*word).to_owned()).unwrap_or_default()
}

/// Several values in one cell.
pub(super) fn list(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(";")
}

/// Fen as yuan: 6, or 4.50.
pub(super) fn yuan(fen: i64) -> String {
    match (fen / 100, fen % 100) {
        (yuan, 0) => yuan.to_string(),
        (yuan, cents) => format!("{yuan}.{cents:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sample::{TODAY, read_with};
    use crate::import::source::Source;
    use crate::import::{demo, read};

    fn again(census: &Census) -> Census {
        let files = write(census).unwrap();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        read(&Source::Memory(&files), TODAY()).unwrap_or_else(|found| panic!("{found:#?}"))
    }

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let census = demo(TODAY()).unwrap();
        for (columns, _, writer) in FILES {
            let width = columns.required.len() + columns.optional.len();
            let rows = writer(&census);
            assert!(!rows.is_empty(), "{}", columns.file);
            assert!(rows.iter().all(|row| row.len() == width), "{}", columns.file);
        }
    }

    #[test]
    fn what_was_written_says_the_same() {
        let mut census = demo(TODAY()).unwrap();
        let mut read = again(&census);
        // Under which identity older databases know a date is nothing that a file says.
        census.former.clear();
        read.former.clear();
        // Leaders stand with the members.
        for census in [&mut census, &mut read] {
            census.members.sort_by_key(|row| (row.organization, row.resident));
            census.organizations.iter_mut().for_each(|row| row.leaders.sort());
            census.occurrences.sort_by_key(|row| row.id);
            census.shifts.sort_by_key(|row| row.id);
        }
        assert_eq!(census.occurrences, read.occurrences);
        assert_eq!(census.shifts, read.shifts);
        assert_eq!(census.residents, read.residents);
        assert_eq!(census.codes.all().filter(|(_, code)| code.is_empty()).count(), 0);
        assert_eq!(census, read);
        assert_eq!(write(&census).unwrap(), write(&read).unwrap());
    }

    #[test]
    fn nothing_that_was_typed_is_a_formula_and_all_of_it_comes_back() {
        for name in ["=1+1", "'=1", "''-x", "＋1", "\"quoted\", and more", "第一行\n第二行", "@SUM(A1)", "'"] {
            let mut census = read_with(&[]);
            census.venues[0].name = name.into();
            census.residents[0].name = name.into();
            let read = again(&census);
            assert_eq!((read.venues[0].name.as_str(), read.residents[0].name.as_str()), (name, name));
            let files = write(&census).unwrap();
            let (_, venues) = files.iter().find(|(file, _)| *file == "venues.csv").unwrap();
            let text = String::from_utf8(venues.clone()).unwrap();
            assert!(!text.contains(",=") && !text.contains(",@") && !text.contains(",＋"), "{text}");
            assert_eq!(text.lines().count(), 2, "{text}");
        }
    }

    #[test]
    fn money_is_written_as_it_is_read() {
        for fen in [0, 5, 50, 450, 600, 99_999] {
            assert_eq!(crate::import::value::fen(&yuan(fen)), Some(fen));
        }
    }
}
