//! Two volunteers who exchange their duties: what the server of plain maps needs to know for it, and what should be, written from the
//! rules. Both hands change or neither, whatever became of the one or the other while the proposal was on its way.

use super::memory::Memory;
use super::model::refuse;
use super::roster::{Roster, Turn};
use domain::command::Command;
use domain::duty::DutyState;
use domain::facts::{Facts, Subject};
use domain::id::{DutyId, ResidentId, ShiftId, SwapId};
use domain::presence::code;
use domain::swap::{Side, Swap, SwapState, called};
use domain::when::Moment;
use uuid::Uuid;

impl Memory {
    pub fn add_swap(&self, facts: &mut Facts, command: &Command) {
        match command {
            Command::ProposeSwap { swap, duty, shift, code } => {
                let open = |known: &Swap| known.given == *duty && known.state == SwapState::Proposed;
                facts.swap = self.swaps.get(swap).cloned();
                facts.swap_open = self.swaps.values().any(open);
                facts.proposer = self.side(*duty, facts.now);
                self.add_shift(facts, *shift);
                let asked = called(&facts.on_shift, code).map(|duty| duty.id);
                facts.asked = asked.and_then(|duty| self.side(duty, facts.now));
            }
            Command::AnswerSwap { swap, .. } => {
                facts.swap = self.swaps.get(swap).cloned();
                if let Some((given, wanted)) = facts.swap.as_ref().map(|swap| (swap.given, swap.wanted)) {
                    facts.proposer = self.side(given, facts.now);
                    facts.asked = self.side(wanted, facts.now);
                }
            }
            _ => {}
        }
    }

    fn side(&self, id: DutyId, now: Moment) -> Option<Side> {
        let duty = self.duties.get(&id)?.clone();
        let shift = self.shift(duty.shift)?;
        let who = duty.resident.id;
        let live = self.signups.values().filter(|row| row.live() && row.includes(who));
        let engagements = live.map(|row| (row.clone(), self.dates[&row.occurrence].clone(), String::new()));
        let own = self.duties.values().filter(|row| row.state.live() && row.resident.id == who);
        let duties = own.filter_map(|row| Some((row.clone(), self.shift(row.shift)?)));
        let subject = Subject { person: self.person(who), born: String::new(), qualifications: Some(Vec::new()) };
        Some(Side {
            on_shift: self.duties(shift.id),
            subject: Some(subject),
            engagements: engagements.filter(|(_, date, _)| date.ends > now).collect(),
            duties: duties.filter(|(_, shift)| shift.ends > now).collect(),
            duty,
            shift,
            date: None,
        })
    }
}

/// A proposal, as it should be.
#[derive(Clone, Copy)]
pub struct Trade {
    given: DutyId,
    wanted: DutyId,
    open: bool,
}

impl Roster {
    /// What people on shifts can tell others: their shift and their code.
    pub fn codes(&self) -> Vec<(ShiftId, String)> {
        let live = self.turns.iter().filter(|(_, turn)| turn.state.live());
        live.map(|(id, turn)| (turn.shift, code(id.0))).collect()
    }

    /// The shifts of a proposal.
    pub fn traded(&self, swap: SwapId) -> Vec<ShiftId> {
        let trade = self.trades.get(&swap);
        let both = trade.iter().flat_map(|trade| [trade.given, trade.wanted]);
        both.filter_map(|duty| self.turns.get(&duty).map(|turn| turn.shift)).collect()
    }

    /// The effect of a command about a swap of somebody with this family.
    pub fn swap(&mut self, family: &[ResidentId], command: &Command, now: i64) -> Result<(), &'static str> {
        match command {
            Command::ProposeSwap { swap, duty, shift, code: typed } => {
                let given = self.turns.get(duty).filter(|turn| family.contains(&turn.who)).ok_or("not theirs")?;
                let starts = self.shifts.get(shift).ok_or("no shift")?.starts.0;
                refuse(self.trades.contains_key(swap), "the proposal is there")?;
                refuse(starts <= now, "begun")?;
                self.changeable(given, now)?;
                let open = self.trades.values().any(|trade| trade.open && trade.given == *duty);
                refuse(open || given.shift == *shift, "proposed already, or the same shift")?;
                self.fits(*duty, *shift)?;
                let named = |(id, turn): &(&DutyId, &Turn)| {
                    turn.state.live() && turn.shift == *shift && code(id.0).eq_ignore_ascii_case(typed.trim())
                };
                let wanted = *self.turns.iter().find(named).ok_or("nobody there has this code")?.0;
                self.trades.insert(*swap, Trade { given: *duty, wanted, open: true });
                Ok(())
            }
            Command::AnswerSwap { swap, agreed } => {
                let trade = *self.trades.get(swap).ok_or("no proposal")?;
                let own = |duty: DutyId| family.contains(&self.turns[&duty].who);
                let (asked, proposer) = (own(trade.wanted), own(trade.given));
                refuse(!asked && !proposer, "not theirs")?;
                refuse(!trade.open, "answered before")?;
                refuse(*agreed && !asked, "agrees with themself")?;
                if *agreed {
                    self.exchange(*swap, trade, now)?;
                }
                self.trades.entry(*swap).and_modify(|trade| trade.open = false);
                Ok(())
            }
            _ => Err("not about swaps"),
        }
    }

    fn changeable(&self, turn: &Turn, now: i64) -> Result<(), &'static str> {
        refuse(!turn.state.live() || self.shifts[&turn.shift].starts.0 <= now, "given up, or begun")
    }

    /// Whoever gives this duty has no other at the time of the shift.
    fn fits(&self, gives: DutyId, shift: ShiftId) -> Result<(), &'static str> {
        let (who, wanted) = (self.turns[&gives].who, &self.shifts[&shift]);
        let meets = |(id, turn): (&DutyId, &Turn)| {
            let other = &self.shifts[&turn.shift];
            *id != gives && turn.state.live() && turn.who == who && other.overlaps(wanted.starts, wanted.ends)
        };
        refuse(self.turns.iter().any(meets), "they are elsewhere")
    }

    fn exchange(&mut self, swap: SwapId, trade: Trade, now: i64) -> Result<(), &'static str> {
        let (given, wanted) = (self.turns[&trade.given].clone(), self.turns[&trade.wanted].clone());
        self.changeable(&given, now)?;
        self.changeable(&wanted, now)?;
        self.fits(trade.wanted, given.shift)?;
        self.fits(trade.given, wanted.shift)?;
        for (id, leaves, comes) in [(trade.given, &given, &wanted), (trade.wanted, &wanted, &given)] {
            self.set(id, DutyState::Replaced, now);
            let fresh = DutyId(Uuid::new_v5(&swap.0, id.0.as_bytes()));
            let turn = Turn { shift: leaves.shift, who: comes.who, state: DutyState::Taken, changed: now };
            self.turns.insert(fresh, turn);
        }
        Ok(())
    }
}
