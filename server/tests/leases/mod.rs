//! Leases of places on both databases: what two doors give without a network is there when they are heard, whoever is first and
//! however often; and a lease that ends by its time, by hand or with its phone loses nobody who was let in.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::command::{Command, Envelope};
use domain::device::Device;
use domain::id::{DeviceId, LeaseId, OccurrenceId, OrganizationId, ResidentId, SignupId};
use domain::lease::{GRACE_MS, Lease, PLACES_MAX};
use domain::occurrence::Plan;
use domain::refusal::Refusal;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::signup::{Signup, SignupState};
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use domain::wire::{Answer, Outcome};
use server::commands::{Writer, now};
use server::store::waiting::lapse_all;
use server::store::{device, doctor, feed, lease, signup};
use tokio::sync::watch;
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Are in it.
const GUESTS: [&str; 5] = ["R0084", "R0021", "R0078", "R0430", "R0252"];
/// Have nothing to do with it.
const NEIGHBOURS: [&str; 4] = ["R0100", "R0101", "R0102", "R0103"];

fn opera(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "opera")
}

/// A date of the opera team in two days, for an hour.
async fn date(stage: &Stage, capacity: u32, kept: u32) -> OccurrenceId {
    let activity = stage.census.activities.iter().find(|activity| activity.organization == opera(stage)).unwrap().id;
    let starts = now().plus_ms(48 * HOUR_MS);
    let venue = stage.census.venues[0].id;
    let plan = Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity, kept, ..Plan::default() };
    let occurrence = OccurrenceId(Uuid::now_v7());
    let leader = stage.resident(LEADER);
    let phone = stage.phone(leader).await;
    let answer = act(stage, leader, phone, Command::AddOccurrence { occurrence, activity, plan }).await;
    assert!(applied(&answer), "{answer:?}");
    occurrence
}

async fn act(stage: &Stage, who: ResidentId, phone: DeviceId, command: Command) -> Answer {
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

fn taking(occurrence: OccurrenceId, places: u32, until: Moment) -> (LeaseId, Command) {
    let lease = LeaseId(Uuid::now_v7());
    (lease, Command::LeasePlaces { lease, occurrence, places, until })
}

/// The leader takes places onto a phone for an hour.
async fn take(stage: &Stage, date: OccurrenceId, phone: DeviceId, places: u32) -> LeaseId {
    let (lease, command) = taking(date, places, now().plus_ms(HOUR_MS));
    let answer = act(stage, stage.resident(LEADER), phone, command).await;
    assert!(applied(&answer), "{answer:?}");
    lease
}

fn give(occurrence: OccurrenceId, lease: LeaseId, party: &[ResidentId], at: Moment) -> (SignupId, Command) {
    let signup = SignupId(Uuid::now_v7());
    (signup, Command::GivePlaces { signup, occurrence, lease, party: party.to_vec(), at })
}

async fn row(stage: &Stage, id: SignupId) -> Signup {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

async fn leased(stage: &Stage, id: LeaseId) -> Lease {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    lease::load(&mut tx, id).await.unwrap().unwrap()
}

/// Confirmed, leased and waiting.
async fn counts(stage: &Stage, id: OccurrenceId) -> (u32, u32, u32) {
    let date = stage.reload(id).await;
    (date.confirmed, date.leased, date.waiting)
}

/// A neighbour signs up through the app.
async fn wish(stage: &Stage, date: OccurrenceId, code: &str) -> SignupId {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    let (id, command) = sign_up(date, who);
    assert!(applied(&act(stage, who, phone, command).await));
    id
}

/// What the doctor finds; the stage's phones are in no feed, which has nothing to do with places.
async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn two_doors_without_a_network_give_five_places_and_nobody_else_is_given_them(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let id = date(stage, 5, 0).await;
        let (one, two) = (stage.phone(leader).await, stage.phone(leader).await);
        let (first, second) = (take(stage, id, one, 2).await, take(stage, id, two, 3).await);
        assert_eq!(counts(stage, id).await, (0, 5, 0));
        let (_, more) = taking(id, 1, now().plus_ms(HOUR_MS));
        assert_eq!(refused(&act(stage, leader, one, more).await), Refusal::LeaseOutOfRange { max: 0 });
        assert_eq!(unsound(stage).await, [""; 0]);

        // Each gives what it has; then all are heard at once, between neighbours who want places too.
        let mut sent: Vec<(Envelope, DeviceId)> = Vec::new();
        let mut given = Vec::new();
        for (n, code) in GUESTS.into_iter().enumerate() {
            let (lease, phone) = if n < 2 { (first, one) } else { (second, two) };
            let (signup, command) = give(id, lease, &[stage.resident(code)], now());
            given.push(signup);
            sent.push((envelope(leader, phone, command), phone));
        }
        for code in NEIGHBOURS {
            let who = stage.resident(code);
            let phone = stage.phone(who).await;
            sent.insert(0, (envelope(who, phone, sign_up(id, who).1), phone));
        }
        let again = sent.clone();
        let start = || Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0));
        let writers = [start(), start(), start(), start()];
        let decide = |(n, (sent, phone)): (usize, (Envelope, DeviceId))| {
            let writer = writers[n % writers.len()].clone();
            tokio::spawn(async move { writer.decide(sent, phone).await })
        };
        let all: Vec<_> = sent.into_iter().chain(again).enumerate().map(decide).collect();
        for answer in futures::future::join_all(all).await {
            let answer = answer.unwrap().unwrap();
            assert!(applied(&answer), "{answer:?}");
        }
        assert_eq!(counts(stage, id).await, (5, 0, 4));
        for signup in given {
            let row = row(stage, signup).await;
            assert_eq!((row.state, row.unleased, row.handed.is_some()), (SignupState::Confirmed, false, true));
        }
        assert_eq!(unsound(stage).await, [""; 0]);
        let over = "update occurrence set leased = 1 where community = $1 and occurrence = $2";
        assert!(stage.change(over, id.0).await.is_err(), "the database itself refuses");
    }

    async fn a_lease_falls_back_some_time_after_its_end_and_who_was_let_in_is_not_lost(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let (id, phone) = (date(stage, 2, 0).await, stage.phone(leader).await);
        let lease = take(stage, id, phone, 2).await;
        let waits = wish(stage, id, NEIGHBOURS[0]).await;
        assert_eq!(counts(stage, id).await, (0, 2, 1));
        let over = leased(stage, lease).await.until.plus_ms(GRACE_MS);
        let lapse = async |at: Moment| lapse_all(&stage.db, stage.community, at).await.unwrap();
        assert_eq!(lapse(over.plus_ms(-1)).await, None, "its phone may have more to tell");
        assert!(lapse(over).await.is_some());
        assert_eq!(lapse(over).await, None);
        assert_eq!(row(stage, waits).await.state, SignupState::Confirmed);
        assert_eq!(counts(stage, id).await, (1, 0, 0));

        // The phone comes back from the hills: the first gets the place that is free, the second waits.
        let at = now();
        for (code, place) in [(GUESTS[0], true), (GUESTS[1], false)] {
            let (signup, command) = give(id, lease, &[stage.resident(code)], at);
            let answer = stage.decide(&envelope(leader, phone, command), phone, over.plus_ms(HOUR_MS)).await;
            assert!(applied(&answer), "{answer:?}");
            let row = row(stage, signup).await;
            assert_eq!((row.unleased, row.handed, row.state == SignupState::Confirmed), (true, Some(at), place));
        }
        assert_eq!(counts(stage, id).await, (2, 0, 1));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_a_lost_phone_had_is_everybodys_at_once(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let id = date(stage, 2, 0).await;
        let (lost, other) = (stage.phone(leader).await, stage.phone(leader).await);
        let lease = take(stage, id, lost, 2).await;
        let waits = wish(stage, id, NEIGHBOURS[0]).await;
        assert!(applied(&act(stage, leader, other, Command::RevokeDevice { device: lost }).await));
        assert_eq!(counts(stage, id).await, (1, 0, 0));
        assert_eq!(row(stage, waits).await.state, SignupState::Confirmed);
        assert!(leased(stage, lease).await.ended.is_some());
        assert_eq!(unsound(stage).await, [""; 0]);

        // It is found again, with what it had given without a network.
        let (signup, command) = give(id, lease, &[stage.resident(GUESTS[0])], now());
        let sent = envelope(leader, lost, command);
        assert_eq!(stage.decide(&sent, lost, now()).await.outcome, Outcome::SignInNeeded);
        let mut tx = stage.db.write(stage.community).await.unwrap();
        let row_of = Device { id: lost, resident: leader, label: "测试手机".into(), since: now(), revoked: None };
        device::save(&mut tx, &row_of).await.unwrap();
        tx.commit().await.unwrap();
        assert!(applied(&stage.decide(&sent, lost, now()).await));
        let row = row(stage, signup).await;
        assert_eq!((row.state, row.unleased), (SignupState::Confirmed, true));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_lease_is_one_phones_and_its_teams_leaders_know_of_it(stage: &Stage) {
        let [leader, neighbour] = [LEADER, NEIGHBOURS[0]].map(|code| stage.resident(code));
        let id = date(stage, 40, 0).await;
        let (own, other) = (stage.phone(leader).await, stage.phone(leader).await);
        let (_, many) = taking(id, PLACES_MAX + 1, now().plus_ms(HOUR_MS));
        assert_eq!(refused(&act(stage, leader, own, many).await), Refusal::LeaseOutOfRange { max: PLACES_MAX });
        let (_, past) = taking(id, 1, now().plus_ms(-1));
        assert_eq!(refused(&act(stage, leader, own, past).await), Refusal::InThePast);
        let lease = take(stage, id, own, 3).await;
        let held = leased(stage, lease).await;
        assert_eq!((held.device, held.by.id, held.places, held.given), (own, leader, 3, 0));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let key = RowKey { noun: Noun::Lease, id: lease.0 };
        for scope in [Scope::Organization(opera(stage)), Scope::Desk] {
            assert_eq!(feed::get(&mut tx, scope, key).await.unwrap(), Some(Row::Lease(held.clone())), "{scope}");
        }
        assert_eq!(feed::get(&mut tx, Scope::Person(leader), key).await.unwrap(), None);
        drop(tx);

        // Another phone that names it has nothing of it, and whoever does not lead knows of none.
        let (signup, command) = give(id, lease, &[stage.resident(GUESTS[0])], now());
        assert!(applied(&act(stage, leader, other, command).await));
        assert!(row(stage, signup).await.unleased);
        assert_eq!(counts(stage, id).await, (1, 3, 0));
        let phone = stage.phone(neighbour).await;
        for (lease, date) in [(lease, id), (LeaseId(Uuid::now_v7()), OccurrenceId(Uuid::now_v7()))] {
            for command in [give(date, lease, &[neighbour], now()).1, Command::ReturnPlaces { lease }] {
                assert_eq!(refused(&act(stage, neighbour, phone, command).await), Refusal::NotFound);
            }
        }
        // A leader gives it back from wherever they are, once.
        assert!(applied(&act(stage, leader, other, Command::ReturnPlaces { lease }).await));
        assert_eq!(refused(&act(stage, leader, other, Command::ReturnPlaces { lease }).await), Refusal::AlreadySaid);
        assert_eq!(counts(stage, id).await, (1, 0, 0));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_was_given_is_heard_of_when_it_is_over_and_nobody_is_on_the_list_twice(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let (id, phone) = (date(stage, 4, 1).await, stage.phone(leader).await);
        let (lease, command) = taking(id, 3, now().plus_ms(1_000 * HOUR_MS));
        assert!(applied(&act(stage, leader, phone, command).await));
        let seated = wish(stage, id, GUESTS[0]).await;
        let line = wish(stage, id, GUESTS[1]).await;
        assert!(matches!(row(stage, line).await.state, SignupState::Waiting { .. }));
        let when = stage.reload(id).await;
        assert_eq!(leased(stage, lease).await.until, when.ends, "no lease outlasts its date");

        let (at, heard) = (when.starts.plus_ms(MINUTE_MS), when.ends.plus_ms(HOUR_MS));
        let party: Vec<ResidentId> = GUESTS[..3].iter().map(|code| stage.resident(code)).collect();
        let (signup, command) = give(id, lease, &party, at);
        let sent = envelope(leader, phone, command);
        assert!(applied(&stage.decide(&sent, phone, heard).await));
        let given = row(stage, signup).await;
        let people: Vec<ResidentId> = given.party.iter().map(|person| person.id).collect();
        assert_eq!((given.state, given.unleased, people), (SignupState::Confirmed, false, party[1..].to_vec()));
        assert_eq!(row(stage, seated).await.state, SignupState::Confirmed);
        assert_eq!(row(stage, line).await.state, SignupState::Cancelled, "they came after all");
        assert_eq!(counts(stage, id).await, (3, 1, 0));
        assert!(stage.decide(&sent, phone, heard).await.already);
        let (_, twice) = give(id, lease, &party[..1], at);
        let answer = stage.decide(&envelope(leader, phone, twice), phone, heard).await;
        assert!(matches!(refused(&answer), Refusal::AlreadySignedUp { .. }));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_date_that_is_called_off_takes_its_leases_along(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let (id, phone) = (date(stage, 4, 0).await, stage.phone(leader).await);
        let lease = take(stage, id, phone, 2).await;
        let cancel = Command::CancelOccurrence { occurrence: id, reason: "下雨".into() };
        assert!(applied(&act(stage, leader, phone, cancel).await));
        assert_eq!((counts(stage, id).await, leased(stage, lease).await.left()), ((0, 0, 0), 0));
        let (signup, command) = give(id, lease, &[stage.resident(GUESTS[0])], now());
        assert!(applied(&act(stage, leader, phone, command).await));
        assert_eq!(row(stage, signup).await.state, SignupState::CalledOff, "who was let in is told");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn the_doctor_finds_leases_that_do_not_add_up(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let (id, phone) = (date(stage, 9, 0).await, stage.phone(leader).await);
        let lease = take(stage, id, phone, 3).await;
        let (signup, command) = give(id, lease, &[stage.resident(GUESTS[0])], now());
        assert!(applied(&act(stage, leader, phone, command).await));
        assert_eq!(unsound(stage).await, [""; 0]);
        let breaks = [
            ("a date's places on leaders' phones are what its leases have left", id.0,
                "update occurrence set leased = leased + 1 where community = $1 and occurrence = $2",
                "update occurrence set leased = leased - 1 where community = $1 and occurrence = $2"),
            ("the places that were handed out of a date's leases are its people's", signup.0,
                "update signup set handed = null where community = $1 and signup = $2",
                "update signup set handed = 1 where community = $1 and signup = $2"),
            ("only what was handed out is said to have had no lease", signup.0,
                "update signup set unleased = true, handed = null where community = $1 and signup = $2",
                "update signup set unleased = false, handed = 1 where community = $1 and signup = $2"),
            ("no place is on a phone that is signed out", phone.0,
                "update device_resident set revoked = 1 where community = $1 and device = $2",
                "update device_resident set revoked = null where community = $1 and device = $2"),
            ("a lease falls back when its time is over", lease.0,
                "update lease set made = 1, until = 2 where community = $1 and lease = $2",
                "update lease set until = 9000000000000 where community = $1 and lease = $2"),
            ("places on a leader's phone are told to the leaders of their team and to the desk", lease.0,
                "delete from feed where community = $1 and noun = 'lease' and scope = 'desk' and id = $2", ""),
        ];
        for (what, id, wrong, right) in breaks {
            assert_eq!(unsound(stage).await, [""; 0], "{what}");
            assert!(stage.change(wrong, id).await.unwrap() > 0, "{what}");
            assert!(unsound(stage).await.contains(&what));
            if !right.is_empty() {
                stage.change(right, id).await.unwrap();
            }
        }
    }
}
