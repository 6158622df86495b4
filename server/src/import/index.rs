//! Codes and what they name: how one file refers to a row of another, and how a row that stands twice is found.

use super::cells::Cells;
use super::problem::quoted;
use super::sheet::Sheet;
use std::collections::HashMap;

/// The rows of one file by their code.
pub(super) struct Index<T> {
    /// The file in which the codes are given out.
    pub file: &'static str,
    /// The file could not be read, so nothing can be said of a code that is not known.
    pub unread: bool,
    known: HashMap<String, Entry<T>>,
}

struct Entry<T> {
    line: u32,
    value: T,
}

impl<T> Index<T> {
    /// Of a file that is not there.
    pub fn absent(file: &'static str) -> Self {
        Self { file, unread: false, known: HashMap::new() }
    }

    /// Of a file that is about to be read.
    pub fn of(sheet: &Sheet) -> Self {
        Self { unread: sheet.unread, ..Self::absent(sheet.file) }
    }

    /// Gives out `code` on the line of `cells`; a code that was given out before is a problem of `column`.
    /// An empty code has its own problem already.
    pub fn add(&mut self, cells: &mut Cells, column: &'static str, code: &str, value: T) {
        if code.is_empty() {
            return;
        }
        if let Some(first) = self.known.get(code) {
            cells.say(column, &format!("重复了：{} 在第 {} 行已经有", quoted(code), first.line));
            return;
        }
        self.known.insert(code.to_owned(), Entry { line: cells.line(), value });
    }

    pub fn get(&self, code: &str) -> Option<&T> {
        self.known.get(code).map(|entry| &entry.value)
    }
}
