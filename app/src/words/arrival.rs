//! Words of saying that one is there.

use crate::look::Lang;

sentences! {
    title: "签到", "At the door";
    hint: "给负责人扫一扫，或者报下面的码。没有网也能用。", "Show this to a leader, or say the letters below. It works without a network.";
    picture: "签到码", "The code for the door";
    collectors: "谁来接", "Who collects the child";
    collectors_hint: "监护人和报名的人都能接。别的大人来接，请先在这里登记，两个月内有效。",
        "Guardians and whoever signed up may collect. Name any other grown-up here first; it holds for two months.";
    nobody_collected: "这场活动没有要接的孩子。", "None of your children is signed up for this date.";
    nobody_collected_text: "先给孩子报名，再来登记谁来接。", "Sign a child up first, then name who collects.";
    collector_name: "接送人姓名", "Name";
    collector_phone: "接送人手机", "Telephone";
    collector_drop: "撤下", "Take back";
    collector_waits: "还要孩子本人同意", "The child is to agree as well";
    collector_asks: "监护人说这些人可以接您。您满十四岁了，同意了才算。",
        "Your guardian says that these may collect you. You are fourteen or older: it counts once you agree.";
    collector_agree: "我同意", "I agree";
    collector_agreed: "已同意", "Agreed";
    collector_of: "孩子本人同意", "What children agree to themselves";
    collector_of_text: "满十四岁的孩子没有手机的，当面同意、有人证明，就在这里记下。",
        "A child of fourteen or older without a phone agrees in person, before a witness: note it here.";
    collector_witness: "证明人", "Witness";
    collector_witness_missing: "请写证明人。", "Please name a witness.";
    collector_noted: "记下了", "Noted";
}

/// The button: "我到了", and in a family "小禾到了".
pub fn here(lang: Lang, name: Option<&str>) -> String {
    match name {
        None => lang.pick("我到了", "I am here").into(),
        Some(name) => lang.pick(format!("{name}到了"), format!("{name} is here")),
    }
}

/// That somebody came: "周桂珍 08:58 到了".
pub fn came(lang: Lang, name: &str, at: &str) -> String {
    lang.pick(format!("{name} {at} 到了"), format!("{name} came at {at}"))
}

/// The button that names somebody: "可以接小禾".
pub fn may_collect(lang: Lang, child: &str) -> String {
    lang.pick(format!("可以接{child}"), format!("May collect {child}"))
}

/// The desk's button: "小禾当面同意去：整理图书".
pub fn agreed_to_come(lang: Lang, child: &str, role: &str) -> String {
    lang.pick(format!("{child}当面同意去：{role}"), format!("{child} agrees here to come: {role}"))
}

/// The desk's button: "小禾当面同意：沈阿婆".
pub fn agreed_here(lang: Lang, child: &str, collector: &str) -> String {
    lang.pick(format!("{child}当面同意：{collector}"), format!("{child} agrees here: {collector}"))
}
