//! Work outside shifts on both databases: written down by a member of the team, signed by its leader into the ledger or refused with
//! a word, overlapping nothing; who is told what; and the doctor finds nothing wrong with it, and what is broken on purpose.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::hours::{Hours, Served};
use domain::id::{HoursId, OrganizationId, StintId};
use domain::refusal::Refusal;
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::stint::{Step, Stint, StintState};
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{doctor, feed, hours, stint};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Belongs to it.
const MEMBER: &str = "R0001";
/// Has nothing to do with it.
const NEIGHBOUR: &str = "R0158";

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

fn opera(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "opera")
}

/// An hour that was over so many hours ago.
fn hour(hours_ago: i64) -> (Moment, Moment) {
    let until = now().plus_ms(-hours_ago * HOUR_MS - MINUTE_MS);
    (until.plus_ms(-HOUR_MS), until)
}

fn say(stage: &Stage, stint: StintId, (from, until): (Moment, Moment)) -> Command {
    Command::Stint { stint, step: Step::Say { organization: opera(stage), from, until, content: "修戏服".into() } }
}

fn sign(stint: StintId) -> Command {
    Command::Stint { stint, step: Step::Sign { hours: HoursId(Uuid::now_v7()) } }
}

fn no(stint: StintId, words: &str) -> Command {
    Command::Stint { stint, step: Step::Refuse { words: words.into() } }
}

/// The member has written this time down.
async fn said(stage: &Stage, time: (Moment, Moment)) -> StintId {
    let id = StintId(Uuid::now_v7());
    assert!(applied(&act(stage, MEMBER, say(stage, id, time)).await));
    id
}

async fn load(stage: &Stage, id: StintId) -> Stint {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    stint::load(&mut tx, id).await.unwrap().unwrap()
}

/// The member's entries of hours.
async fn entries(stage: &Stage) -> Vec<Hours> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    hours::of_resident(&mut tx, stage.resident(MEMBER)).await.unwrap()
}

/// The rows of one kind that a scope holds.
async fn told<T: Stored + Clone>(stage: &Stage, scope: Scope) -> Vec<T> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows: Vec<Row> =
        lines.iter().map(|line| serde_json::from_str(line.body.as_deref().unwrap()).unwrap()).collect();
    rows.iter().filter_map(T::of).cloned().collect()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn what_a_member_has_done_is_signed_into_the_ledger(stage: &Stage) {
        let (from, until) = hour(1);
        let before = entries(stage).await.len();
        let id = said(stage, (from, until)).await;
        let member = Scope::Person(stage.resident(MEMBER));
        for scope in [member, Scope::Organization(opera(stage)), Scope::Desk] {
            let rows: Vec<Stint> = told(stage, scope).await;
            assert_eq!(rows.iter().map(|row| (row.id, row.state)).collect::<Vec<_>>(), [(id, StintState::Said)], "{scope}");
        }
        assert!(told::<Stint>(stage, Scope::Public).await.is_empty());
        assert_eq!(entries(stage).await.len(), before, "nothing counts yet");
        assert_eq!(refused(act(stage, MEMBER, sign(id)).await), Refusal::OwnHours);
        assert_eq!(refused(act(stage, NEIGHBOUR, sign(id)).await), Refusal::NotFound);
        assert!(applied(&act(stage, LEADER, sign(id)).await));
        let row = load(stage, id).await;
        assert_eq!(row.state, StintState::Signed);
        let entries = entries(stage).await;
        let entry = entries.iter().find(|entry| Some(entry.id) == row.signed).unwrap();
        assert_eq!((entry.from, entry.until, entry.content.as_str()), (from, until, "修戏服"));
        assert_eq!((entry.organization, entry.signed_by.id), (opera(stage), stage.resident(LEADER)));
        assert_eq!(refused(act(stage, LEADER, sign(id)).await), Refusal::AlreadySaid);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_overlaps_is_refused_with_what_it_overlaps(stage: &Stage) {
        let (from, until) = hour(1);
        let half = (from.plus_ms(HOUR_MS / 2), until.plus_ms(MINUTE_MS / 2));
        let clash = Refusal::HoursOverlap { from, until };
        let id = said(stage, (from, until)).await;
        let again = StintId(Uuid::now_v7());
        assert_eq!(refused(act(stage, MEMBER, say(stage, again, half)).await), clash, "with what is written down");
        let content = "搬凳子".into();
        let organization = opera(stage);
        let served = Served { organization, resident: stage.resident(MEMBER), from, until, content, duty: None };
        let hours = HoursId(Uuid::now_v7());
        assert!(applied(&act(stage, LEADER, Command::SignHours { hours, served }).await));
        assert_eq!(refused(act(stage, LEADER, sign(id)).await), clash, "with what was signed meanwhile");
        assert!(applied(&act(stage, MEMBER, no(id, "")).await), "taken back without a word");
        assert_eq!(load(stage, id).await.state, StintState::Withdrawn);
        assert_eq!(refused(act(stage, MEMBER, say(stage, again, half)).await), clash, "with what is in the ledger");
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_no_has_a_word_and_strangers_to_the_team_write_nothing(stage: &Stage) {
        let id = said(stage, hour(1)).await;
        assert_eq!(refused(act(stage, LEADER, no(id, " ")).await), Refusal::WordsMissing);
        assert!(applied(&act(stage, LEADER, no(id, "那天没有修")).await));
        let row = load(stage, id).await;
        assert_eq!((row.state, row.answer.as_str()), (StintState::Refused, "那天没有修"));
        assert_eq!(refused(act(stage, LEADER, sign(id)).await), Refusal::AlreadyCancelled);
        said(stage, hour(1)).await;
        let other = StintId(Uuid::now_v7());
        assert_eq!(refused(act(stage, NEIGHBOUR, say(stage, other, hour(1))).await), Refusal::NotAllowed);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_is_broken_about_it_is_found(stage: &Stage) {
        let id = said(stage, hour(1)).await;
        assert!(applied(&act(stage, LEADER, sign(id)).await));
        for refused in [
            "update stint set state = 'said' where community = $1 and stint = $2",
            "update stint set hours = null where community = $1 and stint = $2",
            "update stint set until_moment = from_moment where community = $1 and stint = $2",
        ] {
            assert!(stage.change(refused, id.0).await.is_err(), "the database itself refuses: {refused}");
        }
        let breaks = [
            ("hours that were signed for work outside shifts are as it was written down",
                "update stint set from_moment = from_moment - 1 where community = $1 and stint = $2"),
            ("work outside shifts is told to whoever wrote it down, to the team's leaders and to the desk",
                "delete from feed where community = $1 and id = $2 and noun = 'stint' and scope = 'desk'"),
        ];
        for (what, sql) in breaks {
            assert!(!unsound(stage).await.contains(&what), "{what}");
            assert!(stage.change(sql, id.0).await.unwrap_or_else(|error| panic!("{what}: {error}")) > 0, "{what}");
            assert!(unsound(stage).await.contains(&what), "{what}");
        }
    }
}
