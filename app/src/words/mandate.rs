//! Words of 我的帮手: who may act for whom, and what was done.

use crate::look::Lang;
use crate::words::when;
use domain::kin::Power;
use domain::mandate::{Consent, Mandate, MandateState};
use domain::when::{Day, Moment};

sentences! {
    title: "我的帮手", "My helpers";
    hint: "谁能替我办，别人替我办了什么", "Who may act for me, and what they did";
    sign_in_first: "登录以后才能看到。", "Sign in to see this.";
    // Who may act for me.
    given: "谁能替我办", "Who may act for me";
    given_none: "现在没有别人能替您办。", "Nobody may act for you now.";
    agree: "同意", "Agree";
    decline: "不同意", "Decline";
    end: "不用对方办了", "End it";
    end_sure: "确定不用了？对方马上就不能替您办了。", "End it? From now on they can do nothing for you.";
    end_yes: "确定不用了", "Yes, end it";
    decline_sure: "确定不同意？", "Decline?";
    decline_yes: "确定不同意", "Yes, decline";
    agree_sure: "同意以后，对方能看到和替您办上面写的事。", "If you agree, they see and do for you what stands above.";
    agree_yes: "确定同意", "Yes, I agree";
    back: "先不", "Not now";
    // Whom I help.
    taken: "我答应帮的人", "Whom I help";
    taken_none: "除了家人，您还没有帮别人办事。", "Besides your family, you are not helping anybody yet.";
    stop: "我不办了", "Stop";
    stop_sure: "确定不办了？以后看不到对方的事了。", "Stop? You will no longer see what is theirs.";
    stop_yes: "确定不办了", "Yes, stop";
    unask: "不问了", "Take back";
    unask_sure: "确定收回？", "Take the question back?";
    unask_yes: "确定收回", "Yes, take it back";
    before_none: "眼下没有事。", "Nothing for now.";
    // Asking.
    ask: "帮别人办事", "Help somebody";
    ask_text: "写清楚帮谁。对方在自己手机上同意以后，您才能办。",
        "Say whom. You can do something once they agree on their own phone.";
    no_phone: "对方没有手机？请他到社区，当面说好，工作人员来登记。",
        "They have no phone? Let them come to the office, and staff will write it down.";
    name: "对方的姓名", "Their name";
    room: "对方家的室号", "Their room number";
    room_hint: "比如 301。", "For example 301.";
    missing: "请写姓名和室号。", "Please give the name and the room.";
    powers: "帮什么", "What kind of help";
    powers_missing: "请选帮什么。", "Please choose what you help with.";
    how_long: "帮多久", "For how long";
    how_long_missing: "请选帮多久。", "Please choose for how long.";
    month: "一个月", "A month";
    season: "三个月", "Three months";
    year: "一年", "A year";
    send: "问对方", "Ask";
    sent: "记下了。对方同意了，这里会写。", "Noted. It will say here when they agree.";
    too_many: "您问过的还没有回话，请先等一等。", "What you asked has not been answered yet. Please wait.";
    // What was done.
    log: "别人替我办的", "What others did for me";
    log_none: "还没有别人替您办过事。", "Nobody has done anything for you yet.";
    undo: "撤掉", "Undo";
    undo_sure: "确定撤掉？这件事就不办了。", "Undo it? It will then not be done.";
    undo_yes: "确定撤掉", "Yes, undo it";
    cancelled: "撤掉了", "Undone";
    report: "诉求", "Report";
    for_whom: "替谁提", "For whom";
    for_me: "我自己", "Myself";
    no_photos: "替别人提，不能放照片。", "Photos cannot be added to what you report for others.";
    // At the desk.
    record: "登记帮手", "Record a helper";
    record_text: "本人当面同意，才能登记。写下证明人，或者看过居民卡。",
        "Only with the person's own yes, here. Name a witness, or look at their card.";
    whom: "谁要人帮：姓名", "Who is helped: name";
    whom_room: "谁要人帮：室号", "Who is helped: room";
    helper: "谁来帮：姓名", "Who helps: name";
    helper_room: "谁来帮：室号", "Who helps: room";
    witness: "证明人", "Witness";
    witness_hint: "看过居民卡的，可以不写。", "May stay empty if you have seen their card.";
    witness_missing: "请写证明人，或者看居民卡。", "Please name a witness, or look at their card.";
    by_card: "看过本人的居民卡", "I have seen their card";
    record_now: "登记", "Record";
    recorded: "登记好了，马上有效", "Recorded: it holds from now on";
    at_desk: "社区登记的帮手", "Helpers recorded here";
    at_desk_none: "还没有登记过。", "None yet.";
    desk_end: "停用", "End it";
    desk_ended: "停用了", "Ended";
}

/// What a helper may do.
pub fn power(lang: Lang, power: Power) -> &'static str {
    match power {
        Power::SignUp => lang.pick("报名", "Signing up"),
        Power::Meals => lang.pick("订餐", "Meals"),
        Power::Reports => lang.pick("诉求", "Reports"),
        Power::See => lang.pick("只看，不办", "View only"),
    }
}

/// The line below it.
pub fn power_hint(lang: Lang, power: Power) -> &'static str {
    match power {
        Power::SignUp => lang.pick("看他的报名，替他报、替他退", "See their sign-ups, sign them up and off"),
        Power::Meals => lang.pick("看他的订餐，替他订、替他退", "See their meals, order and cancel for them"),
        Power::Reports => lang.pick("看他的诉求，替他提", "See their reports, and report for them"),
        Power::See => lang.pick("看他的报名和订餐", "See their sign-ups and meals"),
    }
}

/// What kind of help and until when: "报名、订餐 · 到 12月31日".
pub fn terms(lang: Lang, row: &Mandate, today: Day) -> String {
    let powers: Vec<&str> = row.terms.powers.iter().map(|one| power(lang, *one)).collect();
    let (powers, until) = (powers.join(lang.pick("、", ", ")), when::date(lang, row.terms.until, today));
    lang.pick(format!("{powers} · 到{until}"), format!("{powers} · until {until}"))
}

/// How it was agreed to: "当面同意，证明人何秀英".
pub fn consent(lang: Lang, row: &Mandate) -> Option<String> {
    let by = row.by.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    Some(match row.consent? {
        Consent::Phone => lang.pick("本人在手机上同意", "Agreed on their own phone").into(),
        Consent::Guardian => lang.pick(format!("监护人{by}同意"), format!("Agreed by the guardian {by}")),
        Consent::Card => lang.pick(format!("凭居民卡同意，{by}登记"), format!("Agreed by card, recorded by {by}")),
        Consent::Witness => {
            let witness = &row.witness;
            lang.pick(
                format!("当面同意，证明人{witness}，{by}登记"),
                format!("Agreed in person before {witness}, recorded by {by}"),
            )
        }
    })
}

/// Where it stands.
pub fn state(lang: Lang, row: &Mandate, today: Day) -> String {
    match row.state {
        MandateState::Asked => lang.pick("等同意", "Not answered").into(),
        MandateState::Agreed if row.lives(today) => lang.pick("有效", "In force").into(),
        MandateState::Agreed => lang.pick("到期了", "Over").into(),
        MandateState::Declined => lang.pick("没同意", "Declined").into(),
        MandateState::Ended => {
            let by = row.ended_by.as_ref().map(|person| person.name.clone()).unwrap_or_default();
            lang.pick(format!("{by}停的"), format!("Ended by {by}"))
        }
    }
}

/// Who helps whom: "沈建国帮钱美华".
pub fn both(lang: Lang, row: &Mandate) -> String {
    let (helper, whom) = (&row.helper.name, &row.principal.name);
    lang.pick(format!("{helper}帮{whom}"), format!("{helper} helps {whom}"))
}

/// Who did it and when: "代办人 沈建国 · 昨天 09:12".
pub fn by(lang: Lang, name: &str, at: Moment, now: Moment) -> String {
    let at = when::stamp(lang, at, now);
    lang.pick(format!("代办人 {name} · {at}"), format!("By {name} · {at}"))
}

/// Who did it, without when: "代办人 沈建国".
pub fn done_by(lang: Lang, name: &str) -> String {
    lang.pick(format!("代办人 {name}"), format!("By {name}"))
}

/// What somebody whom I help has before them: "钱美华的事" / "Coming up for Qian".
pub fn before(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}的事"), format!("Coming up for {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::MandateId;
    use domain::mandate::Terms;
    use domain::resident::Person;

    #[test]
    fn a_mandate_says_with_what_until_when_and_how_it_was_agreed_to() {
        let today = Day::of(2026, 11, 27).unwrap();
        let person = |name: &str| Person { name: name.into(), ..Person::default() };
        let row = Mandate {
            id: MandateId::default(),
            principal: person("钱美华"),
            helper: person("沈建国"),
            terms: Terms { powers: vec![Power::SignUp, Power::Meals], until: today.plus(30) },
            state: MandateState::Agreed,
            consent: Some(Consent::Witness),
            by: Some(person("吴婷")),
            witness: "何秀英".into(),
            ended_by: None,
            fourteen: None,
            made: Moment(0),
            changed: Moment(0),
        };
        assert_eq!(terms(Lang::Zh, &row, today), "报名、订餐 · 到12月27日");
        assert_eq!(consent(Lang::Zh, &row).unwrap(), "当面同意，证明人何秀英，吴婷登记");
        assert_eq!(state(Lang::Zh, &row, today.plus(31)), "到期了");
        assert_eq!(both(Lang::Zh, &row), "沈建国帮钱美华");
    }
}
