//! A file as a table of texts: a workbook's first sheet, or a CSV file in UTF-8 or GB18030.
//!
//! Nobody is trusted about size. Lines, columns and texts have their limits; a workbook says how large it is unpacked before any of it
//! is, and whoever reads a part of it gets an error where that is larger than it says; and its cells are read one after the other,
//! because a sheet that says it reaches to the last cell would fill the memory.

use calamine::{DataRef, DataType, Reader, Xlsx};
use domain::when::Day;
use domain::wire::intake::{COLUMNS_MAX, ROWS_MAX};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;
use zip::ZipArchive;

/// The longest text of a cell, in characters; the rest is of no use for a register.
const TEXT_MAX: usize = 120;
/// The most bytes of a workbook, unpacked.
const UNPACKED_MAX: u64 = 96 * 1024 * 1024;
/// The most parts of one.
const PARTS_MAX: usize = 1_000;
/// Within so many lines the names of the columns are looked for: above them stands what the table is called.
const TITLES: usize = 6;
/// A number of 1970-01-01 where days are counted as workbooks do.
const EPOCH: i32 = 25_569;

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What stands over the columns.
    pub heads: Vec<String>,
    /// The lines below that are not empty, each with its number as a program for tables shows it.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is no such file, or there is nothing in it.
    NoTable,
    /// It is too large.
    TooLarge,
}

/// Reads a file.
///
/// # Errors
/// When it is not a table, or too large a one.
pub fn read(bytes: &[u8]) -> Result<Table, Unread> {
    let lines = if bytes.starts_with(b"PK") { workbook(bytes)? } else { text(bytes)? };
    let mut lines = lines.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    // A title stands alone in its line, however many cells it was spread over.
    let several = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let (_, heads) = lines.by_ref().take(TITLES).find(|(_, cells)| several(cells)).ok_or(Unread::NoTable)?;
    let rows: Vec<_> = lines.collect();
    if rows.is_empty() { Err(Unread::NoTable) } else { Ok(Table { heads, rows }) }
}

fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !c.is_control()).take(TEXT_MAX).collect()
}

/// CSV. What is no UTF-8 is what older programs for tables write in China.
fn text(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, Unread> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            text.ok_or(Unread::NoTable)?
        }
    };
    if text.contains('\0') {
        return Err(Unread::NoTable);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut lines, mut breaks, mut before) = (Vec::new(), 0, 0);
    while reader.read_record(&mut record).map_err(|_| Unread::NoTable)? {
        // A program for tables counts a line with breaks inside its cells once; the reader counts the breaks.
        breaks += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let ended = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        before = ended.saturating_sub(breaks + 1).max(before + 1);
        let cells = record.iter().take(COLUMNS_MAX).map(cell).collect();
        lines.push((u32::try_from(before).unwrap_or(u32::MAX), cells));
        if lines.len() > ROWS_MAX + TITLES {
            return Err(Unread::TooLarge);
        }
    }
    Ok(lines)
}

fn workbook(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, Unread> {
    if unpacked(bytes)? > UNPACKED_MAX {
        return Err(Unread::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unread::NoTable)?;
    let name = book.sheet_names().first().cloned().ok_or(Unread::NoTable)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Unread::NoTable)?;
    let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(found) = cells.next_cell().map_err(|_| Unread::NoTable)? {
        let (row, column) = found.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = shown(found.get_value());
        if column >= COLUMNS_MAX || text.is_empty() {
            continue;
        }
        let line = lines.entry(row.saturating_add(1)).or_default();
        if line.len() <= column {
            line.resize(column + 1, String::new());
        }
        line[column] = text;
        if lines.len() > ROWS_MAX + TITLES {
            return Err(Unread::TooLarge);
        }
    }
    Ok(lines.into_iter().collect())
}

/// What a cell shows: days as days, numbers without what a workbook adds to them.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(at) => day(at.as_f64()).map(|day| day.to_string()).unwrap_or_default(),
        other => cell(&other.as_string().unwrap_or_default()),
    }
}

fn day(counted: f64) -> Option<Day> {
    // Days of two centuries; parts of one are hours.
    let whole = (1..80_000_i32).contains(&(counted as i32)).then_some(counted as i32)?;
    Some(Day::of(1970, 1, 1)?.plus(whole - EPOCH))
}

/// How large the parts of an archive say they are, unpacked: read from its list of contents, without unpacking any. The same
/// library unpacks them later, by the same list.
fn unpacked(bytes: &[u8]) -> Result<u64, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::NoTable)?;
    if archive.len() > PARTS_MAX {
        return Err(Unread::TooLarge);
    }
    let mut sum = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| Unread::NoTable)?;
        sum = sum.saturating_add(part.size());
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Cell, List, write};

    fn rows(table: &Table) -> Vec<(u32, Vec<&str>)> {
        table.rows.iter().map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn a_text_is_read_in_either_encoding_below_its_title() {
        let text = "西山社区居民名册,,\r\n姓名,室,电话\r\n\r\n 周  桂珍 ,201,\r\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        for bytes in [text.as_bytes(), format!("\u{feff}{text}").as_bytes(), &*gb] {
            let table = read(bytes).unwrap();
            assert_eq!(table.heads, ["姓名", "室", "电话"]);
            assert_eq!(rows(&table), [(4, vec!["周 桂珍", "201", ""])]);
        }
    }

    #[test]
    fn a_workbook_shows_days_and_numbers_as_people_do() {
        let born = Day::of(1952, 3, 8).unwrap();
        let list = List {
            name: "名册",
            columns: &[("姓名", 10), ("出生日期", 10), ("室", 10)],
            rows: vec![vec![Cell::Text("周桂珍".into()), Cell::Day(born), Cell::Number(201)]],
        };
        let table = read(&write(&[list]).unwrap()).unwrap();
        assert_eq!(table.heads, ["姓名", "出生日期", "室"]);
        assert_eq!(rows(&table), [(2, vec!["周桂珍", "1952-03-08", "201"])]);
    }

    #[test]
    fn what_is_no_table_is_not_read() {
        for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"\xff\xd8\xff\xe0 picture", "姓名,室\n".as_bytes(), b"a\n\0,b\n"]
        {
            assert_eq!(read(bytes), Err(Unread::NoTable));
        }
        let long = format!("a,b\n{}", "x,y\n".repeat(ROWS_MAX + TITLES));
        assert_eq!(read(long.as_bytes()), Err(Unread::TooLarge));
    }

    /// A workbook whose parts are said to be so large, each.
    fn said(size: u32) -> Vec<u8> {
        let list =
            List {
                name: "名册", columns: &[("姓名", 10), ("室", 10)], rows: vec![vec![Cell::Text("周".into())]]
            };
        let mut bytes = write(&[list]).unwrap();
        let entries: Vec<usize> =
            (0..bytes.len()).filter(|at| bytes.get(*at..*at + 4) == Some(b"PK\x01\x02".as_slice())).collect();
        assert!(entries.len() > 3);
        for at in entries {
            bytes[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_workbook_is_not_unpacked_where_it_is_too_large_nor_further_than_it_says() {
        assert_eq!(read(&said(u32::MAX / 2)), Err(Unread::TooLarge));
        assert_eq!(read(&said(10)), Err(Unread::NoTable), "it is larger than it says");
    }
}
