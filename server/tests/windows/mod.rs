//! From when until when one can sign up and cancel, on both databases: the server's clock decides, to the moment, and whoever
//! runs the activity is not bound.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::activity::Draft;
use domain::command::Command;
use domain::edit::Part;
use domain::id::{ActivityId, OccurrenceId, OrganizationId, ResidentId, SignupId};
use domain::lottery::HOURS_MAX;
use domain::occurrence::{Occurrence, Plan};
use domain::refusal::Refusal;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::series::{Series, Skip};
use domain::signup::SignupState;
use domain::when::{HOUR_MS, Moment};
use domain::windows::Windows;
use domain::wire::Answer;
use server::commands::now;
use server::store::{activity, doctor, feed, occurrence, signup};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Is in it.
const MEMBER: &str = "R0084";
/// One can sign up from a day before until half a day before, and cancel until six hours before.
const SAID: Windows = Windows { opens: Some(24), closes: 12, cancel: 6 };

async fn act(stage: &Stage, who: ResidentId, command: Command, at: Moment) -> Answer {
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// In two days.
fn plan(stage: &Stage, capacity: u32, windows: Windows) -> Plan {
    let starts = now().plus_ms(48 * HOUR_MS);
    let venue = stage.census.venues[0].id;
    Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity, windows, ..Plan::default() }
}

fn opera(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "opera")
}

/// The opera team's leader adds a date to what the team does.
async fn add(stage: &Stage, plan: Plan) -> (OccurrenceId, Answer) {
    let activity = stage.census.activities.iter().find(|activity| activity.organization == opera(stage)).unwrap().id;
    let occurrence = OccurrenceId(Uuid::now_v7());
    let command = Command::AddOccurrence { occurrence, activity, plan };
    (occurrence, act(stage, stage.resident(LEADER), command, now()).await)
}

/// A date with such hours.
async fn date(stage: &Stage, capacity: u32) -> Occurrence {
    let (id, answer) = add(stage, plan(stage, capacity, SAID)).await;
    assert!(applied(&answer), "{answer:?}");
    stage.reload(id).await
}

/// So many hours before it begins.
fn before(date: &Occurrence, hours: i64) -> Moment {
    date.starts.plus_ms(-hours * HOUR_MS)
}

async fn state(stage: &Stage, id: SignupId) -> SignupState {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap().state
}

/// The doctor finds nothing; the stage's phones are in no feed, which has nothing to do with dates.
async fn sound(stage: &Stage) {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.iter().filter(|finding| !finding.sound() && about(finding.what));
    assert_eq!(unsound.map(|finding| finding.what).collect::<Vec<_>>(), [""; 0]);
}

both_databases! {
    async fn one_signs_up_between_the_hours_that_are_said(stage: &Stage) {
        let [guizhen, jianguo] = ["R0001", "R0004"].map(|code| stage.resident(code));
        let date = date(stage, 9).await;
        assert_eq!(date.windows, SAID);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let key = RowKey { noun: Noun::Occurrence, id: date.id.0 };
        let told = feed::get(&mut tx, Scope::Public, key).await.unwrap();
        drop(tx);
        assert_eq!(told, Some(Row::Occurrence(date.clone())), "everyone can see the hours");

        let (opens, since) = (before(&date, 24), before(&date, 12));
        let asks = async |who, at| act(stage, who, sign_up(date.id, who).1, at).await;
        assert_eq!(refused(&asks(guizhen, opens.plus_ms(-1)).await), Refusal::SignupNotOpen { opens });
        assert!(applied(&asks(guizhen, opens).await));
        assert_eq!(refused(&asks(jianguo, since).await), Refusal::SignupClosed { since });
        assert!(applied(&asks(jianguo, since.plus_ms(-1)).await));
        assert_eq!(stage.reload(date.id).await.confirmed, 2);
        sound(stage).await;
    }

    async fn after_the_time_to_cancel_the_organizer_takes_people_off(stage: &Stage) {
        let [guizhen, jianguo, third, leader] = ["R0001", "R0004", "R0010", LEADER].map(|code| stage.resident(code));
        let date = date(stage, 1).await;
        let mut ids = Vec::new();
        for who in [guizhen, jianguo, third] {
            let (id, command) = sign_up(date.id, who);
            assert!(applied(&act(stage, who, command, before(&date, 20)).await));
            ids.push(id);
        }
        let cancel = |n: usize| Command::CancelSignup { signup: ids[n] };
        let since = before(&date, 6);
        assert_eq!(refused(&act(stage, guizhen, cancel(0), since).await), Refusal::CancelClosed { since });
        assert_eq!(refused(&act(stage, jianguo, cancel(0), since).await), Refusal::NotFound, "as absent");
        assert!(applied(&act(stage, third, cancel(2), since).await), "whoever waits may leave");
        assert_eq!(state(stage, ids[0]).await, SignupState::Confirmed);
        assert!(applied(&act(stage, leader, cancel(0), before(&date, 1)).await));
        assert_eq!(state(stage, ids[0]).await, SignupState::Cancelled);
        assert_eq!(state(stage, ids[1]).await, SignupState::Confirmed, "the list moves up all the same");
        sound(stage).await;
    }

    async fn a_place_is_given_back_until_the_last_moment(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let date = date(stage, 1).await;
        let (signup, command) = sign_up(date.id, guizhen);
        assert!(applied(&act(stage, guizhen, command, before(&date, 20)).await));
        let last = before(&date, 6).plus_ms(-1);
        assert!(applied(&act(stage, guizhen, Command::CancelSignup { signup }, last).await));
        assert_eq!(state(stage, signup).await, SignupState::Cancelled);
    }

    async fn an_organizer_signs_up_whoever_calls_before_it_opens_and_after_it_has_closed(stage: &Stage) {
        let [leader, member, other] = [LEADER, MEMBER, "R0021"].map(|code| stage.resident(code));
        let date = date(stage, 9).await;
        for (who, hours) in [(member, 40), (other, 1)] {
            let signup = SignupId(Uuid::now_v7());
            let call = Command::SignUpFor { signup, occurrence: date.id, party: vec![who] };
            let answer = act(stage, leader, call, before(&date, hours)).await;
            assert!(applied(&answer), "{answer:?}");
            assert_eq!(state(stage, signup).await, SignupState::Confirmed);
        }
        // On their own account they sign up as everybody does.
        let own = act(stage, leader, sign_up(date.id, leader).1, before(&date, 1)).await;
        assert_eq!(refused(&own), Refusal::SignupClosed { since: before(&date, 12) });
    }

    async fn hours_between_which_nobody_could_sign_up_are_refused(stage: &Stage) {
        let wrong = [
            Windows { opens: Some(12), closes: 12, cancel: 0 },
            Windows { opens: Some(HOURS_MAX + 1), closes: 0, cancel: 0 },
            Windows { opens: None, closes: 0, cancel: HOURS_MAX + 1 },
        ];
        for windows in wrong {
            let (_, answer) = add(stage, plan(stage, 9, windows)).await;
            assert_eq!(refused(&answer), Refusal::WindowHours { max: HOURS_MAX }, "{windows:?}");
        }
        let drawn = Plan { lottery_hours: Some(3), ..plan(stage, 9, SAID) };
        assert_eq!(refused(&add(stage, drawn).await.1), Refusal::WindowHours { max: HOURS_MAX });
        let date = date(stage, 9).await;
        let shut = "update occurrence set closes_hours = 24 where community = $1 and occurrence = $2";
        assert!(stage.change(shut, date.id.0).await.is_err(), "the database itself refuses");
    }

    async fn the_organizer_says_other_hours_or_none(stage: &Stage) {
        let [guizhen, leader] = ["R0001", LEADER].map(|code| stage.resident(code));
        let date = date(stage, 9).await;
        let Occurrence { starts, ends, venue, capacity, .. } = date;
        let plan = Plan { starts, ends, venue, capacity, ..Plan::default() };
        let before = Some(Plan::of(&date));
        let edit = Command::EditOccurrence { occurrence: date.id, plan, before };
        assert!(applied(&act(stage, leader, edit, now()).await));
        assert_eq!(stage.reload(date.id).await.windows, Windows::default());
        assert!(applied(&act(stage, guizhen, sign_up(date.id, guizhen).1, now()).await));
    }

    async fn an_older_phone_leaves_what_it_does_not_know(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let said = Plan { kept: 2, approval: true, ..plan(stage, 9, SAID) };
        let (id, answer) = add(stage, said.clone()).await;
        assert!(applied(&answer), "{answer:?}");
        let Plan { starts, ends, venue, .. } = said;
        let text = format!(
            r#"{{"edit_occurrence":{{"occurrence":"{id}","plan":{{"starts":{},"ends":{},"venue":"{venue}",
                "capacity":12,"note":"带剪刀"}}}}}}"#,
            starts.0, ends.0
        );
        let edit = serde_json::from_str(&text).unwrap();
        assert!(applied(&act(stage, leader, edit, now()).await));
        let after = Plan::of(&stage.reload(id).await);
        assert_eq!(after, Plan { capacity: 12, note: "带剪刀".into(), ..said });
    }

    async fn two_leaders_with_the_same_form_overwrite_nothing_unseen(stage: &Stage) {
        let leader = stage.resident(LEADER);
        let date = date(stage, 9).await;
        let began = Plan::of(&date);
        let edit = |plan: Plan, before: &Plan| {
            Command::EditOccurrence { occurrence: date.id, plan, before: Some(before.clone()) }
        };
        let wide = Plan { capacity: 20, note: "讲身段".into(), ..began.clone() };
        assert!(applied(&act(stage, leader, edit(wide, &began), now()).await));
        // The other's phone has no network until now.
        let (starts, ends) = (began.starts.plus_ms(HOUR_MS), began.ends.plus_ms(HOUR_MS));
        let moved = Plan { starts, ends, ..began.clone() };
        assert!(applied(&act(stage, leader, edit(moved, &began), now()).await));
        let both = Plan::of(&stage.reload(date.id).await);
        assert_eq!(both, Plan { starts, ends, capacity: 20, note: "讲身段".into(), ..began.clone() });
        let other = Plan { note: "讲唱腔".into(), ..began.clone() };
        let answer = act(stage, leader, edit(other.clone(), &began), now()).await;
        assert_eq!(refused(&answer), Refusal::ChangedMeanwhile { part: Part::Note });
        assert_eq!(Plan::of(&stage.reload(date.id).await), both);
        let seen = Plan { note: other.note, ..both.clone() };
        assert!(applied(&act(stage, leader, edit(seen.clone(), &both), now()).await));
        assert_eq!(Plan::of(&stage.reload(date.id).await), seen);
    }

    async fn every_date_of_a_series_opens_before_its_own_beginning(stage: &Stage) {
        let id = ActivityId(Uuid::now_v7());
        let command = Command::PostActivity {
            activity: id,
            organization: opera(stage),
            draft: Draft { title: "学越剧".into(), ..Draft::default() },
            first: plan(stage, 9, SAID),
            occurrence: OccurrenceId(Uuid::now_v7()),
            series: Some(Series { rule: "FREQ=WEEKLY".into(), skip: Skip::Nothing }),
        };
        let answer = act(stage, stage.resident(LEADER), command, now()).await;
        assert!(applied(&answer), "{answer:?}");
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let dates = occurrence::of_activity(&mut tx, id, now()).await.unwrap();
        let pattern = activity::pattern(&mut tx, id).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(pattern.first.windows, SAID);
        assert!(dates.len() > 3);
        for (date, _) in dates {
            assert_eq!((date.windows, date.opens()), (SAID, Some(before(&date, 24))));
        }
        sound(stage).await;
    }
}
