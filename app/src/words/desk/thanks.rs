//! Words for a leader who thanks people after a date.

use crate::look::Lang;

sentences! {
    title: "说声谢谢", "Say thanks";
    words: "一句话", "One line";
    hint: "比如“谢谢三位帮忙搬桌子的邻居”。大家都看得到，写在这一场的页面上。",
        "For example “thanks to the three neighbours who carried the tables”. Everyone reads it on the page of this date.";
    pictures: "这一场的照片（最多六张，可不放）", "Pictures of this date (up to six, optional)";
    consent: "大家都看得到。拍到的人要本人同意。孩子的脸要监护人同意，满十四岁的还要本人同意。有人不愿意了，请马上拿掉：拿掉就从社区的机器上删掉了。",
        "Everyone sees them. People in them must agree, and children's faces need their guardians' consent, from fourteen on the child's as well. When somebody no longer agrees, take the picture away at once: that deletes it from the community's server.";
    missing: "请写一句话。", "Please write a line.";
    said: "写上了，大家都能看到", "Done: everyone can read it";
    take_back: "收回这句话", "Take it back";
    taken_back: "收回了", "Taken back";
}

/// The button: "写上" / "Say it", or "改成这样" / "Change it" when there is a line already.
pub fn say_now(lang: Lang, again: bool) -> &'static str {
    if again { lang.pick("改成这样", "Change it") } else { lang.pick("写上", "Say it") }
}
