//! The facts for what volunteers do with shifts, from what the phone holds.

use super::Replica;
use crate::command::Command;
use crate::duty::Duty;
use crate::facts::Facts;
use crate::id::DutyId;

impl Replica {
    pub(super) fn add_service(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::TakeShift { duty, shift, resident, .. } => {
                facts.duty = self.get(duty.0).cloned();
                self.add_shift(facts, *shift);
                let date = facts.shift.as_ref().and_then(|shift| shift.occurrence);
                facts.occurrence = date.and_then(|date| self.get(date.0)).cloned();
                facts.subject = self.subject(facts, *resident);
                self.add_engagements(facts);
                self.add_duties(facts);
            }
            Command::LeaveShift { duty } | Command::SeekReplacement { duty, .. } => self.add_duty(facts, *duty),
            Command::ProposeSwap { .. } | Command::AnswerSwap { .. } => self.add_swap(facts, command),
            Command::AskToJoin { .. }
            | Command::InviteToJoin { .. }
            | Command::AnswerJoining { .. }
            | Command::LeaveTeam { .. }
            | Command::TakeOffTeam { .. }
            | Command::SetStanding { .. } => self.add_joining(facts, command),
            Command::PostCall { .. }
            | Command::ChangeCall { .. }
            | Command::CloseCall { .. }
            | Command::Pledge { .. } => {
                self.add_alliance(facts, command);
            }
            Command::OfferSkill { .. } | Command::WithdrawOffering { .. } | Command::Favour { .. } => {
                self.add_skills(facts, command);
            }
            Command::Stint { stint, step } => self.add_stint(facts, *stint, step),
            _ => self.add_leaders(facts, command),
        }
    }

    fn add_duty(&self, facts: &mut Facts, id: DutyId) {
        facts.duty = self.get::<Duty>(id.0).cloned();
        if let Some(shift) = facts.duty.as_ref().map(|duty| duty.shift) {
            self.add_shift(facts, shift);
        }
    }
}
