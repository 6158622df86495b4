//! What a leader's phone shows at once, without a network.

use super::*;
use crate::activity::Activity;
use crate::command::{Envelope, SCHEMA};
use crate::duty::DutyState;
use crate::id::{ActivityId, CommandId, CommunityId, DeviceId, DutyId, SignupId, TallyId};
use crate::occurrence::Plan;
use crate::resident::Me;
use crate::row::Row;
use crate::sample::{id, lesson, now, opera, person, shift, teacher_he};
use crate::scope::Scope;
use crate::series::{Amendment, Daytime, Series, date_id};
use crate::tally::{Amounts, Counted};
use crate::venue::Venue;
use crate::when::{Clock, HOUR_MS, Moment};

const MADE: Amounts = Amounts { made: 6000, given: 5800, left: 150, discarded: 50 };

fn activity() -> ActivityId {
    ActivityId(id(500))
}

/// The date so many weeks after tomorrow's.
fn date(weeks: i64) -> Occurrence {
    let first = lesson(10);
    let (starts, ends) = (first.starts.plus_ms(weeks * 7 * 24 * HOUR_MS), first.ends.plus_ms(weeks * 7 * 24 * HOUR_MS));
    let id = date_id(CommunityId::default(), activity(), starts.day());
    Occurrence { id, activity: activity(), starts, ends, ..first }
}

/// The phone of the opera's leader, with a series of two dates; somebody has a place on the second.
fn phone() -> Replica {
    let mut replica = Replica::default();
    let series = Some(Series { rule: "FREQ=WEEKLY".into(), ..Series::default() });
    let me: Me = teacher_he();
    replica.put(Scope::Person(me.id), Row::Me(me));
    let row = Activity { id: activity(), organization: opera(), series, ..Activity::default() };
    replica.put(Scope::Public, Row::Activity(row));
    replica.put(Scope::Public, Row::Occurrence(date(0)));
    replica.put(Scope::Public, Row::Occurrence(Occurrence { confirmed: 1, ..date(1) }));
    let who = person(4, "沈建国");
    let signup = Signup {
        id: SignupId(id(1)),
        occurrence: date(1).id,
        organization: opera(),
        booker: who.clone(),
        party: vec![who],
        state: SignupState::Confirmed,
        made: now(),
        changed: now(),
        clash: false,
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
    };
    replica.put(Scope::Organization(opera()), Row::Signup(signup));
    let Occurrence { id: second, starts, ends, .. } = date(1);
    let shift = Shift { occurrence: Some(second), starts, ends, taken: 1, ..shift(1, 2) };
    let resident = person(5, "钱美华");
    let duty = Duty { id: DutyId(id(2)), shift: shift.id, organization: opera(), resident, ..Duty::default() };
    replica.put(Scope::Public, Row::Shift(shift));
    replica.put(Scope::Organization(opera()), Row::Duty(duty));
    replica
}

/// What the phone shows at a moment while a command waits.
fn waits(command: Command, at: Moment) -> Replica {
    phone().with_pending([&Envelope { made_at: at, ..envelope(command) }], at)
}

fn envelope(command: Command) -> Envelope {
    Envelope {
        id: CommandId(id(50)),
        device: DeviceId(id(51)),
        device_seq: 1,
        actor: teacher_he().id,
        depends_on: Vec::new(),
        made_at: now(),
        schema: SCHEMA,
        command,
    }
}

#[test]
fn all_dates_from_here_are_changed_on_the_phone_at_once() {
    let hours = Some(Daytime { from: Clock(15 * 60), until: Clock(17 * 60) });
    let amendment = Amendment { hours, capacity: Some(12), ..Amendment::default() };
    let view = waits(Command::AmendFrom { occurrence: date(0).id, amendment: amendment.clone(), before: None }, now());
    for before in [date(0), date(1)] {
        let after: &Occurrence = view.get(before.id.0).unwrap();
        assert_eq!((after.starts.clock(), after.starts.day()), (Clock(15 * 60), before.starts.day()));
        assert_eq!(after.capacity, 12);
        assert!(view.is_pending::<Occurrence>(before.id.0));
    }
    assert_eq!(view.get::<Occurrence>(date(1).id.0).map(|date| date.confirmed), Some(1));
    let second = waits(Command::AmendFrom { occurrence: date(1).id, amendment, before: None }, now());
    assert_eq!(second.get::<Occurrence>(date(0).id.0), Some(&date(0)), "what is before stays");
}

#[test]
fn a_count_is_on_the_phone_at_once_and_no_other_is() {
    let note = |amounts| {
        let counted = Counted { of: Venture::Occurrence(date(0).id), what: "月饼".into(), amounts };
        Command::NoteTally { tally: TallyId(id(7)), counted }
    };
    let begun = date(0).starts;
    let view = waits(note(MADE), begun);
    let row: &Tally = view.get(id(7)).unwrap();
    assert_eq!((row.amounts, row.organization, row.by.id), (MADE, opera(), teacher_he().id));
    assert!(view.is_pending::<Tally>(id(7)));
    assert!(waits(note(MADE), begun.plus_ms(-1)).get::<Tally>(id(7)).is_none(), "it has not begun");
    let short = Amounts { left: 140, ..MADE };
    assert!(waits(note(short), begun).get::<Tally>(id(7)).is_none(), "it does not add up");
}

#[test]
fn a_date_that_is_called_off_takes_its_shifts_along_at_once() {
    let view = waits(Command::CancelFrom { occurrence: date(0).id, reason: "下雨".into() }, now());
    let off = view.get::<Shift>(shift(1, 2).id.0).unwrap();
    assert_eq!((off.cancelled.as_deref(), off.taken), (Some("下雨"), 0));
    assert_eq!(view.get::<Duty>(id(2)).unwrap().state, DutyState::CalledOff);
}

#[test]
fn a_date_that_is_moved_takes_its_shifts_along_at_once() {
    let before = Plan::of(&date(1));
    let plan = Plan { starts: before.starts.plus_ms(HOUR_MS), ends: before.ends.plus_ms(HOUR_MS), ..before.clone() };
    let mut phone = phone();
    phone.put(Scope::Public, Row::Venue(Venue { id: plan.venue, ..Venue::default() }));
    let moves =
        |before: Option<Plan>| envelope(Command::EditOccurrence { occurrence: date(1).id, plan: plan.clone(), before });
    let view = phone.with_pending([&moves(Some(before.clone()))], now());
    let row = view.get::<Shift>(shift(1, 2).id.0).unwrap();
    assert_eq!((row.starts, row.ends, row.taken), (plan.starts, plan.ends, 1));
    let duty = view.get::<Duty>(id(2)).unwrap();
    assert_eq!((duty.state, duty.promised.map(|was| was.starts)), (DutyState::Taken, Some(before.starts)));
    assert!(view.is_pending::<Shift>(row.id.0) && view.is_pending::<Duty>(id(2)));
    // All from here: the same.
    let hours = Some(Daytime { from: Clock(15 * 60), until: Clock(17 * 60) });
    let amendment = Amendment { hours, ..Amendment::default() };
    let view = waits(Command::AmendFrom { occurrence: date(0).id, amendment, before: None }, now());
    assert_eq!(view.get::<Shift>(shift(1, 2).id.0).unwrap().starts.clock(), Clock(15 * 60));
}
