//! The waiting list on both databases: who is elsewhere is passed over, and marked when a date is moved.

mod race;
mod witness;

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::activity::Activity;
use domain::command::Command;
use domain::id::SignupId;
use domain::member::Standing;
use domain::occurrence::{Occurrence, Plan};
use domain::refusal::Refusal;
use domain::signup::SignupState;
use domain::when::HOUR_MS;
use server::commands::now;
use server::store::waiting::lapse_all;
use server::store::{activity, signup};
use std::collections::BTreeMap;
use uuid::Uuid;

both_databases! {
    async fn whoever_is_elsewhere_is_passed_over_until_they_give_that_place_back(stage: &Stage) {
        let [guizhen, jianguo, third] = ["R0001", "R0004", "R0010"].map(|code| stage.resident(code));
        let (date, other) = (stage.date(1).await, stage.date(5).await);
        let mut phones = BTreeMap::new();
        for who in [guizhen, jianguo, third] {
            phones.insert(who, stage.phone(who).await);
        }
        let send = async |who, command| {
            let answer = stage.decide(&envelope(who, phones[&who], command), phones[&who], now()).await;
            assert!(applied(&answer), "{answer:?}");
        };
        let state = async |id| {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            let row = signup::load(&mut tx, id).await.unwrap().unwrap();
            (row.state, row.clash)
        };
        let (first, take) = sign_up(date.id, third);
        send(third, take).await;
        let (passed, wait) = sign_up(date.id, guizhen);
        send(guizhen, wait).await;
        let (next, wait) = sign_up(date.id, jianguo);
        send(jianguo, wait).await;
        let (elsewhere, take) = sign_up(other.id, guizhen);
        send(guizhen, take).await;
        assert_eq!(state(elsewhere).await.0, SignupState::Confirmed);

        send(third, Command::CancelSignup { signup: first }).await;
        assert_eq!(state(passed).await, (SignupState::Waiting { ticket: 1, position: 1 }, true));
        assert_eq!(state(next).await, (SignupState::Confirmed, false));

        send(jianguo, Command::CancelSignup { signup: next }).await;
        let (late, take) = sign_up(date.id, third);
        send(third, take).await;
        assert_eq!(state(late).await, (SignupState::Confirmed, false), "a free place is no use to somebody elsewhere");
        send(third, Command::CancelSignup { signup: late }).await;

        send(guizhen, Command::CancelSignup { signup: elsewhere }).await;
        assert_eq!(state(passed).await, (SignupState::Confirmed, false));
        let (date, other) = (stage.reload(date.id).await, stage.reload(other.id).await);
        assert_eq!((date.confirmed, date.waiting, other.confirmed), (1, 0, 0));
    }

    async fn a_family_that_may_be_split_takes_what_is_free_and_the_rest_moves_up(stage: &Stage) {
        let [guizhen, mother, neighbour] = ["R0001", "R0002", "R0010"].map(|code| stage.resident(code));
        let date = stage.date(1).await;
        let (phone, other) = (stage.phone(guizhen).await, stage.phone(neighbour).await);
        let (signup, rest) = (SignupId(Uuid::now_v7()), SignupId(Uuid::now_v7()));
        let party = vec![guizhen, mother];
        let command = Command::SignUp { signup, occurrence: date.id, party, split: Some(rest) };
        assert!(applied(&stage.decide(&envelope(guizhen, phone, command), phone, now()).await));
        let row = async |id| {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            let row = signup::load(&mut tx, id).await.unwrap().unwrap();
            (row.party.iter().map(|person| person.id).collect::<Vec<_>>(), row.state)
        };
        assert_eq!(row(signup).await, (vec![guizhen], SignupState::Confirmed));
        assert_eq!(row(rest).await, (vec![mother], SignupState::Waiting { ticket: 1, position: 1 }));
        let counted = stage.reload(date.id).await;
        assert_eq!((counted.confirmed, counted.waiting), (1, 1));
        // The identity of the rest is nobody else's.
        let (id, split) = (SignupId(Uuid::now_v7()), Some(rest));
        let taken = Command::SignUp { signup: id, occurrence: date.id, party: vec![neighbour], split };
        let answer = stage.decide(&envelope(neighbour, other, taken), other, now()).await;
        assert_eq!(refused(answer), Refusal::NotFound);

        let back = Command::CancelSignup { signup };
        assert!(applied(&stage.decide(&envelope(guizhen, phone, back), phone, now()).await));
        assert_eq!(row(rest).await, (vec![mother], SignupState::Confirmed));
        let counted = stage.reload(date.id).await;
        assert_eq!((counted.confirmed, counted.waiting), (1, 0));
    }

    async fn a_date_that_is_moved_onto_another_marks_those_who_have_both(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let (date, other) = (stage.date(5).await, stage.date(5).await);
        let plan = |date: &Occurrence, later: i64| Plan {
            starts: date.starts.plus_ms(later),
            ends: date.ends.plus_ms(later),
            venue: date.venue,
            capacity: 5,
            ..Plan::default()
        };
        let organization = date.organization;
        let leader = stage.census.members.iter().find(|line| line.organization == organization && line.standing == Standing::Leader);
        let leader = leader.unwrap().resident;
        let their_phone = stage.phone(leader).await;
        let move_by = async |date: &Occurrence, later| {
            let command = Command::EditOccurrence { occurrence: date.id, plan: plan(date, later), before: None };
            assert!(applied(&stage.decide(&envelope(leader, their_phone, command), their_phone, now()).await));
        };
        move_by(&date, 3 * HOUR_MS).await;
        let (kept, take) = sign_up(date.id, guizhen);
        assert!(applied(&stage.decide(&envelope(guizhen, phone, take), phone, now()).await));
        let (_, take) = sign_up(other.id, guizhen);
        assert!(applied(&stage.decide(&envelope(guizhen, phone, take), phone, now()).await));
        for (later, clash) in [(0, true), (3 * HOUR_MS, false)] {
            move_by(&date, later).await;
            let mut tx = stage.db.read(stage.community).await.unwrap();
            let row = signup::load(&mut tx, kept).await.unwrap().unwrap();
            assert_eq!((row.state, row.clash), (SignupState::Confirmed, clash));
        }
    }

    async fn an_offer_that_is_over_lapses_once_however_many_servers_look(stage: &Stage) {
        let [guizhen, jianguo, third] = ["R0001", "R0004", "R0010"].map(|code| stage.resident(code));
        let mut tx = stage.db.write(stage.community).await.unwrap();
        activity::save(&mut tx, &Activity { offers: true, ..stage.census.activities[0].clone() }).await.unwrap();
        tx.commit().await.unwrap();
        let date = stage.date(1).await;
        let mut phones = BTreeMap::new();
        for who in [guizhen, jianguo, third] {
            phones.insert(who, stage.phone(who).await);
        }
        let send =
            async |who, command, at| applied(&stage.decide(&envelope(who, phones[&who], command), phones[&who], at).await);
        let state = async |id| {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            signup::load(&mut tx, id).await.unwrap().unwrap().state
        };
        let began = now();
        let before = began.plus_ms(-1);
        let (first, take) = sign_up(date.id, third);
        assert!(send(third, take, before).await);
        let (head, wait) = sign_up(date.id, guizhen);
        assert!(send(guizhen, wait, before).await);
        let (next, wait) = sign_up(date.id, jianguo);
        assert!(send(jianguo, wait, before).await);
        assert!(send(third, Command::CancelSignup { signup: first }, began).await);
        let SignupState::Offered { ticket: 1, until } = state(head).await else { panic!("the head is asked") };
        assert!(!send(jianguo, Command::AcceptOffer { signup: next }, began).await, "nothing is offered to the next");
        assert_eq!(lapse_all(&stage.db, stage.community, until.plus_ms(-1)).await.unwrap(), None);
        assert_eq!(state(head).await, SignupState::Offered { ticket: 1, until }, "it stands until then");

        let look = || lapse_all(&stage.db, stage.community, until);
        let (one, other) = futures::future::join(look(), look()).await;
        assert!(one.unwrap().or(other.unwrap()).is_some());
        assert_eq!(state(head).await, SignupState::Lapsed);
        let SignupState::Offered { ticket: 2, until } = state(next).await else { panic!("the next is asked") };
        let row = stage.reload(date.id).await;
        assert_eq!((row.confirmed, row.held, row.waiting), (0, 1, 0));

        let (again, take) = sign_up(date.id, guizhen);
        assert!(send(guizhen, take, until).await);
        assert_eq!(state(next).await, SignupState::Lapsed, "a command ends what is over before it is decided");
        assert_eq!(state(again).await, SignupState::Confirmed);
        let row = stage.reload(date.id).await;
        assert_eq!((row.confirmed, row.held, row.waiting), (1, 0, 0));
    }
}
