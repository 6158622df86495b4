//! The pieces of which a line about a command is made.

use crate::look::Lang;
use crate::words::when;
use domain::when::Day;

/// How much of a text stands in a line, in characters.
const QUOTE_MAX: usize = 24;

/// What is known of several, with commas between.
pub(super) fn join<const N: usize>(lang: Lang, parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(lang.pick("，", ", "))
}

/// "11月23日" / "23 Nov".
pub(super) fn date(lang: Lang, day: Day) -> String {
    when::date(lang, day, day)
}

/// The beginning of what somebody wrote.
pub(super) fn quote(text: &str) -> String {
    let text = text.trim();
    let start: String = text.chars().take(QUOTE_MAX).collect();
    if start.len() < text.len() { format!("“{start}…”") } else { format!("“{start}”") }
}
