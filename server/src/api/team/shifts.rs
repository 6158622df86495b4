//! A team's coming shifts as a workbook: a row for each person who has taken one, and one for each shift that nobody has taken.

use super::{known, off, text};
use crate::api::ledgers::coming;
use crate::api::lists::{file, named};
use crate::api::principal::Phone;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::workbook::{Cell, List};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::duty::Duty;
use domain::id::OrganizationId;
use domain::replica::Replica;
use domain::views::service::{ListedShift, select_shifts};

/// The shifts of a team that are not over, in the order of their beginnings, with who takes them.
///
/// # Errors
/// 404 unless the account leads the team or its desk is open.
pub async fn shifts(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: OrganizationId = named(id)?;
    let team = known(&app, phone, id, &uri, &headers).await?;
    let now = now();
    let coming = select_shifts(&team.rows, |shift| shift.organization == id && shift.ends > now);
    let rows = coming.iter().flat_map(|listed| rows(&team.rows, listed)).collect();
    file(&List { name: "班次", columns: COLUMNS, rows }, "shifts.xlsx", &format!("班次 {}.xlsx", team.name))
}

const COLUMNS: &[(&str, u8)] = &[
    ("岗位", 16),
    ("从", 18),
    ("到", 18),
    ("地点", 18),
    ("至少几人", 10),
    ("最多几人", 10),
    ("已有几人", 10),
    ("谁来", 12),
    ("状态", 18),
    ("取消了", 24),
];

fn rows(all: &Replica, listed: &ListedShift) -> Vec<Vec<Cell>> {
    let on = |duty: &&Duty| duty.shift == listed.shift.id && duty.state.live();
    let mut duties: Vec<&Duty> = all.all::<Duty>().filter(on).collect();
    duties.sort_by_key(|duty| (duty.made, duty.id));
    if duties.is_empty() {
        return vec![row(listed, None)];
    }
    duties.into_iter().map(|duty| row(listed, Some(duty))).collect()
}

fn row(listed: &ListedShift, duty: Option<&Duty>) -> Vec<Cell> {
    let shift = &listed.shift;
    vec![
        Cell::Text(shift.role.clone()),
        Cell::Time(shift.starts),
        Cell::Time(shift.ends),
        text(&listed.venue.name),
        Cell::Number(shift.least),
        Cell::Number(shift.most),
        Cell::Number(shift.taken),
        duty.map_or(Cell::Empty, |duty| Cell::Text(duty.resident.name.clone())),
        Cell::Text(duty.map_or("还没有人报", coming).into()),
        off(shift.cancelled.as_deref()),
    ]
}
