//! The facts for a command, from what the phone holds.

use super::Replica;
use crate::activity::Activity;
use crate::arrange::Arrange;
use crate::audience;
use crate::command::Command;
use crate::duty::Duty;
use crate::facts::Facts;
use crate::id::{OccurrenceId, ResidentId, SignupId};
use crate::occurrence::Occurrence;
use crate::order::Order;
use crate::permission::Actor;
use crate::report::{Endorsement, Report};
use crate::shift::Shift;
use crate::signup::{Signup, SignupState};
use crate::subsidy::Eater;
use crate::when::{Day, Moment};

impl Replica {
    /// What a rule may look at when it runs here. Other people's rows are not on this phone, so the answer is
    /// a forecast.
    pub fn facts(&self, actor: ResidentId, command: &Command, now: Moment) -> Facts {
        let known = self.get::<Actor>(actor.0).cloned();
        let actor = known.unwrap_or(Actor { id: actor, ..Actor::default() }).at(now.day());
        let community = self.community().cloned().unwrap_or_default();
        let mut facts = Facts { now, actor, community, forecast: true, ..Facts::default() };
        match command {
            Command::SignUp { signup, occurrence, split, .. } => {
                facts.signup = self.get(signup.0).cloned();
                facts.id_taken = split.is_some_and(|rest| self.get::<Signup>(rest.0).is_some());
                self.add_occurrence(&mut facts, *occurrence);
                self.add_engagements(&mut facts);
                self.add_guest(&mut facts);
                self.add_duties(&mut facts);
            }
            Command::CancelSignup { signup } | Command::AcceptOffer { signup } => {
                self.add_signup(&mut facts, *signup);
            }
            Command::PlaceOrder { order, day, eater, .. } => {
                self.add_order(&mut facts, order.0, Some(*day));
                facts.eater = (*eater == facts.actor.id).then(|| Eater::of(&facts.actor));
            }
            Command::CancelOrder { order } | Command::ChangeOrder { order, .. } => {
                self.add_order(&mut facts, order.0, None);
                let own = facts.order.as_ref().is_some_and(|order| order.eater.id == facts.actor.id);
                facts.eater = own.then(|| Eater::of(&facts.actor));
                #[cfg(feature = "desk")]
                self.add_payment(&mut facts, *order);
            }
            Command::FileReport { .. } | Command::WithdrawReport { .. } | Command::Endorse { .. } => {
                self.add_report(&mut facts, command)
            }
            Command::NotePresence { seen, .. } => self.add_door(&mut facts, seen),
            #[cfg(feature = "desk")]
            _ => self.add_helpers(&mut facts, command),
            // What nobody decides here needs no facts.
            #[cfg(not(feature = "desk"))]
            _ => {}
        }
        facts
    }

    pub(super) fn add_signup(&self, facts: &mut Facts, id: SignupId) {
        facts.signup = self.get(id.0).cloned();
        if let Some(occurrence) = facts.signup.as_ref().map(|signup| signup.occurrence) {
            self.add_occurrence(facts, occurrence);
            self.add_engagements(facts);
        }
    }

    pub(super) fn add_occurrence(&self, facts: &mut Facts, id: OccurrenceId) {
        facts.occurrence = self.get::<Occurrence>(id.0).cloned();
        facts.activity =
            facts.occurrence.as_ref().and_then(|occurrence| self.get::<Activity>(occurrence.activity.0)).cloned();
        let known: Vec<&Signup> = self.all::<Signup>().filter(|signup| signup.occurrence == id).collect();
        facts.seated = known.iter().filter(|s| s.state == SignupState::Confirmed).map(|s| (*s).clone()).collect();
        let offered = |s: &&&Signup| matches!(s.state, SignupState::Offered { .. });
        facts.offered = known.iter().filter(offered).map(|s| (*s).clone()).collect();
        let mut waiting: Vec<(i64, Signup)> = known
            .iter()
            .filter_map(|s| match s.state {
                SignupState::Waiting { ticket, .. } => Some((ticket, (*s).clone())),
                _ => None,
            })
            .collect();
        waiting.arrange_by_key(|(ticket, _)| *ticket);
        facts.waiting = waiting.into_iter().map(|(_, signup)| signup).collect();
        facts.waiting_parties = facts.occurrence.as_ref().map_or(0, |occurrence| occurrence.waiting);
    }

    /// This phone's own person; of their wards it knows too little.
    fn add_guest(&self, facts: &mut Facts) {
        let rule = facts.activity.as_ref().map(|activity| (activity.organization, activity.audience_rule));
        let Some((organization, _)) = rule.filter(|(_, rule)| !rule.is_everyone()) else { return };
        facts.compounds = self.all().cloned().collect();
        if self.me().is_some_and(|me| me.id == facts.actor.id) {
            facts.guests = vec![audience::own(&facts.actor, organization, facts)];
        }
    }

    pub(super) fn add_engagements(&self, facts: &mut Facts) {
        for signup in self.all::<Signup>().filter(|signup| signup.live()) {
            if let Some(occurrence) = self.get::<Occurrence>(signup.occurrence.0) {
                let activity = self.get::<Activity>(occurrence.activity.0);
                let title = activity.map(|activity| activity.title.clone()).unwrap_or_default();
                facts.engagements.push((signup.clone(), occurrence.clone(), title));
            }
        }
    }

    pub(super) fn add_duties(&self, facts: &mut Facts) {
        for duty in self.all::<Duty>().filter(|duty| duty.state.live()) {
            if let Some(shift) = self.get::<Shift>(duty.shift.0) {
                facts.duties.push((duty.clone(), shift.clone()));
            }
        }
    }

    pub(super) fn add_order(&self, facts: &mut Facts, id: uuid::Uuid, day: Option<Day>) {
        facts.order = self.get::<Order>(id).cloned();
        let day = day.or(facts.order.as_ref().map(|order| order.day));
        facts.servings = self.all().filter(|s: &&crate::serving::Serving| Some(s.day) == day).cloned().collect();
        facts.orders_that_day = self.all().filter(|o: &&Order| Some(o.day) == day).cloned().collect();
        facts.quotas = facts.community.all_quotas();
    }

    pub(super) fn add_report(&self, facts: &mut Facts, command: &Command) {
        facts.compounds = self.all().cloned().collect();
        let report = match command {
            Command::FileReport { report, draft } => {
                facts.need = draft.need.and_then(|need| self.get(need.0)).cloned();
                report
            }
            Command::WithdrawReport { report } | Command::Endorse { report } => report,
            #[cfg(feature = "desk")]
            Command::AnswerReport { report, .. } | Command::MergeReport { report, .. } => report,
            _ => return,
        };
        facts.report = self.get::<Report>(report.0).cloned().or_else(|| self.neighbours_report(report.0));
        facts.endorsed = self.get::<Endorsement>(report.0).is_some();
    }

    /// A neighbour's report as far as this phone knows it, so that "我也需要" can count it at once.
    fn neighbours_report(&self, id: uuid::Uuid) -> Option<Report> {
        let known = self.get::<crate::report::PublicReport>(id)?;
        Some(Report {
            id: known.id,
            reporter: crate::resident::Person { name: known.name.clone(), ..Default::default() },
            need: known.need,
            words: known.words.clone(),
            building: None,
            photos: Vec::new(),
            shown: !known.words.is_empty(),
            state: known.state,
            steps: Vec::new(),
            endorsed: known.endorsed,
            merged_into: None,
            made: known.made,
            by: None,
        })
    }
}
