//! Words of those who stand in for others (替补), and of those who ask them to.

use crate::look::Lang;

sentences! {
    asked: "有人找您替", "You are asked to stand in";
    asked_text: "您是替补，这几班您都去得了。接下来以后，这一班就是您的。",
        "You stand in for the team, and could take these. Once you take one over, it is yours.";
    take_over: "我来替", "I will stand in";
    standing: "成员，也当替补", "Member, stands in for others";
    stand_in: "我愿意当替补", "I will stand in for others";
    stop: "不当替补了", "No longer stand in";
    title: "替补", "Stand-ins";
    text: "有人找人替的时候，有空的替补先看到，一按就能接；别人在“哪里需要人”里也看得到。",
        "When somebody looks for a stand-in, those who stand in and are free see it first and take over with one tap.";
    shift: "在找人替的班次", "Shifts that look for somebody";
    nobody_looks: "现在没有班次在找人替。", "No shift needs a stand-in now.";
    looking: "几个人在找", "How many look";
    who: "谁是替补", "Who can stand in";
    nobody: "还没有替补。可以在下面请队里的人。", "Nobody stands in yet. You can name somebody below.";
    team: "队伍", "Team";
    whom: "请谁当替补", "Who shall stand in";
    pick: "请选", "Please choose";
    pick_missing: "请选一个人。", "Please choose somebody.";
    name: "当替补", "Let them stand in";
    release: "不当替补了", "Remove as stand-in";
    said: "记下了", "Noted";
}

/// A person to pick, with their team where there are several: "沈建国 · 戏曲队".
pub fn person(name: &str, team: Option<&str>) -> String {
    team.map_or_else(|| name.to_owned(), |team| format!("{name} · {team}"))
}

/// How many people of a shift look for somebody: "1 人" / "1 person".
pub fn people(lang: Lang, count: u32) -> String {
    match count {
        1 => lang.pick("1 人", "1 person").into(),
        _ => lang.pick(format!("{count} 人"), format!("{count} people")),
    }
}
