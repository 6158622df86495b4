//! A message to two hundred people, on two servers that take turns: who looks is reached, the others get a text message, and where
//! the gateway gives up the desk calls. In the end it is said of everybody how they were reached, or that they were not; nobody
//! has had a message twice.

use super::{GOES, LEADER, called, date, does, of, told, unsound};
use crate::both_databases;
use crate::support::{Stage, applied, envelope, sign_up};
use domain::command::Command;
use domain::id::{NoticeId, OccurrenceId, ResidentId};
use domain::notice::Kind;
use domain::occurrence::Plan;
use domain::unreached::{SMS_TRIES, Unreached, WAIT_MS};
use domain::when::{Clock, HOUR_MS, MINUTE_MS, Moment};
use server::commands::now;
use server::store::device;
use server::store::reach::{self, Sent, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

const STAFF: &str = "R0007";
const PEOPLE: usize = 200;
/// So many look before the message climbs.
const LOOK: usize = 60;
/// So many of the others have a number that is never reached, so many one that the gateway refuses.
const DEAF: usize = 12;
const REFUSED: usize = 5;
/// And so many one that is reached at the third try.
const SHAKY: usize = 8;
/// So many of those on its list the desk tells; some more do not answer.
const CALLED: usize = 10;
const NO_ANSWER: usize = 3;

const EVERYBODY: &str = "select count(distinct resident) from notice where community = $1 and subject = $2";
const IN_APP: &str =
    "select count(*) from notice where community = $1 and subject = $2 and how = 'app' and reached >= made";
const BY_TEXT: &str =
    "select count(*) from notice where community = $1 and subject = $2 and how = 'sms' and reached >= made";
const BY_CALL: &str =
    "select count(*) from notice where community = $1 and subject = $2 and how = 'call' and reached >= made";

/// What becomes of text messages to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    Good,
    Shaky,
    Deaf,
    Refused,
}

impl Number {
    /// The numbers of those who have not looked, in their order.
    fn of(at: usize) -> Number {
        if at < DEAF {
            Number::Deaf
        } else if at < DEAF + REFUSED {
            Number::Refused
        } else if at < DEAF + REFUSED + SHAKY {
            Number::Shaky
        } else {
            Number::Good
        }
    }

    /// Everything that the gateway answers to one message, in order.
    fn answers(self) -> Vec<Sent> {
        match self {
            Number::Good => vec![Sent::Taken],
            Number::Shaky => vec![Sent::Trouble, Sent::Trouble, Sent::Taken],
            Number::Deaf => (0..SMS_TRIES).map(|_| Sent::Trouble).collect(),
            Number::Refused => vec![Sent::Refused],
        }
    }
}

/// A gateway that remembers what it was asked.
struct Gateway {
    numbers: BTreeMap<NoticeId, Number>,
    answered: Mutex<BTreeMap<NoticeId, Vec<Sent>>>,
}

impl Gateway {
    /// Asked once more than it has answers for, it has sent something twice.
    fn send(&self, text: &Text) -> Sent {
        let number = self.numbers.get(&text.notice).expect("only those who have not looked");
        let mut answered = self.answered.lock().unwrap();
        let before = answered.entry(text.notice).or_default();
        let sent = *number.answers().get(before.len()).expect("nobody twice");
        before.push(sent);
        sent
    }
}

/// One server sends what there is to be sent by now.
async fn serve(stage: &Stage, gateway: &Gateway, at: Moment) {
    while let Some(text) = reach::take(&stage.db, stage.community, at).await.unwrap() {
        let sent = gateway.send(&text);
        reach::settle(&stage.db, stage.community, &text, sent, at).await.unwrap();
    }
}

async fn acts(stage: &Stage, who: ResidentId, command: Command, at: Moment) {
    let phone = stage.phone(who).await;
    let answer = stage.decide(&envelope(who, phone, command), phone, at).await;
    assert!(applied(&answer), "{answer:?}");
}

/// A date for which two hundred people with numbers have signed up, called off at noon of the day before it begins.
async fn called_off(stage: &Stage) -> (OccurrenceId, Plan, Vec<ResidentId>, Moment) {
    let (date, plan) = date(stage).await;
    let wide = Plan { capacity: 250, ..plan.clone() };
    let edit = Command::EditOccurrence { occurrence: date.id, plan: wide, before: None };
    assert!(applied(&does(stage, LEADER, edit, now()).await));
    let busy = [GOES, LEADER, STAFF].map(|code| stage.resident(code));
    let lines = stage.census.residents.iter().filter(|line| !line.phone.is_empty() && !busy.contains(&line.id));
    let mut people = vec![stage.resident(GOES)];
    for line in lines.take(PEOPLE - 1) {
        acts(stage, line.id, sign_up(date.id, line.id).1, now()).await;
        people.push(line.id);
    }
    let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
    let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
    assert!(applied(&does(stage, LEADER, off, noon).await));
    (date.id, plan, people, noon)
}

/// The one message that each of them has.
async fn messages(stage: &Stage, people: &[ResidentId]) -> BTreeMap<ResidentId, NoticeId> {
    let mut messages = BTreeMap::new();
    for who in people {
        let rows = told(stage, of(*who)).await;
        assert_eq!(rows.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::CalledOff]);
        messages.insert(*who, rows[0].id);
    }
    messages
}

/// The desk calls people of its list.
async fn desk_calls(stage: &Stage, list: &[Unreached], at: Moment) {
    let staff = stage.resident(STAFF);
    let phone = stage.phone(staff).await;
    let mut tx = stage.db.write(stage.community).await.unwrap();
    device::save_desk(&mut tx, phone, staff, at.plus_ms(HOUR_MS), at).await.unwrap();
    tx.commit().await.unwrap();
    let call = async |row: &Unreached, told| {
        let command = Command::NoteCall { notice: row.id, told, door: false };
        applied(&stage.decide(&envelope(staff, phone, command), phone, at).await)
    };
    for (nth, row) in list.iter().take(CALLED + NO_ANSWER).enumerate() {
        assert!(call(row, nth < CALLED).await, "{nth}");
    }
    assert!(!call(&list[0], true).await, "who was told need not be called again");
}

/// How many messages about the date there are of which this holds.
async fn count(stage: &Stage, sql: &'static str, date: OccurrenceId) -> usize {
    usize::try_from(stage.count(sql, date.0).await).unwrap()
}

both_databases! {
    async fn of_two_hundred_everybody_is_reached_or_not_and_nobody_twice(stage: &Stage) {
        let (date, plan, people, noon) = called_off(stage).await;
        let messages = messages(stage, &people).await;
        let (look, others) = people.split_at(LOOK);
        for who in look {
            acts(stage, *who, Command::SeeNotices { until: noon }, noon.plus_ms(MINUTE_MS)).await;
        }

        let due = noon.plus_ms(WAIT_MS);
        let climb = async |at| reach::climb_due(&stage.db, stage.community, true, at).await.unwrap();
        let (one, two) = futures::future::join(climb(due), climb(due)).await;
        assert!(one.is_some() || two.is_some());
        // A third server takes one, and dies before it has sent it.
        let lost = reach::take(&stage.db, stage.community, due).await.unwrap().unwrap().notice;
        let wait: Vec<ResidentId> = others.iter().copied().filter(|who| messages[who] != lost).collect();
        let mut numbers: BTreeMap<NoticeId, Number> =
            wait.iter().enumerate().map(|(at, who)| (messages[who], Number::of(at))).collect();
        numbers.insert(lost, Number::Good);
        let gateway = Gateway { numbers, answered: Mutex::default() };
        for minute in 0..=40 {
            let at = due.plus_ms(minute * MINUTE_MS);
            futures::future::join(serve(stage, &gateway, at), serve(stage, &gateway, at)).await;
        }
        let answered = gateway.answered.into_inner().unwrap();
        assert_eq!(answered.len(), PEOPLE - LOOK);
        for (message, answers) in answered {
            assert_eq!(answers, gateway.numbers[&message].answers(), "{:?}", gateway.numbers[&message]);
        }

        let list = called(stage).await;
        let on_list: BTreeSet<ResidentId> = list.iter().map(|row| row.person.id).collect();
        let given_up: BTreeSet<ResidentId> = wait[..DEAF + REFUSED].iter().copied().collect();
        assert_eq!((list.len(), on_list), (DEAF + REFUSED, given_up));
        let later = due.plus_ms(HOUR_MS);
        desk_calls(stage, &list, later).await;
        // Who has had a text message and looks afterwards was reached by that all the same.
        acts(stage, wait[PEOPLE - LOOK - 2], Command::SeeNotices { until: noon }, later).await;
        let left: Vec<u32> = called(stage).await.iter().map(|row| row.tries).collect();
        let tried = left.iter().filter(|tries| **tries == 1).count();
        assert_eq!((left.len(), tried), (DEAF + REFUSED - CALLED, NO_ANSWER));

        climb(plan.starts).await;
        assert!(called(stage).await.is_empty(), "it is too late");
        let rows = "select count(*) from notice where community = $1 and subject = $2";
        assert_eq!([count(stage, EVERYBODY, date).await, count(stage, rows, date).await], [PEOPLE; 2]);
        let open = "select count(*) from notice where community = $1 and subject = $2 and rung <> 'over'";
        assert_eq!(count(stage, open, date).await, 0);
        assert_eq!(count(stage, IN_APP, date).await, LOOK);
        assert_eq!(count(stage, BY_TEXT, date).await, PEOPLE - LOOK - DEAF - REFUSED);
        assert_eq!(count(stage, BY_CALL, date).await, CALLED);
        let not = "select count(*) from notice where community = $1 and subject = $2 and reached is null";
        assert_eq!(count(stage, not, date).await, DEAF + REFUSED - CALLED);
        assert_eq!(unsound(stage).await, [""; 0]);
    }
}
