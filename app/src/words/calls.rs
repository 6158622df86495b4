//! Words of an alliance's calls and of its units' answers.

use crate::look::Lang;
use crate::words::when;
use domain::call::Call;
use domain::views::calls::ListedCall;
use domain::when::Moment;

sentences! {
    mine: "我单位的召集令", "Calls to my unit";
    mine_hint: "爱心联盟要人，替单位回个数", "The alliance asks for people; answer for your unit";
    open: "去看", "Look";
    none: "现在没有召集令", "There is no call now";
    none_text: "联盟要人的时候，这里会有。", "When the alliance asks for people, you will read it here.";
    not_contact: "这一页给成员单位的联系人用。如果您是，请到社区登记。",
        "This page is for those who answer for a member unit. If you do, please tell the office.";
    time: "时间", "Time";
    place: "地点", "Where";
    wanted: "要几个人", "People wanted";
    skill: "最好有", "Best with";
    answer_by: "什么时候前回复", "Answer by";
    asked_by: "谁发的", "Asked by";
    words: "做什么", "What to do";
    sheet: "下载召集与回复（要有网）", "Calls and answers as a file (online only)";
    unit: "单位", "Unit";
    count: "来几个人", "How many people";
    count_missing: "请写一个数字。一个人也来不了，请按“这次来不了”。",
        "Please give a number. If nobody can come, press “Cannot this time”.";
    said: "说了什么", "What they said";
    nobody_yet: "还没有单位回复。", "No unit has answered yet.";
    answer: "回复", "Answer";
    change: "改回复", "Change the answer";
    add_words: "想说的话（可不写）", "A few words (optional)";
    send: "送出回复", "Send the answer";
    cannot: "这次来不了", "Cannot this time";
    not_now: "先不回", "Not now";
    not_answered: "还没回复", "Not answered";
    closed: "已结束", "Closed";
    running: "在收回复", "Open for answers";
    call: "发召集令", "Call the units";
    call_now: "发给所有单位", "Send to all units";
    called: "发出去了，各单位的联系人能看到了", "Sent: those who answer for the units can see it";
    title: "要做的事", "What for";
    title_hint: "比如“中秋送月饼”。", "For example “Mid-Autumn mooncakes”.";
    title_missing: "请写要做的事。", "Please say what it is for.";
    place_missing: "请写在哪里。", "Please say where.";
    people_missing: "请写要几个人，写一个数字。", "Please give the number of people wanted.";
    any_skill: "不限", "Anybody";
    due_day: "哪一天前回复", "Answer by which day";
    due_clock: "几点前回复", "Answer by what time";
    alliance: "联盟", "Alliance";
    alliance_missing: "请选一个联盟。", "Please choose an alliance.";
    pick_alliance: "请选", "Please choose";
    no_units: "您负责的组织没有成员单位", "None of your organizations has member units";
    no_units_text: "成员单位写在社区的 units.csv 里，导入以后才能发召集令。",
        "Member units are in the community's units.csv; calls can be sent once it is imported.";
    change_call: "改召集令", "Change the call";
    change_text: "改了以后，各单位都会看到改过；他们已经回复的还算数，也可以再改。",
        "All units see that it was changed. What they have answered stands, and they can change it.";
    change_now: "改好，告诉各单位", "Change it and tell the units";
    change_done: "改好了，各单位能看到", "Changed: the units can see it";
    changed: "改过", "Changed";
    before_change: "改之前回的", "Answered before the change";
    stands: "召集令在您回复以后改过。您的回复还算数，请看看还行不行。",
        "The call was changed after your answer. The answer stands; please see whether it still fits.";
    close: "结束召集", "Close the call";
    close_sure: "结束以后，单位不能再回复，也不能再改。", "Once closed, units can neither answer nor change their answers.";
    close_yes: "确定结束", "Yes, close it";
    close_no: "先不结束", "Keep it open";
    close_done: "结束了，各单位能看到", "Closed: the units can see it";
}

/// "已有 8 人，要 12 人".
pub fn sum(lang: Lang, listed: &ListedCall) -> String {
    let (pledged, wanted) = (listed.pledged(), listed.call.plan.people);
    lang.pick(format!("已有 {pledged} 人，要 {wanted} 人"), format!("{pledged} of {wanted} people"))
}

/// "还没回复的 3 家" / "3 not answered".
pub fn silent(lang: Lang, units: usize) -> String {
    lang.pick(format!("还没回复的 {units} 家"), format!("{units} not answered"))
}

/// How many people a unit sends: "5 人", or that it cannot.
pub fn people(lang: Lang, count: u32) -> String {
    match count {
        0 => cannot(lang).into(),
        1 => lang.pick("1 人", "1 person").into(),
        _ => lang.pick(format!("{count} 人"), format!("{count} people")),
    }
}

/// What waits for an answer: "2 件等着回复" / "2 to answer".
pub fn waiting(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.pick("没有等着回复的", "Nothing to answer").into(),
        _ => lang.pick(format!("{count} 件等着回复"), format!("{count} to answer")),
    }
}

/// What was changed after an answer: "1 件改过，请再看看" / "1 changed, please look again"; nothing if nothing was.
pub fn outdated(lang: Lang, count: usize) -> Option<String> {
    let said = || lang.pick(format!("{count} 件改过，请再看看"), format!("{count} changed, please look again"));
    (count > 0).then(said)
}

/// For which call and unit an answer is: "回复“中秋送月饼”：石桥小学".
pub fn answer_for(lang: Lang, title: &str, unit: &str) -> String {
    lang.pick(format!("回复“{title}”：{unit}"), format!("Answer “{title}”: {unit}"))
}

/// Whether a call takes answers: "在收回复", "已结束".
pub fn standing(lang: Lang, over: bool) -> &'static str {
    if over { closed(lang) } else { running(lang) }
}

/// What a call asks for, as names and values of a list.
pub fn facts(lang: Lang, call: &Call, now: Moment) -> Vec<(&'static str, String)> {
    let plan = &call.plan;
    let held = plan.skill.map(|held| crate::words::shift::skill(lang, held).to_owned()).unwrap_or_default();
    let change = call.changed.map(|at| when::moment(lang, at, now)).unwrap_or_default();
    let all = [
        (changed(lang), change),
        (time(lang), when::span(lang, plan.starts, plan.ends, now)),
        (place(lang), plan.place.clone()),
        (wanted(lang), people(lang, plan.people)),
        (skill(lang), held),
        (words(lang), plan.words.clone()),
        (answer_by(lang), when::moment(lang, plan.answer_by, now)),
        (asked_by(lang), call.by.name.clone()),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}
