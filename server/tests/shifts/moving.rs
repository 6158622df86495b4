//! A date that is moved takes its shifts along, on both databases: whoever has one is told and may give it back; whoever has
//! something else then is marked; and nobody swaps onto a shift that was left open for a date that is called off.

use super::*;
use crate::support::sign_up;
use domain::duty::{Duty, Promise};
use domain::id::ActivityId;
use domain::occurrence::Occurrence;
use domain::series::{Amendment, Daytime, Series, Skip};
use domain::when::{Clock, Moment};
use server::store::occurrence;

async fn loaded(stage: &Stage, id: DutyId) -> Duty {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    duty::load(&mut tx, id).await.unwrap().unwrap()
}

/// The leader moves a date by so many hours.
async fn moves(stage: &Stage, date: OccurrenceId, hours: i64) -> Answer {
    let before = Plan::of(&stage.reload(date).await);
    let by = |at: Moment| at.plus_ms(hours * HOUR_MS);
    let plan = Plan { starts: by(before.starts), ends: by(before.ends), ..before.clone() };
    act(stage, "R0005", Command::EditOccurrence { occurrence: date, plan, before: Some(before) }).await
}

/// How often somebody was told that a shift is at another time or place.
async fn told(stage: &Stage, code: &str) -> i64 {
    let sql =
        "select count(*) from notice where community = $1 and resident = $2 and kind = 'moved' and matter = 'shift'";
    stage.count(sql, stage.resident(code).0).await
}

both_databases! {
    async fn the_shifts_of_a_date_that_is_moved_go_with_it(stage: &Stage) {
        let (date, shift) = date_with_shift(stage, 12).await;
        let (mine, answer) = takes(stage, "R0004", shift).await;
        assert!(applied(&answer), "{answer:?}");
        let before = reload(stage, shift).await;
        let late = act(stage, "R0004", Command::LeaveShift { duty: mine }).await;
        assert!(matches!(refused(late), Refusal::TooLateToLeave { .. }));
        let answer = moves(stage, date, 2).await;
        assert!(applied(&answer), "{answer:?}");
        let after = reload(stage, shift).await;
        assert_eq!((after.starts, after.ends), (before.starts.plus_ms(2 * HOUR_MS), before.ends.plus_ms(2 * HOUR_MS)));
        let row = loaded(stage, mine).await;
        assert_eq!((row.state, row.promised, row.clash), (DutyState::Taken, Some(Promise::of(&before)), false));
        assert_eq!(told(stage, "R0004").await, 1);
        sound(stage).await;
        assert!(applied(&act(stage, "R0004", Command::LeaveShift { duty: mine }).await), "though it is soon");
        assert_eq!(reload(stage, shift).await.taken, 0);
        sound(stage).await;
    }

    async fn whoever_has_something_else_then_is_marked_and_says_which(stage: &Stage) {
        let (date, shift) = date_with_shift(stage, 48).await;
        let (mine, other) = (takes(stage, "R0004", shift).await.0, asks(stage, 2, 50, Vec::new()).await);
        let (theirs, answer) = takes(stage, "R0004", other).await;
        assert!(applied(&answer), "{answer:?}");
        let quiet = takes(stage, "R0006", shift).await.0;
        assert!(applied(&moves(stage, date, 2).await));
        assert_eq!((loaded(stage, mine).await.clash, loaded(stage, quiet).await.clash), (true, false));
        assert!(!loaded(stage, theirs).await.clash, "that one was not moved");
        sound(stage).await;
        assert!(applied(&moves(stage, date, -2).await));
        assert_eq!((loaded(stage, mine).await.clash, loaded(stage, mine).await.promised), (false, None));
        // What they are signed up for counts, too.
        let (busy, _) = date_with_shift(stage, 54).await;
        assert!(applied(&act(stage, "R0006", sign_up(busy, stage.resident("R0006")).1).await));
        assert!(applied(&moves(stage, date, 6).await));
        assert_eq!((loaded(stage, mine).await.clash, loaded(stage, quiet).await.clash), (false, true));
        sound(stage).await;
    }

    async fn two_shifts_at_one_time_without_a_move_are_found(stage: &Stage) {
        let (date, shift) = date_with_shift(stage, 48).await;
        let (mine, other) = (takes(stage, "R0004", shift).await.0, asks(stage, 2, 50, Vec::new()).await);
        assert!(applied(&takes(stage, "R0004", other).await.1));
        assert!(applied(&moves(stage, date, 2).await));
        let found = async || {
            let findings = doctor::ask(&stage.db, now()).await.unwrap();
            findings.iter().find(|finding| finding.what == "nobody is on two shifts at one time").unwrap().count
        };
        assert_eq!(found().await, 0, "they were told");
        let unmarked = "update duty set clash = false where community = $1 and duty = $2";
        assert_eq!(stage.change(unmarked, mine.0).await.unwrap(), 1);
        assert_eq!(found().await, 1);
    }

    async fn a_date_waits_for_a_shift_that_cannot_follow(stage: &Stage) {
        let (date, shift) = date_with_shift(stage, 12).await;
        let row = reload(stage, shift).await;
        let plan = ShiftPlan { starts: row.starts.plus_ms(-4 * HOUR_MS), ..ShiftPlan::of(&row) };
        assert!(applied(&act(stage, "R0005", Command::EditShift { shift, plan, before: None }).await));
        let before = (stage.reload(date).await, reload(stage, shift).await);
        let stays = Refusal::ShiftStays { role: "搬凳子".into(), delivers: false };
        assert_eq!(refused(moves(stage, date, -9).await), stays);
        assert_eq!((stage.reload(date).await, reload(stage, shift).await), before);
        assert!(applied(&moves(stage, date, -2).await));
        sound(stage).await;
    }

    async fn the_shifts_of_a_series_go_with_their_dates_from_one_on(stage: &Stage) {
        let id = series(stage).await;
        let dates = dates(stage, id).await;
        let mut shifts = Vec::new();
        for date in &dates[..3] {
            shifts.push(shift_of(stage, date).await);
        }
        let (first, third) = (takes(stage, "R0004", shifts[0]).await.0, takes(stage, "R0004", shifts[2]).await.0);
        let hours = Some(Daytime { from: Clock(16 * 60), until: Clock(18 * 60) });
        let amendment = Amendment { hours, ..Amendment::default() };
        let before = Some(Plan::of(&dates[1]));
        let amend = Command::AmendFrom { occurrence: dates[1].id, amendment, before };
        let answer = act(stage, "R0005", amend).await;
        assert!(applied(&answer), "{answer:?}");
        for (n, clocks) in [(0, (14, 15)), (1, (16, 18)), (2, (16, 18))] {
            let row = reload(stage, shifts[n]).await;
            assert_eq!((row.starts.clock(), row.ends.clock()), (Clock(clocks.0 * 60), Clock(clocks.1 * 60)), "{n}");
        }
        assert_eq!((loaded(stage, first).await.promised, told(stage, "R0004").await), (None, 1));
        assert!(loaded(stage, third).await.promised.is_some());
        sound(stage).await;
    }

    async fn two_leaders_change_a_series_and_overwrite_nothing_unseen(stage: &Stage) {
        let id = series(stage).await;
        let dates = dates(stage, id).await;
        let began = Plan::of(&dates[1]);
        let amend = |plan: Plan| {
            let amendment = Amendment::between(&began, &plan);
            Command::AmendFrom { occurrence: dates[1].id, amendment, before: Some(began.clone()) }
        };
        assert!(applied(&act(stage, "R0005", amend(Plan { capacity: 33, ..began.clone() })).await));
        assert!(applied(&act(stage, "R0005", amend(Plan { note: "带水杯".into(), ..began.clone() })).await));
        let row = stage.reload(dates[2].id).await;
        assert_eq!((row.capacity, row.note.as_str()), (33, "带水杯"));
        let answer = act(stage, "R0005", amend(Plan { capacity: 44, ..began.clone() })).await;
        assert_eq!(refused(answer), Refusal::ChangedMeanwhile { part: Part::Places });
        assert_eq!(stage.reload(dates[2].id).await, row);
        assert!(applied(&act(stage, "R0005", amend(Plan { capacity: 33, ..began.clone() })).await), "both want the same");
    }

    async fn nobody_swaps_onto_a_shift_that_was_left_open(stage: &Stage) {
        let (date, wanted) = date_with_shift(stage, 48).await;
        let given = asks(stage, 1, 52, Vec::new()).await;
        let (mine, theirs) = (takes(stage, "R0004", given).await.0, takes(stage, "R0006", wanted).await.0);
        let (swap, answer) = proposes(stage, "R0004", mine, wanted, code(theirs.0)).await;
        assert!(applied(&answer), "{answer:?}");
        let off = "update occurrence set cancelled = '下雨' where community = $1 and occurrence = $2";
        assert_eq!(stage.change(off, date.0).await.unwrap(), 1);
        let agree = act(stage, "R0006", Command::AnswerSwap { swap, agreed: true }).await;
        assert_eq!(refused(agree), Refusal::OccurrenceCancelled);
        assert!(applied(&act(stage, "R0004", Command::AnswerSwap { swap, agreed: false }).await));
        let again = proposes(stage, "R0004", mine, wanted, code(theirs.0)).await.1;
        assert_eq!(refused(again), Refusal::OccurrenceCancelled);
        let away = proposes(stage, "R0006", theirs, given, code(mine.0)).await.1;
        assert_eq!(refused(away), Refusal::OccurrenceCancelled, "nor is it given to another");
    }
}

/// A weekly activity of the opera team, from two to three in the afternoon, from tomorrow on.
async fn series(stage: &Stage) -> ActivityId {
    let activity = ActivityId(Uuid::now_v7());
    let starts = Moment::at(now().day().plus(1), Clock(14 * 60));
    let first = Plan {
        starts,
        ends: starts.plus_ms(HOUR_MS),
        venue: stage.census.venues[0].id,
        capacity: 20,
        ..Plan::default()
    };
    let command = Command::PostActivity {
        activity,
        organization: OrganizationId::of_code(stage.community, "opera"),
        draft: domain::activity::Draft { title: "学越剧".into(), ..Default::default() },
        first,
        occurrence: OccurrenceId(Uuid::now_v7()),
        series: Some(Series { rule: "FREQ=WEEKLY".into(), skip: Skip::Nothing }),
    };
    let answer = act(stage, "R0005", command).await;
    assert!(applied(&answer), "{answer:?}");
    activity
}

async fn dates(stage: &Stage, id: ActivityId) -> Vec<Occurrence> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    occurrence::of_activity(&mut tx, id, now()).await.unwrap().into_iter().map(|(date, _)| date).collect()
}

/// A shift that lasts as long as its date.
async fn shift_of(stage: &Stage, date: &Occurrence) -> ShiftId {
    let Occurrence { starts, ends, venue, organization, .. } = *date;
    let plan = ShiftPlan { role: "搬凳子".into(), starts, ends, venue, least: 1, most: 2, ..ShiftPlan::default() };
    let shift = ShiftId(Uuid::now_v7());
    let add = Command::AddShift { shift, organization, occurrence: Some(date.id), plan };
    assert!(applied(&act(stage, "R0005", add).await));
    shift
}
