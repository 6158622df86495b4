//! Words of signing in: a card's code, and how to get a card.

use crate::look::Lang;
use crate::words::counted;
use domain::wire::SignInRefusal;

sentences! {
    title: "用居民卡登录", "Sign in with your card";
    add_title: "加一个家人", "Add a family member";
    code: "卡上的代码", "The code on the card";
    code_hint: "8 个字母和数字，大小写、空格、横线都不要紧。", "Eight letters and digits. Case, spaces and dashes do not matter.";
    from_link: "代码已经从卡上读好了。按一下“登录”就行。", "The code was read from the card. Just tap “Sign in”.";
    submit: "登录", "Sign in";
    how: "没有卡？带身份证到社区居委会，当场打印一张。", "No card? Come to the committee's office with your identity card; it is printed at once.";
    never_ask: "社区不会打电话问您要这个代码，谁问都不要给。", "Nobody from the community ever asks for this code by telephone. Give it to no one.";
    once: "一张卡的代码只能用一次，用过就作废，捡到也没用。", "A code works once. After that the card is worthless to whoever finds it.";
    signed_in_here: "这台手机上已经有", "Already on this phone";
    missing: "还没写代码。请照卡上写 8 个字母和数字。", "The code is missing. Please copy the eight letters and digits from the card.";
    offline: "没登录：现在没有网，登录要联网。连上网再按一次。",
        "Not signed in: there is no network, and signing in needs one. Please tap again when there is one.";
    failed: "没登录：社区那边没有答复。请过一会儿再试。", "Not signed in: there was no answer. Please try again later.";
    phone_android: "安卓手机", "Android phone";
    phone_harmony: "鸿蒙手机", "HarmonyOS phone";
    phone_iphone: "iPhone", "iPhone";
    phone_ipad: "平板", "Tablet";
    phone_computer: "电脑", "Computer";
}

/// Why signing in did not work, and what to do.
pub fn sentence(lang: Lang, refusal: &SignInRefusal) -> String {
    match refusal {
        SignInRefusal::Malformed => lang
            .pick(
                "代码不对：要 8 个字母和数字，里面没有 0 和 O。请照卡再看一遍。",
                "That is not a code: it has eight letters and digits, and never 0 or O. Please look at the card again.",
            )
            .into(),
        SignInRefusal::Unknown => lang
            .pick(
                "没登录：这个代码不对，或者用过、过期了。请核对；不行就到社区换一张卡。",
                "Not signed in: the code is wrong, used or too old. Please check it, or get a new card at the office.",
            )
            .into(),
        SignInRefusal::Wait { seconds } => {
            let minutes = (seconds + 59) / 60;
            lang.pick(
                format!("试得太多了，请等 {minutes} 分钟再试。这是为了防别人乱猜。"),
                format!(
                    "Too many tries. Please wait {}; this keeps others from guessing.",
                    counted(minutes, "minute", "minutes")
                ),
            )
        }
        SignInRefusal::WrongFactor => lang
            .pick("密码或数字不对，请再输一次。", "The password or the code is wrong. Please enter it again.")
            .into(),
        SignInRefusal::WeakPassword => lang
            .pick(
                "密码太短或太常见。请换一个长一点的，比如三个不相干的词。",
                "The password is too short or too common. Please choose a longer one, such as three unrelated words.",
            )
            .into(),
        SignInRefusal::NotAllowed | SignInRefusal::OpenAgain => lang
            .pick(
                "没办成：这台手机上没有工作人员登录。请先登录。",
                "Not done: no staff member is signed in on this phone. Please sign in first.",
            )
            .into(),
    }
}

/// What a phone is, in words, from what its browser says of itself.
pub fn phone(lang: Lang, user_agent: &str) -> &'static str {
    let is = |name: &str| user_agent.contains(name);
    if is("iPhone") {
        phone_iphone(lang)
    } else if is("iPad") || is("Tablet") {
        phone_ipad(lang)
    } else if is("HarmonyOS") {
        phone_harmony(lang)
    } else if is("Android") {
        phone_android(lang)
    } else {
        phone_computer(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_called_what_its_owner_calls_it() {
        let called = |agent| phone(Lang::Zh, agent);
        assert_eq!(called("Mozilla/5.0 (Linux; Android 13; HUAWEI) AppleWebKit/537.36 Mobile"), "安卓手机");
        assert_eq!(called("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit ArkWeb HarmonyOS"), "鸿蒙手机");
        assert_eq!(called("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"), "iPhone");
        assert_eq!(called("Mozilla/5.0 (X11; Linux x86_64) Chrome/130"), "电脑");
    }

    #[test]
    fn a_wait_is_said_in_whole_minutes() {
        assert!(sentence(Lang::Zh, &SignInRefusal::Wait { seconds: 61 }).contains("等 2 分钟"));
    }
}
