//! The community's rules.
//!
//! Everything here is a plain function of its arguments: no I/O, no clock, no randomness, so that the same
//! rule runs on a phone in a lift and in the server's transaction. The way of a command:
//! a page makes a [`command::Command`]; [`decide::decide`] looks at the [`facts::Facts`] and answers with
//! [`change::Change`]s (the new state of each row) or a [`refusal::Refusal`]; [`project::project`] says which
//! scopes may see each changed row and in which form; [`replica::Replica`] holds those rows on a phone and
//! behind the server's own pages.
//!
//! One noun, one file: the type, its rules and their tests stand together.

// The derive names its crate: `::domain::read`.
extern crate self as domain;

/// Whether this build knows anybody. The visitors' program does not: nobody is signed in on a phone that runs it, so nothing is done
/// there, and all that decides, keeps and sends falls away when it is built.
pub const ACCOUNTS: bool = cfg!(feature = "account");

pub mod activity;
pub mod aid;
pub mod almanac;
pub mod approval;
pub mod arrange;
pub mod attendance;
pub mod audience;
pub mod call;
pub mod certificate;
pub mod change;
pub mod closing;
pub mod collector;
pub mod command;
pub mod community;
pub mod decide;
pub mod deed;
pub mod device;
pub mod digest;
pub mod dish;
pub mod duty;
pub mod edit;
pub mod envelope;
pub mod errand;
pub mod facts;
pub mod favour;
pub mod hours;
pub mod id;
pub mod joining;
pub mod kept;
pub mod kin;
pub mod lease;
pub mod ledger;
pub mod lottery;
pub mod mandate;
pub mod meal;
pub mod member;
pub mod menu;
pub mod merging;
pub mod missed;
pub mod need;
pub mod notice;
pub mod occurrence;
pub mod offer;
pub mod offering;
pub mod order;
pub mod organization;
pub mod payment;
pub mod permission;
pub mod phone;
pub mod picture;
pub mod place;
pub mod pledge;
pub mod presence;
pub mod project;
pub mod qualification;
pub mod quota;
pub mod rating;
pub mod read;
pub mod refusal;
pub mod regular;
pub mod replica;
pub mod report;
pub mod resident;
pub mod reversal;
pub mod role;
pub mod row;
#[cfg(test)]
mod sample;
pub mod scheduled;
pub mod scope;
pub mod series;
pub mod serving;
pub mod shift;
pub mod signup;
pub mod stint;
pub mod subsidy;
pub mod swap;
pub mod tally;
pub mod thanks;
pub mod undertaking;
pub mod unit;
pub mod unreached;
pub mod venue;
pub mod views;
pub mod visit;
pub mod waiting;
pub mod when;
pub mod windows;
pub mod wire;
