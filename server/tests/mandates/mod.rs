//! Mandates on both databases: asked for, agreed to, used and ended; what the helper sees meanwhile and no longer; and that neither
//! a stranger nor a helper outside of what was agreed to gets anywhere.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused, sign_up};
use domain::command::Command;
use domain::id::{MandateId, OccurrenceId, ResidentId, SignupId};
use domain::kin::Power;
use domain::mandate::{Mandate, MandateState, Named, Step, Terms};
use domain::notice::{About, Kind, Notice};
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::signup::Signup;
use domain::when::{Clock, HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{doctor, feed, occurrence, reminder, resident};
use uuid::Uuid;

/// Helps; a neighbour without a family here.
const HELPER: &str = "R0158";
/// Is helped.
const WHOM: &str = "R0004";
/// Has nothing to do with it.
const NEIGHBOUR: &str = "R0024";
/// Works at the committee's desk.
const STAFF: &str = "R0007";
/// The guardian of a child.
const GUARDIAN: &str = "R0001";
/// That child.
const CHILD: &str = "R0003";

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

/// The same with the desk open on the phone.
async fn at_desk(stage: &Stage, command: Command) -> Answer {
    let (who, at) = (stage.resident(STAFF), now());
    let phone = stage.phone(who).await;
    stage.open_desk(phone, who, at).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// Somebody as on their door.
fn door(stage: &Stage, code: &str) -> Named {
    let line = stage.census.residents.iter().find(|line| line.code == code).unwrap();
    let home = stage.census.households.iter().find(|home| home.id == line.household).unwrap();
    Named { name: line.name.clone(), room: home.room.clone() }
}

fn terms(powers: &[Power]) -> Terms {
    Terms { powers: powers.to_vec(), until: now().day().plus(30) }
}

fn answer(mandate: MandateId, agreed: bool) -> Command {
    Command::Mandate { mandate, step: Step::Answer { agreed } }
}

/// The helper has asked.
async fn asked(stage: &Stage, powers: &[Power]) -> MandateId {
    let mandate = MandateId(Uuid::now_v7());
    let step = Step::Ask { whom: door(stage, WHOM), terms: terms(powers) };
    assert!(applied(&act(stage, HELPER, Command::Mandate { mandate, step }).await));
    mandate
}

/// And the other has agreed.
async fn agreed(stage: &Stage, powers: &[Power]) -> MandateId {
    let mandate = asked(stage, powers).await;
    assert!(applied(&act(stage, WHOM, answer(mandate, true)).await));
    mandate
}

/// The desk has written down, before a witness, that the helper may sign the other up.
async fn recorded(stage: &Stage) -> MandateId {
    let mandate = MandateId(Uuid::now_v7());
    let step = Step::Record {
        whom: door(stage, WHOM),
        helper: door(stage, HELPER),
        terms: terms(&[Power::SignUp]),
        witness: "何秀英".into(),
        card: false,
    };
    assert!(applied(&at_desk(stage, Command::Mandate { mandate, step }).await));
    mandate
}

/// The rows of one kind that somebody's phone is told on a day so many days from now.
async fn told<T: Stored + Clone>(stage: &Stage, code: &str, days: i32) -> Vec<T> {
    let who = stage.resident(code);
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let me = resident::me(&mut tx, who, false).await.unwrap().unwrap().at(now().day().plus(days));
    let mut rows: Vec<Row> = Vec::new();
    for scope in Scope::followed_by(&me) {
        let lines = feed::since(&mut tx, scope, 0).await.unwrap();
        rows.extend(lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap()));
    }
    rows.iter().filter_map(T::of).cloned().collect()
}

async fn sees(stage: &Stage, id: SignupId, days: i32) -> bool {
    told::<Signup>(stage, HELPER, days).await.iter().any(|row| row.id == id)
}

/// Signs somebody up for a date of their own.
async fn signs_up(stage: &Stage, code: &str, whom: ResidentId) -> (SignupId, Answer) {
    let date = stage.date(5).await;
    let (id, command) = sign_up(date.id, whom);
    (id, act(stage, code, command).await)
}

both_databases! {
    async fn a_helper_acts_within_what_was_agreed_to_and_until_it_is_ended(stage: &Stage) {
        let whom = stage.resident(WHOM);
        assert_eq!(refused(signs_up(stage, HELPER, whom).await.1), Refusal::NotYourFamily);
        let mandate = asked(stage, &[Power::SignUp]).await;
        assert_eq!(refused(signs_up(stage, HELPER, whom).await.1), Refusal::NotYourFamily, "nobody has agreed");
        assert_eq!(refused(act(stage, HELPER, answer(mandate, true)).await), Refusal::NotAllowed);
        assert_eq!(refused(act(stage, NEIGHBOUR, answer(mandate, true)).await), Refusal::NotFound);
        assert!(applied(&act(stage, WHOM, answer(mandate, true)).await));

        let (id, done) = signs_up(stage, HELPER, whom).await;
        assert!(applied(&done), "{done:?}");
        assert!(sees(stage, id, 0).await);
        let both: Vec<Signup> = told(stage, WHOM, 0).await;
        assert!(both.iter().any(|row| row.booker.id == stage.resident(HELPER)), "it is shown to whom it is for");
        assert_eq!(refused(signs_up(stage, NEIGHBOUR, whom).await.1), Refusal::NotYourFamily);

        assert!(applied(&act(stage, WHOM, answer(mandate, false)).await));
        assert_eq!(refused(signs_up(stage, HELPER, whom).await.1), Refusal::NotYourFamily, "ended at once");
        assert!(!sees(stage, id, 0).await, "also what the helper did");
        assert_eq!(refused(act(stage, HELPER, Command::CancelSignup { signup: id }).await), Refusal::NotFound);
        assert!(applied(&act(stage, WHOM, Command::CancelSignup { signup: id }).await), "who it is for undoes it");
    }

    async fn it_ends_by_itself_after_its_last_day(stage: &Stage) {
        let whom = stage.resident(WHOM);
        agreed(stage, &[Power::SignUp]).await;
        let date = stage.date(5).await;
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let me = resident::me(&mut tx, stage.resident(HELPER), false).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(me.clone().at(now().day().plus(30)).helped.len(), 1);
        assert!(me.at(now().day().plus(31)).helped.is_empty());
        assert!(applied(&act(stage, HELPER, sign_up(date.id, whom).1).await));
    }

    async fn the_helper_sees_what_it_is_about_and_only_while_it_holds(stage: &Stage) {
        let (id, done) = signs_up(stage, WHOM, stage.resident(WHOM)).await;
        assert!(applied(&done), "{done:?}");
        let mandate = asked(stage, &[Power::See]).await;
        assert!(!sees(stage, id, 0).await);
        assert!(applied(&act(stage, WHOM, answer(mandate, true)).await));
        assert!(sees(stage, id, 0).await);
        assert!(sees(stage, id, 30).await);
        assert!(!sees(stage, id, 31).await, "after the last day");
        assert_eq!(refused(signs_up(stage, HELPER, stage.resident(WHOM)).await.1), Refusal::NotYourFamily, "see only");
        assert_eq!(refused(act(stage, HELPER, Command::CancelSignup { signup: id }).await), Refusal::NotFound);
        assert!(applied(&act(stage, HELPER, answer(mandate, false)).await));
        assert!(!sees(stage, id, 0).await, "either of the two ends it");

        agreed(stage, &[Power::Meals]).await;
        assert!(!sees(stage, id, 0).await, "meals are no sign-ups");
        assert!(told::<Mandate>(stage, NEIGHBOUR, 0).await.is_empty());
    }

    async fn a_helper_hears_that_it_is_called_off_once_and_only_while_it_holds(stage: &Stage) {
        let whom = stage.resident(WHOM);
        let mandate = agreed(stage, &[Power::SignUp]).await;
        let booked = async || {
            let date = stage.date(5).await;
            let done = act(stage, HELPER, sign_up(date.id, whom).1).await;
            assert!(applied(&done), "{done:?}");
            date.id
        };
        let off = async |occurrence: OccurrenceId| {
            let command = Command::CancelOccurrence { occurrence, reason: "下雨".into() };
            assert!(applied(&at_desk(stage, command).await));
        };
        let heard = async |code: &'static str| {
            let rows: Vec<Notice> = told(stage, code, 0).await;
            rows.into_iter().map(|row| row.kind).collect::<Vec<_>>()
        };
        off(booked().await).await;
        assert_eq!((heard(HELPER).await, heard(WHOM).await), (vec![Kind::CalledOff], vec![Kind::CalledOff]));
        let second = booked().await;
        assert!(applied(&act(stage, WHOM, answer(mandate, false)).await));
        off(second).await;
        assert_eq!((heard(HELPER).await.len(), heard(WHOM).await.len()), (1, 2), "it is none of theirs any more");
    }

    async fn a_helper_is_reminded_for_whoever_has_no_phone_and_only_while_it_holds(stage: &Stage) {
        let whom = stage.resident(WHOM);
        let booked = async || {
            // In the morning, so that it is the same at whatever time this is tested.
            let starts = Moment::at(now().day().plus(2), Clock(10 * 60));
            let date = Occurrence { starts, ends: starts.plus_ms(HOUR_MS), ..stage.date(5).await };
            let mut tx = stage.db.write(stage.community).await.unwrap();
            occurrence::save(&mut tx, &date).await.unwrap();
            tx.commit().await.unwrap();
            let (signup, command) = sign_up(date.id, whom);
            assert!(applied(&act(stage, HELPER, command).await));
            (signup, date)
        };
        let remind = async |starts: Moment| {
            reminder::remind_due(&stage.db, stage.community, starts.plus_ms(-HOUR_MS)).await.unwrap()
        };
        let heard = async || {
            let rows: Vec<Notice> = told(stage, HELPER, 0).await;
            rows.into_iter().filter(|row| row.kind == Kind::Soon).map(|row| row.about).collect::<Vec<_>>()
        };
        let mandate = recorded(stage).await;
        let (signup, first) = booked().await;
        assert!(remind(first.starts).await.is_some());
        assert_eq!(heard().await, [About::Occurrence(first.id)]);
        assert!(remind(first.starts).await.is_none(), "once");
        assert!(applied(&act(stage, HELPER, Command::CancelSignup { signup }).await));

        let (signup, second) = booked().await;
        assert!(applied(&at_desk(stage, answer(mandate, false)).await));
        remind(second.starts).await;
        assert_eq!(heard().await.len(), 1, "it is none of theirs any more");
        recorded(stage).await;
        remind(second.starts).await;
        assert_eq!(heard().await.len(), 2, "it is again");
        assert!(applied(&act(stage, HELPER, Command::CancelSignup { signup }).await));

        let (_, third) = booked().await;
        stage.phone(whom).await;
        remind(third.starts).await;
        assert_eq!(heard().await.len(), 2, "who has a phone is reminded there");
    }

    async fn who_asks_is_not_told_who_lives_here(stage: &Stage) {
        let nobody = Named { name: "没有这个人".into(), room: "301".into() };
        let (there, absent) = (asked(stage, &[Power::Meals]).await, MandateId(Uuid::now_v7()));
        let step = Step::Ask { whom: nobody, terms: terms(&[Power::Meals]) };
        assert!(applied(&act(stage, HELPER, Command::Mandate { mandate: absent, step }).await));
        assert!(applied(&act(stage, WHOM, answer(there, false)).await));
        let rows: Vec<Mandate> = told(stage, HELPER, 0).await;
        for row in &rows {
            assert_eq!((row.principal.id, row.state), (ResidentId::default(), MandateState::Asked), "{row:?}");
        }
        assert_eq!(rows.len(), 2);
        let findings = doctor::ask(&stage.db, now()).await.unwrap();
        let about = |what: &str| what != "everyone is told the phones they are signed in on";
        let unsound: Vec<&str> =
            findings.iter().filter(|one| !one.sound() && about(one.what)).map(|one| one.what).collect();
        assert!(unsound.is_empty(), "{unsound:?}");
    }

    async fn a_guardian_agrees_for_a_small_child_and_the_desk_before_a_witness(stage: &Stage) {
        let mandate = MandateId(Uuid::now_v7());
        let step = Step::Ask { whom: door(stage, CHILD), terms: terms(&[Power::See]) };
        assert!(applied(&act(stage, HELPER, Command::Mandate { mandate, step }).await));
        let born = &stage.census.residents.iter().find(|line| line.code == CHILD).unwrap().born;
        let small = domain::kin::own_say_to_come(born, now().day()).is_some();
        let said = act(stage, GUARDIAN, answer(mandate, true)).await;
        if small {
            assert!(applied(&said), "{said:?}");
        } else {
            assert_eq!(refused(said), Refusal::NotFound, "who is fourteen says it themself");
        }

        let mandate = MandateId(Uuid::now_v7());
        let step = || Step::Record {
            whom: door(stage, WHOM),
            helper: door(stage, HELPER),
            terms: terms(&[Power::SignUp]),
            witness: "何秀英".into(),
            card: false,
        };
        let by_anybody = act(stage, HELPER, Command::Mandate { mandate, step: step() }).await;
        assert_eq!(refused(by_anybody), Refusal::NotAllowed);
        assert!(applied(&at_desk(stage, Command::Mandate { mandate, step: step() }).await));
        assert!(applied(&signs_up(stage, HELPER, stage.resident(WHOM)).await.1));
        assert!(applied(&at_desk(stage, answer(mandate, false)).await), "who has no phone calls");
        assert_eq!(refused(signs_up(stage, HELPER, stage.resident(WHOM)).await.1), Refusal::NotYourFamily);
    }
}
