//! `organizations.csv`: the teams. Their leaders and members are counted when `members.csv` has been read too.

use super::cells::{Cells, NAME_MAX, SENTENCE_MAX};
use super::census::{Census, MemberLine};
use super::draft::{Draft, Neighbour};
use super::index::Index;
use super::need::numbers;
use super::pinyin::pinyin;
use super::problem::quoted;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, word, yes};
use domain::id::OrganizationId;
use domain::member::Standing;
use domain::organization::{Organization, OrganizationClass};

pub(super) const COLUMNS: Columns = Columns {
    file: "organizations.csv",
    required: &["代码", "名称", "类别", "宗旨", "成立年份"],
    optional: &["负责人", "聚会地点", "聚会时间", "回应的需求", "备注", "示例"],
};

const CLASSES: [(&str, OrganizationClass); 6] = [
    ("文体活动", OrganizationClass::Culture),
    ("邻里互助", OrganizationClass::Mutual),
    ("为老服务", OrganizationClass::Elder),
    ("儿童青少年", OrganizationClass::Child),
    ("平安调解", OrganizationClass::Peace),
    ("公益慈善", OrganizationClass::Charity),
];

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    draft.organizations = Index::of(sheet);
    let community = draft.census.community.id;
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.code("代码");
        let id = OrganizationId::of_code(community, &code);
        draft.census.codes.note(id.0, &code);
        draft.organizations.add(&mut cells, "代码", &code, id);
        let name = cells.text("名称", NAME_MAX);
        draft.census.organizations.push(Organization {
            id,
            pinyin: pinyin(&name),
            name,
            class: cells.choice("类别", &CLASSES).unwrap_or_default(),
            purpose: cells.text("宗旨", SENTENCE_MAX),
            leaders: Vec::new(),
            members: 0,
            venue: cells.maybe_reference("聚会地点", &draft.venues).copied(),
            meets: cells.maybe_text("聚会时间", NAME_MAX),
            needs: cells.references("回应的需求", &draft.needs).into_iter().copied().collect(),
            since: cells.year("成立年份"),
            note: cells.maybe_text("备注", SENTENCE_MAX),
            synthetic: cells.yes("示例"),
        });
        for leader in cells.references("负责人", &draft.residents) {
            refuse_nameless(&mut cells, "负责人", leader);
            draft.census.members.push(MemberLine { organization: id, resident: leader.id, standing: Standing::Leader });
        }
    }
}

/// A leader's calling name is public; the registered name is not, so it cannot stand in for it.
pub(super) fn refuse_nameless(cells: &mut Cells, column: &str, leader: &Neighbour) {
    if leader.called.is_empty() {
        let code = quoted(&leader.code);
        cells.say(column, &format!("里的 {code} 在 residents.csv 里还没有“称呼”；大家看到的是称呼，不是姓名"));
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Organization| {
        let (code, since) = (census.codes.of(row.id.0), row.since.to_string());
        let must = [code, row.name.clone(), word(&CLASSES, &row.class), row.purpose.clone(), since];
        // Leaders stand with the members.
        let leaders = String::new();
        let venue = row.venue.map(|venue| census.codes.of(venue.0)).unwrap_or_default();
        let may =
            [leaders, venue, row.meets.clone(), numbers(census, &row.needs), row.note.clone(), yes(row.synthetic)];
        must.into_iter().chain(may).collect()
    };
    census.organizations.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};

    const HEADER: &str = "代码,名称,类别,宗旨,负责人,聚会地点,回应的需求,成立年份\n";

    #[test]
    fn a_team_has_its_pinyin_its_leaders_and_its_members() {
        let census = read_with(&[]);
        let chess = &census.organizations[0];
        assert_eq!(chess.pinyin, "xiangqidui xqd");
        assert_eq!(chess.leaders, ["周阿姨"]);
        assert_eq!(chess.members, 2);
        assert_eq!(chess.venue, Some(census.venues[0].id));
        assert_eq!(chess.needs, [census.needs[0].id]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines =
            format!("{HEADER}chess,象棋队,文体活动,下棋,R1,room,1;7,2013\nchess,牌队,打牌,,R3；R77,hall,,去年\n");
        assert_eq!(
            places(&problems(&[("organizations.csv", &lines)])),
            [
                ("organizations.csv", 2, "回应的需求"),
                ("organizations.csv", 3, "代码"),
                ("organizations.csv", 3, "类别"),
                ("organizations.csv", 3, "宗旨"),
                ("organizations.csv", 3, "聚会地点"),
                ("organizations.csv", 3, "成立年份"),
                ("organizations.csv", 3, "负责人"),
                ("organizations.csv", 3, "负责人"),
            ],
            "R3 has no calling name, R77 is nobody"
        );
    }
}
