//! The button at the end of a long list.

use crate::look::Lang;

/// "再看 48 个" / "Show 48 more".
pub fn more(lang: Lang, count: usize) -> String {
    lang.pick(format!("再看 {count} 个"), format!("Show {count} more"))
}
