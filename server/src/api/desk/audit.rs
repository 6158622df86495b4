//! The log of the desk: who opened it, whom they looked for, whose cards they printed, whom they signed out, what they noted. Staff
//! look it up by name and day, and take it along as a workbook, which is noted too.

use super::cards::keep_open;
use crate::api::lists::{acting, file};
use crate::api::principal::{Phone, Principal};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::error::Error;
use crate::state::App;
use crate::store::audit::{self, About};
use crate::workbook::{Cell, List};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::permission::{Act, may};
use domain::wire::audit::{Deed, Entry, Wanted};

/// The most entries of an answer.
const SHOWN: i64 = 200;
/// The most entries of a file.
const TAKEN: i64 = 100_000;

/// What was done at the desk, the last first.
///
/// # Errors
/// 403 unless the desk is open.
pub async fn log(
    State(app): State<App>,
    who: Principal,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<Vec<Entry>>, Error> {
    keep_open(&app, &who).await?;
    let mut tx = app.db.read(app.community).await?;
    Ok(Json(audit::find(&mut tx, &wanted, SHOWN).await?))
}

/// The log as a workbook.
///
/// # Errors
/// 404 unless the account's desk is open.
pub async fn log_file(
    State(app): State<App>,
    phone: Option<Phone>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let mut tx = app.db.write(app.community).await?;
    let me = acting(&mut tx, phone, &uri, &headers).await?;
    if !may(&me, Act::WorkAtDesk) {
        return Err(Error::NotFound);
    }
    audit::note(&mut tx, me.id, Deed::TookLog, About::default(), now()).await?;
    let entries = audit::find(&mut tx, &Wanted::default(), TAKEN).await?;
    tx.commit().await?;
    let rows = entries.into_iter().map(row).collect();
    file(&List { name: "操作记录", columns: COLUMNS, rows }, "log.xlsx", "工作台操作记录.xlsx")
}

const COLUMNS: &[(&str, u8)] =
    &[("时间", 18), ("谁", 12), ("做了什么", 16), ("关于谁", 12), ("多少", 8), ("找的字或文件名", 28)];

fn row(entry: Entry) -> Vec<Cell> {
    vec![
        Cell::Time(entry.at),
        Cell::Text(entry.by),
        Cell::Text(name(entry.deed).into()),
        Cell::Text(entry.whom),
        Cell::Number(entry.count),
        Cell::Text(entry.words),
    ]
}

fn name(deed: Deed) -> &'static str {
    match deed {
        Deed::Opened => "开锁",
        Deed::Searched => "查找居民",
        Deed::SawPhones => "看手机",
        Deed::PrintedCard => "印居民卡",
        Deed::SignedOut => "退出手机",
        Deed::BroughtIn => "导入名册",
        Deed::TookBack => "撤回名册",
        Deed::NotedMovedAway => "记搬走",
        Deed::NotedDied => "记过世",
        Deed::NotedBack => "记回来",
        Deed::NotedDoor => "记换房",
        Deed::SawRecord => "看登记资料",
        Deed::Corrected => "改登记资料",
        Deed::Compared => "对比两份资料",
        Deed::Merged => "合并重复居民",
        Deed::TookLog => "导出操作记录",
        Deed::WantedRegister => "申请导出名册",
        Deed::AgreedToRegister => "同意导出名册",
        Deed::TookRegister => "导出名册",
        Deed::WantedEverything => "申请导出全部数据",
        Deed::AgreedToEverything => "同意导出全部数据",
        Deed::TookEverything => "导出全部数据",
    }
}
