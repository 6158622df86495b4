//! Approval on both databases: who asks holds nothing, a yes gives places or a place in the line, a no says why, and everybody
//! concerned is told.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::command::Command;
use domain::id::{OccurrenceId, OrganizationId, SignupId};
use domain::occurrence::Plan;
use domain::refusal::Refusal;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::signup::{Signup, SignupState};
use domain::when::HOUR_MS;
use domain::wire::Answer;
use server::commands::now;
use server::store::{doctor, feed, signup};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// A neighbour, and another one.
const FIRST: &str = "R0001";
const SECOND: &str = "R0010";

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

fn plan(stage: &Stage, capacity: u32) -> Plan {
    let (starts, venue) = (now().plus_ms(48 * HOUR_MS), stage.census.venues[0].id);
    Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity, approval: true, ..Plan::default() }
}

/// A date of the opera team that wants approval.
async fn date(stage: &Stage, capacity: u32) -> OccurrenceId {
    let team = OrganizationId::of_code(stage.community, "opera");
    let activity = stage.census.activities.iter().find(|activity| activity.organization == team).unwrap().id;
    let occurrence = OccurrenceId(Uuid::now_v7());
    let command = Command::AddOccurrence { occurrence, activity, plan: plan(stage, capacity) };
    let answer = act(stage, LEADER, command).await;
    assert!(applied(&answer), "{answer:?}");
    occurrence
}

/// A neighbour asks.
async fn asks(stage: &Stage, code: &str, date: OccurrenceId) -> SignupId {
    let (id, command) = sign_up(date, stage.resident(code));
    let answer = act(stage, code, command).await;
    assert!(applied(&answer), "{answer:?}");
    id
}

fn yes(signup: SignupId) -> Command {
    Command::AnswerSignup { signup, agreed: true, words: String::new() }
}

fn no(signup: SignupId, words: &str) -> Command {
    Command::AnswerSignup { signup, agreed: false, words: words.into() }
}

async fn row(stage: &Stage, id: SignupId) -> Signup {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

/// Confirmed and waiting.
async fn counts(stage: &Stage, id: OccurrenceId) -> (u32, u32) {
    let date = stage.reload(id).await;
    (date.confirmed, date.waiting)
}

/// The doctor finds nothing; the stage's phones are in no feed, which has nothing to do with places.
async fn sound(stage: &Stage) {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.iter().filter(|finding| !finding.sound() && about(finding.what));
    assert_eq!(unsound.map(|finding| finding.what).collect::<Vec<_>>(), [""; 0]);
}

both_databases! {
    async fn who_asks_holds_nothing_until_the_leader_agrees(stage: &Stage) {
        let id = date(stage, 1).await;
        assert!(stage.reload(id).await.approval);
        let (first, second) = (asks(stage, FIRST, id).await, asks(stage, SECOND, id).await);
        assert_eq!(counts(stage, id).await, (0, 0));
        assert_eq!(row(stage, first).await.state, SignupState::Asked);
        let again = sign_up(id, stage.resident(FIRST)).1;
        assert!(matches!(refused(act(stage, FIRST, again).await), Refusal::AlreadySignedUp { .. }));
        sound(stage).await;

        for code in [FIRST, SECOND] {
            assert_eq!(refused(act(stage, code, yes(first)).await), Refusal::NotFound, "{code}");
        }
        assert!(applied(&act(stage, LEADER, yes(second)).await), "in any order");
        assert!(applied(&act(stage, LEADER, yes(first)).await));
        assert_eq!(row(stage, second).await.state, SignupState::Confirmed);
        assert_eq!(row(stage, first).await.state, SignupState::Waiting { ticket: 1, position: 1 });
        assert_eq!(counts(stage, id).await, (1, 1));
        assert_eq!(refused(act(stage, LEADER, yes(first)).await), Refusal::AlreadySaid);
        for signup in [first, second] {
            let other = no(signup, "只教初学的");
            assert_eq!(refused(act(stage, LEADER, other).await), Refusal::Answered { agreed: true });
        }
        sound(stage).await;

        assert!(applied(&act(stage, SECOND, Command::CancelSignup { signup: second }).await));
        assert_eq!(row(stage, first).await.state, SignupState::Confirmed, "the line moves up as ever");
        sound(stage).await;
    }

    async fn a_no_is_told_with_its_reason_to_who_asked_and_the_team(stage: &Stage) {
        let id = date(stage, 9).await;
        let asked = asks(stage, FIRST, id).await;
        assert_eq!(refused(act(stage, LEADER, no(asked, " ")).await), Refusal::WordsMissing);
        assert!(applied(&act(stage, LEADER, no(asked, "这次只教初学的")).await));
        let declined = row(stage, asked).await;
        assert_eq!((declined.state, declined.reason.as_str()), (SignupState::Declined, "这次只教初学的"));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let key = RowKey { noun: Noun::Signup, id: asked.0 };
        for scope in [Scope::Person(stage.resident(FIRST)), Scope::Organization(declined.organization), Scope::Desk] {
            let told = feed::get(&mut tx, scope, key).await.unwrap();
            assert_eq!(told, Some(Row::Signup(declined.clone())), "{scope}");
        }
        assert_eq!(feed::get(&mut tx, Scope::Public, key).await.unwrap(), None);
        drop(tx);
        assert_eq!(counts(stage, id).await, (0, 0));
        let unsaid = "update signup set reason = '' where community = $1 and signup = $2";
        assert!(stage.change(unsaid, asked.0).await.is_err(), "the database itself refuses");
        assert_eq!(refused(act(stage, LEADER, yes(asked)).await), Refusal::Answered { agreed: false });
        assert_eq!(refused(act(stage, LEADER, no(asked, "人满了")).await), Refusal::AlreadySaid);
        // They may ask again.
        asks(stage, FIRST, id).await;
        sound(stage).await;
    }

    async fn who_asked_takes_it_back_or_is_told_that_it_is_called_off(stage: &Stage) {
        let id = date(stage, 9).await;
        let (first, second) = (asks(stage, FIRST, id).await, asks(stage, SECOND, id).await);
        assert!(applied(&act(stage, FIRST, Command::CancelSignup { signup: first }).await));
        assert_eq!(refused(act(stage, LEADER, yes(first)).await), Refusal::AlreadyCancelled);
        let off = Command::CancelOccurrence { occurrence: id, reason: "下雨".into() };
        assert!(applied(&act(stage, LEADER, off).await));
        assert_eq!(row(stage, first).await.state, SignupState::Cancelled);
        assert_eq!(row(stage, second).await.state, SignupState::CalledOff);
        assert_eq!(counts(stage, id).await, (0, 0));
        sound(stage).await;
    }

    async fn a_yes_is_refused_once_they_have_gone_elsewhere(stage: &Stage) {
        let (id, other) = (date(stage, 9).await, stage.date(9).await);
        let (asked, elsewhere) = (asks(stage, FIRST, id).await, asks(stage, FIRST, other.id).await);
        assert_eq!(row(stage, elsewhere).await.state, SignupState::Confirmed, "asking keeps nobody from anything");
        assert!(matches!(refused(act(stage, LEADER, yes(asked)).await), Refusal::TimeClash { .. }));
        assert!(applied(&act(stage, FIRST, Command::CancelSignup { signup: elsewhere }).await));
        assert!(applied(&act(stage, LEADER, yes(asked)).await));
        sound(stage).await;
    }

    async fn a_date_wants_approval_until_everybody_has_an_answer(stage: &Stage) {
        let id = date(stage, 9).await;
        let asked = asks(stage, FIRST, id).await;
        let before = plan(stage, 9);
        let plan = Plan { approval: false, ..before.clone() };
        let open =
            || Command::EditOccurrence { occurrence: id, plan: plan.clone(), before: Some(before.clone()) };
        assert_eq!(refused(act(stage, LEADER, open()).await), Refusal::Unanswered { count: 1 });
        assert!(stage.reload(id).await.approval, "nobody passes who has asked");
        assert!(applied(&act(stage, LEADER, yes(asked)).await));
        assert!(applied(&act(stage, LEADER, open()).await));
        let second = asks(stage, SECOND, id).await;
        assert_eq!(row(stage, second).await.state, SignupState::Confirmed, "from now on people come as they sign up");
        assert_eq!(counts(stage, id).await, (2, 0));
        sound(stage).await;
    }
}
