//! A series is changed from one date on, on both databases: all later dates follow and so do those that are made later; who has
//! signed up keeps the place and is told; where one date cannot follow, none is changed.

use super::*;
use crate::both_databases;
use domain::id::{SignupId, VenueId};
use domain::series::{Amendment, Daytime};
use domain::signup::Signup;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Four in the afternoon, for an hour and a half.
const LATER: Daytime = Daytime { from: Clock(16 * 60), until: Clock(17 * 60 + 30) };

async fn amend(stage: &Stage, code: &str, occurrence: OccurrenceId, amendment: Amendment) -> Answer {
    act(stage, code, Command::AmendFrom { occurrence, amendment, before: None }).await
}

async fn on(stage: &Stage, date: OccurrenceId, code: &str) -> SignupId {
    let (signup, command) = sign_up(date, stage.resident(code));
    assert!(applied(&act(stage, code, command).await), "{code}");
    signup
}

async fn signed(stage: &Stage, id: SignupId) -> Signup {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

both_databases! {
    async fn of_a_date_that_another_rule_takes_away_no_group_hears(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let before = dates(stage, id).await;
        let later = Amendment { hours: Some(LATER), ..Amendment::default() };
        assert!(applied(&amend(stage, LEADER, before[0].id, later).await));
        let waits = "select count(*) from group_post where community = $1 and occurrence = $2";
        assert_eq!(stage.count(waits, before[1].id.0).await, 1);
        let change = Command::ChangeActivity { activity: id, draft: draft("学越剧"), series: None };
        assert!(applied(&act(stage, LEADER, change).await));
        assert_eq!(days(stage, id).await, [0; 0]);
        for date in before {
            assert_eq!(stage.count(waits, date.id.0).await, 0);
        }
        sound(stage).await;
    }

    async fn all_dates_from_here_follow_and_those_made_later_too(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let before = dates(stage, id).await;
        let mine = on(stage, before[3].id, "R0001").await;
        let Occurrence { starts, ends, venue, .. } = before[2];
        let plan = Plan { starts, ends, venue, capacity: 30, note: "讲身段".into(), ..Plan::default() };
        let edit = Command::EditOccurrence { occurrence: before[2].id, plan, before: None };
        assert!(applied(&act(stage, LEADER, edit).await));

        let venue = stage.census.venues[1].id;
        let amendment = Amendment { hours: Some(LATER), venue: Some(venue), ..Amendment::default() };
        assert!(applied(&amend(stage, LEADER, before[1].id, amendment).await));
        let after = dates(stage, id).await;
        assert_eq!(after[0], before[0], "what is before stays");
        for (now, then) in after.iter().zip(&before).skip(1) {
            assert_eq!((now.id, now.starts.day(), now.venue), (then.id, then.starts.day(), venue));
            assert_eq!((now.starts.clock(), now.ends.clock()), (LATER.from, LATER.until));
            assert_eq!(told(stage, now.id).await, Some(Row::Occurrence(now.clone())));
        }
        assert_eq!((after[2].capacity, after[2].note.as_str()), (30, "讲身段"), "a leader's own change stays");
        let signup = signed(stage, mine).await;
        assert_eq!((signup.state, signup.clash, after[3].confirmed), (SignupState::Confirmed, false, 1));

        assert_eq!(series::extend(&stage.db, stage.community, now()).await.unwrap(), None, "nothing is made twice");
        let later = now().plus_ms(7 * DAY_MS);
        assert!(series::extend(&stage.db, stage.community, later).await.unwrap().is_some());
        let made = dates(stage, id).await;
        assert_eq!(made.len(), before.len() + 1);
        let newest = made.last().unwrap();
        assert_eq!((newest.starts.clock(), newest.venue, newest.capacity), (LATER.from, venue, 20));
        assert_eq!((newest.kept, newest.windows), (4, SAID), "what was not touched is as it was");
        sound(stage).await;
    }

    async fn whoever_has_something_else_then_is_told_and_may_leave(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let before = dates(stage, id).await;
        let day = before[1].starts.day();
        let evening = OccurrenceId(Uuid::now_v7());
        let (starts, ends) = (Moment::at(day, Clock(17 * 60)), Moment::at(day, Clock(18 * 60)));
        let plan = Plan { starts, ends, windows: Windows::default(), ..first(stage) };
        let add = Command::AddOccurrence { occurrence: evening, activity: id, plan };
        assert!(applied(&act(stage, LEADER, add).await));
        let (mine, other) = (on(stage, before[1].id, "R0001").await, on(stage, before[1].id, "R0002").await);
        on(stage, evening, "R0001").await;

        let amendment = Amendment { hours: Some(LATER), ..Amendment::default() };
        assert!(applied(&amend(stage, LEADER, before[0].id, amendment).await));
        assert_eq!(stage.reload(evening).await.starts, starts, "what somebody added is none of the series");
        let (mine_now, other_now) = (signed(stage, mine).await, signed(stage, other).await);
        assert_eq!((mine_now.state, mine_now.clash), (SignupState::Confirmed, true));
        assert_eq!((other_now.state, other_now.clash), (SignupState::Confirmed, false));
        assert!(applied(&act(stage, "R0001", Command::CancelSignup { signup: mine }).await));
        assert_eq!(stage.reload(before[1].id).await.confirmed, 1);
        sound(stage).await;
    }

    async fn where_one_date_cannot_follow_none_is_changed(stage: &Stage) {
        let id = post(stage, draft("学越剧"), Some(weekly(Skip::Nothing))).await;
        let full = dates(stage, id).await[2].clone();
        on(stage, full.id, "R0001").await;
        on(stage, full.id, "R0002").await;
        let before = dates(stage, id).await;
        let fewer = |capacity| Amendment { capacity: Some(capacity), ..Amendment::default() };
        let refused = |refusal| Outcome::Refused { refusal };
        let answer = amend(stage, LEADER, before[0].id, fewer(5)).await;
        assert_eq!(answer.outcome, refused(Refusal::PlacesGiven { starts: full.starts, least: 6 }));
        let answer = amend(stage, "R0001", before[0].id, fewer(6)).await;
        assert_eq!(answer.outcome, refused(Refusal::NotAllowed));
        let nowhere = Amendment { venue: Some(VenueId(Uuid::now_v7())), ..Amendment::default() };
        assert_eq!(amend(stage, LEADER, before[0].id, nowhere).await.outcome, refused(Refusal::NotFound));
        let night = Amendment { hours: Some(Daytime { from: Clock(1_500), until: Clock(1_600) }), ..fewer(6) };
        assert_eq!(amend(stage, LEADER, before[0].id, night).await.outcome, refused(Refusal::EndsBeforeStarts));
        assert_eq!(dates(stage, id).await, before);
        assert!(applied(&amend(stage, LEADER, before[0].id, fewer(6)).await));
        assert!(dates(stage, id).await.iter().all(|date| date.capacity == 6));
        sound(stage).await;
    }

    async fn more_places_move_the_lists_of_all_dates_up(stage: &Stage) {
        let one = Plan { capacity: 1, kept: 0, ..first(stage) };
        let id = ActivityId(Uuid::now_v7());
        let command = Command::PostActivity {
            activity: id,
            organization: OrganizationId::of_code(stage.community, "opera"),
            draft: draft("学越剧"),
            first: one,
            occurrence: OccurrenceId(Uuid::now_v7()),
            series: Some(weekly(Skip::Nothing)),
        };
        assert!(applied(&act(stage, LEADER, command).await));
        let dates = dates(stage, id).await;
        let mut waiting = Vec::new();
        for date in [&dates[0], &dates[2]] {
            on(stage, date.id, "R0001").await;
            waiting.push(on(stage, date.id, "R0002").await);
        }
        let amendment = Amendment { capacity: Some(2), ..Amendment::default() };
        assert!(applied(&amend(stage, LEADER, dates[0].id, amendment).await));
        for id in waiting {
            assert_eq!(signed(stage, id).await.state, SignupState::Confirmed);
        }
        let date = stage.reload(dates[2].id).await;
        assert_eq!((date.capacity, date.confirmed, date.waiting), (2, 2, 0));
        sound(stage).await;
    }
}
