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
use crate::missed::Missed;
use crate::order::{Order, Via};
use crate::quota::Quota;
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
            let mut scopes = vec![Scope::Person(row.eater.id)];
            match row.via {
                // A helper sees it among what the other lets them see, for as long as they do.
                Via::Own if row.eater.id == row.booker.id || row.entrusted => {}
                Via::Own => scopes.push(Scope::Person(row.booker.id)),
                // Whoever takes orders for others holds them as the canteen or the desk does, and not as their own.
                Via::Counter => {}
                Via::Phone => scopes.push(Scope::Desk),
            }
            // Where it is brought, only the kitchen needs to know: whoever may order for somebody need not learn where they live.
            let mut rows = each(scopes, Row::Order(Order { to: None, ..row.clone() }));
            rows.push((Scope::Kitchen, Row::Order(row.clone())));
            rows
        }
        Change::Quotas(changed) => {
            let community = facts.community.clone().with_quotas(quotas(changed, facts));
            vec![(Scope::Public, Row::Community(community))]
        }
        Change::Missed(row) => each(family(row).to_vec(), Row::Missed(row.clone())),
        Change::Report(row) => {
            let scopes = vec![Scope::Person(row.reporter.id), Scope::Desk];
            let mut rows = each(scopes, Row::Report(row.clone()));
            rows.push((Scope::Public, Row::PublicReport(public(row, facts))));
            rows
        }
        Change::Endorsement(row) => vec![(Scope::Person(row.resident), Row::Endorsement(*row))],
        Change::Notice(row) => vec![(Scope::Person(row.person), Row::Notice(row.clone()))],
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
        Change::NoMissed(row) => family(row).map(|scope| (scope, RowKey { noun: Noun::Missed, id: row.id.0 })).to_vec(),
        _ => helpers::gone(change),
    }
}

/// The quotas from today on, with those that change, by day and meal.
fn quotas(changed: &[Quota], facts: &Facts) -> Vec<Quota> {
    let of = |quota: &Quota| (quota.day, quota.meal);
    let others = facts.quotas.iter().filter(|quota| changed.iter().all(|new| of(new) != of(quota)));
    let mut all: Vec<Quota> = others.chain(changed).copied().collect();
    all.retain(|quota| quota.day >= facts.now.day());
    all.arrange_by_key(of);
    all
}

/// Those who read why nothing was ordered; one of them twice where they are the same.
fn family(row: &Missed) -> [Scope; 2] {
    [Scope::Person(row.booker.id), Scope::Person(row.eater.id)]
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
