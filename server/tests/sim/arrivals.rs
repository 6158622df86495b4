//! What the server does with a request: in time, twice, or days later.

use super::run::{Event, Reply, Request, Run};
use super::weather::WAY_MS;
use domain::command::{Command, Envelope};
use domain::when::Moment;
use domain::wire::{Answer, Outcome};

impl Run {
    /// The server hears a request, in time or days later.
    pub fn hears(&mut self, from: usize, number: u64, request: Request) {
        let device = self.phones[from].device;
        let reply = match request {
            Request::Pull(request, actor) => match self.server.pull(&request, device, actor) {
                Some(pull) => Some(Reply::Pulled(pull)),
                None => Some(Reply::Status(401)),
            },
            Request::Push { epoch, commands } => {
                if !epoch.is_empty() && epoch != self.server.epoch() {
                    self.meets("other life");
                    Some(Reply::Status(409))
                } else {
                    self.decide(from, commands)
                }
            }
        };
        let Some(reply) = reply else { return };
        if !self.dice.chance(self.weather.answer_loss) {
            let ms = self.dice.between(1, WAY_MS);
            self.after(ms, Event::Answered { to: from, number, reply });
        }
    }

    /// The commands of a push, in order. None when the server dies on the way: what it had done by then is done.
    fn decide(&mut self, from: usize, commands: Vec<Envelope>) -> Option<Reply> {
        let device = self.phones[from].device;
        let mut answers: Vec<Answer> = Vec::new();
        for envelope in commands {
            if self.dice.chance(self.weather.server_crash) && self.dice.chance(0.2) {
                self.meets("server crash");
                return None;
            }
            if self.poisoned.contains(&envelope.id) {
                self.ledger.edit(envelope.id, |made| made.strikes += u32::from(answers.is_empty()));
                self.meets("poison");
                if answers.is_empty() {
                    return Some(Reply::Status(503));
                }
                break;
            }
            let first = !self.model.answered.contains_key(&envelope.id);
            let answer = self.server.apply(&envelope, device, Moment(self.now));
            self.note(&format!("{:?}", answer.outcome));
            if answer.already {
                self.meets("repeated");
            } else if matches!(answer.outcome, Outcome::Refused { .. }) {
                self.meets("refused");
            } else if let (Command::AnswerSwap { agreed: true, .. }, Outcome::Applied { .. }) =
                (&envelope.command, &answer.outcome)
            {
                self.meets("swap");
            }
            let right = self.model.hears(&envelope, device, self.now, &answer, &mut self.server);
            let in_order = if first && self.model.answered.contains_key(&envelope.id) {
                self.ledger.decides(envelope.id)
            } else {
                Ok(())
            };
            if let Err(what) = right.and(in_order) {
                self.wrong(what);
            }
            answers.push(answer);
        }
        Some(Reply::Pushed(answers))
    }
}
