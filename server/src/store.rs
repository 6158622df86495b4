//! The only module that speaks SQL. One file per noun; functions take a [`Tx`](crate::db::Tx), return `sqlx::Result`, and never decide
//! anything: rules are the domain's. Tables are the truth; beside them [`feed`] keeps the last state of each row as each scope
//! may see it.

pub mod activity;
pub(crate) mod ahead;
pub mod aid;
pub mod alert;
pub mod almanac;
pub mod audit;
pub(crate) mod behind;
mod by_itself;
pub mod calendar;
pub mod call;
pub mod card;
pub mod census;
pub mod ceremony;
pub mod certificate;
pub mod change;
pub mod closing;
pub mod collector;
pub mod community;
pub mod copy;
pub mod correcting;
pub mod credential;
pub mod demo;
pub mod departure;
pub mod device;
pub mod dish;
pub mod doctor;
pub mod duty;
pub mod endorsement;
pub mod errand;
pub mod export;
pub mod facts;
pub mod favour;
pub mod feed;
pub mod file_code;
pub mod group_post;
pub mod hours;
pub mod intake;
pub mod joining;
pub mod lease;
pub mod ledger;
pub mod lottery;
pub mod mandate;
pub mod meal;
pub mod member;
pub mod merging;
pub mod missed;
pub mod notice;
pub mod occurrence;
pub mod offering;
pub mod order;
pub mod organization;
pub mod passkey;
pub mod payment;
pub mod photo;
pub mod picture;
pub mod place;
pub mod pledge;
pub mod presence;
pub mod qualification;
pub mod quota;
pub mod rating;
pub mod reach;
pub mod receipt;
pub mod register;
pub mod regular;
pub mod reminder;
pub mod report;
pub mod resident;
mod rows;
pub mod scheduled;
pub mod series;
pub mod serving;
pub mod shift;
pub mod sign_in_try;
pub mod signup;
pub mod stint;
pub mod subsidy;
pub mod swap;
pub mod takeout;
pub mod tally;
pub mod unit;
pub mod version;
pub mod visit;
pub mod waiting;
pub mod whole;
pub mod word;

use crate::db::Tx;

/// Writes what a transaction held back for its commit.
pub(crate) async fn settle(tx: &mut Tx) -> sqlx::Result<()> {
    tx.catch_up().await?;
    notice::settle(tx).await?;
    receipt::settle(tx).await?;
    feed::settle(tx).await?;
    community::settle(tx).await
}
