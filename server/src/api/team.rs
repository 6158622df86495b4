//! Lists of a team for those who lead it, as workbooks: who belongs to it, its coming dates and shifts, how many came, what it has
//! certified, what its units have answered.
//!
//! Each is made of the rows that a leader's phone holds, by the same function as the page that shows the list: so the two say the
//! same, and a file holds nothing that the page does not.

pub mod calls;
pub mod certificates;
pub mod dates;
pub mod members;
pub mod shifts;
pub mod turnout;

use crate::api::lists::acting;
use crate::api::principal::Phone;
use crate::error::Error;
use crate::state::App;
use crate::store::{feed, organization};
use crate::workbook::Cell;
use axum::http::{HeaderMap, Uri};
use domain::id::OrganizationId;
use domain::permission::{Act, may};
use domain::qualification::Skill;
use domain::replica::Replica;
use domain::resident::Me;
use domain::scope::Scope;
use domain::when::Moment;

/// A team as its leaders know it.
struct Known {
    /// Who asks.
    me: Me,
    /// Its name.
    name: String,
    /// What everyone sees, and what its leaders see of it.
    rows: Replica,
}

/// What the leaders of a team know of it.
///
/// # Errors
/// 404 unless the account leads the team or its desk is open.
async fn known(
    app: &App,
    phone: Option<Phone>,
    id: OrganizationId,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Known, Error> {
    let mut tx = app.db.read(app.community).await?;
    let me = acting(&mut tx, phone, uri, headers).await?;
    if !may(&me, Act::RunActivities(id)) {
        return Err(Error::NotFound);
    }
    let name = organization::name(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let scope = Scope::Organization(id);
    let own = feed::since(&mut tx, scope, 0).await?;
    drop(tx);
    let public = app.public_rows().await?;
    let mut rows = (*public.rows).clone();
    for feed in own.into_iter().filter_map(|line| line.of(scope)) {
        rows.apply(feed);
    }
    Ok(Known { me, name, rows })
}

/// Words in a cell; nothing where there are none.
fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::Text(words.into()) }
}

/// That something was called off, and why.
fn off(reason: Option<&str>) -> Cell {
    match reason {
        None => Cell::Empty,
        Some("") => Cell::Text("取消".into()),
        Some(reason) => Cell::Text(format!("取消：{reason}")),
    }
}

/// A moment in a cell, if there was one.
fn time(at: Option<Moment>) -> Cell {
    at.map_or(Cell::Empty, Cell::Time)
}

/// A count in a cell.
fn count(of: usize) -> Cell {
    Cell::Number(u32::try_from(of).unwrap_or(u32::MAX))
}

/// What can be held, by its name.
fn skill(held: Skill) -> &'static str {
    match held {
        Skill::Food => "健康证",
        Skill::Children => "从业查询证明",
        Skill::FirstAid => "急救证",
    }
}
