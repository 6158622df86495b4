//! Lotteries on both databases: drawn once however many servers want to, in the order that follows from what is published, with
//! those first who were served least; and nobody knows the seed before.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, sign_up};
use domain::command::Command;
use domain::id::{ResidentId, SignupId};
use domain::member::Standing;
use domain::occurrence::{Occurrence, Plan};
use domain::refusal::Refusal;
use domain::signup::SignupState;
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use domain::wire::{Answer, Outcome};
use server::commands::now;
use server::db::Db;
use server::import::census::MemberLine;
use server::secret::{hex, sha256, unhex};
use server::store::{doctor, lottery, signup};

async fn act(stage: &Stage, who: ResidentId, command: Command, at: Moment) -> Answer {
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

fn leader(stage: &Stage, date: &Occurrence) -> ResidentId {
    let leads = |line: &&MemberLine| line.organization == date.organization && line.standing == Standing::Leader;
    stage.census.members.iter().find(leads).unwrap().resident
}

/// A date in two days and `later` hours, whose places are drawn from entries until an hour before.
async fn course(stage: &Stage, capacity: u32, later: i64) -> Occurrence {
    let date = stage.date(capacity).await;
    let (starts, ends) = (date.starts.plus_ms(later * HOUR_MS), date.ends.plus_ms(later * HOUR_MS));
    let plan = Plan { starts, ends, venue: date.venue, capacity, lottery_hours: Some(1), ..Plan::default() };
    let command = Command::EditOccurrence { occurrence: date.id, plan, before: None };
    let answer = act(stage, leader(stage, &date), command, now()).await;
    assert!(applied(&answer), "{answer:?}");
    stage.reload(date.id).await
}

async fn enter(stage: &Stage, date: &Occurrence, who: ResidentId) -> SignupId {
    let (id, command) = sign_up(date.id, who);
    let answer = act(stage, who, command, now()).await;
    assert!(applied(&answer), "{answer:?}");
    id
}

async fn state(stage: &Stage, id: SignupId) -> (SignupState, bool) {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let row = signup::load(&mut tx, id).await.unwrap().unwrap();
    (row.state, row.clash)
}

/// A minute after the entries have closed.
fn after(date: &Occurrence) -> Moment {
    date.lottery.as_ref().unwrap().closes.plus_ms(MINUTE_MS)
}

async fn draw(stage: &Stage, at: Moment) -> Option<i64> {
    lottery::draw_due(&stage.db, stage.community, at).await.unwrap()
}

/// What the doctor finds; the stage's phones are in no feed, which has nothing to do with lotteries.
async fn findings(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    findings.into_iter().filter(|finding| !finding.sound() && about(finding.what)).map(|finding| finding.what).collect()
}

both_databases! {
    async fn two_servers_that_draw_at_once_draw_once(stage: &Stage) {
        let date = course(stage, 4, 0).await;
        let mut ids = Vec::new();
        for line in stage.census.residents.iter().take(12) {
            ids.push(enter(stage, &date, line.id).await);
        }
        let entered = stage.reload(date.id).await;
        assert_eq!((entered.confirmed, entered.waiting, entered.lottery.unwrap().entered), (0, 0, 12));
        assert_eq!(findings(stage).await, [""; 0]);

        let (other, at) = (Db::open(&stage.address).await.unwrap(), after(&date));
        let (first, second) = tokio::join!(
            lottery::draw_due(&stage.db, stage.community, at),
            lottery::draw_due(&other, stage.community, at)
        );
        other.close().await;
        assert_eq!([first.unwrap(), second.unwrap()].iter().flatten().count(), 1);
        assert_eq!(draw(stage, at).await, None);

        let drawn = stage.reload(date.id).await;
        assert_eq!((drawn.confirmed, drawn.waiting, drawn.last_ticket), (4, 8, 12));
        let public = drawn.lottery.unwrap();
        let seed = unhex(&public.seed.unwrap());
        assert_eq!((hex(&sha256(&seed)), public.entered), (public.commitment, 0));
        // Nobody was served before: the order is that of the hashes.
        ids.sort_by_key(|id| sha256(&[seed.as_slice(), id.0.as_bytes().as_slice()].concat()));
        for (place, id) in (1..).zip(&ids) {
            let expected = match place {
                1..=4 => SignupState::Confirmed,
                _ => SignupState::Waiting { ticket: place, position: u32::try_from(place - 4).unwrap() },
            };
            assert_eq!(state(stage, *id).await, (expected, false), "{place}");
        }
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let kept = lottery::drawn(&mut tx, date.id).await.unwrap();
        drop(tx);
        assert!(kept.iter().map(|drawn| drawn.signup).eq(ids));
        assert_eq!(findings(stage).await, [""; 0]);
    }

    async fn nothing_is_drawn_or_known_before_the_entries_close_and_nobody_enters_after(stage: &Stage) {
        let date = course(stage, 1, 0).await;
        let (guizhen, neighbour) = (stage.resident("R0001"), stage.resident("R0004"));
        let id = enter(stage, &date, guizhen).await;
        assert_eq!(draw(stage, now()).await, None);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let sealed = lottery::load(&mut tx, date.id).await.unwrap().unwrap();
        drop(tx);
        let public = stage.reload(date.id).await.lottery.unwrap();
        assert_eq!((public.commitment, public.seed, sealed.drawn), (sealed.commitment, None, None));
        let late = act(stage, neighbour, sign_up(date.id, neighbour).1, after(&date)).await;
        let since = public.closes;
        assert_eq!(late.outcome, Outcome::Refused { refusal: Refusal::EntriesClosed { since } });
        assert!(draw(stage, after(&date)).await.is_some());
        assert_eq!(state(stage, id).await, (SignupState::Confirmed, false));
        assert_eq!(stage.reload(date.id).await.lottery.unwrap().seed, Some(sealed.seed));
        // From then on it is a date like any other.
        let next = sign_up(date.id, neighbour);
        assert!(applied(&act(stage, neighbour, next.1, after(&date)).await));
        assert!(matches!(state(stage, next.0).await, (SignupState::Waiting { position: 1, .. }, false)));
    }

    async fn whoever_was_served_least_comes_first(stage: &Stage) {
        let [guizhen, neighbour, new] = ["R0001", "R0004", "R0010"].map(|code| stage.resident(code));
        let first = course(stage, 2, 0).await;
        for who in [guizhen, neighbour] {
            enter(stage, &first, who).await;
        }
        assert!(draw(stage, after(&first)).await.is_some());
        let second = course(stage, 1, 24).await;
        let served = enter(stage, &second, guizhen).await;
        enter(stage, &second, neighbour).await;
        let never = enter(stage, &second, new).await;
        assert!(draw(stage, after(&second)).await.is_some());
        assert_eq!(state(stage, never).await.0, SignupState::Confirmed);
        assert!(matches!(state(stage, served).await.0, SignupState::Waiting { .. }));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let classes = lottery::drawn(&mut tx, second.id).await.unwrap();
        drop(tx);
        assert_eq!(classes.iter().map(|drawn| drawn.class).collect::<Vec<_>>(), [0, 1, 1]);
        assert_eq!(findings(stage).await, [""; 0]);
    }

    async fn whoever_has_got_a_place_elsewhere_is_passed_over(stage: &Stage) {
        let [guizhen, neighbour] = ["R0001", "R0004"].map(|code| stage.resident(code));
        let (date, other) = (course(stage, 1, 0).await, stage.date(5).await);
        let elsewhere = enter(stage, &date, guizhen).await;
        let free = enter(stage, &date, neighbour).await;
        enter(stage, &other, guizhen).await;
        assert!(draw(stage, after(&date)).await.is_some());
        assert!(matches!(state(stage, elsewhere).await, (SignupState::Waiting { position: 1, .. }, true)));
        assert_eq!(state(stage, free).await, (SignupState::Confirmed, false));
        assert_eq!(findings(stage).await, [""; 0]);
    }

    async fn entries_are_withdrawn_or_called_off_and_then_there_is_nothing_to_draw(stage: &Stage) {
        let date = course(stage, 1, 0).await;
        let [guizhen, neighbour] = ["R0001", "R0004"].map(|code| stage.resident(code));
        let (first, second) = (enter(stage, &date, guizhen).await, enter(stage, &date, neighbour).await);
        assert!(applied(&act(stage, guizhen, Command::CancelSignup { signup: first }, now()).await));
        assert_eq!(stage.reload(date.id).await.lottery.unwrap().entered, 1);
        let cancel = Command::CancelOccurrence { occurrence: date.id, reason: "老师生病".into() };
        assert!(applied(&act(stage, leader(stage, &date), cancel, now()).await));
        assert_eq!(state(stage, second).await.0, SignupState::CalledOff);
        assert_eq!(draw(stage, after(&date)).await, None);
        assert_eq!(findings(stage).await, [""; 0]);
    }

    async fn a_lottery_taken_off_and_put_on_again_has_the_seed_of_before(stage: &Stage) {
        let date = course(stage, 1, 0).await;
        let plan = |lottery_hours| Plan {
            starts: date.starts,
            ends: date.ends,
            venue: date.venue,
            capacity: 1,
            lottery_hours,
            ..Plan::default()
        };
        for hours in [None, Some(3)] {
            let before = Some(Plan::of(&stage.reload(date.id).await));
            let command = Command::EditOccurrence { occurrence: date.id, plan: plan(hours), before };
            assert!(applied(&act(stage, leader(stage, &date), command, now()).await));
        }
        let again = stage.reload(date.id).await;
        assert_eq!(again.lottery_hours(), Some(3));
        assert_eq!(again.lottery.unwrap().commitment, date.lottery.unwrap().commitment);
    }

    async fn what_is_wrong_with_a_lottery_is_found(stage: &Stage) {
        let date = course(stage, 1, 0).await;
        for line in stage.census.residents.iter().take(3) {
            enter(stage, &date, line.id).await;
        }
        let id = date.id.0;
        let break_it = async |sql: &'static str, what: &'static str| {
            assert!(!findings(stage).await.contains(&what), "{what}");
            assert!(stage.change(sql, id).await.unwrap() > 0, "{what}");
            assert!(findings(stage).await.contains(&what), "{what}");
        };
        break_it(
            "update occurrence set lottery_entered = 2 where community = $1 and occurrence = $2",
            "a date's people in its lottery are those who have entered",
        ).await;
        break_it(
            "update occurrence set lottery_closes = 1 where community = $1 and occurrence = $2",
            "a lottery is drawn when its entries have closed",
        ).await;
        break_it(
            "update feed set body = (select '{' || l.seed || '}' from lottery l where l.community = $1 and l.occurrence = $2)
             where community = $1 and id = $2",
            "nobody is told a seed before the draw",
        ).await;
        assert!(draw(stage, after(&date)).await.is_some());
        break_it(
            "update lottery set commitment = seed where community = $1 and occurrence = $2",
            "every lottery was drawn as it was promised",
        ).await;
        break_it(
            "update lottery_entry set class = 4 - place where community = $1 and occurrence = $2",
            "nobody was drawn before somebody who was served less",
        ).await;
        break_it(
            "update lottery_entry set won = true where community = $1 and occurrence = $2",
            "no more places were drawn than there were",
        ).await;
        break_it(
            "update lottery_entry set place = place + 1 where community = $1 and occurrence = $2 and place = 3",
            "the order of a draw is 1, 2, 3",
        ).await;
        break_it(
            "update feed set body = '{}' where community = $1 and id = $2",
            "everyone sees what a lottery is sealed with, and the seed after the draw",
        ).await;
        break_it(
            "update signup set state = 'entered', ticket = null, position = null where community = $1 and occurrence = $2",
            "nobody is in a lottery that is over or was never held",
        ).await;
    }
}
