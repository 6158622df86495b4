//! Words of 我的: who I am, who is signed in here, settings, phones, and what waits to be sent.

use crate::look::{Lang, Theme};
use crate::words::{counted, when};
use domain::kin::Bond;
use domain::role::Role;
use domain::when::MINUTE_MS;

sentences! {
    money: "饭费", "Meal money";
    money_hint: "余额和明细", "Balance and statement";
    // Who.
    visitor: "还没有登录", "Not signed in";
    visitor_text: "不登录也能看活动、菜单和诉求。登录以后能报名、订餐、提诉求。",
        "You can see activities, menus and reports without signing in. Sign in to take part, order and report.";
    address: "住址", "Address";
    roles: "身份", "Roles";
    resident: "居民", "Resident";
    accounts: "这台手机上的人", "People on this phone";
    switch_to: "换成谁", "Switch to";
    add_account: "加一个家人", "Add a family member";
    add_account_hint: "用家人自己的居民卡登录", "Sign in with their own resident card";
    fleeting: "手机没地方的时候，浏览器可能会清掉这里存的东西。放到主屏幕上用，就稳当了。",
        "When the phone runs out of space, the browser may delete what is kept here. It is safer to add the app to your home screen.";
    fleeting_first: "先等没送出的送出去，再放到主屏幕上用。从主屏幕打开，看不到这里存的东西。",
        "Let what waits be sent first, and then put the app on the home screen: from there it does not see what is kept here.";
    fleeting_waits: "手机没地方的时候，浏览器可能会清掉没送出的东西。有网时打开一次，就送出去了。",
        "When the phone runs out of space, the browser may delete what has not been sent. Open the app once with a network to send it.";
    family: "我能替谁办", "Whom I act for";
    guardian: "监护人", "As guardian";
    carer: "照料人", "As carer";
    // The desk.
    desk: "工作台", "Desk";
    desk_hint: "活动、出餐、诉求的管理", "Run activities, the counter and reports";
    // What waits.
    outbox: "等待发送", "Waiting to be sent";
    outbox_none: "都送出去了", "Everything has been sent";
    outbox_line: "手机里记下的事", "What this phone has noted";
    waiting: "还没送出的", "Not sent yet";
    refused: "没办成的", "Not done";
    sent: "办成的", "Done";
    nothing_waiting: "没有等着送的事", "Nothing is waiting";
    nothing_waiting_text: "没有网时做的事会先记在这里，有网就自动送出去。",
        "What you do offline is noted here and sent by itself once there is a network.";
    held: "还有事等着送", "Things still wait here";
    held_text: "都记在这台手机里。原来的人重新登录，才能接着办。",
        "They are kept on this phone until the same person signs in again.";
    sent_at: "已确认", "Confirmed";
    take_back: "不送了", "Do not send";
    take_back_question: "确定不送了？这件事就不办了。", "Do not send it? It will then not be done.";
    take_back_yes: "确定不送", "Yes, do not send";
    take_back_no: "还是送", "Send it";
    edit: "改一改", "Change it";
    again: "再试一次", "Try again";
    drop: "不要了", "Drop it";
    drop_question: "确定不要了？您写的内容会删掉。", "Drop it? What you entered will be deleted.";
    drop_yes: "确定不要", "Yes, drop it";
    drop_no: "留着", "Keep it";
    // Settings.
    settings: "怎么看", "How it looks";
    language: "语言", "Language";
    elder: "长辈版", "Elder view";
    elder_hint: "字更大，事更少", "Larger text, fewer things";
    theme: "明暗", "Light or dark";
    text_size: "字号", "Text size";
    // Rows and the network.
    news: "更新", "Updates";
    refresh: "立即更新", "Update now";
    offline: "现在没有网，看到的是手机里存的。", "There is no network now; this is what the phone has stored.";
    never_synced: "还没有更新过", "Not updated yet";
    // My data, the way out.
    privacy: "我的资料", "My records";
    export: "下载我的全部资料", "Download all my records";
    export_hint: "社区存的关于您的内容，一个文件", "Everything the community keeps about you, in one file";
    export_done: "已经下载到手机。", "Downloaded to this phone.";
    export_offline: "没有下载：现在没有网。请连上网再试。", "Not downloaded: there is no network. Please try again when there is one.";
    export_failed: "没有下载：社区那边没有答复。请过一会儿再试。", "Not downloaded: there was no answer. Please try again later.";
    about: "关于和隐私", "About and privacy";
    sign_out: "在这台手机上退出", "Sign out on this phone";
    sign_out_yes: "确定退出", "Yes, sign out";
    sign_out_no: "不退出", "Stay signed in";
    // Phones.
    devices: "我的手机", "My phones";
    devices_hint: "在哪些手机上登录着，丢了可以退出", "Where you are signed in; sign a lost phone out";
    devices_line: "在这些手机上登录着", "You are signed in on these";
    devices_none: "没有别的手机", "No phones are listed";
    devices_sign_in: "登录以后才看得到自己的手机。", "Sign in to see your phones.";
    this_phone: "就是这台", "This one";
    revoke: "退出那一台", "Sign it out";
    revoke_question: "确定退出？那一台下次联网就看不到您的内容了。",
        "Sign it out? It will lose your content when it next has a network.";
    revoke_yes: "确定退出", "Yes, sign it out";
    revoke_no: "不退出", "Leave it";
    revoking: "退出待确认", "Not confirmed yet";
    revoke_hint: "手机丢了？先退出它，再到社区换一张居民卡。", "Lost a phone? Sign it out, then get a new card at the office.";
}

/// A role, without the organization's name.
pub fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Volunteer => lang.pick("志愿者", "Volunteer"),
        Role::GroupLeader => lang.pick("居民小组长", "Group leader"),
        Role::GridWorker => lang.pick("网格员", "Grid worker"),
        Role::Cook => lang.pick("食堂", "Canteen"),
        Role::Staff => lang.pick("社区工作人员", "Staff"),
        Role::Leader(_) => lang.pick("负责人", "Leader"),
        Role::Member(_) => lang.pick("成员", "Member"),
        Role::Substitute(_) => lang.pick("替补", "Substitute"),
    }
}

/// "戏曲队负责人".
pub fn role_in(lang: Lang, of: Role, organization: &str) -> String {
    let role = role(lang, of);
    lang.pick(format!("{organization}{role}"), format!("{role}, {organization}"))
}

/// By which right one acts for somebody.
pub fn bond(lang: Lang, bond: Bond) -> &'static str {
    match bond {
        Bond::Guardian => guardian(lang),
        Bond::Carer => carer(lang),
    }
}

/// "等 2 件，没办成 1 件".
pub fn outbox_count(lang: Lang, waiting: usize, refused: usize) -> String {
    match (waiting, refused) {
        (0, 0) => outbox_none(lang).into(),
        (_, 0) => lang.pick(format!("{waiting} 件等着送"), format!("{waiting} waiting")),
        (0, _) => lang.pick(format!("{refused} 件没办成"), format!("{refused} not done")),
        _ => lang
            .pick(format!("{waiting} 件等着送，{refused} 件没办成"), format!("{waiting} waiting, {refused} not done")),
    }
}

/// So many things of somebody else are kept on this phone. Whoever is still signed in here need only come to the front.
pub fn behind(lang: Lang, name: &str, things: usize, signed_in: bool) -> String {
    let counted = counted(things, "thing", "things");
    if signed_in {
        return lang.pick(
            format!("{name}还有 {things} 件事没送出，换成这个人就送。"),
            format!("Not sent yet, of {name}: {counted}. Switch to them and it is sent."),
        );
    }
    lang.pick(
        format!("这里还留着{name}的 {things} 件事，等本人登录后再办。"),
        format!("Kept here for {name}: {counted}, until they sign in again."),
    )
}

/// "刚刚", "5 分钟前": when something was done (and not when rows were updated).
pub fn ago(lang: Lang, ms: i64) -> String {
    if ms < 2 * MINUTE_MS { lang.pick("刚刚", "just now").into() } else { when::age(lang, ms) }
}

/// "登录于 11月20日 09:12".
pub fn since(lang: Lang, stamp: &str) -> String {
    lang.pick(format!("{stamp} 登录"), format!("Since {stamp}"))
}

/// A choice of light and dark.
pub fn theme_name(lang: Lang, theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => lang.pick("随手机", "System"),
        Theme::Light => lang.pick("亮", "Light"),
        Theme::Dark => lang.pick("暗", "Dark"),
    }
}

/// A size of the text, in percent of the normal one.
pub fn size_name(lang: Lang, percent: u8) -> String {
    match percent {
        100 => lang.pick("标准", "Normal").into(),
        115 => lang.pick("大", "Large").into(),
        130 => lang.pick("更大", "Larger").into(),
        150 => lang.pick("最大", "Largest").into(),
        _ => format!("{percent}%"),
    }
}

/// The question before signing out, with what would be lost.
pub fn sign_out_question(lang: Lang, waiting: usize) -> String {
    match waiting {
        0 => lang
            .pick(
                "确定退出？您的内容会从这台手机上清掉，社区那边还在。",
                "Sign out? Your content is wiped from this phone; the community still has it.",
            )
            .into(),
        _ => lang.pick(
            format!("还有 {waiting} 件没有送出去，现在退出就丢了。等有网送完再退出，就不会丢。确定现在退出？"),
            format!(
                "{} not been sent and would be lost. Once that is sent, nothing is lost. Sign out now?",
                counted(waiting, "thing has", "things have")
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_out_says_how_much_would_be_lost() {
        assert!(sign_out_question(Lang::Zh, 2).starts_with("还有 2 件没有送出去"));
        assert!(sign_out_question(Lang::En, 0).starts_with("Sign out? "));
    }

    #[test]
    fn what_was_just_done_is_not_called_updated() {
        assert_eq!(ago(Lang::Zh, 1_000), "刚刚");
        assert_eq!(ago(Lang::Zh, 5 * MINUTE_MS), "5 分钟前");
    }
}
