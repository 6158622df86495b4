//! A certificate of service hours (志愿服务记录证明): what a team signed for one volunteer over a span of days, with a number.
//!
//! Who recorded the service certifies it, free of charge, with person, volunteer number, hours, content, issuer, number and date
//! (志愿服务记录与证明出具办法). It is a paper that was handed out: it never changes. Where an entry that it covers is taken back
//! later, whoever checks it reads how many hours still hold.

use crate::arrange::Arrange;
use crate::change::Change;
use crate::facts::Facts;
use crate::hours::Hours;
use crate::id::{CertificateId, HoursId, OrganizationId, ResidentId};
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{Day, Moment};
use serde::Serialize;

/// The longest number of a registered volunteer, in characters.
pub const VOLUNTEER_MAX: usize = 24;

/// One certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Certificate {
    /// Drawn by the phone, at random: whoever knows it may check the certificate.
    pub id: CertificateId,
    /// Who issued it.
    pub organization: OrganizationId,
    /// For whom, with their name at issue.
    pub resident: Person,
    /// Their number as a registered volunteer (志愿者编号), or empty where the team was not told one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub volunteer: String,
    /// The year of its number.
    pub year: i32,
    /// Counts the community's certificates of that year, from 1; 0 until the server has given the number.
    pub ordinal: u32,
    /// The first day that it covers.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// The minutes that it certifies.
    pub minutes: i64,
    /// The entries that it covers, in the order of their beginnings.
    pub entries: Vec<HoursId>,
    /// Who issued it for the organization.
    pub issued_by: Person,
    /// When.
    pub made: Moment,
}

impl Certificate {
    /// The number: 2026-0001.
    pub fn number(&self) -> String {
        format!("{}-{:04}", self.year, self.ordinal)
    }
}

/// A name that says enough to whoever holds the paper, and little to anybody else: 周**.
pub fn masked(name: &str) -> String {
    name.chars().enumerate().map(|(at, letter)| if at == 0 { letter } else { '*' }).collect()
}

/// A leader certifies what a volunteer has served from one day to another.
///
/// # Errors
/// Nobody certifies their own hours; a volunteer's number is short. Of a person who is not there it says the same as of one without hours.
pub fn issue(
    facts: &Facts,
    id: CertificateId,
    organization: OrganizationId,
    who: ResidentId,
    (from, until): (Day, Day),
    volunteer: &str,
) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::RunActivities(organization))?;
    if facts.certificate_exists || !facts.organization_exists {
        return Err(Refusal::NotFound);
    }
    if who == facts.actor.id {
        return Err(Refusal::OwnHours);
    }
    if until < from {
        return Err(Refusal::EndsBeforeStarts);
    }
    if until > facts.now.day() {
        return Err(Refusal::NotOverYet);
    }
    let volunteer = volunteer.trim();
    if volunteer.chars().count() > VOLUNTEER_MAX {
        return Err(Refusal::WordsTooLong { max: VOLUNTEER_MAX });
    }
    let covers = |entry: &&Hours| {
        let day = entry.from.day();
        entry.organization == organization
            && entry.resident.id == who
            && from <= day
            && day <= until
            && entry.holds(facts.hours.iter())
    };
    let mut covered: Vec<&Hours> = facts.hours.iter().filter(covers).collect();
    covered.arrange_by_key(|entry| (entry.from, entry.id));
    let Some(first) = covered.first() else { return Err(Refusal::NoHours) };
    Ok(vec![Change::Certificate(Certificate {
        id,
        organization,
        resident: first.resident.clone(),
        volunteer: volunteer.to_owned(),
        year: facts.now.day().parts().0,
        ordinal: facts.next_certificate,
        from,
        until,
        minutes: covered.iter().map(|entry| entry.minutes()).sum(),
        entries: covered.iter().map(|entry| entry.id).collect(),
        issued_by: Person { id: facts.actor.id, name: facts.actor.name.clone() },
        made: facts.now,
    })])
}

#[cfg(test)]
mod tests;
