//! What `public/hand.js` says. The server writes it above that script, so the phone's program does not carry it.

use crate::look::Lang;
use std::collections::BTreeMap;

sentences! {
    pull: "往下拉，看看有没有新的", "Pull down to look for news";
    let_go: "松手就更新", "Let go to update";
    looking: "正在更新…", "Updating…";
    fresh: "刚刚更新", "Just updated";
    aged: "内容是{}的", "This is from {}";
    offline: "没有网络，内容是{}的", "No network; this is from {}";
    nothing: "没有网络，还没更新过", "No network, and nothing has come yet";
    slow: "还在更新，网络有点慢", "Still updating; the network is slow";
    moment: "刚才", "a moment ago";
    copied: "地址复制好了，贴到聊天里就能发", "The address is copied; paste it into a chat";
    copy: "请记下这个地址：", "This is the address:";
    install: "放到手机桌面", "Add to the home screen";
    install_why: "把西山放到手机桌面，下次一点就开", "With Xishan on your home screen, one tap opens it";
    apple_share: "想从桌面打开西山：先点浏览器的分享按钮", "To have Xishan on your home screen, tap the browser's share button";
    apple_add: "再点“添加到主屏幕”", "Then tap “Add to Home Screen”";
    no: "不用了", "No, thank you";
    understood: "知道了", "I see";
    minutes: "{} 分钟前", "{} min ago";
    hours: "{} 小时前", "{} h ago";
    days: "{} 天前", "{} d ago";
}

/// All of it by name.
fn all(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    let all = [
        ("pull", pull(lang)),
        ("let_go", let_go(lang)),
        ("looking", looking(lang)),
        ("fresh", fresh(lang)),
        ("aged", aged(lang)),
        ("offline", offline(lang)),
        ("nothing", nothing(lang)),
        ("slow", slow(lang)),
        ("moment", moment(lang)),
        ("copied", copied(lang)),
        ("copy", copy(lang)),
        ("install", install(lang)),
        ("install_why", install_why(lang)),
        ("apple_share", apple_share(lang)),
        ("apple_add", apple_add(lang)),
        ("no", no(lang)),
        ("understood", understood(lang)),
        ("minutes", minutes(lang)),
        ("hours", hours(lang)),
        ("days", days(lang)),
    ];
    all.into()
}

/// The line that the script begins with.
pub fn script() -> String {
    let both = BTreeMap::from([Lang::Zh, Lang::En].map(|lang| (lang.tag(), all(lang))));
    format!("const WORDS = {};\n", serde_json::to_string(&both).unwrap_or_default())
}
