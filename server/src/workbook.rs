//! Lists as a workbook, a sheet for each: a head that stays, columns wide enough to read, times that can be sorted by.
//!
//! What people typed is text and stays text: a cell that a program for tables could take for a formula gets an apostrophe in
//! front, because such a file is often saved as CSV and opened again.

use domain::when::{Day, Moment};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The media type of such a file.
pub const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The longest text of a cell, in characters; the format has room for 32,767.
const TEXT_MAX: usize = 30_000;
/// The number of 1970-01-01 where days are counted as Excel does.
const EPOCH: i32 = 25_569;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(u32),
    /// An amount of money in fen.
    Fen(u32),
    /// A day.
    Day(Day),
    /// A moment, shown in Beijing time to the minute.
    Time(Moment),
    /// Nothing.
    Empty,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The name of the sheet.
    pub name: &'static str,
    /// What stands over each column, and how many letters wide it is.
    pub columns: &'static [(&'static str, u8)],
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The file.
///
/// # Errors
/// When there is more than a sheet can hold.
pub fn write(lists: &[List]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for list in lists {
        add(&mut workbook, list)?;
    }
    workbook.save_to_buffer()
}

fn add(workbook: &mut Workbook, list: &List) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(list.name)?;
    sheet.set_freeze_panes(1, 0)?;
    let head = Format::new().set_bold();
    let (day, time) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
    let money = Format::new().set_num_format("0.00");
    for (column, (name, width)) in (0_u16..).zip(list.columns) {
        sheet.set_column_width(column, f64::from(*width))?;
        sheet.write_string_with_format(0, column, *name, &head)?;
    }
    for (row, cells) in (1_u32..).zip(&list.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, guarded(text))?,
                Cell::Number(number) => sheet.write_number(row, column, f64::from(*number))?,
                Cell::Fen(fen) => sheet.write_number_with_format(row, column, f64::from(*fen) / 100.0, &money)?,
                Cell::Day(when) => sheet.write_number_with_format(row, column, of_day(*when), &day)?,
                Cell::Time(when) => sheet.write_number_with_format(row, column, of_moment(*when), &time)?,
                Cell::Empty => continue,
            };
        }
    }
    Ok(())
}

/// A day as it is counted.
pub fn of_day(day: Day) -> f64 {
    f64::from(day.since(Day::default()) + EPOCH)
}

/// A moment as it is counted, to the minute, in Beijing.
pub fn of_moment(moment: Moment) -> f64 {
    of_day(moment.day()) + f64::from(moment.clock().0) / 1_440.0
}

/// Whether a text that begins so may be taken for a formula.
pub fn risky(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n' | '\0')
}

/// The text as it is written: not a formula anywhere, and without what XML cannot hold.
pub fn guarded(text: &str) -> String {
    let apostrophe = if text.starts_with(risky) { "'" } else { "" };
    let kept = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).take(TEXT_MAX);
    apostrophe.chars().chain(kept).collect()
}

/// What makes a browser keep a file under a name in any script (RFC 6266 and 5987). `plain` is for those that cannot.
pub fn attachment(plain: &str, name: &str) -> String {
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use domain::when::Clock;
    use std::io::Cursor;

    const LIST: List =
        List { name: "名单", columns: &[("姓名", 12), ("何时", 18), ("多少", 8)], rows: Vec::new() };

    fn read(list: &List) -> calamine::Range<Data> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(write(std::slice::from_ref(list)).unwrap())).unwrap();
        assert_eq!(book.sheet_names(), [list.name]);
        book.worksheet_range(list.name).unwrap()
    }

    fn text(range: &calamine::Range<Data>, row: u32, column: u32) -> String {
        match range.get_value((row, column)) {
            Some(Data::String(text)) => text.clone(),
            other => panic!("{row}/{column}: {other:?}"),
        }
    }

    #[test]
    fn another_program_reads_what_was_written() {
        let at = Moment::at(Day::of(2026, 11, 25).unwrap(), Clock::parse("18:00").unwrap());
        let row = vec![Cell::Text("周桂珍".into()), Cell::Time(at), Cell::Number(3)];
        let money = vec![Cell::Empty, Cell::Day(at.day()), Cell::Fen(1_250)];
        let range = read(&List { rows: vec![row, money], ..LIST });
        assert_eq!((text(&range, 0, 0), text(&range, 1, 0)), ("姓名".into(), "周桂珍".into()));
        // 2026-11-25 is day 46351 of a calendar that begins with 1900; six in the evening is three quarters of it.
        let Some(Data::DateTime(when)) = range.get_value((1, 1)) else { panic!("{:?}", range.get_value((1, 1))) };
        assert!((when.as_f64() - 46_351.75).abs() < 1e-6, "{when:?}");
        let Some(Data::DateTime(day)) = range.get_value((2, 1)) else { panic!("{:?}", range.get_value((2, 1))) };
        assert!((day.as_f64() - 46_351.0).abs() < 1e-6, "{day:?}");
        let number = |row| match range.get_value((row, 2)) {
            Some(Data::Float(number)) => *number,
            Some(Data::Int(number)) => *number as f64,
            other => panic!("{other:?}"),
        };
        assert_eq!((number(1), number(2)), (3.0, 12.5));
    }

    #[test]
    fn each_list_has_a_sheet_of_its_own() {
        let second = List { name: "清点", rows: vec![vec![Cell::Text("月饼".into())]], ..LIST };
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(write(&[LIST, second]).unwrap())).unwrap();
        assert_eq!(book.sheet_names(), ["名单", "清点"]);
        assert_eq!(text(&book.worksheet_range("清点").unwrap(), 1, 0), "月饼");
    }

    #[test]
    fn nothing_that_was_typed_is_a_formula() {
        let typed = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠1"];
        let rows = typed.iter().map(|text| vec![Cell::Text((*text).into())]).collect();
        let range = read(&List { rows, ..LIST });
        for (row, typed) in (1_u32..).zip(typed) {
            let written = text(&range, row, 0);
            assert!(written.starts_with('\''), "{typed:?} became {written:?}");
            let rest: String = typed.chars().filter(|c| !matches!(c, '\r' | '\0')).collect();
            assert_eq!(written, format!("'{rest}"));
        }
        for harmless in ["周桂珍", "3-5 岁", "a=b", "'", ""] {
            assert_eq!(guarded(harmless), harmless);
        }
    }

    #[test]
    fn a_name_in_chinese_survives_the_header() {
        let head = attachment("list.xlsx", "名单 1\"\r\n.xlsx");
        assert_eq!(head, "attachment; filename=\"list.xlsx\"; filename*=UTF-8''%E5%90%8D%E5%8D%95%201%22%0D%0A.xlsx");
    }
}
