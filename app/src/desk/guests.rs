//! Who is on a list at the door, and how each of them stands: what the list of attendance shows, without drawing anything.

use domain::activity::Activity;
use domain::aid::{Aid, Noted, SHOWN_MS};
use domain::arrange::Arrange;
use domain::attendance::closed;
use domain::collector::Collector;
use domain::duty::Duty;
use domain::id::{OccurrenceId, ResidentId};
use domain::occurrence::Occurrence;
use domain::presence::{Escort, Mark, Presence, Venture, children, code, escorts, present, stay};
use domain::replica::Replica;
use domain::resident::Person;
use domain::shift::Shift;
use domain::signup::{Signup, SignupState};
use domain::views::turnout::late;
use domain::when::{MINUTE_MS, Moment};
use std::collections::BTreeMap;
use uuid::Uuid;

/// At most so many children for each grown-up who is there: the community's own figure, no law sets one for classes of this kind.
pub const CHILDREN_PER_ADULT: usize = 8;
/// Who comes later than this is late.
const LATE_MS: i64 = 5 * MINUTE_MS;

/// How somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Expected, and nobody has seen them.
    Missing,
    /// There.
    Here,
    /// Gone.
    Gone,
    /// They gave their place back in the last day, or a leader has excused them.
    Excused,
}

/// Somebody on the list: who was expected, or who came all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Who, if they live here.
    pub resident: Option<ResidentId>,
    /// Their name.
    pub name: String,
    /// Nobody signed them up.
    pub walk_in: bool,
    /// The sign-up or duty that their code is of.
    pub ticket: Option<Uuid>,
    /// How they stand.
    pub standing: Standing,
    /// When they came first.
    pub came: Option<Moment>,
    /// When they went last, if they are gone.
    pub went: Option<Moment>,
    /// They came late, or have not come although it began.
    pub late: bool,
    /// A fact of theirs wants to be looked at.
    pub odd: bool,
    /// Nobody but themself says that they came.
    pub own: bool,
    /// A fact of theirs waits for the server's answer.
    pub pending: bool,
    /// Who may collect them, each with a name and a telephone number, if one is known. Only at a children's date.
    pub escorts: Vec<(Escort, String, String)>,
    /// Who collected them, or empty.
    pub collected: String,
    /// They gave their place back in the last day.
    pub gave_back: bool,
    /// Why they are excused, or empty.
    pub reason: String,
    /// What they have written for those at the door, as long as a leader may read it.
    pub aid: Option<Noted>,
}

/// A list with what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Those who are expected, by name, then those who came all the same.
    pub guests: Vec<Guest>,
    /// Whoever goes is collected.
    pub children: bool,
    /// Grown volunteers who are there, on the shifts beside a children's date.
    pub adults: usize,
    /// Those shifts, with how many of their people are there and how many are expected.
    pub shifts: Vec<(Shift, usize, usize)>,
    /// It is settled who came: nothing is noted by hand any more.
    pub settled: bool,
}

impl List {
    /// Expected, come, not come, gone.
    pub fn counts(&self) -> [usize; 4] {
        let of = |wanted: &dyn Fn(&Guest) -> bool| self.guests.iter().filter(|guest| wanted(guest)).count();
        [
            of(&|guest: &Guest| !guest.walk_in && guest.standing != Standing::Excused),
            of(&|guest: &Guest| guest.came.is_some()),
            of(&|guest: &Guest| guest.standing == Standing::Missing),
            of(&|guest: &Guest| guest.standing == Standing::Gone),
        ]
    }

    /// How many are there now.
    pub fn here(&self) -> usize {
        self.guests.iter().filter(|guest| guest.standing == Standing::Here).count()
    }

    /// Whether there are too many children for the grown-ups who are there.
    pub fn crowded(&self) -> bool {
        self.children && self.here() > self.adults * CHILDREN_PER_ADULT
    }
}

/// What tells people apart: who lives here, by their identity, and everybody else by the name.
type Who = (Option<ResidentId>, String);

fn who(resident: Option<ResidentId>, name: &str) -> Who {
    (resident, if resident.is_some() { String::new() } else { name.into() })
}

impl Guest {
    fn who(&self) -> Who {
        who(self.resident, &self.name)
    }

    /// Whether a fact is about them.
    fn is_of(&self, fact: &Presence) -> bool {
        fact.is_about(self.resident, &self.name)
    }

    /// Whether they are meant: by a part of their name, by their code, or by what a scanned code holds.
    pub fn answers_to(&self, wanted: &str) -> bool {
        let wanted = wanted.trim();
        if wanted.is_empty() || self.name.contains(wanted) {
            return true;
        }
        let code_is = |ticket: Uuid| code(ticket).eq_ignore_ascii_case(wanted);
        self.ticket.is_some_and(|ticket| code_is(ticket) || scanned(wanted) == Some(ticket))
    }
}

/// The identity at the end of what a code holds: `https://.../0190...`.
pub fn scanned(text: &str) -> Option<Uuid> {
    text.rsplit('/').next().and_then(|end| Uuid::parse_str(end.trim()).ok())
}

/// When it begins.
pub fn starts(view: &Replica, of: Venture) -> Option<Moment> {
    match of {
        Venture::Occurrence(date) => view.get::<Occurrence>(date.0).map(|date| date.starts),
        Venture::Shift(shift) => view.get::<Shift>(shift.0).map(|shift| shift.starts),
    }
}

/// Whether a leader may read now what people have written for those at the door: a phone that has no network holds it for longer.
fn near(view: &Replica, of: Venture, begins: Moment, now: Moment) -> bool {
    let ends = match of {
        Venture::Occurrence(date) => view.get::<Occurrence>(date.0).map(|date| date.ends),
        Venture::Shift(shift) => view.get::<Shift>(shift.0).map(|shift| shift.ends),
    };
    let closes = ends.map_or(begins.plus_ms(2 * SHOWN_MS), |ends| ends.plus_ms(SHOWN_MS));
    begins.plus_ms(-SHOWN_MS) <= now && now < closes
}

/// The list of a date or a shift.
pub fn list(view: &Replica, of: Venture, now: Moment) -> List {
    let facts: Vec<&Presence> = view.all::<Presence>().filter(|fact| fact.of == of).collect();
    let mut guests = expected(view, of);
    guests.arrange(|a, b| a.name.cmp(&b.name));
    guests.extend(gave_back(view, of, &facts));
    let mut own: BTreeMap<Who, Vec<&Presence>> = guests.iter().map(|guest| (guest.who(), Vec::new())).collect();
    for fact in &facts {
        let theirs = own.entry(who(fact.resident, &fact.name)).or_insert_with(|| {
            guests.push(guest(fact.resident, fact.name.clone(), true, None));
            Vec::new()
        });
        theirs.push(fact);
    }
    let begins = starts(view, of).unwrap_or(now);
    let near = near(view, of, begins, now);
    for guest in &mut guests {
        let own = own.get(&guest.who()).map_or(&[][..], Vec::as_slice);
        stand(guest, own, begins, now);
        let known = guest.resident.filter(|_| near).and_then(|who| view.get::<Aid>(who.0));
        guest.aid = known.map(|row| row.noted.clone());
        guest.pending = own.iter().any(|fact| view.is_pending::<Presence>(fact.id.0));
    }
    let mut list = List { guests, ..List::default() };
    if let Venture::Occurrence(date) = of {
        list.settled = view.get::<Occurrence>(date.0).is_some_and(|date| closed(date, now));
        with_children(view, date, &facts, &mut list);
    }
    list
}

/// Those who gave their places on a date back in its last day and did not come all the same.
fn gave_back(view: &Replica, of: Venture, facts: &[&Presence]) -> Vec<Guest> {
    let Venture::Occurrence(date) = of else { return Vec::new() };
    let came = |who: &Person| facts.iter().any(|fact| fact.resident == Some(who.id) && fact.mark != Mark::Excused);
    let gone = late(view, date).into_iter().filter(|person| !came(person));
    gone.map(|person| Guest { gave_back: true, ..guest(Some(person.id), person.name.clone(), false, None) }).collect()
}

fn guest(resident: Option<ResidentId>, name: String, walk_in: bool, ticket: Option<Uuid>) -> Guest {
    Guest {
        resident,
        name,
        walk_in,
        ticket,
        standing: Standing::Missing,
        came: None,
        went: None,
        late: false,
        odd: false,
        own: false,
        pending: false,
        escorts: Vec::new(),
        collected: String::new(),
        gave_back: false,
        reason: String::new(),
        aid: None,
    }
}

fn expected(view: &Replica, of: Venture) -> Vec<Guest> {
    let one = |person: &Person, ticket: Uuid| guest(Some(person.id), person.name.clone(), false, Some(ticket));
    match of {
        Venture::Shift(shift) => {
            let duties = view.all::<Duty>().filter(|duty| duty.shift == shift && duty.state.live());
            duties.map(|duty| one(&duty.resident, duty.id.0)).collect()
        }
        Venture::Occurrence(date) => {
            let seated = seated(view, date);
            seated.flat_map(|signup| signup.party.iter().map(move |person| one(person, signup.id.0))).collect()
        }
    }
}

fn seated(view: &Replica, date: OccurrenceId) -> impl Iterator<Item = &Signup> {
    view.all::<Signup>().filter(move |signup| signup.occurrence == date && signup.state == SignupState::Confirmed)
}

fn stand(guest: &mut Guest, facts: &[&Presence], begins: Moment, now: Moment) {
    let (came, went) = stay(facts.iter().copied());
    let here = present(facts.iter().copied());
    let excuse = facts.iter().filter(|fact| fact.mark == Mark::Excused).max_by_key(|fact| fact.at);
    guest.reason = excuse.map(|fact| fact.reason.clone()).unwrap_or_default();
    guest.standing = match came {
        _ if here => Standing::Here,
        Some(_) => Standing::Gone,
        None if guest.gave_back || excuse.is_some() => Standing::Excused,
        None => Standing::Missing,
    };
    (guest.came, guest.went) = (came, went.filter(|_| !here));
    let expected = guest.standing != Standing::Excused && !guest.walk_in;
    guest.late = expected && came.unwrap_or(now) > begins.plus_ms(LATE_MS);
    guest.odd = facts.iter().any(|fact| fact.odd);
    let mut arrivals = facts.iter().filter(|fact| fact.mark == Mark::In).peekable();
    guest.own = arrivals.peek().is_some() && arrivals.all(|fact| fact.own);
    let left = facts.iter().filter(|fact| fact.mark == Mark::Out && !fact.escort.is_empty());
    let last = left.max_by_key(|fact| fact.at).filter(|_| !here);
    guest.collected = last.map(|fact| fact.escort.clone()).unwrap_or_default();
}

/// Who may collect each child, and whether enough grown-ups are there.
fn with_children(view: &Replica, id: OccurrenceId, facts: &[&Presence], list: &mut List) {
    let Some(date) = view.get::<Occurrence>(id.0) else { return };
    list.children = view.get::<Activity>(date.activity.0).is_some_and(children);
    if !list.children {
        return;
    }
    let signups: Vec<Signup> = seated(view, id).cloned().collect();
    let own = |one: &&Collector| one.organization == date.organization;
    let collectors: Vec<Collector> = view.all::<Collector>().filter(own).cloned().collect();
    for guest in &mut list.guests {
        guest.escorts = match guest.resident {
            Some(child) => escorts(&signups, &collectors, child, date.starts.day()),
            None => brought(guest, facts),
        };
    }
    let beside = |shift: &&Shift| {
        let same_team = shift.organization == date.organization && shift.children;
        shift.cancelled.is_none()
            && (shift.occurrence == Some(id) || (same_team && shift.overlaps(date.starts, date.ends)))
    };
    for shift in view.all::<Shift>().filter(beside) {
        let (mut here, mut expected) = (0, 0);
        for duty in view.all::<Duty>().filter(|duty| duty.shift == shift.id && duty.state.live()) {
            expected += 1;
            let who = Some(duty.resident.id);
            let of_them = |fact: &&Presence| fact.of == Venture::Shift(shift.id) && fact.resident == who;
            if present(view.all::<Presence>().filter(of_them)) {
                here += 1;
                list.adults += usize::from(!duty.minor);
            }
        }
        list.shifts.push((shift.clone(), here, expected));
    }
}

/// Whoever brought a child that nobody signed up collects it.
fn brought(guest: &Guest, facts: &[&Presence]) -> Vec<(Escort, String, String)> {
    let mut names: Vec<&String> = Vec::new();
    for fact in facts.iter().filter(|fact| guest.is_of(fact) && fact.mark == Mark::In && !fact.escort.is_empty()) {
        if !names.contains(&&fact.escort) {
            names.push(&fact.escort);
        }
    }
    names.into_iter().map(|name| (Escort::Named(name.clone()), name.clone(), String::new())).collect()
}

#[cfg(test)]
mod tests;
