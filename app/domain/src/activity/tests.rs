//! Tests of [`super`]: see the names.

use super::*;
use crate::audience::{AGE_MAX, Audience};
use crate::id::VenueId;
use crate::occurrence::Occurrence;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, now, opera, staff, teacher_he};
use crate::series::{Ahead, Skip};
use crate::venue::Venue;
use crate::when::{Clock, HOUR_MS, Moment};

const ACTIVITY: u128 = 500;

fn draft() -> Draft {
    Draft { title: " 学越剧 ".into(), contact: "何老师".into(), ..Draft::default() }
}

fn weekly() -> Series {
    Series { rule: "FREQ=WEEKLY".into(), skip: Skip::PublicHolidays }
}

/// Two o'clock on a day so many days from now, for ninety minutes.
fn first(days: i32) -> Plan {
    let starts = Moment::at(now().day().plus(days), Clock(14 * 60));
    let ends = starts.plus_ms(HOUR_MS * 3 / 2);
    Plan { starts, ends, venue: VenueId(id(700)), capacity: 20, ..Plan::default() }
}

fn ahead(days: &[i32]) -> Vec<Ahead> {
    let activity = ActivityId(id(ACTIVITY));
    let one = |days: &i32| {
        let plan = first(*days);
        (date_id(crate::id::CommunityId::default(), activity, plan.starts.day()), plan.starts, plan.ends)
    };
    days.iter().map(one).collect()
}

fn blank(actor: Me) -> Facts {
    Facts { organization_exists: true, venue: Some(Venue::default()), ..facts(actor) }
}

fn posted(facts: &Facts, first: &Plan, draft: &Draft, series: Option<&Series>) -> Result<Vec<Change>, Refusal> {
    let (activity, occurrence) = (ActivityId(id(ACTIVITY)), OccurrenceId(id(801)));
    post(facts, &Posting { activity, organization: opera(), occurrence, first, series }, draft)
}

fn dates(changes: &[Change]) -> Vec<&Occurrence> {
    changes.iter().filter_map(|change| if let Change::Occurrence(date) = change { Some(date) } else { None }).collect()
}

fn days_of(changes: &[Change]) -> Vec<i32> {
    dates(changes).iter().map(|date| date.starts.day().since(now().day())).collect()
}

/// What the rule sees of a series that was posted: first date tomorrow, then each week.
fn running(actor: Me) -> Facts {
    let mut facts = blank(actor);
    let own = Facts { series_dates: Some(ahead(&[1, 8, 15])), ..blank(teacher_he()) };
    for change in posted(&own, &first(1), &draft(), Some(&weekly())).unwrap() {
        match change {
            Change::Activity(row) => facts.activity = Some(row),
            Change::Series(_, pattern) => facts.pattern = pattern,
            Change::Occurrence(row) => facts.dates.push((row, false)),
            other => panic!("{other:?}"),
        }
    }
    facts
}

#[test]
fn a_leader_posts_for_their_own_team_only() {
    let post_as = |actor: Me| posted(&blank(actor), &first(1), &draft(), None);
    let changes = post_as(teacher_he()).unwrap();
    let [Change::Activity(activity), Change::Occurrence(date)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((activity.title.as_str(), activity.contact.as_str()), ("学越剧", "何老师"));
    assert_eq!((date.id, date.activity, date.organization), (OccurrenceId(id(801)), activity.id, opera()));
    assert_eq!((date.capacity, date.confirmed), (20, 0));
    assert!(post_as(staff()).is_ok());
    assert_eq!(post_as(guizhen()), Err(Refusal::NotAllowed));
}

#[test]
fn what_nobody_could_read_or_pay_is_refused() {
    let refused = |draft: Draft| posted(&blank(teacher_he()), &first(1), &draft, None).unwrap_err();
    let title = |title: String| refused(Draft { title, ..draft() });
    assert_eq!(title(" ".into()), Refusal::BadTitle { max: TITLE_MAX });
    assert_eq!(title("戏".repeat(TITLE_MAX + 1)), Refusal::BadTitle { max: TITLE_MAX });
    let about = "长".repeat(ABOUT_MAX + 1);
    assert_eq!(refused(Draft { about, ..draft() }), Refusal::WordsTooLong { max: ABOUT_MAX });
    let bring = "长".repeat(LINE_MAX + 1);
    assert_eq!(refused(Draft { bring, ..draft() }), Refusal::WordsTooLong { max: LINE_MAX });
    for price_fen in [-1, PRICE_MAX_FEN + 1] {
        let refusal = Refusal::PriceOutOfRange { max_fen: PRICE_MAX_FEN };
        assert_eq!(refused(Draft { price_fen, ..draft() }), refusal);
    }
    let audience_rule = Audience::Ages { from: 9, until: 6 };
    assert_eq!(refused(Draft { audience_rule, ..draft() }), Refusal::BadAges { max: AGE_MAX });
    let past = posted(&blank(teacher_he()), &first(-1), &draft(), None);
    assert_eq!(past, Err(Refusal::InThePast));
}

#[test]
fn a_series_makes_its_dates_and_the_first_one_once() {
    let facts = Facts { series_dates: Some(ahead(&[1, 8, 15])), ..blank(teacher_he()) };
    let changes = posted(&facts, &first(1), &draft(), Some(&weekly())).unwrap();
    assert_eq!(days_of(&changes), [1, 8, 15]);
    assert!(matches!(&changes[0], Change::Activity(row) if row.series == Some(weekly())));
    assert!(matches!(&changes[1], Change::Series(_, Some(pattern)) if pattern.first == first(1)));
    let again = Facts { dates: dates(&changes).into_iter().map(|date| (date.clone(), false)).collect(), ..facts };
    let pattern = Pattern { series: weekly(), first: first(1) };
    assert!(missing(&again, &Activity::default(), &pattern).is_empty());
}

#[test]
fn a_phone_shows_the_first_date_of_a_series_under_its_own_name() {
    let changes = posted(&blank(teacher_he()), &first(1), &draft(), Some(&weekly())).unwrap();
    assert_eq!(days_of(&changes), [1]);
    assert_eq!(dates(&changes)[0].id, ahead(&[1])[0].0);
}

#[test]
fn a_rule_that_is_not_understood_is_refused() {
    let facts = blank(teacher_he());
    let bad = Series { rule: "FREQ=HOURLY".into(), ..weekly() };
    assert_eq!(posted(&facts, &first(1), &draft(), Some(&bad)), Err(Refusal::BadSeries));
    let odd = Facts { series_unreadable: true, ..facts };
    assert_eq!(posted(&odd, &first(1), &draft(), Some(&weekly())), Err(Refusal::BadSeries));
}

#[test]
fn another_rule_takes_out_what_nobody_asked_for_and_keeps_what_has_people() {
    let mut facts = running(teacher_he());
    facts.dates[1].1 = true;
    facts.dates[2].0.capacity = 30;
    facts.series_dates = Some(ahead(&[3, 10]));
    let other = Series { rule: "FREQ=WEEKLY;BYDAY=TH".into(), ..weekly() };
    let changes = change(&facts, &draft(), Some(&other)).unwrap();
    let gone: Vec<OccurrenceId> = changes
        .iter()
        .filter_map(|change| if let Change::NoOccurrence(id) = change { Some(*id) } else { None })
        .collect();
    assert_eq!(gone, [facts.dates[0].0.id], "not the one with people, not the one an organizer has changed");
    assert_eq!(days_of(&changes), [3, 10]);
    assert!(matches!(changes.last(), Some(Change::Series(_, Some(pattern))) if pattern.series == other));
}

#[test]
fn without_a_rule_the_empty_dates_go() {
    let mut facts = running(teacher_he());
    facts.dates[0].1 = true;
    facts.series_dates = Some(Vec::new());
    let changes = change(&facts, &draft(), None).unwrap();
    let gone = changes.iter().filter(|change| matches!(change, Change::NoOccurrence(_))).count();
    assert_eq!((gone, days_of(&changes)), (2, vec![]));
    assert!(matches!(changes.last(), Some(Change::Series(_, None))));
}

#[test]
fn other_words_leave_the_dates_alone() {
    let facts = Facts { series_dates: Some(Vec::new()), ..running(teacher_he()) };
    let words = Draft { bring: "茶杯".into(), ..draft() };
    let changes = change(&facts, &words, Some(&weekly())).unwrap();
    assert!(matches!(changes.as_slice(), [Change::Activity(row)] if row.bring == "茶杯" && row.series.is_some()));
    assert_eq!(change(&running(guizhen()), &words, None), Err(Refusal::NotAllowed));
    assert_eq!(change(&blank(teacher_he()), &words, None), Err(Refusal::NotFound));
}

#[test]
fn an_activity_without_a_series_repeats_its_next_date() {
    let mut facts = running(teacher_he());
    facts.pattern = None;
    facts.activity.as_mut().unwrap().series = None;
    facts.series_dates = Some(ahead(&[1, 8, 15, 22]));
    let changes = change(&facts, &draft(), Some(&weekly())).unwrap();
    assert_eq!(days_of(&changes), [22], "the others are there");
    facts.dates.clear();
    assert_eq!(change(&facts, &draft(), Some(&weekly())), Err(Refusal::NoDateToRepeat));
}

#[test]
fn a_date_that_was_called_off_or_moved_is_not_made_again() {
    let mut facts = running(teacher_he());
    facts.dates[0].0.cancelled = Some("下雨".into());
    facts.dates[1].0.starts = facts.dates[1].0.starts.plus_ms(HOUR_MS);
    facts.series_dates = Some(ahead(&[1, 8, 15]));
    let pattern = facts.pattern.clone().unwrap();
    assert!(missing(&facts, &facts.activity.clone().unwrap(), &pattern).is_empty());
}

#[test]
fn one_picture_is_posted_changed_and_taken_away() {
    let (one, other) = (Some(PhotoId(id(1))), Some(PhotoId(id(2))));
    let with = |picture| Draft { picture, ..draft() };
    let lacking = Facts { no_picture: true, ..blank(teacher_he()) };
    assert_eq!(posted(&lacking, &first(1), &with(one), None), Err(Refusal::NoPicture));
    let changes = posted(&blank(teacher_he()), &first(1), &with(one), None).unwrap();
    let [Change::Activity(row), Change::Occurrence(_)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((row.picture, Draft::of(row).picture), (one, one));
    let facts = Facts { activity: Some(row.clone()), ..blank(teacher_he()) };
    for (picture, gone) in [(one, None), (other, one), (None, one)] {
        let draft = Draft { bare: picture.is_none(), ..with(picture) };
        let changes = change(&facts, &draft, None).unwrap();
        let Some(Change::Activity(row)) = changes.first() else { panic!("{changes:?}") };
        assert_eq!(row.picture, picture);
        let gone = gone.map(|id| Change::NoPictures(vec![id]));
        assert_eq!(changes.get(1), gone.as_ref(), "only what nobody shows goes");
    }
    let strange = Facts { no_picture: true, ..facts };
    assert_eq!(change(&strange, &with(other), None), Err(Refusal::NoPicture));
}

#[test]
fn a_phone_that_knows_neither_pictures_nor_offers_leaves_them() {
    let picture = Some(PhotoId(id(1)));
    let shown = Draft { picture, offers: true, ..draft() };
    let changes = posted(&blank(teacher_he()), &first(1), &shown, None).unwrap();
    let Some(Change::Activity(row)) = changes.first() else { panic!("{changes:?}") };
    let facts = Facts { activity: Some(row.clone()), ..blank(teacher_he()) };
    for (bare, given) in [(false, false), (true, false), (false, true), (true, true)] {
        let words = Draft { bring: "茶杯".into(), bare, given, ..draft() };
        let changes = change(&facts, &words, None).unwrap();
        let Some(Change::Activity(row)) = changes.first() else { panic!("{changes:?}") };
        assert_eq!((row.bring.as_str(), row.picture, row.offers), ("茶杯", picture.filter(|_| !bare), !given));
        assert_eq!(changes.len(), 1 + usize::from(bare), "what is shown still does not go");
    }
}
