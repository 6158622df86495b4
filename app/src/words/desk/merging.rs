//! Words of one person who is in the register twice.

use crate::look::Lang;
use crate::words::canteen::price;
use domain::wire::merging::{Doubt, Merged};

sentences! {
    twice: "登记了两份", "Is here twice";
    chosen: "不选了", "Not this one";
    compare: "和选中的比一比", "Compare with the chosen one";
    text: "另一份的报名、订饭、班次、家人、余额都归留下的那份。",
        "The one that stays gets all of the other: sign-ups, meals, shifts, family, balance.";
    ask: "先问本人或家属，确定是同一个人。合了就分不开。", "Please ask them or their family first: it must be the same person. There is no way back.";
    caption: "两份资料", "Both records";
    what: "内容", "What";
    stays: "留下这份", "This one stays";
    goes: "归过去这份", "This one goes";
    name: "姓名", "Name";
    called: "称呼", "Called";
    person: "性别、出生年月", "Gender, month of birth";
    address: "住址", "Address";
    phone: "电话", "Telephone";
    devices: "登录的手机、没用的卡", "Phones, unused cards";
    family: "家人", "Family";
    teams: "队伍", "Teams";
    roles: "身份", "Roles";
    ahead: "没到的报名、订饭、班次", "Ahead: dates, meals, shifts";
    reports: "诉求", "Reports";
    served: "服务时间", "Hours served";
    balance: "余额", "Balance";
    gone: "不住这里了", "Does not live here any more";
    female: "女", "Female";
    male: "男", "Male";
    swap: "换一份留下", "Keep the other one";
    merge: "合并成一个人", "Make them one";
    yes: "合并", "Merge";
    no: "先不合并", "Not now";
    close: "先不办", "Not now";
    not_yet: "还不能合并：", "Not yet:";
    cards: "另一份的手机退出了，请给本人印新卡。", "The other record's phones are signed out. Please print them a new card.";
    not_here: "没办成：找不到这个人，或者已经合并过了。", "Not done: there is no such person, or they were merged already.";
}

/// "已经选了周桂珍。再找到另一份，按“和选中的比一比”。"
pub fn first(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("已经选了{name}。再找到另一份，按“{}”。", compare(lang)),
        format!("{name} is chosen. Now find the other record and press “{}”.", compare(lang)),
    )
}

/// "已并到周桂珍".
pub fn now(lang: Lang, name: &str) -> String {
    lang.pick(format!("已并到{name}"), format!("Is {name} now"))
}

/// "把周桂贞并到周桂珍？不能再分开。"
pub fn sure(lang: Lang, goes: &str, stays: &str) -> String {
    lang.pick(
        format!("把{goes}这份并到{stays}？合并以后不能再分开。"),
        format!("Give everything of {goes} to {stays}? There is no way back."),
    )
}

/// "2 台手机，1 张卡".
pub fn devices_count(lang: Lang, phones: u32, cards: u32) -> String {
    lang.pick(format!("{phones} 台手机，{cards} 张卡"), format!("Phones: {phones}; cards: {cards}"))
}

/// "报名 1 场，订饭 2 份，班次 0 个".
pub fn ahead_count(lang: Lang, signups: u32, orders: u32, shifts: u32) -> String {
    lang.pick(
        format!("报名 {signups} 场，订饭 {orders} 份，班次 {shifts} 个"),
        format!("Dates {signups}, meals {orders}, shifts {shifts}"),
    )
}

/// "12.50 元".
pub fn fen(lang: Lang, fen: i64) -> String {
    price(lang, fen)
}

/// "合并好了。有 1 个重的报名放掉了。"
pub fn done(lang: Lang, merged: &Merged) -> String {
    let given_up = if let Merged::Done { given_up } = merged { *given_up } else { 0 };
    let rest = match (lang, given_up) {
        (_, 0) => String::new(),
        (Lang::Zh, _) => format!("有 {given_up} 个重的报名放掉了。"),
        (Lang::En, _) => format!(" Given up, because both were on a date: {given_up}."),
    };
    lang.pick(format!("合并好了。{rest}"), format!("They are one now.{rest}"))
}

/// Why not, and what to do first. `stamp` writes a moment.
pub fn doubt(lang: Lang, doubt: &Doubt, stamp: impl Fn(domain::when::Moment) -> String) -> String {
    let (zh, en): (String, String) = match doubt {
        Doubt::Same => ("选的是同一份。".into(), "Both are the same record.".into()),
        Doubt::Oneself => {
            ("不能合并自己，请别的同事来办。".into(), "Nobody merges themself: please ask a colleague.".into())
        }
        Doubt::Gone => (
            "留下的那份已经搬走或过世。请留另一份；都不在了就不用合并。".into(),
            "The one that would stay has moved away or died: keep the other one, if that lives here.".into(),
        ),
        Doubt::Staff => (
            "归过去的那份是工作人员，请留那一份。".into(),
            "The one that would go works for the committee: keep that one.".into(),
        ),
        Doubt::Tied => (
            "两个人之间有来往，比如监护、互助、换班，不会是同一个人。".into(),
            "They have dealt with each other, so they are two people.".into(),
        ),
        Doubt::Apart => (
            "两个人都在用手机，出生年月又不一样，不会是同一个人。".into(),
            "Both use phones and were born in different months, so they are two people.".into(),
        ),
        Doubt::Party { title, starts } => {
            let at = stamp(*starts);
            let zh = format!("{at} {title}：两份都报了名，还带着别人。请先取消一份，开始了的等结束。");
            (zh, format!("{title}, {at}: both are signed up, with others. Cancel one first, or wait until it is over."))
        }
        Doubt::Shift { role, starts } => {
            let at = stamp(*starts);
            let zh = format!("{at} {role}：两份的班次撞了。请先退掉一个。");
            (zh, format!("{role}, {at}: both are on shifts then. Please leave one first."))
        }
        Doubt::Hours { from } => {
            let at = stamp(*from);
            let zh = format!("{at}：两份都签了服务时间。请负责人先撤回一条。");
            (zh, format!("{at}: hours of both were signed. A leader takes one back first."))
        }
        Doubt::Team { name } => (
            format!("{name}：两份都在等答复。请先答复一个。"),
            format!("{name}: a question of both is open. Please answer one first."),
        ),
        Doubt::Favour { words } => (
            format!("“{words}”：两份都请人帮忙了。请先撤回一个。"),
            format!("“{words}”: both have asked for it. One of them is taken back first."),
        ),
    };
    lang.pick(zh, en)
}
