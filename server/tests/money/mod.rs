//! Money, on both databases: however many spend from one balance at once, it is never below zero, the ledger comes to nothing and the
//! statement is the balance; a meal is paid once and given back once; a till is closed; nobody else is told; and the
//! doctor finds what is broken on purpose.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::closing::Till;
use domain::command::Command;
use domain::id::{EntryId, OrderId, ResidentId};
use domain::ledger::{Entry, EntryKind};
use domain::order::{Order, Portions};
use domain::payment::Tender;
use domain::refusal::Refusal;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::{Day, HOUR_MS, Moment};
use domain::wire::{Answer, Outcome};
use server::commands::{Writer, now};
use server::store::{doctor, feed, ledger, order, payment};
use tokio::sync::watch;
use uuid::Uuid;

/// Has no part in all this but to be the owner of a balance.
const OWNER: &str = "R0001";
const COOK: &str = "R0006";
const STAFF: &str = "R0007";

async fn does(stage: &Stage, code: &str, command: Command, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    if code == STAFF {
        open_desk(stage, who, phone, at).await;
    }
    stage.decide(&envelope(who, phone, command), phone, at).await
}

async fn open_desk(stage: &Stage, who: ResidentId, phone: domain::id::DeviceId, at: Moment) {
    stage.open_desk(phone, who, at).await;
}

fn top_up(stage: &Stage, fen: i64) -> Command {
    Command::TopUp { entry: EntryId(Uuid::now_v7()), resident: stage.resident(OWNER), fen, tender: Tender::Cash }
}

async fn balance(stage: &Stage) -> i64 {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    ledger::wallet(&mut tx, stage.resident(OWNER)).await.unwrap().map_or(0, |wallet| wallet.fen)
}

async fn statement(stage: &Stage) -> Vec<Entry> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    ledger::statement(&mut tx, stage.resident(OWNER)).await.unwrap()
}

/// An order of so many days ahead, that costs something.
async fn ordered(stage: &Stage, days: i32) -> Order {
    let (id, answer) = books(stage, days, false).await;
    assert!(applied(&answer));
    let mut tx = stage.db.read(stage.community).await.unwrap();
    order::load(&mut tx, id).await.unwrap().unwrap()
}

async fn books(stage: &Stage, days: i32, from_balance: bool) -> (OrderId, Answer) {
    let (id, day) = (OrderId(Uuid::now_v7()), now().day().plus(days));
    let serving = stage.census.servings.iter().find(|row| row.day == day && row.portions > 9 && row.price_fen > 0);
    let portions = vec![Portions { serving: serving.unwrap().id, count: 3 }];
    let (eater, delivered) = (stage.resident(OWNER), false);
    let command = Command::PlaceOrder { order: id, day, eater, portions, delivered, from_balance, note: String::new() };
    (id, does(stage, OWNER, command, now()).await)
}

async fn told(stage: &Stage, scope: Scope) -> Vec<Row> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    lines.iter().filter_map(|line| line.body.as_deref()).map(|body| serde_json::from_str(body).unwrap()).collect()
}

async fn unsound(stage: &Stage, at: Moment) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, at).await.unwrap();
    let about = ["everyone is told the phones they are signed in on"];
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && !about.contains(&finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn sixty_four_spenders_of_one_balance_never_spend_more_than_there_is(stage: &Stage) {
        let at = now();
        assert!(applied(&does(stage, STAFF, top_up(stage, 3_050), at).await));
        let (staff, owner) = (stage.resident(STAFF), stage.resident(OWNER));
        // As on two servers side by side.
        let writers = [0, 1].map(|_| Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0)));
        let mut sent = Vec::new();
        for _ in 0..64 {
            let phone = stage.phone(staff).await;
            open_desk(stage, staff, phone, at).await;
            let command = Command::PayBack { entry: EntryId(Uuid::now_v7()), resident: owner, fen: 100 };
            sent.push((envelope(staff, phone, command), phone));
        }
        let all = sent.into_iter().zip(writers.iter().cycle()).map(|((sent, phone), writer)| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.decide(sent, phone).await })
        });
        let mut done = 0;
        for answer in futures::future::join_all(all).await {
            match answer.unwrap().unwrap().outcome {
                Outcome::Applied { .. } => done += 1,
                Outcome::Refused { refusal } => assert_eq!(refusal, Refusal::BalanceShort),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(done, 30, "as many as there was money for, and no more");
        let lines = statement(stage).await;
        assert_eq!((lines.len(), balance(stage).await), (31, 50));
        assert_eq!(lines.iter().map(|entry| entry.postings.balance).sum::<i64>(), 50, "the statement is the balance");
        assert!(lines.iter().all(|entry| entry.postings.sum() == Some(0)));
        let till = told(stage, Scope::Desk).await.into_iter().find_map(|row| match row {
            Row::Till(till) => Some(till.cash_fen),
            _ => None,
        });
        assert_eq!(till, Some(50), "the cash that is left is what is owed");
        assert_eq!(unsound(stage, now()).await, [""; 0]);
        let below = "update wallet set fen = -1 where community = $1 and wallet = $2";
        assert!(stage.change(below, owner.0).await.is_err(), "the database itself refuses");
    }

    async fn a_meal_is_paid_from_the_balance_once_and_given_back_once(stage: &Stage) {
        let meal = ordered(stage, 4).await;
        let pay = || Command::PayOrder { entry: EntryId(Uuid::now_v7()), order: meal.id };
        assert_eq!(refused(does(stage, OWNER, pay(), now()).await), Refusal::BalanceShort);
        assert!(applied(&does(stage, STAFF, top_up(stage, 20_000), now()).await));
        assert_eq!(refused(does(stage, "R0024", pay(), now()).await), Refusal::NotFound, "it is not theirs");
        assert!(applied(&does(stage, OWNER, pay(), now()).await));
        assert_eq!(refused(does(stage, OWNER, pay(), now()).await), Refusal::AlreadyPaid);
        assert_eq!(balance(stage).await, 20_000 - meal.owed_fen());
        assert_eq!(unsound(stage, now()).await, [""; 0]);
        let cancel = Command::CancelOrder { order: meal.id };
        assert!(applied(&does(stage, OWNER, cancel, now()).await));
        assert_eq!(balance(stage).await, 20_000);
        let kinds: Vec<EntryKind> = statement(stage).await.into_iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds.len(), 3);
        for kind in [EntryKind::TopUp, EntryKind::Meal, EntryKind::MealBack] {
            assert!(kinds.contains(&kind), "{kind:?}");
        }
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert!(payment::load(&mut tx, meal.id).await.unwrap().is_some_and(|payment| payment.back.is_some()));
        drop(tx);
        assert_eq!(unsound(stage, now()).await, [""; 0]);
    }

    async fn a_meal_that_is_booked_from_the_balance_is_paid_at_once_or_not_booked(stage: &Stage) {
        assert!(applied(&does(stage, STAFF, top_up(stage, 10), now()).await));
        let (none, answer) = books(stage, 4, true).await;
        assert_eq!(refused(answer), Refusal::BalanceShort);
        assert!(applied(&does(stage, STAFF, top_up(stage, 20_000), now()).await));
        let (id, answer) = books(stage, 4, true).await;
        assert!(applied(&answer));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert_eq!(order::load(&mut tx, none).await.unwrap(), None);
        let owed = order::load(&mut tx, id).await.unwrap().unwrap().owed_fen();
        drop(tx);
        assert_eq!(balance(stage).await, 20_010 - owed);
        assert_eq!(unsound(stage, now()).await, [""; 0]);
        assert!(applied(&does(stage, OWNER, Command::CancelOrder { order: id }, now()).await));
        assert_eq!(balance(stage).await, 20_010);
        assert_eq!(unsound(stage, now()).await, [""; 0]);
    }

    async fn an_elder_pays_less_and_the_committee_the_rest(stage: &Stage) {
        let meal = ordered(stage, 4).await;
        let first = Day::parse(&format!("{}-01", stage.census.residents.iter()
            .find(|line| line.id == stage.resident(OWNER)).unwrap().born)).unwrap();
        let off = match first.years_until(meal.day) {
            80.. => 400,
            60.. => 200,
            _ => 0,
        };
        assert_eq!(meal.subsidy_fen, off.min(meal.total_fen));
        assert_eq!(meal.owed_fen(), meal.total_fen - meal.subsidy_fen);
    }

    async fn a_day_is_closed_and_what_comes_later_is_the_next_days(stage: &Stage) {
        let at = now();
        let (meal, today) = (ordered(stage, 4).await, at.day());
        let noon = at.plus_ms(4 * 24 * HOUR_MS);
        // What is only due by then is no matter of this test.
        let before = unsound(stage, noon).await;
        let take = |tender| Command::TakePayment { entry: EntryId(Uuid::now_v7()), order: meal.id, tender };
        assert_eq!(refused(does(stage, COOK, take(Tender::Cash), at).await), Refusal::NotYetTheDay);
        assert!(applied(&does(stage, COOK, take(Tender::Cash), noon).await));
        assert_eq!(refused(does(stage, COOK, take(Tender::Code), noon).await), Refusal::AlreadyPaid);
        let close = |counted_fen, words: &str| {
            let entry = EntryId(Uuid::now_v7());
            Command::CloseTill { entry, day: meal.day, counted_fen, words: words.into() }
        };
        let short = meal.owed_fen() - 10;
        assert_eq!(refused(does(stage, COOK, close(short, ""), noon).await), Refusal::WordsMissing);
        assert!(applied(&does(stage, COOK, close(short, "少了一角"), noon).await));
        assert_eq!(refused(does(stage, COOK, close(short, "少了一角"), noon).await), Refusal::DayClosed);
        assert!(applied(&does(stage, STAFF, top_up(stage, 500), noon).await));
        let mut tills: Vec<Till> = Vec::new();
        for row in told(stage, Scope::Kitchen).await {
            if let Row::Till(till) = row {
                tills.push(till);
            }
        }
        tills.sort_by_key(|till| till.day);
        let seen: Vec<_> = tills.iter().map(|till| (till.day.since(today), till.cash_fen, till.closed.is_some())).collect();
        assert_eq!(seen, [(4, meal.owed_fen(), true), (5, 500, false)]);
        assert_eq!(unsound(stage, noon).await, before);
        let more = "update till set cash_fen = cash_fen + 1 where community = $1 and till = $2";
        assert!(stage.change(more, tills[0].id.0).await.is_err(), "the database itself refuses");
        assert_eq!(stage.change(more, tills[1].id.0).await.unwrap(), 1);
        assert!(unsound(stage, noon).await.contains(&"a day's till holds what the ledger says"));
    }

    async fn what_was_noted_wrongly_is_taken_back_once_and_paid_anew(stage: &Stage) {
        let meal = ordered(stage, 4).await;
        let noon = now().plus_ms(4 * 24 * HOUR_MS);
        let before = unsound(stage, noon).await;
        let (entry, cash) = (EntryId(Uuid::now_v7()), meal.owed_fen());
        let take = |entry, tender| Command::TakePayment { entry, order: meal.id, tender };
        assert!(applied(&does(stage, COOK, take(entry, Tender::Cash), noon).await));
        let paid = async |code: &str| {
            let rows = told(stage, Scope::Person(stage.resident(code))).await;
            rows.iter().any(|row| matches!(row, Row::Payment(payment) if payment.id == meal.id))
        };
        assert!(paid(OWNER).await);
        let back = |of, reason: &str| Command::ReverseEntry { entry: EntryId(Uuid::now_v7()), of, reason: reason.into() };
        assert_eq!(refused(does(stage, OWNER, back(entry, ""), noon).await), Refusal::NotAllowed);
        assert!(applied(&does(stage, COOK, back(entry, ""), noon).await));
        assert_eq!(refused(does(stage, COOK, back(entry, ""), noon).await), Refusal::AlreadyCancelled);
        assert!(!paid(OWNER).await, "it is to be paid");
        assert_eq!(unsound(stage, noon).await, before);
        // By code, as it was; and staff take that back a day later, and say why.
        let again = EntryId(Uuid::now_v7());
        assert!(applied(&does(stage, COOK, take(again, Tender::Code), noon).await));
        assert!(paid(OWNER).await);
        assert_eq!(unsound(stage, noon).await, before);
        let later = noon.plus_ms(24 * HOUR_MS);
        assert_eq!(refused(does(stage, COOK, back(again, "收了两次"), later).await), Refusal::DayClosed);
        assert_eq!(refused(does(stage, STAFF, back(again, " "), later).await), Refusal::WordsMissing);
        assert!(applied(&does(stage, STAFF, back(again, "收了两次"), later).await));
        assert_eq!(unsound(stage, noon).await, before);
        let tills: Vec<Till> = told(stage, Scope::Kitchen).await.into_iter()
            .filter_map(|row| if let Row::Till(till) = row { Some(till) } else { None }).collect();
        let sum = |fen: fn(&Till) -> i64| tills.iter().map(fen).sum::<i64>();
        assert_eq!((sum(|till| till.cash_fen), sum(|till| till.code_fen)), (0, 0));
        assert!(tills.iter().any(|till| till.code_fen == -cash), "out of the till of that day");
        let twice = "insert into entry (community, entry, kind, day, resident, till_fen, code_fen, subsidy_fen,
                difference_fen, balance_fen, meals_fen, noted_by, noted, reverses)
             select community, meal_order, 'pay_back', day, resident, 0, 0, 0, 0, 0, 0, noted_by, noted, reverses
             from entry where community = $1 and reverses = $2";
        assert!(stage.change(twice, entry.0).await.is_err(), "the database itself refuses");
    }

    async fn what_was_paid_ahead_and_spent_since_is_not_taken_back(stage: &Stage) {
        let first = top_up(stage, 500);
        let Command::TopUp { entry, .. } = first else { panic!("{first:?}") };
        assert!(applied(&does(stage, STAFF, first, now()).await));
        let spend = Command::PayBack { entry: EntryId(Uuid::now_v7()), resident: stage.resident(OWNER), fen: 1 };
        assert!(applied(&does(stage, STAFF, spend, now()).await));
        let back = || Command::ReverseEntry { entry: EntryId(Uuid::now_v7()), of: entry, reason: String::new() };
        assert_eq!(refused(does(stage, STAFF, back(), now()).await), Refusal::BalanceShort);
        assert!(applied(&does(stage, STAFF, top_up(stage, 1), now()).await));
        assert!(applied(&does(stage, STAFF, back(), now()).await));
        assert_eq!(balance(stage).await, 0);
        let pair = statement(stage).await;
        assert!(pair.iter().any(|line| line.reverses == Some(entry) && line.postings.balance == -500));
        assert_eq!(unsound(stage, now()).await, [""; 0]);
    }

    async fn whoever_eats_sees_that_somebody_else_has_paid(stage: &Stage) {
        // She orders for her mother, and pays.
        let (mother, day) = (stage.resident("R0002"), now().day().plus(4));
        let serving = stage.census.servings.iter().find(|row| row.day == day && row.portions > 9 && row.price_fen > 0);
        let (order, portions) = (OrderId(Uuid::now_v7()), vec![Portions { serving: serving.unwrap().id, count: 1 }]);
        let (delivered, from_balance, note) = (false, true, String::new());
        assert!(applied(&does(stage, STAFF, top_up(stage, 20_000), now()).await));
        let command = Command::PlaceOrder { order, day, eater: mother, portions, delivered, from_balance, note };
        assert!(applied(&does(stage, OWNER, command, now()).await));
        for who in [mother, stage.resident(OWNER)] {
            let rows = told(stage, Scope::Person(who)).await;
            assert!(rows.iter().any(|row| matches!(row, Row::Payment(payment) if payment.id == order)), "{who}");
        }
        assert_eq!(unsound(stage, now()).await, [""; 0]);
        assert!(applied(&does(stage, "R0002", Command::CancelOrder { order }, now()).await));
        let rows = told(stage, Scope::Person(mother)).await;
        assert!(!rows.iter().any(|row| matches!(row, Row::Payment(_))));
        assert_eq!(unsound(stage, now()).await, [""; 0]);
    }

    async fn a_statement_is_its_owners_and_the_ledger_stays_as_it_is(stage: &Stage) {
        assert!(applied(&does(stage, STAFF, top_up(stage, 500), now()).await));
        let owner = stage.resident(OWNER);
        let entry = statement(stage).await[0].id.0;
        let entries = |rows: Vec<Row>| rows.into_iter().filter(|row| matches!(row, Row::Entry(_))).count();
        assert_eq!(entries(told(stage, Scope::Person(owner)).await), 1);
        assert_eq!(entries(told(stage, Scope::Desk).await), 1, "what was paid at the desk can be taken back there");
        let others = [Scope::Public, Scope::Kitchen, Scope::Organizers, Scope::Person(stage.resident(STAFF))];
        for scope in others {
            assert_eq!(entries(told(stage, scope).await), 0, "{scope:?}");
        }
        let change = "update entry set till_fen = 600, balance_fen = 600 where community = $1 and entry = $2";
        assert!(stage.change(change, entry).await.is_err(), "the database itself refuses");
        let unequal = "insert into entry (community, entry, kind, day, resident, till_fen, code_fen, subsidy_fen,
                difference_fen, balance_fen, meals_fen, noted_by, noted)
             select community, $2, kind, day, resident, till_fen + 1, code_fen, subsidy_fen, difference_fen, balance_fen,
                meals_fen, noted_by, noted from entry where community = $1";
        assert!(stage.change(unequal, Uuid::now_v7()).await.is_err(), "what does not come to nothing is no entry");
        assert!(stage.change("delete from entry where community = $1 and entry = $2", entry).await.is_err());
        let rich = "update wallet set fen = fen + 1 where community = $1 and wallet = $2";
        assert_eq!(stage.change(rich, owner.0).await.unwrap(), 1);
        assert_eq!(unsound(stage, now()).await, ["a balance is what its owner's statement comes to"]);
    }
}
