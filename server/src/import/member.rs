//! `members.csv`: who belongs to which team.
//!
//! A leader may stand in `organizations.csv` (负责人), here, or in both: the two files say the same thing of the team, and
//! only a contradiction is a problem. What somebody has said of themself in the app since then is not undone: see
//! `store::census`.

use super::cells::Cells;
use super::census::{Census, MemberLine};
use super::draft::Draft;
use super::index::Index;
use super::organization::refuse_nameless;
use super::sheet::{Columns, Sheet};
use super::written::Rows;
use domain::id::{OrganizationId, ResidentId};
use domain::member::Standing;
use std::collections::HashSet;

pub(super) const COLUMNS: Columns =
    Columns { file: "members.csv", required: &["组织代码", "居民编号", "身份"], optional: &[] };

const STANDINGS: [(&str, Standing); 4] = [
    ("负责人", Standing::Leader),
    ("成员", Standing::Member),
    ("志愿者", Standing::Volunteer),
    ("替补", Standing::Substitute),
];

/// What the files call a standing.
pub(super) fn named(standing: Standing) -> &'static str {
    STANDINGS.iter().find(|(_, known)| *known == standing).map_or("", |(name, _)| *name)
}

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let leaders: HashSet<(OrganizationId, ResidentId)> =
        draft.census.members.iter().map(|member| (member.organization, member.resident)).collect();
    let mut pairs = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let organization = cells.reference("组织代码", &draft.organizations).copied();
        let resident = cells.reference("居民编号", &draft.residents);
        let standing = cells.choice("身份", &STANDINGS);
        let (Some(organization), Some(resident), Some(standing)) = (organization, resident, standing) else {
            continue;
        };
        let pair = format!("{}/{}", cells.code("组织代码"), cells.code("居民编号"));
        pairs.add(&mut cells, "居民编号", &pair, ());
        let leads = leaders.contains(&(organization, resident.id));
        match standing {
            Standing::Leader if leads => continue,
            Standing::Leader => refuse_nameless(&mut cells, "居民编号", resident),
            Standing::Member | Standing::Volunteer | Standing::Substitute if leads => {
                cells.refuse("身份", "要是“负责人”，因为 organizations.csv 里这样写");
            }
            Standing::Member | Standing::Volunteer | Standing::Substitute => {}
        }
        draft.census.members.push(MemberLine { organization, resident: resident.id, standing });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &MemberLine| {
        vec![census.codes.of(row.organization.0), census.codes.of(row.resident.0), named(row.standing).to_owned()]
    };
    census.members.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};
    use domain::member::Standing;

    const HEADER: &str = "组织代码,居民编号,身份\n";

    #[test]
    fn a_leader_who_stands_in_both_files_counts_once() {
        let census = read_with(&[("members.csv", &format!("{HEADER}chess,R1,负责人\nchess,R2,负责人\n"))]);
        assert_eq!(census.members.len(), 2);
        assert!(census.members.iter().all(|member| member.standing == Standing::Leader));
        assert_eq!(census.organizations[0].leaders, ["周阿姨", "沈阿婆"]);
    }

    #[test]
    fn without_the_file_a_team_has_its_leaders() {
        let census = read_with(&[("members.csv", HEADER)]);
        assert_eq!((census.organizations[0].members, census.members.len()), (1, 1));
    }

    #[test]
    fn a_member_who_stands_in_is_one() {
        let census = read_with(&[("members.csv", &format!("{HEADER}chess,R2,替补\n"))]);
        assert_eq!(census.members.last().map(|member| member.standing), Some(Standing::Substitute));
        assert_eq!(census.organizations[0].members, 2);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{HEADER}club,R77,队长\nchess,R2,成员\nchess,R2,志愿者\nchess,R1,成员\nchess,R3,负责人\n");
        let found = problems(&[("members.csv", &lines)]);
        assert_eq!(
            places(&found),
            [
                ("members.csv", 2, "组织代码"),
                ("members.csv", 2, "居民编号"),
                ("members.csv", 2, "身份"),
                ("members.csv", 4, "居民编号"),
                ("members.csv", 5, "身份"),
                ("members.csv", 6, "居民编号"),
            ]
        );
    }
}
