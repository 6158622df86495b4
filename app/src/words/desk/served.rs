//! Words of what was served in some months: people, person-times and hours.

use crate::look::Lang;

sentences! {
    title: "服务了多少", "What was served";
    from: "从哪个月", "From";
    until: "到哪个月", "Until";
    first: "从头算", "From the first";
    last: "算到现在", "Until now";
    team: "组织", "Team";
    people: "人数", "People";
    person_times: "人次", "Person-times";
    hours: "时长", "Hours";
    all: "合计", "All together";
    nothing: "这几个月没有签过时长。", "No hours were signed for these months.";
    explained: "同一个人服务几次，人数算 1，人次算几次。在几支队伍的，合计里也只算 1 人。",
        "One person who served several times is several person-times, and one person also over several teams.";
}

/// The name of the table for those who hear it: "服务了多少：9月到11月".
pub fn caption(lang: Lang, from: &str, until: &str) -> String {
    lang.pick(format!("服务了多少：{from}到{until}"), format!("What was served: {from} to {until}"))
}
