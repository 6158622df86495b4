//! Words for counting what was made on a day and what became of it.

use crate::look::Lang;
use domain::tally::Amounts;

sentences! {
    title: "做了多少，去了哪里", "What was made, and where it went";
    hint: "做了的，要等于送出、剩下、报废加起来。数错了，重新记一次就行，以最后一次为准。",
        "What was made must be what was given, left and discarded. If it was miscounted, note it again: the last count holds.";
    what: "什么", "What";
    what_hint: "比如“月饼”。再记同一样东西，请写同一个名字。", "For example “mooncakes”. Use the same name when you count again.";
    what_missing: "请写是什么东西。", "Please say what it is.";
    made: "做了", "Made";
    given: "送出", "Given";
    left: "剩下", "Left";
    discarded: "报废", "Discarded";
    wrong: "请写数字，没有就空着。", "Please give a number, or leave it empty.";
    note: "记下这次的数", "Note the count";
    noted: "记下了，负责人都能看到", "Noted: the leaders can see it";
    earlier: "先前记的", "Earlier counts";
}

/// "做了 6000，送出 5800，剩 150，报废 50" / "6000 made, 5800 given, 150 left, 50 discarded".
pub fn amounts(lang: Lang, amounts: Amounts) -> String {
    let Amounts { made, given, left, discarded } = amounts;
    lang.pick(
        format!("做了 {made}，送出 {given}，剩 {left}，报废 {discarded}"),
        format!("{made} made, {given} given, {left} left, {discarded} discarded"),
    )
}

/// Who noted it and when: "何秀英 11月28日 11:00 记的" / "noted by He 28 Nov 11:00".
pub fn noted_by(lang: Lang, name: &str, at: &str) -> String {
    lang.pick(format!("{name} {at} 记的"), format!("noted by {name} {at}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_said_in_one_line() {
        let counted = Amounts { made: 6000, given: 5800, left: 150, discarded: 50 };
        assert_eq!(amounts(Lang::Zh, counted), "做了 6000，送出 5800，剩 150，报废 50");
        assert_eq!(amounts(Lang::En, counted), "6000 made, 5800 given, 150 left, 50 discarded");
    }
}
