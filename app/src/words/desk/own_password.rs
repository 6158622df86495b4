//! Words of changing one's own password.

sentences! {
    title: "我的密码", "My password";
    text: "怕别人知道了，就换一个。换了以后，您在别处开着的工作台都会锁上。",
        "If somebody else may know it, choose another. Wherever else your desk is open, it is locked then.";
    change: "换密码", "Change password";
    current: "现在的密码", "Password as it is";
    chosen: "新密码", "New password";
    save: "换成新密码", "Use the new one";
    leave: "先不换", "Not now";
    wrong: "现在的密码不对。", "The password as it is was wrong.";
    changed: "换好了，下次开锁用新密码", "Changed: next time, unlock with the new one";
}
