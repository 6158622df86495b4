//! Tests of [`super`]: see the names.

use super::*;
use crate::command::{Command, Envelope};
use crate::id::CommandId;
use crate::lottery::Lottery;
use crate::replica::Replica;
use crate::resident::Me;
use crate::row::Row;
use crate::sample::{guizhen, id, jianguo, lesson, meihua, now, opera, person, staff, teacher_he};
use crate::scope::Scope;
use crate::signup::{self, Signup};
use crate::{kept, occurrence};
use std::collections::BTreeMap;

mod property;

/// One date, everyone on it, and what is on phones: what the database is to the rules.
struct Hall {
    date: Occurrence,
    signups: BTreeMap<SignupId, Signup>,
    leases: BTreeMap<LeaseId, Lease>,
    now: Moment,
}

fn phone(n: u128) -> DeviceId {
    DeviceId(id(n))
}

fn strangers(from: u128, count: u128) -> Vec<Person> {
    (from..from + count).map(|n| person(n, &format!("门口的{n}"))).collect()
}

impl Hall {
    fn of(capacity: u32, kept: u32) -> Hall {
        let date = Occurrence { kept, ..lesson(capacity) };
        Hall { date, signups: BTreeMap::new(), leases: BTreeMap::new(), now: now() }
    }

    fn facts(&self, actor: Me, signup: u128, lease: u128) -> Facts {
        let mut facts = crate::sample::facts(actor);
        facts.now = self.now;
        facts.occurrence = Some(self.date.clone());
        facts.signup = self.signups.get(&SignupId(id(signup))).cloned();
        facts.lease = self.leases.get(&LeaseId(id(lease))).cloned();
        facts.waiting = self.line();
        facts.waiting_parties = facts.waiting.len() as u32;
        facts.seated = self.signups.values().filter(|row| row.state == SignupState::Confirmed).cloned().collect();
        let live = self.signups.values().filter(|row| row.live());
        facts.engagements = live.map(|row| (row.clone(), self.date.clone(), "越剧".into())).collect();
        facts
    }

    /// Who waits, in their order.
    fn line(&self) -> Vec<Signup> {
        let waits = |row: &&Signup| matches!(row.state, SignupState::Waiting { .. });
        let mut line: Vec<Signup> = self.signups.values().filter(waits).cloned().collect();
        line.sort_by_key(|row| if let SignupState::Waiting { ticket, .. } = row.state { ticket } else { 0 });
        line
    }

    fn keep(&mut self, changes: Result<Vec<Change>, Refusal>) -> Result<(), Refusal> {
        for change in changes? {
            match change {
                Change::Signup(row) => drop(self.signups.insert(row.id, row)),
                Change::Lease(row) => drop(self.leases.insert(row.id, row)),
                Change::Occurrence(row) => self.date = row,
                other => panic!("nothing else changes: {other:?}"),
            }
        }
        Ok(())
    }

    /// Through the app.
    fn sign_up(&mut self, n: u128, actor: Me, people: usize) -> Result<(), Refusal> {
        let party: Vec<_> = actor.household().into_iter().take(people).map(|person| person.id).collect();
        let facts = self.facts(actor, n, 0);
        self.keep(signup::sign_up(&facts, SignupId(id(n)), &party))
    }

    /// A leader takes places onto a phone, until the end.
    fn take(&mut self, lease: u128, device: DeviceId, places: u32) -> Result<(), Refusal> {
        let facts = Facts { phone: device, ..self.facts(teacher_he(), 0, lease) };
        self.keep(take(&facts, LeaseId(id(lease)), places, self.date.ends))
    }

    /// The server hears what a phone has handed out.
    fn hear(&mut self, n: u128, lease: u128, device: DeviceId, party: &[Person]) -> Result<(), Refusal> {
        let facts = Facts { phone: device, named: party.to_vec(), ..self.facts(teacher_he(), n, lease) };
        let party: Vec<_> = party.iter().map(|person| person.id).collect();
        self.keep(hand_out(&facts, SignupId(id(n)), &party, self.date.starts))
    }

    fn give_back(&mut self, lease: u128, actor: Me) -> Result<(), Refusal> {
        let facts = self.facts(actor, 0, lease);
        self.keep(give_back(&facts))
    }

    fn row(&self, n: u128) -> &Signup {
        &self.signups[&SignupId(id(n))]
    }

    fn lease(&self, n: u128) -> &Lease {
        &self.leases[&LeaseId(id(n))]
    }

    /// Confirmed, leased, kept, waiting.
    fn counts(&self) -> (u32, u32, u32, u32) {
        (self.date.confirmed, self.date.leased, self.date.kept, self.date.waiting)
    }
}

#[test]
fn two_phones_share_five_places_and_nobody_else_is_given_them() {
    let mut hall = Hall::of(5, 0);
    hall.take(1, phone(1), 2).unwrap();
    hall.take(2, phone(2), 3).unwrap();
    assert_eq!((hall.counts(), hall.date.free()), ((0, 5, 0, 0), 0));
    assert_eq!(hall.take(3, phone(1), 1), Err(Refusal::LeaseOutOfRange { max: 0 }));
    hall.sign_up(1, jianguo(), 1).unwrap();
    assert!(matches!(hall.row(1).state, SignupState::Waiting { .. }), "the app has nothing to give");
    for n in 0..5 {
        let (lease, device) = if n < 2 { (1, phone(1)) } else { (2, phone(2)) };
        hall.hear(10 + n, lease, device, &strangers(100 + n, 1)).unwrap();
        let row = hall.row(10 + n);
        assert_eq!((row.state, row.unleased, row.out_of_order), (SignupState::Confirmed, false, false));
    }
    assert_eq!(hall.counts(), (5, 0, 0, 1));
    assert_eq!((hall.lease(1).left(), hall.lease(2).left()), (0, 0));
}

#[test]
fn what_is_kept_goes_first_and_a_lease_jumps_no_queue() {
    let mut hall = Hall::of(4, 1);
    hall.sign_up(1, guizhen(), 3).unwrap();
    hall.sign_up(2, jianguo(), 1).unwrap();
    // One waits: what is free is not a lease's, what is kept is.
    assert_eq!((hall.counts(), hall.date.free()), ((3, 0, 1, 1), 0));
    assert_eq!(hall.take(1, phone(1), 2), Err(Refusal::LeaseOutOfRange { max: 1 }));
    hall.take(1, phone(1), 1).unwrap();
    assert_eq!(hall.counts(), (3, 1, 0, 1));
    assert_eq!(hall.lease(1).until, hall.date.ends, "no lease outlasts its date");
}

#[test]
fn before_a_draw_a_lease_has_what_is_kept() {
    let mut hall = Hall::of(4, 1);
    hall.date.lottery = Some(Lottery { closes: hall.date.starts, ..Lottery::default() });
    assert_eq!(hall.take(1, phone(1), 2), Err(Refusal::LeaseOutOfRange { max: 1 }));
    hall.take(1, phone(1), 1).unwrap();
    hall.hear(1, 1, phone(1), &strangers(100, 1)).unwrap();
    assert_eq!((hall.row(1).state, hall.row(1).out_of_order), (SignupState::Confirmed, true));
    // A phone that is heard too late: nothing is kept any more, so they are in the draw.
    hall.give_back(1, teacher_he()).unwrap();
    hall.hear(2, 1, phone(1), &strangers(200, 2)).unwrap();
    assert_eq!((hall.row(2).state, hall.row(2).unleased), (SignupState::Entered, true));
    assert_eq!(hall.date.lottery.as_ref().unwrap().entered, 2);
}

#[test]
fn what_is_left_is_free_again_and_moves_the_list_up() {
    let mut hall = Hall::of(2, 0);
    hall.take(1, phone(1), 2).unwrap();
    hall.sign_up(1, jianguo(), 1).unwrap();
    hall.hear(2, 1, phone(1), &strangers(100, 1)).unwrap();
    assert_eq!(hall.give_back(1, jianguo()), Err(Refusal::NotFound), "who does not lead knows of no lease");
    hall.give_back(1, staff()).unwrap();
    assert_eq!((hall.row(1).state, hall.counts()), (SignupState::Confirmed, (2, 0, 0, 0)));
    assert_eq!((hall.lease(1).given, hall.lease(1).left()), (1, 0));
    assert_eq!(hall.give_back(1, teacher_he()), Err(Refusal::AlreadySaid));
}

#[test]
fn once_it_has_begun_nobody_moves_up_and_what_was_handed_out_still_counts() {
    let mut hall = Hall::of(3, 0);
    hall.take(1, phone(1), 3).unwrap();
    hall.sign_up(1, guizhen(), 2).unwrap();
    hall.now = hall.date.starts.plus_ms(1);
    assert_eq!(hall.take(2, phone(1), 1), Err(Refusal::OccurrenceStarted));
    hall.hear(2, 1, phone(1), &strangers(100, 1)).unwrap();
    assert_eq!(hall.row(2).state, SignupState::Confirmed);
    hall.give_back(1, teacher_he()).unwrap();
    assert_eq!(hall.row(1).state, SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!((hall.counts(), hall.date.free()), ((1, 0, 0, 2), 2));
}

#[test]
fn what_is_heard_of_after_the_end_of_a_lease_gets_what_there_is_and_is_never_lost() {
    let mut hall = Hall::of(4, 2);
    hall.take(1, phone(1), 4).unwrap();
    hall.give_back(1, teacher_he()).unwrap();
    hall.date.kept = 1;
    hall.sign_up(1, guizhen(), 2).unwrap();
    for (n, expected) in [(2, true), (3, true), (4, false)] {
        hall.hear(n, 1, phone(1), &strangers(n * 100, 1)).unwrap();
        let row = hall.row(n);
        assert_eq!((row.state == SignupState::Confirmed, row.unleased), (expected, true), "{n}");
        assert_eq!(row.handed, Some(hall.date.starts));
    }
    assert_eq!(hall.row(4).state, SignupState::Waiting { ticket: 1, position: 1 });
    assert_eq!(hall.counts(), (4, 0, 0, 1));
    // And of a date that was called off they are told.
    hall.signups.clear();
    hall.date = Occurrence { cancelled: Some("下雨".into()), ..lesson(4) };
    hall.hear(5, 1, phone(1), &strangers(500, 1)).unwrap();
    assert_eq!((hall.row(5).state, hall.date.confirmed), (SignupState::CalledOff, 0));
}

#[test]
fn another_phone_has_nothing_of_a_lease() {
    let mut hall = Hall::of(1, 0);
    hall.take(1, phone(1), 1).unwrap();
    hall.hear(1, 1, phone(2), &strangers(100, 1)).unwrap();
    assert_eq!((hall.row(1).unleased, hall.lease(1).left()), (true, 1));
    assert!(matches!(hall.row(1).state, SignupState::Waiting { .. }));
    let foreign = Facts { named: strangers(200, 1), ..hall.facts(jianguo(), 2, 1) };
    let party = [foreign.named[0].id];
    assert_eq!(hand_out(&foreign, SignupId(id(2)), &party, now()), Err(Refusal::NotFound));
    // One that a restored server does not know, and one of another date, are none.
    let forgotten = Facts { lease: None, actor: teacher_he(), ..foreign };
    let elsewhere = Lease { occurrence: OccurrenceId(id(801)), device: DeviceId::default(), ..hall.lease(1).clone() };
    let other = Facts { lease: Some(elsewhere), ..forgotten.clone() };
    for facts in [forgotten, other] {
        let changes = hand_out(&facts, SignupId(id(2)), &party, now()).unwrap();
        let unleased = |change: &Change| matches!(change, Change::Signup(row) if row.unleased);
        assert!(changes.iter().any(unleased) && !changes.iter().any(|change| matches!(change, Change::Lease(_))));
    }
}

#[test]
fn who_has_a_place_keeps_it_and_who_waits_for_one_leaves_the_line() {
    let mut hall = Hall::of(3, 0);
    hall.sign_up(1, meihua(), 1).unwrap();
    hall.take(1, phone(1), 2).unwrap();
    hall.sign_up(2, jianguo(), 1).unwrap();
    hall.sign_up(3, guizhen(), 3).unwrap();
    hall.now = hall.date.starts.plus_ms(1);
    let [seated, waits] = [meihua(), jianguo()].map(|me| Person { id: me.id, name: me.name });
    hall.hear(4, 1, phone(1), &[seated.clone(), waits.clone()]).unwrap();
    assert_eq!(hall.row(4).party, [waits]);
    assert_eq!(hall.row(2).state, SignupState::Cancelled);
    assert_eq!(hall.row(3).state, SignupState::Waiting { ticket: 2, position: 1 }, "they are counted anew");
    assert_eq!(hall.counts(), (2, 1, 0, 3));
    let again = Refusal::AlreadySignedUp { name: seated.name.clone() };
    assert_eq!(hall.hear(5, 1, phone(1), &[seated]), Err(again));
    // Whoever waits with others stays with them.
    let one = person(3, "陆小满");
    let with_others = Refusal::AlreadySignedUp { name: one.name.clone() };
    assert_eq!(hall.hear(6, 1, phone(1), &[one]), Err(with_others));
}

#[test]
fn who_has_something_else_then_is_let_in_and_marked() {
    let mut hall = Hall::of(2, 0);
    hall.take(1, phone(1), 1).unwrap();
    let guest = strangers(100, 1);
    let other = Occurrence { id: OccurrenceId(id(801)), ..hall.date.clone() };
    let mut facts = Facts { phone: phone(1), named: guest.clone(), ..hall.facts(teacher_he(), 1, 1) };
    let place = Signup::seated(&facts, SignupId(id(9)), &other, guest.clone());
    facts.engagements = vec![(place, other, "书画".into())];
    let done = hand_out(&facts, SignupId(id(1)), &[guest[0].id], now());
    hall.keep(done).unwrap();
    assert_eq!((hall.row(1).state, hall.row(1).clash), (SignupState::Confirmed, true));
}

#[test]
fn a_date_that_is_called_off_or_made_smaller_knows_its_leases() {
    let mut hall = Hall::of(5, 0);
    hall.take(1, phone(1), 3).unwrap();
    let Occurrence { starts, ends, venue, .. } = hall.date;
    let plan = occurrence::Plan { starts, ends, venue, capacity: 2, ..occurrence::Plan::default() };
    let mut facts = hall.facts(teacher_he(), 0, 0);
    facts.venue = Some(crate::venue::Venue::default());
    assert_eq!(occurrence::edit(&facts, &plan), Err(Refusal::CapacityBelowConfirmed { confirmed: 3 }));
    facts.leases = vec![hall.lease(1).clone()];
    hall.keep(occurrence::cancel(&facts, "下雨")).unwrap();
    assert_eq!((hall.date.leased, hall.lease(1).left(), hall.lease(1).ended), (0, 0, Some(now())));
}

#[test]
fn a_date_that_ends_earlier_ends_its_leases_earlier() {
    let mut hall = Hall::of(5, 0);
    hall.take(1, phone(1), 3).unwrap();
    let Occurrence { starts, ends, venue, capacity, .. } = hall.date;
    let mut moved = |by: i64| {
        let (starts, ends) = (starts.plus_ms(by), ends.plus_ms(by));
        let plan = occurrence::Plan { starts, ends, venue, capacity, ..occurrence::Plan::default() };
        let mut facts = hall.facts(teacher_he(), 0, 0);
        facts.venue = Some(crate::venue::Venue::default());
        facts.leases = vec![hall.lease(1).clone()];
        hall.keep(occurrence::edit(&facts, &plan)).unwrap();
        (hall.lease(1).until, hall.date.leased)
    };
    assert_eq!(moved(HOUR_MS), (ends, 3), "a later end is no longer lease");
    assert_eq!(moved(-HOUR_MS), (ends.plus_ms(-HOUR_MS), 3));
}

#[test]
fn a_caller_gets_nothing_of_what_is_on_a_phone() {
    let mut hall = Hall::of(2, 0);
    hall.take(1, phone(1), 2).unwrap();
    let facts = Facts { named: strangers(100, 1), ..hall.facts(teacher_he(), 1, 0) };
    let party = [facts.named[0].id];
    assert_eq!(kept::sign_up_for(&facts, SignupId(id(1)), &party), Err(Refusal::NoRoom { free: 0 }));
}

/// A leader's phone that holds a lease, and what it shows with commands on their way.
fn at_the_door(commands: &[Command]) -> Replica {
    let mut hall = Hall::of(5, 0);
    hall.take(1, phone(1), 3).unwrap();
    let mut replica = Replica::default();
    replica.put(Scope::Person(teacher_he().id), Row::Me(teacher_he()));
    replica.put(Scope::Public, Row::Occurrence(hall.date.clone()));
    replica.put(Scope::Organization(opera()), Row::Lease(hall.lease(1).clone()));
    let envelope = |(n, command): (u128, &Command)| Envelope {
        id: CommandId(id(n)),
        device: phone(1),
        device_seq: 1,
        actor: teacher_he().id,
        depends_on: Vec::new(),
        made_at: now(),
        schema: crate::command::SCHEMA,
        command: command.clone(),
    };
    let waiting: Vec<Envelope> = (1..).zip(commands).map(envelope).collect();
    replica.with_pending(&waiting, now())
}

fn give(n: u128, people: u128) -> Command {
    let party = strangers(n * 100, people).into_iter().map(|person| person.id).collect();
    let (signup, occurrence, lease) = (SignupId(id(n)), lesson(5).id, LeaseId(id(1)));
    Command::GivePlaces { signup, occurrence, lease, party, at: now() }
}

#[test]
fn a_phone_without_a_network_never_promises_more_than_it_has() {
    let view = at_the_door(&[give(1, 2), give(2, 2), give(3, 1)]);
    let places: Vec<u128> = view.all::<Signup>().map(|row| row.id.0.as_u128()).collect();
    assert_eq!(places, [1, 3], "two, then two of one are refused, then one");
    let lease = view.get::<Lease>(id(1)).unwrap();
    assert_eq!((lease.left(), lease.promises(Some(phone(1)), now())), (0, false));
    let date = view.all::<Occurrence>().next().unwrap();
    assert_eq!((date.confirmed, date.leased, date.free()), (3, 0, 2));
    let facts = view.facts(teacher_he().id, &give(4, 1), now());
    let party = [ResidentId(id(400))];
    assert_eq!(hand_out(&facts, SignupId(id(4)), &party, now()), Err(Refusal::NoRoom { free: 0 }));
}

#[test]
fn what_the_server_has_not_said_yes_to_is_no_promise() {
    let lease = LeaseId(id(2));
    let until = lesson(5).ends;
    let view = at_the_door(&[Command::LeasePlaces { lease, occurrence: lesson(5).id, places: 2, until }]);
    let taken = view.get::<Lease>(lease.0).unwrap();
    assert_eq!(taken.left(), 2);
    assert!(!taken.promises(Some(phone(1)), now()));
    let own = view.get::<Lease>(id(1)).unwrap();
    assert!(own.promises(Some(phone(1)), now()));
    assert!(!own.promises(Some(phone(2)), now()) && !own.promises(None, now()));
    assert!(!own.promises(Some(phone(1)), own.until), "its time is over");
}
