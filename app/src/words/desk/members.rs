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

/// What stands over the list: "队里的人 · 12 人" / "12 members".
pub fn counted_of(lang: Lang, people: usize) -> String {
    lang.pick(format!("队里的人 · {people} 人"), counted(people, "member", "members"))
}
