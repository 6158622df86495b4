//! Whoever called something off, or moved it, reads who has been told, how and when, and who has not: on its page, and on a sheet.

use crate::api::principal::Principal;
use crate::api::sent::Sent;
use crate::error::Error;
use crate::state::App;
use crate::store::reach::ends::{self, End, How};
use crate::store::{occurrence, resident, shift};
use crate::workbook::{Cell, List};
use axum::Json;
use axum::extract::State;
use domain::notice::{About, Kind};
use domain::permission::{Act, may};

/// Who has been told what everybody must know of a date or a shift.
///
/// # Errors
/// 404 unless the account leads the organization or its desk is open.
pub async fn reached(
    State(app): State<App>,
    who: Principal,
    Sent(about): Sent<About>,
) -> Result<Json<Vec<End>>, Error> {
    let mut tx = app.db.read(app.community).await?;
    let me = resident::me(&mut tx, who.resident, who.desk).await?.ok_or(Error::SignIn)?;
    let organization = match about {
        About::Occurrence(id) => occurrence::load(&mut tx, id).await?.map(|date| date.organization),
        About::Shift(id) => shift::load(&mut tx, id).await?.map(|shift| shift.organization),
        About::Report(_) | About::Resident(_) => None,
    };
    organization.filter(|id| may(&me, Act::RunActivities(*id))).ok_or(Error::NotFound)?;
    Ok(Json(ends::of(&mut tx, about).await?))
}

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
