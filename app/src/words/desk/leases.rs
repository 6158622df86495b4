//! Words of the places that leaders take along on their phones.

use crate::look::Lang;
use crate::words::when;
use domain::lease::Lease;
use domain::when::Moment;

sentences! {
    title: "带走几个名额", "Take places along";
    text: "门口没有网的时候，用带走的名额放人进来，当场就算数。别处不会再给这几个位子。先用留着的，不够再用空着的。",
        "With no network at the door, places you took along are certain at once: nobody else is given them. What is kept goes first, then what is free.";
    places: "带几个", "How many";
    places_missing: "请写带几个，一个数字。", "Please give a number of places.";
    until: "带到什么时候", "Until when";
    until_hint: "请选到什么时候", "Please choose until when";
    until_end: "到这一场结束", "Until it ends";
    until_start: "到这一场开始", "Until it begins";
    until_soon: "两个小时", "For two hours";
    take: "带到这部手机里", "Take them onto this phone";
    taken: "带上了。从现在起，没有网也能给", "They are on this phone: you can give them without a network from now on";
    on_phones: "在手机里的", "On phones";
    not_yet: "还没带上：要有网，社区这边答应了才算。", "Not on this phone yet: that needs a network and the server's yes.";
    give_back: "不用了，放回去", "Give the rest back";
    own_sure: "没给出去的名额放回去，大家都能报。", "What is left can be taken by everybody again.";
    other_sure: "那部手机没有网的时候可能已经放人进来了。收回来，那些人不一定还有位子。",
        "That phone may have let people in while it had no network. If you take the places back, those people may have none.";
    give_back_yes: "确定放回去", "Yes, give them back";
    keep: "先留着", "Keep them";
    returned: "放回去了", "Given back";
    promised: "有位子，名额在这部手机里", "They have a place: it was on this phone";
    handed: "当面给的", "let in at the door";
    unleased: "送到时名额已经收回", "the places had been taken back when this was heard of";
    clash_handed: "那个时间另有安排", "has something else then";
}

/// "这部手机里还有 3 个名额（带了 5 个），到 11月28日 11:00。"
pub fn here(lang: Lang, lease: &Lease, now: Moment) -> String {
    let (left, places, until) = (lease.left(), lease.places, when::stamp(lang, lease.until, now));
    lang.pick(
        format!("这部手机里还有 {left} 个名额（带了 {places} 个），到 {until}。"),
        format!("Places left on this phone: {left} of {places}, until {until}."),
    )
}

/// "何老师的手机里还有 3 个名额（带了 5 个），到 11月28日 11:00。"
pub fn elsewhere(lang: Lang, lease: &Lease, now: Moment) -> String {
    let (name, left, places, until) = (&lease.by.name, lease.left(), lease.places, when::stamp(lang, lease.until, now));
    lang.pick(
        format!("{name}的手机里还有 {left} 个名额（带了 {places} 个），到 {until}。"),
        format!("Places left on a phone of {name}: {left} of {places}, until {until}."),
    )
}

/// "这部手机里有 3 个。" / "3 on this phone."
pub fn also_here(lang: Lang, left: u32) -> String {
    lang.pick(format!("这部手机里有 {left} 个。"), format!("{left} on this phone."))
}
