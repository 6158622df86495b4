//! Shifts on both databases: the last place once, a stand-in in one step, hours that are signed and taken back; and the doctor
//! finds nothing wrong afterwards.

mod moving;

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::duty::{Duty, DutyState, agrees_until};
use domain::edit::Part;
use domain::hours::Served;
use domain::id::{DutyId, HoursId, OccurrenceId, OrganizationId, QualificationId, ResidentId, ShiftId, SwapId};
use domain::mandate::Consent;
use domain::occurrence::Plan;
use domain::presence::code;
use domain::qualification::{Qualification, Skill};
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::shift::{Shift, ShiftPlan};
use domain::when::{HOUR_MS, MINUTE_MS};
use domain::wire::Answer;
use server::commands::now;
use server::store::duty::lapsing;
use server::store::{doctor, duty, feed, hours, qualification, reminder, resident, shift};
use uuid::Uuid;

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

/// The opera team's leader asks for people in so many hours.
async fn asks(stage: &Stage, most: u32, in_hours: i64, skills: Vec<Skill>) -> ShiftId {
    let (id, starts) = (ShiftId(Uuid::now_v7()), now().plus_ms(in_hours * HOUR_MS));
    let ends = starts.plus_ms(HOUR_MS);
    let venue = stage.census.venues[0].id;
    let plan =
        ShiftPlan { role: "搬凳子".into(), starts, ends, venue, least: 1, most, skills, ..ShiftPlan::default() };
    let organization = OrganizationId::of_code(stage.community, "opera");
    let command = Command::AddShift { shift: id, organization, occurrence: None, plan };
    assert!(applied(&act(stage, "R0005", command).await));
    id
}

/// A date of the opera team in so many hours, and a shift for it.
async fn date_with_shift(stage: &Stage, in_hours: i64) -> (OccurrenceId, ShiftId) {
    let organization = OrganizationId::of_code(stage.community, "opera");
    let activity = stage.census.activities.iter().find(|activity| activity.organization == organization).unwrap().id;
    let (occurrence, shift) = (OccurrenceId(Uuid::now_v7()), ShiftId(Uuid::now_v7()));
    let starts = now().plus_ms(in_hours * HOUR_MS);
    let (ends, venue) = (starts.plus_ms(HOUR_MS), stage.census.venues[0].id);
    let plan = Plan { starts, ends, venue, capacity: 9, ..Plan::default() };
    assert!(applied(&act(stage, "R0005", Command::AddOccurrence { occurrence, activity, plan }).await));
    let plan = ShiftPlan { role: "搬凳子".into(), starts, ends, venue, least: 1, most: 2, ..ShiftPlan::default() };
    let add = Command::AddShift { shift, organization, occurrence: Some(occurrence), plan };
    assert!(applied(&act(stage, "R0005", add).await));
    (occurrence, shift)
}

async fn takes(stage: &Stage, code: &str, shift: ShiftId) -> (DutyId, Answer) {
    let duty = DutyId(Uuid::now_v7());
    let resident = stage.resident(code);
    (duty, act(stage, code, Command::TakeShift { duty, shift, resident, witness: String::new() }).await)
}

async fn on(stage: &Stage, id: DutyId) -> Duty {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    duty::load(&mut tx, id).await.unwrap().unwrap()
}

async fn state(stage: &Stage, id: DutyId) -> DutyState {
    on(stage, id).await.state
}

async fn reload(stage: &Stage, id: ShiftId) -> Shift {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    shift::load(&mut tx, id).await.unwrap().unwrap()
}

/// Proposes to give a duty for the one that has this code on another shift.
async fn proposes(stage: &Stage, code: &str, duty: DutyId, shift: ShiftId, typed: String) -> (SwapId, Answer) {
    let swap = SwapId(Uuid::now_v7());
    (swap, act(stage, code, Command::ProposeSwap { swap, duty, shift, code: typed }).await)
}

/// Who is on a shift.
async fn people(stage: &Stage, id: ShiftId) -> Vec<ResidentId> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    duty::of_shift(&mut tx, id).await.unwrap().iter().map(|duty| duty.resident.id).collect()
}

/// Everything that the doctor asks about shifts and hours.
async fn sound(stage: &Stage) {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.iter().filter(|finding| !finding.sound() && about(finding.what));
    assert_eq!(unsound.map(|finding| finding.what).collect::<Vec<_>>(), [""; 0]);
}

both_databases! {
    async fn the_last_place_is_given_once_and_a_stand_in_relieves_in_one_step(stage: &Stage) {
        let shift = asks(stage, 1, 12, Vec::new()).await;
        let (first, answer) = takes(stage, "R0004", shift).await;
        assert!(applied(&answer), "{answer:?}");
        assert_eq!(refused(takes(stage, "R0006", shift).await.1), Refusal::ShiftFull);
        let late = act(stage, "R0004", Command::LeaveShift { duty: first }).await;
        assert!(matches!(refused(late), Refusal::TooLateToLeave { .. }));
        assert!(applied(&act(stage, "R0004", Command::SeekReplacement { duty: first, seeking: true }).await));
        assert_eq!(reload(stage, shift).await.open(), 1);
        let (second, answer) = takes(stage, "R0006", shift).await;
        assert!(applied(&answer), "{answer:?}");
        assert_eq!((state(stage, first).await, state(stage, second).await), (DutyState::Replaced, DutyState::Taken));
        assert_eq!((reload(stage, shift).await.taken, reload(stage, shift).await.seeking), (1, 0));
        sound(stage).await;
    }

    async fn whoever_stands_in_for_the_team_relieves_also_where_a_place_is_free(stage: &Stage) {
        let shift = asks(stage, 2, 12, Vec::new()).await;
        let (first, _) = takes(stage, "R0004", shift).await;
        assert!(applied(&act(stage, "R0004", Command::SeekReplacement { duty: first, seeking: true }).await));
        // One who stands in for the opera team, as the committee's file says.
        let (second, answer) = takes(stage, "R0084", shift).await;
        assert!(applied(&answer), "{answer:?}");
        assert_eq!((state(stage, first).await, state(stage, second).await), (DutyState::Replaced, DutyState::Taken));
        assert_eq!((reload(stage, shift).await.taken, reload(stage, shift).await.seeking), (1, 0));
        assert!(applied(&takes(stage, "R0006", shift).await.1), "the free place is there still");
        sound(stage).await;
    }

    async fn a_child_of_fourteen_agrees_to_a_shift_that_a_guardian_has_taken(stage: &Stage) {
        let child = stage.resident("R0003");
        let born = "update resident set born = '2011-01' where community = $1 and resident = $2";
        stage.change(born, child.0).await.unwrap();
        let (first, second) = (asks(stage, 3, 48, Vec::new()).await, asks(stage, 3, 72, Vec::new()).await);
        assert!(matches!(refused(takes(stage, "R0003", first).await.1), Refusal::GuardianNeeded { .. }));
        let says = |duty, shift, witness: &str| Command::TakeShift { duty, shift, resident: child, witness: witness.into() };
        let duty = DutyId(Uuid::now_v7());
        assert!(applied(&act(stage, "R0001", says(duty, first, "")).await));
        assert!(on(stage, duty).await.waits(), "the guardian's word alone is not enough");
        for code in ["R0001", "R0004"] {
            assert_eq!(refused(act(stage, code, says(duty, first, "何秀英")).await), Refusal::NotFound, "{code}");
        }
        assert!(applied(&act(stage, "R0003", says(duty, first, "")).await));
        let agreed = on(stage, duty).await;
        assert_eq!((agreed.waits(), agreed.agreed, agreed.state), (false, Some(Consent::Phone), DutyState::Taken));
        assert_eq!(refused(act(stage, "R0003", says(duty, first, "")).await), Refusal::AlreadySaid);
        assert_eq!(reload(stage, first).await.taken, 1, "one place");

        // Who has no phone agrees at the desk, before a witness.
        let duty = DutyId(Uuid::now_v7());
        assert!(applied(&act(stage, "R0001", says(duty, second, "")).await));
        let at_desk = async |command| {
            let (who, at) = (stage.resident("R0007"), now());
            let phone = stage.phone(who).await;
            stage.open_desk(phone, who, at).await;
            stage.decide(&envelope(who, phone, command), phone, at).await
        };
        assert_eq!(refused(at_desk(says(duty, second, " ")).await), Refusal::NotFound);
        assert!(applied(&at_desk(says(duty, second, "何秀英")).await));
        let agreed = on(stage, duty).await;
        assert_eq!((agreed.agreed, agreed.witness.as_str()), (Some(Consent::Witness), "何秀英"));
        sound(stage).await;
    }

    async fn a_place_that_no_child_has_agreed_to_is_free_again_and_they_are_told(stage: &Stage) {
        let child = stage.resident("R0003");
        let born = "update resident set born = '2011-01' where community = $1 and resident = $2";
        stage.change(born, child.0).await.unwrap();
        let shift = asks(stage, 1, 96, Vec::new()).await;
        let duty = DutyId(Uuid::now_v7());
        let says = Command::TakeShift { duty, shift, resident: child, witness: String::new() };
        assert!(applied(&act(stage, "R0001", says).await));
        assert_eq!(refused(takes(stage, "R0004", shift).await.1), Refusal::ShiftFull, "the place is held");
        let until = agrees_until(&on(stage, duty).await, &reload(stage, shift).await);
        let lapse = async |at| lapsing::lapse_all(&stage.db, stage.community, at).await.unwrap();
        assert!(lapse(until.plus_ms(-1)).await.is_none());
        let (one, two) = futures::future::join(lapse(until), lapse(until)).await;
        assert!(one.is_some() || two.is_some());
        assert!(lapse(until).await.is_none(), "once");
        assert_eq!((state(stage, duty).await, reload(stage, shift).await.taken), (DutyState::Left, 0));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        for who in [child, stage.resident("R0001")] {
            let told = feed::since(&mut tx, Scope::Person(who), 0).await.unwrap();
            let lapsed = |body: &String| body.contains("lapsed") && body.contains(&shift.0.to_string());
            let of_it = told.iter().filter(|line| line.noun == "notice" && line.body.as_ref().is_some_and(lapsed));
            assert_eq!(of_it.count(), 1);
        }
        drop(tx);
        assert!(applied(&takes(stage, "R0004", shift).await.1), "somebody else takes it");
        sound(stage).await;
    }

    async fn a_guardian_is_reminded_of_the_shift_of_a_child_without_a_phone(stage: &Stage) {
        // Between ten and eleven in the morning, at whatever time this is tested.
        let hours = 48 + (34 - i64::from(now().clock().0 / 60)) % 24;
        let shift = asks(stage, 3, hours, Vec::new()).await;
        let (duty, child) = (DutyId(Uuid::now_v7()), stage.resident("R0003"));
        let take = Command::TakeShift { duty, shift, resident: child, witness: String::new() };
        assert!(applied(&act(stage, "R0001", take).await));
        let soon = reload(stage, shift).await.starts.plus_ms(-HOUR_MS);
        reminder::remind_due(&stage.db, stage.community, soon).await.unwrap();
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let told = feed::since(&mut tx, Scope::Person(stage.resident("R0001")), 0).await.unwrap();
        let of_shift = |body: &String| body.contains(&shift.0.to_string());
        assert_eq!(told.iter().filter(|line| line.noun == "notice" && line.body.as_ref().is_some_and(of_shift)).count(), 1);
    }

    async fn a_guardian_is_told_where_a_child_serves_and_nobody_else_of_the_family(stage: &Stage) {
        let shift = asks(stage, 3, 48, Vec::new()).await;
        let (guardian, child) = (stage.resident("R0001"), stage.resident("R0003"));
        let duty = DutyId(Uuid::now_v7());
        assert!(applied(&act(stage, "R0001", Command::TakeShift { duty, shift, resident: child, witness: String::new() }).await));
        let (grown, _) = takes(stage, "R0002", shift).await;
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let me = resident::me(&mut tx, guardian, false).await.unwrap().unwrap();
        let mut told = Vec::new();
        for scope in Scope::followed_by(&me) {
            let lines = feed::since(&mut tx, scope, 0).await.unwrap();
            told.extend(lines.iter().filter(|line| line.noun == "duty").map(|line| (scope, line.id)));
        }
        drop(tx);
        assert_eq!(told, [(Scope::Ward(child), duty.0)], "of the grown woman whom she cares for she is not told");
        sound(stage).await;
        let breaks: [(&str, &'static str, Uuid); 3] = [
            ("a duty is told to whoever has it, to its team, to the desk, and a child's to its guardians",
                "delete from feed where community = $1 and id = $2 and scope = 'desk'", grown.0),
            ("what guardians are told names their ward",
                "update feed set scope = scope || '0'
                 where community = $1 and id = $2 and scope like 'ward/%'", duty.0),
            ("a duty is told to whoever has it, to its team, to the desk, and a child's to its guardians",
                "delete from feed where community = $1 and id = $2 and scope like 'ward/%'", duty.0),
        ];
        for (what, sql, row) in breaks {
            let found = async || {
                let findings = doctor::ask(&stage.db, now()).await.unwrap();
                findings.iter().find(|finding| finding.what == what).unwrap().count
            };
            let before = found().await;
            assert!(stage.change(sql, row).await.unwrap() > 0, "{what}");
            assert_eq!(found().await, before + 1, "{what}");
        }
    }

    async fn who_is_on_a_shift_that_is_called_off_reads_why_and_is_free(stage: &Stage) {
        let (one, other) = (asks(stage, 2, 48, Vec::new()).await, asks(stage, 2, 48, Vec::new()).await);
        let (duty, _) = takes(stage, "R0004", one).await;
        assert!(matches!(refused(takes(stage, "R0004", other).await.1), Refusal::TimeClash { .. }));
        assert!(applied(&act(stage, "R0005", Command::CancelShift { shift: one, reason: "下雨".into() }).await));
        assert_eq!(state(stage, duty).await, DutyState::CalledOff);
        assert!(applied(&takes(stage, "R0004", other).await.1));
        sound(stage).await;
    }

    async fn the_shifts_of_a_date_that_is_called_off_go_with_it(stage: &Stage) {
        let ((date, shift), alone) = (date_with_shift(stage, 48).await, asks(stage, 2, 52, Vec::new()).await);
        let (duty, answer) = takes(stage, "R0004", shift).await;
        assert!(applied(&answer), "{answer:?}");
        let off = Command::CancelOccurrence { occurrence: date, reason: "下雨".into() };
        assert!(applied(&act(stage, "R0005", off).await));
        let row = reload(stage, shift).await;
        assert_eq!((row.cancelled.as_deref(), row.taken), (Some("下雨"), 0));
        assert_eq!(state(stage, duty).await, DutyState::CalledOff);
        assert_eq!(reload(stage, alone).await.cancelled, None);
        let told = "select count(*) from notice where community = $1 and resident = $2 and kind = 'shift_off'";
        assert_eq!(stage.count(told, stage.resident("R0004").0).await, 1);
        assert_eq!(refused(takes(stage, "R0006", shift).await.1), Refusal::OccurrenceCancelled);

        let (organization, plan) = (row.organization, ShiftPlan::of(&row));
        let add = Command::AddShift { shift: ShiftId(Uuid::now_v7()), organization, occurrence: Some(date), plan };
        assert_eq!(refused(act(stage, "R0005", add).await), Refusal::AlreadyCancelled, "and nobody adds another");
        let (until, resident) = (now().plus_ms(-MINUTE_MS), stage.resident("R0004"));
        let (from, content) = (until.plus_ms(-HOUR_MS), "搬凳子".to_string());
        let served = Served { organization, resident, from, until, content, duty: Some(duty) };
        let sign = Command::SignHours { hours: HoursId(Uuid::now_v7()), served };
        assert_eq!(refused(act(stage, "R0005", sign).await), Refusal::AlreadyCancelled);
        sound(stage).await;
    }

    async fn a_shift_that_was_left_open_for_a_date_that_is_called_off_is_nobodys_to_take(stage: &Stage) {
        let (date, shift) = date_with_shift(stage, 48).await;
        let off = "update occurrence set cancelled = '下雨' where community = $1 and occurrence = $2";
        assert_eq!(stage.change(off, date.0).await.unwrap(), 1);
        assert_eq!(refused(takes(stage, "R0004", shift).await.1), Refusal::OccurrenceCancelled);
    }

    async fn two_leaders_change_a_shift_and_overwrite_nothing_unseen(stage: &Stage) {
        let id = asks(stage, 2, 48, Vec::new()).await;
        let began = ShiftPlan::of(&reload(stage, id).await);
        let edit = |plan| Command::EditShift { shift: id, plan, before: Some(began.clone()) };
        assert!(applied(&act(stage, "R0005", edit(ShiftPlan { most: 4, ..began.clone() })).await));
        assert!(applied(&act(stage, "R0005", edit(ShiftPlan { about: "带手套".into(), ..began.clone() })).await));
        let row = reload(stage, id).await;
        assert_eq!((row.most, row.about.as_str()), (4, "带手套"));
        let answer = act(stage, "R0005", edit(ShiftPlan { most: 5, ..began.clone() })).await;
        assert_eq!(refused(answer), Refusal::ChangedMeanwhile { part: Part::People });
        assert_eq!(reload(stage, id).await, row);
    }

    async fn a_certificate_is_looked_at_where_one_is_needed(stage: &Stage) {
        let shift = asks(stage, 2, 48, vec![Skill::FirstAid]).await;
        let who = stage.resident("R0006");
        assert!(matches!(refused(takes(stage, "R0006", shift).await.1), Refusal::QualificationMissing { .. }));
        let mut tx = stage.db.write(stage.community).await.unwrap();
        let resident = domain::resident::Person { id: who, name: String::new() };
        let until = now().day().plus(3);
        let row = Qualification { id: QualificationId(Uuid::now_v7()), resident, skill: Skill::FirstAid, until };
        qualification::save(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        assert!(applied(&takes(stage, "R0006", shift).await.1));
    }

    async fn two_duties_change_hands_in_one_step(stage: &Stage) {
        let (one, other) = (asks(stage, 1, 48, Vec::new()).await, asks(stage, 1, 50, Vec::new()).await);
        let (given, wanted) = (takes(stage, "R0004", one).await.0, takes(stage, "R0006", other).await.0);
        let wrong = proposes(stage, "R0004", given, other, code(given.0)).await.1;
        assert_eq!(refused(wrong), Refusal::NotFound);
        let (swap, answer) = proposes(stage, "R0004", given, other, code(wanted.0)).await;
        assert!(applied(&answer), "{answer:?}");
        let again = proposes(stage, "R0004", given, other, code(wanted.0)).await.1;
        assert_eq!(refused(again), Refusal::AlreadySaid);
        let agree = Command::AnswerSwap { swap, agreed: true };
        assert_eq!(refused(act(stage, "R0005", agree.clone()).await), Refusal::NotFound);
        assert_eq!(refused(act(stage, "R0004", agree.clone()).await), Refusal::NotAllowed);
        assert_eq!(people(stage, one).await, [stage.resident("R0004")]);
        let answer = act(stage, "R0006", agree.clone()).await;
        assert!(applied(&answer), "{answer:?}");
        assert_eq!(refused(act(stage, "R0006", agree).await), Refusal::AlreadySaid);
        assert_eq!((state(stage, given).await, state(stage, wanted).await), (DutyState::Replaced, DutyState::Replaced));
        assert_eq!(people(stage, one).await, [stage.resident("R0006")]);
        assert_eq!(people(stage, other).await, [stage.resident("R0004")]);
        assert_eq!((reload(stage, one).await.taken, reload(stage, other).await.taken), (1, 1));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let leaders = Scope::Organization(OrganizationId::of_code(stage.community, "opera"));
        for (scope, told) in [(Scope::Person(stage.resident("R0004")), 1), (leaders, 0)] {
            let lines = feed::since(&mut tx, scope, 0).await.unwrap();
            assert_eq!(lines.iter().filter(|line| line.noun == "swap").count(), told);
        }
        drop(tx);
        sound(stage).await;
    }

    async fn a_swap_that_a_rule_forbids_changes_neither_duty(stage: &Stage) {
        let one = asks(stage, 1, 48, vec![Skill::FirstAid]).await;
        let other = asks(stage, 1, 50, Vec::new()).await;
        let (given, wanted) = (takes(stage, "R0004", one).await.0, takes(stage, "R0006", other).await.0);
        let (swap, answer) = proposes(stage, "R0004", given, other, code(wanted.0)).await;
        assert!(applied(&answer), "{answer:?}");
        let answer = act(stage, "R0006", Command::AnswerSwap { swap, agreed: true }).await;
        assert!(matches!(refused(answer), Refusal::QualificationMissing { .. }));
        assert_eq!((state(stage, given).await, state(stage, wanted).await), (DutyState::Taken, DutyState::Taken));
        assert!(applied(&act(stage, "R0006", Command::AnswerSwap { swap, agreed: false }).await));
        let (_, answer) = proposes(stage, "R0004", given, other, code(wanted.0)).await;
        assert!(applied(&answer), "after a no one may ask again: {answer:?}");
    }

    async fn hours_are_signed_once_and_taken_back_once(stage: &Stage) {
        let (entry, back) = (HoursId(Uuid::now_v7()), HoursId(Uuid::now_v7()));
        let (until, resident): (_, ResidentId) = (now().plus_ms(-MINUTE_MS), stage.resident("R0004"));
        let organization = OrganizationId::of_code(stage.community, "opera");
        let content = "搬凳子".to_string();
        let served = Served { organization, resident, from: until.plus_ms(-HOUR_MS), until, content, duty: None };
        let sign = |hours| Command::SignHours { hours, served: served.clone() };
        assert!(applied(&act(stage, "R0005", sign(entry)).await));
        assert!(matches!(refused(act(stage, "R0005", sign(back)).await), Refusal::HoursOverlap { .. }));
        let reverse = |hours| Command::ReverseHours { hours, entry, reason: "写错了".into() };
        assert!(applied(&act(stage, "R0005", reverse(back)).await));
        assert_eq!(refused(act(stage, "R0005", reverse(HoursId(Uuid::now_v7()))).await), Refusal::AlreadyCancelled);
        // An identity that was drawn before is nobody's to draw again.
        assert_eq!(refused(act(stage, "R0005", sign(entry)).await), Refusal::NotFound);
        assert_eq!(refused(act(stage, "R0005", reverse(back)).await), Refusal::NotFound);
        assert!(applied(&act(stage, "R0005", sign(HoursId(Uuid::now_v7()))).await));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let ledger = hours::of_resident(&mut tx, resident).await.unwrap();
        assert_eq!(ledger.iter().map(domain::hours::Hours::minutes).sum::<i64>(), 60);
        let own = feed::since(&mut tx, Scope::Person(resident), 0).await.unwrap();
        assert_eq!(own.iter().filter(|line| line.noun == "hours").count(), 3);
        drop(tx);
        sound(stage).await;
    }
}
