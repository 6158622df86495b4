//! Words of residents who move house, move away or have died.

use crate::look::Lang;
use domain::wire::leaving::Left;

sentences! {
    open: "换房、搬走、过世", "Moved or died";
    close: "先不办", "Not now";
    text: "以前的记录都留着。搬走、过世以后，手机就退出了，不能再报名订饭。没用过的卡作废，还没到的都放掉。",
        "What was stays. After moving away or death: signed out, no new sign-ups or orders, unused cards end, and what lies ahead is given up.";
    ask: "家属或本人来说，先核实再记。", "When the family or the person says so, please make sure first.";
    moved_away: "搬走了", "Moved away";
    moved_away_sure: "记成搬走了？要本人或家属说了才记。", "Note that they have moved away? Only when they or their family say so.";
    died: "过世了", "Died";
    died_sure: "记成过世了？要家属说了、核实过才记。", "Note that they have died? Only when the family says so and it is sure.";
    yes: "记下", "Note it";
    no: "先不记", "Not now";
    gone: "不住这里了", "Does not live here any more";
    back: "又回来了", "Is back";
    back_sure: "记成又住在这里？要登录请印新卡。", "Note that they live here again? Signing in takes a new card.";
    back_done: "记好了，又住在这里。", "Noted: they live here again.";
    building: "换到哪幢", "New building";
    stairwell: "换到哪个单元", "New stairwell";
    room: "换到几室", "New room";
    rehouse: "换房", "Note the new door";
    rehouse_done: "新住址记好了。", "The new door is noted.";
    not_here: "没办成：找不到这个人，或者已经记过了。自己不能记自己。",
        "Not done: there is no such person, or it is noted already. Nobody notes it of themself.";
}

/// "周桂珍：换房、搬走、过世".
pub fn of(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}：换房、搬走、过世"), format!("{name}: moved or died"))
}

/// "记好了，放掉了 3 项。…".
pub fn noted(lang: Lang, left: &Left) -> String {
    let Left { given_up, standing } = left;
    let rest = *standing > 0;
    match lang {
        Lang::Zh if rest => format!("记好了，放掉了 {given_up} 项。还有 {standing} 项跟别人一起或已截止，请人工处理。"),
        Lang::Zh => format!("记好了，放掉了 {given_up} 项。"),
        Lang::En if rest => {
            format!(
                "Noted; given up: {given_up}. Please look at {standing} more: others are in them, or it is too late."
            )
        }
        Lang::En => format!("Noted; given up: {given_up}."),
    }
}
