//! Words of the desk's reports.

use crate::look::Lang;

sentences! {
    show: "看哪些", "Show";
    open: "没办完", "Open";
    closed: "合并和撤回", "Merged, taken back";
    search: "搜内容、姓名、楼幢", "Search words, names, buildings";
    none: "这里没有诉求", "No reports here";
    none_text: "换一个筛选看看。居民新提的会自己出现在这里。", "Try another filter. New reports appear here by themselves.";
    caption: "居民诉求", "Reports";
    what: "什么事", "What";
    who: "谁提的", "Who";
    place: "哪里", "Where";
    when: "什么时候", "When";
    too: "也需要", "Need it too";
    open_one: "处理", "Deal with it";
    more: "再看一些", "Show more";
    gone: "没有这件诉求", "There is no such report";
    gone_text: "可能已经清理，或者工作台上了锁。", "It may have been cleared away, or the desk is locked.";
    need: "类别", "Kind";
    nowhere: "没有写地点", "No place given";
    shown: "邻居看到", "Neighbours see";
    shown_yes: "内容和姓名", "The words and the name";
    shown_no: "只有类别和小区", "Only the kind and the compound";
    photos: "照片", "Photos";
    history: "经过", "What happened";
    answer: "答复居民", "Answer the resident";
    now: "办到哪一步", "Where it stands";
    in_progress_hint: "有人在办了，还要些时间", "Somebody is on it; it takes a while";
    done_hint: "事情办完了", "It is dealt with";
    declined_hint: "请写清楚为什么，还能找谁", "Please say why, and who else may help";
    words: "跟居民说什么", "What the resident reads";
    words_hint: "居民在手机上看到的就是这些话。", "The resident reads exactly this on their phone.";
    answer_now: "送出答复", "Send the answer";
    answered: "答复了，居民能看到", "Answered: the resident can see it";
    merge: "和别的诉求是同一件事", "The same as another report";
    merge_text: "选一件合并过去。两位居民都会看到后面的进展。",
        "Choose the report that goes on. Both residents will see what happens.";
    merge_search: "找没办完的诉求", "Find an open report";
    merge_pick: "合并到哪一件", "Merge into";
    merge_none: "没有别的没办完的诉求。", "There is no other open report.";
    merge_first: "先在上面选一件。", "Please choose one above first.";
    merge_button: "合并", "Merge";
    merge_sure: "合并以后这件就结束了，不能再分开。", "This report ends with the merger and cannot be split off again.";
    merge_yes: "确定合并", "Yes, merge";
    merge_no: "先不合并", "Not now";
    merged: "合并好了", "Merged";
    merged_into: "这件已经并到另一件里，请到那一件答复。", "This report was merged into another one. Please answer there.";
    to_merged: "去看那一件", "Go to it";
    withdrawn: "居民自己撤回了，不用再办。", "The resident took it back; nothing is to be done.";
    same_need: "同一类", "Same kind";
}

/// How many days ago: "今天", "昨天", "3 天前".
pub fn since(lang: Lang, days: i32) -> String {
    match days {
        ..=0 => lang.pick("今天", "Today").into(),
        1 => lang.pick("昨天", "Yesterday").into(),
        _ => lang.pick(format!("{days} 天前"), format!("{days} days ago")),
    }
}

/// "3 人" / "3 people": who need it too.
pub fn people(lang: Lang, count: u32) -> String {
    match count {
        1 => lang.pick("1 人", "1 person").into(),
        _ => lang.pick(format!("{count} 人"), format!("{count} people")),
    }
}
