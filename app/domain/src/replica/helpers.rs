//! The facts for what organizers, cooks and the desk do, from what the phone holds. For what volunteers do see [`super::service`].

use super::Replica;
use crate::activity::Posting;
use crate::certificate::Certificate;
use crate::command::Command;
use crate::dish::Dish;
use crate::duty::Duty;
use crate::facts::{Facts, Subject};
use crate::hours::Hours;
use crate::id::{OccurrenceId, OrganizationId, ResidentId, SignupId};
use crate::lease::Lease;
use crate::mandate::{Mandate, MandateState};
use crate::notice::Notice;
use crate::occurrence::Occurrence;
use crate::order::Order;
use crate::organization::Organization;
use crate::presence::Venture;
use crate::rating::Rating;
use crate::regular::Regular;
use crate::resident::Person;
use crate::scheduled::Scheduled;
use crate::serving::Serving;
use crate::shift::Shift;
use crate::signup::{Signup, SignupState};
use crate::tally::Tally;

impl Replica {
    pub(super) fn add_helpers(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::AddOccurrence { occurrence, activity, plan } => {
                facts.activity = self.get(activity.0).cloned();
                facts.occurrence = self.get(occurrence.0).cloned();
                facts.venue = self.get(plan.venue.0).cloned();
            }
            Command::EditOccurrence { occurrence, plan, before } => {
                self.add_own_date(facts, *occurrence);
                let plan = plan.meant(facts.occurrence.as_ref(), before.as_ref());
                facts.venue = self.get(plan.venue.0).cloned();
                self.add_moving(facts);
            }
            Command::RevokeDevice { device } => facts.device = self.get(device.0).cloned(),
            Command::AuthoriseCollector { collector, trusted } => {
                facts.collector = self.get(collector.0).cloned();
                facts.organization_exists = self.get::<Organization>(trusted.organization.0).is_some();
            }
            Command::WithdrawCollector { collector } => facts.collector = self.get(collector.0).cloned(),
            Command::NoteAid { resident, .. } => facts.aid = self.get(resident.0).cloned(),
            Command::OfferTo { signup } => self.add_signup(facts, *signup),
            Command::CancelOccurrence { occurrence, .. } => {
                self.add_own_date(facts, *occurrence);
                self.add_shifts(facts);
            }
            Command::CloseAttendance { occurrence } | Command::SayThanks { occurrence, .. } => {
                facts.occurrence = self.get(occurrence.0).cloned();
            }
            Command::SignUpFor { signup, occurrence, party } => self.add_called(facts, *signup, *occurrence, party),
            Command::LeasePlaces { .. } | Command::ReturnPlaces { .. } | Command::GivePlaces { .. } => {
                self.add_lease(facts, command);
            }
            Command::PostActivity { .. } | Command::ChangeActivity { .. } | Command::CancelFrom { .. } => {
                self.add_activity(facts, command);
            }
            Command::AmendFrom { occurrence, amendment, .. } => {
                self.add_with_later(facts, *occurrence);
                facts.venue = amendment.venue.and_then(|venue| self.get(venue.0)).cloned();
                self.add_moving(facts);
            }
            Command::AnswerSignup { signup, .. } => {
                facts.signup = self.get::<Signup>(signup.0).cloned();
                if let Some(date) = facts.signup.as_ref().map(|signup| signup.occurrence) {
                    self.add_own_date(facts, date);
                    self.add_engagements(facts);
                    self.add_duties(facts);
                }
            }
            Command::SchedulePost { scheduled, organization, content, .. } => {
                facts.scheduled = self.get(scheduled.0).cloned();
                self.add_activity(facts, &content.command(*organization));
            }
            Command::ChangeScheduled { scheduled, .. } => {
                facts.scheduled = self.get::<Scheduled>(scheduled.0).cloned();
                let post = facts.scheduled.as_ref().map(|row| row.content.command(row.organization));
                if let Some(post) = post {
                    self.add_activity(facts, &post);
                }
            }
            Command::NoteCall { notice, .. } => facts.unreached = self.get(notice.0).cloned(),
            Command::SeeNotices { .. } | Command::ChooseNotices { .. } => self.add_notices(facts),
            Command::PlaceOrderFor { order, day, eater, .. } => {
                self.add_order(facts, order.0, Some(*day));
                // Whom staff have searched for is on no phone: the server knows their name.
                let known = self.all::<Order>().map(|order| &order.eater).find(|person| person.id == *eater);
                facts.named = vec![known.cloned().unwrap_or(Person { id: *eater, ..Person::default() })];
            }
            Command::CountServing { serving, .. } => facts.servings.extend(self.get::<Serving>(serving.0).cloned()),
            Command::RateOrder { rating, order, .. } => {
                self.add_order(facts, order.0, None);
                facts.rating = self.all::<Rating>().find(|row| row.order == *order).cloned();
                facts.rating_elsewhere = self.get::<Rating>(rating.0).is_some_and(|row| row.order != *order);
            }
            Command::SetRegular { regular, eater, meal, .. } => {
                facts.regular = self.get(regular.0).cloned();
                let of = |row: &Regular| row.eater.id == *eater && row.meal == *meal;
                let open = |row: &Regular| of(row) && row.ended.is_none() && row.id != *regular;
                facts.regular_open = self.all::<Regular>().any(open);
            }
            Command::EndRegular { regular } => facts.regular = self.get(regular.0).cloned(),
            Command::RecordVisit { visit, .. } => facts.visit = self.get(visit.0).cloned(),
            Command::HandOut { order } => {
                self.add_order(facts, order.0, None);
                facts.errand = self.get(order.0).cloned();
            }
            Command::NoteErrand { errand, .. } => self.add_errand(facts, *errand),
            Command::SetMenu { .. } | Command::CopyMenus { .. } => self.add_menus(facts),
            Command::ShowDish { dish, .. } => facts.dishes.extend(self.get::<Dish>(dish.0).cloned()),
            Command::TopUp { .. }
            | Command::PayBack { .. }
            | Command::PayOrder { .. }
            | Command::TakePayment { .. }
            | Command::ReverseEntry { .. }
            | Command::CloseTill { .. } => self.add_money(facts, command),
            Command::AnswerReport { .. } => self.add_report(facts, command),
            Command::MergeReport { into, .. } => {
                self.add_report(facts, command);
                facts.into = self.get(into.0).cloned();
            }
            Command::Mandate { mandate, .. } => {
                let me = facts.actor.id;
                let waits = |row: &&Mandate| row.helper.id == me && row.state == MandateState::Asked;
                facts.asks = u32::try_from(self.all::<Mandate>().filter(waits).count()).unwrap_or(u32::MAX);
                facts.mandate = self.get(mandate.0).cloned();
            }
            Command::RegisterResident { .. } => facts.compounds = self.all().cloned().collect(),
            _ => self.add_service(facts, command),
        }
    }

    /// For the cook, whose phone has every order.
    fn add_menus(&self, facts: &mut Facts) {
        facts.dishes = self.all().cloned().collect();
        facts.servings = self.all().cloned().collect();
        facts.orders_that_day = self.all().cloned().collect();
        facts.quotas = facts.community.all_quotas();
    }

    /// For people who called or came.
    fn add_called(&self, facts: &mut Facts, signup: SignupId, date: OccurrenceId, party: &[ResidentId]) {
        facts.signup = self.get(signup.0).cloned();
        self.add_own_date(facts, date);
        self.add_engagements(facts);
        self.add_duties(facts);
        // Whom staff have searched for is on no phone: the server knows their name.
        let stranger = |who: ResidentId| Person { id: who, ..Person::default() };
        let named =
            |who: &ResidentId| self.subject(facts, *who).map_or_else(|| stranger(*who), |subject| subject.person);
        let named = party.iter().map(named).collect();
        facts.named = named;
    }

    /// For what leaders do with shifts, presences, hours and qualifications.
    pub(super) fn add_leaders(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::AddShift { shift, organization, occurrence, plan } => {
                facts.shift = self.get(shift.0).cloned();
                facts.organization_exists = self.get::<Organization>(organization.0).is_some();
                facts.venue = self.get(plan.venue.0).cloned();
                facts.occurrence = occurrence.and_then(|id| self.get(id.0)).cloned();
            }
            Command::EditShift { shift, plan, before } => {
                self.add_shift(facts, *shift);
                let plan = plan.meant(facts.shift.as_ref(), before.as_ref());
                facts.venue = self.get(plan.venue.0).cloned();
            }
            Command::CancelShift { shift, .. } => self.add_shift(facts, *shift),
            Command::NoteTally { tally, counted } => {
                facts.tally_exists = self.get::<Tally>(tally.0).is_some();
                match counted.of {
                    Venture::Occurrence(date) => facts.occurrence = self.get(date.0).cloned(),
                    Venture::Shift(shift) => facts.shift = self.get(shift.0).cloned(),
                }
            }
            Command::SignHours { served, .. } => {
                facts.duty = served.duty.and_then(|duty| self.get(duty.0)).cloned();
                facts.shift = facts.duty.as_ref().and_then(|duty| self.get(duty.shift.0)).cloned();
                self.add_hours(facts, served.organization, served.resident);
            }
            Command::ReverseHours { entry, .. } => {
                facts.entry = self.get::<Hours>(entry.0).cloned();
                if let Some(entry) = facts.entry.clone() {
                    self.add_hours(facts, entry.organization, entry.resident.id);
                    facts.favour = self.favour_of(entry.id);
                }
            }
            Command::IssueCertificate { certificate, organization, person, .. } => {
                facts.certificate_exists = self.get::<Certificate>(certificate.0).is_some();
                self.add_hours(facts, *organization, *person);
            }
            Command::RecordQualification { resident, .. } => {
                // Who lives here is on no phone: the server knows their name, and says if nobody is there.
                let stranger =
                    || Subject { person: Person { id: *resident, ..Person::default() }, ..Subject::default() };
                facts.subject = Some(self.subject(facts, *resident).unwrap_or_else(stranger));
            }
            _ => {}
        }
    }

    /// A date with everyone on it, for those who run it.
    fn add_own_date(&self, facts: &mut Facts, id: OccurrenceId) {
        self.add_occurrence(facts, id);
        let of = |state: SignupState| move |signup: &&Signup| signup.occurrence == id && signup.state == state;
        facts.entered = self.all::<Signup>().filter(of(SignupState::Entered)).cloned().collect();
        facts.unanswered = self.all::<Signup>().filter(of(SignupState::Asked)).cloned().collect();
        self.add_leases(facts, id);
    }

    fn add_lease(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::LeasePlaces { lease, occurrence, .. } => {
                facts.lease = self.get::<Lease>(lease.0).cloned();
                self.add_own_date(facts, *occurrence);
            }
            Command::ReturnPlaces { lease } => {
                facts.lease = self.get::<Lease>(lease.0).cloned();
                if let Some(date) = facts.lease.as_ref().map(|lease| lease.occurrence) {
                    self.add_own_date(facts, date);
                }
            }
            Command::GivePlaces { signup, occurrence, lease, party, .. } => {
                facts.lease = self.get::<Lease>(lease.0).cloned();
                self.add_called(facts, *signup, *occurrence, party);
            }
            _ => {}
        }
    }

    fn add_leases(&self, facts: &mut Facts, date: OccurrenceId) {
        let own = |lease: &&Lease| lease.occurrence == date && lease.live();
        facts.leases.extend(self.all::<Lease>().filter(own).cloned());
    }

    fn add_activity(&self, facts: &mut Facts, command: &Command) {
        facts.compounds = self.all().cloned().collect();
        match command {
            Command::PostActivity { activity, organization, first, occurrence, series, .. } => {
                let (activity, organization, occurrence) = (*activity, *organization, *occurrence);
                let posting = Posting { activity, organization, occurrence, first, series: series.as_ref() };
                facts.activity = self.get(activity.0).cloned();
                facts.organization_exists = self.get::<Organization>(organization.0).is_some();
                facts.venue = self.get(first.venue.0).cloned();
                facts.occurrence = self.get(posting.first_id(facts).0).cloned();
            }
            Command::ChangeActivity { activity, .. } => facts.activity = self.get(activity.0).cloned(),
            Command::CancelFrom { occurrence, .. } => {
                self.add_with_later(facts, *occurrence);
                self.add_shifts(facts);
            }
            _ => {}
        }
    }

    /// A date and the later ones of its activity, each with who holds or seeks a place on it.
    fn add_with_later(&self, facts: &mut Facts, occurrence: OccurrenceId) {
        self.add_own_date(facts, occurrence);
        let Some(first) = &facts.occurrence else { return };
        let later = |date: &&Occurrence| {
            date.activity == first.activity && date.starts > first.starts && date.cancelled.is_none()
        };
        let of = |date: &Occurrence| -> Vec<Signup> {
            let id = date.id;
            self.all::<Signup>().filter(|s| s.occurrence == id && s.live()).cloned().collect()
        };
        let dates = self.all::<Occurrence>().filter(later);
        let later: Vec<(Occurrence, Vec<Signup>)> = dates.map(|date| (date.clone(), of(date))).collect();
        for (date, _) in &later {
            self.add_leases(facts, date.id);
        }
        facts.later = later;
    }

    /// The shifts that go with dates that are moved, and what this phone knows of what else those on them have.
    fn add_moving(&self, facts: &mut Facts) {
        self.add_shifts(facts);
        if !facts.shifts.is_empty() {
            self.add_duties(facts);
            self.add_engagements(facts);
        }
    }

    /// The shifts of the dates that are moved or called off, as far as they are not over, each with who is on it.
    fn add_shifts(&self, facts: &mut Facts) {
        let later = facts.later.iter().map(|(date, _)| date.id);
        let dates: Vec<OccurrenceId> = facts.occurrence.iter().map(|date| date.id).chain(later).collect();
        let now = facts.now;
        let goes = |shift: &&Shift| {
            let of = shift.occurrence.is_some_and(|date| dates.contains(&date));
            of && shift.cancelled.is_none() && shift.ends > now
        };
        let on = |shift: &Shift| -> Vec<Duty> {
            let id = shift.id;
            self.all::<Duty>().filter(|duty| duty.shift == id && duty.state.live()).cloned().collect()
        };
        facts.shifts = self.all::<Shift>().filter(goes).map(|shift| (shift.clone(), on(shift))).collect();
    }

    fn add_notices(&self, facts: &mut Facts) {
        let me = facts.actor.id;
        let fresh = |notice: &&Notice| notice.person == me && notice.seen.is_none();
        facts.notices = self.all::<Notice>().filter(fresh).cloned().collect();
        facts.notice_choice = self.get(me.0).cloned();
    }

    pub(super) fn add_hours(&self, facts: &mut Facts, organization: OrganizationId, who: ResidentId) {
        facts.organization_exists = self.get::<Organization>(organization.0).is_some();
        facts.subject = self.subject(facts, who);
        facts.hours = self.all::<Hours>().filter(|entry| entry.resident.id == who).cloned().collect();
    }
}

#[cfg(test)]
mod tests;
