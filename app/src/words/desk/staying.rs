//! Words of the desk that locks itself when nobody has used it for a while.

use crate::look::Lang;

sentences! {
    unsent: "写到一半的请先送出，上锁就没了。", "Please send what you are typing: it is gone once the desk is locked.";
    here: "我还在用", "I am still here";
    kept: "好，工作台接着开半小时。", "The desk stays open for another half hour.";
    limit: "开满 12 小时了，要重新开锁。", "It has been open for 12 hours, and must be unlocked anew.";
    offline: "没有网，留不住。有网了请再按一次。", "There is no network, so this could not be said. Please press again when there is one.";
    failed: "没留住，请再按一次。", "That did not work. Please press again.";
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
