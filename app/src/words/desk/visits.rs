//! Words of visits to elders who did not fetch their meal.

use crate::look::Lang;
use crate::words::{canteen, when};
use domain::visit::{Found, Visit};
use domain::when::Moment;

sentences! {
    title: "关怀走访", "Visits";
    hint: "独居老人没来取餐，请去看看", "Elders living alone who did not fetch their meal";
    whose: "这一页给网格员、居民小组长和社区工作人员用。", "This page is for grid workers, group leaders and the committee's staff.";
    none: "现在没有要走访的", "Nobody needs a visit now";
    logged: "谁看到了住址和电话，都有记录。请只用来走访。", "Who was given address and number is written down. Please use them for the visit alone.";
    no_phone: "没有登记电话", "No telephone number";
    note: "记走访", "Note the visit";
    question: "看到的情况", "What you found";
    more: "补一句（可不写）", "A few words (optional)";
    back: "先不记", "Not now";
    at_desk: "社区也在跟进", "The committee follows it up too";
    settled: "已办结", "Settled";
    open: "待走访", "Waits for a visit";
    not_needed: "不用去了，门口那边点错了", "No need to go: it was tapped by mistake at the door";
}

/// What was found: the name of a button, and of a state.
pub fn found(lang: Lang, found: Found) -> &'static str {
    match found {
        Found::Well => lang.pick("在家，都好", "At home and well"),
        Found::Out => lang.pick("不在家，没事", "Not at home, all is well"),
        Found::NeedsHelp => lang.pick("需要帮忙", "Needs help"),
        Found::NotReached => lang.pick("联系不上", "Could not be reached"),
        Found::Fetched => lang.pick("后来取餐了", "Fetched it later"),
    }
}

/// "今天 12:30 还没来取午餐".
pub fn since(lang: Lang, row: &Visit, now: Moment) -> String {
    let at = when::stamp(lang, row.made, now);
    // Of what an older release has said it is not known.
    let what = row.meal.map_or(lang.pick("餐", "Meal"), |meal| canteen::meal(lang, meal));
    lang.pick(format!("{at} 还没来取{what}"), format!("{what} not fetched: {at}"))
}

/// "姚小军：联系不上，敲门没人应".
pub fn said(lang: Lang, row: &Visit) -> Option<String> {
    if row.settled && row.found.is_none() {
        return Some(not_needed(lang).into());
    }
    let what = found(lang, row.found?);
    let who = row.by.as_ref().map(|person| person.name.as_str()).unwrap_or_default();
    let (stop, comma) = (lang.pick("：", ": "), lang.pick("，", ", "));
    let start = if who.is_empty() { String::new() } else { format!("{who}{stop}") };
    let end = if row.words.is_empty() { String::new() } else { format!("{comma}{}", row.words) };
    Some(format!("{start}{what}{end}"))
}

/// "2 位等着走访" / "2 wait".
pub fn waiting(lang: Lang, count: usize) -> String {
    match count {
        0 => none(lang).into(),
        1 => lang.pick("1 位等着走访", "1 waits for a visit").into(),
        _ => lang.pick(format!("{count} 位等着走访"), format!("{count} wait for a visit")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::meal::Meal;
    use domain::resident::Person;

    #[test]
    fn it_says_which_meal_waits() {
        let row = |meal| Visit { meal, ..Visit::default() };
        let says = |meal| since(Lang::Zh, &row(meal), Moment(0));
        assert!(says(Some(Meal::Supper)).ends_with("还没来取晚餐"));
        assert!(says(Some(Meal::Lunch)).ends_with("还没来取午餐"));
        assert!(says(None).ends_with("还没来取餐"));
    }

    #[test]
    fn what_was_found_is_said_with_who_found_it() {
        let by = Some(Person { name: "姚小军".into(), ..Person::default() });
        let row = Visit { found: Some(Found::NotReached), words: "没人应".into(), by, ..Visit::default() };
        assert_eq!(said(Lang::Zh, &row).as_deref(), Some("姚小军：联系不上，没人应"));
        let fetched = Visit { found: Some(Found::Fetched), ..Visit::default() };
        assert_eq!(said(Lang::Zh, &fetched).as_deref(), Some("后来取餐了"));
        assert_eq!(said(Lang::Zh, &Visit::default()), None);
        let unasked = Visit { settled: true, ..Visit::default() };
        assert_eq!(said(Lang::Zh, &unasked).as_deref(), Some("不用去了，门口那边点错了"));
    }
}
