//! Words of a date's attendance when the date is over.

use crate::look::Lang;
use domain::views::turnout::Turnout;

sentences! {
    close: "现在结算", "Settle it now";
    done: "结算好了", "Settled";
    is_settled: "已结算", "Settled";
    not_settled: "还没结算", "Not settled";
    explained: "结算以前的事，手机上记下了，晚送到也算；结算以后不再补记。",
        "What a phone noted before then counts however late it is sent; nothing that comes after is noted.";
}

/// "已结算 · 到 18 人 · 请假 2 人 · 未到 3 人 · 临时来 1 人" / "Settled · came 18 · excused 2 · absent 3 · walked in 1".
pub fn settled(lang: Lang, found: &Turnout) -> String {
    let Turnout { came, excused, absent, walk_ins, .. } = found;
    lang.pick(
        format!("已结算 · 到 {came} 人 · 请假 {excused} 人 · 未到 {absent} 人 · 临时来 {walk_ins} 人"),
        format!("Settled · came {came} · excused {excused} · absent {absent} · walked in {walk_ins}"),
    )
}

/// "还没结算 · 到 18 人 · 请假 2 人 · 还没记 3 人 · 临时来 1 人" / "Not settled · came 18 · excused 2 · not noted 3 · walked in 1".
pub fn so_far(lang: Lang, found: &Turnout) -> String {
    let (Turnout { came, excused, walk_ins, .. }, unknown) = (found, found.unknown());
    lang.pick(
        format!("还没结算 · 到 {came} 人 · 请假 {excused} 人 · 还没记 {unknown} 人 · 临时来 {walk_ins} 人"),
        format!("Not settled · came {came} · excused {excused} · not noted {unknown} · walked in {walk_ins}"),
    )
}

/// "11月28日 11:00 自动结算。" / "It settles itself on 28 Nov 11:00."
pub fn by_itself(lang: Lang, at: &str) -> String {
    lang.pick(format!("{at} 自动结算。"), format!("It settles itself on {at}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_came_to_is_said_in_one_line() {
        let found = Turnout { signed: 23, came: 18, excused: 2, absent: 3, walk_ins: 1, ..Turnout::default() };
        assert_eq!(settled(Lang::Zh, &found), "已结算 · 到 18 人 · 请假 2 人 · 未到 3 人 · 临时来 1 人");
        assert_eq!(so_far(Lang::En, &found), "Not settled · came 18 · excused 2 · not noted 3 · walked in 1");
    }
}
