//! What a person must know about this phone, on whatever page it comes up.

use crate::look::Lang;
use crate::words::counted;

sentences! {
    sign_in_needed: "登录过期了，要重新登录一次。记在手机里的事都还在。",
        "Please sign in again on this phone. What is saved here is still there.";
    storeless: "这个浏览器不让保存，只能联网用。没有网时做的事留不住，请换普通模式。",
        "This browser does not store anything, so it works only with a network. Please use a normal window.";
    newer: "这台手机上已经有更新的版本。请关掉这一页再打开；记在手机里的事都还在。",
        "A newer version is already on this phone. Please close this page and open it again; what is saved here is still there.";
    in_chat: "在微信里打开的，没有网就打不开。点右上角“…”，选“在浏览器打开”，没有网也能用。",
        "This is open inside WeChat, where it needs a network. Tap “…” at the top right and open it in your browser to use it offline.";
    understood: "知道了", "I see";
}

/// The browser has deleted what was kept, and with it so many things that had not been sent.
pub fn emptied(lang: Lang, lost: usize) -> String {
    lang.pick(
        format!("手机腾地方，把这里存的东西清掉了。有 {lost} 件没送出去的也没了，请看看要不要再办一次。"),
        format!(
            "This phone made room and deleted what was kept here. Gone without having been sent: {}. \
             Please see what to do again.",
            counted(lost, "thing", "things")
        ),
    )
}
