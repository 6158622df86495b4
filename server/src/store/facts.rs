//! The facts for a command, read inside its transaction: the twin of the phone's `Replica::facts`.

mod alliance;
mod canteen;
mod joining;
mod lease;
mod money;
mod service;
mod skills;
mod stint;
mod swap;

use crate::db::Tx;
use crate::store::{
    self, activity, community, departure, device, duty, endorsement, notice, occurrence, order, picture, place,
    regular, report, resident, scheduled, series, serving, signup, visit, waiting,
};
use domain::command::Command;
use domain::facts::{Engagement, Facts};
use domain::id::{OccurrenceId, ReportId, ResidentId, SignupId};
use domain::kin::Power;
use domain::occurrence::Occurrence;
use domain::permission::{Act, Actor, may};
use domain::resident::Person;
use domain::signup::{PARTY_MAX, SignupState};
use domain::when::Moment;

/// What the rules may look at for `command`.
pub async fn load(tx: &mut Tx, actor: Actor, command: &Command, now: Moment) -> sqlx::Result<Facts> {
    let community = community::load(tx).await?.unwrap_or_default();
    let mut facts = Facts { now, actor, community, ..Facts::default() };
    match command {
        Command::SignUp { signup, occurrence, party, split } => {
            facts.signup = signup::load(tx, *signup).await?;
            if let Some(rest) = split {
                facts.id_taken = signup::load(tx, *rest).await?.is_some();
            }
            add_occurrence(tx, &mut facts, *occurrence).await?;
            // Whom they help is none of their family, whose sign-ups come with their own.
            let helped = facts.actor.helped.iter().map(|helped| helped.person.id).filter(|id| party.contains(id));
            let engaged: Vec<ResidentId> = std::iter::once(facts.actor.id).chain(helped).collect();
            add_party(tx, &mut facts, &engaged, party).await?;
        }
        Command::SignUpFor { signup, occurrence, party } => {
            facts.signup = signup::load(tx, *signup).await?;
            add_occurrence(tx, &mut facts, *occurrence).await?;
            add_named(tx, &mut facts, party).await?;
            let named: Vec<ResidentId> = facts.named.iter().map(|person| person.id).collect();
            add_party(tx, &mut facts, &named, &named).await?;
        }
        Command::CancelSignup { signup } | Command::AcceptOffer { signup } | Command::OfferTo { signup } => {
            facts.signup = signup::load(tx, *signup).await?;
            if let Some(occurrence) = facts.signup.as_ref().map(|signup| signup.occurrence) {
                add_occurrence(tx, &mut facts, occurrence).await?;
                match command {
                    Command::CancelSignup { .. } => add_waiting_for_place(tx, &mut facts).await?,
                    _ => add_waiting(tx, &mut facts, None).await?,
                }
            }
        }
        Command::AnswerSignup { signup, .. } => add_asking(tx, &mut facts, *signup).await?,
        Command::AddOccurrence { occurrence, activity, plan } => {
            facts.activity = activity::load(tx, *activity).await?;
            facts.occurrence = occurrence::load(tx, *occurrence).await?;
            facts.venue = occurrence::load_venue(tx, plan.venue).await?;
        }
        Command::EditOccurrence { occurrence, plan, before } => {
            add_occurrence(tx, &mut facts, *occurrence).await?;
            let plan = plan.meant(facts.occurrence.as_ref(), before.as_ref());
            facts.venue = occurrence::load_venue(tx, plan.venue).await?;
            facts.seated = signup::seated(tx, *occurrence).await?;
            facts.offered = signup::offered(tx, *occurrence).await?;
            facts.entered = signup::entered(tx, *occurrence).await?;
            if facts.occurrence.as_ref().is_some_and(|date| date.approval) {
                // They keep approval on the date, and hear where it is moved to.
                facts.unanswered = signup::unanswered(tx, *occurrence).await?;
            }
            facts.leases = store::lease::of_date(tx, *occurrence).await?;
            add_waiting(tx, &mut facts, Some((plan.starts, plan.ends))).await?;
            let there = (plan.starts, plan.ends, plan.venue);
            let moved = |date: &Occurrence| (date.starts, date.ends, date.venue) != there;
            if facts.occurrence.as_ref().is_some_and(moved) {
                duty::add_moving(tx, &mut facts, &[*occurrence]).await?;
            }
        }
        Command::CancelOccurrence { occurrence, .. } => {
            add_occurrence(tx, &mut facts, *occurrence).await?;
            add_waiting(tx, &mut facts, None).await?;
            facts.seated = signup::seated(tx, *occurrence).await?;
            facts.offered = signup::offered(tx, *occurrence).await?;
            facts.entered = signup::entered(tx, *occurrence).await?;
            facts.unanswered = signup::unanswered(tx, *occurrence).await?;
            facts.leases = store::lease::of_date(tx, *occurrence).await?;
            facts.shifts = duty::of_date(tx, *occurrence, now).await?;
        }
        Command::PostActivity { .. }
        | Command::ChangeActivity { .. }
        | Command::CancelFrom { .. }
        | Command::AmendFrom { .. } => {
            series::add_facts(tx, &mut facts, command).await?;
            picture::add_facts(tx, &mut facts, command).await?;
        }
        Command::SchedulePost { scheduled, organization, content, .. } => {
            facts.scheduled = scheduled::load(tx, *scheduled).await?;
            series::add_facts(tx, &mut facts, &content.command(*organization)).await?;
            picture::add_facts(tx, &mut facts, command).await?;
        }
        Command::ChangeScheduled { scheduled, .. } => scheduled::add_facts(tx, &mut facts, *scheduled).await?,
        Command::PlaceOrder { order, day, eater, delivered, from_balance, .. } => {
            canteen::add_order(tx, &mut facts, *order, Some(*day)).await?;
            money::add_eater(tx, &mut facts, *eater).await?;
            if *delivered {
                canteen::add_doorstep(tx, &mut facts, *eater).await?;
            }
            if *from_balance {
                money::add_booking(tx, &mut facts, *order).await?;
            }
        }
        Command::PlaceOrderFor { order, day, eater, .. } => {
            canteen::add_order_for(tx, &mut facts, *order, *day, *eater).await?;
            money::add_eater(tx, &mut facts, *eater).await?;
        }
        Command::CountServing { serving, .. } => facts.servings.extend(serving::load(tx, *serving).await?),
        Command::RateOrder { rating, order, .. } => {
            facts.order = order::load(tx, *order).await?;
            facts.rating = store::rating::of_order(tx, *order).await?;
            facts.rating_elsewhere = store::rating::elsewhere(tx, *rating, *order).await?;
        }
        Command::CancelOrder { order } | Command::ChangeOrder { order, .. } => {
            canteen::add_order(tx, &mut facts, *order, None).await?;
            money::add_payment(tx, &mut facts, *order).await?;
            if let Some(eater) = facts.order.as_ref().map(|order| order.eater.id) {
                money::add_eater(tx, &mut facts, eater).await?;
            }
        }
        Command::SetMenu { .. } | Command::CopyMenus { .. } => canteen::add_menus(tx, &mut facts, command).await?,
        Command::ShowDish { .. } => {
            canteen::add_menus(tx, &mut facts, command).await?;
            picture::add_facts(tx, &mut facts, command).await?;
        }
        Command::HandOut { order } => {
            canteen::add_order(tx, &mut facts, *order, None).await?;
            store::errand::add_row(tx, &mut facts, false).await?;
        }
        Command::NoteErrand { errand, .. } => {
            canteen::add_order(tx, &mut facts, *errand, None).await?;
            store::errand::add_facts(tx, &mut facts).await?;
        }
        Command::TopUp { .. }
        | Command::PayBack { .. }
        | Command::PayOrder { .. }
        | Command::TakePayment { .. }
        | Command::ReverseEntry { .. }
        | Command::CloseTill { .. } => money::add(tx, &mut facts, command).await?,
        Command::SetRegular { regular, eater, meal, .. } => {
            facts.regular = regular::load(tx, *regular).await?;
            facts.regular_open = regular::is_open(tx, (*eater, *meal), *regular).await?;
        }
        Command::RecordVisit { visit, .. } => facts.visit = visit::load(tx, *visit).await?,
        Command::EndRegular { regular } => facts.regular = regular::load(tx, *regular).await?,
        Command::FileReport { report, draft } => {
            add_report(tx, &mut facts, *report).await?;
            if let Some(need) = draft.need {
                facts.need = report::load_need(tx, need).await?;
            }
        }
        Command::WithdrawReport { report } | Command::AnswerReport { report, .. } => {
            add_report(tx, &mut facts, *report).await?;
        }
        Command::Endorse { report } => {
            add_report(tx, &mut facts, *report).await?;
            facts.endorsed = endorsement::exists(tx, *report, facts.actor.id).await?;
        }
        Command::MergeReport { report, into } => {
            add_report(tx, &mut facts, *report).await?;
            facts.into = report::load(tx, *into).await?;
            if let Some(merged) = &facts.report {
                facts.endorsed = endorsement::exists(tx, *into, merged.reporter.id).await?;
            }
        }
        Command::RegisterResident { resident } => {
            facts.resident_exists = resident::exists(tx, resident.id).await?;
            facts.compounds = place::compounds(tx).await?;
        }
        Command::NoteAid { resident, .. } => store::aid::add_facts(tx, &mut facts, *resident).await?,
        Command::NoteCall { notice, .. } => facts.unreached = store::reach::load(tx, *notice).await?,
        Command::SeeNotices { .. } | Command::ChooseNotices { .. } => notice::add_facts(tx, &mut facts).await?,
        Command::RevokeDevice { device } => {
            facts.device = device::load(tx, *device, facts.actor.id).await?;
        }
        Command::TakeShift { .. }
        | Command::LeaveShift { .. }
        | Command::SeekReplacement { .. }
        | Command::AddShift { .. }
        | Command::EditShift { .. }
        | Command::CancelShift { .. }
        | Command::NotePresence { .. }
        | Command::CloseAttendance { .. }
        | Command::SayThanks { .. }
        | Command::NoteTally { .. }
        | Command::SignHours { .. }
        | Command::ReverseHours { .. }
        | Command::IssueCertificate { .. }
        | Command::RecordQualification { .. }
        | Command::AuthoriseCollector { .. }
        | Command::WithdrawCollector { .. } => service::add(tx, &mut facts, command).await?,
        Command::AskToJoin { .. }
        | Command::InviteToJoin { .. }
        | Command::AnswerJoining { .. }
        | Command::LeaveTeam { .. }
        | Command::TakeOffTeam { .. }
        | Command::SetStanding { .. } => joining::add(tx, &mut facts, command).await?,
        Command::PostCall { .. } | Command::ChangeCall { .. } | Command::CloseCall { .. } | Command::Pledge { .. } => {
            alliance::add(tx, &mut facts, command).await?;
        }
        Command::ProposeSwap { .. } | Command::AnswerSwap { .. } => swap::add(tx, &mut facts, command).await?,
        Command::OfferSkill { .. } | Command::WithdrawOffering { .. } | Command::Favour { .. } => {
            skills::add(tx, &mut facts, command).await?;
        }
        Command::Stint { stint, step } => stint::add(tx, &mut facts, *stint, step).await?,
        Command::Mandate { .. } => store::mandate::add_facts(tx, &mut facts, command).await?,
        Command::LeasePlaces { .. } | Command::ReturnPlaces { .. } | Command::GivePlaces { .. } => {
            lease::add(tx, &mut facts, command).await?;
        }
    }
    Ok(facts)
}

/// A sign-up that asks, who waits before it, and what its people have at that time.
async fn add_asking(tx: &mut Tx, facts: &mut Facts, id: SignupId) -> sqlx::Result<()> {
    facts.signup = signup::load(tx, id).await?;
    let Some(signup) = facts.signup.clone() else { return Ok(()) };
    add_occurrence(tx, facts, signup.occurrence).await?;
    add_waiting(tx, facts, None).await?;
    facts.waiting_parties = u32::try_from(facts.waiting.len()).unwrap_or(u32::MAX);
    for person in &signup.party {
        facts.duties.extend(duty::of_resident(tx, person.id, facts.now).await?);
    }
    Ok(())
}

async fn add_occurrence(tx: &mut Tx, facts: &mut Facts, id: OccurrenceId) -> sqlx::Result<()> {
    facts.occurrence = occurrence::load(tx, id).await?;
    if let Some(date) = &facts.occurrence {
        facts.activity = activity::load(tx, date.activity).await?;
    }
    Ok(())
}

/// What a party's people do on that day and at that time: what the `engaged` and their wards are signed up for, and duties.
async fn add_party(tx: &mut Tx, facts: &mut Facts, engaged: &[ResidentId], party: &[ResidentId]) -> sqlx::Result<()> {
    let Some((occurrence, waiting)) = facts.occurrence.as_ref().map(|date| (date.id, date.waiting)) else {
        return Ok(());
    };
    if waiting > 0 {
        facts.waiting_parties = signup::waiting_parties(tx, occurrence).await?;
    }
    for person in engaged {
        let mut found = signup::engagements(tx, *person, facts.now).await?;
        found.retain(|(signup, ..)| !facts.engagements.iter().any(|(known, ..)| known.id == signup.id));
        facts.engagements.extend(found);
    }
    for person in party.iter().take(PARTY_MAX) {
        facts.duties.extend(duty::of_resident(tx, *person, facts.now).await?);
    }
    add_waiting_for_newcomer(tx, facts).await?;
    add_guests(tx, facts, party).await
}

/// The people of a party whom an organizer may know of: staff everyone, others whom their organization knows. Where somebody may
/// not sign anybody up, nobody is looked for.
async fn add_named(tx: &mut Tx, facts: &mut Facts, party: &[ResidentId]) -> sqlx::Result<()> {
    let Some(organization) = facts.occurrence.as_ref().map(|date| date.organization) else { return Ok(()) };
    if !may(&facts.actor, Act::RunActivities(organization)) {
        return Ok(());
    }
    for id in party.iter().take(PARTY_MAX) {
        if departure::gone(tx, *id).await? {
            continue;
        }
        let person = if may(&facts.actor, Act::WorkAtDesk) {
            resident::person(tx, *id).await?.map(|(person, _)| person)
        } else {
            resident::known_to(tx, organization, *id).await?
        };
        facts.named.extend(person);
    }
    Ok(())
}

/// What is known of a party's people, where not everyone may come. Strangers to the actor are refused anyway.
async fn add_guests(tx: &mut Tx, facts: &mut Facts, party: &[ResidentId]) -> sqlx::Result<()> {
    let rule = facts.activity.as_ref().map(|activity| (activity.organization, activity.audience_rule));
    let Some((organization, _)) = rule.filter(|(_, rule)| !rule.is_everyone()) else { return Ok(()) };
    facts.compounds = place::compounds(tx).await?;
    let known: Vec<Person> = facts.actor.people(Power::SignUp).into_iter().chain(facts.named.clone()).collect();
    for person in known.iter().filter(|person| party.contains(&person.id)) {
        facts.guests.extend(resident::guest(tx, person.id, organization).await?);
    }
    Ok(())
}

/// Who waits for the date, what everyone on it has elsewhere at its time (`moved_to`, when it is moved), and the lists that
/// may move with it.
pub(super) async fn add_waiting(
    tx: &mut Tx,
    facts: &mut Facts,
    moved_to: Option<(Moment, Moment)>,
) -> sqlx::Result<()> {
    let Some(Occurrence { id, starts, ends, .. }) = facts.occurrence else { return Ok(()) };
    let (from, until) = moved_to.unwrap_or((starts, ends));
    facts.waiting = signup::waiting(tx, id).await?;
    facts.engagements.extend(signup::elsewhere(tx, id, from, until).await?);
    let first = waiting::beside(tx, id, starts.min(from), ends.max(until), facts.now).await?;
    waiting::add_lists(tx, facts, first).await
}

/// Who may move up when a place is given back. Where nobody waits for it, only other lists are looked at: whoever gives it back
/// may wait there.
async fn add_waiting_for_place(tx: &mut Tx, facts: &mut Facts) -> sqlx::Result<()> {
    match facts.occurrence {
        Some(Occurrence { id, starts, ends, waiting: 0, .. }) => {
            let first = waiting::beside(tx, id, starts, ends, facts.now).await?;
            waiting::add_lists(tx, facts, first).await
        }
        _ => add_waiting(tx, facts, None).await,
    }
}

/// Behind parties that are elsewhere a free place is for the newcomer; and where the newcomer waits for that time, those
/// behind may move up. Most sign-ups concern neither, and load nothing.
async fn add_waiting_for_newcomer(tx: &mut Tx, facts: &mut Facts) -> sqlx::Result<()> {
    let Some(date) = facts.occurrence.clone() else { return Ok(()) };
    let waits = |(signup, other, _): &&Engagement| {
        matches!(signup.state, SignupState::Waiting { .. }) && other.overlaps(date.starts, date.ends)
    };
    let first = facts.engagements.iter().filter(waits).map(|(_, other, _)| other.id).collect();
    waiting::add_lists(tx, facts, first).await?;
    if facts.waiting_parties > 0 && date.free() > 0 {
        add_waiting(tx, facts, None).await?;
    }
    Ok(())
}

async fn add_report(tx: &mut Tx, facts: &mut Facts, id: ReportId) -> sqlx::Result<()> {
    facts.report = report::load(tx, id).await?;
    facts.compounds = place::compounds(tx).await?;
    Ok(())
}
