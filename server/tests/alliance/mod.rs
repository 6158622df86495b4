//! Alliances on both databases: a call, its units' answers, its end; who is told; what a new file of units changes; and the
//! doctor finds nothing wrong with it, and everything that is broken on purpose.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::call::CallPlan;
use domain::command::Command;
use domain::id::{CallId, OrganizationId, UnitId};
use domain::pledge::{self, Pledge};
use domain::refusal::Refusal;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::{HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{call, census, doctor, feed, resident};
use uuid::Uuid;

/// Leads the alliance.
const LEADER: &str = "R0085";
/// Answers for the first school.
const SCHOOL: &str = "R0095";
/// Answers for the first bank.
const BANK: &str = "R0096";

async fn act(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

fn alliance(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "alliance")
}

fn unit(stage: &Stage, code: &str) -> UnitId {
    UnitId::of_code(stage.community, code)
}

fn plan(at: Moment) -> CallPlan {
    CallPlan {
        title: "送月饼".into(),
        words: "两人一组".into(),
        starts: at.plus_ms(48 * HOUR_MS),
        ends: at.plus_ms(50 * HOUR_MS),
        place: "综合体一楼".into(),
        people: 12,
        skill: None,
        answer_by: at.plus_ms(24 * HOUR_MS),
    }
}

/// The leader calls for twelve.
async fn called(stage: &Stage, at: Moment) -> CallId {
    let (call, organization) = (CallId(Uuid::now_v7()), alliance(stage));
    let post = || Command::PostCall { call, organization, plan: plan(at) };
    assert_eq!(refused(act(stage, SCHOOL, post(), at).await), Refusal::NotAllowed);
    assert!(applied(&act(stage, LEADER, post(), at).await));
    call
}

fn says(call: CallId, unit: UnitId, count: u32) -> Command {
    Command::Pledge { call, unit, count, words: "上午都行".into() }
}

/// The answers that a scope holds.
async fn told(stage: &Stage, scope: Scope) -> Vec<Pledge> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap());
    rows.filter_map(|row| if let Row::Pledge(pledge) = row { Some(pledge) } else { None }).collect()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn a_call_is_answered_by_its_units_until_it_is_closed(stage: &Stage) {
        let at = now();
        let call = called(stage, at).await;
        let (school, bank) = (unit(stage, "hefeng-primary"), unit(stage, "lanqiao-bank"));
        assert!(applied(&act(stage, SCHOOL, says(call, school, 5), at).await));
        assert!(applied(&act(stage, BANK, says(call, bank, 4), at).await));
        assert!(applied(&act(stage, SCHOOL, says(call, school, 7), at).await), "and changes its mind");
        // Whoever answers for another unit, for none, or leads the alliance, does not answer for the school.
        for code in [BANK, "R0001", LEADER] {
            assert_eq!(refused(act(stage, code, says(call, school, 1), at).await), Refusal::NotFound, "{code}");
        }
        let unknown = CallId(Uuid::now_v7());
        assert_eq!(refused(act(stage, SCHOOL, says(unknown, school, 1), at).await), Refusal::NotFound);
        let many = Refusal::CountOutOfRange { least: 0, most: 12 };
        assert_eq!(refused(act(stage, SCHOOL, says(call, school, 13), at).await), many);
        for scope in [Scope::Alliance(alliance(stage)), Scope::Organization(alliance(stage)), Scope::Desk] {
            let counts: Vec<u32> = told(stage, scope).await.iter().map(|pledge| pledge.count).collect();
            assert_eq!(counts.iter().sum::<u32>(), 11, "{scope}");
            assert_eq!(counts.len(), 2, "{scope}");
        }
        assert!(told(stage, Scope::Public).await.is_empty());
        assert_eq!(unsound(stage).await, [""; 0]);

        assert_eq!(refused(act(stage, SCHOOL, Command::CloseCall { call }, at).await), Refusal::NotFound);
        assert!(applied(&act(stage, LEADER, Command::CloseCall { call }, at.plus_ms(1)).await));
        let closed = Refusal::CallClosed { since: at.plus_ms(1) };
        assert_eq!(refused(act(stage, BANK, says(call, bank, 1), at.plus_ms(2)).await), closed);
        assert_eq!(refused(act(stage, LEADER, Command::CloseCall { call }, at.plus_ms(2)).await), closed);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let kept = call::load(&mut tx, call).await.unwrap().unwrap();
        assert_eq!((kept.plan, kept.closed), (plan(at), Some(at.plus_ms(1))));
        assert_eq!(kept.by.name, "夏会长", "by the name that neighbours know");
    }

    async fn a_call_is_changed_until_it_closes_and_answers_stay(stage: &Stage) {
        let at = now();
        let call = called(stage, at).await;
        let (school, bank) = (unit(stage, "hefeng-primary"), unit(stage, "lanqiao-bank"));
        assert!(applied(&act(stage, SCHOOL, says(call, school, 5), at).await));
        let fewer = CallPlan { title: "送重阳糕".into(), words: "改到南门".into(), people: 4, ..plan(at) };
        let change = |plan: &CallPlan| Command::ChangeCall { call, plan: plan.clone() };
        let later = at.plus_ms(1);
        assert_eq!(refused(act(stage, SCHOOL, change(&fewer), later).await), Refusal::NotFound);
        assert_eq!(refused(act(stage, LEADER, change(&plan(at)), later).await), Refusal::AlreadySaid);
        assert!(applied(&act(stage, LEADER, change(&fewer), later).await));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let kept = call::load(&mut tx, call).await.unwrap().unwrap();
        drop(tx);
        assert_eq!((&kept.plan, kept.changed, kept.made, kept.closed), (&fewer, Some(later), at, None));
        let answers = told(stage, Scope::Alliance(alliance(stage))).await;
        assert_eq!(answers.iter().map(|said| (said.count, said.precedes(&kept))).collect::<Vec<_>>(), [(5, true)]);
        assert_eq!(unsound(stage).await, [""; 0], "the school's five may stand");
        let many = Refusal::CountOutOfRange { least: 0, most: 4 };
        assert_eq!(refused(act(stage, BANK, says(call, bank, 5), later).await), many);
        assert!(applied(&act(stage, BANK, says(call, bank, 2), later).await));
        assert!(applied(&act(stage, LEADER, Command::CloseCall { call }, later).await));
        let closed = Refusal::CallClosed { since: later };
        assert_eq!(refused(act(stage, LEADER, change(&plan(at)), at.plus_ms(2)).await), closed);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_call_ends_by_the_servers_clock(stage: &Stage) {
        let at = now();
        let call = called(stage, at).await;
        let school = unit(stage, "hefeng-primary");
        let due = at.plus_ms(24 * HOUR_MS);
        assert!(applied(&act(stage, SCHOOL, says(call, school, 0), due.plus_ms(-1)).await));
        let over = Refusal::CallClosed { since: due };
        assert_eq!(refused(act(stage, SCHOOL, says(call, school, 2), due).await), over);
        assert_eq!(told(stage, Scope::Desk).await[0].count, 0, "none is an answer, too");
    }

    async fn whoever_leaves_a_unit_no_longer_hears_of_its_calls(stage: &Stage) {
        let who = stage.resident(SCHOOL);
        let followed = async || {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            Scope::followed_by(&resident::me(&mut tx, who, false).await.unwrap().unwrap())
        };
        let scope = Scope::Alliance(alliance(stage));
        assert!(followed().await.contains(&scope));
        assert_eq!(census::import(&stage.db, &stage.census).await.unwrap().changed, 0, "the same files change nothing");
        let mut changed = stage.census.clone();
        let school = unit(stage, "hefeng-primary");
        changed.units.iter_mut().find(|row| row.id == school).unwrap().contacts.clear();
        assert_eq!(census::import(&stage.db, &changed).await.unwrap().changed, 2, "for its leaders and the desk");
        assert!(!followed().await.contains(&scope));
        let call = called_by_leader_alone(stage).await;
        assert_eq!(refused(act(stage, SCHOOL, says(call, school, 1), now()).await), Refusal::NotFound);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_is_broken_about_calls_is_found(stage: &Stage) {
        let at = now();
        let call = called(stage, at).await;
        let school = unit(stage, "hefeng-primary");
        assert!(applied(&act(stage, SCHOOL, says(call, school, 5), at).await));
        let said = pledge::id(call, school).0;
        let twice = "insert into pledge (community, pledge, call, organization, unit, count, words, changed)
            select community, call, call, organization, unit, 1, '', 0 from pledge
            where community = $1 and pledge = $2";
        assert!(stage.change(twice, said).await.is_err(), "the database itself refuses");
        let breaks: [(&str, &'static str, Uuid); 6] = [
            ("no unit sends more people than a call asks for",
                "update pledge set count = 13 where community = $1 and pledge = $2", said),
            ("no unit has answered a call after it was over",
                "update pledge set changed = 9000000000000 where community = $1 and pledge = $2", said),
            ("a unit's answer is told to its alliance's units, to its leaders and to the desk",
                "delete from feed where community = $1 and id = $2 and scope = 'desk'", said),
            ("what an alliance's units are told names that alliance",
                "update feed set scope = scope || '0'
                 where community = $1 and id = $2 and scope like 'alliance/%'", said),
            ("a call is told to its alliance's units, to its leaders and to the desk",
                "delete from feed where community = $1 and id = $2 and scope like 'alliance/%'", call.0),
            ("a unit is told to its alliance's leaders and to the desk",
                "delete from feed where community = $1 and id = $2 and scope = 'desk'", school.0),
        ];
        for (what, sql, row) in breaks {
            assert!(!unsound(stage).await.contains(&what), "{what}");
            assert!(stage.change(sql, row).await.unwrap() > 0, "{what}");
            assert!(unsound(stage).await.contains(&what), "{what}");
        }
    }
}

/// A call while nobody answers for the school.
async fn called_by_leader_alone(stage: &Stage) -> CallId {
    let (call, organization, at) = (CallId(Uuid::now_v7()), alliance(stage), now());
    assert!(applied(&act(stage, LEADER, Command::PostCall { call, organization, plan: plan(at) }, at).await));
    call
}
