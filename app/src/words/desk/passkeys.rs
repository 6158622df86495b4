//! Words of passkeys: opening the desk with one, and one's own list of them.

use crate::look::Lang;

sentences! {
    open_with: "用通行密钥打开", "Open with a passkey";
    locked_text: "里面有居民的姓名、住址和诉求，所以要多验一步。按一下，再用指纹、人脸或锁屏密码确认，就是您本人。",
        "Residents' names, addresses and reports are inside, so it takes one more step. Press the button, then confirm with your finger, your face or the screen lock.";
    or_else: "没带通行密钥？填密码，再填验证器上的 6 位数字。",
        "Not at hand? Use your password, and the six digits of your authenticator.";
    wrong: "没开锁：这个通行密钥已经不能用了，或者等得太久。请再按一次；还不行，就用下面的密码和数字。",
        "Not unlocked: this passkey is no longer good, or it took too long. Press again; if it still does not work, use the password and digits below.";
    not_shown: "没开锁：您取消了，或者这台机器上没有您的通行密钥。可以再按一次，也可以用下面的密码和数字。",
        "Not unlocked: it was cancelled, or there is no passkey of yours on this device. Press again, or use the password and digits below.";
    cannot_show: "没开锁：这个浏览器用不了通行密钥。请用下面的密码和数字。",
        "Not unlocked: this browser cannot use passkeys. Please use the password and digits below.";
    offline_open: "没开锁：现在没有网，开锁要有网。有网了再按一次。",
        "Not unlocked: there is no network, and unlocking needs one. Press again when there is a network.";
    failed_open: "没开锁：社区的机器没有答复。请过一会儿再按一次。",
        "Not unlocked: the community's server did not answer. Please press again in a while.";
    title: "我的通行密钥", "My passkeys";
    text: "加了通行密钥，下次开锁不用填密码和数字。用自己机器上的指纹、人脸或锁屏密码确认一下就行。只在您自己用的机器上加。",
        "With a passkey you unlock without password and digits: confirm with the finger, face or screen lock of your own device. Add one only on a device that nobody else uses.";
    none: "还没有通行密钥。", "There are none yet.";
    name: "名字", "Name";
    name_hint: "好认就行，比如“办公室的电脑”。", "So that you know it again, for example “office computer”.";
    name_wrong: "请起个名字，不超过 40 个字。", "Please give it a name of at most 40 characters.";
    this_machine: "这台机器", "This device";
    add: "加一个通行密钥", "Add a passkey";
    added: "加好了。您在别处开着的工作台都锁上了", "Added. Wherever else your desk was open, it is locked now";
    remove: "删掉", "Remove";
    remove_yes: "确定删掉", "Yes, remove it";
    remove_no: "留着", "Keep it";
    removed: "删掉了，用它开不了锁了。您在别处开着的工作台都锁上了",
        "Removed: it opens nothing any more. Wherever else your desk was open, it is locked now";
    offline: "现在没有网，看不到您的通行密钥。", "There is no network, so your passkeys cannot be shown.";
    failed: "没问到您的通行密钥。", "Your passkeys could not be fetched.";
    ask_again: "再看一次", "Look again";
    no_browser: "这个浏览器没有通行密钥，要加请换一个新一点的浏览器。",
        "This browser knows no passkeys. To add one, please use a newer browser.";
    no_address: "现在的网址加不了通行密钥。", "No passkey can be added at this address.";
    not_made: "没加上：您取消了，或者等得太久。可以再按一次。", "Not added: it was cancelled, or took too long. You can press again.";
    known_here: "没加上：这台机器上已经有您的通行密钥了，不用再加。",
        "Not added: there is a passkey of yours on this device already.";
    cannot_make: "没加上：这台机器做不了通行密钥。请换一台有指纹、人脸或锁屏密码的。",
        "Not added: this device cannot make a passkey. Please use one with a finger or face sensor or a screen lock.";
    not_taken: "没加上：等得太久，或者没通过核对。请再按一次。", "Not added: it took too long, or did not pass the check. Please press again.";
    offline_change: "没办成：现在没有网。有网了再按一次。", "Not done: there is no network. Press again when there is one.";
    failed_change: "没办成：社区的机器没有答复。请过一会儿再试。", "Not done: the community's server did not answer. Please try again in a while.";
    open_again: "没办成：离您开锁已经过了一刻钟。为了防别人趁您走开时动手，请先上锁，再开一次锁，然后马上来改。",
        "Not done: you unlocked more than a quarter of an hour ago. So that nobody does this while you are away, please lock the desk, unlock it again, and come back at once.";
    locked_meanwhile: "没办成：工作台已经锁上了。请重新打开这一页，先开锁。",
        "Not done: the desk has been locked meanwhile. Please open this page again and unlock it first.";
}

/// "11月25日 09:12 加的，11月26日 08:30 用过" / "added 25 Nov 09:12, used 26 Nov 08:30".
pub fn about(lang: Lang, made: &str, used: Option<&str>) -> String {
    match used {
        Some(used) => lang.pick(format!("{made} 加的，{used} 用过"), format!("added {made}, used {used}")),
        None => lang.pick(format!("{made} 加的，还没用过"), format!("added {made}, not used yet")),
    }
}

/// "删掉“办公室的电脑”？以后用它开不了锁。" / "Remove “office computer”? It will open nothing any more."
pub fn remove_question(lang: Lang, label: &str) -> String {
    lang.pick(
        format!("删掉“{label}”？以后用它就开不了锁了。"),
        format!("Remove “{label}”? It will not unlock the desk any more."),
    )
}
