//! The facts for commands about shifts, presences, what comes after a date, hours and qualifications: the twin of the phone's
//! `replica::service`.

use super::add_occurrence;
use crate::db::Tx;
use crate::store::{
    certificate, collector, duty, favour, hours, occurrence, organization, picture, presence, qualification, resident,
    shift, signup, tally,
};
use domain::command::Command;
use domain::facts::{Facts, Subject};
use domain::id::{DutyId, OrganizationId, ResidentId, ShiftId};
use domain::presence::{Seen, Venture};

/// Adds what a command about service may look at.
pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    match command {
        Command::TakeShift { duty, shift, resident, .. } => {
            facts.duty = duty::load(tx, *duty).await?;
            add_shift(tx, facts, *shift).await?;
            if let Some(date) = facts.shift.as_ref().and_then(|shift| shift.occurrence) {
                facts.occurrence = occurrence::load(tx, date).await?;
            }
            add_subject(tx, facts, *resident).await?;
            facts.engagements = signup::engagements(tx, facts.actor.id, facts.now).await?;
            facts.duties = duty::of_resident(tx, *resident, facts.now).await?;
        }
        Command::LeaveShift { duty } | Command::SeekReplacement { duty, .. } => add_duty(tx, facts, *duty).await?,
        Command::AddShift { shift, organization, occurrence, plan } => {
            facts.shift = shift::load(tx, *shift).await?;
            facts.organization_exists = organization::exists(tx, *organization).await?;
            facts.venue = occurrence::load_venue(tx, plan.venue).await?;
            if let Some(date) = occurrence {
                facts.occurrence = occurrence::load(tx, *date).await?;
            }
        }
        Command::EditShift { shift, plan, before } => {
            add_shift(tx, facts, *shift).await?;
            let plan = plan.meant(facts.shift.as_ref(), before.as_ref());
            facts.venue = occurrence::load_venue(tx, plan.venue).await?;
        }
        Command::CancelShift { shift, .. } => add_shift(tx, facts, *shift).await?,
        Command::NotePresence { presence, seen } => {
            facts.id_taken = presence::exists(tx, *presence).await?;
            match seen.of {
                Venture::Occurrence(date) => add_occurrence(tx, facts, date).await?,
                Venture::Shift(shift) => add_shift(tx, facts, shift).await?,
            }
            add_door(tx, facts, seen).await?;
        }
        Command::CloseAttendance { occurrence } | Command::SayThanks { occurrence, .. } => {
            facts.occurrence = occurrence::load(tx, *occurrence).await?;
            picture::add_facts(tx, facts, command).await?;
        }
        Command::NoteTally { tally, counted } => {
            facts.tally_exists = tally::exists(tx, *tally).await?;
            match counted.of {
                Venture::Occurrence(date) => facts.occurrence = occurrence::load(tx, date).await?,
                Venture::Shift(shift) => facts.shift = shift::load(tx, shift).await?,
            }
        }
        Command::AuthoriseCollector { collector, trusted } => {
            facts.collector = collector::load(tx, *collector).await?;
            facts.organization_exists = organization::exists(tx, trusted.organization).await?;
        }
        Command::WithdrawCollector { collector } => facts.collector = collector::load(tx, *collector).await?,
        Command::SignHours { hours, served } => {
            facts.id_taken = hours::load(tx, *hours).await?.is_some();
            if let Some(duty) = served.duty {
                facts.duty = duty::load(tx, duty).await?;
                if let Some(on) = facts.duty.as_ref().map(|duty| duty.shift) {
                    facts.shift = shift::load(tx, on).await?;
                }
            }
            add_hours(tx, facts, served.organization, served.resident).await?;
        }
        Command::ReverseHours { hours, entry, .. } => {
            facts.id_taken = hours::load(tx, *hours).await?.is_some();
            facts.entry = hours::load(tx, *entry).await?;
            if let Some((organization, who)) = facts.entry.as_ref().map(|entry| (entry.organization, entry.resident.id))
            {
                add_hours(tx, facts, organization, who).await?;
                facts.favour = favour::of_hours(tx, *entry).await?;
            }
        }
        Command::IssueCertificate { certificate, organization, person, .. } => {
            facts.organization_exists = organization::exists(tx, *organization).await?;
            facts.certificate_exists = certificate::load(tx, *certificate).await?.is_some();
            facts.next_certificate = certificate::next(tx, facts.now.day().parts().0).await?;
            facts.hours = hours::of_resident(tx, *person).await?;
        }
        Command::RecordQualification { resident, .. } => add_subject(tx, facts, *resident).await?,
        _ => {}
    }
    Ok(())
}

pub(super) async fn add_shift(tx: &mut Tx, facts: &mut Facts, id: ShiftId) -> sqlx::Result<()> {
    facts.shift = shift::load(tx, id).await?;
    facts.on_shift = duty::of_shift(tx, id).await?;
    Ok(())
}

/// Who stands at the door: whether they are expected, who may collect them, who brought them.
async fn add_door(tx: &mut Tx, facts: &mut Facts, seen: &Seen) -> sqlx::Result<()> {
    let Some(who) = seen.resident else {
        if seen.escort.is_some() {
            facts.presences = presence::brought(tx, seen.of, seen.name.trim()).await?;
        }
        return Ok(());
    };
    add_subject(tx, facts, who).await?;
    let Some(date) = &facts.occurrence else { return Ok(()) };
    let (date, organization) = (date.id, date.organization);
    facts.seated = signup::seated_with(tx, date, who).await?;
    if seen.escort.is_some() {
        facts.guardians = resident::guardians(tx, who).await?;
        facts.collectors = collector::of_child(tx, who, organization).await?;
    }
    Ok(())
}

async fn add_duty(tx: &mut Tx, facts: &mut Facts, id: DutyId) -> sqlx::Result<()> {
    facts.duty = duty::load(tx, id).await?;
    if let Some(shift) = facts.duty.as_ref().map(|duty| duty.shift) {
        add_shift(tx, facts, shift).await?;
    }
    Ok(())
}

async fn add_subject(tx: &mut Tx, facts: &mut Facts, who: ResidentId) -> sqlx::Result<()> {
    facts.subject = subject(tx, who).await?;
    Ok(())
}

/// What is known of a person.
pub(super) async fn subject(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Option<Subject>> {
    let Some((person, born)) = resident::person(tx, who).await? else { return Ok(None) };
    let held = qualification::of_resident(tx, &person).await?;
    Ok(Some(Subject { person, born, qualifications: Some(held) }))
}

pub(super) async fn add_hours(
    tx: &mut Tx,
    facts: &mut Facts,
    organization: OrganizationId,
    who: ResidentId,
) -> sqlx::Result<()> {
    facts.organization_exists = organization::exists(tx, organization).await?;
    add_subject(tx, facts, who).await?;
    facts.hours = hours::of_resident(tx, who).await?;
    Ok(())
}
