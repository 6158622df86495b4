//! Commands that come at the same time share a transaction: each hears what it would have heard alone.

use crate::both_databases;
use crate::support::{Stage, envelope, sign_up};
use domain::command::{Command, Envelope};
use domain::refusal::Refusal;
use domain::signup::SignupState;
use domain::wire::{Answer, Outcome};
use futures::future::join_all;
use server::commands::Writer;
use server::store::signup;
use tokio::sync::watch;

/// So many that most of them wait together while the first is decided.
const COPIES: usize = 16;

fn writer(stage: &Stage) -> Writer {
    Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0))
}

/// What becomes of commands that come together.
async fn outcomes(stage: &Stage, sent: Vec<Envelope>) -> Vec<Outcome> {
    let writer = writer(stage);
    let answers = join_all(sent.into_iter().map(|sent| writer.decide(sent.clone(), sent.device))).await;
    answers.into_iter().map(|answer| answer.unwrap().outcome).collect()
}

both_databases! {
    async fn a_command_that_comes_many_times_at_once_is_decided_once(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let date = stage.date(10).await;
        let sent = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
        let writer = writer(stage);
        let answers = join_all((0..COPIES).map(|_| writer.decide(sent.clone(), phone))).await;
        let answers: Vec<Answer> = answers.into_iter().map(|answer| answer.unwrap()).collect();
        assert_eq!(answers.iter().filter(|answer| !answer.already).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|answer| answer.outcome == answers[0].outcome), "{answers:?}");
        assert!(matches!(answers[0].outcome, Outcome::Applied { .. }));
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn what_comes_after_signing_a_phone_out_is_not_decided(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let (date, later) = (stage.date(10).await, stage.date(10).await);
        let commands = [
            sign_up(date.id, guizhen).1,
            Command::RevokeDevice { device: phone },
            sign_up(later.id, guizhen).1,
        ];
        let writer = writer(stage);
        let sent = commands.map(|command| envelope(guizhen, phone, command));
        let answers = join_all(sent.into_iter().map(|sent| writer.decide(sent, phone))).await;
        let outcomes: Vec<Outcome> = answers.into_iter().map(|answer| answer.unwrap().outcome).collect();
        assert!(matches!(outcomes[0], Outcome::Applied { .. }), "{outcomes:?}");
        assert!(matches!(outcomes[1], Outcome::Applied { .. }), "{outcomes:?}");
        assert_eq!(outcomes[2], Outcome::SignInNeeded);
        assert_eq!((stage.reload(date.id).await.confirmed, stage.reload(later.id).await.confirmed), (1, 0));
    }

    async fn what_comes_in_one_push_is_decided_in_its_order_with_one_commit(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let date = stage.date(10).await;
        let (signup, first) = sign_up(date.id, guizhen);
        let commands = [first, Command::CancelSignup { signup }, sign_up(date.id, guizhen).1];
        let run: Vec<Envelope> = commands.map(|command| envelope(guizhen, phone, command)).into();
        let (news, mut heard) = watch::channel(0);
        let commits = tokio::spawn(async move {
            let mut commits = 0;
            while heard.changed().await.is_ok() {
                commits += 1;
            }
            commits
        });
        let writer = Writer::start(stage.db.clone(), stage.community, news);
        let answers = writer.decide_run(run.clone(), phone).await.unwrap();
        assert!(answers.iter().map(|answer| answer.id).eq(run.iter().map(|sent| sent.id)), "{answers:?}");
        let applied = |answer: &Answer| matches!(answer.outcome, Outcome::Applied { .. });
        assert!(answers.iter().all(|answer| applied(answer) && !answer.already), "{answers:?}");
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
        // And once, however often it comes.
        let again = writer.decide_run(run, phone).await.unwrap();
        let outcomes = |answers: &[Answer]| answers.iter().map(|answer| answer.outcome.clone()).collect::<Vec<_>>();
        assert!(again.iter().all(|answer| answer.already), "{again:?}");
        assert_eq!(outcomes(&again), outcomes(&answers));
        drop(writer);
        assert_eq!(commits.await.unwrap(), 1);
    }

    async fn each_knows_what_those_before_it_have_done(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let (date, beside) = (stage.date(10).await, stage.date(10).await);
        let (first, take) = sign_up(date.id, guizhen);
        let commands = [
            take,
            sign_up(beside.id, guizhen).1,
            Command::CancelSignup { signup: first },
            sign_up(beside.id, guizhen).1,
            sign_up(beside.id, guizhen).1,
        ];
        let sent = commands.map(|command| envelope(guizhen, phone, command));
        let outcomes = outcomes(stage, sent.to_vec()).await;
        let applied = |at: usize| matches!(outcomes[at], Outcome::Applied { .. });
        let refused = |at: usize| match &outcomes[at] {
            Outcome::Refused { refusal } => Some(refusal.clone()),
            _ => None,
        };
        assert!(applied(0) && applied(2) && applied(3), "{outcomes:?}");
        assert!(matches!(refused(1), Some(Refusal::TimeClash { .. })), "{outcomes:?}");
        assert!(matches!(refused(4), Some(Refusal::AlreadySignedUp { .. })), "{outcomes:?}");
        assert_eq!((stage.reload(date.id).await.confirmed, stage.reload(beside.id).await.confirmed), (0, 1));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let first = signup::load(&mut tx, first).await.unwrap().unwrap();
        assert_eq!((first.state, first.party.len()), (SignupState::Cancelled, 1));
    }

    async fn who_waits_is_counted_from_one_to_the_next(stage: &Stage) {
        let date = stage.date(1).await;
        let (mut sent, mut signups) = (Vec::new(), Vec::new());
        for code in ["R0001", "R0004", "R0010"] {
            let who = stage.resident(code);
            let (signup, take) = sign_up(date.id, who);
            sent.push(envelope(who, stage.phone(who).await, take));
            signups.push(signup);
        }
        outcomes(stage, sent).await;
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let mut states = Vec::new();
        for id in signups {
            states.push(signup::load(&mut tx, id).await.unwrap().unwrap().state);
        }
        let waits = |ticket, position| SignupState::Waiting { ticket, position };
        assert_eq!(states, [SignupState::Confirmed, waits(1, 1), waits(2, 2)]);
    }
}
