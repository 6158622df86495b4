//! Who is told what, on both databases: in the transaction that does it, to those whom it concerns and to nobody else; what they
//! have seen, and what they do not want.

mod alerts;
mod crowd;
mod door;

use crate::both_databases;
use crate::support::{Stage, applied, envelope, sign_up};
use domain::command::Command;
use domain::id::{OccurrenceId, OrganizationId, ResidentId};
use domain::notice::{About, Kind, Notice};
use domain::occurrence::{Occurrence, Plan};
use domain::row::Row;
use domain::scope::Scope;
use domain::unreached::{SMS_TRIES, Unreached, WAIT_MS};
use domain::when::{Clock, HOUR_MS, MINUTE_MS, Moment};
use domain::wire::Answer;
use domain::wire::leaving::How;
use server::commands::now;
use server::store::group_post::{self, Post};
use server::store::reach::ends::{self, End, How as Ended};
use server::store::reach::{self, Sent, Text};
use server::store::{departure, doctor, feed, reminder};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
const GOES: &str = "R0158";

async fn does(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// A date of the opera team, in three days, for which somebody has signed up.
async fn date(stage: &Stage) -> (Occurrence, Plan) {
    let opera = OrganizationId::of_code(stage.community, "opera");
    let activity = stage.census.activities.iter().find(|activity| activity.organization == opera).unwrap().id;
    // In the morning, so that it is the same at whatever time this is tested.
    let starts = Moment::at(now().day().plus(3), Clock(10 * 60));
    let venue = stage.census.venues[0].id;
    let plan = Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity: 20, ..Plan::default() };
    let occurrence = OccurrenceId(Uuid::now_v7());
    let add = Command::AddOccurrence { occurrence, activity, plan: plan.clone() };
    assert!(applied(&does(stage, LEADER, add, now()).await));
    let (_, command) = sign_up(occurrence, stage.resident(GOES));
    assert!(applied(&does(stage, GOES, command, now()).await));
    (stage.reload(occurrence).await, plan)
}

/// What a scope is told.
async fn told(stage: &Stage, scope: Scope) -> Vec<Notice> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap());
    rows.filter_map(|row| if let Row::Notice(row) = row { Some(row) } else { None }).collect()
}

/// Whom the desk has to call.
async fn called(stage: &Stage) -> Vec<Unreached> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, Scope::Desk, 0).await.unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap());
    rows.filter_map(|row| if let Row::Unreached(row) = row { Some(row) } else { None }).collect()
}

fn of(who: ResidentId) -> Scope {
    Scope::Person(who)
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = ["everyone is told the phones they are signed in on"];
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && !about.contains(&finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn who_goes_is_told_that_a_date_is_moved_and_called_off(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let goes = of(stage.resident(GOES));
        assert!(told(stage, goes).await.is_empty(), "whoever signs up needs no message of it");
        let moved = Plan { starts: plan.starts.plus_ms(HOUR_MS), ends: plan.ends.plus_ms(HOUR_MS), ..plan };
        let edit = Command::EditOccurrence { occurrence: date.id, plan: moved, before: None };
        assert!(applied(&does(stage, LEADER, edit, now()).await));
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, now().plus_ms(1)).await));
        let mut rows = told(stage, goes).await;
        rows.sort_by_key(|row| (row.made, row.kind));
        assert_eq!(rows.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::Moved, Kind::CalledOff]);
        assert!(rows.iter().all(|row| row.about == About::Occurrence(date.id) && row.seen.is_none()));
        for scope in [Scope::Public, Scope::Desk, Scope::Organization(date.organization), of(stage.resident(LEADER))] {
            assert!(told(stage, scope).await.is_empty(), "{scope:?}");
        }

        let until = rows[0].made;
        assert!(applied(&does(stage, GOES, Command::SeeNotices { until }, now().plus_ms(2)).await));
        assert!(applied(&does(stage, GOES, Command::SeeNotices { until }, now().plus_ms(9)).await), "twice is no fault");
        let seen = told(stage, goes).await.iter().filter(|row| row.seen.is_some()).count();
        assert!(seen >= 1, "what was made until then");
        assert!(applied(&does(stage, LEADER, Command::SeeNotices { until: now() }, now()).await));
        assert_eq!(told(stage, goes).await.iter().filter(|row| row.seen.is_some()).count(), seen, "one's own only");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn who_goes_is_reminded_once_in_the_evening_and_once_an_hour_before(stage: &Stage) {
        let (date, _) = date(stage).await;
        let goes = of(stage.resident(GOES));
        let remind = async |at: Moment| reminder::remind_due(&stage.db, stage.community, at).await.unwrap();
        let kinds = async || {
            let mut rows = told(stage, goes).await;
            rows.sort_by_key(|row| row.made);
            rows.into_iter().map(|row| row.kind).collect::<Vec<_>>()
        };
        let evening = Moment::at(date.starts.day().plus(-1), Clock(19 * 60));
        remind(evening.plus_ms(-MINUTE_MS)).await;
        assert!(kinds().await.is_empty(), "too early");
        assert!(remind(evening).await.is_some());
        assert!(remind(evening).await.is_none(), "another server finds nothing left to do");
        remind(evening.plus_ms(MINUTE_MS)).await;
        remind(evening.plus_ms(4 * HOUR_MS)).await;
        assert_eq!(kinds().await, [Kind::Tomorrow]);
        remind(date.starts.plus_ms(-HOUR_MS)).await;
        remind(date.starts.plus_ms(-MINUTE_MS)).await;
        assert_eq!(kinds().await, [Kind::Tomorrow, Kind::Soon]);
        assert!(remind(date.starts.plus_ms(61 * 24 * HOUR_MS)).await.is_some());
        assert!(kinds().await.is_empty(), "what is old goes");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_nobody_has_seen_climbs_to_a_text_message_and_to_the_desk(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let reason = String::from("下雨");
        // At noon, so that no night is in the way.
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let off = Command::CancelOccurrence { occurrence: date.id, reason };
        assert!(applied(&does(stage, LEADER, off, noon).await));
        let climb = async |texting, at| reach::climb_due(&stage.db, stage.community, texting, at).await.unwrap();
        let take = async |at| reach::take(&stage.db, stage.community, at).await.unwrap();
        let desk = async || called(stage).await.len();
        assert!(climb(true, noon.plus_ms(WAIT_MS - 1)).await.is_none(), "it waits to be seen");
        let due = noon.plus_ms(WAIT_MS);
        assert!(climb(true, due).await.is_some());
        assert!(climb(true, due).await.is_none(), "another server finds nothing left to do");
        let taken = take(due).await.expect("it has a number");
        assert_eq!(take(due.plus_ms(MINUTE_MS)).await, None, "it is somebody's to send");
        let again = take(due.plus_ms(2 * MINUTE_MS)).await.unwrap();
        assert_eq!(again.notice, taken.notice, "whoever took it has died");
        for tries in 2..=SMS_TRIES {
            assert_eq!(desk().await, 0, "try {tries}");
            let text = Text { tries, ..taken.clone() };
            reach::settle(&stage.db, stage.community, &text, Sent::Trouble, due.plus_ms(3 * MINUTE_MS)).await.unwrap();
        }
        assert_eq!(unsound(stage).await, [""; 0]);
        let rows = called(stage).await;
        assert_eq!(rows.iter().map(|row| row.person.id).collect::<Vec<_>>(), [stage.resident(GOES)], "given up visibly");
        assert_eq!(take(plan.starts.plus_ms(-1)).await, None);

        let call = |told| Command::NoteCall { notice: rows[0].id, told, door: false };
        assert!(!applied(&does(stage, LEADER, call(true), due.plus_ms(HOUR_MS)).await), "staff call");
        let end = async || {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            ends::of(&mut tx, About::Occurrence(date.id)).await.unwrap().pop().unwrap()
        };
        assert_eq!((end().await.how, end().await.reached), (Ended::ToCall, None));
        climb(true, plan.starts).await;
        assert_eq!(desk().await, 0, "it is too late");
        assert_eq!((end().await.how, end().await.reached), (Ended::Not, None), "and stays to be read");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_teams_group_is_told_once_and_given_up_after_some_tries(stage: &Stage) {
        let (date, _) = date(stage).await;
        let noon = now();
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, noon).await));
        let take = async |at| group_post::take(&stage.db, stage.community, at).await.unwrap();
        let post = take(noon).await.unwrap();
        assert_eq!((post.organization, post.kind, post.reason.as_str()), (date.organization, Kind::CalledOff, "下雨"));
        assert_eq!(take(noon).await, None, "it is somebody's to say");
        let settle =
            async |post: &Post, over| group_post::settle(&stage.db, stage.community, post, over, noon).await.unwrap();
        assert!(!settle(&post, false).await, "it is tried again");
        let later = take(noon.plus_ms(HOUR_MS)).await.unwrap();
        assert_eq!(later.tries, 2);
        assert!(settle(&Post { tries: SMS_TRIES, ..later }, false).await, "given up");
        assert_eq!(take(noon.plus_ms(24 * HOUR_MS)).await, None);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_group_that_could_not_be_told_in_time_hears_only_that_it_is_called_off(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = now();
        let moved = Plan { starts: plan.starts.plus_ms(HOUR_MS), ends: plan.ends.plus_ms(HOUR_MS), ..plan };
        let edit = Command::EditOccurrence { occurrence: date.id, plan: moved, before: None };
        assert!(applied(&does(stage, LEADER, edit, noon).await));
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, noon.plus_ms(1)).await));
        let take = async || group_post::take(&stage.db, stage.community, noon.plus_ms(1)).await.unwrap();
        assert_eq!(take().await.map(|post| post.kind), Some(Kind::CalledOff));
        assert_eq!(take().await, None);
    }

    async fn whoever_looks_or_has_a_text_message_is_reached(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let moved = Plan { starts: plan.starts.plus_ms(HOUR_MS), ends: plan.ends.plus_ms(HOUR_MS), ..plan.clone() };
        let edit = Command::EditOccurrence { occurrence: date.id, plan: moved, before: None };
        assert!(applied(&does(stage, LEADER, edit, noon).await));
        let due = noon.plus_ms(WAIT_MS);
        reach::climb_due(&stage.db, stage.community, false, due).await.unwrap();
        assert_eq!(called(stage).await.len(), 1, "there is no gateway");
        assert!(applied(&does(stage, GOES, Command::SeeNotices { until: due }, due).await));
        assert!(called(stage).await.is_empty(), "nobody need call");
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, due).await));
        let later = due.plus_ms(WAIT_MS);
        reach::climb_due(&stage.db, stage.community, true, later).await.unwrap();
        let text = reach::take(&stage.db, stage.community, later).await.unwrap().unwrap();
        reach::settle(&stage.db, stage.community, &text, Sent::Taken, later).await.unwrap();
        let reached = "select count(*) from notice where community = $1 and resident = $2 and reached is not null";
        assert_eq!(stage.count(reached, stage.resident(GOES).0).await, 2, "one in the app, one by text message");
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let ends = ends::of(&mut tx, About::Occurrence(date.id)).await.unwrap();
        drop(tx);
        let ended = |end: &End| (end.kind, end.how, end.reached);
        let expected = [(Kind::Moved, Ended::App, Some(due)), (Kind::CalledOff, Ended::Sms, Some(later))];
        assert_eq!(ends.iter().map(ended).collect::<Vec<_>>(), expected, "whoever called it off reads that");
        reach::climb_due(&stage.db, stage.community, true, later.plus_ms(HOUR_MS)).await.unwrap();
        assert!(called(stage).await.is_empty());
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn who_has_asked_is_told_that_a_date_is_moved(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let edit =
            |plan: &Plan| Command::EditOccurrence { occurrence: date.id, plan: plan.clone(), before: None };
        let asking = Plan { approval: true, ..plan };
        assert!(applied(&does(stage, LEADER, edit(&asking), now()).await));
        let (_, command) = sign_up(date.id, stage.resident("R0024"));
        assert!(applied(&does(stage, "R0024", command, now()).await));
        let (starts, ends) = (asking.starts.plus_ms(HOUR_MS), asking.ends.plus_ms(HOUR_MS));
        assert!(applied(&does(stage, LEADER, edit(&Plan { starts, ends, ..asking }), now()).await));
        for code in [GOES, "R0024"] {
            let rows = told(stage, of(stage.resident(code))).await;
            assert_eq!(rows.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::Moved], "{code}");
        }
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn of_what_is_called_off_nobody_hears_that_it_is_moved(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let moved = Plan { starts: plan.starts.plus_ms(HOUR_MS), ends: plan.ends.plus_ms(HOUR_MS), ..plan };
        let edit = Command::EditOccurrence { occurrence: date.id, plan: moved, before: None };
        assert!(applied(&does(stage, LEADER, edit, noon).await));
        let due = noon.plus_ms(WAIT_MS);
        reach::climb_due(&stage.db, stage.community, false, due).await.unwrap();
        assert_eq!(called(stage).await.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::Moved]);
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, due).await));
        assert!(reach::climb_due(&stage.db, stage.community, true, due).await.is_ok_and(|news| news.is_some()));
        assert!(called(stage).await.is_empty(), "the desk tells nobody of a time that is none");
        assert!(reach::climb_due(&stage.db, stage.community, true, due).await.is_ok_and(|news| news.is_none()));
        let later = due.plus_ms(WAIT_MS);
        reach::climb_due(&stage.db, stage.community, true, later).await.unwrap();
        let taken = reach::take(&stage.db, stage.community, later).await.unwrap().unwrap();
        assert_eq!(taken.kind, Kind::CalledOff);
        assert_eq!(reach::take(&stage.db, stage.community, later).await.unwrap(), None);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn nobody_is_called_or_written_to_where_somebody_has_died(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let (_, command) = sign_up(date.id, stage.resident("R0024"));
        assert!(applied(&does(stage, "R0024", command, now()).await));
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, noon).await));
        let due = noon.plus_ms(WAIT_MS);
        let climb = async |texting| reach::climb_due(&stage.db, stage.community, texting, due).await.unwrap();
        assert!(climb(false).await.is_some());
        assert_eq!(called(stage).await.len(), 2);
        let mut tx = stage.db.write(stage.community).await.unwrap();
        departure::note(&mut tx, stage.resident(GOES), How::Died, stage.resident(LEADER), due).await.unwrap();
        tx.commit().await.unwrap();
        assert!(climb(true).await.is_some());
        assert_eq!(called(stage).await.iter().map(|row| row.person.id).collect::<Vec<_>>(), [stage.resident("R0024")]);
        assert!(climb(true).await.is_none(), "another server finds nothing left to do");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_the_desk_still_has_to_call_about_does_not_go_for_being_old(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, noon).await));
        reach::climb_due(&stage.db, stage.community, false, noon.plus_ms(WAIT_MS)).await.unwrap();
        assert_eq!(called(stage).await.len(), 1);
        let long = noon.plus_ms(61 * 24 * HOUR_MS);
        reminder::remind_due(&stage.db, stage.community, long).await.unwrap();
        assert_eq!(stage.count("select count(*) from notice where community = $1 and subject = $2", date.id.0).await, 1);
        assert_eq!(unsound(stage).await, [""; 0]);
        reach::climb_due(&stage.db, stage.community, false, long).await.unwrap();
        reminder::remind_due(&stage.db, stage.community, long).await.unwrap();
        assert_eq!(stage.count("select count(*) from notice where community = $1 and subject = $2", date.id.0).await, 0);
        assert!(called(stage).await.is_empty());
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn each_text_message_is_taken_when_it_is_its_turn(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let (_, command) = sign_up(date.id, stage.resident("R0024"));
        assert!(applied(&does(stage, "R0024", command, now()).await));
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, noon).await));
        let due = noon.plus_ms(WAIT_MS);
        reach::climb_due(&stage.db, stage.community, true, due).await.unwrap();
        let take = async |at| reach::take(&stage.db, stage.community, at).await.unwrap();
        let first = take(due).await.unwrap();
        // The gateway is slow: what waits behind the first is still nobody's.
        let later = due.plus_ms(3 * MINUTE_MS - 1);
        let second = take(due.plus_ms(MINUTE_MS)).await.unwrap();
        assert_ne!(first.notice, second.notice);
        reach::settle(&stage.db, stage.community, &first, Sent::Taken, due.plus_ms(MINUTE_MS)).await.unwrap();
        assert_eq!(take(later).await, None, "the lease of the second is its own");
        reach::settle(&stage.db, stage.community, &second, Sent::Taken, later).await.unwrap();
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_child_without_a_telephone_is_told_by_whoever_looks_after_them(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let (grandmother, child) = (stage.resident("R0001"), stage.resident("R0003"));
        let party = vec![grandmother, child];
        let signup = domain::id::SignupId(Uuid::now_v7());
        let command = Command::SignUp { signup, occurrence: date.id, party, split: None };
        assert!(applied(&does(stage, "R0001", command, now()).await));
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, noon).await));
        assert_eq!(told(stage, of(child)).await.len(), 1, "in the app it stands all the same");
        reach::climb_due(&stage.db, stage.community, false, noon.plus_ms(WAIT_MS)).await.unwrap();
        let mut people: Vec<_> = called(stage).await.into_iter().map(|row| row.person.id).collect();
        people.sort();
        let mut wanted = vec![grandmother, stage.resident(GOES)];
        wanted.sort();
        assert_eq!(people, wanted);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn who_wants_none_gets_none_and_what_is_called_off_all_the_same(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let goes = of(stage.resident(GOES));
        let off = |kind| Command::ChooseNotices { kind, wanted: false };
        assert!(!applied(&does(stage, GOES, off(Kind::CalledOff), now()).await));
        assert!(applied(&does(stage, GOES, off(Kind::TakenOff), now()).await));
        let signup = stage.any("select signup from signup where community = $1 order by made desc, signup desc limit 1").await;
        let take = Command::CancelSignup { signup: domain::id::SignupId(signup) };
        assert!(applied(&does(stage, LEADER, take, now()).await));
        assert!(told(stage, goes).await.is_empty());
        assert!(applied(&does(stage, GOES, off(Kind::Soon), now()).await));
        let (_, again) = sign_up(date.id, stage.resident(GOES));
        assert!(applied(&does(stage, GOES, again, now()).await));
        reminder::remind_due(&stage.db, stage.community, plan.starts.plus_ms(-MINUTE_MS)).await.unwrap();
        let reason = String::from("下雨");
        let cancel = Command::CancelOccurrence { occurrence: date.id, reason };
        assert!(applied(&does(stage, LEADER, cancel, now()).await));
        assert_eq!(told(stage, goes).await.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::CalledOff]);
        assert_eq!(unsound(stage).await, [""; 0]);
    }
}
