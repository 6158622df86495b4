//! Who belongs to a team, as a workbook; with what they hold for the open desk alone, as on the page.

use super::{known, skill, text};
use crate::api::lists::{file, named};
use crate::api::principal::Phone;
use crate::error::Error;
use crate::state::App;
use crate::store::qualification;
use crate::workbook::{Cell, List};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::id::OrganizationId;
use domain::member::Standing;
use domain::permission::{Act, may};
use domain::row::Row;
use domain::scope::Scope;
use domain::views::members::{Belonging, roll};

/// Who belongs to a team, as what, and since when.
///
/// # Errors
/// 404 unless the account leads the team or its desk is open.
pub async fn members(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: OrganizationId = named(id)?;
    let mut team = known(&app, phone, id, &uri, &headers).await?;
    let desk = may(&team.me, Act::WorkAtDesk);
    if desk {
        let mut tx = app.db.read(app.community).await?;
        let held = qualification::all(&mut tx).await?;
        drop(tx);
        for row in held {
            team.rows.put(Scope::Desk, Row::Qualification(row));
        }
    }
    let rows = roll(&team.rows, |organization| organization == id).iter().map(|one| row(one, desk)).collect();
    let columns = if desk { WITH_HELD } else { COLUMNS };
    file(&List { name: "成员", columns, rows }, "members.xlsx", &format!("成员 {}.xlsx", team.name))
}

const COLUMNS: &[(&str, u8)] = &[("姓名", 12), ("身份", 10), ("哪天加入", 12)];

const WITH_HELD: &[(&str, u8)] = &[("姓名", 12), ("身份", 10), ("哪天加入", 12), ("登记过的证", 40)];

fn row(one: &Belonging, desk: bool) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Text(one.member.resident.name.clone()),
        Cell::Text(standing(one.member.standing).into()),
        one.since.map_or(Cell::Empty, |at| Cell::Day(at.day())),
    ];
    if desk {
        let held = one.held.iter().map(|row| format!("{}，到 {}", skill(row.skill), row.until));
        cells.push(text(&held.collect::<Vec<_>>().join("；")));
    }
    cells
}

fn standing(of: Standing) -> &'static str {
    match of {
        Standing::Leader => "负责人",
        Standing::Member => "成员",
        Standing::Volunteer => "志愿者",
        Standing::Substitute => "替补",
    }
}
