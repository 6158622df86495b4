//! Dates in calendar programs, and the secret address of a person's own.

use crate::look::Lang;

sentences! {
    subscribe: "订阅日历", "Subscribe";
    title: "日历订阅", "Calendar subscription";
    hint: "报名的活动自动进手机的日历", "What you signed up for, in your own calendar";
    warning: "谁有这个地址，谁就能看到您和家里人报了什么活动。只放进自己的日历，别发给别人。",
        "Whoever has this address can read what you and your family signed up for. Put it into your own calendar only.";
    none: "还没有地址。要一个，放进手机的日历，报名的活动就自己出现在那里。",
        "No address yet. Make one, put it into a calendar program, and what you sign up for appears there.";
    make: "要一个地址", "Make an address";
    address: "日历地址", "Calendar address";
    once: "地址只显示这一次。忘了放在哪里，就换一个。", "It is shown this once. If you lose it, replace it.";
    copy: "复制地址", "Copy the address";
    copied: "复制好了，贴到手机日历的“订阅”里。", "Copied. Paste it where your calendar program subscribes.";
    not_copied: "没有复制成。请按住上面的地址，自己复制。", "Not copied. Please select the address above and copy it.";
    open: "放进日历", "Open in a calendar";
    replace: "换一个地址", "Replace it";
    replace_question: "确定换一个？旧地址马上不能用了。", "Replace it? The old address stops working at once.";
    replace_yes: "确定换", "Yes, replace it";
    end: "停用地址", "Turn it off";
    end_question: "确定停用？用这个地址的日历就不再更新了。", "Turn it off? Calendars with this address will no longer be updated.";
    end_yes: "确定停用", "Yes, turn it off";
    keep: "先不动", "Leave it";
    ended: "停用了，地址不能再用了。", "Turned off: the address no longer works.";
    offline: "没有办成：现在没有网。请连上网再试。", "Not done: there is no network. Please try again when there is one.";
    failed: "没有办成：社区那边没有答复。请过一会儿再试。", "Not done: there was no answer. Please try again later.";
}

/// "有一个地址，11月20日 09:12 起用" / "There is an address since 20 Nov 09:12".
pub fn since(lang: Lang, stamp: &str) -> String {
    lang.pick(format!("有一个地址，{stamp} 起用"), format!("There is an address since {stamp}"))
}
