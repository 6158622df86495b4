//! The cells of one line, read as what they mean.
//!
//! Every reader gives a value in any case: a cell that cannot be read becomes a problem and an empty value, so that
//! the rest of the line, and whatever refers to it, is checked all the same. A column that the header does
//! not have was reported there and is silent here.

mod naming;

use super::problem::{Problem, quoted};
use super::sheet::{Row, Sheet};
use super::value;
use domain::when::{Clock, Day};
use std::ops::RangeInclusive;

/// The most characters of a name.
pub(super) const NAME_MAX: usize = 40;
/// The most characters of a sentence.
pub(super) const SENTENCE_MAX: usize = 300;
/// Years in which something can have begun or will end.
pub(super) const YEARS: RangeInclusive<u32> = 1949..=2100;
const CODE_MAX: usize = 40;
/// The highest price in fen.
const PRICE_MAX: i64 = 100_000;

/// One line, and the list that its problems go to.
pub(super) struct Cells<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Cells<'a> {
    pub fn of(sheet: &'a Sheet, row: &'a Row, problems: &'a mut Vec<Problem>) -> Self {
        Self { sheet, row, problems }
    }

    /// Its number in Excel.
    pub fn line(&self) -> u32 {
        self.row.line
    }

    /// A problem of this line; `why` continues the column's name.
    pub fn say(&mut self, column: &str, why: &str) {
        self.problems.push(Problem::of_cell(self.sheet.file, self.row.line, column, why));
    }

    /// A problem of a cell that says something else than it must.
    pub fn refuse(&mut self, column: &str, must: &str) {
        let found = quoted(self.found(column));
        self.say(column, &format!("{must}，现在是 {found}"));
    }

    /// Words, or nothing.
    pub fn maybe_text(&mut self, column: &str, max: usize) -> String {
        let text = self.found(column);
        let length = text.chars().count();
        if length > max {
            self.say(column, &format!("最多 {max} 个字，现在有 {length} 个"));
        }
        text.replace(value::BREAK, "\n")
    }

    /// Words.
    pub fn text(&mut self, column: &str, max: usize) -> String {
        self.present(column);
        self.maybe_text(column, max)
    }

    /// A code, or a name that becomes part of one (小区, 幢): no spaces, and no `/`, which joins them.
    pub fn code(&mut self, column: &str) -> String {
        if self.present(column).is_some_and(|code| code.contains(|c: char| c == '/' || c.is_whitespace())) {
            self.refuse(column, "里不能有空格和“/”");
        }
        self.maybe_text(column, CODE_MAX)
    }

    /// A whole number in `range`; 0 if it is not one.
    pub fn whole(&mut self, column: &str, range: RangeInclusive<u32>) -> u32 {
        let must = format!("要是 {} 到 {} 的整数", range.start(), range.end());
        self.parsed(column, &must, |text| value::whole(text).filter(|n| range.contains(n))).unwrap_or_default()
    }

    /// A year in which something begins or ends.
    pub fn year(&mut self, column: &str) -> i32 {
        self.whole(column, YEARS).try_into().unwrap_or_default()
    }

    /// A price in yuan, as fen.
    pub fn price(&mut self, column: &str) -> i64 {
        let must = format!("要是 0 到 {} 元、最多两位小数的数", PRICE_MAX / 100);
        self.parsed(column, &must, |text| value::fen(text).filter(|fen| *fen <= PRICE_MAX)).unwrap_or_default()
    }

    /// A day, perhaps relative to `today`.
    pub fn day(&mut self, column: &str, today: Day) -> Option<Day> {
        self.parsed(column, "要写成 2026-11-22，或者今天、今天+3 这样", |text| value::day(text, today))
    }

    /// A clock time.
    pub fn clock(&mut self, column: &str) -> Option<Clock> {
        self.parsed(column, "要写成 09:30 这样 (24 小时)", value::clock)
    }

    /// 是, or nothing.
    pub fn yes(&mut self, column: &str) -> bool {
        match self.found(column) {
            "是" => true,
            "" | "否" => false,
            _ => {
                self.refuse(column, "要写“是”，或者空着");
                false
            }
        }
    }

    /// A cell that must be there and that `read` must understand.
    pub fn parsed<T>(&mut self, column: &str, must: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(self.present(column)?);
        if value.is_none() {
            self.refuse(column, must);
        }
        value
    }

    /// The same, for a cell that may be empty.
    pub fn maybe_parsed<T>(&mut self, column: &str, must: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if self.found(column).is_empty() { None } else { self.parsed(column, must, read) }
    }

    /// Whether anything stands there.
    pub fn given(&self, column: &str) -> bool {
        !self.found(column).is_empty()
    }

    fn found(&self, column: &str) -> &'a str {
        self.sheet.cell(self.row, column).unwrap_or_default()
    }

    fn present(&mut self, column: &str) -> Option<&'a str> {
        let found = self.sheet.cell(self.row, column)?;
        if found.is_empty() {
            self.say(column, "不能空着");
            return None;
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use crate::import::sample::cell;

    #[test]
    fn a_bad_number_says_what_it_must_be_and_what_it_is() {
        let (value, said) = cell("abc", |cells| cells.whole("名额", 1..=2000));
        assert_eq!(value, 0);
        assert_eq!(said, ["a.csv:2 “名额”要是 1 到 2000 的整数，现在是 “abc”"]);
        assert_eq!(cell("2001", |cells| cells.whole("名额", 1..=2000)).1.len(), 1);
        assert_eq!(cell("2000", |cells| cells.whole("名额", 1..=2000)), (2000, vec![]));
    }

    #[test]
    fn an_empty_cell_is_a_problem_only_where_it_must_not_be() {
        assert_eq!(cell("", |cells| cells.text("名额", 5)).1, ["a.csv:2 “名额”不能空着"]);
        assert_eq!(cell("", |cells| cells.maybe_text("名额", 5)), (String::new(), vec![]));
        assert_eq!(cell("", |cells| cells.yes("名额")), (false, vec![]));
    }

    #[test]
    fn a_missing_column_is_reported_once_and_not_by_every_line() {
        assert_eq!(cell("1", |cells| cells.text("没有的列", 5)), (String::new(), vec![]));
    }

    #[test]
    fn words_that_are_too_long_and_codes_with_spaces_are_refused() {
        assert_eq!(cell("太长的名字", |cells| cells.text("名额", 4)).1, ["a.csv:2 “名额”最多 4 个字，现在有 5 个"]);
        assert_eq!(cell("3 幢", |cells| cells.code("名额")).1, ["a.csv:2 “名额”里不能有空格和“/”，现在是 “3 幢”"]);
        assert_eq!(cell("3/4", |cells| cells.code("名额")).1.len(), 1);
    }
}
