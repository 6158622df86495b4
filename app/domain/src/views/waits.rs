//! 等您处理: what waits for somebody who leads teams, on all their dates and shifts, counted from the rows that their phone holds.
//!
//! What they have just answered is done, although the server has not heard of it yet; what the server has not heard of yet and
//! somebody else would have to answer does not wait. Nor does what they may not do: nobody signs their own hours.

use super::skills::unsigned as unsigned_deeds;
use super::stints::unsigned_stints;
use super::substitute::looking;
use super::unsigned::unsigned;
use crate::activity::Activity;
use crate::arrange::Arrange;
use crate::deed::Deed;
use crate::duty::{Duty, DutyState};
use crate::favour::Favour;
use crate::id::{OccurrenceId, OrganizationId, ShiftId};
use crate::joining::{JoinState, Joining};
use crate::occurrence::Occurrence;
use crate::organization::Organization;
use crate::permission::acting_for;
use crate::replica::Replica;
use crate::resident::Me;
use crate::role::Role;
use crate::shift::Shift;
use crate::signup::{Signup, SignupState};
use crate::when::Moment;
use std::collections::BTreeMap;

/// What waits, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// People ask to come to a date.
    Approval(OccurrenceId),
    /// People are offered a place on a date, and have not answered.
    Offer(OccurrenceId),
    /// People on a shift look for somebody to take over.
    Replacement(ShiftId),
    /// People ask to join a team.
    Joining(OrganizationId),
    /// Nobody has signed the hours of people who were on a shift.
    Hours(ShiftId),
    /// Nobody has signed what neighbours of a team did for each other.
    Deeds(OrganizationId),
    /// Nobody has answered what people of a team have written down of their work outside shifts.
    Stints(OrganizationId),
}

impl Matter {
    /// Whether it is about a date; otherwise it is about a shift or a team.
    pub fn of_date(self) -> bool {
        matches!(self, Matter::Approval(_) | Matter::Offer(_))
    }
}

/// One line of what waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub matter: Matter,
    /// The activity, the role of the shift, or the team.
    pub title: String,
    /// When the date or the shift is; none of a team.
    pub span: Option<(Moment, Moment)>,
    /// How many people; of deeds and of what was written down, how many of those.
    pub count: u32,
    /// When the last of it came up.
    pub since: Moment,
    /// When the first of it is too late, of offers.
    pub until: Option<Moment>,
}

/// How much waits of one matter.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    count: u32,
    since: Moment,
    until: Option<Moment>,
}

type Found = BTreeMap<Matter, Part>;

/// Whether somebody leads this team themself.
pub fn leads(me: &Me, team: OrganizationId) -> bool {
    me.roles.contains(&Role::Leader(team))
}

/// Whether somebody leads any team.
pub fn leads_any(me: &Me) -> bool {
    me.roles.iter().any(|role| matches!(role, Role::Leader(_)))
}

/// What waits for somebody, the newest first.
pub fn waits(replica: &Replica, me: &Me, now: Moment) -> Vec<Need> {
    let mut found = Found::new();
    if leads_any(me) {
        signups(replica, me, now, &mut found);
        replacements(replica, me, now, &mut found);
        joinings(replica, me, &mut found);
        hours(replica, me, now, &mut found);
        deeds(replica, me, &mut found);
        stints(replica, me, &mut found);
    }
    let needs = found.into_iter().filter_map(|(matter, part)| need(replica, matter, part));
    let mut needs: Vec<Need> = needs.collect();
    needs.arrange(|a, b| b.since.cmp(&a.since));
    needs
}

/// How much waits on dates, and on shifts and in teams.
pub fn counts(needs: &[Need]) -> [u32; 2] {
    let sum = |of_date: bool| {
        let needs = needs.iter().filter(|need| need.matter.of_date() == of_date);
        needs.fold(0, |sum: u32, need| sum.saturating_add(need.count))
    };
    [sum(true), sum(false)]
}

fn add(found: &mut Found, matter: Matter, more: Part) {
    let part = found.entry(matter).or_default();
    part.count = part.count.saturating_add(more.count);
    part.since = part.since.max(more.since);
    part.until = match (part.until, more.until) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
}

/// Those who ask to come, and those who are offered a place, until the date begins.
fn signups(replica: &Replica, me: &Me, now: Moment, found: &mut Found) {
    for signup in replica.all::<Signup>().filter(|signup| leads(me, signup.organization)) {
        let coming = |date: &&Occurrence| date.cancelled.is_none() && date.starts > now;
        let Some(date) = replica.get::<Occurrence>(signup.occurrence.0).filter(coming) else { continue };
        let count = signup.seats();
        match signup.state {
            SignupState::Asked if !replica.is_pending::<Signup>(signup.id.0) => {
                add(found, Matter::Approval(date.id), Part { count, since: signup.made, until: None });
            }
            SignupState::Offered { until, .. } if until > now => {
                add(found, Matter::Offer(date.id), Part { count, since: signup.changed, until: Some(until) });
            }
            _ => {}
        }
    }
}

fn replacements(replica: &Replica, me: &Me, now: Moment, found: &mut Found) {
    for listed in looking(replica, |team| leads(me, team), now) {
        let shift = listed.shift;
        let seeking = |duty: &&Duty| duty.shift == shift.id && duty.state == DutyState::Seeking;
        let since = replica.all::<Duty>().filter(seeking).map(|duty| duty.changed).max();
        let part = Part { count: shift.seeking, since: since.unwrap_or_default(), until: None };
        add(found, Matter::Replacement(shift.id), part);
    }
}

fn joinings(replica: &Replica, me: &Me, found: &mut Found) {
    let asks = |row: &&Joining| {
        let answered = row.resident.id == me.id || replica.is_pending::<Joining>(row.id.0);
        row.state == JoinState::Asked && leads(me, row.organization) && !answered
    };
    for row in replica.all::<Joining>().filter(asks) {
        add(found, Matter::Joining(row.organization), Part { count: 1, since: row.made, until: None });
    }
}

/// The people on shifts that are over whose hours nobody has signed.
fn hours(replica: &Replica, me: &Me, now: Moment, found: &mut Found) {
    for one in unsigned(replica, now, |shift| leads(me, shift.organization)) {
        let count = u32::try_from(one.people).unwrap_or(u32::MAX);
        add(found, Matter::Hours(one.shift.id), Part { count, since: one.shift.ends, until: None });
    }
}

fn deeds(replica: &Replica, me: &Me, found: &mut Found) {
    for (deed, pending) in unsigned_deeds(replica, me) {
        let Some(team) = deed.organization.filter(|team| leads(me, *team)) else { continue };
        if !pending && deed.helper.id != me.id && !asked(replica, me, &deed) {
            add(found, Matter::Deeds(team), Part { count: 1, since: deed.changed, until: None });
        }
    }
}

fn stints(replica: &Replica, me: &Me, found: &mut Found) {
    for (stint, pending) in unsigned_stints(replica, me) {
        if !pending && leads(me, stint.organization) {
            let part = Part { count: 1, since: stint.made, until: None };
            add(found, Matter::Stints(stint.organization), part);
        }
    }
}

/// Whether somebody has asked for it themself, or for somebody they may act for: then another leader signs.
fn asked(replica: &Replica, me: &Me, deed: &Deed) -> bool {
    replica.get::<Favour>(deed.id.0).is_some_and(|favour| {
        let speaks = acting_for(me, favour.asker.id).is_ok() || favour.by.id == me.id;
        favour.asker.id == me.id || speaks && !favour.desk
    })
}

fn need(replica: &Replica, matter: Matter, part: Part) -> Option<Need> {
    let (title, span) = match matter {
        Matter::Approval(id) | Matter::Offer(id) => {
            let date = replica.get::<Occurrence>(id.0)?;
            (replica.get::<Activity>(date.activity.0)?.title.clone(), Some((date.starts, date.ends)))
        }
        Matter::Replacement(id) | Matter::Hours(id) => {
            let shift = replica.get::<Shift>(id.0)?;
            (shift.role.clone(), Some((shift.starts, shift.ends)))
        }
        Matter::Joining(id) | Matter::Deeds(id) | Matter::Stints(id) => {
            (replica.get::<Organization>(id.0)?.name.clone(), None)
        }
    };
    let Part { count, since, until } = part;
    Some(Need { matter, title, span, count, since, until })
}

#[cfg(test)]
mod tests;
