//! Words of a phone that rings when there is something new.

sentences! {
    title: "手机弹出提醒", "Alerts on this phone";
    hint: "西山关着也会弹出一句“有新消息”，不写是什么事。", "With Xishan closed it says that there is something new, and not what.";
    reach: "有的手机收不到，国内的安卓常这样。打电话、发短信照旧。",
        "Some phones never get it, many in mainland China. Calls and text messages come as before.";
    wechat: "微信里弹不出来，请用手机自带的浏览器打开。", "Not inside WeChat: open it in the phone's own browser.";
    apple: "苹果手机：先把西山“添加到主屏幕”，从那里打开。", "On an iPhone: add Xishan to the Home Screen and open it there.";
    none: "这个浏览器弹不出提醒，换一个试试。", "This browser cannot show alerts. Try another one.";
    denied: "手机不让西山弹提醒。请在手机的设置里允许。", "This phone does not let Xishan show alerts. Allow it in the settings.";
    unreachable: "没有开成：这台手机连不上提醒服务。", "Not on: this phone cannot reach its service for alerts.";
    dismissed: "没有开：要点“允许”才能弹出来。", "Not on: it needs your permission.";
    turning: "正在开，请等一下。", "Turning it on: one moment, please.";
    on: "开好了", "It is on";
    off: "关上了", "It is off";
    offline: "没有办成：现在没有网。请连上网再试。", "Not done: there is no network. Please try again when there is one.";
    failed: "没有办成，请过一会儿再试。", "Not done. Please try again later.";
    still_offline: "现在没有网，不知道开着没有。连上网再点一下。", "There is no network to ask whether it is on. Tap again when there is.";
    still_failed: "社区的机器没有回答，不知道开着没有。过一会儿再点。",
        "The server has not said whether it is on. Tap again in a while.";
    rung: "有新消息", "There is something new";
}
