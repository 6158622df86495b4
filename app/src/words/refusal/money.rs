//! The sentences for a no about money.

use crate::look::Lang;
use crate::words::canteen::price;
use domain::refusal::Refusal;

sentences! {
    already_paid: "没办成：这份饭已经付过了。", "Not done: this meal has been paid already.";
    day_closed: "没办成：这一天已经结过账了。", "Not done: the till of that day is closed already.";
    moved_by_merging: "没办成：这笔是合并成一个人时转的，不能退回。",
        "Not done: this balance was moved when two records became one, so it cannot be taken back.";
}

/// The sentence for such a refusal; none for any other.
pub(super) fn sentence(lang: Lang, refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::AmountOutOfRange { max_fen } => Some(amount_out_of_range(lang, *max_fen)),
        Refusal::AlreadyPaid => Some(already_paid(lang).into()),
        Refusal::DayClosed => Some(day_closed(lang).into()),
        Refusal::MovedByMerging => Some(moved_by_merging(lang).into()),
        _ => None,
    }
}

fn amount_out_of_range(lang: Lang, max_fen: i64) -> String {
    let most = price(lang, max_fen);
    lang.pick(
        format!("没办成：钱数要多于 0，最多 {most}。"),
        format!("Not done: the amount must be above 0 and at most {most}."),
    )
}
