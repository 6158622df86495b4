//! The day after, on both databases: what happened before the closing counts whenever it is heard of, and nothing that happened
//! after it; a leader closes early, and thanks people in a line that everyone is told.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::attendance::closes;
use domain::command::Command;
use domain::id::{OccurrenceId, PresenceId};
use domain::occurrence::Occurrence;
use domain::presence::{Mark, Seen, Venture};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::views::turnout::{Turnout, of_one};
use domain::when::{HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{doctor, feed, occurrence, presence, signup};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";

async fn act(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// A date of the opera team in two days, for two hours.
async fn date(stage: &Stage) -> Occurrence {
    let activity = stage.census.activities.iter().find(|activity| activity.title == "戏曲队排练").unwrap();
    let starts = now().plus_ms(48 * HOUR_MS);
    let row = Occurrence {
        id: OccurrenceId(Uuid::now_v7()),
        activity: activity.id,
        organization: activity.organization,
        starts,
        ends: starts.plus_ms(2 * HOUR_MS),
        venue: stage.census.venues[0].id,
        capacity: 20,
        ..Occurrence::default()
    };
    let mut tx = stage.db.write(stage.community).await.unwrap();
    occurrence::save(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

/// The leader notes something of somebody that happened at `at`, and the server hears of it at `heard`.
async fn note(stage: &Stage, date: &Occurrence, code: &str, (mark, at): (Mark, Moment), heard: Moment) -> Answer {
    let reason = if mark == Mark::Excused { "家里有事" } else { "" };
    let resident = Some(stage.resident(code));
    let seen = Seen { of: Venture::Occurrence(date.id), resident, mark, at, reason: reason.into(), ..Seen::default() };
    act(stage, LEADER, Command::NotePresence { presence: PresenceId(Uuid::now_v7()), seen }, heard).await
}

/// What the leader's phone makes of it.
async fn turnout(stage: &Stage, date: &Occurrence, at: Moment) -> Turnout {
    let mut replica = Replica::default();
    replica.put(Scope::Public, Row::Occurrence(stage.reload(date.id).await));
    let scope = Scope::Organization(date.organization);
    let mut tx = stage.db.read(stage.community).await.unwrap();
    for line in feed::since(&mut tx, scope, 0).await.unwrap() {
        replica.put(scope, serde_json::from_str(line.body.as_deref().unwrap()).unwrap());
    }
    of_one(&replica, date.id, at).unwrap()
}

/// What everyone is told of the date.
async fn told(stage: &Stage, date: &Occurrence) -> Occurrence {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let key = RowKey { noun: Noun::Occurrence, id: date.id.0 };
    match feed::get(&mut tx, Scope::Public, key).await.unwrap() {
        Some(Row::Occurrence(row)) => row,
        other => panic!("{other:?}"),
    }
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn a_presence_is_noted_once_by_its_identity(stage: &Stage) {
        let date = date(stage).await;
        let (_, command) = sign_up(date.id, stage.resident("R0006"));
        assert!(applied(&act(stage, "R0006", command, date.starts.plus_ms(-47 * HOUR_MS)).await));
        let presence = PresenceId(Uuid::now_v7());
        for (code, taken) in [("R0001", false), ("R0004", true)] {
            let resident = Some(stage.resident(code));
            let seen = Seen { of: Venture::Occurrence(date.id), resident, at: date.starts, ..Seen::default() };
            let answer = act(stage, LEADER, Command::NotePresence { presence, seen }, date.starts).await;
            assert_eq!(applied(&answer), !taken);
            assert!(!taken || refused(answer) == Refusal::NotFound);
        }
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_happened_before_the_closing_counts_and_nothing_that_happened_after_it(stage: &Stage) {
        let date = date(stage).await;
        let (starts, ends, since) = (date.starts, date.ends, closes(&date));
        let mut signups = Vec::new();
        for code in ["R0001", "R0004", "R0006", "R0007", "R0008"] {
            let (signup, command) = sign_up(date.id, stage.resident(code));
            assert!(applied(&act(stage, code, command, starts.plus_ms(-47 * HOUR_MS)).await), "{code}");
            signups.push(signup);
        }
        let back = |at: usize| Command::CancelSignup { signup: signups[at] };
        assert!(applied(&act(stage, "R0008", back(4), starts.plus_ms(-25 * HOUR_MS)).await));
        assert!(applied(&act(stage, "R0004", back(1), starts.plus_ms(-2 * HOUR_MS)).await));
        assert!(applied(&note(stage, &date, "R0006", (Mark::Excused, ends), ends).await));
        let found = turnout(stage, &date, since).await;
        assert_eq!((found.signed, found.excused, found.absent, found.unknown()), (4, 2, 0, 2), "not settled yet");

        // The phone of the leader at the door comes back from the hills when all is settled.
        let weeks = since.plus_ms(20 * 24 * HOUR_MS);
        assert!(applied(&note(stage, &date, "R0001", (Mark::In, starts), weeks).await));
        assert!(applied(&note(stage, &date, "R0010", (Mark::In, since), weeks).await), "to the last moment");
        let left = note(stage, &date, "R0001", (Mark::Out, since.plus_ms(1)), weeks).await;
        assert!(applied(&left), "who is here leaves some time");
        for mark in [Mark::In, Mark::Excused] {
            let answer = note(stage, &date, "R0007", (mark, since.plus_ms(1)), weeks).await;
            assert_eq!(refused(answer), Refusal::AttendanceClosed { since });
        }
        let found = turnout(stage, &date, weeks).await;
        let counts = (found.signed, found.came, found.excused, found.absent, found.walk_ins);
        assert_eq!(counts, (4, 1, 2, 1, 1));

        let mut tx = stage.db.read(stage.community).await.unwrap();
        let late = signup::given_back_late(&mut tx, date.id).await.unwrap();
        assert_eq!(late.iter().map(|signup| signup.id).collect::<Vec<_>>(), [signups[1]]);
        let facts = presence::seen(&mut tx, Venture::Occurrence(date.id)).await.unwrap();
        let reasons: Vec<&str> = facts.iter().filter(|f| f.mark == Mark::Excused).map(|f| f.reason.as_str()).collect();
        assert_eq!(reasons, ["家里有事"]);
        drop(tx);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_leader_closes_a_date_before_its_time(stage: &Stage) {
        let date = date(stage).await;
        let (_, command) = sign_up(date.id, stage.resident("R0001"));
        assert!(applied(&act(stage, "R0001", command, now()).await));
        let close = || Command::CloseAttendance { occurrence: date.id };
        let early = date.ends.plus_ms(HOUR_MS);
        assert_eq!(refused(act(stage, LEADER, close(), date.ends.plus_ms(-1)).await), Refusal::NotOverYet);
        assert_eq!(refused(act(stage, "R0001", close(), early).await), Refusal::NotAllowed);
        assert!(applied(&act(stage, LEADER, close(), early).await));
        let closed = Refusal::AttendanceClosed { since: early };
        assert_eq!(refused(act(stage, LEADER, close(), early.plus_ms(1)).await), closed);
        assert_eq!(stage.reload(date.id).await.closed, Some(early));
        assert_eq!(told(stage, &date).await.closed, Some(early));
        assert_eq!(turnout(stage, &date, early).await.absent, 1);
        let heard = early.plus_ms(2 * HOUR_MS);
        assert_eq!(refused(note(stage, &date, "R0001", (Mark::In, early.plus_ms(1)), heard).await), closed);
        assert!(applied(&note(stage, &date, "R0001", (Mark::In, date.starts), heard).await));
        let found = turnout(stage, &date, heard).await;
        assert_eq!((found.came, found.absent), (1, 0));
        let sql = "update occurrence set closed = ends - 1 where community = $1 and occurrence = $2";
        assert!(stage.change(sql, date.id.0).await.is_err(), "the database itself refuses");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_line_of_thanks_is_told_to_everyone_changed_and_taken_back(stage: &Stage) {
        let date = date(stage).await;
        let over_it = |words: &str, seen: Option<&str>| Command::SayThanks {
            occurrence: date.id,
            words: words.into(),
            pictures: None,
            seen: seen.map(Into::into),
        };
        let say = |words: &str| over_it(words, None);
        let line = "谢谢三位帮忙搬桌子的邻居";
        assert_eq!(refused(act(stage, LEADER, say(line), date.starts).await), Refusal::NotOverYet);
        let over = date.ends;
        assert_eq!(refused(act(stage, "R0001", say(line), over).await), Refusal::NotAllowed);
        assert_eq!(refused(act(stage, LEADER, say(" "), over).await), Refusal::WordsMissing);
        assert!(applied(&act(stage, LEADER, say(line), over).await));
        assert_eq!(told(stage, &date).await.thanks, line);
        assert_eq!(refused(act(stage, LEADER, say(line), over).await), Refusal::AlreadySaid);
        // What it is about stays open: thanks and attendance do not wait for each other.
        assert!(applied(&act(stage, LEADER, Command::CloseAttendance { occurrence: date.id }, over).await));
        let row = told(stage, &date).await;
        assert_eq!((row.thanks.as_str(), row.closed), (line, Some(over)));
        assert!(applied(&act(stage, LEADER, say("谢谢大家"), over.plus_ms(90 * 24 * HOUR_MS)).await), "at any time");
        assert_eq!(stage.reload(date.id).await.thanks, "谢谢大家");
        let meanwhile = Refusal::SaidMeanwhile { words: "谢谢大家".into() };
        assert_eq!(refused(act(stage, LEADER, over_it("谢谢", Some(line)), over).await), meanwhile);
        assert!(applied(&act(stage, LEADER, over_it("谢谢各位", Some("谢谢大家")), over).await));
        let sql = "update occurrence set cancelled = '下雨' where community = $1 and occurrence = $2";
        assert!(stage.change(sql, date.id.0).await.is_err(), "nobody is thanked for what did not take place");
        assert!(applied(&act(stage, LEADER, say(""), over.plus_ms(91 * 24 * HOUR_MS)).await));
        assert_eq!((told(stage, &date).await.thanks.as_str(), stage.reload(date.id).await.thanks.as_str()), ("", ""));
        assert_eq!(unsound(stage).await, [""; 0]);
    }
}
