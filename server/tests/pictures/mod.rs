//! Pictures on both databases: everyone sees what a public row names and nothing else; nobody shows what others have sent; what
//! nothing names any more is gone with its bytes; and the doctor finds nothing wrong with it, and everything that is broken on
//! purpose.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::activity::{Activity, Draft};
use domain::command::Command;
use domain::id::{ActivityId, DishId, OccurrenceId, OrganizationId, PhotoId, ScheduledId};
use domain::occurrence::{Occurrence, Plan};
use domain::refusal::Refusal;
use domain::row::{Noun, Row, RowKey};
use domain::scheduled::{Content, Timing};
use domain::scope::Scope;
use domain::when::{HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::{DESK_MAX_MS, now};
use server::store::picture::{self, Sizes, UNNAMED_MS, collect};
use server::store::scheduled::publish_due;
use server::store::{activity, device, doctor, feed, occurrence};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Works at the committee's desk, and leads a team of her own.
const STAFF: &str = "R0007";
/// Cooks.
const COOK: &str = "R0006";
const LINE: &str = "谢谢三位帮忙搬桌子的邻居";
const DAY_MS: i64 = 24 * HOUR_MS;

/// Somebody does something, the desk open or not.
async fn act(stage: &Stage, (code, desk): (&str, bool), command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    if desk {
        let mut tx = stage.db.write(stage.community).await.unwrap();
        device::save_desk(&mut tx, phone, who, at.plus_ms(DESK_MAX_MS), at).await.unwrap();
        tx.commit().await.unwrap();
    }
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// The leader does something now, and may.
async fn done(stage: &Stage, command: Command) {
    let answer = act(stage, (LEADER, false), command, now()).await;
    assert!(applied(&answer), "{answer:?}");
}

/// Somebody has sent a picture.
async fn sent(stage: &Stage, code: &str, body: &[u8]) -> PhotoId {
    let id = PhotoId(Uuid::now_v7());
    let sizes = Sizes { body: body.to_vec(), small: b"small".to_vec() };
    let mut tx = stage.db.write(stage.community).await.unwrap();
    picture::save(&mut tx, id, stage.resident(code), &sizes, now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Whether everyone sees it.
async fn seen(stage: &Stage, id: PhotoId) -> bool {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let large = picture::shown(&mut tx, id, false).await.unwrap();
    let small = picture::shown(&mut tx, id, true).await.unwrap();
    assert_eq!(small.as_deref(), large.as_ref().map(|_| b"small".as_slice()));
    large.is_some()
}

/// Whether it is kept.
async fn kept(stage: &Stage, id: PhotoId) -> bool {
    stage.count("select count(*) from picture where community = $1 and picture = $2", id.0).await == 1
}

fn draft(picture: Option<PhotoId>) -> Draft {
    Draft { title: "清晨吊嗓子".into(), picture, ..Draft::default() }
}

fn plan(stage: &Stage) -> Plan {
    let starts = now().plus_ms(48 * HOUR_MS);
    let venue = stage.census.venues[0].id;
    Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity: 20, ..Plan::default() }
}

fn post(stage: &Stage, team: &str, picture: Option<PhotoId>) -> (ActivityId, Command) {
    let organization = OrganizationId::of_code(stage.community, team);
    let (activity, occurrence) = (ActivityId(Uuid::now_v7()), OccurrenceId(Uuid::now_v7()));
    let (draft, first) = (draft(picture), plan(stage));
    (activity, Command::PostActivity { activity, organization, draft, first, occurrence, series: None })
}

fn changed(activity: ActivityId, picture: Option<PhotoId>) -> Command {
    let draft = Draft { bare: picture.is_none(), ..draft(picture) };
    Command::ChangeActivity { activity, draft, series: None }
}

async fn loaded(stage: &Stage, id: ActivityId) -> Activity {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    activity::load(&mut tx, id).await.unwrap().unwrap()
}

/// What everyone is told of a row.
async fn told(stage: &Stage, noun: Noun, id: Uuid) -> Row {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    feed::get(&mut tx, Scope::Public, RowKey { noun, id }).await.unwrap().unwrap()
}

/// What everyone is told that a dish looks like.
async fn dish(stage: &Stage, id: DishId) -> Option<PhotoId> {
    let Row::Dish(row) = told(stage, Noun::Dish, id.0).await else { panic!("a dish") };
    row.picture
}

/// A date of the opera team that is over.
async fn past(stage: &Stage) -> Occurrence {
    let activity = stage.census.activities.iter().find(|activity| activity.title == "戏曲队排练").unwrap();
    let starts = now().plus_ms(-3 * HOUR_MS);
    let row = Occurrence {
        id: OccurrenceId(Uuid::now_v7()),
        activity: activity.id,
        organization: activity.organization,
        starts,
        ends: starts.plus_ms(HOUR_MS),
        venue: stage.census.venues[0].id,
        capacity: 20,
        ..Occurrence::default()
    };
    let mut tx = stage.db.write(stage.community).await.unwrap();
    occurrence::save(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

fn thanks(date: &Occurrence, words: &str, pictures: Option<&[PhotoId]>) -> Command {
    let pictures = pictures.map(<[PhotoId]>::to_vec);
    Command::SayThanks { occurrence: date.id, words: words.into(), pictures, seen: None }
}

/// What a question finds.
async fn found(stage: &Stage, what: &str, at: Moment) -> Vec<String> {
    let findings = doctor::ask(&stage.db, at).await.unwrap();
    findings.into_iter().find(|finding| finding.what == what).unwrap_or_else(|| panic!("nobody asks: {what}")).first
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn an_activity_shows_its_picture_until_it_shows_another(stage: &Stage) {
        let never_sent = post(stage, "opera", Some(PhotoId(Uuid::now_v7()))).1;
        assert_eq!(refused(act(stage, (LEADER, false), never_sent, now()).await), Refusal::NoPicture);
        let (first, second) = (sent(stage, LEADER, b"first").await, sent(stage, LEADER, b"second").await);
        assert!(!seen(stage, first).await, "nothing names it yet");
        let (id, command) = post(stage, "opera", Some(first));
        done(stage, command).await;
        assert!(seen(stage, first).await);
        let Row::Activity(row) = told(stage, Noun::Activity, id.0).await else { panic!("an activity") };
        assert_eq!((row.picture, loaded(stage, id).await.picture), (Some(first), Some(first)));

        done(stage, changed(id, Some(second))).await;
        assert!(seen(stage, second).await && !kept(stage, first).await, "its bytes are gone");
        done(stage, changed(id, Some(second))).await;
        assert!(kept(stage, second).await, "said twice");
        // A release that knows nothing of pictures leaves it.
        done(stage, Command::ChangeActivity { activity: id, draft: draft(None), series: None }).await;
        assert!(seen(stage, second).await);
        assert_eq!(loaded(stage, id).await.picture, Some(second));
        done(stage, changed(id, None)).await;
        assert!(!kept(stage, second).await);
        assert_eq!(loaded(stage, id).await.picture, None);
        // Whoever still has it in an outbox is told so.
        let late = act(stage, (LEADER, false), changed(id, Some(second)), now()).await;
        assert_eq!(refused(late), Refusal::NoPicture);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn nobody_shows_what_another_team_has_sent(stage: &Stage) {
        let own = sent(stage, LEADER, b"ours").await;
        for _ in ["before it is shown", "while it is shown"] {
            let stolen = post(stage, "harbour", Some(own)).1;
            assert_eq!(refused(act(stage, (STAFF, false), stolen, now()).await), Refusal::NoPicture);
            done(stage, post(stage, "opera", Some(own)).1).await;
        }
        // The team shows it twice now: whoever runs its activities keeps it, and it stays until the last of them is without it.
        let activities = "select activity from activity where community = $1 and picture is not null order by activity";
        let one = ActivityId(stage.any(activities).await);
        assert!(applied(&act(stage, (STAFF, true), changed(one, Some(own)), now()).await));
        done(stage, changed(one, None)).await;
        assert!(seen(stage, own).await);
        let other = ActivityId(stage.any(activities).await);
        assert_ne!(one, other);
        done(stage, changed(other, None)).await;
        assert!(!kept(stage, own).await);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn pictures_of_a_date_stand_below_its_thanks_and_go_with_them(stage: &Stage) {
        let date = past(stage).await;
        let (one, two) = (sent(stage, LEADER, b"1").await, sent(stage, LEADER, b"2").await);
        let three = sent(stage, LEADER, b"3").await;
        let strange = sent(stage, STAFF, b"4").await;
        let stolen = act(stage, (LEADER, false), thanks(&date, LINE, Some(&[one, strange])), now()).await;
        assert_eq!(refused(stolen), Refusal::NoPicture);
        let too_many: Vec<PhotoId> = (0..7).map(|_| PhotoId(Uuid::now_v7())).collect();
        let refusal = refused(act(stage, (LEADER, false), thanks(&date, LINE, Some(&too_many)), now()).await);
        assert_eq!(refusal, Refusal::TooManyPhotos { max: 6 });

        done(stage, thanks(&date, LINE, Some(&[two, one]))).await;
        assert_eq!(stage.reload(date.id).await.pictures, [two, one]);
        let Row::Occurrence(row) = told(stage, Noun::Occurrence, date.id.0).await else { panic!("a date") };
        assert_eq!((row.thanks.as_str(), row.pictures.as_slice()), (LINE, [two, one].as_slice()));
        assert!(seen(stage, one).await && seen(stage, two).await && !seen(stage, three).await);
        // A release that knows nothing of pictures, and the closing of the attendance, leave them.
        done(stage, thanks(&date, "谢谢大家", None)).await;
        done(stage, Command::CloseAttendance { occurrence: date.id }).await;
        let Row::Occurrence(row) = told(stage, Noun::Occurrence, date.id.0).await else { panic!("a date") };
        assert_eq!((row.pictures, row.closed.is_some()), (vec![two, one], true));

        done(stage, thanks(&date, "谢谢大家", Some(&[one, three]))).await;
        assert!(!kept(stage, two).await && seen(stage, one).await && seen(stage, three).await);
        assert_eq!(unsound(stage).await, [""; 0]);
        done(stage, thanks(&date, "", None)).await;
        assert!(!kept(stage, one).await && !kept(stage, three).await && kept(stage, strange).await);
        assert!(stage.reload(date.id).await.pictures.is_empty());
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_dish_shows_its_picture_and_an_import_leaves_it(stage: &Stage) {
        let id = stage.census.dishes[0].id;
        let show = |picture| Command::ShowDish { dish: id, picture };
        let (one, two) = (sent(stage, COOK, b"one").await, sent(stage, COOK, b"two").await);
        let strange = sent(stage, LEADER, b"ours").await;
        let stolen = act(stage, (COOK, false), show(Some(strange)), now()).await;
        assert_eq!(refused(stolen), Refusal::NoPicture);
        let no_cook = act(stage, (LEADER, false), show(Some(strange)), now()).await;
        assert_eq!(refused(no_cook), Refusal::NotAllowed);
        assert!(!seen(stage, one).await, "nothing names it yet");
        for _ in ["once", "again"] {
            assert!(applied(&act(stage, (COOK, false), show(Some(one)), now()).await));
            assert!(seen(stage, one).await);
            assert_eq!(dish(stage, id).await, Some(one));
        }
        // The committee's files say nothing of it, and take none away.
        server::store::census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!(dish(stage, id).await, Some(one));
        assert_eq!(unsound(stage).await, [""; 0]);
        let silent = "update dish set picture = null where community = $1 and dish = $2";
        assert_eq!(stage.change(silent, id.0).await.unwrap(), 1);
        let what = "everyone is told the picture of a dish, and of no other";
        assert_eq!(found(stage, what, now()).await, [id.to_string()]);
        assert!(applied(&act(stage, (COOK, false), show(Some(two)), now()).await));
        assert!(seen(stage, two).await);
        assert!(applied(&act(stage, (COOK, false), show(None), now()).await));
        assert!(!kept(stage, two).await, "its bytes are gone");
        assert_eq!(dish(stage, id).await, None);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_waits_for_its_time_keeps_its_picture_and_shows_it_to_nobody(stage: &Stage) {
        let (shown, dropped) = (sent(stage, LEADER, b"later").await, sent(stage, LEADER, b"never").await);
        let organization = OrganizationId::of_code(stage.community, "opera");
        let mut ids = Vec::new();
        for picture in [shown, dropped] {
            let (activity, occurrence) = (ActivityId(Uuid::now_v7()), OccurrenceId(Uuid::now_v7()));
            let (draft, first) = (draft(Some(picture)), plan(stage));
            let content = Box::new(Content { activity, draft, first, occurrence, series: None });
            let (scheduled, publish_at) = (ScheduledId(Uuid::now_v7()), now().plus_ms(HOUR_MS));
            ids.push(scheduled);
            done(stage, Command::SchedulePost { scheduled, organization, publish_at, content }).await;
        }
        assert!(!seen(stage, shown).await && !seen(stage, dropped).await);
        assert_eq!(collect(&stage.db, stage.community, now().plus_ms(60 * DAY_MS)).await.unwrap(), None);
        done(stage, Command::ChangeScheduled { scheduled: ids[1], timing: Timing::Never }).await;
        assert!(!kept(stage, dropped).await);
        assert_eq!(unsound(stage).await, [""; 0]);
        // By somebody who has not sent it.
        let later = Timing::At(now().plus_ms(2 * HOUR_MS));
        let command = Command::ChangeScheduled { scheduled: ids[0], timing: later };
        assert!(applied(&act(stage, (STAFF, true), command, now()).await));
        publish_due(&stage.db, stage.community, now().plus_ms(3 * HOUR_MS)).await.unwrap().unwrap();
        assert!(seen(stage, shown).await);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_nothing_comes_to_name_is_collected_after_a_week(stage: &Stage) {
        let (loose, named) = (sent(stage, LEADER, b"loose").await, sent(stage, LEADER, b"named").await);
        done(stage, post(stage, "opera", Some(named)).1).await;
        let at = |ms: i64| now().plus_ms(UNNAMED_MS + ms);
        let what = "no picture stays for a week that nothing names";
        assert_eq!(collect(&stage.db, stage.community, at(-HOUR_MS)).await.unwrap(), None, "it may still be named");
        assert_eq!(found(stage, what, at(0)).await, [""; 0]);
        assert_eq!(found(stage, what, at(2 * DAY_MS)).await, [loose.to_string()]);
        assert!(collect(&stage.db, stage.community, at(HOUR_MS)).await.unwrap().is_some());
        assert!(!kept(stage, loose).await && seen(stage, named).await);
        assert_eq!(collect(&stage.db, stage.community, at(HOUR_MS)).await.unwrap(), None);
        assert_eq!(found(stage, what, at(2 * DAY_MS)).await, [""; 0]);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn the_photo_of_a_report_is_never_a_picture(stage: &Stage) {
        let id = PhotoId(Uuid::now_v7());
        let mut tx = stage.db.write(stage.community).await.unwrap();
        server::store::photo::save(&mut tx, id, stage.resident(LEADER), b"private", now()).await.unwrap();
        tx.commit().await.unwrap();
        let command = post(stage, "opera", Some(id)).1;
        assert_eq!(refused(act(stage, (LEADER, false), command, now()).await), Refusal::NoPicture);
        // Not even when a row names it behind the store's back.
        let sql = "update activity set picture = $2 where community = $1";
        assert!(stage.change(sql, id.0).await.unwrap() > 0);
        assert!(!seen(stage, id).await);
        assert!(!found(stage, "a picture that something names is there", now()).await.is_empty());
    }

    async fn what_is_broken_on_purpose_is_found(stage: &Stage) {
        let (one, two) = (sent(stage, LEADER, b"1").await, sent(stage, LEADER, b"2").await);
        let (id, command) = post(stage, "opera", Some(one));
        done(stage, command).await;
        let date = past(stage).await;
        done(stage, thanks(&date, LINE, Some(&[two]))).await;
        assert_eq!(unsound(stage).await, [""; 0]);
        let gone = "delete from picture where community = $1 and picture = $2";
        assert!(stage.change(gone, two.0).await.is_err(), "the database itself refuses");
        assert_eq!(stage.change(gone, one.0).await.unwrap(), 1);
        assert_eq!(found(stage, "a picture that something names is there", now()).await, [one.to_string()]);
        let unnamed = "update activity set picture = null where community = $1 and activity = $2";
        assert_eq!(stage.change(unnamed, id.0).await.unwrap(), 1);
        let what = "everyone is told the picture of an activity, and of no other";
        assert_eq!(found(stage, what, now()).await, [id.to_string()]);
        let silent = "update occurrence set thanks = '' where community = $1 and occurrence = $2";
        assert_eq!(stage.change(silent, date.id.0).await.unwrap(), 1);
        assert_eq!(found(stage, "pictures of a date stand below its thanks", now()).await, [date.id.to_string()]);
    }
}

/// The bytes of a SQLite file, with all that was written.
async fn file(stage: &Stage) -> Vec<u8> {
    stage.run("pragma wal_checkpoint(truncate)").await.unwrap();
    std::fs::read(stage.address.strip_prefix("sqlite:").unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_deleted_picture_stays_in_the_file() {
    let stage = Stage::sqlite().await;
    let mark = b"the face of somebody who no longer agrees. ";
    let holds = |file: &[u8]| file.windows(mark.len()).any(|part| part == mark);
    assert!(!holds(&file(&stage).await));
    let own = sent(&stage, LEADER, &mark.repeat(2_000)).await;
    let (id, command) = post(&stage, "opera", Some(own));
    done(&stage, command).await;
    assert!(holds(&file(&stage).await), "or the test sees nothing");
    done(&stage, changed(id, None)).await;
    assert!(!holds(&file(&stage).await));
    stage.end().await;
}
