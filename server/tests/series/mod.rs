//! Series on both databases: dates are made ahead once, holidays are left out, another rule takes nothing from people, and all
//! from here can be called off.

mod amend;
mod filed;
mod place;

use crate::both_databases;
use crate::support::{Stage, applied, envelope, sign_up};
use domain::activity::Draft;
use domain::audience::Audience;
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId, PresenceId, ShiftId};
use domain::occurrence::{Occurrence, Plan};
use domain::presence::{Mark, Seen, Venture};
use domain::refusal::Refusal;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::series::{Series, Skip, date_id};
use domain::shift::ShiftPlan;
use domain::signup::SignupState;
use domain::when::{Clock, Day, HOUR_MS, Moment};
use domain::windows::Windows;
use domain::wire::{Answer, Outcome};
use server::commands::now;
use server::store::{activity, doctor, feed, occurrence, series, shift, signup};
use uuid::Uuid;

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DAY_MS: i64 = 24 * HOUR_MS;
/// One can sign up from the first day.
const SAID: Windows = Windows { opens: None, closes: 2, cancel: 1 };

fn weekly(skip: Skip) -> Series {
    Series { rule: "FREQ=WEEKLY".into(), skip }
}

fn draft(title: &str) -> Draft {
    Draft { title: title.into(), ..Draft::default() }
}

/// Tomorrow at two in the afternoon.
fn first(stage: &Stage) -> Plan {
    let starts = Moment::at(now().day().plus(1), Clock(14 * 60));
    let ends = starts.plus_ms(HOUR_MS);
    Plan { starts, ends, venue: stage.census.venues[0].id, capacity: 20, kept: 4, windows: SAID, ..Plan::default() }
}

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

/// The opera team's leader posts it.
async fn post(stage: &Stage, draft: Draft, series: Option<Series>) -> ActivityId {
    let activity = ActivityId(Uuid::now_v7());
    let command = Command::PostActivity {
        activity,
        organization: OrganizationId::of_code(stage.community, "opera"),
        draft,
        first: first(stage),
        occurrence: OccurrenceId(Uuid::now_v7()),
        series,
    };
    let answer = act(stage, "R0005", command).await;
    assert!(applied(&answer), "{answer:?}");
    activity
}

async fn dates(stage: &Stage, activity: ActivityId) -> Vec<Occurrence> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let dates = occurrence::of_activity(&mut tx, activity, now()).await.unwrap();
    dates.into_iter().map(|(date, _)| date).collect()
}

/// The opera team's leader adds a shift for a date.
async fn adds_shift(stage: &Stage, date: &Occurrence) -> ShiftId {
    let Occurrence { starts, ends, venue, organization, .. } = *date;
    let plan = ShiftPlan { role: "搬凳子".into(), starts, ends, venue, least: 1, most: 1, ..ShiftPlan::default() };
    let shift = ShiftId(Uuid::now_v7());
    let add = Command::AddShift { shift, organization, occurrence: Some(date.id), plan };
    assert!(applied(&act(stage, "R0005", add).await));
    shift
}

/// How many days after the first one they are.
async fn days(stage: &Stage, activity: ActivityId) -> Vec<i32> {
    let tomorrow = now().day().plus(1);
    dates(stage, activity).await.iter().map(|date| date.starts.day().since(tomorrow)).collect()
}

async fn told(stage: &Stage, id: OccurrenceId) -> Option<Row> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    feed::get(&mut tx, Scope::Public, RowKey { noun: Noun::Occurrence, id: id.0 }).await.unwrap()
}

/// The doctor finds nothing; the stage's phones are in no feed, which has nothing to do with dates.
async fn sound(stage: &Stage) {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.iter().filter(|finding| !finding.sound() && about(finding.what));
    assert_eq!(unsound.map(|finding| finding.what).collect::<Vec<_>>(), [""; 0]);
}

fn at(stage: &Stage, activity: ActivityId, days: i32) -> OccurrenceId {
    date_id(stage.community, activity, now().day().plus(1 + days))
}

fn weekday_after(days: i32) -> &'static str {
    let day: Day = now().day().plus(1 + days);
    WEEKDAYS[usize::from(day.weekday()) - 1]
}

both_databases! {
    async fn an_activity_is_posted_with_its_first_date(stage: &Stage) {
        let id = post(stage, Draft { bring: "茶杯".into(), ..draft("学越剧") }, None).await;
        assert_eq!(days(stage, id).await, [0]);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let row = activity::load(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((row.title.as_str(), row.bring.as_str(), row.series.is_none()), ("学越剧", "茶杯", true));
        let key = RowKey { noun: Noun::Activity, id: id.0 };
        assert_eq!(feed::get(&mut tx, Scope::Public, key).await.unwrap(), Some(Row::Activity(row)));
        drop(tx);
        sound(stage).await;
    }

    async fn a_series_leaves_public_holidays_out_and_is_made_ahead_once(stage: &Stage) {
        stage.run("delete from holiday").await.unwrap();
        let off = now().day().plus(1 + 7);
        let holiday = format!("insert into holiday select community, '放假', '{off}', '{off}', false from community");
        stage.run(&holiday).await.unwrap();
        // What the committee's file repeats follows the other calendar, too.
        series::extend(&stage.db, stage.community, now()).await.unwrap();
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::PublicHolidays))).await;
        assert_eq!(days(stage, id).await, [0, 14, 21, 28, 35]);
        assert!(dates(stage, id).await.iter().all(|date| date.starts.clock() == Clock(14 * 60)));
        assert!(dates(stage, id).await.iter().all(|date| (date.capacity, date.kept, date.windows) == (20, 4, SAID)));
        assert!(told(stage, at(stage, id, 14)).await.is_some() && told(stage, at(stage, id, 7)).await.is_none());
        assert_eq!(series::extend(&stage.db, stage.community, now()).await.unwrap(), None, "nothing is missing");
        let later = now().plus_ms(7 * DAY_MS);
        let (one, two) = tokio::join!(
            series::extend(&stage.db, stage.community, later),
            series::extend(&stage.db, stage.community, later)
        );
        assert!(one.unwrap().is_some() | two.unwrap().is_some());
        assert_eq!(days(stage, id).await, [0, 14, 21, 28, 35, 42], "a week later one more, and once");
        assert_eq!(series::extend(&stage.db, stage.community, later).await.unwrap(), None);
        sound(stage).await;
    }

    async fn every_second_week_is_every_second_week(stage: &Stage) {
        let series = Series { rule: "FREQ=WEEKLY;INTERVAL=2".into(), skip: Skip::Nothing };
        let id = post(stage, draft("看电影"), Some(series)).await;
        assert_eq!(days(stage, id).await, [0, 14, 28]);
        let other = Series { rule: "FREQ=MONTHLY;BYDAY=XX".into(), skip: Skip::Nothing };
        let command = Command::ChangeActivity { activity: id, draft: draft("看电影"), series: Some(other) };
        assert_eq!(act(stage, "R0005", command).await.outcome, Outcome::Refused { refusal: Refusal::BadSeries });
    }

    async fn a_series_rests_in_the_school_holidays(stage: &Stage) {
        stage.run("delete from holiday").await.unwrap();
        let off = now().day().plus(1 + 7);
        let holiday = format!("insert into holiday select community, '寒假', '{off}', '{off}', true from community");
        stage.run(&holiday).await.unwrap();
        series::extend(&stage.db, stage.community, now()).await.unwrap();
        let id = post(stage, draft("放学后写字"), Some(weekly(Skip::SchoolHolidays))).await;
        assert_eq!(days(stage, id).await, [0, 14, 21, 28, 35]);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let row = activity::load(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(row.series, Some(weekly(Skip::SchoolHolidays)));
        drop(tx);
        sound(stage).await;
    }

    async fn another_rule_takes_nothing_from_people(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let before = dates(stage, id).await;
        let (kept, edited) = (before[1].clone(), before[2].clone());
        assert!(applied(&act(stage, "R0001", sign_up(kept.id, stage.resident("R0001")).1).await));
        let Plan { venue, .. } = first(stage);
        let Occurrence { starts, ends, .. } = edited;
        let note = "讲身段".to_owned();
        let plan = Plan { starts, ends, venue, capacity: 30, note, ..Plan::default() };
        let edit = Command::EditOccurrence { occurrence: edited.id, plan, before: None };
        assert!(applied(&act(stage, "R0005", edit).await));
        let rule = format!("FREQ=WEEKLY;BYDAY={}", weekday_after(2));
        let series = Some(Series { rule, skip: Skip::Nothing });
        let change = Command::ChangeActivity { activity: id, draft: draft("学越剧"), series };
        assert!(applied(&act(stage, "R0005", change).await));
        assert_eq!(days(stage, id).await, [2, 7, 9, 14, 16, 23, 30, 37]);
        assert!(told(stage, before[0].id).await.is_none(), "phones are told that it is gone");
        assert!(told(stage, at(stage, id, 9)).await.is_some());
        let still = stage.reload(kept.id).await;
        assert_eq!((still.starts, still.confirmed, still.cancelled), (kept.starts, 1, None));
        assert_eq!(stage.reload(edited.id).await.note, "讲身段");
        // Back again: the same days have the same names.
        let series = Some(weekly(Skip::Nothing));
        let change = Command::ChangeActivity { activity: id, draft: draft("学越剧"), series };
        assert!(applied(&act(stage, "R0005", change).await));
        assert_eq!(days(stage, id).await, [0, 7, 14, 21, 28, 35]);
        assert_eq!(dates(stage, id).await[0].id, before[0].id);
        sound(stage).await;
    }

    async fn another_rule_leaves_a_date_for_which_there_is_a_shift(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        adds_shift(stage, &dates(stage, id).await[1]).await;
        let change = Command::ChangeActivity { activity: id, draft: draft("学越剧"), series: None };
        let answer = act(stage, "R0005", change).await;
        assert!(applied(&answer), "{answer:?}");
        assert_eq!(days(stage, id).await, [7]);
        sound(stage).await;
    }

    async fn another_rule_leaves_a_date_on_which_somebody_was_noted(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let date = dates(stage, id).await[1].clone();
        let (of, mark) = (Venture::Occurrence(date.id), Mark::Excused);
        let seen = Seen { of, name: "过路的王师傅".into(), mark, at: now(), ..Seen::default() };
        let note = Command::NotePresence { presence: PresenceId(Uuid::now_v7()), seen };
        assert!(applied(&act(stage, "R0005", note).await));
        let change = Command::ChangeActivity { activity: id, draft: draft("学越剧"), series: None };
        let answer = act(stage, "R0005", change).await;
        assert!(applied(&answer), "{answer:?}");
        assert_eq!(days(stage, id).await, [7]);
        sound(stage).await;
    }

    async fn all_from_here_are_called_off_and_no_more_are_made(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let all = dates(stage, id).await;
        let mut signups = Vec::new();
        for date in [&all[0], &all[1], &all[3]] {
            let (signup, command) = sign_up(date.id, stage.resident("R0001"));
            assert!(applied(&act(stage, "R0001", command).await));
            signups.push(signup);
        }
        let command = Command::CancelFrom { occurrence: all[1].id, reason: "老师搬家了".into() };
        assert!(applied(&act(stage, "R0005", command).await));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let mut states = Vec::new();
        for id in signups {
            states.push(signup::load(&mut tx, id).await.unwrap().unwrap().state);
        }
        drop(tx);
        assert_eq!(states, [SignupState::Confirmed, SignupState::CalledOff, SignupState::CalledOff]);
        let after = dates(stage, id).await;
        assert_eq!(after[0].cancelled, None);
        assert!(after[1..].iter().all(|date| date.cancelled.as_deref() == Some("老师搬家了") && date.confirmed == 0));
        let later = now().plus_ms(14 * DAY_MS);
        series::extend(&stage.db, stage.community, later).await.unwrap();
        assert_eq!(dates(stage, id).await, after);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let row = activity::load(&mut tx, id).await.unwrap().unwrap();
        let rule = |date: &Occurrence| row.rule_at(date.starts).cloned();
        assert_eq!((rule(&after[0]), rule(&after[1])), (Some(weekly(Skip::Nothing)), None), "of then it is still said");
        let key = RowKey { noun: Noun::Activity, id: id.0 };
        assert_eq!(feed::get(&mut tx, Scope::Public, key).await.unwrap(), Some(Row::Activity(row.clone())));
        drop(tx);
        sound(stage).await;
    }

    async fn the_shifts_of_all_dates_from_here_go_with_them(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let all = dates(stage, id).await;
        let mut shifts = Vec::new();
        for date in &all[..3] {
            shifts.push(adds_shift(stage, date).await);
        }
        let command = Command::CancelFrom { occurrence: all[1].id, reason: "老师搬家了".into() };
        assert!(applied(&act(stage, "R0005", command).await));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let mut off = Vec::new();
        for id in shifts {
            off.push(shift::load(&mut tx, id).await.unwrap().unwrap().cancelled);
        }
        drop(tx);
        let why = || Some("老师搬家了".to_owned());
        assert_eq!(off, [None, why(), why()]);
        sound(stage).await;
    }

    async fn a_date_that_was_called_off_is_not_made_again(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let command = Command::CancelOccurrence { occurrence: at(stage, id, 7), reason: "下雨".into() };
        assert!(applied(&act(stage, "R0005", command).await));
        assert_eq!(series::extend(&stage.db, stage.community, now()).await.unwrap(), None);
        assert_eq!(stage.reload(at(stage, id, 7)).await.cancelled.as_deref(), Some("下雨"));
    }

    async fn everybody_in_a_party_must_fit(stage: &Stage) {
        let rule = Audience::Ages { from: 6, until: 18 };
        let id = post(stage, Draft { audience_rule: rule, ..draft("小小越剧") }, None).await;
        let date = dates(stage, id).await[0].id;
        let (guizhen, child) = (stage.resident("R0001"), stage.resident("R0003"));
        let refusal = Refusal::NotForYou { name: "周桂珍".into(), rule, place: String::new() };
        let refused = Outcome::Refused { refusal };
        assert_eq!(act(stage, "R0001", sign_up(date, guizhen).1).await.outcome, refused);
        assert!(applied(&act(stage, "R0001", sign_up(date, child).1).await));
        let id = post(stage, Draft { audience_rule: Audience::Members, ..draft("队内排练") }, None).await;
        let date = dates(stage, id).await[0].id;
        let answer = act(stage, "R0002", sign_up(date, stage.resident("R0002")).1).await;
        assert!(matches!(answer.outcome, Outcome::Refused { refusal: Refusal::NotForYou { .. } }), "{answer:?}");
        assert!(applied(&act(stage, "R0005", sign_up(date, stage.resident("R0005")).1).await));
    }

    async fn an_import_leaves_what_an_organizer_has_set(stage: &Stage) {
        let imported = stage.census.activities.iter().find(|one| one.title == "戏曲队排练").unwrap();
        let draft = Draft { audience_rule: Audience::Members, ..Draft::of(imported) };
        let change = Command::ChangeActivity { activity: imported.id, draft, series: None };
        assert!(applied(&act(stage, "R0005", change).await));
        server::store::census::import(&stage.db, &stage.census).await.unwrap();
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let row = activity::load(&mut tx, imported.id).await.unwrap().unwrap();
        assert_eq!((row.audience_rule, row.series.is_none()), (Audience::Members, true), "not even that it ends");
        let key = RowKey { noun: Noun::Activity, id: imported.id.0 };
        assert_eq!(feed::get(&mut tx, Scope::Public, key).await.unwrap(), Some(Row::Activity(row)));
    }
}
