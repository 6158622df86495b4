//! Words of who has been told that something is off or moved.

use crate::look::Lang;
use domain::wire::reached::How;

sentences! {
    names: "谁知道了，谁还不知道", "Who knows, and who does not";
    again: "再看一次", "Look again";
    offline: "谁通知到了，有网时才能看。", "Who has been told can be seen with a network.";
}

/// "通知到 12 人，还有 2 人没通知到".
pub fn count(lang: Lang, (know, rest): (usize, usize)) -> String {
    match rest {
        0 => lang.pick(format!("{know} 人都通知到了"), format!("All of them have been told: {know}")),
        _ => lang
            .pick(format!("通知到 {know} 人，还有 {rest} 人没通知到"), format!("Told: {know}; not told yet: {rest}")),
    }
}

/// How somebody was told, or what is done about it.
pub fn how(lang: Lang, how: How) -> &'static str {
    match how {
        How::App => lang.pick("在手机上看到了", "saw it on their phone"),
        How::Sms => lang.pick("发了短信", "got a text message"),
        How::Call => lang.pick("打电话告诉了", "told by telephone"),
        How::Door => lang.pick("上门告诉了", "told at the door"),
        How::Waits => lang.pick("还没看到", "has not seen it yet"),
        How::Sending => lang.pick("正在发短信", "a text message is being sent"),
        How::ToCall => lang.pick("社区要打电话", "the office is to call"),
        How::Family => lang.pick("没有电话，由家人转告", "no number: told by their family"),
        How::Not => lang.pick("没有通知到", "was not told"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_many_know_and_how_many_do_not() {
        assert_eq!(count(Lang::Zh, (12, 2)), "通知到 12 人，还有 2 人没通知到");
        assert_eq!(count(Lang::Zh, (12, 0)), "12 人都通知到了");
    }
}
