//! Words of how many came to an activity.

use crate::look::Lang;

sentences! {
    title: "来了多少人", "How many came";
    way: "每场来了多少人", "How many came to each date";
    over_dates: "一场一场看", "Date by date";
    date: "哪一场", "Date";
    places: "名额", "Places";
    signed: "报上", "Signed up";
    came: "来了", "Came";
    absent: "没来", "Absent";
    excused: "请假", "Excused";
    walk_ins: "没报、自己来", "Walked in";
    sheet: "下载人数表（要有网）", "How many came as a file (online only)";
    explained: "同一个人来几场，人数算 1，人次算几次。结算以后还没有签到的，才算没来；最后一天退掉的，算请假。",
        "One person at several dates is several person-times. Absent: without a mark once it is settled. Given back in the last day: excused.";
}

/// "来了 8，报上 10" / "8 came, 10 signed up".
pub fn came_of(lang: Lang, came: usize, signed: usize) -> String {
    lang.pick(format!("来了 {came}，报上 {signed}"), format!("{came} came, {signed} signed up"))
}

/// "一共 12 人，30 人次" / "Altogether 12 people, 30 person-times".
pub fn together(lang: Lang, people: usize, person_times: usize) -> String {
    lang.pick(
        format!("一共 {people} 人，{person_times} 人次"),
        format!("Altogether: people {people}, person-times {person_times}"),
    )
}
