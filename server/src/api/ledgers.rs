//! Lists of who served, who came and what was made, as workbooks: a ledger of hours, a shift's roster, a date's attendance.

use crate::api::lists::{acting, book, file, named, own_date};
use crate::api::principal::Phone;
use crate::api::reached;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::store::reach::ends;
use crate::store::{duty, hours, organization, presence, shift, signup, tally};
use crate::workbook::{Cell, List};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::attendance::closed;
use domain::duty::{Duty, DutyState};
use domain::hours::Hours;
use domain::id::{HoursId, OccurrenceId, OrganizationId, ResidentId, ShiftId};
use domain::notice::About;
use domain::permission::{Act, may};
use domain::presence::{Mark, Presence, Venture, stay};
use domain::resident::Person;
use domain::signup::SignupState;
use domain::tally::{Tally, holding};
use domain::when::Moment;
use std::collections::BTreeSet;

/// Every entry of an organization's ledger of hours, in the order in which people served.
///
/// # Errors
/// 404 unless the account leads the organization or its desk is open.
pub async fn organization_hours(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: OrganizationId = named(id)?;
    let mut tx = app.db.read(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    if !may(&me, Act::RunActivities(id)) {
        return Err(Error::NotFound);
    }
    let name = organization::name(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let entries = hours::of_organization(&mut tx, id).await?;
    drop(tx);
    let taken_back: BTreeSet<HoursId> = entries.iter().filter_map(|entry| entry.reverses).collect();
    let rows = entries.iter().map(|entry| served(entry, taken_back.contains(&entry.id))).collect();
    let list = List { name: "服务时长", columns: HOURS, rows };
    file(&list, "hours.xlsx", &format!("服务时长 {name}.xlsx"))
}

const HOURS: &[(&str, u8)] = &[
    ("姓名", 12),
    ("从", 18),
    ("到", 18),
    ("算数的分钟", 12),
    ("状态", 10),
    ("做了什么 / 为什么撤回", 36),
    ("谁签的", 12),
    ("签的时间", 18),
];

/// The minutes that count can be added up: an entry that was taken back, and what takes it back, count nothing.
fn served(entry: &Hours, taken_back: bool) -> Vec<Cell> {
    let (state, counts) = match (entry.reverses, taken_back) {
        (Some(_), _) => ("撤回", 0),
        (None, true) => ("已撤回", 0),
        (None, false) => ("有效", entry.minutes()),
    };
    vec![
        Cell::Text(entry.resident.name.clone()),
        Cell::Time(entry.from),
        Cell::Time(entry.until),
        Cell::Number(u32::try_from(counts).unwrap_or_default()),
        Cell::Text(state.into()),
        Cell::Text(entry.content.clone()),
        Cell::Text(entry.signed_by.name.clone()),
        Cell::Time(entry.made),
    ]
}

/// Who is on a shift, when they came and went, and who came all the same; and who has been told that it is off or moved.
///
/// # Errors
/// 404 unless the account leads the organization or its desk is open.
pub async fn roster(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: ShiftId = named(id)?;
    let mut tx = app.db.read(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    let shift = shift::load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if !may(&me, Act::RunActivities(shift.organization)) {
        return Err(Error::NotFound);
    }
    let duties = duty::of_shift(&mut tx, id).await?;
    let facts = presence::seen(&mut tx, Venture::Shift(id)).await?;
    let counts = tally::of_venture(&mut tx, Venture::Shift(id)).await?;
    let ends = ends::of(&mut tx, About::Shift(id)).await?;
    drop(tx);
    let rows = rows(duties.iter().map(on_duty).collect(), &facts, false);
    let name = format!("班次名单 {} {}.xlsx", shift.role, shift.starts.day());
    let mut lists = reached::beside(List { name: "班次名单", columns: ATTENDANCE, rows }, &ends);
    lists.extend(counted(&counts));
    book(&lists, "shift.xlsx", &name)
}

/// Who has a place on a date, when they came and went, and who walked in.
///
/// # Errors
/// 404 unless the account leads the organization or its desk is open.
pub async fn attendance(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: OccurrenceId = named(id)?;
    let mut tx = app.db.read(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    let (date, activity) = own_date(&mut tx, &me, id).await?;
    let signups = signup::of_date(&mut tx, id).await?;
    let late = signup::given_back_late(&mut tx, id).await?;
    let facts = presence::seen(&mut tx, Venture::Occurrence(id)).await?;
    let counts = tally::of_venture(&mut tx, Venture::Occurrence(id)).await?;
    drop(tx);
    let guest = |person: &Person, standing| Guest { resident: Some(person.id), name: person.name.clone(), standing };
    let seated = signups.iter().filter(|signup| signup.state == SignupState::Confirmed);
    let mut expected: Vec<Guest> =
        seated.flat_map(|signup| &signup.party).map(|person| guest(person, "已报上")).collect();
    for person in late.iter().flat_map(|signup| &signup.party) {
        if !expected.iter().any(|guest| guest.resident == Some(person.id)) {
            expected.push(guest(person, LATE));
        }
    }
    let rows = rows(expected, &facts, closed(&date, now()));
    let name = format!("签到 {} {}.xlsx", activity.title, date.starts.day());
    let list = List { name: "签到", columns: ATTENDANCE, rows };
    let lists: Vec<List> = std::iter::once(list).chain(counted(&counts)).collect();
    book(&lists, "attendance.xlsx", &name)
}

const ATTENDANCE: &[(&str, u8)] = &[("姓名", 12), ("状态", 18), ("来", 18), ("走", 18), ("备注", 18)];

/// How somebody stands who gave a place back in the last day: they are excused.
const LATE: &str = "最后一天退的";

/// Somebody who was expected, or who came all the same.
struct Guest {
    resident: Option<ResidentId>,
    name: String,
    standing: &'static str,
}

impl Guest {
    fn is_of(&self, fact: &Presence) -> bool {
        fact.is_about(self.resident, &self.name)
    }

    /// Whoever is not excused and was not seen has not come, once that is settled.
    fn row(&self, facts: &[Presence], settled: bool) -> Vec<Cell> {
        let own: Vec<&Presence> = facts.iter().filter(|fact| self.is_of(fact)).collect();
        let (came, went) = stay(own.iter().copied());
        let excuse = own.iter().rfind(|fact| fact.mark == Mark::Excused).filter(|_| came.is_none());
        let mut remarks = Vec::new();
        match excuse {
            Some(fact) if !fact.reason.is_empty() => remarks.push(format!("请假：{}", fact.reason)),
            Some(_) => remarks.push("请假".into()),
            None if own.is_empty() && self.standing == LATE => remarks.push("请假".into()),
            None if own.is_empty() && settled => remarks.push("没到".into()),
            None => {}
        }
        if own.iter().any(|fact| fact.odd) {
            remarks.push("时间请核对".into());
        }
        let time = |at: Option<Moment>| at.map_or(Cell::Empty, Cell::Time);
        vec![
            Cell::Text(self.name.clone()),
            Cell::Text(self.standing.into()),
            time(came),
            time(went),
            Cell::Text(remarks.join("，")),
        ]
    }
}

fn on_duty(duty: &Duty) -> Guest {
    Guest { resident: Some(duty.resident.id), name: duty.resident.name.clone(), standing: coming(duty) }
}

/// Whether whoever has taken a shift comes.
pub(super) fn coming(duty: &Duty) -> &'static str {
    match (duty.state == DutyState::Seeking, duty.minor) {
        _ if duty.waits() => "等本人同意，未成年",
        (true, true) => "在找人替，未成年",
        (true, false) => "在找人替",
        (false, true) => "来，未成年",
        (false, false) => "来",
    }
}

/// A row for each of those who were expected, then for those who came all the same.
fn rows(mut guests: Vec<Guest>, facts: &[Presence], settled: bool) -> Vec<Vec<Cell>> {
    for fact in facts {
        if !guests.iter().any(|guest| guest.is_of(fact)) {
            guests.push(Guest { resident: fact.resident, name: fact.name.clone(), standing: "没报，自己来的" });
        }
    }
    guests.iter().map(|guest| guest.row(facts, settled)).collect()
}

const COUNTS: &[(&str, u8)] = &[
    ("东西", 18),
    ("做了", 10),
    ("送出", 10),
    ("剩下", 10),
    ("报废", 10),
    ("状态", 10),
    ("谁记的", 12),
    ("记的时间", 18),
];

/// What was made, where somebody has counted.
fn counted(counts: &[Tally]) -> Option<List> {
    if counts.is_empty() {
        return None;
    }
    let held: BTreeSet<_> = holding(counts.to_vec()).into_iter().map(|one| one.id).collect();
    let rows = counts.iter().map(|one| count(one, held.contains(&one.id))).collect();
    Some(List { name: "清点", columns: COUNTS, rows })
}

/// A count that was made again stays to be seen.
fn count(one: &Tally, holds: bool) -> Vec<Cell> {
    let amounts = one.amounts;
    vec![
        Cell::Text(one.what.clone()),
        Cell::Number(amounts.made),
        Cell::Number(amounts.given),
        Cell::Number(amounts.left),
        Cell::Number(amounts.discarded),
        Cell::Text(if holds { "有效" } else { "后来重记了" }.into()),
        Cell::Text(one.by.name.clone()),
        Cell::Time(one.noted),
    ]
}
