//! A team's coming dates as a workbook: how many places there are, and how many people have them, wait or ask.

use super::{known, off, text};
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
use domain::id::OrganizationId;
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::signup::{Signup, SignupState};
use domain::views::listed::{Listed, select};

/// The dates of a team that are not over, in the order of their beginnings.
///
/// # Errors
/// 404 unless the account leads the team or its desk is open.
pub async fn dates(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: OrganizationId = named(id)?;
    let team = known(&app, phone, id, &uri, &headers).await?;
    let now = now();
    let coming = select(&team.rows, |date| date.organization == id && date.ends > now);
    let rows = coming.iter().map(|date| row(date, asking(&team.rows, &date.occurrence))).collect();
    file(&List { name: "场次", columns: COLUMNS, rows }, "dates.xlsx", &format!("场次 {}.xlsx", team.name))
}

const COLUMNS: &[(&str, u8)] = &[
    ("活动", 24),
    ("从", 18),
    ("到", 18),
    ("地点", 18),
    ("名额", 8),
    ("已报", 8),
    ("等答复", 8),
    ("手机里的", 10),
    ("留着的", 8),
    ("还有", 8),
    ("候补", 8),
    ("待同意", 8),
    ("等抽签", 8),
    ("取消了", 24),
    ("这一场", 24),
];

/// How many people ask to come.
fn asking(rows: &Replica, date: &Occurrence) -> u32 {
    let asks = |signup: &&Signup| signup.occurrence == date.id && signup.state == SignupState::Asked;
    rows.all::<Signup>().filter(asks).map(Signup::seats).sum()
}

fn row(date: &Listed, asking: u32) -> Vec<Cell> {
    let of = &date.occurrence;
    vec![
        Cell::Text(date.activity.title.clone()),
        Cell::Time(of.starts),
        Cell::Time(of.ends),
        text(&date.venue.name),
        Cell::Number(of.capacity),
        Cell::Number(of.confirmed),
        Cell::Number(of.held),
        Cell::Number(of.leased),
        Cell::Number(of.kept),
        Cell::Number(of.free()),
        Cell::Number(of.waiting),
        Cell::Number(asking),
        Cell::Number(of.lottery.as_ref().map_or(0, |lottery| lottery.entered)),
        off(of.cancelled.as_deref()),
        text(&of.note),
    ]
}
