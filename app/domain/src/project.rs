//! Which scopes may see a changed row, and in which form. The one place that decides what leaves the tables.

use crate::arrange::Arrange;
use crate::change::Change;
use crate::deed::Deed;
use crate::facts::Facts;
use crate::favour::Favour;
use crate::id::{OrganizationId, ResidentId};
use crate::offering::Offering;
use crate::report::{PublicReport, Report, ReportState};
use crate::row::{Noun, Row, RowKey};
use crate::scope::Scope;
use crate::unit::Unit;

/// The rows that a change puts into scopes. The same for the server's feed and for a phone's pending view.
pub fn project(change: &Change, facts: &Facts) -> Vec<(Scope, Row)> {
    match change {
        Change::Activity(row) => vec![(Scope::Public, Row::Activity(row.clone()))],
        // Its rule is in the activity's row; when and where it is, its dates say.
        Change::Series(..) => Vec::new(),
        Change::Occurrence(row) => vec![(Scope::Public, Row::Occurrence(row.clone()))],
        Change::NoOccurrence(_) => Vec::new(),
        Change::Serving(row) => vec![(Scope::Public, Row::Serving(row.clone()))],
        Change::Signup(row) => {
            let mut people: Vec<_> = row.party.iter().map(|person| person.id).collect();
            people.push(row.booker.id);
            people.arrange(Ord::cmp);
            people.dedup();
            let mut scopes: Vec<Scope> = people.into_iter().map(Scope::Person).collect();
            scopes.push(Scope::Organization(row.organization));
            // Staff run every team's dates, and follow this scope only while the desk is open.
            scopes.push(Scope::Desk);
            each(scopes, Row::Signup(row.clone()))
        }
        Change::Order(row) => {
            let mut scopes = vec![Scope::Person(row.booker.id), Scope::Kitchen];
            if row.eater.id != row.booker.id {
                scopes.push(Scope::Person(row.eater.id));
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
        // The person's own row is made when they first sign in.
        Change::Resident(_) => Vec::new(),
        Change::Shift(row) => vec![(Scope::Public, Row::Shift(row.clone()))],
        Change::Duty(row) => served(row.resident.id, row.organization, Row::Duty(row.clone())),
        Change::Hours(row) => served(row.resident.id, row.organization, Row::Hours(row.clone())),
        Change::Presence(row) => {
            let mut scopes = vec![Scope::Organization(row.organization), Scope::Desk];
            scopes.extend(row.resident.map(Scope::Person));
            // Whoever said it of their family sees it too.
            if row.own && row.resident != Some(row.by.id) {
                scopes.push(Scope::Person(row.by.id));
            }
            each(scopes, Row::Presence(row.clone()))
        }
        Change::Collector(row) => served(row.by.id, row.organization, Row::Collector(row.clone())),
        Change::Joining(row) => served(row.resident.id, row.organization, Row::Joining(row.clone())),
        Change::Certificate(row) => served(row.resident.id, row.organization, Row::Certificate(row.clone())),
        Change::Call(row) => allied(row.organization, Row::Call(row.clone())),
        Change::Pledge(row) => allied(row.organization, Row::Pledge(row.clone())),
        Change::Offering(row) => offered(row),
        Change::Favour(row) => asked(row),
        // It is in the person's own row, which every pull makes anew.
        Change::Member(..) => Vec::new(),
        Change::Organization(row) => vec![(Scope::Public, Row::Organization(row.clone()))],
        Change::Scheduled(row) => each(leading(row.organization).to_vec(), Row::Scheduled(row.clone())),
        Change::NoScheduled(..) => Vec::new(),
        // Between the two: leaders see the duties once they have changed hands.
        Change::Swap(row) => {
            let scopes = vec![Scope::Person(row.proposer.id), Scope::Person(row.asked.id)];
            each(scopes, Row::Swap(row.clone()))
        }
        // Leaders learn from a refusal who lacks what, and from nothing else.
        Change::Qualification(row) => {
            each(vec![Scope::Person(row.resident.id), Scope::Desk], Row::Qualification(row.clone()))
        }
    }
}

/// The rows that a change takes out of scopes.
pub fn gone(change: &Change) -> Vec<(Scope, RowKey)> {
    match change {
        Change::NoOccurrence(id) => vec![(Scope::Public, RowKey { noun: Noun::Occurrence, id: id.0 })],
        Change::NoScheduled(organization, id) => {
            let key = RowKey { noun: Noun::Scheduled, id: id.0 };
            leading(*organization).map(|scope| (scope, key)).to_vec()
        }
        Change::Offering(row) if row.withdrawn => {
            let key = |noun| RowKey { noun, id: row.id.0 };
            let mut gone = vec![(Scope::Organizers, key(Noun::Offering)), (Scope::Desk, key(Noun::Offering))];
            if row.craft.shown {
                gone.push((Scope::Public, key(Noun::SharedOffering)));
            }
            gone
        }
        _ => Vec::new(),
    }
}

/// Those who run an organization's activities: its leaders, and the desk.
fn leading(organization: OrganizationId) -> [Scope; 2] {
    [Scope::Organization(organization), Scope::Desk]
}

/// What somebody offers: for themself; until it is taken back for organizers and the desk, and for neighbours if it is shown.
fn offered(row: &Offering) -> Vec<(Scope, Row)> {
    let mut scopes = vec![Scope::Person(row.resident.id)];
    if !row.withdrawn {
        scopes.extend([Scope::Organizers, Scope::Desk]);
    }
    let mut rows = each(scopes, Row::Offering(row.clone()));
    rows.extend(row.shared().map(|shared| (Scope::Public, Row::SharedOffering(shared))));
    rows
}

/// A favour: between the two, with whoever asked for one of them; once it is done, without the asker, for those who sign hours.
fn asked(row: &Favour) -> Vec<(Scope, Row)> {
    let mut askers = vec![Scope::Person(row.asker.id)];
    let mut whole = vec![Scope::Person(row.helper.id)];
    if row.desk {
        whole.push(Scope::Desk);
    } else if row.by.id != row.asker.id {
        askers.push(Scope::Person(row.by.id));
    }
    let mut rows = each(whole, Row::Favour(row.clone()));
    rows.extend(each(askers, Row::Favour(row.for_asker())));
    if let Some(deed) = Deed::of(row) {
        let signers = row.organization.map(Scope::Organization).into_iter().chain([Scope::Desk]);
        rows.extend(each(signers.collect(), Row::Deed(deed)));
    }
    rows
}

/// What a volunteer does for an organization: for themself, its leaders and the desk.
fn served(who: ResidentId, organization: OrganizationId, row: Row) -> Vec<(Scope, Row)> {
    each(vec![Scope::Person(who), Scope::Organization(organization), Scope::Desk], row)
}

/// What is between an alliance and its units: for whoever answers for one of them, for its leaders and the desk.
fn allied(organization: OrganizationId, row: Row) -> Vec<(Scope, Row)> {
    each(vec![Scope::Alliance(organization), Scope::Organization(organization), Scope::Desk], row)
}

/// The rows of a unit with its people, which the committee's files bring.
pub fn unit(row: &Unit) -> Vec<(Scope, Row)> {
    each(vec![Scope::Organization(row.organization), Scope::Desk], Row::Unit(row.clone()))
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
