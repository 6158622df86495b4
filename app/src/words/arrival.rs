//! Words of saying that one is there.

use crate::look::Lang;

sentences! {
    title: "签到", "At the door";
    hint: "给负责人扫一扫，或者报下面的码。没有网也能用。", "Show this to a leader, or say the letters below. It works without a network.";
    picture: "签到码", "The code for the door";
    collectors: "谁来接", "Who collects the child";
    collectors_hint: "监护人和报名的人都能接。别的大人来接，请先在这里登记，两个月内有效。",
        "Guardians and whoever signed up may collect. Name any other grown-up here first; it holds for two months.";
    nobody_collected: "这场活动没有要接的孩子。", "Nobody of yours is to be collected from this date.";
    collector_name: "接送人姓名", "Name";
    collector_phone: "接送人手机", "Telephone";
    collector_drop: "撤下", "Take back";
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
