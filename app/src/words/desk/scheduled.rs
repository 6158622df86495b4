//! Words of what is published at a time.

use crate::look::Lang;
use crate::words::when;
use domain::when::Moment;

sentences! {
    title: "等着发布的", "Waiting to be published";
    publish: "什么时候发布", "When to publish";
    at_once: "马上发布", "At once";
    at_a_time: "定一个时间", "At a time";
    day: "哪天发布", "Publish on which day";
    clock: "几点发布", "Publish at what time";
    until_then: "到时候自动发布，在那以前居民看不到。", "It is published by itself then; residents do not see it before.";
    publish_then: "定时发布", "Publish it then";
    saved: "排好了，到时候自动发布", "Saved: it is published by itself then";
    to_list: "看等着发布的", "What waits to be published";
    first: "第一场", "First date";
    by: "谁定的", "Set by";
    refused: "没有发布", "Not published";
    publish_now: "现在就发布", "Publish it now";
    change_time: "改发布时间", "Change the time";
    save_time: "保存时间", "Save the time";
    not_now: "先不改", "Leave it";
    drop: "不发了", "Do not publish it";
    drop_sure: "不发了，写好的内容也会删掉。", "It is not published, and what was written is deleted.";
    drop_yes: "确定不发", "Yes, delete it";
    drop_no: "还是要发", "Keep it";
    done: "办好了", "Done";
}

/// "定时发布 · 周一 11月30日 08:00" / "To be published Mon 30 Nov 08:00".
pub fn at(lang: Lang, at: Moment, now: Moment) -> String {
    let (day, clock) = (when::exact_day(lang, at.day(), now.day()), at.clock());
    lang.pick(format!("定时发布 · {day} {clock}"), format!("To be published {day} {clock}"))
}

/// Why nothing was published on somebody's behalf: "到时候何老师已经不负责这个组织了…".
pub fn leads_no_longer(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("到时候{name}已经不负责这个组织了，所以没有发布。您可以现在就发布，或者重新定时间。"),
        format!("{name} did not lead the team any more by then, so it was not published. You can publish it now, or set another time."),
    )
}
