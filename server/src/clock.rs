//! The server's clock: the machine's, as long as it can be believed.
//!
//! Whatever time decides here (cut-offs, starts, offers that lapse, draws, what is published at a time) is decided by [`now`], and
//! receipts carry it. A machine's clock may step: somebody sets it, a frozen machine goes on, a time server errs. So the process
//! keeps a time of its own: what the machine said once, and what went by since on the monotonic clock, which nobody can set.
//!
//! - While the two agree, within [`APART_MS`], the machine is believed, and small corrections with it. Time never goes back.
//!   Every [`TRUST_MS`] the process's own time begins anew with the machine's: a clock that is put right a little every day does
//!   not drift out of belief in a year.
//! - When they do not, nobody here can know which of them is right. The process's own time goes on: what is written stays in
//!   order, and nothing lapses at a stroke. But what time decides is not decided: such commands ([`minds`]) are told to come
//!   again, unless they were decided before, the jobs that draw, that end offers and that publish rest, and `GET /health` says
//!   why. That ends when the two agree again, or with a restart, by which whoever runs the server says that the machine is right. A
//!   machine that was suspended looks like that too, because the monotonic clock sleeps with it.
//! - A server that starts does not go back behind what was done before: see [`follows`].
//! - Phones take their time from the heads of answers, so those say this one ([`date()`]).
//!
//! A minute in an hour is all that is trusted blindly. The other way, to follow every step and to mend what it did, would have to
//! take back places, lapsed offers and draws that people have been told of.

#[cfg(feature = "unsafe-negative-controls")]
mod control;
mod date;

use crate::negative::{Rule, broken};
#[cfg(feature = "unsafe-negative-controls")]
use control::step;
use domain::command::Command;
use domain::mandate::Step;
use domain::scheduled::Timing;
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// So far apart, in milliseconds, the machine's clock and the process's own time may be.
pub const APART_MS: i64 = MINUTE_MS;
/// After so long, in milliseconds, a machine that is believed sets the process's own time.
pub const TRUST_MS: i64 = HOUR_MS;

/// How far the machine's clock is made wrong, in milliseconds: not at all.
#[cfg(not(feature = "unsafe-negative-controls"))]
const fn step() -> i64 {
    0
}

/// The course of time in this process.
struct Course {
    /// What the machine's clock said when it set the process's own time, in milliseconds since 1970.
    set: i64,
    /// How many milliseconds had gone by then.
    since: i64,
    /// The greatest time that was told.
    latest: i64,
    /// Whether the machine was believed when it was last asked.
    sure: bool,
}

impl Course {
    fn from(wall: i64) -> Course {
        Course { set: wall, since: 0, latest: wall, sure: true }
    }

    /// The time when the machine says `wall` and `passed` milliseconds went by since it was first asked.
    fn read(&mut self, wall: i64, passed: i64) -> Moment {
        let alone = passed.saturating_sub(self.since);
        let own = self.set.saturating_add(alone);
        let apart_ms = wall.saturating_sub(own);
        let sure = apart_ms.saturating_abs() <= APART_MS;
        if sure && !self.sure {
            tracing::warn!(apart_ms, "the machine's clock is believed again");
        } else if self.sure && !sure {
            tracing::error!(apart_ms, "the machine's clock has stepped: what time decides is not decided");
        }
        if sure && alone >= TRUST_MS {
            (self.set, self.since) = (wall, passed);
        }
        self.sure = sure;
        self.latest = self.latest.max(if sure { wall } else { own });
        Moment(self.latest)
    }
}

/// What the machine's clock says, in milliseconds since 1970.
fn machine() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX).saturating_add(step())
}

/// The time, and whether it can be believed.
fn read() -> (Moment, bool) {
    static COURSE: OnceLock<(Instant, Mutex<Course>)> = OnceLock::new();
    if broken(Rule::OwnTime) {
        return (Moment(machine()), true);
    }
    let (began, course) = COURSE.get_or_init(|| (Instant::now(), Mutex::new(Course::from(machine()))));
    let mut course = course.lock().unwrap_or_else(PoisonError::into_inner);
    // Both clocks are read one right after the other: who has to wait for a turn must not take that for a step.
    let passed = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let now = course.read(machine(), passed);
    (now, course.sure)
}

/// The server's time. It never goes back while the process lives.
pub fn now() -> Moment {
    read().0
}

/// The same, for what time decides: none while it cannot be believed.
pub fn sure() -> Option<Moment> {
    let (now, sure) = read();
    sure.then_some(now)
}

/// The server's time as the head of an answer says it.
pub fn date() -> String {
    date::line(now())
}

/// Whether time has a say in a command. It has in all but a few: what a rule never holds against the time, and what must not
/// wait, above all signing a lost phone out.
pub fn minds(command: &Command) -> bool {
    !matches!(
        command,
        Command::FileReport { .. }
            | Command::WithdrawReport { .. }
            | Command::Endorse { .. }
            | Command::AnswerReport { .. }
            | Command::MergeReport { .. }
            | Command::WithdrawCollector { .. }
            | Command::NoteAid { .. }
            | Command::WithdrawOffering { .. }
            | Command::ChangeScheduled { timing: Timing::Never, .. }
            | Command::RevokeDevice { .. }
            | Command::ChooseNotices { .. }
            | Command::Mandate { step: Step::Answer { agreed: false }, .. }
    )
}

/// Whether the machine's clock can be the one by which the newest command in the database was decided. Another server's may be
/// a little ahead.
pub fn follows(newest: Moment) -> bool {
    now().0.saturating_add(APART_MS) >= newest.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{DeviceId, OccurrenceId, OfferingId, ScheduledId, SignupId};

    /// Any time of day.
    const NOON: i64 = 1_790_000_000_000;

    #[test]
    fn small_corrections_are_followed_and_time_never_goes_back() {
        let mut course = Course::from(NOON);
        assert_eq!(course.read(NOON + 1_000, 1_000), Moment(NOON + 1_000));
        // Half a minute ahead, then corrected: it stands until the machine is there again.
        assert_eq!(course.read(NOON + 32_000, 2_000), Moment(NOON + 32_000));
        assert_eq!(course.read(NOON + 3_000, 3_000), Moment(NOON + 32_000));
        assert_eq!(course.read(NOON + 33_000, 33_000), Moment(NOON + 33_000));
        assert!(course.sure);
    }

    #[test]
    fn a_step_is_not_followed_either_way() {
        for step in [-HOUR_MS, HOUR_MS, -APART_MS - 1, APART_MS + 1, i64::MAX - NOON - 10_000, -NOON] {
            let mut course = Course::from(NOON);
            assert_eq!(course.read(NOON + step + 5_000, 5_000), Moment(NOON + 5_000), "{step}");
            assert!(!course.sure, "{step}");
            assert_eq!(course.read(NOON + step + 6_000, 6_000), Moment(NOON + 6_000), "its own time goes on");
            assert_eq!(course.read(NOON + 7_000, 7_000), Moment(NOON + 7_000), "the machine is right again");
            assert!(course.sure);
        }
    }

    #[test]
    fn a_step_within_what_is_allowed_is_none() {
        for step in [-APART_MS, APART_MS] {
            let mut course = Course::from(NOON);
            course.read(NOON + step + 5_000, 5_000);
            assert!(course.sure, "{step}");
        }
    }

    #[test]
    fn a_clock_that_is_put_right_a_little_every_hour_stays_believed() {
        let (mut course, mut wall, mut passed) = (Course::from(NOON), NOON, 0);
        for _ in 0..1_000 {
            (wall, passed) = (wall + HOUR_MS - 2_000, passed + HOUR_MS);
            assert_eq!(course.read(wall, passed), Moment(wall));
            assert!(course.sure);
        }
        // And what it was set by last is what a step is measured from.
        assert_eq!(course.read(wall - HOUR_MS, passed + 1_000), Moment(wall + 1_000));
        assert!(!course.sure);
    }

    #[test]
    fn a_step_that_lasts_is_not_believed_after_any_time() {
        for step in [-HOUR_MS, HOUR_MS] {
            let mut course = Course::from(NOON);
            for hours in 1..100 {
                let passed = hours * HOUR_MS;
                assert_eq!(course.read(NOON + step + passed, passed), Moment(NOON + passed), "{step}");
                assert!(!course.sure, "{step} after {hours} hours");
            }
        }
    }

    #[test]
    fn time_has_a_say_in_places_and_none_in_a_lost_phone() {
        let place = Command::SignUp {
            signup: SignupId::default(),
            occurrence: OccurrenceId::default(),
            party: Vec::new(),
            split: None,
        };
        assert!(minds(&place));
        assert!(!minds(&Command::RevokeDevice { device: DeviceId::default() }));
        assert!(!minds(&Command::WithdrawOffering { offering: OfferingId::default() }));
        let change = |timing| Command::ChangeScheduled { scheduled: ScheduledId::default(), timing };
        assert!(minds(&change(Timing::Now)) && minds(&change(Timing::At(Moment(NOON)))));
        assert!(!minds(&change(Timing::Never)), "what is never published is published at no time");
    }

    #[test]
    fn a_start_is_not_before_what_was_done() {
        let now = now();
        assert!(follows(Moment::default()));
        assert!(follows(now.plus_ms(APART_MS)));
        assert!(!follows(now.plus_ms(HOUR_MS)));
    }
}
