//! Words of who belongs to a team.

use crate::look::Lang;
use crate::words::counted;
use domain::member::Standing;

sentences! {
    title: "队里的人", "Members";
    text: "组织里有谁、是什么身份、哪天加入的。", "Who belongs to your teams, as what, and since when.";
    find: "按姓名找", "Find by name";
    who: "姓名", "Name";
    team: "组织", "Team";
    standing: "身份", "As what";
    since: "哪天加入", "Since";
    held: "登记过的证", "Certificates";
    expired: "过期了", "expired";
    nobody: "还没有人。在“班次”页可以邀请。", "Nobody yet. You can invite people on the page of shifts.";
    nobody_found: "没有叫这个名字的人。", "Nobody of that name.";
    off: "请出队伍", "Take off the team";
    off_yes: "确定请出", "Yes, take off";
    off_no: "留下", "Keep";
    off_done: "不在队里了。请告诉本人一声。", "They are off the team. Please tell them yourself.";
    sheet: "下载成员表（要有网）", "Members as a file (online only)";
}

/// As what somebody belongs to a team.
pub fn of(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Leader => lang.pick("负责人", "Leader"),
        Standing::Member => lang.pick("成员", "Member"),
        Standing::Volunteer => lang.pick("志愿者", "Volunteer"),
        Standing::Substitute => lang.pick("替补", "Stand-in"),
    }
}

/// Before taking somebody off a team: "请沈建国退出队伍？"
pub fn off_sure(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("请{name}退出队伍？以后还可以再加入。已经报的班次不变。"),
        format!("Take {name} off the team? They can join again later. Shifts that they have taken stay theirs."),
    )
}

/// What stands over the list: "队里的人 · 12 人" / "12 members".
pub fn counted_of(lang: Lang, people: usize) -> String {
    lang.pick(format!("队里的人 · {people} 人"), counted(people, "member", "members"))
}
