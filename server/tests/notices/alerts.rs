//! Phones that ring, on both databases: once for ten messages, by one of several servers, not for what was seen, not at night, not for
//! whoever is signed out; and nobody counts as reached because a phone has rung.

use super::{GOES, LEADER, called, date, does, unsound};
use crate::both_databases;
use crate::support::{Stage, applied, sign_up};
use domain::command::Command;
use domain::device::Device;
use domain::id::{DeviceId, OccurrenceId};
use domain::occurrence::{Occurrence, Plan};
use domain::unreached::{SMS_TRIES, WAIT_MS};
use domain::when::{Clock, HOUR_MS, MINUTE_MS, Moment};
use server::commands::now;
use server::store::alert::{self, Receiver, Ring, Rung};
use server::store::{device, reach};
use uuid::Uuid;

/// A phone of who goes, which rings from a moment on.
async fn phone(stage: &Stage, endpoint: &str, at: Moment) -> DeviceId {
    let who = stage.resident(GOES);
    let phone = stage.phone(who).await;
    let receiver = Receiver { endpoint: endpoint.into(), p256dh: vec![4; 65], auth: vec![0; 16], english: false };
    let mut tx = stage.db.write(stage.community).await.unwrap();
    alert::save(&mut tx, phone, who, &receiver, at).await.unwrap();
    tx.commit().await.unwrap();
    phone
}

async fn take(stage: &Stage, at: Moment) -> Option<Ring> {
    alert::take(&stage.db, stage.community, at).await.unwrap()
}

async fn settle(stage: &Stage, ring: &Ring, rung: Rung, at: Moment) -> bool {
    alert::settle(&stage.db, stage.community, ring, rung, at).await.unwrap()
}

/// It is an hour later now.
async fn moves(stage: &Stage, date: &Occurrence, plan: &Plan, at: Moment) {
    let moved = Plan { starts: plan.starts.plus_ms(HOUR_MS), ends: plan.ends.plus_ms(HOUR_MS), ..plan.clone() };
    let edit = Command::EditOccurrence { occurrence: date.id, plan: moved, before: None };
    assert!(applied(&does(stage, LEADER, edit, at).await));
}

async fn calls_off(stage: &Stage, date: &Occurrence, at: Moment) {
    let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
    assert!(applied(&does(stage, LEADER, off, at).await));
}

fn noon(plan: &Plan) -> Moment {
    Moment::at(plan.starts.day().plus(-1), Clock(12 * 60))
}

both_databases! {
    async fn several_messages_ring_a_phone_once_and_reach_nobody(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = noon(&plan);
        let phone = phone(stage, "https://fcm.googleapis.com/a", noon.plus_ms(-1)).await;
        assert_eq!(take(stage, noon).await, None, "there is nothing new");
        moves(stage, &date, &plan, noon).await;
        calls_off(stage, &date, noon.plus_ms(1)).await;
        let at = noon.plus_ms(MINUTE_MS);
        let ring = take(stage, at).await.unwrap();
        assert_eq!((ring.device, ring.tries, ring.urgent), (phone, 1, true));
        assert_eq!(take(stage, at).await, None, "another server finds it taken");
        assert!(!settle(stage, &ring, Rung::Taken, at).await);
        assert_eq!(take(stage, at.plus_ms(HOUR_MS)).await, None, "it has rung for both");

        let due = noon.plus_ms(WAIT_MS + 1);
        assert!(reach::climb_due(&stage.db, stage.community, false, due).await.unwrap().is_some());
        assert_eq!(called(stage).await.len(), 1, "the desk calls all the same");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn whoever_has_looked_is_left_in_peace(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = noon(&plan);
        phone(stage, "https://fcm.googleapis.com/a", noon.plus_ms(-1)).await;
        calls_off(stage, &date, noon).await;
        let seen = Command::SeeNotices { until: noon };
        assert!(applied(&does(stage, GOES, seen, noon.plus_ms(1)).await), "on another phone of theirs");
        assert_eq!(take(stage, noon.plus_ms(MINUTE_MS)).await, None);
    }

    async fn at_night_no_phone_rings_for_what_can_wait(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let night = Moment::at(plan.starts.day().plus(-1), Clock(22 * 60));
        phone(stage, "https://fcm.googleapis.com/a", night.plus_ms(-1)).await;
        calls_off(stage, &date, night).await;
        assert_eq!(take(stage, night.plus_ms(MINUTE_MS)).await, None, "it begins at ten");
        let morning = Moment::at(plan.starts.day(), Clock(7 * 60));
        assert!(take(stage, morning).await.is_some());
    }

    async fn what_can_wait_is_rung_for_in_the_morning_though_something_else_could_not(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let starts = Moment::at(plan.starts.day(), Clock(7 * 60 + 30));
        let early = Plan { starts, ends: starts.plus_ms(HOUR_MS), ..plan.clone() };
        let occurrence = OccurrenceId(Uuid::now_v7());
        let add = Command::AddOccurrence { occurrence, activity: date.activity, plan: early };
        assert!(applied(&does(stage, LEADER, add, now()).await));
        let (_, command) = sign_up(occurrence, stage.resident(GOES));
        assert!(applied(&does(stage, GOES, command, now()).await));

        let night = Moment::at(plan.starts.day().plus(-1), Clock(22 * 60));
        phone(stage, "https://fcm.googleapis.com/a", night.plus_ms(-1)).await;
        calls_off(stage, &date, night).await;
        let at = night.plus_ms(2 * MINUTE_MS);
        assert_eq!(take(stage, at).await, None, "it begins at ten");
        let early = stage.reload(occurrence).await;
        calls_off(stage, &early, at).await;
        let ring = take(stage, at.plus_ms(MINUTE_MS)).await.expect("it begins at half past seven");
        assert!(!settle(stage, &ring, Rung::Taken, at.plus_ms(MINUTE_MS)).await);
        assert_eq!(take(stage, night.plus_ms(HOUR_MS)).await, None, "it has rung for that");
        let morning = Moment::at(plan.starts.day(), Clock(7 * 60));
        let ring = take(stage, morning).await.expect("the other one has waited");
        assert!(!settle(stage, &ring, Rung::Taken, morning).await);
        assert_eq!(take(stage, morning.plus_ms(HOUR_MS)).await, None, "once for each");
    }

    async fn a_service_that_does_not_answer_is_given_up_and_a_phone_that_is_gone_is_forgotten(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = noon(&plan);
        let phone = phone(stage, "https://fcm.googleapis.com/a", noon.plus_ms(-1)).await;
        moves(stage, &date, &plan, noon).await;
        let mut at = noon.plus_ms(1);
        for tries in 1..=SMS_TRIES {
            let ring = take(stage, at).await.unwrap();
            assert_eq!(ring.tries, tries);
            let given_up = settle(stage, &ring, Rung::Trouble, at).await;
            assert_eq!(given_up, tries == SMS_TRIES, "try {tries}");
            assert_eq!(take(stage, at).await, None, "it waits");
            at = at.plus_ms(HOUR_MS);
        }
        assert_eq!(take(stage, at).await, None, "not for this message any more");
        calls_off(stage, &date, at).await;
        let ring = take(stage, at.plus_ms(HOUR_MS)).await.unwrap();
        assert_eq!(ring.tries, 1, "the next one is tried anew");
        assert!(!settle(stage, &ring, Rung::Gone, at.plus_ms(HOUR_MS)).await);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert!(!alert::rings(&mut tx, phone, stage.resident(GOES)).await.unwrap());
    }

    async fn a_phone_rings_for_who_is_signed_in_and_asked_for_it(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let (noon, who) = (noon(&plan), stage.resident(GOES));
        let before = noon.plus_ms(-1);
        let out = phone(stage, "https://fcm.googleapis.com/a", before).await;
        let taken = phone(stage, "https://fcm.googleapis.com/b", before).await;
        let older = phone(stage, "https://fcm.googleapis.com/c", before).await;
        let newer = phone(stage, "https://fcm.googleapis.com/c", before).await;
        calls_off(stage, &date, noon).await;
        let mut tx = stage.db.write(stage.community).await.unwrap();
        let row = Device { id: out, resident: who, label: String::new(), since: before, revoked: Some(noon) };
        device::save(&mut tx, &row).await.unwrap();
        let row = Device { id: taken, resident: stage.resident("R0001"), revoked: None, ..row };
        device::save(&mut tx, &row).await.unwrap();
        for (phone, rings) in [(out, false), (taken, false), (older, false), (newer, true)] {
            assert_eq!(alert::rings(&mut tx, phone, who).await.unwrap(), rings);
        }
        tx.commit().await.unwrap();
        assert_eq!(take(stage, noon.plus_ms(MINUTE_MS)).await.map(|ring| ring.device), Some(newer));
        assert_eq!(take(stage, noon.plus_ms(MINUTE_MS)).await, None);
    }
}
