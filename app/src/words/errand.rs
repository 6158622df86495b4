//! Words of meals that are brought, for whoever brings them and for the kitchen.

use crate::look::Lang;
use crate::words::canteen;
use domain::errand::{Carried, Errand, ErrandState};
use domain::id::OrderId;
use domain::replica::Replica;

sentences! {
    title: "要送的饭", "Meals to bring";
    later: "停止订餐以后，这里会列出送到哪家。", "To which doors is listed here once orders close.";
    none: "这天没有要送的饭。", "Nothing is to be brought on that day.";
    offline: "没有网也能点，有网再送出去。", "You can tap without a network; it is sent later.";
    brought: "送到了", "Brought";
    nobody: "没人应门", "Nobody opened";
    undo: "点错了，改回来", "Tapped by mistake: take it back";
    all_brought: "送餐送到（单）", "Brought (orders)";
    nobody_opened: "没人应门（单）", "Nobody opened (orders)";
}

/// What was said of a meal, for the list of what waits: both languages, and whose it is.
pub fn said(view: &Replica, id: OrderId, state: ErrandState) -> (&'static str, &'static str, String) {
    let name = view.get::<Errand>(id.0).map(|row| row.name.clone()).unwrap_or_default();
    match state {
        ErrandState::Brought => ("饭送到了", "A meal was brought", name),
        ErrandState::Nobody => ("送饭没人应门", "Nobody opened for a meal", name),
        ErrandState::Waiting => ("送饭点错了", "Take back what was said of a meal", name),
    }
}

/// "送到 3 份，一共 8 份" / "3 of 8 brought".
pub fn counted(lang: Lang, done: usize, all: usize) -> String {
    lang.pick(format!("送到 {done} 份，一共 {all} 份"), format!("{done} of {all} brought"))
}

/// One dish in the box: "红烧排骨 2 份（清真、软食）".
pub fn dish(lang: Lang, dish: &Carried) -> String {
    let mut marks = Vec::new();
    if dish.halal {
        marks.push(lang.pick("清真", "halal"));
    }
    if dish.soft {
        marks.push(lang.pick("软食", "soft"));
    }
    let line = canteen::line(lang, &dish.name, dish.count);
    match marks.join(lang.pick("、", ", ")) {
        marks if marks.is_empty() => line,
        marks => lang.pick(format!("{line}（{marks}）"), format!("{line} ({marks})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dish_says_for_whom_it_is_cooked() {
        let plain = Carried { name: "青菜".into(), count: 1, ..Carried::default() };
        assert!(!dish(Lang::Zh, &plain).contains('（'));
        let marked = Carried { halal: true, soft: true, ..plain };
        assert!(dish(Lang::Zh, &marked).ends_with("（清真、软食）"));
    }
}
