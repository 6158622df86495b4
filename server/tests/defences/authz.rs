//! Every route and every command, by every player, on things of every relation: the answers of `policy.txt`, nothing changed where
//! it says no, and nothing to tell a forbidden thing from one that is not there.

use crate::attempts;
use crate::cast::{NAMES, player};
use crate::on_both;
use crate::policy::{Line, policy};
use crate::world::{Ask, Reply, World};
use crate::{prepared, prove, requests};
use domain::command::Command;
use domain::mandate;
use domain::wire::{Answer, Outcome, Pushed};
use server::policy::Policy;
use server::router::TABLE;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::sleep;

/// What a request got, in the words of the policy.
pub fn word(reply: &Reply) -> String {
    let text = reply.text();
    match (reply.status.as_u16(), text.as_str()) {
        (403, "") => "site".into(),
        (403, "\"not_allowed\"") => "no".into(),
        (403, "\"wrong_factor\"") => "bad".into(),
        (403, "\"unknown\"") => "card".into(),
        (status, _) => status.to_string(),
    }
}

/// Whether the body is of the kind that the policy names, and of no other.
fn body_is(kind: &str, reply: &Reply) -> bool {
    let json: Option<serde_json::Value> = serde_json::from_slice(&reply.body).ok();
    let has = |name: &str| json.as_ref().is_some_and(|json| json.get(name).is_some());
    match kind {
        "answers" => has("answers"),
        "rows" => has("epoch") && has("rows"),
        "accounts" => has("residents"),
        "object" => has("register") && has("rows"),
        "state" => json.as_ref().is_some_and(|json| json.is_string() || json.is_object()),
        "question" => json.as_ref().is_some_and(|json| json.as_str().is_some_and(|text| text.contains("challenge"))),
        "keys" => has("possible") && has("passkeys"),
        "list" => json.as_ref().is_some_and(serde_json::Value::is_array),
        "left" => has("given_up") && has("standing"),
        "recorded" => has("name") && has("phone") && has("born"),
        "yes" => reply.text() == "true",
        "compared" => has("stays") && has("goes") && has("doubts"),
        "merged" => has("done") || has("refused"),
        "brought" => has("rows") && has("columns"),
        "count" => json.as_ref().is_some_and(serde_json::Value::is_u64),
        "stream" => reply.kind.starts_with("text/event-stream"),
        "lottery" => has("commitment") && has("entries"),
        "jpeg" => reply.kind == "image/jpeg",
        "svg" => reply.kind == "image/svg+xml" && reply.text().starts_with("<svg"),
        "html" => reply.kind == "text/html; charset=utf-8" && reply.text().starts_with("<!DOCTYPE html>"),
        "text" => reply.kind.starts_with("text/"),
        "address" => has("since"),
        "alerts" => has("key") && has("on") && !reply.text().contains("googleapis"),
        "calendar" => reply.kind == "text/calendar; charset=utf-8" && reply.body.starts_with(b"BEGIN:VCALENDAR\r\n"),
        "xlsx" => reply.kind == server::workbook::TYPE && reply.body.starts_with(b"PK"),
        "empty" => reply.body.is_empty(),
        _ => false,
    }
}

/// What may have changed although the answer was no: notes of the attempt itself.
pub fn still(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Vec<String> {
    let notes = ["receipt", "sign_in_try", "ceremony"];
    let changed = after.iter().filter(|(table, count)| before.get(*table) != Some(count));
    changed.map(|(table, _)| table.clone()).filter(|table| !notes.contains(&table.as_str())).collect()
}

/// The words for a request that did something, or may have.
pub fn granted(word: &str) -> bool {
    word == "done" || word.starts_with('2')
}

/// Failures with where they happened; what was tried.
#[derive(Default)]
struct Tally {
    cells: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn check(&mut self, fine: bool, line: &Line, player: &str, what: &str) {
        if !fine {
            self.wrong.push(format!("{} {} as {player}: {what}", line.name, line.relation));
        }
    }

    fn end(self, what: &str) {
        prove::report("AUTHZ", what, self.cells, self.wrong.len());
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}

/// Forbidden and absent must look the same: same status, same body.
type Denials = BTreeMap<(String, String, &'static str), (String, String)>;

fn same_for_absent(denials: &Denials, tally: &mut Tally) {
    let mut compared = 0;
    for ((name, relation, player), seen) in denials {
        let absent = denials.get(&(name.clone(), "absent".into(), *player));
        if let Some(absent) = absent.filter(|_| relation != "absent") {
            compared += 1;
            if absent != seen {
                tally.wrong.push(format!("{name} {relation} as {player} {seen:?} differs from absent {absent:?}"));
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

/// What every player gets for these lines of the policy.
#[derive(Default)]
struct Run {
    tally: Tally,
    denials: Denials,
    /// Methods and paths, or commands.
    reached: BTreeSet<(String, String)>,
}

async fn routes(world: &World, lines: Vec<Line>) -> Run {
    let mut run = Run::default();
    for line in lines {
        for (name, expected) in NAMES.into_iter().zip(&line.cells).filter(|(_, cell)| *cell != ".") {
            let asker = player(world, name).await;
            for ask in requests::requests(world, &asker, &line).await {
                run.reached.insert((ask.method.clone(), ask.path.clone()));
                let before = world.counts().await;
                let reply = world.ask(&ask).await;
                let (seen, at) = (word(&reply), format!("{} {}", ask.method, ask.path));
                let tally = &mut run.tally;
                tally.cells += 1;
                tally.check(&seen == expected, &line, name, &format!("{at}: {seen} instead of {expected}"));
                if granted(&seen) {
                    tally.check(body_is(&line.body, &reply), &line, name, &format!("{at}: {}", reply.text()));
                }
                // A GET changes nothing, whoever it is from; but the desk's log says that it was taken away.
                if !granted(&seen) || ask.method == "GET" {
                    let mut changed = still(&before, &world.counts().await);
                    changed.retain(|table| !granted(&seen) || table != "audit");
                    tally.check(changed.is_empty(), &line, name, &format!("{at} changed {changed:?}"));
                }
                if !granted(&seen) {
                    let key = (line.name.clone(), line.relation.clone(), name);
                    run.denials.insert(key, (seen, reply.text()));
                }
            }
        }
    }
    run
}

async fn commands(world: &World, lines: Vec<Line>) -> Run {
    let mut run = Run::default();
    for line in lines {
        for (name, expected) in NAMES.into_iter().zip(&line.cells).filter(|(_, cell)| *cell != ".") {
            let actor = player(world, name).await;
            let command = attempts::command(world, &actor, &line).await;
            assert_eq!(kind(&command), line.name);
            run.reached.insert(("push".into(), line.name.clone()));
            let before = world.counts().await;
            let reply = patiently(world, &attempts::push(world, &actor, command)).await;
            let (seen, outcome) = outcome(&reply);
            let tally = &mut run.tally;
            tally.cells += 1;
            tally.check(&seen == expected, &line, name, &format!("{seen} instead of {expected}"));
            let changed = still(&before, &world.counts().await);
            if granted(&seen) {
                tally.check(!changed.is_empty(), &line, name, "done, and nothing changed");
            } else {
                tally.check(changed.is_empty(), &line, name, &format!("{seen}, and changed {changed:?}"));
                run.denials.insert((line.name.clone(), line.relation.clone(), name), (seen, outcome));
            }
        }
    }
    run
}

/// The answer of a server that was asked so often by one phone that it may want a pause first.
pub async fn patiently(world: &World, ask: &Ask) -> Reply {
    loop {
        let reply = world.ask(ask).await;
        if reply.status != 429 {
            return reply;
        }
        sleep(Duration::from_secs(1)).await;
    }
}

/// Every cell says the opposite of what is right.
fn doctored(section: &str, names: &[&str], yes: &str, no: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = policy(section).into_iter().filter(|line| names.contains(&line.name.as_str())).collect();
    for cell in lines.iter_mut().flat_map(|line| &mut line.cells).filter(|cell| *cell != ".") {
        *cell = if granted(cell) { no } else { yes }.into();
    }
    lines
}

on_both! {
    async fn every_route_answers_every_player_as_the_policy_says(world: &World) {
        prepared::prepare(world).await;
        prepared::prepare_key(world).await;
        let Run { mut tally, denials, reached } = routes(world, policy("requests")).await;
        same_for_absent(&denials, &mut tally);
        for rule in TABLE {
            let hit = reached.iter().any(|(method, path)| {
                let same = |(a, b): (&str, &str)| a == b || a.starts_with('{');
                method == rule.method
                    && rule.path.split('/').count() == path.split('/').count()
                    && rule.path.split('/').zip(path.split('/')).all(same)
            });
            assert!(hit, "{rule} is not in policy.txt");
        }
        tally.end(&format!("route x player x relation, {}", world.kind()));
    }

    async fn every_command_by_every_player_gets_what_the_policy_says(world: &World) {
        let Run { mut tally, mut denials, reached } = commands(world, policy("commands")).await;
        // Activities, dates, shifts and reports are public, so it is no secret that they are there.
        let public = ["endorse", "change_activity", "cancel_from", "edit_shift", "cancel_shift", "note_presence"];
        let after = ["close_attendance", "say_thanks", "amend_from", "note_tally"];
        denials.retain(|(command, ..), _| !public.contains(&command.as_str()) && !after.contains(&command.as_str()));
        denials.retain(|(command, ..), _| !command.contains("occurrence"));
        // The team whose leader one is answers differently, and so do one's own things.
        denials.retain(|(_, relation, _), _| relation != "own");
        same_for_absent(&denials, &mut tally);
        assert_eq!(reached.len(), COMMANDS, "a command is not in policy.txt");
        tally.end(&format!("command x player x relation, {}", world.kind()));
    }

    async fn a_policy_that_says_the_opposite_fails_in_every_cell(world: &World) {
        let cards = routes(world, doctored("requests", &["desk-cards", "export"], "200", "no")).await.tally;
        assert_eq!((cards.cells, cards.wrong.len()), (39, 39), "{:?}", cards.wrong);
        let dates = commands(world, doctored("commands", &["edit_occurrence"], "done", "not_allowed")).await.tally;
        assert_eq!((dates.cells, dates.wrong.len()), (39, 39), "{:?}", dates.wrong);
        let (before, after) = (BTreeMap::from([("order".into(), 1)]), BTreeMap::from([("order".into(), 2)]));
        assert_eq!(still(&before, &after), ["order"]);
    }
}

/// What became of the one command of a push, in the words of the policy; and all of it.
pub fn outcome(reply: &Reply) -> (String, String) {
    if reply.status != 200 {
        return (reply.status.as_u16().to_string(), reply.text());
    }
    let pushed: Pushed = serde_json::from_slice(&reply.body).unwrap();
    let [Answer { outcome, .. }] = pushed.answers.as_slice() else { panic!("{}", reply.text()) };
    let word = match outcome {
        Outcome::Applied { .. } => "done".into(),
        Outcome::SignInNeeded => "session".into(),
        Outcome::IdReused => "id_reused".into(),
        Outcome::Refused { refusal } => match serde_json::to_value(refusal).unwrap() {
            serde_json::Value::String(word) => word,
            data => data.to_string(),
        },
    };
    (word, serde_json::to_string(outcome).unwrap())
}

/// How many commands there are, each step of a favour, of a stint and of a mandate counted: [`kind`] does not compile when one is missing.
const COMMANDS: usize = 89;

fn kind(command: &Command) -> &'static str {
    match command {
        Command::SignUp { .. } => "sign_up",
        Command::CancelSignup { .. } => "cancel_signup",
        Command::PlaceOrder { .. } => "place_order",
        Command::CancelOrder { .. } => "cancel_order",
        Command::ChangeOrder { .. } => "change_order",
        Command::FileReport { .. } => "file_report",
        Command::WithdrawReport { .. } => "withdraw_report",
        Command::Endorse { .. } => "endorse",
        Command::AddOccurrence { .. } => "add_occurrence",
        Command::EditOccurrence { .. } => "edit_occurrence",
        Command::CancelOccurrence { .. } => "cancel_occurrence",
        Command::PostActivity { .. } => "post_activity",
        Command::ChangeActivity { .. } => "change_activity",
        Command::CancelFrom { .. } => "cancel_from",
        Command::AmendFrom { .. } => "amend_from",
        Command::NoteTally { .. } => "note_tally",
        Command::SeeNotices { .. } => "see_notices",
        Command::ChooseNotices { .. } => "choose_notices",
        Command::NoteCall { .. } => "note_call",
        Command::PlaceOrderFor { .. } => "place_order_for",
        Command::CountServing { .. } => "count_serving",
        Command::RateOrder { .. } => "rate_order",
        Command::TopUp { .. } => "top_up",
        Command::PayBack { .. } => "pay_back",
        Command::PayOrder { .. } => "pay_order",
        Command::TakePayment { .. } => "take_payment",
        Command::ReverseEntry { .. } => "reverse_entry",
        Command::CloseTill { .. } => "close_till",
        Command::SetRegular { .. } => "set_regular",
        Command::EndRegular { .. } => "end_regular",
        Command::RecordVisit { .. } => "record_visit",
        Command::HandOut { .. } => "hand_out",
        Command::NoteErrand { .. } => "note_errand",
        Command::SetMenu { .. } => "set_menu",
        Command::CopyMenus { .. } => "copy_menus",
        Command::ShowDish { .. } => "show_dish",
        Command::AnswerReport { .. } => "answer_report",
        Command::MergeReport { .. } => "merge_report",
        Command::RegisterResident { .. } => "register_resident",
        Command::RevokeDevice { .. } => "revoke_device",
        Command::TakeShift { .. } => "take_shift",
        Command::LeaveShift { .. } => "leave_shift",
        Command::SeekReplacement { .. } => "seek_replacement",
        Command::AddShift { .. } => "add_shift",
        Command::EditShift { .. } => "edit_shift",
        Command::CancelShift { .. } => "cancel_shift",
        Command::NotePresence { .. } => "note_presence",
        Command::SignHours { .. } => "sign_hours",
        Command::ReverseHours { .. } => "reverse_hours",
        Command::RecordQualification { .. } => "record_qualification",
        Command::AuthoriseCollector { .. } => "authorise_collector",
        Command::WithdrawCollector { .. } => "withdraw_collector",
        Command::NoteAid { .. } => "note_aid",
        Command::AcceptOffer { .. } => "accept_offer",
        Command::OfferTo { .. } => "offer_to",
        Command::ProposeSwap { .. } => "propose_swap",
        Command::AnswerSwap { .. } => "answer_swap",
        Command::AskToJoin { .. } => "ask_to_join",
        Command::InviteToJoin { .. } => "invite_to_join",
        Command::AnswerJoining { .. } => "answer_joining",
        Command::LeaveTeam { .. } => "leave_team",
        Command::SignUpFor { .. } => "sign_up_for",
        Command::IssueCertificate { .. } => "issue_certificate",
        Command::PostCall { .. } => "post_call",
        Command::ChangeCall { .. } => "change_call",
        Command::CloseCall { .. } => "close_call",
        Command::Pledge { .. } => "pledge",
        Command::CloseAttendance { .. } => "close_attendance",
        Command::SayThanks { .. } => "say_thanks",
        Command::AnswerSignup { .. } => "answer_signup",
        Command::SchedulePost { .. } => "schedule_post",
        Command::ChangeScheduled { .. } => "change_scheduled",
        Command::LeasePlaces { .. } => "lease_places",
        Command::ReturnPlaces { .. } => "return_places",
        Command::GivePlaces { .. } => "give_places",
        Command::OfferSkill { .. } => "offer_skill",
        Command::WithdrawOffering { .. } => "withdraw_offering",
        Command::Favour { step, .. } => crate::skills::kind(step),
        Command::Stint { step, .. } => crate::stints::kind(step),
        Command::Mandate { step, .. } => match step {
            mandate::Step::Ask { .. } => "ask_mandate",
            mandate::Step::Record { .. } => "record_mandate",
            mandate::Step::Answer { .. } => "answer_mandate",
        },
        Command::SetStanding { .. } => "set_standing",
        Command::TakeOffTeam { .. } => "take_off_team",
    }
}

#[test]
fn the_table_leaves_nothing_open_that_the_design_closes() {
    let open: Vec<_> = TABLE.iter().filter(|rule| rule.policy == Policy::Anyone).map(ToString::to_string).collect();
    let meant = [
        "POST /api/pull",
        "GET /api/live",
        "POST /api/sign-in",
        "POST /api/sign-out",
        "POST /api/accounts",
        "GET /api/pictures/{id}",
        "GET /api/qr/{id}",
        "GET /api/qr/certificate/{id}",
        "GET /api/lottery/{id}",
        "GET /api/sounds",
        "GET /calendar/public.ics",
        "GET /calendar/organization/{id}",
        "GET /calendar/person/{secret}",
        "GET /certificate/{id}",
        "GET /style",
        "GET /style/sheet.css",
        "GET /health",
        "GET /sw.js",
        "GET /shell",
        "GET /desk-shell",
    ];
    assert_eq!(open, meant);
    let paths: BTreeSet<(&str, &str)> = TABLE.iter().map(|rule| (rule.method, rule.path)).collect();
    assert_eq!(paths.len(), TABLE.len(), "each route once");
}

#[test]
fn routes_stand_in_the_table_and_nowhere_else() {
    let source = include_str!("../../src/router.rs");
    assert_eq!(source.matches(".route(").count(), 1, "the one in the table's macro");
    for other in [".nest(", ".merge(", "route_service(", "nest_service("] {
        assert!(!source.contains(other), "{other}");
    }
}
