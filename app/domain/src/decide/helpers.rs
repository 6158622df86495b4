//! The rules of what volunteers, organizers, cooks and the desk do.

use crate::activity::{self, Posting};
use crate::change::Change;
use crate::command::Command;
use crate::facts::Facts;
use crate::permission::{Act, require};
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, Registered, check_born, check_phone};
use crate::{
    aid, approval, attendance, call, certificate, closing, collector, device, dish, duty, errand, favour, hours,
    joining, kept, lease, ledger, mandate, member, menu, notice, occurrence, offer, offering, order, payment, pledge,
    qualification, rating, regular, report, reversal, scheduled, series, serving, shift, stint, swap, tally, thanks,
    unreached, visit,
};

/// What the command does to the rows, or why not. What residents do is not decided here.
pub(super) fn decide(facts: &Facts, command: &Command) -> Result<Vec<Change>, Refusal> {
    match command {
        Command::RevokeDevice { .. } => device::revoke(facts),
        Command::AuthoriseCollector { collector, trusted } => collector::authorise(facts, *collector, trusted),
        Command::WithdrawCollector { .. } => collector::withdraw(facts),
        Command::NoteAid { resident, noted, before } => aid::note(facts, *resident, noted, before.as_ref()),
        Command::PlaceOrderFor { order, day, eater, portions, by_phone } => {
            order::place_for(facts, *order, *day, *eater, portions, *by_phone)
        }
        Command::SetRegular { regular, eater, habit, meal } => regular::set(facts, *regular, *eater, habit, *meal),
        Command::EndRegular { .. } => regular::end(facts),
        Command::RecordVisit { found, words, .. } => visit::record(facts, *found, words),
        Command::HandOut { .. } => order::hand_out(facts),
        Command::NoteErrand { state, at, .. } => errand::note(facts, *state, *at),
        Command::CountServing { serving, left, wasted } => serving::count(facts, *serving, *left, *wasted),
        Command::RateOrder { rating, rated, .. } => rating::rate(facts, *rating, rated),
        Command::AnswerReport { state, words, .. } => report::answer(facts, *state, words),
        Command::MergeReport { .. } => report::merge(facts),
        Command::AddOccurrence { occurrence, plan, .. } => occurrence::add(facts, *occurrence, plan),
        Command::EditOccurrence { plan, before, .. } => occurrence::edit_over(facts, plan, before.as_ref()),
        Command::CancelOccurrence { reason, .. } => occurrence::cancel(facts, reason),
        Command::PostActivity { activity, organization, draft, first, occurrence, series } => {
            let (activity, organization, occurrence) = (*activity, *organization, *occurrence);
            let posting = Posting { activity, organization, occurrence, first, series: series.as_ref() };
            activity::post(facts, &posting, draft)
        }
        Command::ChangeActivity { draft, series, .. } => activity::change(facts, draft, series.as_ref()),
        Command::CancelFrom { reason, .. } => occurrence::cancel_from(facts, reason),
        Command::AmendFrom { amendment, before, .. } => series::from_here_over(facts, amendment, before.as_ref()),
        Command::RegisterResident { resident } => register(facts, resident),
        Command::TakeShift { duty, resident, witness, .. } => match &facts.duty {
            Some(known) => duty::agree(facts, known, *resident, witness),
            None => duty::take(facts, *duty, *resident),
        },
        Command::LeaveShift { .. } => duty::leave(facts),
        Command::SeekReplacement { seeking, .. } => duty::seek(facts, *seeking),
        Command::AddShift { shift, organization, occurrence, plan } => {
            shift::add(facts, *shift, *organization, *occurrence, plan)
        }
        Command::EditShift { plan, before, .. } => shift::edit_over(facts, plan, before.as_ref()),
        Command::CancelShift { reason, .. } => shift::cancel(facts, reason),
        Command::SignHours { hours, served } => hours::sign(facts, *hours, served),
        Command::Stint { stint, step } => stint::take(facts, *stint, step),
        Command::ReverseHours { hours, reason, .. } => hours::reverse(facts, *hours, reason),
        Command::RecordQualification { qualification, skill, until, .. } => {
            qualification::record(facts, *qualification, *skill, *until)
        }
        Command::OfferTo { .. } => offer::offer_to(facts),
        Command::ProposeSwap { swap, code, .. } => swap::propose(facts, *swap, code),
        Command::AnswerSwap { agreed, .. } => swap::answer(facts, *agreed),
        Command::AskToJoin { joining, words, .. } => joining::ask(facts, *joining, words),
        Command::InviteToJoin { joining, organization, words, .. } => {
            joining::invite(facts, *joining, *organization, words)
        }
        Command::AnswerJoining { agreed, words, .. } => joining::answer(facts, *agreed, words),
        Command::LeaveTeam { organization } => joining::leave(facts, *organization),
        Command::TakeOffTeam { .. } => joining::take_off(facts),
        Command::SetStanding { substitute, .. } => member::set_standing(facts, *substitute),
        Command::SignUpFor { signup, party, .. } => kept::sign_up_for(facts, *signup, party),
        Command::IssueCertificate { certificate, organization, person, from, until, volunteer } => {
            certificate::issue(facts, *certificate, *organization, *person, (*from, *until), volunteer)
        }
        Command::PostCall { call, organization, plan } => call::post(facts, *call, *organization, plan),
        Command::ChangeCall { plan, .. } => call::change(facts, plan),
        Command::CloseCall { .. } => call::close(facts),
        Command::Pledge { unit, count, words, .. } => pledge::pledge(facts, *unit, *count, words),
        Command::CloseAttendance { .. } => attendance::close(facts),
        Command::SayThanks { words, pictures, seen, .. } => {
            thanks::say_over(facts, words, pictures.as_deref(), seen.as_deref())
        }
        Command::SeeNotices { until } => notice::see(facts, *until),
        Command::ChooseNotices { kind, wanted } => notice::choose(facts, *kind, *wanted),
        Command::NoteCall { told, door, .. } => unreached::call(facts, *told, *door),
        Command::NoteTally { tally, counted } => tally::note(facts, *tally, counted),
        Command::TopUp { .. }
        | Command::PayBack { .. }
        | Command::PayOrder { .. }
        | Command::TakePayment { .. }
        | Command::ReverseEntry { .. }
        | Command::CloseTill { .. } => money(facts, command),
        Command::AnswerSignup { agreed, words, .. } => approval::answer(facts, *agreed, words),
        Command::SchedulePost { scheduled, organization, publish_at, content } => {
            scheduled::schedule(facts, *scheduled, *organization, *publish_at, content)
        }
        Command::ChangeScheduled { timing, .. } => scheduled::change(facts, *timing),
        Command::OfferSkill { offering, craft } => offering::offer(facts, *offering, craft),
        Command::WithdrawOffering { .. } => offering::withdraw(facts),
        Command::Favour { favour, step } => favour::take(facts, *favour, step),
        Command::SetMenu { day, dishes, limits, meal } => menu::set(facts, (*day, *meal), dishes, *limits),
        Command::CopyMenus { first } => menu::copy(facts, *first),
        Command::ShowDish { dish, picture } => dish::show(facts, *dish, *picture),
        Command::Mandate { mandate, step } => mandate::take(facts, *mandate, step),
        Command::LeasePlaces { .. } | Command::ReturnPlaces { .. } => leases(facts, command),
        Command::GivePlaces { .. } => leases(facts, command),
        // Named one by one, so that a new command is not forgotten.
        Command::SignUp { .. }
        | Command::CancelSignup { .. }
        | Command::AcceptOffer { .. }
        | Command::PlaceOrder { .. }
        | Command::CancelOrder { .. }
        | Command::ChangeOrder { .. }
        | Command::FileReport { .. }
        | Command::WithdrawReport { .. }
        | Command::Endorse { .. }
        | Command::NotePresence { .. } => Ok(Vec::new()),
    }
}

/// What moves money.
fn money(facts: &Facts, command: &Command) -> Result<Vec<Change>, Refusal> {
    match command {
        Command::TopUp { entry, fen, tender, .. } => ledger::top_up(facts, *entry, *fen, *tender),
        Command::PayBack { entry, fen, .. } => ledger::pay_back(facts, *entry, *fen),
        Command::PayOrder { entry, .. } => payment::from_balance(facts, *entry),
        Command::TakePayment { entry, tender, .. } => payment::at_counter(facts, *entry, *tender),
        Command::ReverseEntry { entry, reason, .. } => reversal::reverse(facts, *entry, reason),
        Command::CloseTill { entry, day, counted_fen, words } => {
            closing::close(facts, *entry, *day, *counted_fen, words)
        }
        _ => Ok(Vec::new()),
    }
}

/// What leaders do with the places on their phones.
fn leases(facts: &Facts, command: &Command) -> Result<Vec<Change>, Refusal> {
    match command {
        Command::LeasePlaces { lease, places, until, .. } => lease::take(facts, *lease, *places, *until),
        Command::GivePlaces { signup, party, at, .. } => lease::hand_out(facts, *signup, party, *at),
        _ => lease::give_back(facts),
    }
}

/// The desk registers a resident.
fn register(facts: &Facts, resident: &Registered) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let name = resident.name.trim();
    let short = |text: &str| text.chars().count() <= NAME_MAX;
    if name.is_empty() || !short(name) || !short(&resident.called) {
        return Err(Refusal::BadName);
    }
    if !short(&resident.stairwell) || !short(&resident.room) {
        return Err(Refusal::WordsTooLong { max: NAME_MAX });
    }
    if resident.stairwell.trim().is_empty() || resident.room.trim().is_empty() {
        return Err(Refusal::WordsMissing);
    }
    check_phone(&resident.phone)?;
    check_born(&resident.born)?;
    if facts.resident_exists || facts.compound_of(resident.building).is_none() {
        return Err(Refusal::NotFound);
    }
    Ok(vec![Change::Resident(Registered { name: name.into(), ..resident.clone() })])
}
