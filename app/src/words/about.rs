//! Words of 关于: what is stored, who sees what, how it works without a network.

use crate::look::Lang;

sentences! {
    title: "关于和隐私", "About and privacy";
    line: "西山社区居民自己的应用", "The residents' own app";
    stored: "存了什么", "What is stored";
    stored_text: "您的姓名、住址、家人关系，您报的名、订的餐、提的诉求和照片；您自己填的过敏和紧急联系人。别的不存，也没有广告和跟踪。",
        "Your name, address and family ties, what you sign up for, order and report, with its photos; allergies and whom to call, if you fill them in. Nothing else, no advertising and no tracking.";
    sees: "谁看得到什么", "Who sees what";
    sees_public: "所有人：活动、菜单、照片、还剩多少，还有组织和项目。诉求只看得到是哪一项、哪个小区、办到哪一步。",
        "Everyone: activities, their pictures and places left, menus with pictures of dishes and portions left, teams, projects, and of a report its kind, compound and state.";
    sees_own: "只有您：您的住址、报名、订餐、诉求全文、在哪些手机上登录。",
        "Only you: your address, sign-ups, orders, the text of your reports, and where you are signed in.";
    sees_family: "家人：登记为监护人或照料人的，能替对方报名、订餐；两个人都看得到是谁办的。",
        "Family: a registered guardian or carer can sign up and order for the other; both see who did it.";
    sees_organizer: "活动负责人：自己活动的报名名单。活动前后一天，也看得到参加的人自己填的过敏和紧急联系人。",
        "Organizers: who signed up for their own activities; from a day before until a day after, their allergies and whom to call, if they say so.";
    sees_kitchen: "食堂：当天谁订了什么，好备菜和出餐。", "The canteen: who ordered what, to cook and hand it out.";
    sees_desk: "社区工作人员：诉求全文和照片，好回复和办理；要另输密码才打得开。",
        "The staff: the text and photos of reports, to answer them; behind a second password.";
    sees_shown: "提诉求时勾了“让邻居看到”，您的话和名字才会给邻居看。诉求的照片从来不公开。",
        "Neighbours see your words and name only if you ticked so in the report. Photos of reports are never public.";
    offline: "没有网的时候", "Without a network";
    offline_text: "没有网也能打开，看到的是上次更新的内容。您办的事先记在手机里，显示“待确认”，有网就送出去，结果会告诉您。",
        "The app opens without a network and shows what was last updated. What you do is saved on the phone, marked as not sent, and sent later; you will be told the result.";
    rights: "您的权利", "Your rights";
    rights_text: "可以在“我的”里下载全部资料。要更正或删除，打电话或到社区说一声；孩子的由监护人来办。",
        "Under “Me” you can download all your records. To correct or delete them, call or visit the office; guardians act for children.";
    lost: "手机丢了", "A lost phone";
    lost_text: "在别的手机上打开“我的手机”把它退出，或者打社区电话。",
        "Sign it out under “My phones” on another phone, or call the office.";
    help: "找社区", "Reach the community";
    phone: "电话", "Telephone";
    address: "地址", "Address";
    sample: "标着“示例”的是演示内容，不是真人真事。", "What is marked as a sample is for demonstration, not real people or events.";
    licence: "许可", "Licence";
    licence_text: "这个应用是自由软件，按 GPL-3.0 或更新版许可。谁都可以看、改、用，改了再给别人时要同样公开。",
        "This app is free software under the GPL, version 3 or later: anyone may read, change and use it, and must pass changes on alike.";
    staff: "社区工作人员从这里进工作台", "Staff enter the desk here";
}

/// "版本 0.1.0".
pub fn version(lang: Lang) -> String {
    let version = env!("CARGO_PKG_VERSION");
    lang.pick(format!("版本 {version}"), format!("Version {version}"))
}
