//! Words of the desk's lock.

use crate::look::Lang;

sentences! {
    locked: "工作台锁着", "The desk is locked";
    locked_text: "里面有居民的姓名、住址和诉求，所以要多验一步。请填密码，再填验证器上的 6 位数字。",
        "Residents' names, addresses and reports are inside, so it takes one more step: your password, and the six digits of your authenticator.";
    password: "密码", "Password";
    password_missing: "还没填密码。", "The password is missing.";
    password_short: "密码太短，至少要 12 个字符。", "This password is too short: it needs at least 12 characters.";
    password_weak: "这个密码太容易猜到，请换一个。比如用几个不相干的词连起来。",
        "This password is too easy to guess. Please choose another, for example some words that do not belong together.";
    digits: "6 位数字", "Six digits";
    digits_hint: "打开手机上的验证器，填“西山”那一行现在的数字。", "Open the authenticator on your phone and type the digits it shows now for Xishan.";
    digits_missing: "请填验证器上的 6 位数字。", "Please type the six digits of your authenticator.";
    wrong_factor: "密码或数字不对。数字每半分钟换一次，请看清新的数字再填。",
        "The password or the digits are wrong. The digits change every half minute: please type the new ones.";
    unlock: "开锁", "Unlock";
    enrol: "第一次用工作台", "Your first time at the desk";
    enrol_text: "请设一个密码，再把验证器绑好。以后每次开锁都要这两样。",
        "Please choose a password and set up your authenticator. Both are needed every time you unlock the desk.";
    choose_password: "设一个密码", "Choose a password";
    choose_password_hint: "至少 12 个字符，别用生日和手机号。", "At least 12 characters; no birthday, no telephone number.";
    scan: "用验证器扫这个码", "Scan this code with your authenticator";
    qr_says: "给验证器扫的二维码；扫不了就输入下面的字母和数字。",
        "QR code for the authenticator; if it cannot be scanned, type the letters and digits below.";
    or_type: "扫不了，就在验证器里输入：", "If it cannot be scanned, type this into the authenticator:";
    enrol_now: "设好了，开锁", "Done, unlock";
    open: "工作台开着", "The desk is open";
    open_here: "这台机器已开锁", "Unlocked on this device";
    open_text: "离开时请上锁。上锁以后，居民的资料会从这台机器上清掉。",
        "Please lock it when you leave. Locking wipes residents' particulars from this device.";
    open_soon: "正在取诉求和居民，马上就好。", "Reports and residents are being fetched, just a moment.";
    lock_now: "上锁", "Lock";
    lock_failed: "没锁上：现在连不上社区的机器。请有网时再锁，人先别离开。",
        "Not locked: the community's server cannot be reached. Please lock it when there is a network, and do not leave before.";
    offline: "现在没有网，看不出工作台锁没锁。开锁要有网。别的页面可以照常用。",
        "There is no network, so it is not known whether the desk is locked. Unlocking needs a network; the other pages work as usual.";
    failed: "没问到工作台的情况，请再试一次。", "It could not be found out how the desk stands. Please try again.";
    ask_again: "再试一次", "Try again";
    offline_unlock: "没开锁：现在没有网，开锁要有网。您填的还在，有网了再按一次。",
        "Not unlocked: there is no network, and unlocking needs one. What you typed is still here; press again when there is a network.";
    failed_unlock: "没开锁：社区的机器没有答复。您填的还在，请过一会儿再按一次。",
        "Not unlocked: the community's server did not answer. What you typed is still here; please press again in a while.";
    not_allowed: "没开锁：您没有登录，或者不是社区工作人员。请先登录。",
        "Not unlocked: you are not signed in, or not one of the staff. Please sign in first.";
}

/// "试的次数太多了，请过 5 分钟再试。"
pub fn wait(lang: Lang, seconds: i64) -> String {
    let minutes = seconds.max(1).saturating_add(59) / 60;
    lang.pick(
        format!("试的次数太多了，请过 {minutes} 分钟再试。"),
        match minutes {
            1 => "Too many tries. Please wait one minute.".into(),
            _ => format!("Too many tries. Please wait {minutes} minutes."),
        },
    )
}
