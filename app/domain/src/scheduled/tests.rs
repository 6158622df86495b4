//! Tests of [`super`]: see the names.

use super::*;
use crate::id::{PhotoId, VenueId};
use crate::project::{gone, project};
use crate::resident::Me;
use crate::row::{Noun, RowKey};
use crate::sample::{facts, guizhen, id, meihua, now, opera, staff, teacher_he};
use crate::scope::Scope;
use crate::venue::Venue;
use crate::when::HOUR_MS;

/// Tomorrow at this time.
fn monday() -> Moment {
    now().plus_ms(24 * HOUR_MS)
}

fn content() -> Content {
    let starts = now().plus_ms(72 * HOUR_MS);
    let first =
        Plan { starts, ends: starts.plus_ms(HOUR_MS), venue: VenueId(id(700)), capacity: 20, ..Plan::default() };
    Content {
        activity: ActivityId(id(500)),
        draft: Draft { title: "学越剧".into(), ..Draft::default() },
        first,
        occurrence: OccurrenceId(id(801)),
        series: None,
    }
}

/// What the rules see of a community that has the hall.
fn seen(actor: Me) -> Facts {
    Facts { organization_exists: true, venue: Some(Venue::default()), ..facts(actor) }
}

fn scheduled(facts: &Facts, publish_at: Moment, content: &Content) -> Result<Scheduled, Refusal> {
    match schedule(facts, ScheduledId(id(1)), opera(), publish_at, content)?.as_slice() {
        [Change::Scheduled(row)] => Ok(row.clone()),
        other => panic!("{other:?}"),
    }
}

/// It waits, and somebody looks at it at a moment.
fn waiting(actor: Me, at: Moment) -> Facts {
    let row = scheduled(&seen(teacher_he()), monday(), &content()).unwrap();
    Facts { scheduled: Some(row), now: at, ..seen(actor) }
}

fn is_posted(changes: &[Change]) -> bool {
    matches!(changes, [Change::Activity(row), Change::Occurrence(_), Change::NoScheduled(team, _)]
        if row.title == "学越剧" && *team == opera())
}

#[test]
fn whoever_may_post_may_post_later_and_nobody_else() {
    for (actor, name) in [(teacher_he(), "何秀英"), (staff(), "吴婷")] {
        let row = scheduled(&seen(actor), monday(), &content()).unwrap();
        assert_eq!((row.by.name.as_str(), row.publish_at, row.refused), (name, monday(), None));
        assert_eq!(*row.content, content());
    }
    for actor in [guizhen(), meihua()] {
        assert_eq!(scheduled(&seen(actor), monday(), &content()), Err(Refusal::NotAllowed));
    }
    let again = waiting(teacher_he(), now());
    assert_eq!(scheduled(&again, monday(), &content()), Err(Refusal::NotFound));
}

#[test]
fn until_then_only_those_who_run_the_team_are_told() {
    let facts = waiting(teacher_he(), now());
    let row = facts.scheduled.clone().unwrap();
    let told = project(&Change::Scheduled(row.clone()), &facts);
    let scopes: Vec<Scope> = told.into_iter().map(|(scope, _)| scope).collect();
    assert_eq!(scopes, [Scope::Organization(opera()), Scope::Desk]);
    let key = RowKey { noun: Noun::Scheduled, id: row.id.0 };
    let untold = gone(&Change::NoScheduled(opera(), row.id));
    assert_eq!(untold, [(Scope::Organization(opera()), key), (Scope::Desk, key)]);
    assert!(project(&Change::NoScheduled(opera(), row.id), &facts).is_empty());
}

#[test]
fn the_time_lies_between_now_and_the_first_date() {
    let starts = content().first.starts;
    for at in [now(), now().plus_ms(-1), starts, starts.plus_ms(HOUR_MS)] {
        assert_eq!(scheduled(&seen(teacher_he()), at, &content()), Err(Refusal::BadPublishTime), "{at:?}");
        assert_eq!(change(&waiting(teacher_he(), now()), Timing::At(at)), Err(Refusal::BadPublishTime), "{at:?}");
    }
    for at in [now().plus_ms(1), starts.plus_ms(-1)] {
        assert!(scheduled(&seen(teacher_he()), at, &content()).is_ok(), "{at:?}");
    }
}

#[test]
fn what_would_be_refused_then_is_refused_at_once() {
    let refused = |change: fn(&mut Content)| {
        let mut content = content();
        change(&mut content);
        scheduled(&seen(teacher_he()), monday(), &content).unwrap_err()
    };
    assert_eq!(refused(|content| content.draft.title = " ".into()), Refusal::BadTitle { max: activity::TITLE_MAX });
    assert_eq!(refused(|content| content.first.starts = now().plus_ms(-1)), Refusal::InThePast);
    assert_eq!(refused(|content| content.first.ends = content.first.starts), Refusal::EndsBeforeStarts);
    // Entries would close two days before it begins, at that very moment.
    let entries = refused(|content| content.first.lottery_hours = Some(48));
    assert_eq!(entries, Refusal::LotteryHours { max: crate::lottery::HOURS_MAX });
    let elsewhere = Facts { venue: None, ..seen(teacher_he()) };
    assert_eq!(scheduled(&elsewhere, monday(), &content()), Err(Refusal::NotFound));
}

#[test]
fn at_its_time_it_is_posted_as_if_somebody_had_just_done_it() {
    let changes = due(&waiting(teacher_he(), monday()));
    assert!(is_posted(&changes), "{changes:?}");
    assert!(due(&seen(teacher_he())).is_empty(), "there is nothing");
}

#[test]
fn who_has_lost_the_office_publishes_nothing_and_it_is_seen_why() {
    let changes = due(&waiting(meihua(), monday()));
    let [Change::Scheduled(row)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(row.refused, Some(Refusal::NotAllowed));
    assert_eq!((row.by.name.as_str(), row.publish_at), ("何秀英", monday()));
    // Somebody else who runs the team says anew, and then it is on their behalf.
    let facts = Facts { scheduled: Some(row.clone()), now: monday(), ..seen(staff()) };
    let later = monday().plus_ms(HOUR_MS);
    let changed = change(&facts, Timing::At(later)).unwrap();
    let [Change::Scheduled(row)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!((row.by.name.as_str(), row.publish_at, &row.refused), ("吴婷", later, &None));
    assert!(is_posted(&change(&facts, Timing::Now).unwrap()));
}

#[test]
fn a_server_that_slept_too_long_says_so() {
    let late = content().first.starts.plus_ms(1);
    let changes = due(&waiting(teacher_he(), late));
    assert!(matches!(changes.as_slice(), [Change::Scheduled(row)] if row.refused == Some(Refusal::InThePast)));
}

#[test]
fn it_can_be_published_at_once_or_never() {
    assert!(is_posted(&change(&waiting(teacher_he(), now()), Timing::Now).unwrap()));
    let never = change(&waiting(staff(), now()), Timing::Never).unwrap();
    assert_eq!(never, [Change::NoScheduled(opera(), ScheduledId(id(1)))]);
}

#[test]
fn its_picture_waits_with_it_and_goes_when_it_is_thrown_away() {
    let picture = Some(PhotoId(id(9)));
    let pictured = Content { draft: Draft { picture, ..content().draft }, ..content() };
    let lacking = Facts { no_picture: true, ..seen(teacher_he()) };
    assert_eq!(scheduled(&lacking, monday(), &pictured), Err(Refusal::NoPicture));
    let row = scheduled(&seen(teacher_he()), monday(), &pictured).unwrap();
    let facts = Facts { scheduled: Some(row), ..seen(staff()) };
    let gone = Change::NoScheduled(opera(), ScheduledId(id(1)));
    assert_eq!(change(&facts, Timing::Never).unwrap(), [gone, Change::NoPictures(vec![PhotoId(id(9))])]);
    let changes = change(&facts, Timing::Now).unwrap();
    assert!(matches!(changes.first(), Some(Change::Activity(row)) if row.picture == picture), "{changes:?}");
    assert!(is_posted(&changes), "and nothing goes: {changes:?}");
}

#[test]
fn for_everybody_else_it_is_not_there() {
    for timing in [Timing::At(monday()), Timing::Now, Timing::Never] {
        assert_eq!(change(&waiting(guizhen(), now()), timing), Err(Refusal::NotFound));
        assert_eq!(change(&seen(teacher_he()), timing), Err(Refusal::NotFound), "nothing is");
    }
}
