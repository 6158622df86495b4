//! What the two databases must both keep: at most once, never oversold, nothing for strangers.

mod aids;
mod alliance;
mod approval;
mod attendance;
mod backup;
mod batches;
mod cards;
mod certificates;
mod counter;
mod demo;
mod doctor;
mod doors;
mod errands;
mod kept;
mod leases;
mod lottery;
mod mandates;
mod menus;
mod merging;
mod money;
mod notices;
mod pictures;
mod publishing;
mod register;
mod regular;
mod rehearsal;
mod releases;
mod series;
mod shifts;
mod skills;
mod stints;
mod support;
mod tally;
mod teams;
mod visits;
mod votes;
mod waiting_list;
mod whole;
mod windows;

use crate::support::{Stage, applied, envelope, sign_up};
use domain::command::{Command, Envelope};
use domain::id::{DeviceId, OrderId};
use domain::order::Portions;
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::signup::SignupState;
use domain::when::{HOUR_MS, MINUTE_MS};
use domain::wire::{Answer, Outcome};
use server::api::desk::issue;
use server::api::sign_in::CARD_MS;
use server::commands::{Writer, now, recall};
use server::secret::{read_card_code, sha256};
use server::store::{self, card, feed, order, resident, sign_in_try, signup};
use std::collections::BTreeSet;
use tokio::sync::watch;
use uuid::Uuid;

/// What a server that does not know the time answers.
async fn recalled(stage: &Stage, sent: &Envelope, phone: DeviceId) -> Option<Answer> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    recall(&mut tx, sent, phone).await.unwrap()
}

both_databases! {
    async fn importing_the_same_files_twice_changes_nothing(stage: &Stage) {
        let revisions = "select cast(sum(revision) + count(*) as bigint) from feed where community = $1 and id <> $2";
        let before = stage.count(revisions, Uuid::nil()).await;
        assert!(before > 400);
        assert_eq!(store::census::import(&stage.db, &stage.census).await.unwrap().changed, 0);
        assert_eq!(stage.count(revisions, Uuid::nil()).await, before);
    }

    async fn an_import_never_touches_places_that_were_taken(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let mut dates = stage.census.occurrences.iter();
        let date = dates.find(|date| date.starts > now().plus_ms(HOUR_MS)).unwrap();
        let (_, command) = sign_up(date.id, guizhen);
        assert!(applied(&stage.decide(&envelope(guizhen, phone, command), phone, now()).await));
        store::census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn a_sign_up_is_in_the_table_the_feed_and_the_receipts(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let date = stage.date(10).await;
        let (id, command) = sign_up(date.id, guizhen);
        let sent = envelope(guizhen, phone, command);
        let answer = stage.decide(&sent, phone, now()).await;
        assert!(applied(&answer) && !answer.already, "{answer:?}");

        let mut tx = stage.db.read(stage.community).await.unwrap();
        let row = signup::load(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((row.state, row.booker.id), (SignupState::Confirmed, guizhen));
        let lines = feed::since(&mut tx, Scope::Person(guizhen), 0).await.unwrap();
        assert!(lines.iter().any(|line| line.noun == "signup" && line.id == id.0));
        let receipt = store::receipt::load(&mut tx, sent.id).await.unwrap().unwrap();
        assert_eq!((receipt.actor, receipt.outcome), (guizhen.0, answer.outcome));
        drop(tx);
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn a_command_that_is_sent_twice_has_one_effect(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let date = stage.date(10).await;
        let sent = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
        let first = stage.decide(&sent, phone, now()).await;
        let second = stage.decide(&sent, phone, now().plus_ms(HOUR_MS)).await;
        assert!(!first.already && second.already);
        assert_eq!(first.outcome, second.outcome);
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn what_was_decided_is_remembered_longer_than_any_phone_is_away(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let date = stage.date(10).await;
        let sent = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
        let first = stage.decide(&sent, phone, now()).await;
        for days in [30, 401, 3 * 365] {
            let again = stage.decide(&sent, phone, now().plus_ms(days * 24 * HOUR_MS)).await;
            assert!(again.already && again.outcome == first.outcome, "after {days} days: {again:?}");
        }
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn a_refusal_is_remembered_too(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let phone = stage.phone(guizhen).await;
        let sent = envelope(guizhen, phone, sign_up(domain::id::OccurrenceId(Uuid::now_v7()), guizhen).1);
        let first = stage.decide(&sent, phone, now()).await;
        assert_eq!(first.outcome, Outcome::Refused { refusal: Refusal::NotFound });
        assert!(stage.decide(&sent, phone, now()).await.already);
    }

    async fn an_id_that_was_used_for_something_else_is_told_so(stage: &Stage) {
        let (guizhen, neighbour) = (stage.resident("R0001"), stage.resident("R0004"));
        let phone = stage.phone(guizhen).await;
        let date = stage.date(10).await;
        let sent = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
        stage.decide(&sent, phone, now()).await;
        let mut other = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
        other.id = sent.id;
        assert_eq!(stage.decide(&other, phone, now()).await.outcome, Outcome::IdReused);
        let mut stolen = sent.clone();
        stolen.actor = neighbour;
        let their_phone = stage.phone(neighbour).await;
        assert_eq!(stage.decide(&stolen, their_phone, now()).await.outcome, Outcome::IdReused);
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn whatever_time_it_is_what_was_decided_is_told_again_and_nothing_else(stage: &Stage) {
        let (guizhen, neighbour) = (stage.resident("R0001"), stage.resident("R0004"));
        let (phone, strange, date) = (stage.phone(guizhen).await, stage.phone(neighbour).await, stage.date(10).await);
        let sent = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
        assert!(recalled(stage, &sent, phone).await.is_none(), "nobody decided it");
        assert_eq!(recalled(stage, &sent, strange).await.unwrap().outcome, Outcome::SignInNeeded);
        let first = stage.decide(&sent, phone, now()).await;
        let again = recalled(stage, &sent, phone).await.unwrap();
        assert!(!first.already && again.already);
        assert_eq!(first.outcome, again.outcome);
        let other = Envelope { id: sent.id, ..envelope(guizhen, phone, sign_up(date.id, guizhen).1) };
        assert_eq!(recalled(stage, &other, phone).await.unwrap().outcome, Outcome::IdReused);
        assert_eq!(recalled(stage, &sent, strange).await.unwrap().outcome, Outcome::SignInNeeded);
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn the_newest_receipt_is_the_one_of_the_latest_time(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let (phone, date, at) = (stage.phone(guizhen).await, stage.date(10).await, now());
        let newest = async || {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            store::receipt::newest(&mut tx).await.unwrap()
        };
        assert_eq!(newest().await, None);
        for later in [2, 1, 0] {
            let sent = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
            stage.decide(&sent, phone, at.plus_ms(later * MINUTE_MS)).await;
            assert_eq!(newest().await, Some(at.plus_ms(2 * MINUTE_MS)));
        }
    }

    async fn nobody_acts_through_a_phone_that_they_are_not_signed_in_on(stage: &Stage) {
        let (guizhen, neighbour) = (stage.resident("R0001"), stage.resident("R0004"));
        let (phone, date) = (stage.phone(neighbour).await, stage.date(10).await);
        let sent = envelope(guizhen, phone, sign_up(date.id, guizhen).1);
        assert_eq!(stage.decide(&sent, phone, now()).await.outcome, Outcome::SignInNeeded);
        assert_eq!(stage.reload(date.id).await.confirmed, 0);
        let right_phone = stage.phone(guizhen).await;
        let answer = stage.decide(&sent, right_phone, now()).await;
        assert!(applied(&answer) && !answer.already, "nothing was decided, so nothing is lost: {answer:?}");
    }

    async fn a_phone_that_was_signed_out_can_do_nothing_more(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let (lost, kept) = (stage.phone(guizhen).await, stage.phone(guizhen).await);
        let date = stage.date(10).await;
        let done_before = envelope(guizhen, lost, sign_up(date.id, guizhen).1);
        assert!(applied(&stage.decide(&done_before, lost, now()).await));
        let revoke = envelope(guizhen, kept, Command::RevokeDevice { device: lost });
        assert!(applied(&stage.decide(&revoke, kept, now()).await));
        let cancel = |signup| Command::CancelSignup { signup };
        let Command::SignUp { signup, .. } = done_before.command else { unreachable!() };
        let late = envelope(guizhen, lost, cancel(signup));
        assert_eq!(stage.decide(&late, lost, now()).await.outcome, Outcome::SignInNeeded);
        // Not even what it did before is told to it again.
        assert_eq!(stage.decide(&done_before, lost, now()).await.outcome, Outcome::SignInNeeded);
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
    }

    async fn of_sixty_four_at_once_exactly_ten_get_the_ten_places(stage: &Stage) {
        let date = stage.date(10).await;
        let writer = Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0));
        let mut sent = Vec::new();
        for line in stage.census.residents.iter().take(64) {
            let phone = stage.phone(line.id).await;
            sent.push((envelope(line.id, phone, sign_up(date.id, line.id).1), phone));
        }
        let all = sent.into_iter().map(|(sent, phone)| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.decide(sent, phone).await })
        });
        for answer in futures::future::join_all(all).await {
            assert!(applied(&answer.unwrap().unwrap()));
        }
        let confirmed = "select count(*) from signup where community = $1 and occurrence = $2 and state = 'confirmed'";
        let waiting = "select count(*) from signup where community = $1 and occurrence = $2 and state = 'waiting'";
        assert_eq!(stage.count(confirmed, date.id.0).await, 10);
        assert_eq!(stage.count(waiting, date.id.0).await, 54);
        let date = stage.reload(date.id).await;
        assert_eq!((date.confirmed, date.waiting, date.last_ticket), (10, 54, 54));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let queue = signup::waiting(&mut tx, date.id).await.unwrap();
        let numbers = (1..=54).map(|n| SignupState::Waiting { ticket: n, position: n as u32 });
        assert!(queue.iter().map(|signup| signup.state).eq(numbers));
    }

    async fn two_servers_on_one_database_oversell_nothing_either(stage: &Stage) {
        let date = stage.date(5).await;
        let start = || Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0));
        let writers = [start(), start()];
        let mut sent = Vec::new();
        for (n, line) in stage.census.residents.iter().take(24).enumerate() {
            let phone = stage.phone(line.id).await;
            sent.push((writers[n % 2].clone(), envelope(line.id, phone, sign_up(date.id, line.id).1), phone));
        }
        let all = sent.into_iter().map(|(writer, sent, phone)| tokio::spawn(async move { writer.decide(sent, phone).await }));
        for answer in futures::future::join_all(all).await {
            assert!(applied(&answer.unwrap().unwrap()));
        }
        let date = stage.reload(date.id).await;
        assert_eq!((date.confirmed, date.waiting, date.last_ticket), (5, 19, 19));
    }

    async fn the_database_itself_refuses_more_people_than_places(stage: &Stage) {
        let date = stage.date(3).await;
        let over = "update occurrence set confirmed = capacity + 1 where community = $1 and occurrence = $2";
        assert!(stage.change(over, date.id.0).await.is_err());
        let under = "update occurrence set confirmed = -1 where community = $1 and occurrence = $2";
        assert!(stage.change(under, date.id.0).await.is_err());
        let full = "update occurrence set confirmed = capacity where community = $1 and occurrence = $2";
        assert_eq!(stage.change(full, date.id.0).await.unwrap(), 1);
    }

    async fn the_database_itself_refuses_more_portions_than_there_are(stage: &Stage) {
        let serving = stage.census.servings[0].id;
        let over = "update serving set ordered = portions, served = 1 where community = $1 and serving = $2";
        assert!(stage.change(over, serving.0).await.is_err());
    }

    async fn every_order_of_a_day_has_a_number_of_its_own(stage: &Stage) {
        let day = now().day().plus(4);
        let mut menu = stage.census.servings.iter().filter(|serving| serving.day == day && serving.portions >= 12);
        let serving = menu.next().unwrap();
        let writer = Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0));
        let mut sent = Vec::new();
        for line in stage.census.residents.iter().take(12) {
            let (phone, order) = (stage.phone(line.id).await, OrderId(Uuid::now_v7()));
            let portions = vec![Portions { serving: serving.id, count: 1 }];
            let (eater, delivered, from_balance) = (line.id, false, false);
            let command = Command::PlaceOrder { order, day, eater, portions, delivered, from_balance, note: String::new() };
            sent.push((order, envelope(line.id, phone, command), phone));
        }
        let ids: Vec<OrderId> = sent.iter().map(|(order, ..)| *order).collect();
        let all = sent.into_iter().map(|(_, sent, phone)| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.decide(sent, phone).await })
        });
        for answer in futures::future::join_all(all).await {
            let answer = answer.unwrap().unwrap();
            assert!(applied(&answer), "{answer:?}");
        }
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let mut codes = BTreeSet::new();
        for id in ids {
            codes.insert(order::load(&mut tx, id).await.unwrap().unwrap().code);
        }
        assert_eq!(codes.len(), 12, "each its own");
        assert!(codes.into_iter().all(|code| (1_000..10_000).contains(&code)), "of four digits");
        let taken = "select ordered from serving where community = $1 and serving = $2";
        drop(tx);
        assert_eq!(stage.count(taken, serving.id.0).await, 12);
    }

    async fn a_neighbours_feed_never_holds_my_rows(stage: &Stage) {
        let (guizhen, phone) = (stage.resident("R0001"), stage.phone(stage.resident("R0001")).await);
        let date = stage.date(10).await;
        let (id, command) = sign_up(date.id, guizhen);
        stage.decide(&envelope(guizhen, phone, command), phone, now()).await;
        let report = domain::id::ReportId(Uuid::now_v7());
        let words = "只有居委会该看到的话";
        let draft = domain::report::Draft { words: words.into(), ..Default::default() };
        let filed = stage.decide(&envelope(guizhen, phone, Command::FileReport { report, draft }), phone, now()).await;
        assert!(applied(&filed));

        let mut tx = stage.db.read(stage.community).await.unwrap();
        let mine = feed::since(&mut tx, Scope::Person(guizhen), 0).await.unwrap();
        assert!(mine.iter().any(|line| line.id == id.0) && mine.iter().any(|line| line.id == report.0));
        // Whoever leads a team of hers knows that she belongs to it, and no more.
        let teams = stage.census.members.iter().filter(|member| member.resident == guizhen);
        let teams: BTreeSet<Scope> = teams.map(|member| Scope::Organization(member.organization)).collect();
        for line in stage.census.residents.iter().filter(|line| line.id != guizhen).take(60) {
            let me = resident::me(&mut tx, line.id, false).await.unwrap().unwrap();
            let mut scopes = Scope::followed_by(&me);
            assert!(!scopes.contains(&Scope::Desk), "a locked desk is no desk");
            scopes.retain(|scope| *scope != Scope::Organization(date.organization));
            scopes.push(Scope::Public);
            for scope in scopes {
                for row in feed::since(&mut tx, scope, 0).await.unwrap() {
                    let body = row.body.unwrap_or_default();
                    assert!(row.id != id.0 && !body.contains(words), "{scope} {body}");
                    let belongs = row.noun == "member" && teams.contains(&scope);
                    assert!(belongs || !body.contains(&guizhen.to_string()), "{scope} {body}");
                }
            }
        }
    }

    async fn staff_see_who_signed_up_only_while_the_desk_is_open(stage: &Stage) {
        let (guizhen, staff) = (stage.resident("R0001"), stage.resident("R0007"));
        let (phone, date) = (stage.phone(guizhen).await, stage.date(10).await);
        let (id, command) = sign_up(date.id, guizhen);
        assert!(applied(&stage.decide(&envelope(guizhen, phone, command), phone, now()).await));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        for open in [true, false] {
            let me = resident::me(&mut tx, staff, open).await.unwrap().unwrap();
            let mut seen = false;
            for scope in Scope::followed_by(&me) {
                assert_ne!(scope, Scope::Organization(date.organization), "she leads no team");
                seen |= feed::since(&mut tx, scope, 0).await.unwrap().iter().any(|line| line.id == id.0);
            }
            assert_eq!(seen, open);
        }
    }

    async fn a_card_is_good_once_and_for_seven_days(stage: &Stage) {
        let guizhen = stage.resident("R0001");
        let mut tx = stage.db.write(stage.community).await.unwrap();
        let hash = |code: &str| sha256(read_card_code(code).unwrap().as_bytes());
        let first = issue(&mut tx, guizhen, "https://example", now()).await.unwrap().unwrap();
        assert_eq!(card::redeem(&mut tx, &hash(&first.code), now()).await.unwrap(), Some(guizhen));
        assert_eq!(card::redeem(&mut tx, &hash(&first.code), now()).await.unwrap(), None, "single use");

        let old = issue(&mut tx, guizhen, "https://example", now()).await.unwrap().unwrap();
        let too_late = now().plus_ms(CARD_MS + 1);
        assert_eq!(card::redeem(&mut tx, &hash(&old.code), too_late).await.unwrap(), None, "expired");

        let newer = issue(&mut tx, guizhen, "https://example", now().plus_ms(1)).await.unwrap().unwrap();
        let soon = now().plus_ms(1000);
        assert_eq!(card::redeem(&mut tx, &hash(&old.code), soon).await.unwrap(), None, "a new card ends the old one");
        assert_eq!(card::redeem(&mut tx, &hash(&newer.code), soon).await.unwrap(), Some(guizhen));
        assert!(issue(&mut tx, stage.resident("R9999"), "https://example", now()).await.unwrap().is_none());
    }

    async fn after_five_wrong_codes_one_waits_longer_each_time_and_never_for_good(stage: &Stage) {
        let mut tx = stage.db.write(stage.community).await.unwrap();
        let now = now();
        for _ in 0..4 {
            sign_in_try::failed(&mut tx, "card here", now).await.unwrap();
            assert_eq!(sign_in_try::wait(&mut tx, "card here", now).await.unwrap(), 0);
        }
        let mut waits = Vec::new();
        for _ in 0..20 {
            sign_in_try::failed(&mut tx, "card here", now).await.unwrap();
            waits.push(sign_in_try::wait(&mut tx, "card here", now).await.unwrap());
        }
        assert_eq!(waits[..3], [30_000, 60_000, 120_000]);
        assert_eq!(waits.last(), Some(&(15 * MINUTE_MS)));
        assert_eq!(sign_in_try::wait(&mut tx, "card there", now).await.unwrap(), 0, "nobody else waits");
        sign_in_try::succeeded(&mut tx, "card here").await.unwrap();
        assert_eq!(sign_in_try::wait(&mut tx, "card here", now).await.unwrap(), 0);
    }
}
