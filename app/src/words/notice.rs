//! Words of what people are told.

use crate::look::Lang;
use crate::words::{common, when};
use domain::notice::Kind;
use domain::when::Moment;

sentences! {
    title: "消息", "Messages";
    hint: "有变动、有回复，都在这里", "What has changed, and answers";
    none: "还没有消息", "No messages yet";
    none_text: "您报名的活动有变动，会写在这里。", "When something that you signed up for changes, you will read it here.";
    sign_in_first: "登录以后，消息都在这里。", "Sign in to see your messages.";
    new: "新", "New";
    choices: "要哪些消息", "Which messages";
    always: "活动和班次取消、改时间或地点，一定告诉您。", "What is called off or moved is always told.";
    cannot_come: "我来不了", "I can't come";
    not_coming: "您这次不去", "You are not coming";
    seeking: "记下了，在找人替您", "Noted: somebody is being looked for";
    gone_date: "一场活动", "An activity";
    gone_shift: "一个班次", "A shift";
    gone_report: "您的诉求", "Your report";
    own_record: "您的姓名、电话、出生年月", "Your name, telephone, month of birth";
    a_record: "姓名、电话、出生年月", "Name, telephone, month of birth";
    record_text: "哪里不对，请告诉社区。", "If something is wrong, please tell the office.";
}

/// How many things are new, for the bell: "消息" alone where nothing is.
pub fn count(lang: Lang, count: usize) -> String {
    match count {
        0 => title(lang).into(),
        1 => lang.pick("1 条新消息", "1 new message").into(),
        _ => lang.pick(format!("{count} 条新消息"), format!("{count} new messages")),
    }
}

/// "您替周桂珍报名的".
pub fn on_behalf(lang: Lang, names: &[String]) -> String {
    lang.pick(format!("您替{}报名的", names.join("、")), format!("You signed up {}", names.join(", ")))
}

/// What the register says of a child: "周小禾的姓名、电话、出生年月".
pub fn childs_record(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}的姓名、电话、出生年月"), format!("{name}: name, telephone, month of birth"))
}

/// What a notice says: "活动取消了".
pub fn said(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Moved => lang.pick("时间或地点改了", "Another time or place"),
        Kind::CalledOff => lang.pick("活动取消了", "Called off"),
        Kind::ShiftOff => lang.pick("班次取消了", "Shift called off"),
        Kind::Offered => lang.pick("有名额了，请您回话", "A place for you: please answer"),
        Kind::Placed => lang.pick("有名额了", "You have a place"),
        Kind::Declined => lang.pick("报名没有同意", "Sign-up declined"),
        Kind::TakenOff => lang.pick("负责人取消了您的名额", "The leader took your place back"),
        Kind::Replaced => lang.pick("有人替您了", "Somebody takes over"),
        Kind::Lapsed => lang.pick("没等到孩子同意，名额放出来了", "Not agreed to in time: the place is free again"),
        Kind::Answered => lang.pick("诉求有回复了", "Your report was answered"),
        Kind::Corrected => lang.pick("社区改了登记资料", "The office corrected a record"),
        Kind::Tomorrow => lang.pick("明天有安排", "Tomorrow"),
        Kind::Soon => lang.pick("快开始了", "Beginning soon"),
    }
}

/// The same of several: "活动取消了（3 件）".
pub fn said_of(lang: Lang, kind: Kind, count: usize) -> String {
    let said = said(lang, kind);
    if count < 2 { said.into() } else { lang.pick(format!("{said}（{count} 件）"), format!("{said} ({count})")) }
}

/// A text message to somebody who has not looked: "西山社区：活动取消了。书画课，明天上午九点。…".
pub fn text_message(lang: Lang, kind: Kind, title: &str, starts: Moment, now: Moment) -> String {
    let (name, said, time) = (common::community(lang), said(lang, kind), when::moment(lang, starts, now));
    lang.pick(
        format!("【{name}】{said}：{title}，{time}。请打开西山看看。"),
        format!("{name}: {said}: {title}, {time}. Please open Xishan."),
    )
}

/// What a team's own group hears: "【西山社区】活动取消了：书画课，明天上午九点。下雨".
pub fn group_message(lang: Lang, kind: Kind, title: &str, starts: Moment, reason: &str, now: Moment) -> String {
    let (name, said, time) = (common::community(lang), said(lang, kind), when::moment(lang, starts, now));
    let words = lang.pick(format!("【{name}】{said}：{title}，{time}。"), format!("{name}: {said}: {title}, {time}. "));
    format!("{words}{reason}")
}

/// A kind as a choice: "前一天晚上提醒".
pub fn choice(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Offered => lang.pick("空出名额，问我要不要", "A place is offered"),
        Kind::Placed => lang.pick("候补、抽签有名额了", "A place from a list or a draw"),
        Kind::Declined => lang.pick("报名没有同意", "A sign-up was declined"),
        Kind::TakenOff => lang.pick("负责人取消了我的名额", "A leader took my place back"),
        Kind::Replaced => lang.pick("有人替我的班", "Somebody takes my shift over"),
        Kind::Lapsed => lang.pick("孩子没同意，班次空出来", "A child's shift was not agreed to in time"),
        Kind::Answered => lang.pick("诉求有回复", "A report was answered"),
        Kind::Tomorrow => lang.pick("前一天晚上提醒", "A reminder the evening before"),
        Kind::Soon => lang.pick("开始前一小时提醒", "A reminder an hour before"),
        Kind::Corrected | Kind::Moved | Kind::CalledOff | Kind::ShiftOff => said(lang, kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_messages_of_a_kind_are_one_line() {
        assert_eq!(said_of(Lang::Zh, Kind::CalledOff, 1), "活动取消了");
        assert_eq!(said_of(Lang::Zh, Kind::CalledOff, 10), "活动取消了（10 件）");
        assert_eq!(count(Lang::Zh, 0), "消息");
        assert_eq!(count(Lang::En, 2), "2 new messages");
    }
}
