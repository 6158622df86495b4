//! Words of what those at the door should know: what somebody cannot take, and whom to call.

use crate::look::Lang;

sentences! {
    title: "过敏和紧急联系人", "Allergies and whom to call";
    hint: "活动上万一有事，负责人知道怎么办", "So that leaders know what to do if something happens";
    sign_in_first: "登录以后才能填。", "Sign in to fill this in.";
    // Who reads it, before anything is written.
    who_sees: "不填也可以。您在哪场活动的名单上，哪场的负责人就看得到。负责人自己写上名单的也一样。",
        "You need not. If you do, leaders of activities with your name on the list see it, even if they wrote it there.";
    how_long: "从活动前一天到活动后一天看得到，没有网也看得到。",
        "They see it from a day before until a day after, also without a network.";
    take_back: "清空了，负责人的手机连上网就删掉。",
        "What you empty is deleted from a leader's phone as soon as it is online.";
    allergies: "过敏，或者要注意的", "Allergies, or what to mind";
    allergies_hint: "比如：花生过敏，随身带药。", "For example: allergic to peanuts, carries medicine.";
    contact: "紧急联系人", "Whom to call";
    phone: "联系人电话", "Their telephone";
    name_missing: "请写联系人的姓名，二十个字以内。", "Please say whose number it is, in at most twenty characters.";
    phone_missing: "请写能打通的电话号码。", "Please write a number to call.";
    none: "还没有填。", "Nothing is filled in.";
    fill: "填写", "Fill in";
    change: "修改", "Change";
    save: "保存", "Save";
    back: "先不", "Not now";
    empty: "清空", "Empty";
    empty_sure: "确定清空？填的都会删掉。", "Empty it? Everything that was filled in is deleted.";
    empty_yes: "确定清空", "Yes, empty it";
    // At the door.
    at_door: "过敏、联系人", "Allergies, whom to call";
}

/// "注意：花生".
pub fn minds(lang: Lang, allergies: &str) -> String {
    lang.pick(format!("注意：{allergies}"), format!("Careful: {allergies}"))
}
