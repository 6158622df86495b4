//! Whoever has not been reached (没通知到), and the ladder on which a message climbs until somebody has been.
//!
//! What everybody must know ([`Kind::safety`]) waits half an hour to be seen in the app. Then it goes out as a text message, where there
//! is a gateway and a number; then the desk calls; and whoever does not answer is on the list for the doors, by stairwell. It climbs
//! only for those who have not been reached, never at night unless there would be no time left, and ends when what it is about begins:
//! then whoever was not reached was not. That a phone has rung for it is no rung: it may lie in a drawer.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::NoticeId;
use crate::notice::reminder::{awake, quiet};
use crate::notice::{About, Kind};
use crate::permission::{Act, require};
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::when::{HOUR_MS, MINUTE_MS, Moment};
use serde::Serialize;

/// So long a message waits to be seen before it climbs.
pub const WAIT_MS: i64 = 30 * MINUTE_MS;
/// So often a text message is tried.
pub const SMS_TRIES: u32 = 5;
/// Whoever has less time than this after the night is reached at night.
pub const MORNING_MS: i64 = HOUR_MS;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// In the app, not seen yet.
    App,
    /// To be sent as a text message.
    Sms,
    /// On the desk's list of calls.
    Call,
    /// It climbs no further.
    Over,
}

impl Rung {
    /// The word for it in the database.
    pub fn name(self) -> &'static str {
        match self {
            Rung::App => "app",
            Rung::Sms => "sms",
            Rung::Call => "call",
            Rung::Over => "over",
        }
    }
}

/// Where a message stands next, and when it is looked at again; never, once it is over. `texting`: it can go out as a text message.
pub fn climb(from: Rung, starts: Moment, texting: bool, now: Moment) -> (Rung, Option<Moment>) {
    if starts <= now || from == Rung::Over {
        return (Rung::Over, None);
    }
    if quiet(now) && awake(now).plus_ms(MORNING_MS) <= starts {
        return (from, Some(awake(now)));
    }
    match from {
        Rung::App if texting => (Rung::Sms, Some(now)),
        _ => (Rung::Call, Some(starts)),
    }
}

/// When a text message that could not be sent is tried again, after so many tries. None: it is given up.
pub fn again(tries: u32, now: Moment) -> Option<Moment> {
    (tries < SMS_TRIES).then(|| now.plus_ms(MINUTE_MS << tries.min(SMS_TRIES)))
}

/// Somebody whom the desk has to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Unreached {
    /// Of which notice.
    pub id: NoticeId,
    /// Who.
    pub person: Person,
    /// A telephone number, or empty.
    pub phone: String,
    /// 隆兴嘉苑 3幢 一单元.
    pub stairwell: String,
    /// 301.
    pub room: String,
    /// What they must know.
    pub kind: Kind,
    /// Of what.
    pub about: About,
    /// How often nobody answered.
    pub tries: u32,
    /// When that was last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<Moment>,
    /// When they were told: then the row goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Moment>,
    /// They were told at their door, and not on the telephone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub door: bool,
}

/// The desk has called, or was at the `door`: they were told, or nobody answered.
pub fn call(facts: &Facts, told: bool, door: bool) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::WorkAtDesk)?;
    let row = facts.unreached.clone().filter(|row| row.told.is_none()).ok_or(Refusal::NotFound)?;
    let tries = row.tries.saturating_add(u32::from(!told));
    let called =
        Unreached { tries, tried: Some(facts.now), told: told.then_some(facts.now), door: told && door, ..row };
    Ok(vec![Change::Unreached(called)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{facts, guizhen, id, lesson, now, person, staff};
    use crate::when::{Clock, Day};

    fn row() -> Unreached {
        Unreached {
            id: NoticeId(id(1)),
            person: person(2, "陆永年"),
            phone: "13800000000".into(),
            stairwell: "隆兴嘉苑 3幢 一单元".into(),
            room: "301".into(),
            kind: Kind::CalledOff,
            about: About::Occurrence(lesson(1).id),
            tries: 0,
            tried: None,
            told: None,
            door: false,
        }
    }

    #[test]
    fn it_climbs_from_the_app_to_a_text_message_to_a_call_and_ends_with_its_time() {
        let starts = now().plus_ms(24 * HOUR_MS);
        assert_eq!(climb(Rung::App, starts, true, now()), (Rung::Sms, Some(now())));
        assert_eq!(climb(Rung::App, starts, false, now()), (Rung::Call, Some(starts)));
        assert_eq!(climb(Rung::Sms, starts, true, now()), (Rung::Call, Some(starts)), "the gateway gave up");
        assert_eq!(climb(Rung::Call, starts, true, now()), (Rung::Call, Some(starts)));
        for rung in [Rung::App, Rung::Sms, Rung::Call] {
            assert_eq!(climb(rung, starts, true, starts), (Rung::Over, None));
        }
    }

    #[test]
    fn at_night_it_waits_unless_there_would_be_no_time() {
        let day = Day::of(2026, 11, 23).unwrap();
        let (night, seven) = (Moment::at(day, Clock(22 * 60)), Moment::at(day.plus(1), Clock(7 * 60)));
        assert_eq!(climb(Rung::App, seven.plus_ms(HOUR_MS), true, night), (Rung::App, Some(seven)));
        assert_eq!(climb(Rung::App, seven.plus_ms(HOUR_MS - 1), true, night), (Rung::Sms, Some(night)));
    }

    #[test]
    fn a_gateway_is_tried_some_times_and_then_given_up() {
        assert_eq!(again(1, now()), Some(now().plus_ms(2 * MINUTE_MS)));
        assert_eq!(again(SMS_TRIES - 1, now()), Some(now().plus_ms(16 * MINUTE_MS)));
        assert_eq!(again(SMS_TRIES, now()), None);
    }

    #[test]
    fn staff_note_calls_and_nobody_else_does() {
        let with = |actor| Facts { unreached: Some(row()), ..facts(actor) };
        let missed = Unreached { tries: 1, tried: Some(now()), ..row() };
        assert_eq!(call(&with(staff()), false, false).unwrap(), [Change::Unreached(missed)]);
        let told = Unreached { tried: Some(now()), told: Some(now()), ..row() };
        assert_eq!(call(&with(staff()), true, false).unwrap(), [Change::Unreached(told.clone())]);
        let door = Unreached { door: true, ..told };
        assert_eq!(call(&with(staff()), true, true).unwrap(), [Change::Unreached(door)]);
        assert_eq!(call(&with(guizhen()), true, false), Err(Refusal::NotAllowed));
        assert_eq!(call(&facts(staff()), true, true), Err(Refusal::NotFound));
    }
}
