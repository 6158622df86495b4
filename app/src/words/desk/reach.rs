//! Words of calling those who have not been reached.

use crate::look::Lang;

sentences! {
    none: "现在没有要打电话的人", "Nobody to call now";
    none_text: "活动取消或改期，没看到消息的人会写在这里。谁通知到了，看那一场的页面。",
        "People who have not seen that something is called off or moved are listed here. Who was reached is shown on that date's page.";
    hint: "这些人没看消息，短信也没到，请打电话。", "These people have not seen the message and got no text. Please call them.";
    print_doors: "打印上门名单", "Print the list for the doors";
    doors: "上门名单（按楼道）", "For the doors, by stairwell";
    who: "谁", "Who";
    phone: "电话", "Telephone";
    no_phone: "没有电话", "No number";
    what: "要告诉什么", "What to tell";
    tried: "打过几次", "Calls";
    room: "室", "Room";
    told: "电话告诉了", "Told by telephone";
    told_at_door: "上门告诉了", "Told at the door";
    no_answer: "没人接", "No answer";
    noted: "记下了", "Noted";
}

/// How often somebody was called: "2 次没人接".
pub fn tries(lang: Lang, count: u32) -> String {
    match count {
        0 => lang.pick("还没打", "Not yet").into(),
        _ => lang.pick(format!("{count} 次没人接"), format!("{count} without an answer")),
    }
}

/// What somebody must know: "活动取消了：书画课，明天上午九点".
pub fn of(lang: Lang, said: &str, title: &str, time: &str) -> String {
    let parts: Vec<&str> = [title, time].into_iter().filter(|part| !part.is_empty()).collect();
    let what = parts.join(lang.pick("，", ", "));
    if what.is_empty() { said.into() } else { lang.pick(format!("{said}：{what}"), format!("{said}: {what}")) }
}
