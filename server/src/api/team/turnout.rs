//! How many came to the dates of an activity, as a workbook. People (人数) and person-times (人次) stand in columns of their own.

use super::{count, known};
use crate::api::lists::{book, named};
use crate::api::principal::Phone;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::workbook::{Cell, List};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::activity::Activity;
use domain::id::ActivityId;
use domain::views::turnout::{self as view, Turnout};

/// Each date of an activity that has begun, the latest first, and all of them together.
///
/// # Errors
/// 404 unless the account leads the organization that runs it or its desk is open.
pub async fn turnout(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: ActivityId = named(id)?;
    let public = app.public_rows().await?;
    let activity = public.rows.get::<Activity>(id.0).ok_or(Error::NotFound)?;
    let team = known(&app, phone, activity.organization, &uri, &headers).await?;
    let series = view::turnout(&team.rows, id, now());
    let rows = series.dates.iter().map(row).collect();
    let together = vec![count(series.people), count(series.person_times)];
    let lists = [
        List { name: "来了多少人", columns: COLUMNS, rows },
        List { name: "一共", columns: TOGETHER, rows: vec![together] },
    ];
    book(&lists, "turnout.xlsx", &format!("来了多少人 {}.xlsx", activity.title))
}

const COLUMNS: &[(&str, u8)] =
    &[("哪一场", 18), ("名额", 8), ("报上", 8), ("来了", 8), ("没来", 8), ("请假", 8), ("没报、自己来", 14)];

const TOGETHER: &[(&str, u8)] = &[("人数", 10), ("人次", 10)];

fn row(one: &Turnout) -> Vec<Cell> {
    vec![
        Cell::Time(one.date.starts),
        Cell::Number(one.date.capacity),
        count(one.signed),
        count(one.came),
        count(one.absent),
        count(one.excused),
        count(one.walk_ins),
    ]
}
