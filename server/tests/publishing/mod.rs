//! Publishing at a time on both databases: nobody outside the team sees it before, one server publishes it once, on behalf of whoever
//! may still do so; and the doctor finds nothing wrong with it, and everything that is broken on purpose.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::activity::Draft;
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId, ScheduledId};
use domain::occurrence::Plan;
use domain::refusal::Refusal;
use domain::row::Row;
use domain::scheduled::{Content, Scheduled, Timing};
use domain::scope::Scope;
use domain::series::{Series, Skip};
use domain::when::{Clock, Day, HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::{DESK_MAX_MS, now};
use server::store::scheduled::publish_due;
use server::store::{activity, device, doctor, feed, occurrence};
use std::sync::LazyLock;
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Works at the committee's desk.
const STAFF: &str = "R0007";
/// A neighbour.
const NEIGHBOUR: &str = "R0001";
const TITLE: &str = "清晨吊嗓子";
/// Leads no longer.
const LOSES: &str = "update member set standing = 'member'
    where community = $1 and resident = $2 and standing = 'leader'";

/// Somebody does something now; staff with the desk open.
async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let (who, at) = (stage.resident(code), now());
    let phone = stage.phone(who).await;
    if code == STAFF {
        let mut tx = stage.db.write(stage.community).await.unwrap();
        device::save_desk(&mut tx, phone, who, at.plus_ms(DESK_MAX_MS), at).await.unwrap();
        tx.commit().await.unwrap();
    }
    stage.decide(&envelope(who, phone, command), phone, at).await
}

fn opera(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "opera")
}

/// The same day for the whole of a test, whatever midnight does.
static TODAY: LazyLock<Day> = LazyLock::new(|| now().day());

/// So many days from today, at eight.
fn eight(days: i32) -> Moment {
    Moment::at(TODAY.plus(days), Clock(8 * 60))
}

/// An hour in a week.
fn content(stage: &Stage) -> Content {
    let (starts, venue) = (eight(7), stage.census.venues[0].id);
    Content {
        activity: ActivityId(Uuid::now_v7()),
        draft: Draft { title: TITLE.into(), ..Draft::default() },
        first: Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity: 20, ..Plan::default() },
        occurrence: OccurrenceId(Uuid::now_v7()),
        series: None,
    }
}

fn schedule(stage: &Stage, content: &Content) -> (ScheduledId, Command) {
    let (scheduled, content) = (ScheduledId(Uuid::now_v7()), Box::new(content.clone()));
    (scheduled, Command::SchedulePost { scheduled, organization: opera(stage), publish_at: eight(1), content })
}

/// Somebody writes it for tomorrow at eight.
async fn written(stage: &Stage, code: &str, content: &Content) -> ScheduledId {
    let (id, command) = schedule(stage, content);
    let answer = act(stage, code, command).await;
    assert!(applied(&answer), "{answer:?}");
    id
}

async fn publish(stage: &Stage, at: Moment) -> Option<i64> {
    publish_due(&stage.db, stage.community, at).await.unwrap()
}

/// The dates that there are of it.
async fn dates(stage: &Stage, id: ActivityId) -> usize {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    occurrence::of_activity(&mut tx, id, now()).await.unwrap().len()
}

/// What waits, as a scope is told.
async fn told(stage: &Stage, scope: Scope) -> Vec<Scheduled> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap());
    rows.filter_map(|row| if let Row::Scheduled(row) = row { Some(row) } else { None }).collect()
}

/// How many lines of the public feed have its title.
async fn public(stage: &Stage) -> usize {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, Scope::Public, 0).await.unwrap();
    lines.iter().filter(|line| line.body.as_deref().is_some_and(|body| body.contains(TITLE))).count()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn nobody_outside_the_team_sees_it_before_its_time(stage: &Stage) {
        let content = content(stage);
        assert_eq!(refused(act(stage, NEIGHBOUR, schedule(stage, &content).1).await), Refusal::NotAllowed);
        let id = written(stage, LEADER, &content).await;
        for scope in [Scope::Organization(opera(stage)), Scope::Desk] {
            let rows = told(stage, scope).await;
            assert_eq!(rows.len(), 1, "{scope}");
            assert_eq!((rows[0].id, rows[0].publish_at, &*rows[0].content), (id, eight(1), &content), "{scope}");
        }
        assert_eq!((public(stage).await, dates(stage, content.activity).await), (0, 0));
        assert_eq!(unsound(stage).await, [""; 0]);

        assert_eq!(publish(stage, eight(1).plus_ms(-1)).await, None, "not yet");
        assert_eq!(public(stage).await, 0);
        assert!(publish(stage, eight(1)).await.is_some());
        assert_eq!((public(stage).await, dates(stage, content.activity).await), (1, 1));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let row = activity::load(&mut tx, content.activity).await.unwrap().unwrap();
        assert_eq!((row.title.as_str(), row.organization), (TITLE, opera(stage)));
        drop(tx);
        for scope in [Scope::Organization(opera(stage)), Scope::Desk] {
            assert!(told(stage, scope).await.is_empty(), "{scope}");
        }
        assert_eq!(publish(stage, eight(2)).await, None, "and only once");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn of_two_servers_one_publishes(stage: &Stage) {
        let content = content(stage);
        written(stage, LEADER, &content).await;
        let (one, two) = tokio::join!(publish(stage, eight(1)), publish(stage, eight(1)));
        assert!(one.is_some() ^ two.is_some(), "{one:?} {two:?}");
        assert_eq!((public(stage).await, dates(stage, content.activity).await), (1, 1));
    }

    async fn a_series_is_made_ahead_from_the_day_it_is_published(stage: &Stage) {
        let series = Some(Series { rule: "FREQ=WEEKLY".into(), skip: Skip::Nothing });
        let content = Content { series, ..content(stage) };
        written(stage, LEADER, &content).await;
        assert!(publish(stage, eight(1)).await.is_some());
        // In 7, 14, 21, 28, 35 and 42 days: today the last of them is not near enough.
        assert_eq!(dates(stage, content.activity).await, 6);
    }

    async fn a_leader_who_leads_no_longer_publishes_nothing_and_others_see_why(stage: &Stage) {
        let content = content(stage);
        let scheduled = written(stage, LEADER, &content).await;
        assert_eq!(stage.change(LOSES, stage.resident(LEADER).0).await.unwrap(), 1);
        assert!(publish(stage, eight(1)).await.is_some());
        assert_eq!((public(stage).await, dates(stage, content.activity).await), (0, 0));
        let rows = told(stage, Scope::Organization(opera(stage))).await;
        assert_eq!(rows.iter().map(|row| row.refused.clone()).collect::<Vec<_>>(), [Some(Refusal::NotAllowed)]);
        assert_eq!(publish(stage, eight(2)).await, None, "it is not tried again by itself");
        assert_eq!(unsound(stage).await, [""; 0]);

        let say = |timing| Command::ChangeScheduled { scheduled, timing };
        assert_eq!(refused(act(stage, LEADER, say(Timing::Now)).await), Refusal::NotFound);
        assert!(applied(&act(stage, STAFF, say(Timing::At(eight(2)))).await));
        assert_eq!(told(stage, Scope::Desk).await[0].refused, None);
        // The desk is long locked by then.
        assert!(publish(stage, eight(2)).await.is_some());
        assert_eq!((public(stage).await, dates(stage, content.activity).await), (1, 1));
    }

    async fn it_is_published_at_another_time_at_once_or_never(stage: &Stage) {
        let (later, at_once, never) = (content(stage), content(stage), content(stage));
        let ids = [
            written(stage, LEADER, &later).await,
            written(stage, STAFF, &at_once).await,
            written(stage, LEADER, &never).await,
        ];
        let says = async |code: &str, scheduled, timing| {
            act(stage, code, Command::ChangeScheduled { scheduled, timing }).await
        };
        for timing in [Timing::At(eight(2)), Timing::Now, Timing::Never] {
            assert_eq!(refused(says(NEIGHBOUR, ids[0], timing).await), Refusal::NotFound);
            assert_eq!(refused(says(LEADER, ScheduledId(Uuid::now_v7()), timing).await), Refusal::NotFound);
        }
        for wrong in [now().plus_ms(-1), later.first.starts] {
            assert_eq!(refused(says(LEADER, ids[0], Timing::At(wrong)).await), Refusal::BadPublishTime);
        }
        assert!(applied(&says(LEADER, ids[0], Timing::At(eight(2))).await));
        assert!(applied(&says(LEADER, ids[1], Timing::Now).await));
        assert!(applied(&says(LEADER, ids[2], Timing::Never).await));
        assert_eq!(refused(says(LEADER, ids[1], Timing::Never).await), Refusal::NotFound, "it is published");
        assert_eq!((dates(stage, at_once.activity).await, public(stage).await), (1, 1));
        assert_eq!(publish(stage, eight(1)).await, None);
        assert!(publish(stage, eight(2)).await.is_some());
        assert_eq!((dates(stage, later.activity).await, dates(stage, never.activity).await), (1, 0));
        assert!(told(stage, Scope::Desk).await.is_empty());
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_is_broken_about_publishing_is_found(stage: &Stage) {
        let scheduled = written(stage, LEADER, &content(stage)).await.0;
        let breaks: [(&str, &'static str); 4] = [
            ("nothing that waits for its time is published",
                "update scheduled set activity = (select activity from activity limit 1)
                 where community = $1 and scheduled = $2"),
            ("what waits for its time is published when it has come",
                "update scheduled set publish_at = 0 where community = $1 and scheduled = $2"),
            ("what waits for its time is told to the leaders of its team and to the desk",
                "delete from feed where community = $1 and id = $2 and scope = 'desk'"),
            ("no private line is about something that is not there",
                "delete from scheduled where community = $1 and scheduled = $2"),
        ];
        for (what, sql) in breaks {
            assert!(!unsound(stage).await.contains(&what), "{what}");
            assert!(stage.change(sql, scheduled).await.unwrap() > 0, "{what}");
            assert!(unsound(stage).await.contains(&what), "{what}");
        }
    }
}
