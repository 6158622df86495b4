//! Words of a resident's phones, as the desk sees them.

use crate::look::Lang;

sentences! {
    which: "看是哪台", "Which phone";
    close: "看好了", "Done";
    sign_out: "退出这台", "Sign this one out";
    sure: "在这台手机上退出？手机里存的会清掉，没送出去的等本人登录后再定。",
        "Sign out of this phone? What it keeps is wiped; what waits stays theirs.";
    yes: "退出", "Sign out";
    no: "不退出", "Leave it";
    done: "退出了。要再登录，请印一张新卡。", "Signed out. Signing in again takes a new card.";
    none: "现在没有登录的手机。", "There is no phone signed in now.";
}

/// "周桂珍的手机".
pub fn of(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}的手机"), format!("Phones of {name}"))
}

/// "11月20日 09:12 登录，11月26日 18:00 用过".
pub fn about(lang: Lang, since: &str, seen: &str) -> String {
    lang.pick(format!("{since} 登录，{seen} 用过"), format!("Since {since}, last used {seen}"))
}
