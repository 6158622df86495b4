//! What those at the door should know, on both databases: the leaders of a date hold it from a day before until a day after, nobody
//! else ever does but the person and their guardians, and whoever empties it leaves nothing behind.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::aid::{Aid, Noted, SHOWN_MS};
use domain::command::Command;
use domain::id::{OrganizationId, ResidentId, SignupId};
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::when::{HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{aid, departure, doctor, feed, resident};

const MOTHER: &str = "R0001";
const CHILD: &str = "R0003";
const NEIGHBOUR: &str = "R0158";
const LEADER: &str = "R0005";
const STAFF: &str = "R0007";

fn noted(allergies: &str) -> Noted {
    Noted { allergies: allergies.into(), contact: "沈阿婆".into(), phone: "19900000000".into() }
}

async fn act(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

async fn writes(stage: &Stage, code: &str, of: &str, noted: Noted, at: Moment) -> Answer {
    act(stage, code, Command::NoteAid { resident: stage.resident(of), noted, before: None }, at).await
}

/// She has a place on a date in two days.
async fn placed(stage: &Stage) -> (Occurrence, SignupId) {
    let date = stage.date(5).await;
    let (signup, command) = sign_up(date.id, stage.resident(MOTHER));
    assert!(applied(&act(stage, MOTHER, command, now()).await));
    (date, signup)
}

async fn look(stage: &Stage, at: Moment) -> Option<i64> {
    aid::look(&stage.db, stage.community, at).await.unwrap()
}

/// What a scope holds of it.
async fn told(stage: &Stage, scope: Scope) -> Vec<Aid> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows: Vec<Row> =
        lines.iter().filter_map(|line| line.body.as_deref()).map(|body| serde_json::from_str(body).unwrap()).collect();
    rows.iter().filter_map(Aid::of).cloned().collect()
}

async fn allergies(stage: &Stage, scope: Scope) -> Vec<String> {
    told(stage, scope).await.into_iter().map(|row| row.noted.allergies).collect()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    findings.into_iter().filter(|finding| !finding.sound()).map(|finding| finding.what).collect()
}

/// In how many lines of the feed it stands, whoever follows them.
async fn lines(stage: &Stage, who: ResidentId) -> i64 {
    let sql = "select count(*) from feed where community = $1 and id = $2 and noun = 'aid' and body is not null";
    stage.count(sql, who.0).await
}

both_databases! {
    async fn leaders_hold_it_from_a_day_before_until_a_day_after(stage: &Stage) {
        let (date, _) = placed(stage).await;
        let (her, team) = (stage.resident(MOTHER), Scope::Organization(date.organization));
        let before = unsound(stage).await;
        assert!(applied(&writes(stage, MOTHER, MOTHER, noted("花生"), now()).await));
        let opens = date.starts.plus_ms(-SHOWN_MS);
        assert_eq!(look(stage, opens.plus_ms(-1)).await, None, "nobody needs to know yet");
        assert!(told(stage, team).await.is_empty());
        // Two servers at once.
        let (one, other) = tokio::join!(look(stage, opens), look(stage, opens));
        assert!(one.is_some() || other.is_some());
        assert_eq!(look(stage, opens).await, None);
        assert_eq!(told(stage, team).await, told(stage, Scope::Person(her)).await);
        assert_eq!(allergies(stage, team).await, ["花生"]);
        assert_eq!(unsound(stage).await, before);

        // Nobody else: she, her guardians if she had any, and that team.
        assert_eq!(lines(stage, her).await, 3);
        let others = [NEIGHBOUR, LEADER, STAFF].map(|code| Scope::Person(stage.resident(code)));
        for scope in [Scope::Public, Scope::Desk, Scope::Organizers, Scope::Kitchen].into_iter().chain(others) {
            assert!(told(stage, scope).await.is_empty(), "{scope}");
        }

        // What she changes meanwhile they read at once.
        assert!(applied(&writes(stage, MOTHER, MOTHER, noted("虾"), date.starts).await));
        assert_eq!(allergies(stage, team).await, ["虾"]);
        let closes = date.ends.plus_ms(SHOWN_MS);
        assert_eq!(look(stage, closes.plus_ms(-1)).await, None);
        assert!(look(stage, closes).await.is_some());
        assert!(told(stage, team).await.is_empty());
        assert_eq!(allergies(stage, Scope::Person(her)).await, ["虾"], "it stays hers");
        assert_eq!(look(stage, closes).await, None);
    }

    async fn who_gives_the_place_back_is_nobodys_to_know(stage: &Stage) {
        let (date, signup) = placed(stage).await;
        assert!(applied(&writes(stage, MOTHER, MOTHER, noted("花生"), now()).await));
        let (team, at) = (Scope::Organization(date.organization), date.starts.plus_ms(-20 * HOUR_MS));
        assert!(look(stage, at).await.is_some());
        assert_eq!(told(stage, team).await.len(), 1);
        assert!(applied(&act(stage, MOTHER, Command::CancelSignup { signup }, at).await));
        assert!(look(stage, at).await.is_some());
        assert!(told(stage, team).await.is_empty());
    }

    async fn what_is_emptied_is_gone_everywhere(stage: &Stage) {
        let (date, _) = placed(stage).await;
        let at = date.starts.plus_ms(-HOUR_MS);
        // The first of it reaches a team that is at the door already at once.
        assert!(applied(&writes(stage, MOTHER, MOTHER, noted("花生"), at).await));
        assert_eq!(told(stage, Scope::Organization(date.organization)).await.len(), 1);
        assert!(applied(&writes(stage, MOTHER, MOTHER, Noted::default(), at).await));
        let her = stage.resident(MOTHER);
        assert_eq!(lines(stage, her).await, 0);
        assert_eq!(stage.count("select count(*) from aid where community = $1 and resident = $2", her.0).await, 0);
        assert_eq!(look(stage, at).await, None);
    }

    async fn a_guardian_writes_the_childs_and_both_read_it(stage: &Stage) {
        let child = stage.resident(CHILD);
        assert_eq!(refused(writes(stage, NEIGHBOUR, CHILD, noted("花生"), now()).await), Refusal::NotYourFamily);
        assert_eq!(refused(writes(stage, STAFF, CHILD, noted("花生"), now()).await), Refusal::NotYourFamily);
        assert!(applied(&writes(stage, MOTHER, CHILD, noted("花生"), now()).await));
        for scope in [Scope::Person(child), Scope::Ward(child)] {
            assert_eq!(allergies(stage, scope).await, ["花生"]);
        }
        assert!(applied(&writes(stage, CHILD, CHILD, noted("花生、芒果"), now()).await));
        assert_eq!(allergies(stage, Scope::Ward(child)).await, ["花生、芒果"]);
        let opera = OrganizationId::of_code(stage.community, "opera");
        assert!(told(stage, Scope::Organization(opera)).await.is_empty(), "the child goes nowhere");
    }

    async fn who_leaves_takes_it_along(stage: &Stage) {
        let (date, _) = placed(stage).await;
        let at = date.starts.plus_ms(-HOUR_MS);
        assert!(applied(&writes(stage, MOTHER, MOTHER, noted("花生"), at).await));
        let her = stage.resident(MOTHER);
        let mut tx = stage.db.write(stage.community).await.unwrap();
        let staff = resident::me(&mut tx, stage.resident(STAFF), true).await.unwrap().unwrap();
        departure::give_up(&mut tx, her, &staff, at).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(lines(stage, her).await, 0);
    }
}
