//! Whatever the phone does, the disk that follows its writes holds the same.

use super::*;
use std::collections::BTreeMap;

/// A disk that does what it is told.
#[derive(Default)]
struct Disk {
    outbox: BTreeMap<Spot, Waiting>,
    parked: BTreeMap<Spot, Parked>,
    sent: BTreeMap<Spot, Sent>,
}

impl Disk {
    fn write(&mut self, writes: Writes) {
        for write in writes {
            match write {
                Write::Wait(row) => drop(self.outbox.insert(Spot::of(&row.envelope), row)),
                Write::Park(row) => drop(self.parked.insert(Spot::of(&row.envelope), row)),
                Write::Done(row) => drop(self.sent.insert(Spot::of(&row.envelope), row)),
                Write::Drop(Shelf::Outbox, spot) => drop(self.outbox.remove(&spot)),
                Write::Drop(Shelf::Parked, spot) => drop(self.parked.remove(&spot)),
                Write::Drop(Shelf::Sent, spot) => drop(self.sent.remove(&spot)),
            }
        }
    }

    fn kept(&self) -> Kept {
        Kept {
            outbox: self.outbox.values().cloned().collect(),
            parked: self.parked.values().cloned().collect(),
            sent: self.sent.values().cloned().collect(),
            ..Kept::default()
        }
    }
}

proptest! {
    #[test]
    fn the_disk_holds_what_the_phone_holds(steps in prop::collection::vec((0..8_u8, 0..6_usize), 1..60)) {
        let (mut phone, mut disk) = (phone(), Disk::default());
        let (mut next, mut revision, mut life) = (0, 1, 0_u8);
        for (step, pick) in steps {
            let chosen = phone.unanswered().nth(pick).map(|envelope| envelope.id.0.as_u128());
            match (step, chosen) {
                (0 | 1, _) => {
                    next += 1;
                    let taken = submit(&mut phone, next, sign_up(next));
                    disk.write(vec![Write::Wait(taken)]);
                }
                (2, Some(n)) => disk.write(phone.settle(vec![refused(n)], now()).writes),
                (3 | 4, Some(n)) => {
                    revision += 1;
                    disk.write(phone.settle(vec![applied(n, revision)], now()).writes);
                }
                (5, Some(n)) => disk.write(phone.withdraw(CommandId(id(n)))),
                (6, _) => {
                    life += u8::from(pick == 0);
                    let epoch = format!("e{life}");
                    for part in [Part::Public, Part::Mine] {
                        let pulled = phone.take_pull(part, pull(part, &epoch, revision, true), now());
                        disk.write(pulled.unwrap());
                    }
                    let mut dates = pull(Part::Public, &epoch, revision, false);
                    dates.rows = (1..=100).map(|n| feed(Scope::Public, Row::Occurrence(date(n)))).collect();
                    phone.take_pull(Part::Public, dates, now()).unwrap();
                    disk.write(phone.caught_up(now()));
                }
                _ => {
                    let parked = phone.parked.get(pick).map(|parked| parked.envelope.id);
                    disk.write(parked.map(|id| phone.drop_parked(id)).unwrap_or_default());
                }
            }
            let kept = disk.kept();
            prop_assert_eq!(&kept.outbox, &phone.outbox);
            let by_number = |mut seqs: Vec<u64>| { seqs.sort_unstable(); seqs };
            let parked = by_number(phone.parked.iter().map(|parked| parked.envelope.device_seq).collect());
            prop_assert!(kept.parked.iter().map(|parked| parked.envelope.device_seq).eq(parked));
            let sent = by_number(phone.sent.iter().map(|sent| sent.envelope.device_seq).collect());
            prop_assert!(kept.sent.iter().map(|sent| sent.envelope.device_seq).eq(sent));
            let mut again = Phone::default();
            again.open(guizhen().id, kept);
            prop_assert_eq!(again.last_seq <= phone.last_seq, true);
        }
    }
}
