//! Words of the page where one looks for everything.

use crate::look::Lang;

sentences! {
    line: "组织、活动、诉求、项目", "Teams, activities, needs, projects";
    label: "搜什么", "What to look for";
    placeholder: "名字或拼音，比如 xqd", "A part of a name";
    hint: "写一部分就行：汉字、拼音，或者拼音的首字母。没有网也能搜。",
        "A part is enough: characters, pinyin, or the initials of the pinyin. It works without a network.";
    none: "没有找到", "Nothing was found";
    none_text: "换个说法试试。也可以提个诉求，或者打电话问社区。",
        "Try other words. You can also report what you need, or call the office.";
    report: "提个诉求", "Report a need";
    call: "打电话问社区", "Call the office";
    all_teams: "看全部组织", "See all teams";
    all_dates: "看全部活动", "See all activities";
    all_needs: "看全部诉求", "See all needs";
    all_projects: "看全部项目", "See all projects";
    residents: "居民", "Residents";
    to_residents: "到居民页办理", "Go to the residents' page";
    searching: "正在找…", "Searching…";
    offline: "现在没有网，找不了居民。有网了再找。", "There is no network, so residents cannot be found now.";
    locked: "工作台上锁了，开锁以后再找居民。", "The desk is locked. Unlock it to find residents.";
    failed: "社区的机器没有答复，过一会儿再找居民。", "The server did not answer. Please look for residents in a while.";
    nobody: "没有找到这位居民。", "No such resident was found.";
}

/// "找到 5 个" / "5 found". Of each kind only the best are shown.
pub fn count(lang: Lang, count: usize) -> String {
    lang.pick(format!("找到 {count} 个"), format!("{count} found"))
}
