//! Organizations and their projects.

use crate::look::Lang;
use domain::organization::OrganizationClass;

sentences! {
    search: "搜名字或拼音，比如 xqd", "Search by name or pinyin";
    search_label: "搜组织", "Search teams";
    everywhere: "活动、诉求、项目也一起搜", "Search activities, needs and projects too";
    pick_class: "选一类", "Choose a kind";
    none: "没有找到这样的组织", "No such team";
    none_text: "换个说法试试，或者打电话问社区。", "Try other words, or call the office.";
    leaders: "负责人", "Led by";
    members: "成员", "Members";
    meets: "聚会", "Meets";
    venue: "地点", "Where";
    needs: "回应的需求", "Needs it answers";
    projects: "项目", "Projects";
    coming: "接下来的活动", "Coming dates";
    join: "想加入这支队伍", "I want to join";
    joined: "我在这支队伍里", "I am in this team";
    no_dates: "最近没有排好的活动。", "No dates are planned yet.";
    gone: "没有这个组织", "There is no such team";
    gone_text: "地址可能写错了，到组织里找找看。", "The address may be mistyped; look for it in the list.";
    see_all: "看全部组织", "See all teams";
    pick_state: "看哪些", "Which ones";
    running: "正在做", "Running";
    ended: "做完了", "Ended";
    planned: "还没开始", "Not begun";
    no_projects: "还没有项目。", "No projects yet.";
    projects_line: "由居民代表大会表决", "Chosen by the residents' assembly";
    teams_line: "邻里自己的队伍", "Teams of neighbours";
}

/// What the elder view is called here and in other apps, whoever looks for it.
const ELDER_VIEW: [&str; 6] = ["长辈版", "亲情版", "关爱版", "关怀版", "大字版", "elder view"];

/// Whether somebody who types this looks for the elder view (its names: the ministry's design rule for elders).
pub fn means_elder_view(query: &str) -> bool {
    let query = query.trim().to_lowercase();
    query.chars().count() > 1 && ELDER_VIEW.iter().any(|name| name.starts_with(&query))
}

/// The word for a class: "文体活动" / "Arts & sport".
pub fn class(lang: Lang, class: OrganizationClass) -> &'static str {
    match class {
        OrganizationClass::Culture => lang.pick("文体活动", "Arts & sport"),
        OrganizationClass::Mutual => lang.pick("邻里互助", "Neighbours' help"),
        OrganizationClass::Elder => lang.pick("为老服务", "For elders"),
        OrganizationClass::Child => lang.pick("儿童青少年", "Children & youth"),
        OrganizationClass::Peace => lang.pick("平安调解", "Safety & mediation"),
        OrganizationClass::Charity => lang.pick("公益慈善", "Charity"),
    }
}

/// "43 个组织" / "43 teams".
pub fn count(lang: Lang, count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    lang.pick(format!("{count} 个组织"), format!("{count} team{plural}"))
}

/// "文体活动 · 2010 年起" / "Arts & sport · since 2010".
pub fn kind_since(lang: Lang, kind: OrganizationClass, since: i32) -> String {
    let class = class(lang, kind);
    match since {
        ..=0 => class.into(),
        _ => lang.pick(format!("{class} · {since} 年起"), format!("{class} · since {since}")),
    }
}

/// "12 人" / "12".
pub fn members_count(lang: Lang, count: u32) -> String {
    lang.pick(format!("{count} 人"), format!("{count}"))
}

/// "2009–2023".
pub fn years(from: i32, until: i32) -> String {
    if from == until { from.to_string() } else { format!("{from}–{until}") }
}

/// "回应的需求：假期孩子没人看、…" / "Answers: ...".
pub fn answers(lang: Lang, needs: &[String]) -> String {
    let plural = if needs.len() == 1 { "" } else { "s" };
    let needs = needs.join(lang.pick("、", ", "));
    lang.pick(format!("回应的需求：{needs}"), format!("Answers the need{plural}: {needs}"))
}

/// "65 个项目" / "65 projects".
pub fn project_count(lang: Lang, count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    lang.pick(format!("{count} 个项目"), format!("{count} project{plural}"))
}

#[cfg(test)]
mod tests {
    use super::means_elder_view;

    #[test]
    fn the_elder_view_is_found_by_all_its_names_and_by_nothing_else() {
        for query in ["长辈版", "亲情", " 关爱版 ", "关怀版", "大字版", "Elder view"] {
            assert!(means_elder_view(query), "{query}");
        }
        for query in ["", "版", "大", "关爱老人", "象棋", "el-"] {
            assert!(!means_elder_view(query), "{query}");
        }
    }
}
