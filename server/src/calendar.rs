//! Dates as calendar programs read them: iCalendar, RFC 5545, with the names and the refreshing of RFC 7986.
//!
//! Every instant is in UTC, so no table of time zones is needed. A date has the same identity in every feed, so a program that
//! follows two of them can tell that it is one date.

mod turn;

pub use turn::Turn;

use chrono::TimeDelta;
use domain::activity::Activity;
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::signup::{Signup, SignupState};
use domain::venue::Venue;
use domain::when::{HOUR_MS, Moment, OFFSET_MS};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property, Trigger};

/// How far back a feed reaches, in milliseconds: a month.
pub const PAST_MS: i64 = 31 * 24 * HOUR_MS;
/// The longest line, in octets (RFC 5545, 3.1).
const LINE_MAX: usize = 75;
/// How often a program is asked to look again.
const REFRESH: &str = "PT1H";
/// When a program speaks up before what its owner goes to: a day before, so that there is time to give it back, and an hour before.
const REMINDERS: [TimeDelta; 2] = [TimeDelta::hours(24), TimeDelta::hours(1)];

/// One date with what is said about it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The date.
    pub date: &'a Occurrence,
    /// What takes place.
    pub activity: &'a Activity,
    /// Where, if that is known.
    pub venue: Option<&'a Venue>,
    /// What a family has signed up for; empty in a public feed.
    pub signups: &'a [Signup],
}

/// The dates that `wanted` picks, in the order of their beginnings.
pub fn entries<'a>(rows: &'a Replica, wanted: impl Fn(&Occurrence) -> bool) -> Vec<Entry<'a>> {
    let mut dates: Vec<&Occurrence> = rows.all::<Occurrence>().filter(|date| wanted(date)).collect();
    dates.sort_by_key(|date| (date.starts, date.id));
    let entry = |date: &'a Occurrence| {
        let activity = rows.get::<Activity>(date.activity.0)?;
        Some(Entry { date, activity, venue: rows.get::<Venue>(date.venue.0), signups: &[] })
    };
    dates.into_iter().filter_map(entry).collect()
}

/// A feed: its name, its dates, its owner's shifts, the address of the pages, and when it is written.
pub fn feed(name: &str, entries: &[Entry<'_>], turns: &[Turn<'_>], origin: &str, now: Moment) -> String {
    let mut calendar = Calendar::empty();
    let name = title(name);
    let head = [
        ("VERSION", "2.0"),
        ("PRODID", "-//Xishan//Xishan//ZH"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", name.as_str()),
        ("X-WR-CALNAME", name.as_str()),
        ("X-PUBLISHED-TTL", REFRESH),
    ];
    for (key, value) in head {
        calendar.append_property(Property::new(key, value));
    }
    let mut refresh = Property::new("REFRESH-INTERVAL", REFRESH);
    refresh.add_parameter("VALUE", "DURATION");
    calendar.append_property(refresh);
    for entry in entries {
        calendar.push(event(entry, origin, now));
    }
    for turn in turns {
        calendar.push(turn::event(turn, origin, now));
    }
    folded(&calendar.to_string())
}

fn event(entry: &Entry<'_>, origin: &str, now: Moment) -> Event {
    let Entry { date, activity, venue, signups } = *entry;
    let mut event = Event::new();
    event
        .uid(&format!("{}@xishan", date.id))
        .summary(&plain(&activity.title))
        .url(&format!("{origin}/activities/{}", date.id))
        .status(status(entry))
        .add_property("DTSTAMP", utc(now))
        .add_property("DTSTART", utc(date.starts))
        .add_property("DTEND", utc(date.ends));
    if let Some(venue) = venue {
        event.location(&plain(&place(venue)));
    }
    let about = about(entry);
    if !about.is_empty() {
        event.description(&plain(&about));
    }
    match signups.iter().map(|signup| signup.changed).max() {
        Some(changed) => event.add_property("LAST-MODIFIED", utc(changed)),
        // What others may go to takes no time of one's own.
        None => event.add_property("TRANSP", "TRANSPARENT"),
    };
    let going = signups.iter().any(|signup| signup.state == SignupState::Confirmed);
    if going && date.cancelled.is_none() {
        remind(&mut event, &plain(&activity.title));
    }
    event
}

/// Has a calendar program speak up before it.
fn remind(event: &mut Event, what: &str) {
    for before in REMINDERS {
        event.alarm(Alarm::display(what, Trigger::before_start(before)));
    }
}

fn status(entry: &Entry<'_>) -> EventStatus {
    let waits = |signup: &Signup| {
        let for_places = matches!(signup.state, SignupState::Waiting { .. } | SignupState::Offered { .. });
        for_places || matches!(signup.state, SignupState::Entered | SignupState::Asked)
    };
    if entry.date.cancelled.is_some() {
        EventStatus::Cancelled
    } else if !entry.signups.is_empty() && entry.signups.iter().all(waits) {
        EventStatus::Tentative
    } else {
        EventStatus::Confirmed
    }
}

fn place(venue: &Venue) -> String {
    if venue.place.is_empty() { venue.name.clone() } else { format!("{}（{}）", venue.name, venue.place) }
}

/// Why it does not take place, who goes, what is different this time, what to bring, whom to ask: one line each.
fn about(entry: &Entry<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(reason) = &entry.date.cancelled {
        lines.push(format!("取消了：{reason}"));
    }
    for signup in entry.signups {
        let names: Vec<&str> = signup.party.iter().map(|person| person.name.as_str()).collect();
        let names = names.join("、");
        match signup.state {
            SignupState::Confirmed => lines.push(format!("{names}：已报上")),
            SignupState::Waiting { .. } => lines.push(format!("{names}：候补中")),
            SignupState::Entered => lines.push(format!("{names}：等抽签")),
            SignupState::Offered { until, .. } => {
                lines.push(format!("{names}：有空位了，请在 {} {} 前答复", until.day(), until.clock()));
            }
            SignupState::Asked => lines.push(format!("{names}：等负责人同意")),
            SignupState::Cancelled | SignupState::CalledOff | SignupState::Lapsed | SignupState::Declined => {}
        }
    }
    if !entry.date.note.is_empty() {
        lines.push(entry.date.note.clone());
    }
    if !entry.activity.bring.is_empty() {
        lines.push(format!("带什么：{}", entry.activity.bring));
    }
    if !entry.activity.contact.is_empty() {
        lines.push(format!("联系人：{}", entry.activity.contact));
    }
    lines.join("\n")
}

/// `20261125T060000Z`.
fn utc(moment: Moment) -> String {
    let there = moment.plus_ms(-OFFSET_MS);
    let (year, month, day) = there.day().parts();
    let (hour, minute) = there.clock().parts();
    let second = moment.0.div_euclid(1_000).rem_euclid(60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// A text without what could end its line early. Line breaks stay: they are written as `\n`.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// A name for a feed. `NAME` is newer than what the crate knows to escape, so nothing may stand in it that needs escaping.
fn title(name: &str) -> String {
    let safe = |c: char| match c {
        ',' => '，',
        ';' => '；',
        '\\' => '＼',
        c if c.is_control() => ' ',
        c => c,
    };
    name.chars().map(safe).collect()
}

/// Lines of at most 75 octets, broken between characters. The crate folds too, but its last pieces may be one octet too long.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut room = LINE_MAX;
        for c in line.chars() {
            if c.len_utf8() > room {
                out.push_str("\r\n ");
                room = LINE_MAX - 1;
            }
            out.push(c);
            room -= c.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{OccurrenceId, ResidentId};
    use domain::resident::Person;
    use uuid::Uuid;

    fn date() -> Occurrence {
        // 2026-11-25 14:00 to 15:30 in Beijing.
        let (id, starts) = (OccurrenceId(Uuid::from_u128(7)), Moment(1_795_586_400_000));
        Occurrence { id, starts, ends: starts.plus_ms(90 * 60_000), ..Occurrence::default() }
    }

    fn activity(title: &str) -> Activity {
        Activity { title: title.into(), contact: "何老师".into(), ..Activity::default() }
    }

    fn signup(state: SignupState) -> Signup {
        let person = Person { id: ResidentId(Uuid::from_u128(1)), name: "周桂珍".into() };
        Signup {
            id: domain::id::SignupId(Uuid::from_u128(2)),
            occurrence: date().id,
            organization: Default::default(),
            booker: person.clone(),
            party: vec![person],
            state,
            made: Moment(0),
            changed: Moment(1_795_586_401_000),
            clash: false,
            out_of_order: false,
            late: false,
            reason: String::new(),
            handed: None,
            unleased: false,
            entrusted: false,
        }
    }

    fn written(date: &Occurrence, activity: &Activity, signups: &[Signup]) -> String {
        feed("西山社区", &[Entry { date, activity, venue: None, signups }], &[], "https://x.example", Moment(0))
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn a_date_says_when_what_and_where_to_read_on() {
        let text = unfolded(&written(&date(), &activity("书画课"), &[]));
        for line in [
            "BEGIN:VCALENDAR",
            "NAME:西山社区",
            "X-WR-CALNAME:西山社区",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "UID:00000000-0000-0000-0000-000000000007@xishan",
            "DTSTAMP:19700101T000000Z",
            "DTSTART:20261125T060000Z",
            "DTEND:20261125T073000Z",
            "SUMMARY:书画课",
            "STATUS:CONFIRMED",
            "URL:https://x.example/activities/00000000-0000-0000-0000-000000000007",
            "DESCRIPTION:联系人：何老师",
        ] {
            assert!(text.lines().any(|written| written == line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn what_is_called_off_or_waited_for_says_so() {
        let mut off = date();
        off.cancelled = Some("老师病了".into());
        let text = unfolded(&written(&off, &activity("书画课"), &[]));
        assert!(text.contains("STATUS:CANCELLED") && text.contains(r"DESCRIPTION:取消了：老师病了\n"), "{text}");
        let waiting = signup(SignupState::Waiting { ticket: 1, position: 1 });
        let text = unfolded(&written(&date(), &activity("书画课"), std::slice::from_ref(&waiting)));
        assert!(text.contains("STATUS:TENTATIVE") && text.contains("周桂珍：候补中"), "{text}");
        assert!(text.contains("LAST-MODIFIED:20261125T060001Z") && !text.contains("TRANSP"), "{text}");
        let text = written(&date(), &activity("书画课"), &[waiting, signup(SignupState::Confirmed)]);
        assert!(text.contains("STATUS:CONFIRMED"), "one of them has a place");
    }

    #[test]
    fn no_line_is_too_long_and_no_character_is_cut() {
        for length in 0..120 {
            let name = "画".repeat(length) + &"a".repeat(length % 4);
            let text = written(&date(), &activity(&name), &[]);
            assert!(text.split("\r\n").all(|line| line.len() <= LINE_MAX), "{text}");
            assert!(unfolded(&text).contains(&format!("SUMMARY:{name}\r\n")), "{text}");
        }
    }

    #[test]
    fn no_text_breaks_out_of_its_line() {
        let text = written(&date(), &activity("a,b;c\\d\r\nEND:VEVENT\rX\u{0}"), &[]);
        assert!(unfolded(&text).contains("SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\\nX\r\n"), "{text}");
        assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1, "{text}");
        assert_eq!(title("a,b;c\\\n"), "a，b；c＼ ");
    }
}
