//! What is wrong in a file, in a sentence for the person who keeps it.

use std::fmt;

/// One thing that is wrong, with the place where Excel shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// The line as Excel numbers it: the header is line 1. 0: the file as a whole.
    pub line: u32,
    /// The column's name, or empty if the whole line is meant.
    pub column: String,
    /// What is wrong, in plain Chinese. Begins with the column's name, if there is one.
    pub reason: String,
}

impl Problem {
    /// About a file as a whole.
    pub fn of_file(file: &str, reason: String) -> Self {
        Self { file: file.into(), line: 0, column: String::new(), reason }
    }

    /// About a line as a whole.
    pub fn of_line(file: &str, line: u32, reason: String) -> Self {
        Self { line, ..Self::of_file(file, reason) }
    }

    /// About one cell; `why` continues the column's name: “名额”要是…
    pub fn of_cell(file: &str, line: u32, column: &str, why: &str) -> Self {
        Self { column: column.into(), ..Self::of_line(file, line, format!("“{column}”{why}")) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{} {}", self.file, self.reason),
            line => write!(f, "{}:{line} {}", self.file, self.reason),
        }
    }
}

/// What a cell says, cut short for a sentence.
pub(super) fn quoted(found: &str) -> String {
    const SHOWN: usize = 24;
    let mut shown: String = found.chars().take(SHOWN).collect();
    if found.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_as_file_line_column_reason() {
        let problem = Problem::of_cell("activities.csv", 5, "名额", "不能空着");
        assert_eq!(problem.to_string(), "activities.csv:5 “名额”不能空着");
        assert_eq!(Problem::of_file("a.csv", "是空的".into()).to_string(), "a.csv 是空的");
    }

    #[test]
    fn a_long_cell_is_cut() {
        assert_eq!(quoted("三十"), "“三十”");
        assert_eq!(quoted(&"字".repeat(25)), format!("“{}…”", "字".repeat(24)));
    }
}
