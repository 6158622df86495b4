//! Places that are kept for people who call or come, on both databases: the app does not give them, organizers give them once,
//! and to nobody of whom they may not know.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::command::Command;
use domain::id::{OccurrenceId, OrganizationId, ResidentId, SignupId};
use domain::member::Standing;
use domain::occurrence::Plan;
use domain::refusal::Refusal;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::signup::{Signup, SignupState};
use domain::when::HOUR_MS;
use domain::wire::Answer;
use server::commands::{DESK_MAX_MS, Writer, now};
use server::import::census::MemberLine;
use server::store::{device, doctor, feed, signup};
use tokio::sync::watch;
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Is in it.
const MEMBER: &str = "R0084";
/// Work at the committee's desk.
const STAFF: &str = "R0007";

async fn act(stage: &Stage, who: ResidentId, command: Command) -> Answer {
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

fn opera(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "opera")
}

fn plan(stage: &Stage, capacity: u32, kept: u32, later: i64) -> Plan {
    let starts = now().plus_ms((48 + later) * HOUR_MS);
    let venue = stage.census.venues[0].id;
    Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity, kept, ..Plan::default() }
}

/// A date of the opera team in two days and `later` hours.
async fn date(stage: &Stage, capacity: u32, kept: u32, later: i64) -> OccurrenceId {
    let activity = stage.census.activities.iter().find(|activity| activity.organization == opera(stage)).unwrap().id;
    let occurrence = OccurrenceId(Uuid::now_v7());
    let command = Command::AddOccurrence { occurrence, activity, plan: plan(stage, capacity, kept, later) };
    let answer = act(stage, stage.resident(LEADER), command).await;
    assert!(applied(&answer), "{answer:?}");
    occurrence
}

fn sign_up_for(occurrence: OccurrenceId, party: &[ResidentId]) -> (SignupId, Command) {
    let signup = SignupId(Uuid::now_v7());
    (signup, Command::SignUpFor { signup, occurrence, party: party.to_vec() })
}

async fn row(stage: &Stage, id: SignupId) -> Signup {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

/// Confirmed, kept and waiting.
async fn counts(stage: &Stage, id: OccurrenceId) -> (u32, u32, u32) {
    let date = stage.reload(id).await;
    (date.confirmed, date.kept, date.waiting)
}

/// Residents whom the opera team does not know.
fn strangers(stage: &Stage) -> impl Iterator<Item = ResidentId> {
    let members: Vec<ResidentId> = stage
        .census
        .members
        .iter()
        .filter(|line| line.organization == opera(stage))
        .map(|line| line.resident)
        .collect();
    stage.census.residents.iter().map(|line| line.id).filter(move |id| !members.contains(id)).skip(100)
}

/// The doctor finds nothing; the stage's phones are in no feed, which has nothing to do with places.
async fn sound(stage: &Stage) {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.iter().filter(|finding| !finding.sound() && about(finding.what));
    assert_eq!(unsound.map(|finding| finding.what).collect::<Vec<_>>(), [""; 0]);
}

both_databases! {
    async fn the_app_leaves_what_is_kept_to_those_who_call(stage: &Stage) {
        let [leader, member] = [LEADER, MEMBER].map(|code| stage.resident(code));
        let mut strangers = strangers(stage);
        let (first, next) = (strangers.next().unwrap(), strangers.next().unwrap());
        let id = date(stage, 3, 2, 0).await;
        assert!(applied(&act(stage, first, sign_up(id, first).1).await));
        let (waits, wait) = sign_up(id, next);
        assert!(applied(&act(stage, next, wait).await));
        assert_eq!(row(stage, waits).await.state, SignupState::Waiting { ticket: 1, position: 1 });
        assert_eq!(counts(stage, id).await, (1, 2, 1));

        let (called, call) = sign_up_for(id, &[member]);
        assert!(applied(&act(stage, leader, call).await));
        assert_eq!(counts(stage, id).await, (2, 1, 1));
        let kept = row(stage, called).await;
        assert_eq!((kept.state, kept.booker.id, kept.out_of_order), (SignupState::Confirmed, leader, false));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let key = RowKey { noun: Noun::Signup, id: called.0 };
        let told = feed::get(&mut tx, Scope::Person(member), key).await.unwrap();
        drop(tx);
        assert_eq!(told, Some(Row::Signup(kept)), "who was called for sees it, and who did it");
        sound(stage).await;

        // What is left over goes to the list.
        let plan = Plan { kept: 2, ..plan(stage, 3, 2, 0) };
        let before = Some(Plan { kept: 1, ..plan.clone() });
        let of = |kept| Plan { kept, ..plan.clone() };
        let edit = |kept| Command::EditOccurrence { occurrence: id, plan: of(kept), before: before.clone() };
        assert_eq!(refused(&act(stage, leader, edit(2)).await), Refusal::KeptOutOfRange { max: 1 });
        assert!(applied(&act(stage, leader, edit(0)).await));
        assert_eq!(row(stage, waits).await.state, SignupState::Confirmed);
        assert_eq!(counts(stage, id).await, (3, 0, 0));
        let (_, call) = sign_up_for(id, &[stage.resident("R0021")]);
        assert_eq!(refused(&act(stage, leader, call).await), Refusal::NoRoom { free: 0 });
        sound(stage).await;
    }

    async fn an_organizer_names_whom_the_team_knows_and_staff_everyone(stage: &Stage) {
        let [leader, staff] = [LEADER, STAFF].map(|code| stage.resident(code));
        let mut strangers = strangers(stage);
        let (one, other) = (strangers.next().unwrap(), strangers.next().unwrap());
        let (id, earlier) = (date(stage, 9, 4, 0).await, date(stage, 9, 0, 5).await);
        let absent = ResidentId(Uuid::now_v7());
        for who in [one, absent] {
            let answer = act(stage, leader, sign_up_for(id, &[who]).1).await;
            assert_eq!(refused(&answer), Refusal::NotFound, "a stranger is as absent");
        }
        assert_eq!(refused(&act(stage, one, sign_up_for(id, &[one]).1).await), Refusal::NotFound);
        // Whoever was on one of the team's lists is known to it.
        let (given_back, take) = sign_up(earlier, one);
        assert!(applied(&act(stage, one, take).await));
        assert!(applied(&act(stage, one, Command::CancelSignup { signup: given_back }).await));
        assert!(applied(&act(stage, leader, sign_up_for(id, &[one]).1).await));
        assert!(matches!(
            refused(&act(stage, leader, sign_up_for(id, &[one]).1).await),
            Refusal::AlreadySignedUp { .. }
        ));

        // Staff are staff while the desk is open.
        let phone = stage.phone(staff).await;
        let closed = stage.decide(&envelope(staff, phone, sign_up_for(id, &[other]).1), phone, now()).await;
        assert_eq!(refused(&closed), Refusal::NotFound);
        let mut tx = stage.db.write(stage.community).await.unwrap();
        device::save_desk(&mut tx, phone, staff, now().plus_ms(DESK_MAX_MS), now()).await.unwrap();
        tx.commit().await.unwrap();
        let open = stage.decide(&envelope(staff, phone, sign_up_for(id, &[other]).1), phone, now()).await;
        assert!(applied(&open), "{open:?}");
        assert_eq!(counts(stage, id).await, (2, 2, 0));
        sound(stage).await;
    }

    async fn an_organizer_does_not_read_what_somebody_does_with_another_team(stage: &Stage) {
        let [leader, member] = [LEADER, MEMBER].map(|code| stage.resident(code));
        let id = date(stage, 9, 4, 0).await;
        let elsewhere = stage.census.activities.iter().find(|activity| activity.organization != opera(stage)).unwrap();
        let leads = |line: &&MemberLine| line.organization == elsewhere.organization && line.standing == Standing::Leader;
        let their_leader = stage.census.members.iter().find(leads).unwrap().resident;
        let occurrence = OccurrenceId(Uuid::now_v7());
        let add = Command::AddOccurrence { occurrence, activity: elsewhere.id, plan: plan(stage, 9, 0, 0) };
        assert!(applied(&act(stage, their_leader, add).await));
        assert!(applied(&act(stage, member, sign_up(occurrence, member).1).await));
        let clash = refused(&act(stage, leader, sign_up_for(id, &[member]).1).await);
        assert!(matches!(&clash, Refusal::TimeClash { title, .. } if title.is_empty()), "{clash:?}");
    }

    async fn the_last_place_that_is_kept_is_given_once(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let id = date(stage, 1, 1, 0).await;
        let start = || Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0));
        let mut sent = Vec::new();
        for (code, writer) in [MEMBER, "R0021", "R0078", "R0041"].into_iter().zip([start(), start(), start(), start()]) {
            let phone = stage.phone(leader).await;
            sent.push((writer, envelope(leader, phone, sign_up_for(id, &[stage.resident(code)]).1), phone));
        }
        let decide = |(writer, sent, phone): (Writer, _, _)| tokio::spawn(async move { writer.decide(sent, phone).await });
        let all = sent.into_iter().map(decide);
        let mut done = 0;
        for answer in futures::future::join_all(all).await {
            let answer = answer.unwrap().unwrap();
            if applied(&answer) {
                done += 1;
            } else {
                assert_eq!(refused(&answer), Refusal::NoRoom { free: 0 });
            }
        }
        assert_eq!((done, counts(stage, id).await), (1, (1, 0, 0)));
        let over = "update occurrence set kept = 1 where community = $1 and occurrence = $2";
        assert!(stage.change(over, id.0).await.is_err(), "the database itself refuses");
    }

    async fn what_is_kept_is_given_before_a_draw_and_the_rest_is_drawn(stage: &Stage) {
        let [leader, member] = [LEADER, MEMBER].map(|code| stage.resident(code));
        let id = date(stage, 2, 1, 0).await;
        let plan = Plan { lottery_hours: Some(1), ..plan(stage, 2, 1, 0) };
        assert!(applied(&act(stage, leader, Command::EditOccurrence { occurrence: id, plan, before: None }).await));
        let mut strangers = strangers(stage);
        let mut entered = Vec::new();
        for who in [strangers.next().unwrap(), strangers.next().unwrap()] {
            let (signup, enter) = sign_up(id, who);
            assert!(applied(&act(stage, who, enter).await));
            entered.push(signup);
        }
        let party = [member, stage.resident("R0021")];
        assert_eq!(refused(&act(stage, leader, sign_up_for(id, &party).1).await), Refusal::NoRoom { free: 1 });
        let (called, call) = sign_up_for(id, &[member]);
        assert!(applied(&act(stage, leader, call).await));
        assert!(row(stage, called).await.out_of_order);
        sound(stage).await;

        let closes = stage.reload(id).await.lottery.unwrap().closes;
        let at = closes.plus_ms(HOUR_MS / 60);
        assert!(server::store::lottery::draw_due(&stage.db, stage.community, at).await.unwrap().is_some());
        assert_eq!(counts(stage, id).await, (2, 0, 1));
        let mut won = 0;
        for signup in entered {
            won += u32::from(row(stage, signup).await.state == SignupState::Confirmed);
        }
        assert_eq!(won, 1);
        sound(stage).await;
    }
}
