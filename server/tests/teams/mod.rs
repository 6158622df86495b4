//! Teams on both databases: asked and answered, invited and accepted, left again; the count that everyone sees goes along, and
//! the doctor finds nothing wrong afterwards.

use crate::both_databases;
use crate::support::{Stage, applied, envelope};
use domain::command::Command;
use domain::id::{JoiningId, OrganizationId};
use domain::refusal::Refusal;
use domain::role::Role;
use domain::scope::Scope;
use domain::wire::{Answer, Outcome};
use server::commands::now;
use server::store::{doctor, feed, organization, resident};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

fn refused(answer: Answer) -> Refusal {
    match answer.outcome {
        Outcome::Refused { refusal } => refusal,
        other => panic!("{other:?}"),
    }
}

fn opera(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "opera")
}

/// Somebody whom the committee's files do not put into the opera team.
fn outsider(stage: &Stage) -> &'static str {
    let inside = |code: &str| {
        let who = stage.resident(code);
        stage.census.members.iter().any(|member| member.organization == opera(stage) && member.resident == who)
    };
    ["R0037", "R0158", "R0024", "R0051", "R0064"].into_iter().find(|code| !inside(code)).unwrap()
}

/// Whether somebody belongs to the team, and how many everyone sees in it.
async fn standing(stage: &Stage, code: &str) -> (bool, u32) {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let me = resident::me(&mut tx, stage.resident(code), false).await.unwrap().unwrap();
    let team = organization::load(&mut tx, opera(stage)).await.unwrap().unwrap();
    (me.roles.contains(&Role::Member(opera(stage))), team.members)
}

async fn sound(stage: &Stage) {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.iter().filter(|finding| !finding.sound() && about(finding.what));
    assert_eq!(unsound.map(|finding| finding.what).collect::<Vec<_>>(), [""; 0]);
}

both_databases! {
    async fn who_asks_is_in_once_a_leader_says_yes_and_leaves_by_themself(stage: &Stage) {
        let (who, joining, organization) = (outsider(stage), JoiningId(Uuid::now_v7()), opera(stage));
        let (_, before) = standing(stage, who).await;
        let ask = |joining| Command::AskToJoin { joining, organization, words: "会拉二胡".into() };
        assert!(applied(&act(stage, who, ask(joining)).await));
        assert_eq!(refused(act(stage, who, ask(JoiningId(Uuid::now_v7()))).await), Refusal::AlreadySaid);
        let yes = || Command::AnswerJoining { joining, agreed: true, words: "欢迎".into() };
        assert_eq!(refused(act(stage, who, yes()).await), Refusal::NotAllowed);
        assert_eq!(refused(act(stage, "R0006", yes()).await), Refusal::NotFound);
        assert_eq!(standing(stage, who).await, (false, before));
        assert!(applied(&act(stage, LEADER, yes()).await));
        assert_eq!(standing(stage, who).await, (true, before + 1));
        assert_eq!(refused(act(stage, LEADER, Command::LeaveTeam { organization }).await), Refusal::NotAllowed);
        assert!(applied(&act(stage, who, Command::LeaveTeam { organization }).await));
        assert_eq!(standing(stage, who).await, (false, before));
        assert!(applied(&act(stage, who, ask(JoiningId(Uuid::now_v7()))).await), "and asks again");
        sound(stage).await;
    }

    async fn who_is_invited_decides_for_themself(stage: &Stage) {
        let (who, joining, organization) = (outsider(stage), JoiningId(Uuid::now_v7()), opera(stage));
        let resident = stage.resident(who);
        let invite = |joining| Command::InviteToJoin { joining, organization, resident, words: String::new() };
        assert_eq!(refused(act(stage, "R0006", invite(joining)).await), Refusal::NotAllowed);
        assert!(applied(&act(stage, LEADER, invite(joining)).await));
        let answer = |agreed| Command::AnswerJoining { joining, agreed, words: String::new() };
        assert_eq!(refused(act(stage, LEADER, answer(true)).await), Refusal::NotAllowed);
        assert!(applied(&act(stage, who, answer(true)).await));
        assert!(standing(stage, who).await.0);
        assert_eq!(refused(act(stage, LEADER, invite(JoiningId(Uuid::now_v7()))).await), Refusal::AlreadySaid);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        for (scope, told) in [(Scope::Person(resident), 1), (Scope::Person(stage.resident("R0006")), 0)] {
            let lines = feed::since(&mut tx, scope, 0).await.unwrap();
            assert_eq!(lines.iter().filter(|line| line.noun == "joining").count(), told);
        }
        drop(tx);
        sound(stage).await;
    }
}
