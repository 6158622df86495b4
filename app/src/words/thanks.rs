//! Words around what a team thanks people for.

use crate::look::Lang;

sentences! {
    before: "前几场，要谢谢大家", "Thanks for the last dates";
}

/// A line of thanks with who says it: "戏曲队：谢谢三位帮忙搬桌子的邻居".
pub fn said_by(lang: Lang, team: &str, words: &str) -> String {
    lang.pick(format!("{team}：{words}"), format!("{team}: {words}"))
}
