//! Words for a leader who thanks people after a date.

use crate::look::Lang;

sentences! {
    title: "说声谢谢", "Say thanks";
    words: "一句话", "One line";
    hint: "比如“谢谢三位帮忙搬桌子的邻居”。大家都看得到，写在这一场的页面上。",
        "For example “thanks to the three neighbours who carried the tables”. Everyone reads it on the page of this date.";
    missing: "请写一句话。", "Please write a line.";
    said: "写上了，大家都能看到", "Done: everyone can read it";
    take_back: "收回这句话", "Take it back";
    taken_back: "收回了", "Taken back";
}

/// The button: "写上" / "Say it", or "改成这样" / "Change it" when there is a line already.
pub fn say_now(lang: Lang, again: bool) -> &'static str {
    if again { lang.pick("改成这样", "Change it") } else { lang.pick("写上", "Say it") }
}
