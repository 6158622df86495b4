//! Shifts, who is on them, and who came. For the list of what waits: what this phone knows of an identity.

use super::{Known, join, moment};
use domain::duty::Duty;
use domain::id::{DutyId, ShiftId, SwapId};
use domain::presence::{Mark, Seen};
use domain::shift::Shift;
use domain::swap::Swap;

impl Known<'_> {
    pub(super) fn shift(&self, id: ShiftId) -> String {
        let Some(shift) = self.view.get::<Shift>(id.0) else { return String::new() };
        join(self.lang, [shift.role.clone(), moment(self.lang, shift.starts)])
    }

    pub(super) fn of_duty(&self, id: DutyId) -> String {
        self.view.get::<Duty>(id.0).map(|duty| self.shift(duty.shift)).unwrap_or_default()
    }

    pub(super) fn of_swap(&self, id: SwapId) -> String {
        self.view.get::<Swap>(id.0).map(|swap| self.shift(swap.wanted_shift)).unwrap_or_default()
    }

    pub(super) fn presence(&self, seen: &Seen) -> (&'static str, &'static str, String) {
        let name = seen.resident.map_or_else(|| seen.name.clone(), |who| self.names(&[who]));
        match seen.mark {
            Mark::In => ("签到", "Note who came", name),
            Mark::Out => ("签退", "Note who went", name),
            Mark::Excused => ("请假", "Note who is excused", name),
        }
    }
}
