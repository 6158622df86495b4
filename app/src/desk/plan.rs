//! When, where, how many: the part of a form that adding a date and changing one have in common.

mod fields;

use super::began::{Began, Texts};
use super::entry::{Choice, Entry, narrow};
use super::sending::Sending;
use super::windows::{self, FIELDS, Hours};
use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::dates as words;
use domain::arrange::Arrange;
use domain::edit::Part;
use domain::id::{CommunityId, VenueId};
use domain::occurrence::{Occurrence, Plan};
use domain::refusal::Refusal;
use domain::venue::{PLACE_MAX, Venue};
use domain::when::{Clock, Day, Moment};
use domain::windows::Windows;
use leptos::prelude::*;

/// How many fields a plan has.
pub const ENTRIES: usize = 10 + FIELDS;
/// How many hours before it begins the entries of a lottery may close.
const HOURS: [u32; 7] = [1, 3, 12, 24, 48, 72, 168];

/// What is picked where an organizer agrees to each sign-up.
const ASKED: &str = "asked";
/// What is picked where the place is none of the venues, and is written.
const WRITTEN: &str = "written";

/// A plan as it is typed, made once per page.
#[derive(Clone, Copy)]
pub struct Planned {
    lang: Lang,
    sync: Sync,
    day: Entry,
    from: Entry,
    until: Entry,
    venue: Entry,
    places: Entry,
    note: Entry,
    lottery: Entry,
    kept: Entry,
    windows: Hours,
    approval: Entry,
    place: Entry,
    began: Began,
}

impl Planned {
    /// An empty plan.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            day: Entry::new(""),
            from: Entry::new(""),
            until: Entry::new(""),
            venue: Entry::new(""),
            places: Entry::new(""),
            note: Entry::new(""),
            lottery: Entry::new(""),
            kept: Entry::new(""),
            windows: Hours::new(),
            approval: Entry::new(""),
            place: Entry::new(""),
            began: Began::new(),
        }
    }

    /// All fields, in an order that does not change.
    pub fn entries(self) -> [Entry; ENTRIES] {
        let [opens, closes, cancel] = self.windows.entries();
        let Self { day, from, until, venue, places, note, lottery, kept, approval, place, .. } = self;
        [day, from, until, venue, places, note, lottery, kept, opens, closes, cancel, approval, place]
    }

    /// A plan for tomorrow afternoon: an hour and a half, for twenty people.
    pub fn begin(self, now: Moment, venue: Option<VenueId>) {
        let venue = venue.map(|venue| venue.to_string()).unwrap_or_default();
        let day = now.day().plus(1).to_string();
        let texts = [day, "14:00".into(), "15:30".into(), venue, "20".into()];
        let nothing = std::iter::repeat(String::new());
        for (entry, text) in self.entries().into_iter().zip(texts.into_iter().chain(nothing)) {
            entry.fill(text);
        }
    }

    /// The plan of a date as it is.
    pub fn show(self, plan: &Plan) {
        let [opens, closes, cancel] = windows::texts(&plan.windows);
        let texts = [
            plan.starts.day().to_string(),
            plan.starts.clock().to_string(),
            plan.ends.clock().to_string(),
            if plan.place.is_empty() { plan.venue.to_string() } else { WRITTEN.into() },
            plan.capacity.to_string(),
            plan.note.clone(),
            hours(plan.lottery_hours),
            some(plan.kept),
            opens,
            closes,
            cancel,
            wanted(plan.approval),
            plan.place.clone(),
        ];
        for (entry, text) in self.entries().into_iter().zip(texts) {
            entry.fill(text);
        }
    }

    /// Picks a venue, if none is picked.
    pub fn suggest(self, venue: VenueId) {
        if self.venue.typed().is_empty() {
            self.venue.fill(venue.to_string());
        }
    }

    /// Empties the plan for the next date; day and venue stay, the next one is often near.
    pub fn next(self) {
        let own = [self.from, self.until, self.places, self.note, self.lottery, self.kept, self.approval];
        for entry in own.into_iter().chain(self.windows.entries()) {
            entry.fill("");
        }
    }

    /// Shows what holds for a date, and every change of it where nobody types something else; and what was typed, where the
    /// server has refused it.
    pub fn follow(self, date: Memo<Option<Occurrence>>, sending: Sending) {
        Effect::new(move |_| {
            if let Some(date) = date.get() {
                self.put(self.began.follow(texts(&date).to_vec(), &self.typed()));
            }
        });
        Effect::new(move |_| {
            let Some(refusal) = sending.refusal() else { return };
            if let Some(shown) = self.began.refused(&self.typed()) {
                self.put(shown);
                self.about(&refusal);
            }
        });
    }

    /// The day, from which some ways to repeat follow.
    pub fn day(self) -> Entry {
        self.day
    }

    /// What is in the fields.
    pub fn typed(self) -> Texts {
        self.entries().map(|entry| entry.text.get_untracked()).to_vec()
    }

    /// Fills the fields that show something else.
    fn put(self, shown: Texts) {
        for (entry, text) in self.entries().into_iter().zip(shown) {
            if entry.text.with_untracked(|typed| *typed != text) {
                entry.fill(text);
            }
        }
    }

    /// The plan with which the form began, for the command.
    pub fn before(self) -> Option<Plan> {
        plan(&self.began.before()?, community(self.sync))
    }

    /// The phone has taken on what was typed.
    pub fn sent(self, typed: Texts) {
        self.began.sent(typed);
    }

    /// The plan, if it can be read; otherwise says at each field what is missing.
    pub fn read(self) -> Option<Plan> {
        let lang = self.lang;
        let day = read(self.day, words::day_missing(lang), Day::parse);
        let from = read(self.from, words::clock_missing(lang), clock);
        let until = read(self.until, words::clock_missing(lang), clock);
        let venue = self.read_place();
        let capacity = self.places.number();
        if capacity.is_none() {
            self.places.fail(words::places_missing(lang));
        }
        let kept = if self.kept.typed().is_empty() { Some(0) } else { self.kept.number() };
        if kept.is_none() {
            self.kept.fail(words::places_missing(lang));
        }
        let windows = self.windows.read();
        let (day, from, until, (venue, place)) = (day?, from?, until?, venue?);
        Some(Plan {
            starts: Moment::at(day, from),
            ends: Moment::at(day, until),
            venue,
            capacity: capacity?,
            note: self.note.typed(),
            lottery_hours: self.lottery.number(),
            kept: kept?,
            windows: windows?,
            approval: !self.approval.typed().is_empty(),
            place,
        })
    }

    /// Where, and the words of a place that is no venue. Whoever writes the name of one means it.
    fn read_place(self) -> Option<(VenueId, String)> {
        if self.venue.typed() != WRITTEN {
            let venue = read(self.venue, words::venue_missing(self.lang), |text| text.parse::<VenueId>().ok());
            return venue.map(|venue| (venue, String::new()));
        }
        let short = |text: &str| (1..=PLACE_MAX).contains(&text.chars().count()).then(|| text.to_owned());
        let text = read(self.place, words::written_missing(self.lang), short)?;
        let view = self.sync.view.get_untracked();
        let named = view.all::<Venue>().find(|venue| venue.name == text).map(|venue| (venue.id, String::new()));
        let written = || (Venue::written(community(self.sync), &text).id, text.clone());
        Some(named.unwrap_or_else(written))
    }

    /// The field that a refusal is about.
    pub fn about(self, refusal: &Refusal) -> Option<Entry> {
        match refusal {
            Refusal::EndsBeforeStarts => Some(self.until),
            Refusal::InThePast => Some(self.day),
            Refusal::CapacityBelowConfirmed { .. }
            | Refusal::CapacityOutOfRange { .. }
            | Refusal::PlacesGiven { .. } => Some(self.places),
            Refusal::KeptOutOfRange { .. } => Some(self.kept),
            Refusal::WordsTooLong { max: PLACE_MAX } => Some(self.place),
            Refusal::WordsTooLong { .. } => Some(self.note),
            Refusal::Unanswered { .. } => Some(self.approval),
            Refusal::LotteryFixed | Refusal::LotteryHours { .. } => Some(self.lottery),
            Refusal::WindowHours { .. } => Some(self.windows.refused()),
            Refusal::ChangedMeanwhile { part } => {
                self.began.hear();
                self.of(*part)
            }
            _ => None,
        }
    }

    /// The first field of a part.
    fn of(self, part: Part) -> Option<Entry> {
        match part {
            Part::When => Some(self.day),
            Part::Venue => Some(self.venue),
            Part::Places => Some(self.places),
            Part::Note => Some(self.note),
            Part::Lottery => Some(self.lottery),
            Part::Kept => Some(self.kept),
            Part::Windows => Some(self.windows.refused()),
            Part::Approval => Some(self.approval),
            Part::Role | Part::About | Part::People | Part::Skills | Part::Children => None,
        }
    }
}

fn hours(lottery: Option<u32>) -> String {
    lottery.map(|hours| hours.to_string()).unwrap_or_default()
}

/// A number that is left out when it is zero.
fn some(count: u32) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

/// What is picked for whether sign-ups ask first.
fn wanted(approval: bool) -> String {
    if approval { ASKED.into() } else { String::new() }
}

/// The community, for the identities of places that are written.
fn community(sync: Sync) -> CommunityId {
    sync.view.with_untracked(|view| view.community().map(|community| community.id)).unwrap_or_default()
}

/// The places to pick from, those of the community first. Of what somebody has written only what a date is held at, or `held` says.
pub(super) fn venues(sync: Sync, held: Entry) -> Vec<Choice> {
    let view = sync.view();
    let community = view.community().map(|community| community.id).unwrap_or_default();
    let held = held.text.with(|text| text.parse::<VenueId>().ok());
    let used = |id: VenueId| held == Some(id) || view.all::<Occurrence>().any(|date| date.venue == id);
    let offered = |venue: &&Venue| !venue.is_written(community) || used(venue.id);
    let mut venues: Vec<&Venue> = view.all::<Venue>().filter(offered).collect();
    venues.arrange(|a, b| (!a.zone, &a.name).cmp(&(!b.zone, &b.name)));
    let choice = |venue: &Venue| Choice {
        value: venue.id.to_string(),
        text: if venue.place.is_empty() { venue.name.clone() } else { format!("{} · {}", venue.name, venue.place) },
    };
    venues.into_iter().map(choice).collect()
}

/// What the fields show for a date, in the order of [`Planned::entries`].
fn texts(date: &Occurrence) -> [String; ENTRIES] {
    let [opens, closes, cancel] = windows::texts(&date.windows);
    [
        date.starts.day().to_string(),
        date.starts.clock().to_string(),
        date.ends.clock().to_string(),
        date.venue.to_string(),
        date.capacity.to_string(),
        date.note.clone(),
        hours(date.lottery_hours()),
        some(date.kept),
        opens,
        closes,
        cancel,
        wanted(date.approval),
        String::new(),
    ]
}

/// The plan that texts say, in the order of [`Planned::entries`].
fn plan(texts: &[String], community: CommunityId) -> Option<Plan> {
    let [day, from, until, venue, places, note, lottery, kept, opens, closes, cancel, approval, place] = texts else {
        return None;
    };
    let place = if venue == WRITTEN { place.trim() } else { "" };
    let written = || (!place.is_empty()).then(|| Venue::written(community, place).id);
    let day = Day::parse(day.trim())?;
    let at = |text: &str| clock(text.trim()).map(|clock| Moment::at(day, clock));
    let number = |text: &str| narrow(text.trim()).parse::<u32>().ok();
    let count = |text: &str| if text.trim().is_empty() { Some(0) } else { number(text) };
    let opens = count(opens)?;
    Some(Plan {
        starts: at(from)?,
        ends: at(until)?,
        venue: if venue == WRITTEN { written()? } else { venue.trim().parse().ok()? },
        capacity: number(places)?,
        note: note.trim().into(),
        lottery_hours: number(lottery),
        kept: count(kept)?,
        windows: Windows { opens: (opens > 0).then_some(opens), closes: count(closes)?, cancel: count(cancel)? },
        approval: !approval.trim().is_empty(),
        place: place.into(),
    })
}

/// What an entry says, or else the sentence that it is missing at the entry.
pub(super) fn read<T>(entry: Entry, missing: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let value = parse(&entry.typed());
    if value.is_none() {
        entry.fail(missing);
    }
    value
}

/// Reads a clock time. Some browsers add the seconds.
pub(super) fn clock(text: &str) -> Option<Clock> {
    Clock::parse(text.get(..5).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lottery::Lottery;
    use domain::when::HOUR_MS;

    #[test]
    fn the_texts_of_a_date_say_its_plan() {
        let starts = Moment::at(Day::of(2026, 11, 25).unwrap(), Clock(14 * 60));
        let bare = Occurrence { starts, ends: starts.plus_ms(HOUR_MS), capacity: 20, ..Occurrence::default() };
        let lottery = Some(Lottery { closes: starts.plus_ms(-24 * HOUR_MS), ..Lottery::default() });
        let windows = Windows { opens: Some(48), closes: 0, cancel: 12 };
        let full = Occurrence { lottery, kept: 3, windows, approval: true, note: "带剪刀".into(), ..bare.clone() };
        for date in [bare, full] {
            assert_eq!(plan(&texts(&date), CommunityId::default()), Some(Plan::of(&date)));
        }
    }

    #[test]
    fn a_place_that_is_written_has_the_identity_of_its_words() {
        let starts = Moment::at(Day::of(2026, 11, 25).unwrap(), Clock(14 * 60));
        let date = Occurrence { starts, ends: starts.plus_ms(HOUR_MS), capacity: 20, ..Occurrence::default() };
        let mut typed = texts(&date);
        typed[3] = WRITTEN.into();
        assert_eq!(plan(&typed, CommunityId::default()), None, "nothing is written yet");
        typed[ENTRIES - 1] = " 3 幢楼下的空地 ".into();
        let read = plan(&typed, CommunityId::default()).unwrap();
        assert_eq!(read.venue, Venue::written(CommunityId::default(), "3 幢楼下的空地").id);
        assert_eq!(read.place, "3 幢楼下的空地");
    }
}
