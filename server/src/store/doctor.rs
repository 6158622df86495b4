//! The doctor's questions: what must be so in every database that serves a community, asked in one transaction that only reads.
//!
//! Most questions are one SQL text for both databases that selects the rows that are wrong; see the files beside this one. The answer
//! names keys and never what people wrote. A few questions are about the database itself, and each database has its own way to
//! ask them.

mod alliance;
mod canteen;
mod dates;
mod feed;
mod frame;
mod lease;
mod lottery;
mod merging;
mod money;
mod people;
mod pictures;
mod reports;
mod scheduled;
mod service;
mod skills;
mod votes;

use crate::db::{Db, Tx};
use crate::fetch_all;
use domain::id::CommunityId;
use domain::when::Moment;
use uuid::Uuid;

/// How bad it is when a question finds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It must not be.
    Wrong,
    /// It can happen and does no harm by itself, but somebody should know.
    Notice,
}

/// A question in SQL.
struct Check {
    what: &'static str,
    weight: Weight,
    sql: &'static str,
}

/// A question: what must be so, and a query for the `found` that are not so. It may use `clock (now, today)`.
macro_rules! check {
    ($what:literal, $($sql:expr),+) => {
        $crate::store::doctor::check!(Wrong $what, $($sql),+)
    };
    ($weight:ident $what:literal, $($sql:expr),+) => {
        $crate::store::doctor::Check {
            what: $what,
            weight: $crate::store::doctor::Weight::$weight,
            sql: concat!(
                "with clock as (select cast($1 as bigint) as now, cast($2 as text) as today)
                 select found, count(*) over () from (", $($sql),+, ") as findings order by found limit 5"
            ),
        }
    };
}

/// Who a resident in a column of an alias is now: the one whose former record it is, or who it says.
macro_rules! now {
    ($alias:literal, $column:literal) => {
        concat!(
            "coalesce((select i.merged_into from departure i where i.community = ",
            $alias,
            ".community and i.resident = ",
            $alias,
            ".",
            $column,
            " and i.how = 'merged'), ",
            $alias,
            ".",
            $column,
            ")"
        )
    };
}

use {check, now};

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What must be so.
    pub what: &'static str,
    /// How bad it is when it is not.
    pub weight: Weight,
    /// How many are not so.
    pub count: i64,
    /// Which: the first few.
    pub first: Vec<String>,
}

impl Finding {
    /// Whether it is as it must be.
    pub fn sound(&self) -> bool {
        self.count == 0
    }
}

/// Asks everything.
///
/// # Errors
/// When the database cannot be read, or its tables are of another version.
pub async fn ask(db: &Db, now: Moment) -> sqlx::Result<Vec<Finding>> {
    let settings = frame::settings(db).await?;
    let mut tx = db.read(CommunityId::default()).await?;
    let mut findings = vec![settings];
    findings.extend(frame::ask(&mut tx).await?);
    findings.push(lottery::ask(&mut tx).await?);
    findings.push(merging::ask(&mut tx).await?);
    let files = [
        dates::CHECKS,
        lottery::CHECKS,
        canteen::CHECKS,
        reports::CHECKS,
        people::CHECKS,
        feed::CHECKS,
        feed::MONEY,
        service::CHECKS,
        alliance::CHECKS,
        scheduled::CHECKS,
        skills::CHECKS,
        pictures::CHECKS,
        lease::CHECKS,
        money::CHECKS,
        votes::CHECKS,
        merging::CHECKS,
    ];
    for check in files.into_iter().flatten() {
        findings.push(answer(&mut tx, check, now).await?);
    }
    Ok(findings)
}

async fn answer(tx: &mut Tx, check: &Check, now: Moment) -> sqlx::Result<Finding> {
    let lines = fetch_all!(tx, (Uuid, i64), check.sql, now.0, now.day().to_string())?;
    let count = lines.first().map_or(0, |(_, count)| *count);
    let first = lines.into_iter().map(|(found, _)| found.to_string()).collect();
    Ok(Finding { what: check.what, weight: check.weight, count, first })
}
