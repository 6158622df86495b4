//! The certificates of service hours that a team has issued, as a workbook.

use super::{known, text};
use crate::api::lists::{file, named};
use crate::api::principal::Phone;
use crate::error::Error;
use crate::state::App;
use crate::workbook::{Cell, List};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::certificate::Certificate;
use domain::id::OrganizationId;
use std::cmp::Reverse;

/// What a team has certified, the latest first.
///
/// # Errors
/// 404 unless the account leads the team or its desk is open.
pub async fn certificates(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: OrganizationId = named(id)?;
    let team = known(&app, phone, id, &uri, &headers).await?;
    let mut issued: Vec<&Certificate> = team.rows.all::<Certificate>().filter(|row| row.organization == id).collect();
    issued.sort_by_key(|row| Reverse((row.made, row.id)));
    let rows = issued.into_iter().map(row).collect();
    let list = List { name: "服务证明", columns: COLUMNS, rows };
    file(&list, "certificates.xlsx", &format!("服务证明 {}.xlsx", team.name))
}

const COLUMNS: &[(&str, u8)] = &[
    ("编号", 12),
    ("志愿者", 12),
    ("志愿者编号", 20),
    ("从", 12),
    ("到", 12),
    ("分钟", 10),
    ("经办人", 12),
    ("出具时间", 18),
];

fn row(row: &Certificate) -> Vec<Cell> {
    vec![
        Cell::Text(row.number()),
        Cell::Text(row.resident.name.clone()),
        text(&row.volunteer),
        Cell::Day(row.from),
        Cell::Day(row.until),
        Cell::Number(u32::try_from(row.minutes).unwrap_or_default()),
        Cell::Text(row.issued_by.name.clone()),
        Cell::Time(row.made),
    ]
}
