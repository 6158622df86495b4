//! Whatever leaders, neighbours and the weather do: what this file counts by itself is what the rules come to.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A phone at a door, as it knows itself without a network.
#[derive(Default)]
struct Door {
    /// Its lease, with how many it still has.
    lease: Option<(u128, u32)>,
    /// Whom it has let in and not told yet.
    untold: Vec<(u128, u128, Vec<Person>)>,
}

struct World {
    hall: Hall,
    doors: [Door; 2],
    /// What is left of every living lease, as it is known where the network is.
    open: BTreeMap<u128, u32>,
    /// Everybody of whom was told that they stand in the hall.
    inside: BTreeSet<ResidentId>,
}

impl World {
    fn take(&mut self, n: u128, door: usize, places: u32) {
        let begun = self.hall.now >= self.hall.date.starts;
        let unclaimed = if self.hall.line().is_empty() { self.room() } else { 0 };
        let expected = !begun && places <= unclaimed + self.hall.date.kept;
        let done = self.hall.take(n, phone(door as u128 + 1), places);
        assert_eq!(done.is_ok(), expected, "{done:?}");
        if expected {
            self.doors[door].lease = Some((n, places));
            self.open.insert(n, places);
        }
    }

    /// Places that nobody has, holds or keeps, by this file's own count.
    fn room(&self) -> u32 {
        self.hall.date.capacity - self.seated() - self.open.values().sum::<u32>() - self.hall.date.kept
    }

    fn seated(&self) -> u32 {
        let seated = self.hall.signups.values().filter(|row| row.state == SignupState::Confirmed);
        seated.map(|row| row.party.len() as u32).sum()
    }

    fn let_in(&mut self, n: u128, door: usize, people: u128) {
        let door = &mut self.doors[door];
        let Some((lease, left)) = door.lease.filter(|(_, left)| *left >= people as u32) else { return };
        door.lease = Some((lease, left - people as u32));
        door.untold.push((n, lease, strangers(10_000 + n * 10, people)));
    }

    /// The network is back.
    fn tell(&mut self, door: usize) {
        for (n, lease, party) in std::mem::take(&mut self.doors[door].untold) {
            let seats = party.len() as u32;
            let (room, kept) = (self.room(), self.hall.date.kept);
            self.hall.hear(n, lease, phone(door as u128 + 1), &party).unwrap();
            self.inside.extend(party.iter().map(|person| person.id));
            let row = self.hall.row(n);
            let promise = self.open.get_mut(&lease);
            let place = promise.is_some() || room + kept >= seats;
            assert_eq!(row.unleased, promise.is_none());
            assert_eq!(row.state == SignupState::Confirmed, place, "a promise is kept: {row:?}");
            if let Some(left) = promise {
                *left -= seats;
            }
        }
        let ended = |(lease, _): &(u128, u32)| !self.open.contains_key(lease);
        if self.doors[door].lease.as_ref().is_some_and(ended) {
            self.doors[door].lease = None;
        }
    }

    /// Somebody gives a door's lease back, or its time is over, and the door does not know.
    fn end(&mut self, door: usize, by_hand: bool) {
        let Some((lease, _)) = self.doors[door].lease else { return };
        if by_hand {
            let done = self.hall.give_back(lease, teacher_he());
            assert_eq!(done.is_ok(), self.open.contains_key(&lease));
        } else {
            let mut facts = self.hall.facts(Me::default(), 0, 0);
            facts.leases = vec![self.hall.lease(lease).clone()];
            self.hall.keep(Ok(lapse(&facts))).unwrap();
        }
        self.open.remove(&lease);
    }

    fn cancel(&mut self, which: usize) {
        let live: Vec<Signup> = self.hall.signups.values().filter(|row| row.live()).cloned().collect();
        if live.is_empty() || self.hall.now >= self.hall.date.starts {
            return;
        }
        let row = &live[which % live.len()];
        let facts = self.hall.facts(teacher_he(), row.id.0.as_u128(), 0);
        self.hall.keep(signup::cancel(&facts)).unwrap();
        for person in &row.party {
            self.inside.remove(&person.id);
        }
    }

    fn check(&self) {
        let date = &self.hall.date;
        let leased: u32 = self.open.values().sum();
        assert!(self.seated() + leased + date.kept <= date.capacity, "more places than there are");
        assert_eq!((date.confirmed, date.leased), (self.seated(), leased));
        let line = self.hall.line();
        assert_eq!(date.waiting, line.iter().map(|row| row.party.len() as u32).sum::<u32>());
        let positions = line.iter().map(|row| match row.state {
            SignupState::Waiting { position, .. } => position,
            _ => 0,
        });
        assert!(positions.eq(1..=line.len() as u32));
        if let Some(head) = line.first().filter(|_| self.hall.now < date.starts) {
            assert!(head.party.len() as u32 > self.room(), "the head would fit");
        }
        for who in &self.inside {
            let theirs = self.hall.signups.values().filter(|row| row.live() && row.includes(*who)).count();
            assert_eq!(theirs, 1, "whoever stands in the hall is on the list, once");
        }
        // What a phone has promised and not told is still there for it.
        for door in &self.doors {
            let untold = |lease: u128| -> u32 {
                door.untold.iter().filter(|(_, of, _)| *of == lease).map(|(.., party)| party.len() as u32).sum()
            };
            for (lease, left) in &self.open {
                assert!(untold(*lease) <= *left);
            }
        }
    }
}

proptest! {
    #[test]
    fn what_a_phone_promises_is_there_and_nobody_who_was_let_in_is_lost(
        capacity in 1_u32..9,
        kept in 0_u32..5,
        steps in prop::collection::vec((0_u8..12, 0_usize..8, 0_u32..4), 1..60),
    ) {
        let mut world = World {
            hall: Hall::of(capacity, kept.min(capacity)),
            doors: Default::default(),
            open: BTreeMap::new(),
            inside: BTreeSet::new(),
        };
        for (n, (deed, a, b)) in (100_u128..).zip(steps) {
            let door = a % 2;
            match deed {
                0 | 1 => world.take(n, door, 1 + b),
                2..=4 => world.let_in(n, door, 1 + u128::from(b % 2)),
                5 => world.tell(door),
                6 => world.end(door, true),
                7 => world.end(door, false),
                8 | 9 => {
                    let alone = Me { id: ResidentId(id(5_000 + n)), name: format!("邻居{n}"), ..Me::default() };
                    let done = world.hall.sign_up(n, alone, 1);
                    prop_assert_eq!(done.is_ok(), world.hall.now < world.hall.date.starts);
                }
                10 => world.cancel(a),
                _ if b == 0 => world.hall.now = world.hall.date.starts.plus_ms(1),
                _ => {}
            }
            world.check();
        }
        world.tell(0);
        world.tell(1);
        world.check();
    }
}
