//! Taking the whole register along, or everything of the community, takes two members of staff: one says what for, another one agrees, and then the first may do it
//! once, within a day. Both have opened the desk a moment ago when they say so (the table says so: `FreshDesk`), and all of it stands
//! in the log of the desk.

use super::cards::keep_open;
use crate::api::lists::{acting, book, named};
use crate::api::principal::{Phone, Principal, still_open};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::store::takeout::{self, Registered, What};
use crate::workbook::{Cell, List};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::id::TakeoutId;
use domain::permission::{Act, may};
use domain::wire::audit::Deed;
use domain::wire::takeout::{Takeout, WHY_MAX};
use serde_json::Value;
use uuid::Uuid;

/// What is wanted and not done.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn takeouts(State(app): State<App>, who: Principal) -> Result<Json<Vec<Takeout>>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.read(app.community).await?;
    Ok(Json(takeout::open(&mut tx, who.resident, now()).await?))
}

/// Says that one wants to take the register along, and what for.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 400 without a reason.
pub async fn ask_takeout(
    State(app): State<App>,
    who: Principal,
    Sent(why): Sent<String>,
) -> Result<Json<Vec<Takeout>>, Error> {
    ask(&app, &who, What::Register, &why).await
}

/// Says that one wants to take everything of the community along, and what for.
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 400 without a reason.
pub async fn ask_everything(
    State(app): State<App>,
    who: Principal,
    Sent(why): Sent<String>,
) -> Result<Json<Vec<Takeout>>, Error> {
    ask(&app, &who, What::Everything, &why).await
}

async fn ask(app: &App, who: &Principal, what: What, why: &str) -> Result<Json<Vec<Takeout>>, Error> {
    let why: String = why.trim().chars().filter(|c| !c.is_control()).take(WHY_MAX).collect();
    if why.is_empty() {
        return Err(Error::Bad("no reason"));
    }
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, who).await?;
    takeout::ask(&mut tx, TakeoutId(Uuid::now_v7()), who.resident, (what, &why), now).await?;
    let about = About { words: &why, ..About::default() };
    let deed = match what {
        What::Register => Deed::WantedRegister,
        What::Everything => Deed::WantedEverything,
    };
    audit::note(&mut tx, who.resident, deed, about, now).await?;
    let open = takeout::open(&mut tx, who.resident, now).await?;
    tx.commit().await?;
    Ok(Json(open))
}

/// What somebody agrees to: everything where they say so, and otherwise the register alone.
fn agreed_to(said: &Value) -> Option<(What, TakeoutId)> {
    let (what, id) = said.get("everything").map_or((What::Register, said), |id| (What::Everything, id));
    Some((what, id.as_str()?.parse().ok()?))
}

/// Agrees to what somebody else wants, if it is what they have read that it is (see [`domain::wire::takeout::Everything`]).
///
/// # Errors
/// 403 unless the desk was opened a moment ago, 404 when there is no such wish of somebody else's, 400 for what names none.
pub async fn agree_takeout(
    State(app): State<App>,
    who: Principal,
    Sent(said): Sent<Value>,
) -> Result<Json<Vec<Takeout>>, Error> {
    let (what, id) = agreed_to(&said).ok_or(Error::Bad("no wish"))?;
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    still_open(&mut tx, &who).await?;
    if !takeout::agree(&mut tx, id, who.resident, what, now).await? {
        return Err(Error::NotFound);
    }
    let deed = match what {
        What::Register => Deed::AgreedToRegister,
        What::Everything => Deed::AgreedToEverything,
    };
    audit::note(&mut tx, who.resident, deed, About::default(), now).await?;
    let open = takeout::open(&mut tx, who.resident, now).await?;
    tx.commit().await?;
    Ok(Json(open))
}

/// The register as a workbook, once.
///
/// # Errors
/// 404 unless the account's desk is open, and another member of staff has agreed within the day.
pub async fn register_file(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: TakeoutId = named(id)?;
    let now = now();
    let mut tx = app.db.write(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    if !may(&me, Act::WorkAtDesk) {
        return Err(Error::NotFound);
    }
    let why = takeout::take(&mut tx, id, me.id, What::Register, now).await?.ok_or(Error::NotFound)?;
    let (people, members) = (takeout::register(&mut tx).await?, takeout::members(&mut tx).await?);
    let about = About { whom: None, count: people.len(), words: &why };
    audit::note(&mut tx, me.id, Deed::TookRegister, about, now).await?;
    tx.commit().await?;
    let people = List { name: "居民", columns: PEOPLE, rows: people.into_iter().map(person).collect() };
    let members = List { name: "组织成员", columns: MEMBERS, rows: members.into_iter().map(member).collect() };
    book(&[people, members], "register.xlsx", &format!("居民名册 {}.xlsx", now.day()))
}

const PEOPLE: &[(&str, u8)] = &[
    ("小区", 16),
    ("幢", 8),
    ("单元", 10),
    ("室", 8),
    ("姓名", 12),
    ("称呼", 12),
    ("性别", 6),
    ("出生年月", 10),
    ("电话", 16),
    ("备注", 12),
];

fn person(row: Registered) -> Vec<Cell> {
    let gender = match row.gender.as_str() {
        "female" => "女",
        "male" => "男",
        _ => "",
    };
    let texts = [row.compound, row.building, row.stairwell, row.room, row.name, row.called, gender.into(), row.born];
    let note = if row.gone > 0 { "不住这里了" } else { "" };
    texts.into_iter().chain([row.phone, note.into()]).map(Cell::Text).collect()
}

const MEMBERS: &[(&str, u8)] = &[("组织", 24), ("姓名", 12), ("身份", 10)];

fn member((organization, name, standing): (String, String, String)) -> Vec<Cell> {
    let standing = match standing.as_str() {
        "leader" => "负责人",
        "volunteer" => "志愿者",
        "substitute" => "替补",
        _ => "成员",
    };
    vec![Cell::Text(organization), Cell::Text(name), Cell::Text(standing.into())]
}
