//! A community small enough to read at a glance, for the tests of the importer: each test replaces the file it is about.

use super::cells::Cells;
use super::census::Census;
use super::problem::Problem;
use super::sheet::{Columns, Sheet};
use super::source::Source;
use domain::id::CommunityId;
use domain::when::Day;

/// A Sunday.
pub(super) const TODAY: fn() -> Day = || Day::of(2026, 11, 22).unwrap();
/// The community of [`COMMUNITY`].
pub(super) const COMMUNITY_ID: fn() -> CommunityId = || CommunityId::named("xishan");

pub(super) const COMMUNITY: &str = "代码,名称,电话,地址,订餐截止提前天数,订餐截止时间,取餐开始,取餐结束\n\
    xishan,西山社区,0573-87000000,西山路,1,20:00,11:00,12:30\n";
/// R3 has no calling name and lives alone.
pub(super) const RESIDENTS: &str = "编号,姓名,称呼,性别,出生年月,电话,小区,幢,楼道,室,角色,示例\n\
    R1,周桂珍,周阿姨,女,1952-03,19900009239,桑园里,1幢,一单元,101,,是\n\
    R2,沈金妹,沈阿婆,女,1931/5,,桑园里,1幢,一单元,101,,是\n\
    R3,朱建平,,,,,桑园里,1幢,一单元,201,网格员;社工,\n";

const FILES: [(&str, &str); 10] = [
    ("community.csv", COMMUNITY),
    ("compounds.csv", "小区,简介\n桑园里,院里留着老桑树\n"),
    ("stairwells.csv", "小区,幢,楼道,居民小组,网格\n桑园里,1幢,一单元,第一居民小组,第一网格\n"),
    ("residents.csv", RESIDENTS),
    ("venues.csv", "代码,名称,可容人数\nroom,书画室,20\n"),
    ("needs.csv", "序号,类别,需求\n1,爱心民生,有人一起下棋\n"),
    (
        "organizations.csv",
        "代码,名称,类别,宗旨,负责人,聚会地点,回应的需求,成立年份\nchess,象棋队,文体活动,下棋交朋友,R1,room,1,2013\n",
    ),
    ("members.csv", "组织代码,居民编号,身份\nchess,R2,成员\n"),
    (
        "activities.csv",
        "代码,名称,组织代码,类别,场地代码,星期,开始,结束,名额\ngo,下棋,chess,文体,room,3,13:30,16:00,12\n",
    ),
    ("dishes.csv", "代码,菜名,类别,价格\nrice,白米饭,主食,1\n"),
];

/// The sample's files.
pub(super) fn files() -> Vec<(&'static str, &'static [u8])> {
    FILES.iter().map(|(name, text)| (*name, text.as_bytes())).collect()
}

/// Reads the sample with `changed` files in place of its own.
fn read(changed: &[(&str, &str)]) -> Result<Census, Vec<Problem>> {
    let mut files = files();
    // A later file of the same name takes the place of an earlier one.
    files.extend(changed.iter().map(|(name, text)| (*name, text.as_bytes())));
    super::read(&Source::Memory(&files), TODAY())
}

/// The census, when nothing must be wrong.
pub(super) fn read_with(changed: &[(&str, &str)]) -> Census {
    read(changed).unwrap_or_else(|found| panic!("{found:#?}"))
}

/// The problems of the changed files, when something must be wrong, without those that only follow from them
/// in files that were not changed.
pub(super) fn problems(changed: &[(&str, &str)]) -> Vec<Problem> {
    match read(changed) {
        Ok(_) => panic!("nothing was found wrong"),
        Err(found) => {
            found.into_iter().filter(|problem| changed.iter().any(|(name, _)| *name == problem.file)).collect()
        }
    }
}

/// File, line and column of each.
pub(super) fn places(problems: &[Problem]) -> Vec<(&str, u32, &str)> {
    problems.iter().map(|problem| (problem.file.as_str(), problem.line, problem.column.as_str())).collect()
}

/// Reads one cell, the column 名额 of the second line of `a.csv`, and says what was wrong.
pub(super) fn cell<T>(text: &str, read: impl FnOnce(&mut Cells) -> T) -> (T, Vec<String>) {
    const COLUMNS: Columns = Columns { file: "a.csv", required: &["名额", "代码"], optional: &[] };
    let mut problems = Vec::new();
    let sheet = Sheet::parse(&COLUMNS, format!("名额,代码\n{text},x\n").as_bytes(), &mut problems);
    let value = read(&mut Cells::of(&sheet, &sheet.rows[0], &mut problems));
    (value, problems.iter().map(ToString::to_string).collect())
}
