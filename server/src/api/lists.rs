//! Lists for the people who work with them, as workbooks behind plain links.
//!
//! A link cannot set the app's header, so the account that acts stands in the address (`?as=`). It says nothing by itself: it must be
//! signed in on the phone that the cookie names. Other sites cannot read what is answered, and nothing is changed by asking; a
//! browser that says that another site sent it here gets the answer of a stranger all the same.

use crate::api::principal::Phone;
use crate::api::reached;
use crate::commands::{desk_open, now};
use crate::db::Tx;
use crate::error::Error;
use crate::state::App;
use crate::store::reach::ends;
use crate::store::{activity, device, occurrence, order, payment, resident, signup};
use crate::workbook::{self, Cell, List};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::activity::Activity;
use domain::id::{OccurrenceId, ResidentId};
use domain::meal::Meal;
use domain::notice::About;
use domain::occurrence::Occurrence;
use domain::order::{Order, OrderState};
use domain::permission::{Act, may};
use domain::resident::{Me, Person};
use domain::signup::{Signup, SignupState};
use domain::when::Day;
use std::str::FromStr;

/// Who acts: the account that the address names.
///
/// # Errors
/// 404 unless it is signed in on the phone.
pub(super) async fn acting(tx: &mut Tx, phone: Option<Phone>, uri: &Uri, headers: &HeaderMap) -> Result<Me, Error> {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if !matches!(site, None | Some("same-origin" | "none")) {
        return Err(Error::NotFound);
    }
    let phone = phone.ok_or(Error::NotFound)?;
    let named = uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("as="));
    let id: ResidentId = named.and_then(|id| id.parse().ok()).ok_or(Error::NotFound)?;
    let account = device::account(tx, phone.device, id).await?.ok_or(Error::NotFound)?;
    resident::me(tx, id, desk_open(&account, now())).await?.ok_or(Error::NotFound)
}

/// The identity in the address.
///
/// # Errors
/// 404 for what is none.
pub(super) fn named<T: FromStr>(id: Result<Path<String>, PathRejection>) -> Result<T, Error> {
    let Path(id) = id.map_err(|_| Error::NotFound)?;
    id.parse().map_err(|_| Error::NotFound)
}

/// A date with what takes place, for those who run it.
///
/// # Errors
/// 404 for everyone else.
pub(super) async fn own_date(tx: &mut Tx, me: &Me, id: OccurrenceId) -> Result<(Occurrence, Activity), Error> {
    let date = occurrence::load(tx, id).await?.ok_or(Error::NotFound)?;
    if !may(me, Act::RunActivities(date.organization)) {
        return Err(Error::NotFound);
    }
    let activity = activity::load(tx, date.activity).await?.unwrap_or_default();
    Ok((date, activity))
}

/// The workbook as a file to keep.
///
/// # Errors
/// When there is more than a sheet can hold.
pub(super) fn file(list: &List, plain: &str, name: &str) -> Result<Response, Error> {
    book(std::slice::from_ref(list), plain, name)
}

/// The same of several lists.
///
/// # Errors
/// When there is more than a sheet can hold.
pub(super) fn book(lists: &[List], plain: &str, name: &str) -> Result<Response, Error> {
    let kind = (header::CONTENT_TYPE, workbook::TYPE.to_owned());
    let head = [kind, (header::CONTENT_DISPOSITION, workbook::attachment(plain, name))];
    Ok((head, workbook::write(lists)?).into_response())
}

/// Who is signed up for a date: a row for each person, those with a place first; and who has been told that it is off or moved.
///
/// # Errors
/// 404 unless the account leads the organization or its desk is open.
pub async fn signups(
    State(app): State<App>,
    phone: Option<Phone>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let id = named(id)?;
    let mut tx = app.db.read(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    let (date, activity) = own_date(&mut tx, &me, id).await?;
    let signups = signup::of_date(&mut tx, id).await?;
    let ends = ends::of(&mut tx, About::Occurrence(id)).await?;
    drop(tx);
    let rows = signups.iter().flat_map(people).collect();
    let name = format!("报名名单 {} {}.xlsx", activity.title, date.starts.day());
    let list = List { name: "报名名单", columns: SIGNUP, rows };
    book(&reached::beside(list, &ends), "signups.xlsx", &name)
}

const SIGNUP: &[(&str, u8)] = &[
    ("姓名", 12),
    ("一起报名的人", 28),
    ("状态", 10),
    ("候补号", 8),
    ("候补第几", 10),
    ("报名时间", 18),
    ("谁报的", 12),
];

fn people(signup: &Signup) -> Vec<Vec<Cell>> {
    let party: Vec<&str> = signup.party.iter().map(|person| person.name.as_str()).collect();
    let party = party.join("、");
    let (state, ticket, position) = match signup.state {
        SignupState::Confirmed => ("已报上", Cell::Empty, Cell::Empty),
        SignupState::Waiting { ticket, position } => {
            ("候补", Cell::Number(u32::try_from(ticket).unwrap_or(u32::MAX)), Cell::Number(position))
        }
        SignupState::Cancelled => ("已退", Cell::Empty, Cell::Empty),
        SignupState::CalledOff => ("活动取消", Cell::Empty, Cell::Empty),
        SignupState::Offered { ticket, .. } => {
            ("等答复", Cell::Number(u32::try_from(ticket).unwrap_or(u32::MAX)), Cell::Empty)
        }
        SignupState::Lapsed => ("没答复", Cell::Empty, Cell::Empty),
        SignupState::Entered => ("等抽签", Cell::Empty, Cell::Empty),
        SignupState::Asked => ("待同意", Cell::Empty, Cell::Empty),
        SignupState::Declined => ("没同意", Cell::Empty, Cell::Empty),
    };
    let row = |person: &Person| {
        vec![
            Cell::Text(person.name.clone()),
            Cell::Text(party.clone()),
            Cell::Text(state.into()),
            ticket.clone(),
            position.clone(),
            Cell::Time(signup.made),
            Cell::Text(signup.booker.name.clone()),
        ]
    };
    signup.party.iter().map(row).collect()
}

/// A day's orders, meal by meal, by their numbers.
///
/// # Errors
/// 404 unless the account is the canteen's.
pub async fn orders(
    State(app): State<App>,
    phone: Option<Phone>,
    day: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let Path(day) = day.map_err(|_| Error::NotFound)?;
    let day = Day::parse(&day).ok_or(Error::NotFound)?;
    let mut tx = app.db.read(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    if !may(&me, Act::ServeLunch) {
        return Err(Error::NotFound);
    }
    let (mut orders, paid) = (order::all_of_day(&mut tx, day).await?, payment::of_day(&mut tx, day).await?);
    drop(tx);
    // Within a meal they stay as they are.
    orders.sort_by_key(|order| order.meal);
    let rows = orders.iter().map(|order| meal(order, paid.contains(&order.id))).collect();
    file(&List { name: "订单", columns: ORDER, rows }, "orders.xlsx", &format!("订单 {day}.xlsx"))
}

const ORDER: &[(&str, u8)] = &[
    ("日期", 12),
    ("餐次", 8),
    ("取餐号", 8),
    ("姓名", 12),
    ("点的菜", 40),
    ("份数", 8),
    ("应收（元）", 12),
    ("状态", 8),
    ("谁订的", 12),
    ("最后变动", 18),
];

/// What a meal is called.
fn which(meal: Meal) -> &'static str {
    match meal {
        Meal::Breakfast => "早餐",
        Meal::Lunch => "午餐",
        Meal::Supper => "晚餐",
    }
}

fn meal(order: &Order, paid: bool) -> Vec<Cell> {
    let dishes: Vec<String> = order.lines.iter().map(|line| format!("{} {} 份", line.name, line.count)).collect();
    let state = match order.state {
        OrderState::Booked => "待发",
        OrderState::HandedOut => "已发",
        OrderState::Cancelled => "已退",
    };
    vec![
        Cell::Day(order.day),
        Cell::Text(which(order.meal).into()),
        Cell::Number(order.code),
        Cell::Text(order.eater.name.clone()),
        Cell::Text(dishes.join("，")),
        Cell::Number(order.lines.iter().map(|line| line.count).sum()),
        Cell::Fen(u32::try_from(order.due_fen(paid)).unwrap_or_default()),
        Cell::Text(state.into()),
        Cell::Text(order.booker.name.clone()),
        Cell::Time(order.changed),
    ]
}
