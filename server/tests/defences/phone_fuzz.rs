//! What stands on the disk of a phone since an earlier release, damaged: whatever can be read of it is what it was, the rest is left out,
//! and nothing that is whole is lost or held up by it. And days of every kind: the lunar ones too.

use crate::fuzz::{blows, damage, hold};
use domain::command::Envelope;
use domain::id::{CommunityId, ResidentId};
use domain::phone::{Cursor, Kept, Parked, Phone, Sent, Waiting};
use domain::read::Read;
use domain::when::{Clock, Day, Moment};
use domain::wire::{Answer, Feed, Outcome, PUSH_MAX};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde::Serialize;
use serde_json::Value;
use server::almanac::almanac;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// A phone of the first release.
const KIT: &str = include_str!("../fixtures/releases/1/phone.json");
/// When it is opened again.
const LATER: Moment = Moment(1_796_000_000_000);

/// The texts on its shelves.
struct Old {
    resident: ResidentId,
    outbox: Vec<String>,
    parked: Vec<String>,
    sent: Vec<String>,
    rows: Vec<String>,
    cursor: String,
}

fn old() -> Old {
    let kit: Value = serde_json::from_str(KIT).unwrap();
    let resident = kit["resident"].as_str().unwrap();
    let account = &kit["databases"][format!("xishan-{resident}")];
    let texts = |shelf: &str| account[shelf].as_object().unwrap().iter();
    let plain = |shelf: &str| texts(shelf).map(|(_, text)| text.as_str().unwrap().to_owned()).collect();
    let rows = texts("row").flat_map(|(key, text)| {
        let row: Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
        if key == " whole" { row["rows"].as_array().unwrap().clone() } else { vec![row] }
    });
    Old {
        resident: resident.parse().unwrap(),
        outbox: plain("outbox"),
        parked: plain("parked"),
        sent: plain("sent"),
        rows: rows.map(|row| row.to_string()).collect(),
        cursor: account["meta"]["cursor"].as_str().unwrap().to_owned(),
    }
}

/// Reads a text as the phone does.
fn read<T: Read>(text: &str) -> Option<T> {
    T::read(&serde_json::from_str(text).ok()?).ok()
}

fn all<T: Read>(texts: &[String]) -> Vec<T> {
    texts.iter().filter_map(|text| read(text)).collect()
}

fn hurt(text: &str, blows: &[(u16, u8, usize)]) -> String {
    String::from_utf8_lossy(&damage(text.as_bytes(), blows)).into_owned()
}

/// What was read is the same when it is written and read again. Answers whether it could be read.
fn the_same_again<T: Read + Serialize + PartialEq + Debug>(text: &str) -> Result<bool, TestCaseError> {
    let Some(first) = read::<T>(text) else { return Ok(false) };
    let written = serde_json::to_string(&first).unwrap();
    let second = read::<T>(&written);
    prop_assert_eq!(second.as_ref(), Some(&first), "{}", written);
    Ok(true)
}

#[test]
fn a_damaged_record_is_read_as_it_is_or_left_out() {
    let old = old();
    let readable = Cell::new((0, 0));
    hold("phone's store: records", 3_000, (0..5_u8, any::<Index>(), blows()), |(shelf, which, blows)| {
        let of = |texts: &[String]| hurt(which.get::<String>(texts), &blows);
        let known = match shelf {
            0 => the_same_again::<Waiting>(&of(&old.outbox)),
            1 => the_same_again::<Parked>(&of(&old.parked)),
            2 => the_same_again::<Sent>(&of(&old.sent)),
            3 => the_same_again::<Feed>(&of(&old.rows)),
            _ => the_same_again::<Cursor>(&hurt(&old.cursor, &blows)),
        }?;
        let (yes, no) = readable.get();
        readable.set((yes + usize::from(known), no + usize::from(!known)));
        Ok(())
    });
    let (yes, no) = readable.get();
    assert!(yes > 300 && no > 300, "{yes} could be read and {no} could not: one of the two is not tried");
}

#[test]
fn what_is_whole_in_an_old_outbox_is_sent_whatever_lies_beside_it() {
    let old = old();
    assert!(all::<Waiting>(&old.outbox).len() == old.outbox.len() && old.outbox.len() > 5, "or nothing is tried");
    hold("phone's store: an outbox", 400, vec((any::<Index>(), blows()), 0..5), |hurts| {
        let mut texts = old.outbox.clone();
        for (which, blows) in &hurts {
            let text = which.get_mut(&mut texts);
            *text = hurt(text, blows);
        }
        let mut phone = Phone::default();
        let kept = Kept {
            rows: all(&old.rows),
            cursor: read(&old.cursor).unwrap_or_default(),
            outbox: all(&texts),
            parked: all(&old.parked),
            sent: all(&old.sent),
        };
        phone.open(old.resident, kept);
        phone.view(LATER);
        for (text, _) in texts.iter().zip(&old.outbox).filter(|(text, before)| text == before) {
            let waiting: Waiting = read(text).unwrap();
            prop_assert!(phone.outbox.contains(&waiting), "{}", text);
        }
        drain(&mut phone)
    });
}

/// Sends what waits: each command once, and none stays behind.
fn drain(phone: &mut Phone) -> Result<(), TestCaseError> {
    let waiting: BTreeSet<_> = phone.unanswered().map(|envelope| envelope.id).collect();
    let mut sent = BTreeSet::new();
    for _ in 0..=waiting.len() {
        let batch: Vec<Envelope> = phone.next_push();
        prop_assert!(batch.len() <= PUSH_MAX);
        for envelope in &batch {
            prop_assert!(sent.insert(envelope.id), "sent twice: {}", envelope.id);
        }
        let done = Outcome::Applied { revision: 50 };
        let answers = batch.iter().map(|one| Answer { id: one.id, outcome: done.clone(), already: false });
        phone.settle(answers.collect(), LATER);
    }
    prop_assert_eq!(sent, waiting);
    Ok(())
}

#[test]
fn any_text_is_a_day_that_is_written_alike_or_none() {
    let texts = prop_oneof![any::<String>(), "[0-9+-]{4}-[0-9+]{2}-[0-9+]{2}", "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"];
    let days = Cell::new(0);
    hold("dates: days", 5_000, texts, |text| {
        let Some(day) = Day::parse(&text) else { return Ok(()) };
        days.set(days.get() + 1);
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day), "{}", text);
        prop_assert!((1..=7).contains(&day.weekday()));
        // The calendar ends with the year 9999.
        prop_assert!(day.parts().0 == 9_999 || day.plus(7).weekday() == day.weekday());
        prop_assert_eq!(day.plus(1).since(day), 1);
        Ok(())
    });
    assert!(days.get() > 300, "only {} were days", days.get());
    hold("dates: clock times", 2_000, prop_oneof![any::<String>(), "[0-9+]{1,2}:[0-9+]{1,2}"], |text| {
        if let Some(clock) = Clock::parse(&text) {
            prop_assert_eq!(Clock::parse(&clock.to_string()), Some(clock), "{}", text);
        }
        Ok(())
    });
    hold("dates: instants", 5_000, prop_oneof![any::<i64>(), -4_000_000_000_000..9_000_000_000_000_i64], |ms| {
        let moment = Moment(ms);
        let (day, clock) = (moment.day(), moment.clock());
        prop_assert!(clock.parts().0 < 24);
        if ms.unsigned_abs() < 9_000_000_000_000 {
            let minute = Moment::at(day, clock);
            prop_assert!((0..60_000).contains(&(ms - minute.0)), "{} is not within its minute {}", ms, minute.0);
        }
        Ok(())
    });
}

#[test]
fn each_day_of_three_centuries_has_its_lunar_name() {
    let first = Day::of(1900, 2, 1).unwrap();
    hold("dates: almanac", 100, 0..109_000_i32, |days| {
        let today = first.plus(days);
        let row = almanac(CommunityId::default(), today);
        for pair in row.months.windows(2) {
            let length = pair[1].first.since(pair[0].first);
            prop_assert!((29..=30).contains(&length), "{} after {}", length, pair[0].first);
            let next = if pair[1].leap { pair[0].month } else { pair[0].month % 12 + 1 };
            prop_assert_eq!(pair[1].month, next, "after {}", pair[0].first);
        }
        let named = (0..70).map(|n| row.lunar(today.plus(n))).collect::<Option<Vec<_>>>();
        let Some(named) = named else { return Err(TestCaseError::fail(format!("a day after {today} has no name"))) };
        for pair in named.windows(2) {
            let goes_on = (pair[1].month, pair[1].leap, pair[1].day) == (pair[0].month, pair[0].leap, pair[0].day + 1);
            prop_assert!(goes_on || pair[1].day == 1 && pair[0].day >= 29, "{:?} after {:?}", pair[1], pair[0]);
        }
        Ok(())
    });
}
