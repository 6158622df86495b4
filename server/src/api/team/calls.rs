//! An alliance's calls as a workbook: what was asked, and what each unit has said to it or has not.

use super::{count, known, skill, text, time};
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
use domain::id::OrganizationId;
use domain::pledge::Pledge;
use domain::replica::Replica;
use domain::unit::Unit;
use domain::views::calls::{self as view, ListedCall};
use domain::when::Moment;

/// The calls of an alliance, the newest first, and on a sheet of its own the word of each unit.
///
/// # Errors
/// 404 unless the account leads the alliance or its desk is open.
pub async fn calls(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id: OrganizationId = named(id)?;
    let team = known(&app, phone, id, &uri, &headers).await?;
    let (now, all) = (now(), view::calls(&team.rows, |organization| organization == id));
    let answers = all.iter().flat_map(|listed| answers(&team.rows, listed)).collect();
    let lists = [
        List { name: "召集令", columns: CALLS, rows: all.iter().map(|listed| call(listed, now)).collect() },
        List { name: "各单位的回复", columns: ANSWERS, rows: answers },
    ];
    book(&lists, "calls.xlsx", &format!("召集令 {}.xlsx", team.name))
}

const CALLS: &[(&str, u8)] = &[
    ("召集令", 24),
    ("做什么", 36),
    ("从", 18),
    ("到", 18),
    ("地点", 18),
    ("要几个人", 10),
    ("一共来几个", 12),
    ("没回复的单位", 14),
    ("最好有", 14),
    ("回复截止", 18),
    ("状态", 10),
    ("谁发的", 12),
];

fn call(listed: &ListedCall, now: Moment) -> Vec<Cell> {
    let (call, plan) = (&listed.call, &listed.call.plan);
    vec![
        Cell::Text(plan.title.clone()),
        text(&plan.words),
        Cell::Time(plan.starts),
        Cell::Time(plan.ends),
        Cell::Text(plan.place.clone()),
        Cell::Number(plan.people),
        Cell::Number(listed.pledged()),
        count(listed.silent.len()),
        plan.skill.map_or(Cell::Empty, |wanted| Cell::Text(skill(wanted).into())),
        Cell::Time(plan.answer_by),
        Cell::Text(if call.over(now).is_some() { "已结束" } else { "收回复" }.into()),
        Cell::Text(call.by.name.clone()),
    ]
}

const ANSWERS: &[(&str, u8)] = &[
    ("召集令", 24),
    ("从", 18),
    ("单位", 24),
    ("联系人", 20),
    ("回复", 10),
    ("来几个人", 10),
    ("说了什么", 36),
    ("何时回复", 18),
    ("备注", 20),
];

/// A row for each unit that has answered, most people first, then for those that have said nothing.
fn answers(rows: &Replica, listed: &ListedCall) -> Vec<Vec<Cell>> {
    let said = listed.pledges.iter().map(|pledge| {
        let unit = rows.get::<Unit>(pledge.unit.0);
        answer(listed, &pledge.name, unit, Some(pledge))
    });
    let silent = listed.silent.iter().map(|unit| answer(listed, &unit.name, Some(unit), None));
    said.chain(silent).collect()
}

fn answer(listed: &ListedCall, name: &str, unit: Option<&Unit>, pledge: Option<&Pledge>) -> Vec<Cell> {
    let contacts = unit.map(|unit| unit.contacts.iter().map(|person| person.name.as_str()).collect::<Vec<_>>());
    let said = match pledge.map(|pledge| pledge.count) {
        None => "没回复",
        Some(0) => "来不了",
        Some(_) => "来",
    };
    let before = pledge.is_some_and(|pledge| pledge.precedes(&listed.call));
    vec![
        Cell::Text(listed.call.plan.title.clone()),
        Cell::Time(listed.call.plan.starts),
        Cell::Text(name.into()),
        text(&contacts.unwrap_or_default().join("、")),
        Cell::Text(said.into()),
        pledge.map_or(Cell::Empty, |pledge| Cell::Number(pledge.count)),
        pledge.map_or(Cell::Empty, |pledge| text(&pledge.words)),
        time(pledge.map(|pledge| pledge.changed)),
        text(if before { "召集令改动以前回的" } else { "" }),
    ]
}
