//! Words that every page uses.

sentences! {
    community: "西山社区", "Xishan Community";
    description: "西山社区：看看有什么活动、订餐、说说需要什么，找到 43 支邻里队伍。",
        "Xishan Community: see what is on, order meals, say what you need, find 43 neighbourhood teams.";
    today: "今天", "Today";
    activities: "活动", "Activities";
    canteen: "食堂", "Canteen";
    needs: "诉求", "Needs";
    me: "我的", "Me";
    organizations: "组织", "Teams";
    projects: "项目", "Projects";
    desk: "工作台", "Desk";
    back: "返回", "Back";
    all: "全部", "All";
    synthetic: "示例", "Sample";
    confirmed: "已确认", "Confirmed";
    pending: "待确认（未联网）", "Not sent yet (offline)";
    sending: "正在送出…", "Sending…";
    failed: "未成功", "Not done";
    skip: "跳到正文", "Skip to content";
    new_version: "有新版本了。没送出去的都还在，换上新版本就送。",
        "There is a new version. What waits to be sent is kept, and goes out once the new version is open.";
    open_new_version: "换上新版本", "Open the new version";
    help: "有事打电话", "Call for help";
    save: "保存", "Save";
    cancel: "取消", "Cancel";
    close: "关闭", "Close";
    sign_in: "登录", "Sign in";
    search: "搜一搜", "Search";
    share: "分享给邻居", "Share";
    free: "免费", "Free";
    loading: "正在打开…", "Opening…";
    not_found: "没有这个页面", "There is no such page";
    not_found_text: "可能是地址写错了，或者内容已经撤下。", "The address may be mistyped, or the content was taken down.";
    once_online: "第一次打开这一页要有网络", "This page needs the network the first time";
    once_online_text: "有网的时候打开一次，以后没有网也能看。", "Open it once with a network; from then on it opens without.";
    go_home: "回到今天", "Back to today";
    offline_stored: "手机现在没有网。已经记在手机里，有网就送出去；结果会告诉您。",
        "This phone is offline. It is saved here and will be sent when there is a network; you will be told the result.";
    not_stored: "未保存：手机存储满了。您写的字还在，请清理一些空间再试。",
        "Not saved: this phone's storage is full. What you typed is still here; please free some space and try again.";
}
