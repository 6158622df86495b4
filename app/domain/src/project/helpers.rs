//! The rows of what volunteers, organizers and the desk alone look at.

use super::each;
use crate::change::Change;
use crate::deed::Deed;
use crate::favour::Favour;
use crate::id::{OrganizationId, ResidentId};
use crate::ledger::Entry;
use crate::mandate::Mandate;
use crate::offering::Offering;
use crate::payment::Payment;
use crate::row::{Noun, Row, RowKey};
use crate::scope::Scope;
use crate::unit::Unit;

pub(super) fn project(change: &Change) -> Vec<(Scope, Row)> {
    match change {
        Change::Activity(row) => vec![(Scope::Public, Row::Activity(row.clone()))],
        Change::Venue(row) => vec![(Scope::Public, Row::Venue(row.clone()))],
        // Its rule is in the activity's row; when and where it is, its dates say.
        Change::Series(..) => Vec::new(),
        // The person's own row is made when they first sign in.
        Change::Resident(_) => Vec::new(),
        Change::Dish(row) => vec![(Scope::Public, Row::Dish(row.clone()))],
        Change::Shift(row) => vec![(Scope::Public, Row::Shift(row.clone()))],
        Change::Duty(row) => {
            let mut rows = served(row.resident.id, row.organization, Row::Duty(row.clone()));
            rows.extend(row.minor.then(|| (Scope::Ward(row.resident.id), Row::Duty(row.clone()))));
            rows
        }
        Change::Hours(row) => served(row.resident.id, row.organization, Row::Hours(row.clone())),
        Change::Stint(row) => served(row.resident.id, row.organization, Row::Stint(row.clone())),
        Change::Collector(row) => {
            let mut rows = served(row.by.id, row.organization, Row::Collector(row.clone()));
            rows.extend(row.asks.then(|| (Scope::Person(row.child.id), Row::Collector(row.clone()))));
            rows
        }
        Change::Aid(row, teams) if !row.noted.is_empty() => each(aided(row.id, teams), Row::Aid(row.clone())),
        Change::Aid(..) | Change::NoAid(..) => Vec::new(),
        Change::Joining(row) => served(row.resident.id, row.organization, Row::Joining(row.clone())),
        Change::Certificate(row) => served(row.resident.id, row.organization, Row::Certificate(row.clone())),
        Change::Call(row) => allied(row.organization, Row::Call(row.clone())),
        Change::Pledge(row) => allied(row.organization, Row::Pledge(row.clone())),
        // The canteen sees each day's order, and not what is meant for later.
        Change::Regular(row) => {
            let mut scopes = vec![Scope::Person(row.by.id)];
            if row.eater.id != row.by.id {
                scopes.push(Scope::Person(row.eater.id));
            }
            // But for one that was stopped: whoever cooks may be asked why.
            scopes.extend(row.stopped.map(|_| Scope::Kitchen));
            each(scopes, Row::Regular(row.clone()))
        }
        // Those who were asked, and nobody else.
        Change::Visit(row) => {
            let mut scopes: Vec<Scope> = row.asked.iter().map(|person| Scope::Person(person.id)).collect();
            scopes.extend(row.desk.then_some(Scope::Desk));
            each(scopes, Row::Visit(row.seen()))
        }
        Change::Errand(row) => {
            let mut scopes: Vec<Scope> = row.shifts.iter().map(|shift| Scope::Errands(*shift)).collect();
            scopes.push(Scope::Kitchen);
            each(scopes, Row::Errand(row.clone()))
        }
        Change::NoErrand(..) => Vec::new(),
        Change::Tally(row) => each(leading(row.organization).to_vec(), Row::Tally(row.clone())),
        Change::Rating(row) => {
            let family = [Some(row.eater), row.booker.filter(|booker| *booker != row.eater)];
            let family = family.into_iter().flatten().map(Scope::Person).collect();
            let mut rows = each(family, Row::Rating(row.clone()));
            rows.push((Scope::Kitchen, Row::Taste(row.taste())));
            rows
        }
        Change::Entry(row) => each(noted(row), Row::Entry(row.clone())),
        Change::Wallet(row) => each(vec![Scope::Person(row.id), Scope::Desk], Row::Wallet(row.clone())),
        // Whoever has the order sees it as long as it is paid: [`gone`].
        Change::Payment(row) => {
            let mut scopes = vec![Scope::Kitchen];
            if row.back.is_none() {
                scopes.extend(payers(row));
            }
            each(scopes, Row::Payment(row.clone()))
        }
        Change::Till(row) => each(vec![Scope::Kitchen, Scope::Desk], Row::Till(row.clone())),
        Change::Offering(row) => offered(row),
        Change::Favour(row) => asked(row),
        Change::Mandate(row) => entrusted(row),
        // What they may do by it is in their own row besides, which every pull makes anew.
        Change::Member(row) => served(row.resident.id, row.organization, Row::Member(row.clone())),
        Change::NoMember(_) => Vec::new(),
        Change::Organization(row) => vec![(Scope::Public, Row::Organization(row.clone()))],
        Change::Scheduled(row) => each(leading(row.organization).to_vec(), Row::Scheduled(row.clone())),
        Change::NoScheduled(..) => Vec::new(),
        // The rows of what shows them say which.
        Change::Pictures(..) | Change::NoPictures(_) => Vec::new(),
        Change::Lease(row) => each(leading(row.organization).to_vec(), Row::Lease(row.clone())),
        Change::NoticeChoice(row) => vec![(Scope::Person(row.id), Row::NoticeChoice(row.clone()))],
        Change::Unreached(row) if row.told.is_none() => vec![(Scope::Desk, Row::Unreached(row.clone()))],
        Change::Unreached(_) => Vec::new(),
        // Between the two: leaders see the duties once they have changed hands.
        Change::Swap(row) => {
            let scopes = vec![Scope::Person(row.proposer.id), Scope::Person(row.asked.id)];
            each(scopes, Row::Swap(row.clone()))
        }
        // Leaders learn from a refusal who lacks what, and from nothing else.
        Change::Qualification(row) => {
            each(vec![Scope::Person(row.resident.id), Scope::Desk], Row::Qualification(row.clone()))
        }
        // What everybody looks at is not put into scopes here.
        Change::Occurrence(_)
        | Change::NoOccurrence(_)
        | Change::Serving(_)
        | Change::Signup(_)
        | Change::Order(_)
        | Change::Quotas(_)
        | Change::Missed(_)
        | Change::NoMissed(_)
        | Change::Report(_)
        | Change::Endorsement(_)
        | Change::Device(_)
        | Change::Notice(_)
        | Change::Presence(_) => Vec::new(),
    }
}

pub(super) fn gone(change: &Change) -> Vec<(Scope, RowKey)> {
    match change {
        Change::NoErrand(id, shift) => {
            let scope = shift.map_or(Scope::Kitchen, Scope::Errands);
            vec![(scope, RowKey { noun: Noun::Errand, id: id.0 })]
        }
        Change::Aid(row, teams) if row.noted.is_empty() => {
            let key = RowKey { noun: Noun::Aid, id: row.id.0 };
            aided(row.id, teams).into_iter().map(|scope| (scope, key)).collect()
        }
        Change::NoAid(who, team) => vec![(Scope::Organization(*team), RowKey { noun: Noun::Aid, id: who.0 })],
        Change::NoScheduled(organization, id) => {
            let key = RowKey { noun: Noun::Scheduled, id: id.0 };
            leading(*organization).map(|scope| (scope, key)).to_vec()
        }
        Change::Payment(row) if row.back.is_some() => {
            let key = RowKey { noun: Noun::Payment, id: row.id.0 };
            payers(row).map(|scope| (scope, key)).collect()
        }
        Change::Unreached(row) if row.told.is_some() => {
            vec![(Scope::Desk, RowKey { noun: Noun::Unreached, id: row.id.0 })]
        }
        Change::NoMember(row) => {
            let key = RowKey { noun: Noun::Member, id: row.id.0 };
            let scopes = [Scope::Person(row.resident.id), Scope::Organization(row.organization), Scope::Desk];
            scopes.map(|scope| (scope, key)).to_vec()
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

/// What those at the door should know is for whom it is about, their guardians and the leaders of these teams.
fn aided(who: ResidentId, teams: &[OrganizationId]) -> Vec<Scope> {
    let mut scopes = vec![Scope::Person(who), Scope::Ward(who)];
    scopes.extend(teams.iter().copied().map(Scope::Organization));
    scopes
}

/// A statement is for whom it is about. What goes through the till is for those who may take it back, too: at the desk what was paid
/// ahead there, at the counter and at the desk what was taken for a meal, which names the order and nobody who eats.
fn noted(row: &Entry) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = row.resident.iter().map(|person| Scope::Person(person.id)).collect();
    if row.through_till() {
        scopes.extend(row.order.map(|_| Scope::Kitchen));
        scopes.push(Scope::Desk);
    }
    scopes
}

/// Those of the family whom an order's payment concerns.
fn payers(row: &Payment) -> impl Iterator<Item = Scope> + '_ {
    std::iter::once(row.payer.id).chain(row.told.iter().copied()).map(Scope::Person)
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

/// A mandate: between the two; with the guardians of a child, and with the desk that wrote it down.
fn entrusted(row: &Mandate) -> Vec<(Scope, Row)> {
    let mut whole = Vec::new();
    if row.principal.id != ResidentId::default() {
        whole.push(Scope::Person(row.principal.id));
        whole.extend(row.fourteen.map(|_| Scope::Ward(row.principal.id)));
    }
    if row.at_desk() {
        whole.push(Scope::Desk);
    }
    let mut rows = each(whole, Row::Mandate(row.clone()));
    rows.push((Scope::Person(row.helper.id), Row::Mandate(row.for_helper())));
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
