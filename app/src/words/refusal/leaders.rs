//! The sentences for a no between the leaders of a team: one has answered or written what another one answers or writes, or
//! somebody still waits for an answer.

use crate::look::Lang;
use crate::words::counted;
use domain::edit::Part;
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
        Refusal::ChangedMeanwhile { part } => changed_meanwhile(lang, *part),
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

fn changed_meanwhile(lang: Lang, part: Part) -> String {
    let (zh, en) = match part {
        Part::When => ("时间", "the time"),
        Part::Venue => ("场地", "the venue"),
        Part::Places => ("名额", "the number of places"),
        Part::Note => ("说明", "the note"),
        Part::Lottery => ("名额怎么给", "how places are given"),
        Part::Kept => ("留的名额", "the places that are kept"),
        Part::Windows => ("报名、取消的时间", "when to sign up and cancel"),
        Part::Approval => ("要不要同意", "whether you agree to each sign-up"),
        Part::Role => ("岗位", "the role"),
        Part::About => ("要做什么", "what is to be done"),
        Part::People => ("人数", "the number of people"),
        Part::Skills => ("要有的证", "what people must hold"),
        Part::Children => ("有没有孩子", "whether children are there"),
    };
    lang.pick(
        format!("没保存：您打开以后，{zh}已经改过了。请看看现在的。还要改，就在它的页面上再保存一次。"),
        format!(
            "Not saved: {en} was changed after you had opened this. Please look at what it is now; to change it all the \
             same, please save once more on its page."
        ),
    )
}

fn unanswered(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("没保存：还有 {count} 份报名在等答复。请先一份一份答复，再改成不用同意。"),
        format!(
            "Not saved: {} still waiting for an answer. Please answer first, then save this again.",
            counted(count, "sign-up is", "sign-ups are")
        ),
    )
}
