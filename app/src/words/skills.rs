//! Words of what neighbours offer and ask of each other.

use crate::look::Lang;
use crate::words::when;
use domain::favour::{Favour, FavourState, Spent};
use domain::offering::{Half, Week};
use domain::when::Moment;

sentences! {
    title: "技能互助", "Neighbours' skills";
    hint: "谁会什么，请谁帮忙", "Who can do what, and who would help";
    mine: "我会的、我请的", "What I offer and ask";
    mine_hint: "技能互助", "Neighbours' skills";
    see_mine: "我会的、我请的", "What I offer and ask";
    see_all: "看看谁会什么", "See who can do what";
    none: "还没有人登记", "Nobody offers anything yet";
    none_text: "您会什么？登记上，邻居有需要的时候会来请您。",
        "What can you do? Offer it, and neighbours can ask you when they need it.";
    search_label: "找会做的事", "Find a skill";
    none_so: "没有找到，换个说法试试", "Nothing was found; please try other words";
    ask: "请他帮忙", "Ask for help";
    asked: "请过了，等回话", "Asked";
    sign_in_first: "登录以后能请人帮忙，也能登记自己会的。", "Sign in to ask for help, or to offer what you can do.";
    take_down: "撤下", "Take down";
    take_down_sure: "确定撤下？邻居和负责人就看不到了。", "Take it down? Neighbours and organizers no longer see it.";
    take_down_yes: "确定撤下", "Yes, take it down";
    take_down_no: "留着", "Keep it";
    // Asking.
    for_whom: "给谁请", "For whom";
    for_me: "我自己", "Myself";
    find: "找一位居民（没有手机的，替他请）", "Find a resident (to ask for somebody without a phone)";
    search: "查找", "Search";
    searching: "正在找…", "Searching…";
    offline: "现在没有网，查不了。请有网再查。", "There is no network, so nobody can be found now.";
    failed: "没查到，请再试一次。", "Nothing was found. Please try again.";
    nobody: "没有这个人。", "There is nobody like that.";
    need: "要帮什么忙", "What is to be done";
    need_hint: "写清楚做什么、在哪里。对方答应以前，看不到他的全名。",
        "Say what and where. You see their full name once they agree.";
    need_missing: "请写要帮什么忙。", "Please say what is to be done.";
    on_day: "哪一天（可不选）", "Which day (optional)";
    send: "送出去", "Send";
    not_now: "先不请", "Not now";
    sent: "记下了。对方回了话，写在“我会的、我请的”里。", "Noted. The answer will be shown under “What I offer and ask”.";
    // Offering.
    offers: "我会的", "What I can do";
    no_offers: "还没有登记。", "Nothing yet.";
    offer: "登记我会的", "Offer something";
    craft: "会做什么", "What can you do";
    craft_hint: "比如“刷墙”“修自行车”“陪看病”。", "For example “painting walls”, “repairing bicycles”.";
    craft_missing: "请写会做什么。", "Please say what you can do.";
    days: "什么时候有空", "When";
    morning: "上午", "Morning";
    afternoon: "下午", "Afternoon";
    team: "时长记在哪支队伍", "Hours count with";
    no_team: "由社区定", "The office decides";
    show: "让邻居也能看到", "Show it to neighbours";
    show_hint: "勾上以后，所有人都能看到，名字只露出姓。不勾，只有各队负责人和社区看到。",
        "If ticked, everyone sees it with the beginning of your name; otherwise only organizers and the office.";
    shown: "邻居能看到", "Shown to neighbours";
    hidden: "只有负责人和社区看到", "Organizers and the office only";
    offer_now: "登记", "Offer it";
    grown_ups: "满 18 岁才能登记和请人帮忙。请家里的大人来办。",
        "You can offer and ask from the age of 18. Please let a grown-up of your family do it.";
    // What was asked.
    for_others: "请我帮忙的", "What I am asked for";
    for_myself: "我请人帮的忙", "What I have asked for";
    agree: "答应", "I will help";
    decline: "帮不了", "I cannot";
    step_back: "不去了", "I cannot come";
    call_off: "不请了", "Not needed any more";
    finish: "帮好了", "It is done";
    confirm: "确认帮好了", "Confirm that it is done";
    said: "说一句（可不写）", "A few words (optional)";
    said_hint: "对方会看到，比如几点到、怎么联系。", "They read it: for example when you come and how to reach you.";
    day: "哪一天", "Which day";
    from: "几点到", "From";
    until: "几点好", "Until";
    times_missing: "请写哪一天、从几点到几点。", "Please give the day and both times.";
    finish_hint: "写实际帮忙的时间。请人的一方确认以后，由负责人签时长。",
        "Give the time that it took. When whoever asked has confirmed it, a leader signs the hours.";
    do_it: "确定", "Yes";
    back: "先不", "Not now";
    // Signing.
    deeds: "互助时长", "Hours of help";
    deeds_text: "请人的邻居已经确认的，在这里签时长；谁请的、为了什么，不在这里。",
        "What neighbours have confirmed is signed here; who asked and why is not shown.";
    no_deeds: "没有等着签的。", "Nothing waits to be signed.";
    who: "谁帮的", "Who helped";
    what: "帮了什么", "With what";
    time: "时间", "Time";
    sign: "签时长", "Sign";
    signed: "签好了，记进时长了", "Signed: it counts now";
    which_team: "没写队伍的，记在哪支队伍", "Team for those without one";
    pick_team: "请选", "Please choose";
    team_missing: "请先选队伍。", "Please choose a team first.";
}

/// A half day in a button: "周六".
pub fn weekday(lang: Lang, number: u8) -> String {
    let name = when::nth_weekday(lang, number);
    lang.pick(format!("周{name}"), name.into())
}

/// When somebody can: "周六上午、周日" / "Sat morning, Sun"; "时间好商量".
pub fn week(lang: Lang, week: Week) -> String {
    if week == Week::default() {
        return lang.pick("时间好商量", "by arrangement").into();
    }
    if week == Week::ALL {
        return lang.pick("哪天都行", "any day").into();
    }
    let named = |number: u8| {
        let name = weekday(lang, number);
        let (early, late) = (week.has(number, Half::Morning), week.has(number, Half::Afternoon));
        match (early, late) {
            (true, true) => Some(name),
            (true, false) => Some(lang.pick(format!("{name}上午"), format!("{name} morning"))),
            (false, true) => Some(lang.pick(format!("{name}下午"), format!("{name} afternoon"))),
            (false, false) => None,
        }
    };
    (1..=7).filter_map(named).collect::<Vec<String>>().join(lang.pick("、", ", "))
}

/// Who offers it and when: "沈**，周六上午".
pub fn offered(lang: Lang, name: &str, days: Week) -> String {
    lang.pick(format!("{name}，{}", week(lang, days)), format!("{name}, {}", week(lang, days)))
}

/// The head of the form: "请沈**帮忙：刷墙".
pub fn ask_for(lang: Lang, name: &str, words: &str) -> String {
    lang.pick(format!("请{name}帮忙：{words}"), format!("Ask {name} for help: {words}"))
}

/// The head of an answer's form: "刷墙：钱美华".
pub fn about(lang: Lang, what: &str, name: &str) -> String {
    lang.pick(format!("{what}：{name}"), format!("{what}: {name}"))
}

/// Where a favour stands.
pub fn state(lang: Lang, favour: &Favour) -> &'static str {
    match favour.state {
        FavourState::Asked => lang.pick("等回话", "Not answered"),
        FavourState::Agreed => lang.pick("说好了", "Agreed"),
        FavourState::Claimed => lang.pick("等确认", "To be confirmed"),
        FavourState::Done if favour.signed.is_some() => lang.pick("时长已签", "Hours signed"),
        FavourState::Done => lang.pick("帮好了", "Done"),
        FavourState::Declined => lang.pick("帮不了", "Declined"),
        FavourState::Withdrawn => lang.pick("不办了", "Called off"),
    }
}

/// What was asked, with its day: "客厅一面墙 · 明天".
pub fn asked_for(lang: Lang, favour: &Favour, now: Moment) -> String {
    match favour.day {
        Some(day) => format!("{} · {}", favour.words, when::day(lang, day, now.day())),
        None => favour.words.clone(),
    }
}

/// The time that was given: "用了：今天上午九点到十一点".
pub fn took(lang: Lang, spent: Spent, now: Moment) -> String {
    let span = when::span(lang, spent.from, spent.until, now);
    lang.pick(format!("帮忙的时间：{span}"), format!("Time: {span}"))
}

/// What the other said: "回话：周六来".
pub fn answered(lang: Lang, words: &str) -> String {
    lang.pick(format!("回话：{words}"), format!("They say: {words}"))
}

/// Whom the desk or a carer asked for: "替陆永年请的".
pub fn asked_by(lang: Lang, asker: &str) -> String {
    lang.pick(format!("替{asker}请的"), format!("For {asker}"))
}

/// What waits: "2 件等您回话或确认".
pub fn waiting(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.pick("没有等着您的事。", "Nothing waits for you.").into(),
        _ => lang.pick(format!("{count} 件等您回话或确认"), format!("{count} to answer or confirm")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_said_in_few_words() {
        let saturday = Week::default().toggled(6, Half::Morning);
        assert_eq!(week(Lang::Zh, saturday), "周六上午");
        let more = saturday.toggled(6, Half::Afternoon).toggled(7, Half::Afternoon);
        assert_eq!(week(Lang::Zh, more), "周六、周日下午");
        assert_eq!(week(Lang::En, more), "Sat, Sun afternoon");
        assert_eq!(week(Lang::Zh, Week::default()), "时间好商量");
        assert_eq!(week(Lang::Zh, Week::ALL), "哪天都行");
    }
}
