//! The sheet on which whoever called something off, or moved it, reads who has been told, how and when, and who has not.

use crate::store::reach::ends::{End, How};
use crate::workbook::{Cell, List};
use domain::notice::Kind;

const COLUMNS: &[(&str, u8)] =
    &[("姓名", 12), ("什么事", 14), ("几时发的", 18), ("怎么样了", 22), ("几时知道的", 18), ("试过几次", 10)];

/// The lists of a book: beside `list` this one, where there is anything to tell.
pub(super) fn beside(list: List, ends: &[End]) -> Vec<List> {
    let mut lists = vec![list];
    if !ends.is_empty() {
        lists.push(List { name: "通知到了没有", columns: COLUMNS, rows: ends.iter().map(row).collect() });
    }
    lists
}

fn row(end: &End) -> Vec<Cell> {
    let what = match end.kind {
        Kind::Moved => "改了时间或地点",
        Kind::ShiftOff => "班次取消",
        _ => "活动取消",
    };
    let how = match end.how {
        How::App => "在手机上看到了",
        How::Sms => "发了短信",
        How::Call => "打电话告诉了",
        How::Door => "上门告诉了",
        How::Waits => "还没看到",
        How::Sending => "正在发短信",
        How::ToCall => "要打电话，还没通知到",
        How::Family => "没有电话，由家人转告",
        How::Not => "没有通知到",
    };
    vec![
        Cell::Text(end.name.clone()),
        Cell::Text(what.into()),
        Cell::Time(end.made),
        Cell::Text(how.into()),
        end.reached.map_or(Cell::Empty, Cell::Time),
        Cell::Number(end.tries),
    ]
}
