//! Words of needs and reports: the list, the form, one report.

use crate::look::Lang;
use crate::words::counted;
use domain::need::{Need, NeedClass};
use domain::report::ReportState;

sentences! {
    // The list.
    line: "说出来，社区来想办法", "Say it, and the community looks for a way";
    say: "说一说", "Tell us";
    mine: "我提的", "My reports";
    neighbours: "邻居也在说", "What neighbours say";
    neighbours_none: "邻居现在没有要办的诉求。", "No neighbour has an open report right now.";
    kinds: "大家的 112 项需求", "The 112 kinds of needs";
    kinds_hint: "点开一类，再点一项，就从它开始说。", "Open a class and tap a kind to begin with it.";
    search: "搜一搜，比如 灯、理发", "Search, for example “灯” for a lamp";
    search_label: "搜需求", "Search needs";
    none_found: "没有找到这样的需求", "No such need";
    none_found_text: "不用分类也能说，直接写就行。", "It needs no kind: just write it.";
    similar: "没有正好这样的，也许是这几项：", "None is just that. Perhaps one of these:";
    me_too: "我也需要", "I need it too";
    said_so: "已说过", "You said so";
    said_pending: "已说，待确认", "Said, not confirmed yet";
    no_kind: "没有分类的事", "A need without a kind";
    by_me: "我提的", "Mine";
    mine_unknown: "登录后看得到办到哪一步。", "Sign in to follow them.";
    mine_none: "还没有提过。", "None yet.";
    // The form.
    draft_kept: "上次没写完的还在，接着写就行。", "What you had begun is still here; just go on.";
    start_over: "不要了，重新写", "Drop it, start over";
    form_title: "说一说", "Tell us";
    form_line: "提诉求", "New report";
    class: "哪一类", "Which class";
    class_unknown: "说不上是哪一类", "I cannot say which";
    item: "具体是哪一项", "Which one";
    item_unknown: "都不太像", "None of these";
    what: "是什么事", "What is it";
    what_hint: "一两句话说清楚就行：什么事、什么时候、要怎么帮。", "One or two sentences: what, when, and what would help.";
    what_example: "比如：3 幢二单元楼道的灯坏了三天，晚上看不见台阶。",
        "For example: the stairwell light has been out for three days, the steps cannot be seen at night.";
    compound: "哪个小区", "Which compound";
    building: "哪一幢", "Which building";
    nowhere: "跟地方没关系", "It is not about a place";
    no_place: "没有写地点", "No place given";
    whole_compound: "请选一幢", "Please choose a building";
    place: "在哪里", "Where";
    change_place: "换个地方", "Change the place";
    photos: "照片", "Photos";
    photos_hint: "最多三张，只有社区工作人员看得到。", "Up to three. Only the community's staff see them.";
    add_photo: "加照片", "Add a photo";
    photo_taking: "照片还没弄好，请过几秒再提交。", "A photo is not ready yet. Please send in a few seconds.";
    photo_failed: "这张照片打不开，没有加上。请换一张。", "This photo could not be read and was not added. Please choose another.";
    show: "让邻居看到我写的话和名字", "Let neighbours see my words and name";
    show_hint: "不勾：邻居只看到是哪一项、哪个小区。您的话、名字和照片只有社区工作人员看得到。",
        "If not ticked, neighbours see only the kind and the compound. Your words, name and photos are for the staff alone.";
    submit: "提交", "Send";
    form_sign_in: "提诉求要先登录", "Please sign in to report";
    form_sign_in_text: "登录后社区才知道回复给谁。您写的字会留着。", "So that the community knows whom to answer. What you typed stays here.";
    // One report.
    gone: "没有这条诉求", "There is no such report";
    gone_text: "可能已经撤回了。您自己提的，要先登录才看得到。", "It may have been withdrawn. To see your own, please sign in.";
    see_needs: "看看大家的诉求", "See all reports";
    your_words: "您写的", "What you wrote";
    words_private: "写了什么只有社区工作人员看得到。", "The words are for the staff alone.";
    progress: "办到哪一步", "How it goes";
    waiting_to_send: "写好了，等着送出", "Written, waiting to be sent";
    later: "办好了会在这里告诉您", "The result will be told here";
    photo_offline: "照片会和诉求一起送出去。", "The photos are sent together with the report.";
    merged: "和另一条一样的事合并了，一起办。", "It was merged with another report about the same thing.";
    see_merged: "看那一条", "See that one";
    shown_to_all: "邻居看得到您的话和名字", "Neighbours see your words and name";
    shown_to_staff: "只有社区工作人员看得到您的话和名字", "Only the staff see your words and name";
    withdraw: "撤回", "Take it back";
    withdraw_question: "确定撤回？撤回后社区不再办这件事。", "Take it back? The community will then not go on with it.";
    withdraw_yes: "确定撤回", "Yes, take it back";
    withdraw_no: "不撤", "Keep it";
    where_label: "地点", "Where";
    made_label: "提出", "Reported";
    seen_label: "谁看得到", "Who sees it";
}

/// A class of needs.
pub fn need_class(lang: Lang, class: NeedClass) -> &'static str {
    match class {
        NeedClass::Livelihood => lang.pick("爱心民生", "Daily life"),
        NeedClass::Services => lang.pick("综合服务", "Services"),
        NeedClass::Charity => lang.pick("公益慈善", "Charity"),
        NeedClass::Support => lang.pick("支持保障", "Support"),
        NeedClass::Care => lang.pick("特殊群体关爱", "Special care"),
    }
}

/// The kind of a report, also of one that fits none.
pub fn kind_of(lang: Lang, need: Option<&Need>) -> String {
    need.map_or_else(|| no_kind(lang).into(), |need| need.title.clone())
}

/// What a report is called: its kind, and without one the beginning of what was written, as far as that may be read here.
pub fn name_of(lang: Lang, need: Option<&Need>, words: &str) -> String {
    match need {
        None if !words.is_empty() => start_of(words),
        need => kind_of(lang, need),
    }
}

/// Where a report stands.
pub fn state(lang: Lang, state: ReportState) -> &'static str {
    match state {
        ReportState::Received => lang.pick("已收到", "Received"),
        ReportState::InProgress => lang.pick("正在办", "In progress"),
        ReportState::Done => lang.pick("已办好", "Done"),
        ReportState::Declined => lang.pick("办不了", "Cannot be done"),
        ReportState::Merged => lang.pick("已合并", "Merged"),
        ReportState::Withdrawn => lang.pick("已撤回", "Withdrawn"),
    }
}

/// The beginning of what was written, for one line of a list.
pub fn start_of(words: &str) -> String {
    let start: String = words.chars().take(18).collect();
    if start.len() < words.len() { format!("{start}…") } else { start }
}

/// The same, so short that it stays on one line beside a state: what is written wide counts twice.
pub fn brief(words: &str) -> String {
    let mut room = 18_usize;
    let fits = |character: &char| {
        let taken = if character.is_ascii() { 1 } else { 2 };
        let fits = room >= taken;
        room = room.saturating_sub(taken);
        fits
    };
    let start: String = words.chars().take_while(fits).collect();
    if start.len() < words.len() { format!("{start}…") } else { start }
}

/// "我提的 · 今天", "我提的 · 共 3 条".
pub fn mine_and(lang: Lang, more: &str) -> String {
    format!("{} · {more}", mine(lang))
}

/// "共 3 条".
pub fn reports(lang: Lang, count: usize) -> String {
    lang.pick(format!("共 {count} 条"), format!("{count} in all"))
}

/// "30 项".
pub fn number_of_kinds(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 项"), format!("{count} kinds"))
}

/// "如楼道灯不亮、家电坏了没人修": what a class is about.
pub fn examples(lang: Lang, titles: &[&str]) -> String {
    let titles = titles.join(lang.pick("、", ", "));
    lang.pick(format!("如{titles}"), format!("such as {titles}"))
}

/// "12 位邻居也需要", "还没有别人说".
pub fn endorsed(lang: Lang, count: u32) -> String {
    match count {
        0 => lang.pick("还没有别人说", "Nobody else yet").into(),
        1 => lang.pick("还有 1 位邻居也需要", "1 neighbour needs it too").into(),
        _ => lang.pick(format!("还有 {count} 位邻居也需要"), format!("{count} neighbours need it too")),
    }
}

/// "我也需要：楼道照明" for a screen reader, where many such buttons stand in a list.
pub fn me_too_of(lang: Lang, title: &str) -> String {
    lang.pick(format!("我也需要：{title}"), format!("I need it too: {title}"))
}

/// "还可以写 980 个字", "多了 12 个字".
pub fn room(lang: Lang, used: usize, max: usize) -> String {
    if used > max {
        let over = used - max;
        lang.pick(format!("多了 {over} 个字"), format!("{} too many", counted(over, "character", "characters")))
    } else {
        let left = max - used;
        lang.pick(format!("还可以写 {left} 个字"), format!("{} left", counted(left, "character", "characters")))
    }
}

/// "以周桂珍的名义提": a phone may have several people on it.
pub fn reported_by(lang: Lang, name: &str) -> String {
    lang.pick(format!("以{name}的名义提"), format!("Reported by {name}"))
}

/// "邻居周桂珍写的".
pub fn written_by(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}写的"), format!("{name} wrote"))
}

/// "照片 1".
pub fn photo(lang: Lang, number: usize) -> String {
    lang.pick(format!("照片 {number}"), format!("Photo {number}"))
}

/// "不要照片 1".
pub fn remove(lang: Lang, number: usize) -> String {
    lang.pick(format!("不要照片 {number}"), format!("Remove photo {number}"))
}

/// "有 23 项".
pub fn found(lang: Lang, count: usize) -> String {
    lang.pick(format!("有 {count} 项"), format!("{count} found"))
}

/// "看全部 30 条".
pub fn show_all(lang: Lang, count: usize) -> String {
    lang.pick(format!("看全部 {count} 条"), format!("Show all {count}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counter_says_what_is_left_and_what_is_too_much() {
        assert_eq!(room(Lang::Zh, 20, 1000), "还可以写 980 个字");
        assert_eq!(room(Lang::Zh, 1012, 1000), "多了 12 个字");
    }

    #[test]
    fn a_brief_beginning_is_as_long_in_either_writing() {
        assert_eq!(brief("二单元楼道的灯坏了三天"), "二单元楼道的灯坏了…");
        assert_eq!(brief("The lamp in the stairwell"), "The lamp in the st…");
        assert_eq!(brief("灯坏了"), "灯坏了");
    }
}
