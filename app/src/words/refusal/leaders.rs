//! The sentences for a no between the leaders of a team: one has answered or written what another one answers or writes, or
//! somebody still waits for an answer.

use crate::look::Lang;
use domain::refusal::Refusal;

sentences! {
    agreed_before: "没办成：已经有负责人同意了，他们在名单里。不能让他们来了，请在名单里退掉。",
        "Not done: a leader has agreed already, and they are on the list. If they cannot come after all, please take them off the list.";
    declined_before: "没办成：已经有负责人答复了不同意。想让他们来，请他们再报一次，或者替他们报上。",
        "Not done: a leader has declined already. If they may come after all, please ask them to sign up again, or sign them up yourself.";
}

/// The sentence for such a refusal; empty for any other.
pub(super) fn sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Answered { agreed: true } => agreed_before(lang).into(),
        Refusal::Answered { agreed: false } => declined_before(lang).into(),
        Refusal::Unanswered { count } => unanswered(lang, *count),
        Refusal::SaidMeanwhile { words } => said_meanwhile(lang, words),
        _ => String::new(),
    }
}

fn said_meanwhile(lang: Lang, words: &str) -> String {
    if words.is_empty() {
        return lang.pick(
            "没保存：另一位负责人已经把原来那句收回了。还要写，请在这一场的页面再写上。".into(),
            "Not saved: another leader has taken the line back. To say yours all the same, please save it once more on the page of this date."
                .into(),
        );
    }
    lang.pick(
        format!("没保存：另一位负责人已经写了“{words}”。要换成您这句，请在这一场的页面再写一次。"),
        format!(
            "Not saved: another leader has written “{words}”. To put yours in its place, please save it once more on the \
             page of this date."
        ),
    )
}

fn unanswered(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("没保存：还有 {count} 份报名在等答复。请先一份一份答复，再改成不用同意。"),
        format!(
            "Not saved: {count} of the sign-ups still wait for an answer. Please answer them first, then save this again."
        ),
    )
}
