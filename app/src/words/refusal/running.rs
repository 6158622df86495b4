//! The sentences for a no about a series that is changed, about shifts that cannot go with their date, about what was made on a day and about regular orders.

use super::leaders;
use crate::look::Lang;
use crate::words::{counted, when};
use domain::refusal::Refusal;
use domain::when::Moment;

/// The sentence for such a refusal; empty for any other.
pub(super) fn sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::PlacesGiven { starts, least } => places_given(lang, *starts, *least),
        Refusal::ShiftStays { role, delivers } => shift_stays(lang, role, *delivers),
        Refusal::CountsDiffer { made, sum } => counts_differ(lang, *made, *sum),
        Refusal::NotBegun { starts } => not_begun(lang, *starts),
        Refusal::RegularDays => lang
            .pick(
                "没保存：请至少选一天，最后一天不能早于第一天。",
                "Not saved: please choose one day of the week at least; the last day cannot be before the first.",
            )
            .into(),
        Refusal::RegularOpen { name } => lang.pick(
            format!("没保存：{name}这一餐已经有长期订餐。请改那一份。"),
            format!("Not saved: {name} has a regular order of this meal already. Please change that one."),
        ),
        _ => leaders::sentence(lang, refusal),
    }
}

/// By its date: the leader looks at another one.
fn places_given(lang: Lang, starts: Moment, least: u32) -> String {
    let day = when::date(lang, starts.day(), starts.day());
    lang.pick(
        format!("没保存：{day}那一场，报上的和留着的已经有 {least} 个，名额不能比这少。一场也没有改。"),
        format!(
            "Not saved: on {day}, {} taken or kept; there cannot be fewer. No date was changed.",
            counted(least, "place is", "places are")
        ),
    )
}

/// Which shift is in the way, and what can be done with it first.
fn shift_stays(lang: Lang, role: &str, delivers: bool) -> String {
    if delivers {
        return lang.pick(
            format!("没保存：“{role}”这一班要送饭，不能跟着换日子。请社区或食堂来改，或者先取消这一班。"),
            format!(
                "Not saved: the shift “{role}” brings meals, so it cannot go to another day. Please ask the office or the \
                 canteen to do it, or call that shift off first."
            ),
        );
    }
    lang.pick(
        format!("没保存：“{role}”这一班跟着改，就排到过去了。请先取消这一班，再改时间。"),
        format!(
            "Not saved: the shift “{role}” goes along and would begin in the past. Please call it off first, then move the date."
        ),
    )
}

fn counts_differ(lang: Lang, made: u32, sum: u32) -> String {
    let apart = made.abs_diff(sum);
    if sum < made {
        return lang.pick(
            format!("没记上：做了 {made}，送出、剩下、报废加起来是 {sum}，少了 {apart}。请再数一数。"),
            format!(
                "Not noted: {made} were made; given, left and discarded are {sum}, {apart} too few. Please count again."
            ),
        );
    }
    lang.pick(
        format!("没记上：做了 {made}，送出、剩下、报废加起来是 {sum}，多了 {apart}。请再数一数。"),
        format!(
            "Not noted: {made} were made; given, left and discarded are {sum}, {apart} too many. Please count again."
        ),
    )
}

fn not_begun(lang: Lang, starts: Moment) -> String {
    let at = when::lasting(lang, starts);
    lang.pick(
        format!("没记上：{at}才开始。请开始以后再记。"),
        format!("Not noted: it begins at {at}. Please note it then."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_in_a_count_is_said() {
        let short = sentence(Lang::Zh, &Refusal::CountsDiffer { made: 6000, sum: 5990 });
        assert!(short.contains("少了 10"), "{short}");
        let long = sentence(Lang::En, &Refusal::CountsDiffer { made: 6000, sum: 6010 });
        assert!(long.contains("10 too many"), "{long}");
    }
}
