//! What the columns of a committee's table are taken for, by the names that committees give them.

use crate::import::value::narrow;
use domain::wire::intake::Field;
use std::collections::BTreeMap;

/// Names as they are met. A name that only begins with one of these counts too: "手机号码（必填）".
const NAMES: [(Field, &[&str]); 10] = [
    (Field::Code, &["编号", "居民编号", "人员编号"]),
    (Field::Name, &["姓名", "居民姓名", "成员姓名", "name"]),
    (Field::Called, &["称呼", "昵称"]),
    (Field::Gender, &["性别"]),
    (Field::Born, &["出生", "生日", "身份证", "公民身份号码", "证件号"]),
    (Field::Phone, &["电话", "手机", "联系电话", "联系方式", "联系号码"]),
    (Field::Compound, &["小区", "小区名称", "所在小区"]),
    (Field::Building, &["幢", "楼幢", "栋", "楼栋", "楼号", "幢号", "栋号"]),
    (Field::Stairwell, &["楼道", "单元", "梯"]),
    (Field::Room, &["室", "房号", "房间", "室号", "门牌", "户号"]),
];

/// What each column is taken for: what it was last time, else what its name says. Each thing once, the first column wins.
pub fn guess(heads: &[String], remembered: &BTreeMap<String, Option<Field>>) -> Vec<Option<Field>> {
    let mut taken = Vec::new();
    let mut once = |field: Field| {
        let first = !taken.contains(&field);
        if first {
            taken.push(field);
        }
        first
    };
    let of = |head: &String| remembered.get(&key(head)).copied().unwrap_or_else(|| named(head));
    heads.iter().map(|head| of(head).filter(|field| once(*field))).collect()
}

/// By what a column is remembered.
pub fn key(head: &str) -> String {
    narrow(head).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn named(head: &str) -> Option<Field> {
    let head = key(head);
    let find = |fits: fn(&str, &str) -> bool| {
        NAMES.iter().find(|(_, names)| names.iter().any(|name| fits(&head, name))).map(|(field, _)| *field)
    };
    find(|head, name| head == name).or_else(|| find(|head, name| head.starts_with(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_the_names_that_committees_give_them() {
        let names =
            heads(&["序号", "姓 名", "身份证号码", "手机号（必填）", "小区名称", "楼栋号", "单元", "房号", "备注"]);
        let found = guess(&names, &BTreeMap::new());
        let meant = [
            None,
            Some(Field::Name),
            Some(Field::Born),
            Some(Field::Phone),
            Some(Field::Compound),
            Some(Field::Building),
            Some(Field::Stairwell),
            Some(Field::Room),
            None,
        ];
        assert_eq!(found, meant);
    }

    #[test]
    fn what_was_said_last_time_counts_more_than_the_name_and_each_thing_is_said_once() {
        let remembered = BTreeMap::from([("备注".to_owned(), Some(Field::Called)), ("电话".to_owned(), None)]);
        let found = guess(&heads(&["姓名", "姓名", "备注", "电话"]), &remembered);
        assert_eq!(found, [Some(Field::Name), None, Some(Field::Called), None]);
    }
}
