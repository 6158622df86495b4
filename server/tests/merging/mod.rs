//! One person who is in the register twice, on both databases: everything of the second record is given to the one that stays, nothing
//! is there twice, phones and files that name the second one mean the other, and the doctor finds what is left over.

use crate::both_databases;
use crate::support::{Stage, applied, columns, envelope, sign_up};
use domain::aid::{Aid, Noted};
use domain::command::Command;
use domain::device::Device;
use domain::id::{DeviceId, EntryId, OrderId, RegularId, ReportId, ResidentId, SignupId};
use domain::meal::Meal;
use domain::order::Portions;
use domain::payment::Tender;
use domain::refusal::Refusal;
use domain::regular::{Habit, Plate, Regular};
use domain::report::Draft;
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::signup::{Signup, SignupState};
use domain::wire::merging::{Doubt, Merged, Pair};
use domain::wire::{Answer, Outcome};
use server::commands::now;
use server::store::alert::{self, Receiver};
use server::store::{self, device, doctor, feed, ledger, member, merging, resident, signup};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Stays; has no family here and belongs to no team.
const STAYS: &str = "R0024";
/// Is the same person, as the desk finds.
const GOES: &str = "R0158";
/// Is looked after by a carer.
const WARD: &str = "R0002";
/// Who is that carer; and the guardian of a child.
const CARER: &str = "R0001";
const CHILD: &str = "R0003";
/// Belongs to teams, holds a certificate and is somebody's guardian.
const VOLUNTEER: &str = "R0004";
const STAFF: &str = "R0007";

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

/// The desk makes one person of two. What is refused changes nothing.
async fn merges(stage: &Stage, stays: &str, goes: &str) -> Merged {
    let mut tx = stage.db.write(stage.community).await.unwrap();
    let staff = resident::me(&mut tx, stage.resident(STAFF), true).await.unwrap().unwrap();
    let pair = Pair { stays: stage.resident(stays), goes: stage.resident(goes) };
    let merged = merging::merge(&mut tx, pair, &staff, now()).await.unwrap().expect("both are there");
    if let Merged::Done { .. } = merged {
        tx.commit().await.unwrap();
    }
    merged
}

async fn signs_up_at_desk(stage: &Stage, date: domain::id::OccurrenceId, who: ResidentId) -> SignupId {
    let signup = SignupId(Uuid::now_v7());
    let command = Command::SignUpFor { signup, occurrence: date, party: vec![who] };
    assert!(applied(&at_desk(stage, command).await));
    signup
}

async fn one(stage: &Stage, id: SignupId) -> Signup {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

/// The rows of one kind that stand in somebody's own scope.
async fn told<T: Stored + Clone>(stage: &Stage, code: &str) -> Vec<T> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, Scope::Person(stage.resident(code)), 0).await.unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap());
    rows.collect::<Vec<_>>().iter().filter_map(T::of).cloned().collect()
}

async fn unsound(stage: &Stage) -> Vec<String> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    // Phones of a test are told to nobody.
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| format!("{}: {:?}", finding.what, finding.first)).collect()
}

async fn balance(stage: &Stage, code: &str) -> i64 {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    ledger::wallet(&mut tx, stage.resident(code)).await.unwrap().map_or(0, |wallet| wallet.fen)
}

both_databases! {
    async fn it_is_decided_of_every_column_that_names_a_resident(stage: &Stage) {
        let found = columns::of_residents(&stage.db, merging::names_of_residents).await;
        let decided: BTreeSet<(String, String)> =
            merging::decided().map(|(table, name)| (table.to_owned(), name.to_owned())).collect();
        let open: Vec<_> = found.difference(&decided).collect();
        assert!(open.is_empty(), "what becomes of {open:?} when two records become one? Say it in store/merging/list.rs");
        let gone: Vec<_> = decided.difference(&found).collect();
        assert!(gone.is_empty(), "there is no {gone:?}");
    }

    async fn a_place_is_never_doubled_and_everything_else_goes_on(stage: &Stage) {
        let both = stage.date(5).await;
        let (kept, command) = sign_up(both.id, stage.resident(GOES));
        assert!(applied(&act(stage, GOES, command).await));
        let own = signs_up_at_desk(stage, both.id, stage.resident(STAYS)).await;
        assert_eq!(stage.reload(both.id).await.confirmed, 2);
        assert_eq!(merges(stage, STAYS, GOES).await, Merged::Done { given_up: 1 });
        assert_eq!(stage.reload(both.id).await.confirmed, 1, "the other place is free");
        assert_eq!(one(stage, own).await.state, SignupState::Confirmed);
        let given_up = one(stage, kept).await;
        assert_eq!((given_up.state, given_up.booker.id), (SignupState::Cancelled, stage.resident(STAYS)));
        let mine: BTreeSet<SignupId> = told::<Signup>(stage, STAYS).await.iter().map(|row| row.id).collect();
        assert_eq!(mine, BTreeSet::from([own, kept]));
        assert!(told::<Signup>(stage, GOES).await.is_empty(), "nobody is told of the old record");
        assert_eq!(unsound(stage).await, [""; 0]);
        // Nothing new is taken for it: what names it means the other.
        let (entry, resident) = (EntryId(Uuid::now_v7()), stage.resident(GOES));
        assert!(applied(&at_desk(stage, Command::TopUp { entry, resident, fen: 100, tender: Tender::Cash }).await));
        assert_eq!((balance(stage, STAYS).await, balance(stage, GOES).await), (100, 0));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_those_at_the_door_should_know_of_either_is_kept(stage: &Stage) {
        let stays = Noted { allergies: "花生".into(), ..Noted::default() };
        let goes = Noted { allergies: "虾".into(), contact: "沈阿婆".into(), phone: "19900000000".into() };
        for (code, noted) in [(STAYS, stays), (GOES, goes.clone())] {
            let who = stage.resident(code);
            let phone = stage.phone(who).await;
            // And the phone is signed out again: who has another birthday and a phone is somebody else.
            let command = Command::NoteAid { resident: who, noted, before: None };
            for command in [command, Command::RevokeDevice { device: phone }] {
                assert!(applied(&stage.decide(&envelope(who, phone, command), phone, now()).await));
            }
        }
        assert_eq!(merges(stage, STAYS, GOES).await, Merged::Done { given_up: 0 });
        let known: Vec<Noted> = told::<Aid>(stage, STAYS).await.into_iter().map(|row| row.noted).collect();
        assert_eq!(known, [Noted { allergies: "花生".into(), ..goes }]);
        assert!(told::<Aid>(stage, GOES).await.is_empty());
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn both_meals_of_a_day_stay_and_the_balance_moves_through_the_ledger(stage: &Stage) {
        let (day, goes) = (now().day().plus(4), stage.resident(GOES));
        let rows: Vec<_> = stage.census.servings.iter().filter(|row| row.day == day && row.portions > 9).collect();
        assert_eq!(rows[0].meal, Meal::Lunch);
        let portions = vec![Portions { serving: rows[0].id, count: 1 }];
        for code in [STAYS, GOES] {
            let (order, eater) = (OrderId(Uuid::now_v7()), stage.resident(code));
            let portions = portions.clone();
            let lunch = Command::PlaceOrderFor { order, day, eater, portions, by_phone: true };
            assert!(applied(&at_desk(stage, lunch).await));
        }
        // Breakfast is another meal: nobody has it twice.
        let mut early = stage.census.servings.iter().filter(|row| row.day == day && row.meal == Meal::Breakfast);
        let (order, portions) = (OrderId(Uuid::now_v7()), vec![Portions { serving: early.next().unwrap().id, count: 1 }]);
        let breakfast = Command::PlaceOrderFor { order, day, eater: goes, portions, by_phone: true };
        assert!(applied(&at_desk(stage, breakfast).await));
        let ahead = Command::TopUp { entry: EntryId(Uuid::now_v7()), resident: goes, fen: 2_050, tender: Tender::Code };
        assert!(applied(&at_desk(stage, ahead).await));
        assert_eq!(merges(stage, STAYS, GOES).await, Merged::Done { given_up: 0 });
        assert_eq!((balance(stage, STAYS).await, balance(stage, GOES).await), (2_050, 0));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let entries = ledger::statement(&mut tx, stage.resident(STAYS)).await.unwrap();
        assert_eq!(entries.iter().map(|entry| entry.postings.balance).sum::<i64>(), 2_050);
        assert!(entries.iter().all(|entry| entry.postings.sum() == Some(0)));
        let before = ledger::statement(&mut tx, goes).await.unwrap();
        assert_eq!(before.len(), 2, "what was, was with the old record: paid ahead, and paid back");
        // And the desk is told which entries are not taken back.
        assert_eq!([before[0].moved, before[1].moved, entries[0].moved], [false, true, true]);
        for moved in [&before[1], &entries[0]] {
            let told = feed::get(&mut tx, Scope::Desk, Row::Entry(moved.clone()).key()).await.unwrap();
            assert!(told.is_some_and(|row| matches!(row, Row::Entry(row) if row.moved)));
        }
        drop(tx);
        let meals = "select count(*) from meal_order where community = $1 and eater = $2 and state = 'booked'";
        assert_eq!(stage.count(meals, stage.resident(STAYS).0).await, 3);
        let second = "select count(*) from meal_order where community = $1 and eater = $2 and doubled = true";
        assert_eq!(stage.count(second, stage.resident(STAYS).0).await, 1, "of one meal alone there are two");
        assert_eq!(unsound(stage).await, [""; 0]);
        // It is no money that was taken, nor given: neither half of it is taken back.
        for moved in [before[1].id, entries[0].id] {
            let of = Command::ReverseEntry { entry: EntryId(Uuid::now_v7()), of: moved, reason: "记错了".into() };
            let Outcome::Refused { refusal } = at_desk(stage, of).await.outcome else { panic!("it is given twice") };
            assert_eq!(refusal, Refusal::MovedByMerging);
        }
        // What was noted wrongly of the old record is taken back from whoever it is now.
        let reason = "记错了".into();
        let wrong = Command::ReverseEntry { entry: EntryId(Uuid::now_v7()), of: before[0].id, reason };
        assert!(applied(&at_desk(stage, wrong).await));
        assert_eq!((balance(stage, STAYS).await, balance(stage, GOES).await), (0, 0));
        assert_eq!(unsound(stage).await, [""; 0]);
        // Where it was taken back all the same, it is found.
        let twice = "insert into entry (community, entry, kind, day, resident, till_fen, code_fen, subsidy_fen, difference_fen,
                balance_fen, meals_fen, noted_by, noted, reverses, reason)
            select community, resident, 'top_up', day, resident, -till_fen, -code_fen, -subsidy_fen, -difference_fen,
                -balance_fen, -meals_fen, noted_by, noted + 1, entry, '' from entry where community = $1 and entry = $2";
        assert_eq!(stage.change(twice, before[1].id.0).await.unwrap(), 1);
        let what = "a balance that moved when two records became one was not taken back";
        assert!(unsound(stage).await.iter().any(|found| found.starts_with(what)));
    }

    async fn of_one_meal_that_comes_again_for_both_one_order_stays(stage: &Stage) {
        let plate = Plate { staple: 1, ..Plate::default() };
        let habit = Habit { days: 0b111_1111, plate, from: now().day().plus(90), ..Habit::default() };
        let mut set = Vec::new();
        for (code, meal) in [(STAYS, Meal::Lunch), (GOES, Meal::Lunch), (GOES, Meal::Breakfast)] {
            let (regular, eater) = (RegularId(Uuid::now_v7()), stage.resident(code));
            assert!(applied(&act(stage, code, Command::SetRegular { regular, eater, habit, meal }).await));
            set.push(regular);
        }
        // Both have a phone now: nothing may speak against their being one person.
        let unknown = "update resident set born = '' where community = $1 and resident = $2";
        assert_eq!(stage.change(unknown, stage.resident(GOES).0).await.unwrap(), 1);
        assert_eq!(merges(stage, STAYS, GOES).await, Merged::Done { given_up: 0 });
        let told: Vec<Regular> = told(stage, STAYS).await;
        let living = told.iter().filter(|row| row.ended.is_none()).map(|row| (row.id, row.meal, row.eater.id));
        let who = stage.resident(STAYS);
        let wanted = BTreeSet::from([(set[0], Meal::Lunch, who), (set[2], Meal::Breakfast, who)]);
        assert_eq!(living.collect::<BTreeSet<_>>(), wanted);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_both_need_too_is_needed_once(stage: &Stage) {
        let report = ReportId(Uuid::now_v7());
        let draft = Draft { words: "灯坏了".into(), shown: true, ..Draft::default() };
        assert!(applied(&act(stage, VOLUNTEER, Command::FileReport { report, draft }).await));
        for code in [CARER, GOES] {
            assert!(applied(&act(stage, code, Command::Endorse { report }).await));
        }
        assert_eq!(merges(stage, STAYS, GOES).await, Merged::Done { given_up: 0 });
        let needed = "select endorsed from report where community = $1 and report = $2";
        assert_eq!(stage.count(needed, report.0).await, 2);
        assert_eq!(merges(stage, VOLUNTEER, STAYS).await, Merged::Done { given_up: 0 });
        assert_eq!(stage.count(needed, report.0).await, 1, "nobody needs their own too");
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let now_of = merging::now_of(&mut tx, stage.resident(GOES)).await.unwrap();
        assert_eq!(now_of, Some(stage.resident(VOLUNTEER)), "who was merged before is the same person");
        drop(tx);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_phone_without_a_network_may_name_the_old_record(stage: &Stage) {
        let (stays, ward, date) = (stage.resident(STAYS), stage.resident(WARD), stage.date(5).await);
        assert_eq!(merges(stage, STAYS, WARD).await, Merged::Done { given_up: 0 });
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let carer = resident::me(&mut tx, stage.resident(CARER), false).await.unwrap().unwrap();
        drop(tx);
        let wards: BTreeSet<ResidentId> = carer.wards.iter().map(|ward| ward.person.id).collect();
        assert_eq!(wards, BTreeSet::from([stays, stage.resident(CHILD)]), "the family goes along");
        let (id, command) = sign_up(date.id, ward);
        assert!(applied(&act(stage, CARER, command).await));
        assert!(one(stage, id).await.includes(stays));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn the_phones_of_the_old_record_are_signed_out_and_go_on_as_the_other_after_a_new_card(stage: &Stage) {
        let (stays, goes, date) = (stage.resident(STAYS), stage.resident(GOES), stage.date(5).await);
        let phone = stage.phone(goes).await;
        let receiver =
            Receiver { endpoint: "https://push.example/1".into(), p256dh: vec![4; 65], auth: vec![0; 16], english: false };
        let mut tx = stage.db.write(stage.community).await.unwrap();
        alert::save(&mut tx, phone, goes, &receiver, now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(merges(stage, STAYS, GOES).await, Merged::Done { given_up: 0 });
        let rings = "select count(*) from alert where community = $1 and resident = $2";
        assert_eq!(stage.count(rings, goes.0).await, 0, "it rings for nobody");
        let sent = envelope(goes, phone, sign_up(date.id, goes).1);
        let answer = stage.decide(&sent, phone, now()).await;
        assert_eq!(answer.outcome, Outcome::SignInNeeded);
        sign_in_again(stage, phone, stays).await;
        assert!(applied(&stage.decide(&sent, phone, now()).await), "what waited is decided");
        let again = stage.decide(&sent, phone, now()).await;
        assert!(again.already, "once");
        assert_eq!(stage.reload(date.id).await.confirmed, 1);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn the_next_files_do_not_make_the_second_record_again(stage: &Stage) {
        let (stays, goes) = (stage.resident(STAYS), stage.resident(VOLUNTEER));
        let teams = "select count(*) from member where community = $1 and resident = $2";
        let before = stage.count(teams, goes.0).await;
        assert!(before > 0);
        assert_eq!(merges(stage, STAYS, VOLUNTEER).await, Merged::Done { given_up: 0 });
        assert_eq!((stage.count(teams, stays.0).await, stage.count(teams, goes.0).await), (before, 0));
        assert_eq!(unsound(stage).await, [""; 0]);
        store::census::import(&stage.db, &stage.census).await.unwrap();
        for table in [
            teams,
            "select count(*) from role where community = $1 and resident = $2",
            "select count(*) from kin where community = $1 and resident = $2",
            "select count(*) from qualification where community = $1 and resident = $2",
        ] {
            assert_eq!(stage.count(table, goes.0).await, 0, "{table}");
            assert!(stage.count(table, stays.0).await > 0, "{table}");
        }
        assert_eq!(unsound(stage).await, [""; 0]);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert!(member::all(&mut tx).await.unwrap().iter().all(|member| member.resident.id != goes));
    }

    async fn whoever_obviously_is_not_one_person_stays_two(stage: &Stage) {
        let refused = |doubt| Merged::Refused { doubts: vec![doubt] };
        assert_eq!(merges(stage, CARER, CHILD).await, refused(Doubt::Tied), "one is the other's guardian");
        assert_eq!(merges(stage, STAFF, GOES).await, refused(Doubt::Oneself));
        for code in [STAYS, GOES] {
            stage.phone(stage.resident(code)).await;
        }
        assert_eq!(merges(stage, STAYS, GOES).await, refused(Doubt::Apart));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_still_names_a_former_record_is_found(stage: &Stage) {
        assert_eq!(merges(stage, STAYS, GOES).await, Merged::Done { given_up: 0 });
        let role = "insert into role (community, resident, role) values ($1, $2, 'volunteer')";
        stage.change(role, stage.resident(GOES).0).await.unwrap();
        let back = "update departure set returned = 1 where community = $1 and resident = $2";
        assert!(stage.change(back, stage.resident(GOES).0).await.is_err(), "there is no way back");
        let found = unsound(stage).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("1 of role.resident"), "{found:?}");
    }
}

/// Somebody signs in on a phone that was somebody else's.
async fn sign_in_again(stage: &Stage, phone: DeviceId, who: ResidentId) {
    let mut tx = stage.db.write(stage.community).await.unwrap();
    let row = Device { id: phone, resident: who, label: "测试手机".into(), since: now(), revoked: None };
    device::save(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
}
