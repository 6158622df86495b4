//! One CSV file as lines of cells, by the names in its header.
//!
//! What Excel does to a table is tolerated: a BOM, either kind of line end, empty rows, empty cells at the end. What
//! would lose something silently is a problem: another encoding, an unknown column, a cell beyond the header
//! (a comma without quotes moves everything to the right), a line break inside a cell (a forgotten quote
//! swallows the rows that follow).

use super::problem::{Problem, quoted};
use super::value::unguarded;
use std::collections::BTreeSet;

/// The columns that a file may have, in any order.
pub(super) struct Columns {
    /// The file's name.
    pub file: &'static str,
    /// Columns that must stand in the header.
    pub required: &'static [&'static str],
    /// Columns that may be left out, as if all their cells were empty.
    pub optional: &'static [&'static str],
}

impl Columns {
    fn known(&self, name: &str) -> Option<&'static str> {
        self.required.iter().chain(self.optional).copied().find(|column| *column == name)
    }
}

/// The lines of one file.
pub(super) struct Sheet {
    /// The file's name.
    pub file: &'static str,
    /// Its lines without the header and without empty ones.
    pub rows: Vec<Row>,
    /// Its lines could not be read, or a column that must be there is not.
    pub unread: bool,
    header: Vec<Head>,
}

/// One line of cells, in the order of the header.
pub(super) struct Row {
    /// Its number in Excel.
    pub line: u32,
    cells: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Known(&'static str),
    /// It has its own problem.
    Unknown,
    Blank,
}

impl Sheet {
    /// Reads `bytes`; what cannot be read is left out and added to `problems`.
    pub fn parse(columns: &Columns, bytes: &[u8], problems: &mut Vec<Problem>) -> Self {
        let file = columns.file;
        let mut sheet = Self { file, rows: Vec::new(), unread: true, header: Vec::new() };
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(line) => {
                let reason = "这里的字读不出来：文件不是 UTF-8 编码。请在 Excel 里另存为“CSV UTF-8 (逗号分隔)”";
                problems.push(Problem::of_line(file, line, reason.into()));
                return sheet;
            }
        };
        let mut rows = rows(file, &text, problems).into_iter();
        let Some(header) = rows.next() else {
            problems.push(Problem::of_file(file, "是空的，第一行要是列名".into()));
            return sheet;
        };
        sheet.header = heads(columns, &header, problems);
        sheet.unread = !columns.required.iter().all(|column| sheet.header.contains(&Head::Known(column)));
        sheet.rows = rows.collect();
        sheet.refuse_strays(problems);
        sheet
    }

    /// What stands in a cell; none if the file has no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        let index = self.header.iter().position(|head| matches!(head, Head::Known(known) if *known == column))?;
        Some(row.cells.get(index).map_or("", |cell| unguarded(cell)))
    }

    fn refuse_strays(&self, problems: &mut Vec<Problem>) {
        for row in &self.rows {
            let head = |index: usize| self.header.get(index).copied().unwrap_or(Head::Blank);
            let stray =
                row.cells.iter().enumerate().find(|(index, cell)| head(*index) == Head::Blank && !cell.is_empty());
            if let Some((_, cell)) = stray {
                let reason = format!("{} 的上面没有列名：如果文字里有英文逗号，请改成中文逗号", quoted(cell));
                problems.push(Problem::of_line(self.file, row.line, reason));
            }
        }
    }
}

/// The text, with `\n` at the end of every line. The error is the line with the first byte that is not UTF-8.
fn decode(bytes: &[u8]) -> Result<String, u32> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        count(good.iter().filter(|byte| **byte == b'\n').count()) + 1
    })?;
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// The rows that are not empty. Excel counts a row with a line break inside a cell as one; the reader counts
/// line ends, so the breaks inside cells are taken off again.
fn rows(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    let mut breaks = 0;
    let mut before = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return rows,
            Err(error) => {
                problems.push(Problem::of_file(file, format!("不是一个 CSV 文件 ({error})")));
                return rows;
            }
        }
        breaks += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let ended = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        // A quote that never ends also swallows the last line end; its row still comes after the one before.
        let line = count(ended.saturating_sub(breaks + 1)).max(before + 1);
        before = line;
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if let Some(cell) = cells.iter().find(|cell| cell.contains('\n')) {
            let reason = format!("{} 里有换行：请写成一行；也看看是不是少了一个引号", quoted(&cell.replace('\n', " ")));
            problems.push(Problem::of_line(file, line, reason));
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line, cells });
        }
    }
}

fn heads(columns: &Columns, header: &Row, problems: &mut Vec<Problem>) -> Vec<Head> {
    let mut seen = BTreeSet::new();
    let mut heads = Vec::new();
    for name in &header.cells {
        let known = columns.known(name);
        let why = match known {
            _ if name.is_empty() => None,
            None => {
                let all: Vec<&str> = columns.required.iter().chain(columns.optional).copied().collect();
                Some(format!("是不认识的列；可以有的列：{}", all.join("、")))
            }
            Some(column) => (!seen.insert(column)).then(|| "这一列有两个".to_owned()),
        };
        heads.push(match (&why, known) {
            (None, Some(column)) => Head::Known(column),
            (None, None) => Head::Blank,
            (Some(_), _) => Head::Unknown,
        });
        if let Some(why) = why {
            problems.push(Problem::of_cell(columns.file, header.line, name, &why));
        }
    }
    for column in columns.required.iter().filter(|column| !seen.contains(*column)) {
        problems.push(Problem::of_cell(columns.file, header.line, column, "这一列没有"));
    }
    heads
}

fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns { file: "venues.csv", required: &["代码", "名称"], optional: &["位置"] };

    fn parse(bytes: &[u8]) -> (Sheet, Vec<Problem>) {
        let mut problems = Vec::new();
        let sheet = Sheet::parse(&COLUMNS, bytes, &mut problems);
        (sheet, problems)
    }

    fn lines(problems: &[Problem]) -> Vec<(u32, &str)> {
        problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect()
    }

    #[test]
    fn a_file_saved_by_excel_is_read() {
        let (sheet, problems) = parse("\u{feff}名称,代码,\r\n书画室, room ,\r\n,,\r\n\r\n礼堂,hall,\r\n".as_bytes());
        assert_eq!(problems, []);
        let read: Vec<_> =
            sheet.rows.iter().map(|row| (row.line, sheet.cell(row, "代码"), sheet.cell(row, "位置"))).collect();
        assert_eq!(read, [(2, Some("room"), None), (5, Some("hall"), None)]);
    }

    #[test]
    fn the_last_line_needs_no_end_and_a_short_line_has_empty_cells() {
        let (sheet, problems) = parse("代码,名称,位置\rroom,书画室".as_bytes());
        assert_eq!(problems, []);
        assert_eq!(sheet.cell(&sheet.rows[0], "位置"), Some(""));
        assert_eq!(sheet.rows[0].line, 2);
    }

    #[test]
    fn columns_that_are_unknown_doubled_or_missing_are_named() {
        let (_, problems) = parse("代码,楼层,代码\nroom,2,x\n".as_bytes());
        assert_eq!(lines(&problems), [(1, "楼层"), (1, "代码"), (1, "名称")]);
        assert!(problems[0].reason.contains("代码、名称、位置"), "{}", problems[0]);
    }

    #[test]
    fn a_comma_that_moves_the_cells_is_found() {
        let (_, problems) = parse("代码,名称\nroom,书画室,二楼\n".as_bytes());
        assert_eq!(lines(&problems), [(2, "")]);
        assert!(problems[0].reason.contains("二楼"));
    }

    #[test]
    fn a_line_break_in_a_cell_is_a_problem_and_moves_no_number() {
        let (sheet, problems) = parse("代码,名称\nroom,\"书\r\n画室\"\nhall,礼堂\n".as_bytes());
        assert_eq!(lines(&problems), [(2, "")]);
        assert_eq!(sheet.rows[1].line, 3);
    }

    #[test]
    fn a_quote_that_never_ends_is_found_where_it_begins() {
        let (_, problems) = parse("代码,名称\nroom,\"书画室\nhall,礼堂\n".as_bytes());
        assert_eq!(lines(&problems), [(2, "")]);
    }

    #[test]
    fn another_encoding_is_named_with_its_line() {
        let (_, problems) = parse(b"code,name\nroom,\xca\xe9\xbb\xad\n");
        assert_eq!(lines(&problems), [(2, "")]);
        assert!(problems[0].reason.contains("UTF-8"));
    }

    #[test]
    fn an_empty_file_says_so() {
        let (_, problems) = parse("\u{feff}".as_bytes());
        assert_eq!(lines(&problems), [(0, "")]);
    }
}
