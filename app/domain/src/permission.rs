//! Who may do what: one line per act, read by the rules on the phone and on the server alike.

use crate::id::{OrganizationId, ResidentId};
use crate::kin::Power;
use crate::refusal::Refusal;
use crate::resident::{Me, Person};
use crate::role::Role;

/// The person a command comes from, with what holds for them at the moment it is decided.
pub type Actor = Me;

/// What can need a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Post an organization's activities, change or cancel their dates, see who comes; call its member units.
    RunActivities(OrganizationId),
    /// See the day's orders and hand them out.
    ServeLunch,
    /// Answer reports, merge them, register residents, print cards.
    WorkAtDesk,
    /// See what residents offer to do, also what they do not show to neighbours.
    SeeOfferings,
}

/// Whether `actor` may do `act`. Everything that is not granted here is forbidden.
pub fn may(actor: &Actor, act: Act) -> bool {
    actor.roles.iter().any(|role| match (role, act) {
        (Role::Leader(own), Act::RunActivities(asked)) => *own == asked,
        (Role::Staff, Act::RunActivities(_) | Act::WorkAtDesk) => true,
        (Role::Leader(_) | Role::Staff, Act::SeeOfferings) => true,
        (Role::Cook, Act::ServeLunch) => true,
        _ => false,
    })
}

/// Refuses unless `actor` may do `act`.
pub fn require(actor: &Actor, act: Act) -> Result<(), Refusal> {
    if may(actor, act) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// The person behind `id`, if `actor` is that person or may act for them.
pub fn acting_for(actor: &Actor, id: ResidentId) -> Result<Person, Refusal> {
    actor.household().into_iter().find(|person| person.id == id).ok_or(Refusal::NotYourFamily)
}

/// The same for one kind of deed, which somebody outside the family may do too if it was agreed to ([`crate::mandate`]).
pub fn acting_in(actor: &Actor, id: ResidentId, power: Power) -> Result<Person, Refusal> {
    actor.people(power).into_iter().find(|person| person.id == id).ok_or(Refusal::NotYourFamily)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leader_runs_their_own_organization_and_no_other() {
        let opera = OrganizationId(uuid::Uuid::from_u128(1));
        let chess = OrganizationId(uuid::Uuid::from_u128(2));
        let leader = Me { roles: vec![Role::Leader(opera), Role::Member(chess)], ..Me::default() };
        assert!(may(&leader, Act::RunActivities(opera)));
        assert!(!may(&leader, Act::RunActivities(chess)));
        assert!(!may(&leader, Act::WorkAtDesk));
        assert!(!may(&leader, Act::ServeLunch));
    }

    #[test]
    fn nobody_acts_for_a_stranger() {
        let me = Me { id: ResidentId(uuid::Uuid::from_u128(7)), ..Me::default() };
        assert!(acting_for(&me, me.id).is_ok());
        assert_eq!(acting_for(&me, ResidentId(uuid::Uuid::from_u128(8))), Err(Refusal::NotYourFamily));
    }
}
