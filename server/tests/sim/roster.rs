//! Who should be on which shift, written from the rules and not from their code: one live duty per person and shift, nobody on two
//! at one time, never more people than a shift can use, and a stand-in relieves whoever has looked longest: on a full shift anybody
//! does, and whoever stands in for the team on any.

use super::server::Server;
use super::swaps::Trade;
use domain::command::Command;
use domain::duty::DutyState;
use domain::id::{DutyId, ResidentId, ShiftId, SwapId};
use domain::shift::Shift;
use std::collections::{BTreeMap, BTreeSet};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Somebody's duty.
#[derive(Clone)]
pub struct Turn {
    pub shift: ShiftId,
    pub who: ResidentId,
    pub state: DutyState,
    pub changed: i64,
}

/// Who is on which shift.
#[derive(Clone)]
pub struct Roster {
    pub shifts: BTreeMap<ShiftId, Shift>,
    pub turns: BTreeMap<DutyId, Turn>,
    pub trades: BTreeMap<SwapId, Trade>,
}

impl Roster {
    pub fn new(shifts: &[Shift]) -> Roster {
        Roster {
            shifts: shifts.iter().map(|row| (row.id, row.clone())).collect(),
            turns: BTreeMap::new(),
            trades: BTreeMap::new(),
        }
    }

    /// The effect of a command of somebody with this family, who leads the team or stands in for it.
    pub fn act(
        &mut self,
        family: &[ResidentId],
        (leads, stands_in): (bool, bool),
        command: &Command,
        now: i64,
    ) -> Result<(), &'static str> {
        match command {
            Command::TakeShift { duty, shift, resident, .. } => {
                if !family.contains(resident) {
                    return Err("not family");
                }
                let instead = stands_in && family.first() == Some(resident);
                self.take(*duty, *shift, (*resident, instead), now)
            }
            Command::LeaveShift { duty } => {
                let (turn, starts) = self.live(*duty, now)?;
                if !leads && (!family.contains(&turn.who) || now > starts - DAY_MS) {
                    return Err("not theirs, or too late");
                }
                self.set(*duty, DutyState::Left, now);
                Ok(())
            }
            Command::SeekReplacement { duty, seeking } => {
                let (turn, _) = self.live(*duty, now)?;
                let (from, to) = if *seeking {
                    (DutyState::Taken, DutyState::Seeking)
                } else {
                    (DutyState::Seeking, DutyState::Taken)
                };
                if !family.contains(&turn.who) || turn.state != from {
                    return Err("not theirs, or said before");
                }
                self.set(*duty, to, now);
                Ok(())
            }
            _ => self.swap(family, command, now),
        }
    }

    /// Whether somebody was ever on a shift.
    pub fn served(&self, who: ResidentId) -> bool {
        self.turns.values().any(|turn| turn.who == who)
    }

    pub fn set(&mut self, id: DutyId, state: DutyState, now: i64) {
        self.turns.entry(id).and_modify(|turn| (turn.state, turn.changed) = (state, now));
    }

    fn live(&self, id: DutyId, now: i64) -> Result<(&Turn, i64), &'static str> {
        let turn = self.turns.get(&id).filter(|turn| turn.state.live()).ok_or("no such duty")?;
        let starts = self.shifts[&turn.shift].starts.0;
        if starts > now { Ok((turn, starts)) } else { Err("begun") }
    }

    fn take(
        &mut self,
        id: DutyId,
        shift: ShiftId,
        (who, instead): (ResidentId, bool),
        now: i64,
    ) -> Result<(), &'static str> {
        let wanted = self.shifts.get(&shift).ok_or("no shift")?;
        if self.turns.contains_key(&id) || wanted.starts.0 <= now {
            return Err("the duty is there, or it has begun");
        }
        let living = || self.turns.iter().filter(|(_, turn)| turn.state.live());
        let meets = |turn: &Turn| {
            let other = &self.shifts[&turn.shift];
            turn.who == who && other.starts < wanted.ends && wanted.starts < other.ends
        };
        if living().any(|(_, turn)| meets(turn)) {
            return Err("they are elsewhere");
        }
        let full = living().filter(|(_, turn)| turn.shift == shift).count() >= wanted.most as usize;
        let looking = living().filter(|(_, turn)| turn.shift == shift && turn.state == DutyState::Seeking);
        let longest = looking.min_by_key(|(id, turn)| (turn.changed, **id)).map(|(id, _)| *id);
        if full || (instead && longest.is_some()) {
            self.set(longest.ok_or("full")?, DutyState::Replaced, now);
        }
        self.turns.insert(id, Turn { shift, who, state: DutyState::Taken, changed: now });
        Ok(())
    }

    /// The shift that a command is about is the same in the server's tables.
    pub fn compare(&self, command: &Command, server: &mut Server) -> Result<(), String> {
        let shift = match command {
            Command::AnswerSwap { swap, .. } => {
                return self.traded(*swap).into_iter().try_for_each(|shift| self.compare_shift(shift, server));
            }
            Command::TakeShift { shift, .. } => Some(*shift),
            Command::LeaveShift { duty } | Command::SeekReplacement { duty, .. } => {
                self.turns.get(duty).map(|turn| turn.shift)
            }
            _ => None,
        };
        shift.map_or(Ok(()), |shift| self.compare_shift(shift, server))
    }

    /// All of them are, and nobody is in two places.
    pub fn compare_all(&self, server: &mut Server) -> Result<(), String> {
        self.shifts.keys().try_for_each(|shift| self.compare_shift(*shift, server))?;
        let mut busy: Vec<(ResidentId, Shift)> = Vec::new();
        for shift in self.shifts.values() {
            for duty in server.duties(shift.id).into_iter().filter(|duty| duty.state.live()) {
                let meets = |(who, other): &(ResidentId, Shift)| {
                    *who == duty.resident.id && other.overlaps(shift.starts, shift.ends)
                };
                if busy.iter().any(meets) {
                    return Err(format!("D2: {:?} is on two shifts at one time", duty.resident));
                }
                busy.push((duty.resident.id, shift.clone()));
            }
        }
        Ok(())
    }

    fn compare_shift(&self, id: ShiftId, server: &mut Server) -> Result<(), String> {
        let Some(row) = server.shift(id) else { return Ok(()) };
        let duties = server.duties(id);
        let there: BTreeMap<DutyId, DutyState> =
            duties.iter().filter(|duty| duty.state.live()).map(|duty| (duty.id, duty.state)).collect();
        let people: BTreeSet<ResidentId> =
            duties.iter().filter(|duty| duty.state.live()).map(|duty| duty.resident.id).collect();
        let seeking = there.values().filter(|state| **state == DutyState::Seeking).count();
        if row.taken > row.most || row.taken as usize != there.len() || row.seeking as usize != seeking {
            return Err(format!("D1: {} taken of {}, {} people, {seeking} seek", row.taken, row.most, there.len()));
        }
        if people.len() != there.len() {
            return Err("D2: somebody is on one shift twice".into());
        }
        let ours = self.turns.iter().filter(|(_, turn)| turn.shift == id && turn.state.live());
        let should: BTreeMap<DutyId, DutyState> = ours.map(|(id, turn)| (*id, turn.state)).collect();
        if there == should { Ok(()) } else { Err(format!("D3: on the shift are {there:?}, should be {should:?}")) }
    }
}
