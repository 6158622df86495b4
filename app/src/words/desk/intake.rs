//! Words of lists of residents that the desk brings in.

use crate::look::Lang;
use crate::words::counted;
use domain::wire::intake::{Checked, Field, Otherwise, Problem, Wrong};

sentences! {
    title: "导入居民名册", "Bring in a list of residents";
    text: "用社区自己的表：Excel（xlsx）或 CSV，第一行是列名。已经在册的人不会改动。",
        "Use the committee's own table: Excel (xlsx) or CSV, with the names of the columns on top. Nobody in the register is changed.";
    choose: "选一个文件", "Choose a file";
    reading: "正在读…", "Reading…";
    unread: "这个文件没读出来。要是 xlsx 或 CSV，最多 2 万行、10 MB，上面要有列名。",
        "This file could not be read. It must be xlsx or CSV, with at most 20,000 lines and 10 MB, and names over the columns.";
    too_large: "这个文件太大了。请删掉没用的行、图和表，或分成几份。",
        "This file is too large. Please take out lines, pictures and sheets that are not needed, or split it.";
    busy: "社区的机器正忙，请过一会儿再选一次。", "The community's server is busy. Please choose it again in a while.";
    columns: "每一列是什么", "What each column is";
    columns_text: "看看对不对，不对就改。下次会记得。", "Please look and correct it. It is remembered for the next time.";
    left_out: "不要这一列", "Leave it out";
    missing: "姓名、楼幢、单元、室都要有一列。", "Name, building, stairwell and room each need a column.";
    twice: "有两列选成了一样的，请改一列。", "Two columns are the same: please change one.";
    check: "先看看结果", "Look first";
    apply: "导入", "Bring in";
    another: "换一个文件", "Another file";
    gone: "这份名册已经导入过，或者放了一天以上。请再选一次文件。",
        "This list is in already, or has waited for more than a day. Please choose the file again.";
    problems: "这些行不导入", "These lines are left out";
    standing: "工作台改过，文件未采用", "The desk knows otherwise: these stay as they are";
    who: "谁", "Who";
    register: "在册", "In the register";
    line: "行", "Line";
    what: "哪一格", "Cell";
    why: "为什么", "Why";
    past: "看导入过的", "Lists brought in";
    none: "还没有导入过。", "None yet.";
    undone: "已撤回", "Taken back";
    undo: "整份撤回", "Take it all back";
    undo_sure: "这份名册里的人都会从居民里去掉，没用过的卡也作废。", "Everybody on this list leaves the register, and their unused cards end.";
    undo_yes: "撤回", "Take it back";
    undo_no: "不撤回", "Leave it";
    undo_done: "撤回了。", "Taken back.";
    in_use: "没撤回：里面有人已经登录过、报过名，或者有别的记录了。",
        "Not taken back: somebody on it has signed in or signed up, or there is another record of them.";
}

/// What a column says.
pub fn field(lang: Lang, field: Option<Field>) -> &'static str {
    let (zh, en) = match field {
        None => return left_out(lang),
        Some(Field::Code) => ("编号", "Number"),
        Some(Field::Name) => ("姓名", "Name"),
        Some(Field::Called) => ("称呼", "Called"),
        Some(Field::Gender) => ("性别", "Gender"),
        Some(Field::Born) => ("出生年月或身份证号", "Birth or identity number"),
        Some(Field::Phone) => ("电话", "Telephone"),
        Some(Field::Compound) => ("小区", "Compound"),
        Some(Field::Building) => ("楼幢", "Building"),
        Some(Field::Stairwell) => ("单元", "Stairwell"),
        Some(Field::Room) => ("室", "Room"),
    };
    lang.pick(zh, en)
}

/// "“房号”（比如 201）".
pub fn column(lang: Lang, head: &str, example: &str) -> String {
    match (lang, example.is_empty()) {
        (Lang::Zh, true) => format!("“{head}”"),
        (Lang::Zh, false) => format!("“{head}”（比如 {example}）"),
        (Lang::En, true) => format!("“{head}”"),
        (Lang::En, false) => format!("“{head}” (for example {example})"),
    }
}

/// "名册.xlsx，120 行".
pub fn file(lang: Lang, name: &str, rows: u32) -> String {
    lang.pick(format!("{name}，{rows} 行"), format!("{name}, {}", counted(rows, "line", "lines")))
}

/// "新居民 100 人，已在册 18 人，2 行有问题。".
pub fn would(lang: Lang, checked: &Checked) -> String {
    let Checked { new, known, wrong, .. } = checked;
    match lang {
        Lang::Zh => format!("新居民 {new} 人，已在册 {known} 人，{wrong} 行有问题。"),
        Lang::En => format!("New: {new}. In the register already: {known}. Left out: {wrong}."),
    }
}

/// "导入了 100 人。".
pub fn applied(lang: Lang, count: u32) -> String {
    lang.pick(
        format!("导入了 {count} 人。"),
        format!("{} brought into the register.", counted(count, "person", "people")),
    )
}

/// "还有 12 行也有问题。".
pub fn more(lang: Lang, count: u32) -> String {
    lang.pick(format!("还有 {count} 行也有问题。"), format!("Also left out: {}.", counted(count, "line", "lines")))
}

/// "张敏 11月20日 09:12 导入，100 人".
pub fn about(lang: Lang, by: &str, when: &str, count: u32) -> String {
    lang.pick(format!("{by} {when} 导入，{count} 人"), format!("{by}, {when}: {}", counted(count, "person", "people")))
}

/// What the register has otherwise than a line.
pub fn otherwise(lang: Lang, what: Otherwise) -> &'static str {
    let (zh, en) = match what {
        Otherwise::Door => ("住在别的门牌", "Lives behind another door"),
        Otherwise::Name => ("姓名不一样", "Is called otherwise"),
        Otherwise::Gone => ("已经不住这里", "Does not live here any more"),
    };
    lang.pick(zh, en)
}

/// Why a line is left out.
pub fn reason(lang: Lang, problem: &Problem) -> String {
    let (zh, en) = match problem.wrong {
        Wrong::Empty => return lang.pick("空着", "Empty").into(),
        Wrong::TooLong => ("太长了", "Too long"),
        Wrong::BadMonth => ("看不出是哪年哪月", "No month that can be read"),
        Wrong::BadPhone => ("不像电话号码", "Not a telephone number"),
        Wrong::NoBuilding => ("没有这幢楼", "There is no such building"),
        Wrong::WhichCompound => ("几个小区都有这幢，要写小区", "Several compounds have it: say which"),
        Wrong::Twice => ("前面已经有这个人", "The same person stands further up"),
    };
    match (lang, problem.found.is_empty()) {
        (Lang::Zh, true) => zh.into(),
        (Lang::Zh, false) => format!("{zh}：{}", problem.found),
        (Lang::En, true) => en.into(),
        (Lang::En, false) => format!("{en}: {}", problem.found),
    }
}
