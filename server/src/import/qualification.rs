//! `qualifications.csv`: who holds what, and until when. The paper itself was seen at the desk and is not kept.

use super::cells::Cells;
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::shift::SKILLS;
use super::written::{Rows, word};
use domain::id::QualificationId;
use domain::qualification::Qualification;
use domain::resident::Person;

pub(super) const COLUMNS: Columns =
    Columns { file: "qualifications.csv", required: &["居民编号", "资质", "有效期至"], optional: &[] };

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    let (community, today) = (draft.census.community.id, draft.today);
    let mut pairs = Index::of(sheet);
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let resident =
            cells.reference("居民编号", &draft.residents).map(|resident| (resident.id, resident.code.clone()));
        let skill = cells.choice("资质", &SKILLS);
        let until = cells.day("有效期至", today);
        let (Some((id, code)), Some(skill), Some(until)) = (resident, skill, until) else { continue };
        let pair = format!("{code}/{skill:?}");
        pairs.add(&mut cells, "资质", &pair, ());
        let name = draft.census.residents.iter().find(|line| line.id == id).map(|line| line.name.clone());
        draft.census.qualifications.push(Qualification {
            id: QualificationId::of_code(community, &pair),
            resident: Person { id, name: name.unwrap_or_default() },
            skill,
            until,
        });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Qualification| {
        vec![census.codes.of(row.resident.id.0), word(&SKILLS, &row.skill), row.until.to_string()]
    };
    census.qualifications.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{TODAY, places, problems, read_with};
    use domain::qualification::Skill;

    const HEADER: &str = "居民编号,资质,有效期至\n";

    #[test]
    fn a_qualification_is_good_until_its_last_day() {
        let census =
            read_with(&[("qualifications.csv", &format!("{HEADER}R1,健康证,今天+90\nR1,急救证,2027-05-01\n"))]);
        let first = &census.qualifications[0];
        assert_eq!((first.resident.name.as_str(), first.skill, first.until), ("周桂珍", Skill::Food, TODAY().plus(90)));
        assert_eq!(census.qualifications.len(), 2);
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{HEADER}R9,驾照,明天\nR1,健康证,今天\nR1,健康证,今天+1\n");
        let expected = [
            ("qualifications.csv", 2, "居民编号"),
            ("qualifications.csv", 2, "资质"),
            ("qualifications.csv", 2, "有效期至"),
            ("qualifications.csv", 4, "资质"),
        ];
        assert_eq!(places(&problems(&[("qualifications.csv", &lines)])), expected);
    }
}
