//! Tests of [`super`]: see the names.

use super::*;
use crate::command::{Command, Envelope, SCHEMA};
use crate::hours::Hours;
use crate::id::{CommandId, DeviceId, DutyId, FavourId, HoursId, JoiningId, PresenceId, ResidentId, SignupId, StintId};
use crate::kin::{Bond, Ward};
use crate::presence::{Mark, Presence, Venture};
use crate::resident::Person;
use crate::row::Row;
use crate::sample::{id, lesson, meihua, now, opera, person, shift, staff, teacher_he};
use crate::scope::Scope;
use crate::stint::{self, Stint, StintState};

const MINUTE: i64 = 60_000;

fn ago(minutes: i64) -> Moment {
    now().plus_ms(-minutes * MINUTE)
}

/// The phone of somebody, with the opera team, its lesson (800) and its shift (850) tomorrow.
fn phone(me: &Me, rows: Vec<Row>) -> Replica {
    let mut replica = Replica::default();
    replica.put(Scope::Person(me.id), Row::Me(me.clone()));
    let team = Organization { id: opera(), name: "戏曲队".into(), ..Organization::default() };
    let activity = Activity { organization: opera(), title: "排练".into(), ..Activity::default() };
    for row in [Row::Organization(team), Row::Activity(activity), Row::Occurrence(lesson(9)), Row::Shift(shift(1, 9))] {
        replica.put(Scope::Public, row);
    }
    rows.into_iter().for_each(|row| replica.put(Scope::Organization(opera()), row));
    replica
}

/// What waits for the leader of the opera team: what, how many, and since when in minutes before now.
fn waiting(rows: Vec<Row>) -> Vec<(Matter, u32, i64)> {
    let me = teacher_he();
    told(&waits(&phone(&me, rows), &me, now()))
}

fn told(needs: &[Need]) -> Vec<(Matter, u32, i64)> {
    needs.iter().map(|need| (need.matter, need.count, (now().0 - need.since.0) / MINUTE)).collect()
}

fn asks(n: u128, people: &[u128], state: SignupState, minutes: i64) -> Signup {
    Signup {
        id: SignupId(id(n)),
        occurrence: lesson(9).id,
        organization: opera(),
        booker: person(people[0], "邻居"),
        party: people.iter().map(|n| person(*n, "邻居")).collect(),
        state,
        made: ago(minutes),
        changed: ago(minutes),
        clash: false,
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
    }
}

fn wants_in(n: u128, who: Person, state: JoinState, minutes: i64) -> Row {
    let (organization, made) = (opera(), ago(minutes));
    Row::Joining(Joining { id: JoiningId(id(n)), organization, resident: who, state, made, ..Joining::default() })
}

fn on_duty(n: u128, shift: u128, who: u128, state: DutyState) -> Duty {
    let (resident, shift) = (person(who, "邻居"), ShiftId(id(shift)));
    Duty { id: DutyId(id(n)), shift, organization: opera(), resident, state, changed: ago(7), ..Duty::default() }
}

/// A shift of the team that ended so many minutes ago.
fn over(n: u128, minutes: i64) -> Shift {
    Shift { id: ShiftId(id(n)), starts: ago(minutes + 60), ends: ago(minutes), taken: 3, ..shift(1, 9) }
}

fn entry(n: u128, duty: Option<u128>, reverses: Option<u128>) -> Row {
    let (duty, reverses) = (duty.map(|n| DutyId(id(n))), reverses.map(|n| HoursId(id(n))));
    Row::Hours(Hours { id: HoursId(id(n)), organization: opera(), duty, reverses, ..Hours::default() })
}

fn seen(n: u128, shift: u128, who: u128, mark: Mark, own: bool) -> Row {
    let (of, resident) = (Venture::Shift(ShiftId(id(shift))), Some(ResidentId(id(who))));
    Row::Presence(Presence { id: PresenceId(id(n)), of, resident, mark, own, ..Presence::default() })
}

const ASKED: SignupState = SignupState::Asked;

#[test]
fn whoever_asks_to_come_waits_until_the_date_begins() {
    let date = lesson(9);
    let rows = |date: Occurrence| {
        let declined = asks(3, &[13], SignupState::Declined, 1);
        let signups = [asks(1, &[10], ASKED, 30), asks(2, &[11, 12], ASKED, 5), declined];
        let mut rows: Vec<Row> = signups.into_iter().map(Row::Signup).collect();
        rows.push(Row::Occurrence(date));
        rows
    };
    assert_eq!(waiting(rows(date.clone())), [(Matter::Approval(date.id), 3, 5)]);
    assert!(waiting(rows(Occurrence { starts: now(), ..date.clone() })).is_empty(), "nobody can answer any more");
    assert!(waiting(rows(Occurrence { cancelled: Some("下雨".into()), ..date.clone() })).is_empty());
    let needs = waits(&phone(&teacher_he(), rows(date.clone())), &teacher_he(), now());
    assert_eq!((needs[0].title.as_str(), needs[0].span), ("排练", Some((date.starts, date.ends))));
    assert_eq!(counts(&needs), [3, 0]);
}

#[test]
fn offers_wait_until_they_run_out_and_the_first_is_named() {
    let offered = |minutes: i64| SignupState::Offered { ticket: 1, until: now().plus_ms(minutes * MINUTE) };
    let signups = [
        asks(1, &[10], offered(90), 30),
        asks(2, &[11, 12], offered(40), 20),
        asks(3, &[13], offered(0), 240),
        asks(4, &[14], SignupState::Waiting { ticket: 2, position: 1 }, 10),
    ];
    let me = teacher_he();
    let needs = waits(&phone(&me, signups.into_iter().map(Row::Signup).collect()), &me, now());
    assert_eq!(told(&needs), [(Matter::Offer(lesson(9).id), 3, 20)]);
    assert_eq!(needs[0].until, Some(now().plus_ms(40 * MINUTE)));
}

#[test]
fn a_shift_on_which_people_look_for_somebody_waits_until_it_begins() {
    let sought = Shift { taken: 2, seeking: 2, ..shift(1, 9) };
    let rows = |shift: Shift| {
        let older = Duty { changed: ago(50), ..on_duty(2, 850, 11, DutyState::Seeking) };
        let other = Duty { changed: ago(1), ..on_duty(3, 850, 12, DutyState::Taken) };
        let duties = [on_duty(1, 850, 10, DutyState::Seeking), older, other];
        let mut rows: Vec<Row> = duties.into_iter().map(Row::Duty).collect();
        rows.push(Row::Shift(shift));
        rows
    };
    assert_eq!(waiting(rows(sought.clone())), [(Matter::Replacement(sought.id), 2, 7)]);
    assert!(waiting(rows(Shift { starts: now(), ends: now().plus_ms(1), ..sought.clone() })).is_empty());
    assert!(waiting(rows(Shift { cancelled: Some("下雨".into()), ..sought })).is_empty());
}

#[test]
fn whoever_asks_to_join_waits_and_whoever_is_invited_does_not() {
    let rows = vec![
        wants_in(1, person(10, "邻居"), JoinState::Asked, 9),
        wants_in(2, person(11, "邻居"), JoinState::Asked, 3),
        wants_in(3, person(12, "邻居"), JoinState::Invited, 1),
        wants_in(4, person(13, "邻居"), JoinState::Joined, 1),
        wants_in(5, person(6, "何秀英"), JoinState::Asked, 1),
    ];
    assert_eq!(waiting(rows), [(Matter::Joining(opera()), 2, 3)]);
}

#[test]
fn hours_wait_until_they_are_signed_and_again_when_they_are_taken_back() {
    let duties = [(1, 10), (2, 11), (3, 6)].map(|(n, who)| Row::Duty(on_duty(n, 860, who, DutyState::Taken)));
    let gone = Row::Duty(on_duty(4, 860, 12, DutyState::Replaced));
    let with =
        |shift: Shift, more: Vec<Row>| waiting([vec![Row::Shift(shift), gone.clone()], duties.to_vec(), more].concat());
    let matter = Matter::Hours(ShiftId(id(860)));
    assert_eq!(with(over(860, 20), vec![]), [(matter, 2, 20)], "nobody signs their own");
    assert_eq!(with(over(860, 20), vec![entry(70, Some(1), None)]), [(matter, 1, 20)]);
    let back = vec![entry(70, Some(1), None), entry(71, Some(1), Some(70))];
    assert_eq!(with(over(860, 20), back), [(matter, 2, 20)]);
    assert!(with(over(860, 20), vec![entry(70, Some(1), None), entry(72, Some(2), None)]).is_empty());
    assert!(with(over(860, -1), vec![]).is_empty(), "it is not over");
    assert_eq!(with(over(860, 0), vec![]), [(matter, 2, 0)]);
    assert!(with(Shift { cancelled: Some("下雨".into()), ..over(860, 20) }, vec![]).is_empty());
    let month = 30 * 24 * 60;
    assert_eq!(with(over(860, month), vec![]), [(matter, 2, month)], "nothing drops out of sight");
}

#[test]
fn of_a_shift_with_a_list_at_its_door_only_those_who_came_wait() {
    let duties = [(1, 10), (2, 11)].map(|(n, who)| Row::Duty(on_duty(n, 860, who, DutyState::Taken)));
    let with = |facts: Vec<Row>| -> Vec<u32> {
        let told = waiting([vec![Row::Shift(over(860, 20))], duties.to_vec(), facts].concat());
        told.into_iter().map(|(_, count, _)| count).collect()
    };
    assert_eq!(with(vec![seen(40, 860, 10, Mark::In, false)]), [1]);
    assert_eq!(with(vec![seen(40, 860, 10, Mark::In, true)]), [2], "what one says of oneself is no list");
    assert_eq!(with(vec![seen(40, 860, 10, Mark::Excused, false)]), [1]);
    assert_eq!(with(vec![seen(40, 860, 13, Mark::In, false)]), [0; 0], "another came, and neither of them");
    assert_eq!(with(vec![seen(40, 861, 10, Mark::In, false)]), [2], "at another shift");
}

#[test]
fn deeds_of_the_team_wait_for_a_signature_of_somebody_else() {
    let deed = |n: u128, organization: Option<OrganizationId>, helper: Person| {
        Row::Deed(Deed { id: FavourId(id(n)), organization, helper, changed: ago(4), ..Deed::default() })
    };
    let asked = |n: u128, asker: Person, desk: bool| {
        Row::Favour(Favour { id: FavourId(id(n)), by: asker.clone(), asker, desk, ..Favour::default() })
    };
    let rows = vec![
        deed(1, Some(opera()), person(10, "邻居")),
        deed(2, None, person(10, "邻居")),
        deed(3, Some(OrganizationId(id(901))), person(10, "邻居")),
        deed(4, Some(opera()), person(6, "何秀英")),
        deed(5, Some(opera()), person(11, "邻居")),
        asked(5, person(6, "何秀英"), false),
        deed(6, Some(opera()), person(12, "邻居")),
        asked(6, person(7, "母亲"), false),
        // The desk speaks for whoever has no phone.
        deed(7, Some(opera()), person(12, "邻居")),
        asked(7, person(7, "母亲"), true),
    ];
    let mother = Ward { person: person(7, "母亲"), called: String::new(), bond: Bond::Carer, born: String::new() };
    let me = Me { wards: vec![mother], ..teacher_he() };
    assert_eq!(told(&waits(&phone(&me, rows), &me, now())), [(Matter::Deeds(opera()), 2, 4)]);
}

#[test]
fn what_people_of_the_team_have_written_down_waits_for_a_signature_of_somebody_else() {
    let stint = |n: u128, organization: OrganizationId, resident: Person, state: StintState| {
        let id = StintId(id(n));
        Row::Stint(Stint { id, organization, resident, state, made: ago(6), changed: ago(6), ..Stint::default() })
    };
    let rows = vec![
        stint(1, opera(), person(10, "邻居"), StintState::Said),
        stint(2, opera(), person(11, "邻居"), StintState::Refused),
        stint(3, opera(), person(6, "何秀英"), StintState::Said),
        stint(4, OrganizationId(id(901)), person(10, "邻居"), StintState::Said),
    ];
    assert_eq!(waiting(rows.clone()), [(Matter::Stints(opera()), 1, 6)]);
    let step = stint::Step::Refuse { words: "不是我们队的".into() };
    let answered = sent(rows, Command::Stint { stint: StintId(id(1)), step });
    assert!(waits(&answered, &teacher_he(), now()).is_empty());
}

#[test]
fn the_newest_stands_first_and_only_those_who_lead_the_team_read_it() {
    let rows = vec![
        Row::Signup(asks(1, &[10], ASKED, 12)),
        wants_in(2, person(11, "邻居"), JoinState::Asked, 40),
        Row::Shift(over(860, 3)),
        Row::Duty(on_duty(3, 860, 10, DutyState::Taken)),
    ];
    let me = teacher_he();
    let needs = waits(&phone(&me, rows.clone()), &me, now());
    let order = [Matter::Hours(ShiftId(id(860))), Matter::Approval(lesson(9).id), Matter::Joining(opera())];
    assert_eq!(needs.iter().map(|need| need.matter).collect::<Vec<_>>(), order);
    assert_eq!(needs.iter().map(|need| need.title.as_str()).collect::<Vec<_>>(), ["搬凳子", "排练", "戏曲队"]);
    assert_eq!(counts(&needs), [1, 2]);
    let elsewhere = Me { roles: vec![Role::Leader(OrganizationId(id(901)))], ..meihua() };
    for me in [staff(), meihua(), elsewhere] {
        assert!(waits(&phone(&me, rows.clone()), &me, now()).is_empty(), "{}", me.name);
    }
}

/// What the leader's phone holds while the command waits for a network.
fn sent(rows: Vec<Row>, command: Command) -> Replica {
    let me = teacher_he();
    let envelope = Envelope {
        id: CommandId(id(50)),
        device: DeviceId(id(51)),
        device_seq: 1,
        actor: me.id,
        depends_on: Vec::new(),
        made_at: now(),
        schema: SCHEMA,
        command,
    };
    phone(&me, rows).with_pending([&envelope], now())
}

#[test]
fn what_a_leader_has_answered_without_a_network_waits_no_longer() {
    let left = |rows: Vec<Row>, command| told(&waits(&sent(rows, command), &teacher_he(), now()));
    let joins = [(1, 10), (2, 11)].map(|(n, who)| wants_in(n, person(who, "邻居"), JoinState::Asked, 5));
    let answer = Command::AnswerJoining { joining: JoiningId(id(1)), agreed: false, words: String::new() };
    assert_eq!(left(joins.to_vec(), answer), [(Matter::Joining(opera()), 1, 5)]);
    let asking = [(1, 10), (2, 11)].map(|(n, who)| Row::Signup(asks(n, &[who], ASKED, 5)));
    let answer = Command::AnswerSignup { signup: SignupId(id(1)), agreed: false, words: "满了".into() };
    assert_eq!(left(asking.to_vec(), answer), [(Matter::Approval(lesson(9).id), 1, 5)]);
}

#[test]
fn what_the_leader_has_asked_and_not_sent_yet_does_not_wait() {
    let wanted = Row::Occurrence(Occurrence { approval: true, ..lesson(9) });
    let (signup, occurrence, party) = (SignupId(id(1)), lesson(9).id, vec![teacher_he().id]);
    let view = sent(vec![wanted], Command::SignUp { signup, occurrence, party, split: None });
    assert_eq!(view.get::<Signup>(signup.0).map(|signup| signup.state), Some(ASKED));
    assert!(waits(&view, &teacher_he(), now()).is_empty());
}
