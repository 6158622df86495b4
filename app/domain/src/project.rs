//! Which scopes may see a changed row, and in which form. The one place that decides what leaves the tables.

#[cfg(feature = "desk")]
mod helpers;
#[cfg(not(feature = "desk"))]
mod helpers {
    use super::{Change, Row, RowKey, Scope};

    pub(super) fn project(_: &Change) -> Vec<(Scope, Row)> {
        Vec::new()
    }

    pub(super) fn gone(_: &Change) -> Vec<(Scope, RowKey)> {
        Vec::new()
    }
}

#[cfg(feature = "desk")]
pub use helpers::unit;

use crate::arrange::Arrange;
use crate::change::Change;
use crate::facts::Facts;
use crate::report::{PublicReport, Report, ReportState};
use crate::row::{Noun, Row, RowKey};
use crate::scope::Scope;

/// The rows that a change puts into scopes. The same for the server's feed and for a phone's pending view.
pub fn project(change: &Change, facts: &Facts) -> Vec<(Scope, Row)> {
    match change {
        Change::Occurrence(row) => vec![(Scope::Public, Row::Occurrence(row.clone()))],
        Change::Serving(row) => vec![(Scope::Public, Row::Serving(row.clone()))],
        Change::Signup(row) => {
            let mut people: Vec<_> = row.party.iter().map(|person| person.id).collect();
            // A helper sees it among what the other lets them see, for as long as they do.
            if !row.entrusted {
                people.push(row.booker.id);
            }
            people.arrange(Ord::cmp);
            people.dedup();
            let mut scopes: Vec<Scope> = people.into_iter().map(Scope::Person).collect();
            scopes.push(Scope::Organization(row.organization));
            // Staff run every team's dates, and follow this scope only while the desk is open.
            scopes.push(Scope::Desk);
            each(scopes, Row::Signup(row.clone()))
        }
        Change::Order(row) => {
            let mut scopes = vec![Scope::Person(row.eater.id), Scope::Kitchen];
            if row.eater.id != row.booker.id && !row.entrusted {
                scopes.push(Scope::Person(row.booker.id));
            }
            each(scopes, Row::Order(row.clone()))
        }
        Change::Report(row) => {
            let scopes = vec![Scope::Person(row.reporter.id), Scope::Desk];
            let mut rows = each(scopes, Row::Report(row.clone()));
            rows.push((Scope::Public, Row::PublicReport(public(row, facts))));
            rows
        }
        Change::Endorsement(row) => vec![(Scope::Person(row.resident), Row::Endorsement(*row))],
        Change::Device(row) => vec![(Scope::Person(row.resident), Row::Device(row.clone()))],
        Change::Presence(row) => {
            let mut scopes = vec![Scope::Organization(row.organization), Scope::Desk];
            scopes.extend(row.resident.map(Scope::Person));
            // Whoever said it of their family sees it too.
            if row.own && row.resident != Some(row.by.id) {
                scopes.push(Scope::Person(row.by.id));
            }
            each(scopes, Row::Presence(row.clone()))
        }
        _ => helpers::project(change),
    }
}

/// The rows that a change takes out of scopes.
pub fn gone(change: &Change) -> Vec<(Scope, RowKey)> {
    match change {
        Change::NoOccurrence(id) => vec![(Scope::Public, RowKey { noun: Noun::Occurrence, id: id.0 })],
        _ => helpers::gone(change),
    }
}

fn each(scopes: Vec<Scope>, row: Row) -> Vec<(Scope, Row)> {
    scopes.into_iter().map(|scope| (scope, row.clone())).collect()
}

/// What neighbours see of a report. A withdrawn or merged one keeps its place without a word.
fn public(report: &Report, facts: &Facts) -> PublicReport {
    let silent = !report.shown || matches!(report.state, ReportState::Withdrawn | ReportState::Merged);
    let compound = report.building.and_then(|building| facts.compound_of(building));
    PublicReport {
        id: report.id,
        need: report.need,
        compound: compound.map(|compound| compound.name.clone()).unwrap_or_default(),
        words: if silent { String::new() } else { report.words.clone() },
        name: if silent { String::new() } else { report.reporter.name.clone() },
        state: report.state,
        endorsed: report.endorsed,
        made: report.made,
    }
}
