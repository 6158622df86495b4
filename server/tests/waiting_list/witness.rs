//! Who looks at a date after each commit and says what must not be. It looks at the sign-ups themselves and knows nothing of how
//! the server moves a list up.

use domain::id::SignupId;
use domain::occurrence::Occurrence;
use domain::signup::{Signup, SignupState};
use std::collections::{BTreeMap, BTreeSet};

/// What was seen of one date, commit by commit.
#[derive(Debug, Default)]
pub struct Witness {
    /// The tickets of those who were seen waiting and have not moved up.
    waiting: BTreeMap<SignupId, i64>,
    /// Who has moved up.
    promoted: BTreeSet<SignupId>,
    /// The last ticket that moved up.
    last: i64,
    /// What must not be.
    pub wrong: Vec<String>,
}

impl Witness {
    /// How many have moved up.
    pub fn promoted(&self) -> usize {
        self.promoted.len()
    }

    /// Looks at the date as a commit leaves it.
    pub fn sees(&mut self, date: &Occurrence, signups: &[Signup]) {
        let (mut confirmed, mut held) = (0, 0);
        let (mut line, mut moved) = (Vec::new(), Vec::new());
        for signup in signups {
            match signup.state {
                SignupState::Confirmed => confirmed += signup.seats(),
                SignupState::Offered { .. } => held += signup.seats(),
                SignupState::Waiting { ticket, position } => line.push((ticket, position, signup)),
                _ => {}
            }
            if signup.holds()
                && let Some(ticket) = self.waiting.remove(&signup.id)
            {
                moved.push((ticket, signup.id));
            }
        }
        self.counts(date, confirmed, held, !line.is_empty());
        self.order(moved);
        line.sort_by_key(|(ticket, ..)| *ticket);
        for (place, (ticket, position, signup)) in (1..).zip(line) {
            if position != place {
                self.wrong.push(format!("ticket {ticket} is number {place} and is told {position}"));
            }
            if ticket < self.last {
                self.wrong.push(format!("ticket {ticket} was passed over by {}", self.last));
            }
            if self.promoted.contains(&signup.id) {
                self.wrong.push(format!("ticket {ticket} has moved up and waits again"));
            }
            self.waiting.insert(signup.id, ticket);
        }
    }

    fn counts(&mut self, date: &Occurrence, confirmed: u32, held: u32, some_wait: bool) {
        if confirmed + held > date.capacity {
            self.wrong.push(format!("{confirmed} + {held} people on {} places", date.capacity));
        }
        if some_wait && confirmed + held < date.capacity {
            self.wrong.push("a place is free while somebody waits".into());
        }
        if (date.confirmed, date.held) != (confirmed, held) {
            let said = (date.confirmed, date.held);
            self.wrong.push(format!("the date says {said:?}, the sign-ups {:?}", (confirmed, held)));
        }
    }

    fn order(&mut self, mut moved: Vec<(i64, SignupId)>) {
        moved.sort_unstable();
        for (ticket, id) in moved {
            if ticket <= self.last {
                self.wrong.push(format!("ticket {ticket} moves up after {}", self.last));
            }
            self.last = ticket.max(self.last);
            self.promoted.insert(id);
        }
    }
}
