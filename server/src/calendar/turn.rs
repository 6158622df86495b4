//! A volunteer's shift in their own calendar. One that is called off is nobody's any more, and leaves it.

use super::{place, plain, remind, utc};
use domain::organization::Organization;
use domain::shift::Shift;
use domain::venue::Venue;
use domain::when::Moment;
use icalendar::{Component, Event, EventLike, EventStatus};

/// A shift that the owner of a feed has taken.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// The shift.
    pub shift: &'a Shift,
    /// Who runs it, if that is known.
    pub team: Option<&'a Organization>,
    /// Where, if that is known.
    pub venue: Option<&'a Venue>,
    /// Since when the feed's owner has it, or looks for somebody to take over.
    pub changed: Moment,
}

/// What a calendar program reads of it.
pub(super) fn event(turn: &Turn<'_>, origin: &str, now: Moment) -> Event {
    let Turn { shift, team, venue, changed } = *turn;
    let mut event = Event::new();
    event
        .uid(&format!("{}@xishan", shift.id))
        .summary(&plain(&shift.role))
        .url(&format!("{origin}/shifts/{}", shift.id))
        .status(EventStatus::Confirmed)
        .add_property("DTSTAMP", utc(now))
        .add_property("DTSTART", utc(shift.starts))
        .add_property("DTEND", utc(shift.ends))
        .add_property("LAST-MODIFIED", utc(changed));
    if let Some(venue) = venue {
        event.location(&plain(&place(venue)));
    }
    let about = (!shift.about.is_empty()).then(|| shift.about.clone());
    let lines: Vec<String> = team.map(|team| team.name.clone()).into_iter().chain(about).collect();
    if !lines.is_empty() {
        event.description(&plain(&lines.join("\n")));
    }
    remind(&mut event, &plain(&shift.role));
    event
}

#[cfg(test)]
mod tests {
    use super::super::feed;
    use super::*;
    use domain::id::ShiftId;
    use uuid::Uuid;

    fn shift() -> Shift {
        // 2026-11-25 14:00 to 15:30 in Beijing.
        let starts = Moment(1_795_586_400_000);
        let id = ShiftId(Uuid::from_u128(9));
        Shift { id, role: "送餐".into(), starts, ends: starts.plus_ms(90 * 60_000), ..Shift::default() }
    }

    fn written(shift: &Shift) -> String {
        let team = Organization { name: "爱心食堂".into(), ..Organization::default() };
        let turn = Turn { shift, team: Some(&team), venue: None, changed: Moment(0) };
        feed("西山社区", &[], &[turn], "https://x.example", Moment(0)).replace("\r\n ", "")
    }

    #[test]
    fn a_shift_says_when_what_and_for_whom_and_reminds_twice() {
        let text = written(&shift());
        for line in [
            "UID:00000000-0000-0000-0000-000000000009@xishan",
            "DTSTART:20261125T060000Z",
            "DTEND:20261125T073000Z",
            "SUMMARY:送餐",
            "STATUS:CONFIRMED",
            "URL:https://x.example/shifts/00000000-0000-0000-0000-000000000009",
            "TRIGGER;RELATED=START:-PT86400S",
            "TRIGGER;RELATED=START:-PT3600S",
        ] {
            assert!(text.lines().any(|written| written == line), "{line} is not in\n{text}");
        }
        assert_eq!(text.matches("BEGIN:VALARM").count(), 2, "{text}");
        assert!(text.contains("DESCRIPTION:爱心食堂"), "{text}");
    }
}
