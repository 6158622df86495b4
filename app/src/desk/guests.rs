//! Who is on a list at the door, and how each of them stands: what the list of attendance shows, without drawing anything.

use domain::activity::Activity;
use domain::aid::{Aid, Noted};
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
    for guest in &mut guests {
        let own = own.get(&guest.who()).map_or(&[][..], Vec::as_slice);
        stand(guest, own, begins, now);
        guest.aid = guest.resident.and_then(|who| view.get::<Aid>(who.0)).map(|row| row.noted.clone());
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
mod tests {
    use super::*;
    use domain::row::Row;
    use domain::scope::Scope;

    fn fact(n: u128, who: Option<u128>, name: &str, mark: Mark, at: i64) -> Row {
        let resident = who.map(|n| ResidentId(Uuid::from_u128(n)));
        let id = domain::id::PresenceId(Uuid::from_u128(n));
        Row::Presence(Presence { id, resident, name: name.into(), mark, at: Moment(at), ..Presence::default() })
    }

    fn duty(n: u128, name: &str) -> Row {
        let resident = Person { id: ResidentId(Uuid::from_u128(n)), name: name.into() };
        Row::Duty(Duty { id: domain::id::DutyId(Uuid::from_u128(n)), resident, ..Duty::default() })
    }

    fn view(rows: Vec<Row>) -> Replica {
        let mut view = Replica::default();
        view.put(Scope::Public, Row::Shift(Shift { starts: Moment(0), ..Shift::default() }));
        rows.into_iter().for_each(|row| view.put(Scope::Desk, row));
        view
    }

    fn of_shift(mut rows: Vec<Row>, now: i64) -> List {
        let of = Venture::Shift(domain::id::ShiftId::default());
        for row in &mut rows {
            if let Row::Presence(fact) = row {
                fact.of = of;
            }
        }
        list(&view(rows), of, Moment(now))
    }

    #[test]
    fn everybody_stands_once_whoever_noted_them() {
        let list = of_shift(
            vec![
                duty(1, "周桂珍"),
                duty(2, "沈建国"),
                duty(3, "钱美华"),
                fact(11, Some(1), "周桂珍", Mark::In, 10),
                fact(12, Some(1), "周桂珍", Mark::In, 5),
                fact(13, Some(2), "沈建国", Mark::In, 10),
                fact(14, Some(2), "沈建国", Mark::Out, 20),
                fact(15, None, "过路的", Mark::In, 30),
            ],
            40,
        );
        assert_eq!((list.counts(), list.here()), ([3, 3, 1, 1], 2));
        let of = |name: &str| list.guests.iter().find(|guest| guest.name == name).unwrap();
        assert_eq!((of("周桂珍").standing, of("周桂珍").came), (Standing::Here, Some(Moment(5))));
        assert_eq!((of("沈建国").standing, of("沈建国").went), (Standing::Gone, Some(Moment(20))));
        assert!(of("过路的").walk_in && !of("钱美华").late);
    }

    #[test]
    fn who_is_late_is_said_of_those_who_came_and_of_those_who_did_not() {
        let late = LATE_MS + 1;
        let list = of_shift(vec![duty(1, "甲"), duty(2, "乙"), fact(11, Some(1), "甲", Mark::In, late)], late + 1);
        assert!(list.guests.iter().all(|guest| guest.late));
    }

    #[test]
    fn a_guest_is_found_by_name_by_code_and_by_a_scan() {
        let list = of_shift(vec![duty(0xab_cdef, "周桂珍"), duty(2, "沈建国")], 0);
        let found = |wanted: &str| -> Vec<&str> {
            list.guests.iter().filter(|guest| guest.answers_to(wanted)).map(|guest| guest.name.as_str()).collect()
        };
        assert_eq!(found("桂"), ["周桂珍"]);
        assert_eq!(found("abcdef"), ["周桂珍"]);
        let address = format!("https://x.example/activities/{}", Uuid::from_u128(2));
        assert_eq!(found(&address), ["沈建国"]);
        assert_eq!(found("").len(), 2);
        assert_eq!(found("没有的人").len(), 0);
    }

    #[test]
    fn who_is_excused_is_neither_expected_nor_missing() {
        let mut why = fact(11, Some(2), "沈建国", Mark::Excused, 10);
        if let Row::Presence(fact) = &mut why {
            fact.reason = "家里有事".into();
        }
        let list = of_shift(vec![duty(1, "周桂珍"), duty(2, "沈建国"), why], 20);
        let of = |name: &str| list.guests.iter().find(|guest| guest.name == name).unwrap();
        assert_eq!((of("沈建国").standing, of("沈建国").reason.as_str()), (Standing::Excused, "家里有事"));
        assert_eq!((list.counts(), list.settled), ([1, 0, 1, 0], false), "a shift is not settled");
    }

    #[test]
    fn children_need_grown_people_beside_them() {
        let guests = (0..9).map(|n| Guest { standing: Standing::Here, ..guest(None, n.to_string(), true, None) });
        let mut list = List { guests: guests.collect(), children: true, adults: 1, ..List::default() };
        assert!(list.crowded());
        list.adults = 2;
        assert!(!list.crowded());
        assert!(!List { children: false, adults: 0, ..list }.crowded());
    }
}
