//! Words of swapping shifts.

use crate::look::Lang;

sentences! {
    title: "换班", "Swap";
    waiting: "等对方回话，回话以前两班都不变", "Waiting for an answer; until then nothing changes";
    agree: "同意换", "Agree";
    decline: "不换", "Decline";
    take_back: "不换了", "Take it back";
    ask: "跟这一班的人换", "Swap with somebody here";
    ask_hint: "先跟对方说好，问到他这一班的签到码，填在下面。再选您拿哪一班换；对方同意以后两班一起换。",
        "Talk to them first, and ask for their code at the door for this shift. Type it here and choose which shift you give. Both change when they agree.";
    code: "对方的签到码", "Their code";
}

/// That somebody asks: "钱美华想拿这一班跟您换：送餐，明天上午九点到十一点".
pub fn asks(lang: Lang, name: &str, shift: &str) -> String {
    lang.pick(format!("{name}想拿这一班跟您换：{shift}"), format!("{name} offers this shift for yours: {shift}"))
}

/// What one proposed oneself: "您想换成：送餐，明天上午九点到十一点".
pub fn asked(lang: Lang, shift: &str) -> String {
    lang.pick(format!("您想换成：{shift}"), format!("You would like: {shift}"))
}

/// That the other said no: "钱美华不换，这一班还是您的".
pub fn declined(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}不换，这一班还是您的"), format!("{name} declined; this shift is still yours"))
}

/// A shift in one line: "送餐，明天上午九点到十一点".
pub fn shift(lang: Lang, role: &str, time: &str) -> String {
    lang.pick(format!("{role}，{time}"), format!("{role}, {time}"))
}

/// The button that offers one of one's own: "拿“送餐，明天上午九点到十一点”换".
pub fn give(lang: Lang, shift: &str) -> String {
    lang.pick(format!("拿“{shift}”换"), format!("Give “{shift}” for it"))
}
