//! Words of the desk that locks itself when nobody has used it for a while.

use crate::look::Lang;
use crate::words::when;
use domain::when::Clock;

sentences! {
    unsent: "写到一半的请先送出，上锁就没了。", "Please send what you are typing: it is gone once the desk is locked.";
    here: "我还在用", "I am still here";
    limit: "开满 12 小时了，要重新开锁。", "It has been open for 12 hours, and must be unlocked anew.";
    offline: "没有网，留不住。有网了请再按一次。", "There is no network, so this could not be said. Please press again when there is one.";
    failed: "没留住，请再按一次。", "That did not work. Please press again.";
}

/// "好，至少开到下午三点二十分。" / "The desk stays open at least until 3:20 pm."
pub fn kept(lang: Lang, until: Clock) -> String {
    let until = when::clock(lang, until);
    lang.pick(format!("好，至少开到{until}。"), format!("The desk stays open at least until {until}."))
}

/// Where it is used, and cannot be kept open: "工作台 5 分钟后自动上锁。"
pub fn ends(lang: Lang, minutes: i64) -> String {
    lang.pick(
        format!("工作台 {minutes} 分钟后自动上锁。"),
        match minutes {
            1 => "The desk locks itself in one minute.".into(),
            _ => format!("The desk locks itself in {minutes} minutes."),
        },
    )
}

/// "没人用，工作台 5 分钟后自动上锁。"
pub fn soon(lang: Lang, minutes: i64) -> String {
    lang.pick(
        format!("没人用，工作台 {minutes} 分钟后自动上锁。"),
        match minutes {
            1 => "Nobody has used the desk for a while: it locks itself in one minute.".into(),
            _ => format!("Nobody has used the desk for a while: it locks itself in {minutes} minutes."),
        },
    )
}
