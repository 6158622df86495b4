//! Reads `policy.txt`.

use crate::cast::NAMES;

/// One line: what is attempted, on whose thing, and what each player gets.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub relation: String,
    pub cells: Vec<String>,
    /// What the body is when the answer is yes.
    pub body: String,
}

/// The lines of a section.
pub fn policy(section: &str) -> Vec<Line> {
    let mut here = false;
    let mut headed = false;
    let mut lines = Vec::new();
    for text in include_str!("policy.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        if text.starts_with('[') {
            here = text == format!("[{section}]");
            headed = false;
        } else if here && !headed {
            assert_eq!(words[..NAMES.len()], NAMES, "the players, in their order");
            headed = true;
        } else if here {
            let (cells, body) = (words[2..2 + NAMES.len()].to_vec(), words.get(2 + NAMES.len()));
            let body = body.cloned().unwrap_or_default();
            lines.push(Line { name: words[0].clone(), relation: words[1].clone(), cells, body });
        }
    }
    assert!(lines.len() > 30, "{section}: {}", lines.len());
    lines
}
