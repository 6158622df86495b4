//! Cells that name something: a word of a fixed list, or a row of another file by its code.

use super::Cells;
use crate::import::index::Index;
use crate::import::problem::quoted;
use crate::import::value;

impl Cells<'_> {
    /// One of `words`.
    pub fn choice<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Option<T> {
        self.parsed(column, &must_be_one_of(words), |text| named(text, words))
    }

    /// One of `words`, or nothing.
    pub fn maybe_choice<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Option<T> {
        if self.found(column).is_empty() { None } else { self.choice(column, words) }
    }

    /// Any of `words`, each at most once.
    pub fn choices<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Vec<T> {
        self.list(column, |text| {
            named(text, words).ok_or_else(|| format!("{}，现在有 {}", must_be_one_of(words), quoted(text)))
        })
    }

    /// What a code of another file names.
    pub fn reference<'i, T>(&mut self, column: &str, index: &'i Index<T>) -> Option<&'i T> {
        let code = self.present(column)?;
        self.named(column, code, index)
    }

    /// The same, for a cell that may be empty.
    pub fn maybe_reference<'i, T>(&mut self, column: &str, index: &'i Index<T>) -> Option<&'i T> {
        if self.found(column).is_empty() { None } else { self.reference(column, index) }
    }

    /// What `code` names, made of this cell and perhaps of others. A file that could not be read has its own problem;
    /// it does not make one of every line that refers to it.
    pub fn named<'i, T>(&mut self, column: &str, code: &str, index: &'i Index<T>) -> Option<&'i T> {
        let known = index.get(code);
        if known.is_none() && !index.unread {
            self.say(column, &missing(code, index.file));
        }
        known
    }

    /// What each of several codes of another file names.
    pub fn references<'i, T>(&mut self, column: &str, index: &'i Index<T>) -> Vec<&'i T> {
        if index.unread {
            return Vec::new();
        }
        self.list(column, |code| index.get(code).ok_or_else(|| missing(code, index.file)))
    }

    /// The parts of a cell, each read on its own; the error of `read` continues the column's name.
    pub fn list<T>(&mut self, column: &str, read: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let mut seen = Vec::new();
        let mut values = Vec::new();
        for part in value::parts(self.found(column)) {
            if seen.contains(&part) {
                self.say(column, &format!("里 {} 写了两遍", quoted(part)));
                continue;
            }
            seen.push(part);
            match read(part) {
                Ok(value) => values.push(value),
                Err(why) => self.say(column, &why),
            }
        }
        values
    }
}

/// What to say of a code that `file` does not give out.
fn missing(code: &str, file: &str) -> String {
    format!("里的 {} 在 {file} 里没有", quoted(code))
}

fn named<T: Copy>(text: &str, words: &[(&str, T)]) -> Option<T> {
    words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
}

fn must_be_one_of<T>(words: &[(&str, T)]) -> String {
    let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    format!("只能是 {}", words.join("、"))
}

#[cfg(test)]
mod tests {
    use crate::import::index::Index;
    use crate::import::sample::cell;

    #[test]
    fn a_choice_lists_what_there_is() {
        let words = [("荤", 1), ("素", 2)];
        assert_eq!(cell("素", |cells| cells.choice("名额", &words)), (Some(2), vec![]));
        assert_eq!(cell("汤", |cells| cells.choice("名额", &words)).1, ["a.csv:2 “名额”只能是 荤、素，现在是 “汤”"]);
        assert_eq!(cell("荤；素", |cells| cells.choices("名额", &words)), (vec![1, 2], vec![]));
        assert_eq!(
            cell("荤;汤", |cells| cells.choices("名额", &words)).1,
            ["a.csv:2 “名额”只能是 荤、素，现在有 “汤”"]
        );
        assert_eq!(cell("荤;荤", |cells| cells.choices("名额", &words)).1, ["a.csv:2 “名额”里 “荤” 写了两遍"]);
        assert_eq!(cell("maybe", |cells| cells.yes("名额")).1.len(), 1);
    }

    #[test]
    fn a_code_that_no_file_gives_out_is_named() {
        let index: Index<u8> = Index::absent("venues.csv");
        let (value, said) = cell("hall", |cells| cells.reference("名额", &index).copied());
        assert_eq!(value, None);
        assert_eq!(said, ["a.csv:2 “名额”里的 “hall” 在 venues.csv 里没有"]);
    }
}
