//! Attendance (到场): when it is settled who came to a date, who was excused, who did not come and who came all the same.
//!
//! It closes itself a day after the date has ended, or earlier when a leader says so. That is reckoned and not done: no job sets
//! a mark that it might miss. The moment follows from the date ([`closes`]), and what it comes to from the facts that there are
//! ([`crate::views::turnout`]): two phones that know the same say the same, at any time.
//!
//! What happened before the closing counts however late it is heard of, because it is a fact with its own time: a leader's phone
//! may come back from the hills days later. What would have happened after it is refused (`require_open`), so nobody's standing
//! is changed by hand once it is settled. A shift does not close: what it comes to is signed as hours.

use crate::change::Change;
use crate::facts::Facts;
use crate::occurrence::{Occurrence, over};
use crate::refusal::Refusal;
use crate::when::{HOUR_MS, Moment};

/// So long after its end a date waits for what leaders note: the community's own figure.
const WAITS_MS: i64 = 24 * HOUR_MS;
/// Who gives a place back so shortly before the beginning is excused, and not forgotten: the place may have stayed empty.
const LATE_MS: i64 = 24 * HOUR_MS;

/// When the attendance of a date closes, or closed.
pub fn closes(date: &Occurrence) -> Moment {
    date.closed.unwrap_or(date.ends.plus_ms(WAITS_MS))
}

/// Whether it is closed. What a leader has closed is closed for a phone whose clock is behind, too.
pub fn closed(date: &Occurrence, now: Moment) -> bool {
    date.closed.is_some() || now > closes(date)
}

/// Whether a place that is given back now is given back late.
pub fn late(date: &Occurrence, now: Moment) -> bool {
    now > date.starts.plus_ms(-LATE_MS)
}

/// Refuses what happened after the closing, once it is closed. Before that, a time that is still to come is a wrong clock, which
/// is marked and not refused.
pub(crate) fn require_open(date: &Occurrence, at: Moment, now: Moment) -> Result<(), Refusal> {
    let since = closes(date);
    if closed(date, now) && at > since { Err(Refusal::AttendanceClosed { since }) } else { Ok(()) }
}

/// A leader closes it, once the date is over.
pub fn close(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    let date = over(facts)?;
    if closed(&date, facts.now) {
        return Err(Refusal::AttendanceClosed { since: closes(&date) });
    }
    Ok(vec![Change::Occurrence(Occurrence { closed: Some(facts.now), ..date })])
}

#[cfg(test)]
mod tests;
