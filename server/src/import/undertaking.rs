//! `projects.csv`: what organizations carry for some years.

use super::cells::{Cells, NAME_MAX, SENTENCE_MAX};
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::need::{NUMBERS, numbers};
use super::sheet::{Columns, Sheet};
use super::value;
use super::written::{Rows, yes};
use domain::id::{NeedId, ProjectId};
use domain::undertaking::Project;

pub(super) const COLUMNS: Columns = Columns {
    file: "projects.csv",
    required: &["序号", "名称", "需求序号", "组织代码", "开始年", "结束年"],
    optional: &["简介", "示例"],
};

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let community = draft.census.community.id;
    let mut known = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.parsed("序号", MUST, number).unwrap_or_default();
        known.add(&mut cells, "序号", &code, ());
        let id = ProjectId::of_code(community, &code);
        draft.census.codes.note(id.0, &code);
        let project = Project {
            id,
            title: cells.text("名称", NAME_MAX),
            about: cells.maybe_text("简介", SENTENCE_MAX),
            needs: needs(&mut cells, &draft.needs),
            organization: cells.reference("组织代码", &draft.organizations).copied().unwrap_or_default(),
            from_year: cells.year("开始年"),
            until_year: cells.year("结束年"),
            synthetic: cells.yes("示例"),
        };
        if project.until_year != 0 && project.until_year < project.from_year {
            cells.refuse("结束年", "不能早于“开始年”");
        }
        draft.census.projects.push(project);
    }
}

const MUST: &str = "要是 1 到 9999 的整数";

/// A number without zeros in front; or the identity of a project whose number nobody knows any more.
fn number(text: &str) -> Option<String> {
    match text.parse::<ProjectId>() {
        Ok(id) => Some(id.to_string()),
        Err(_) => value::whole(text).filter(|number| NUMBERS.contains(number)).map(|number| number.to_string()),
    }
}

/// A line names one need or several, the main one first: all must exist.
fn needs(cells: &mut Cells, needs: &Index<NeedId>) -> Vec<NeedId> {
    cells.text("需求序号", NAME_MAX);
    cells.references("需求序号", needs).into_iter().copied().collect()
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Project| {
        let (code, team) = (census.codes.of(row.id.0), census.codes.of(row.organization.0));
        let years = [row.from_year, row.until_year].map(|year| year.to_string());
        let must = [code, row.title.clone(), numbers(census, &row.needs), team];
        must.into_iter().chain(years).chain([row.about.clone(), yes(row.synthetic)]).collect()
    };
    census.projects.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};

    const HEADER: &str = "序号,名称,需求序号,组织代码,开始年,结束年\n";

    #[test]
    fn a_project_answers_a_need_and_is_carried_by_a_team() {
        let census = read_with(&[("projects.csv", &format!("{HEADER}1,爱心教室,1,chess,2009,2023\n"))]);
        let project = &census.projects[0];
        assert_eq!((&project.needs[..], project.organization), (&[census.needs[0].id][..], census.organizations[0].id));
        assert_eq!(project.years(), 15);
    }

    #[test]
    fn several_needs_are_kept_in_their_order_and_all_must_exist() {
        let needs = ("needs.csv", "序号,类别,需求\n1,爱心民生,下棋\n2,综合服务,喝茶\n");
        let census = read_with(&[needs, ("projects.csv", &format!("{HEADER}1,棋角,2;1,chess,2020,2023\n"))]);
        assert_eq!(census.projects[0].needs, [census.needs[1].id, census.needs[0].id]);
        let found = problems(&[needs, ("projects.csv", &format!("{HEADER}1,棋角,2;3,chess,2020,2023\n"))]);
        assert_eq!(places(&found), [("projects.csv", 2, "需求序号")]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{HEADER}1,甲,1,chess,2009,2008\n1,乙,99,club,1900,2026\n");
        assert_eq!(
            places(&problems(&[("projects.csv", &lines)])),
            [
                ("projects.csv", 2, "结束年"),
                ("projects.csv", 3, "序号"),
                ("projects.csv", 3, "需求序号"),
                ("projects.csv", 3, "组织代码"),
                ("projects.csv", 3, "开始年")
            ]
        );
    }
}
