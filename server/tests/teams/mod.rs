//! Teams on both databases: asked and answered, invited and accepted, left again, standing in for others; the count that everyone
//! sees goes along, the committee's files undo nothing of it, and the doctor finds nothing wrong afterwards.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::id::{JoiningId, OrganizationId, ResidentId};
use domain::member::{self, Member, Standing};
use domain::refusal::Refusal;
use domain::role::Role;
use domain::row::Row;
use domain::scope::Scope;
use domain::wire::Answer;
use server::commands::now;
use server::import::kept::Kept;
use server::store::{census, doctor, feed, member as members, organization, resident};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
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

/// As what somebody belongs to the team.
async fn as_what(stage: &Stage, code: &str) -> Option<Standing> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let row = members::load(&mut tx, opera(stage), stage.resident(code)).await.unwrap();
    row.map(|row| row.standing)
}

/// What a scope holds of a person in the team.
async fn told(stage: &Stage, scope: Scope, who: ResidentId) -> Vec<Member> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap());
    let members = rows.filter_map(|row| if let Row::Member(member) = row { Some(member) } else { None });
    members.filter(|member| member.organization == opera(stage) && member.resident.id == who).collect()
}

fn stands_in(stage: &Stage, code: &str, substitute: bool) -> Command {
    Command::SetStanding { organization: opera(stage), resident: stage.resident(code), substitute }
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

async fn sound(stage: &Stage) {
    assert_eq!(unsound(stage).await, [""; 0]);
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

    async fn a_member_stands_in_by_their_own_word_or_by_a_leaders(stage: &Stage) {
        let (code, who) = ("R0021", stage.resident("R0021"));
        for stranger in ["R0006", "R0084"] {
            let answer = act(stage, stranger, stands_in(stage, code, true)).await;
            assert_eq!(refused(answer), Refusal::NotFound, "{stranger}");
        }
        assert!(applied(&act(stage, code, stands_in(stage, code, true)).await));
        assert_eq!(refused(act(stage, LEADER, stands_in(stage, code, true)).await), Refusal::AlreadySaid);
        for scope in [Scope::Person(who), Scope::Organization(opera(stage)), Scope::Desk] {
            let standings: Vec<_> = told(stage, scope, who).await.iter().map(|member| member.standing).collect();
            assert_eq!(standings, [Standing::Substitute], "{scope}");
        }
        assert!(told(stage, Scope::Public, who).await.is_empty());
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let roles = resident::me(&mut tx, who, false).await.unwrap().unwrap().roles;
        drop(tx);
        assert!(roles.contains(&Role::Member(opera(stage))) && roles.contains(&Role::Substitute(opera(stage))));
        assert!(applied(&act(stage, LEADER, stands_in(stage, code, false)).await));
        assert_eq!(as_what(stage, code).await, Some(Standing::Member));
        assert_eq!(refused(act(stage, LEADER, stands_in(stage, LEADER, true)).await), Refusal::NotAllowed);
        let outside = outsider(stage);
        assert_eq!(refused(act(stage, LEADER, stands_in(stage, outside, true)).await), Refusal::NotFound);
        assert!(applied(&act(stage, code, Command::LeaveTeam { organization: opera(stage) }).await));
        for scope in [Scope::Person(who), Scope::Organization(opera(stage)), Scope::Desk] {
            assert!(told(stage, scope, who).await.is_empty(), "{scope}");
        }
        sound(stage).await;
    }

    async fn a_leader_takes_a_member_off_and_the_files_do_not_bring_them_back(stage: &Stage) {
        let (code, organization) = ("R0021", opera(stage));
        let (_, before) = standing(stage, code).await;
        let off = |code: &str| Command::TakeOffTeam { organization, resident: stage.resident(code) };
        for stranger in ["R0006", "R0084", code] {
            assert_eq!(refused(act(stage, stranger, off(code)).await), Refusal::NotFound, "{stranger}");
        }
        assert_eq!(refused(act(stage, LEADER, off(LEADER)).await), Refusal::NotAllowed);
        assert_eq!(refused(act(stage, LEADER, off(outsider(stage))).await), Refusal::NotFound);
        assert!(applied(&act(stage, LEADER, off(code)).await));
        assert_eq!(standing(stage, code).await, (false, before - 1));
        for scope in [Scope::Person(stage.resident(code)), Scope::Organization(organization), Scope::Desk] {
            assert!(told(stage, scope, stage.resident(code)).await.is_empty(), "{scope}");
        }
        assert_eq!(refused(act(stage, LEADER, off(code)).await), Refusal::NotFound, "once");
        census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!(as_what(stage, code).await, None);
        let ask = Command::AskToJoin { joining: JoiningId(Uuid::now_v7()), organization, words: String::new() };
        assert!(applied(&act(stage, code, ask).await), "and may ask to come back");
        sound(stage).await;
    }

    async fn the_committees_files_undo_nothing_that_was_said_in_the_app(stage: &Stage) {
        let (_, before) = standing(stage, "R0021").await;
        assert!(applied(&act(stage, "R0021", Command::LeaveTeam { organization: opera(stage) }).await));
        assert!(applied(&act(stage, "R0078", stands_in(stage, "R0078", true)).await));
        assert!(applied(&act(stage, LEADER, stands_in(stage, "R0084", false)).await));
        // A dry run says the same.
        let dry = census::kept(&stage.db, &stage.census).await.unwrap();
        let imported = census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!((imported.changed, &imported.kept), (0, &dry));
        let said = |kept: &Kept| (kept.resident.0.clone(), kept.file, kept.app);
        let expected = [
            ("R0084", Standing::Substitute, Some(Standing::Member)),
            ("R0021", Standing::Member, None),
            ("R0078", Standing::Member, Some(Standing::Substitute)),
        ];
        let expected = expected.map(|(code, file, app)| (code.to_owned(), file, app));
        assert_eq!(dry.iter().map(said).collect::<Vec<_>>(), expected);
        assert!(dry.iter().all(|kept| kept.organization == "西山社区戏曲队"));
        assert_eq!(standing(stage, "R0021").await, (false, before - 1));
        assert_eq!(as_what(stage, "R0084").await, Some(Standing::Member));
        assert_eq!(as_what(stage, "R0078").await, Some(Standing::Substitute));
        // Who leads the committee decides, whatever was said.
        let mut appointed = stage.census.clone();
        let who = stage.resident("R0021");
        let line = appointed.members.iter_mut().find(|row| row.organization == opera(stage) && row.resident == who);
        line.unwrap().standing = Standing::Leader;
        assert_eq!(census::import(&stage.db, &appointed).await.unwrap().kept.len(), 2);
        assert_eq!(as_what(stage, "R0021").await, Some(Standing::Leader));
        sound(stage).await;
    }

    async fn what_is_broken_about_members_is_found(stage: &Stage) {
        assert!(applied(&act(stage, "R0021", stands_in(stage, "R0021", true)).await));
        let who = stage.resident("R0021");
        let row = member::id(opera(stage), who);
        let breaks: [(&str, &'static str, Uuid); 2] = [
            ("who belongs to a team is told to themself, to its leaders and to the desk",
                "delete from feed where community = $1 and id = $2 and scope = 'desk'", row.0),
            ("nobody is in a team whom the app was told otherwise of",
                "update member set standing = 'volunteer' where community = $1 and member = $2", row.0),
        ];
        for (what, sql, row) in breaks {
            assert!(!unsound(stage).await.contains(&what), "{what}");
            assert!(stage.change(sql, row).await.unwrap() > 0, "{what}");
            assert!(unsound(stage).await.contains(&what), "{what}");
        }
    }
}
