//! Tests of [`super`]: see the names.

use super::*;
use crate::activity::Activity;
use crate::audience::Audience;
use crate::collector::Collector;
use crate::duty::{Duty, DutyState};
use crate::id::CollectorId;
use crate::occurrence::Occurrence;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, lesson, now, opera, person, shift, staff, subject, teacher_he};
use crate::signup::{Signup, SignupState};
use crate::when::Day;
use proptest::prelude::*;

fn seen(resident: Option<ResidentId>, name: &str, at: Moment) -> Seen {
    Seen { of: Venture::Shift(shift(1, 1).id), resident, name: name.into(), mark: Mark::In, at, ..Seen::default() }
}

fn on_shift(actor: Me) -> Facts {
    let who = person(4, "沈建国");
    let duty = Duty { resident: who.clone(), state: DutyState::Taken, organization: opera(), ..Duty::default() };
    let shift = Some(shift(1, 1));
    Facts { shift, on_shift: vec![duty], subject: Some(subject(who, "")), ..facts(actor) }
}

fn noted(facts: &Facts, seen: &Seen) -> Presence {
    match note(facts, PresenceId(id(1)), seen).unwrap().as_slice() {
        [Change::Presence(fact)] => fact.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_leader_notes_who_came_and_nobody_else_does() {
    let who = Some(ResidentId(id(4)));
    let starts = shift(1, 1).starts;
    let fact = noted(&on_shift(teacher_he()), &seen(who, "", starts));
    assert_eq!((fact.name.as_str(), fact.walk_in, fact.odd, fact.at), ("沈建国", false, true, starts));
    assert_eq!(fact.made, now(), "the server's clock stands beside the phone's");
    assert!(note(&on_shift(staff()), PresenceId(id(1)), &seen(who, "", starts)).is_ok());
    assert_eq!(note(&on_shift(guizhen()), PresenceId(id(1)), &seen(who, "", starts)), Err(Refusal::NotAllowed));
}

#[test]
fn a_time_is_never_refused_and_an_odd_one_is_marked() {
    let mut facts = on_shift(teacher_he());
    let (starts, ends) = (shift(1, 1).starts, shift(1, 1).ends);
    facts.now = ends.plus_ms(48 * HOUR_MS);
    let odd = |at| noted(&facts, &seen(Some(ResidentId(id(4))), "", at)).odd;
    assert!(!odd(starts) && !odd(ends) && !odd(starts.plus_ms(-EARLY_MS)) && !odd(ends.plus_ms(LATE_MS)));
    assert!(odd(starts.plus_ms(-EARLY_MS - 1)) && odd(ends.plus_ms(LATE_MS + 1)) && odd(Moment(0)));
    assert!(odd(Moment(i64::MAX)) && odd(Moment(i64::MIN)));
}

#[test]
fn who_is_not_on_the_list_walks_in_by_name() {
    let fact = noted(&on_shift(teacher_he()), &seen(None, " 过路的王师傅 ", now()));
    assert_eq!((fact.name.as_str(), fact.walk_in, fact.resident), ("过路的王师傅", true, None));
    for bad in ["", "  ", &"长".repeat(NAME_MAX + 1)] {
        assert_eq!(note(&on_shift(teacher_he()), PresenceId(id(1)), &seen(None, bad, now())), Err(Refusal::BadName));
    }
    let unknown = Facts { subject: None, ..on_shift(teacher_he()) };
    let who = seen(Some(ResidentId(id(99))), "", now());
    assert_eq!(note(&unknown, PresenceId(id(1)), &who), Err(Refusal::NotFound));
    let other = Facts { subject: Some(subject(person(9, "钱美华"), "")), ..on_shift(teacher_he()) };
    assert!(noted(&other, &seen(Some(ResidentId(id(9))), "", now())).walk_in);
}

#[test]
fn nothing_is_noted_of_what_is_not_there() {
    let facts = Facts { occurrence: None, shift: None, ..on_shift(teacher_he()) };
    assert_eq!(note(&facts, PresenceId(id(1)), &seen(None, "王", now())), Err(Refusal::NotFound));
    let date = Facts { occurrence: Some(lesson(1)), shift: None, ..facts };
    let at_date = Seen { of: Venture::Occurrence(lesson(1).id), ..seen(None, "王", now()) };
    assert!(noted(&date, &at_date).walk_in);
}

#[test]
fn who_came_back_is_there_and_two_doors_at_one_moment_let_go() {
    let fact = |mark, at: i64| Presence { mark, at: Moment(at), ..Presence::default() };
    let facts = [fact(Mark::In, 20), fact(Mark::Out, 30), fact(Mark::In, 40)];
    assert!(present(facts.iter()) && !present(facts[..2].iter()) && present(facts.iter().rev()));
    assert!(!present([fact(Mark::Out, 20), fact(Mark::In, 20)].iter()));
    assert!(!present([fact(Mark::Excused, 20)].iter()));
    assert!(present([fact(Mark::In, 20), fact(Mark::Excused, 30)].iter()));
}

#[test]
fn a_code_is_short_and_names_nobody() {
    assert_eq!(code(id(0xab_cdef)), "ABCDEF");
    assert_eq!(code(id(0)), "000000");
}

#[test]
fn several_doors_add_up_to_the_first_time_in_and_the_last_time_out() {
    let fact = |mark, at: i64| Presence { mark, at: Moment(at), ..Presence::default() };
    let facts = [fact(Mark::In, 30), fact(Mark::Out, 90), fact(Mark::In, 20), fact(Mark::Out, 80)];
    assert_eq!(stay(facts.iter()), (Some(Moment(20)), Some(Moment(90))));
    assert_eq!(stay(facts[..1].iter()), (Some(Moment(30)), None));
    assert_eq!(stay([fact(Mark::Out, 10), fact(Mark::In, 20)].iter()), (Some(Moment(20)), None), "out before in");
    assert_eq!(stay([fact(Mark::Out, 10)].iter()), (None, None));
}

/// 周桂珍 has signed her grandson 陆小满 up for a date that is for children.
fn classroom(actor: Me) -> Facts {
    let child = person(3, "陆小满");
    let signup = Signup {
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
        id: crate::id::SignupId(id(70)),
        occurrence: lesson(30).id,
        organization: opera(),
        booker: person(1, "周桂珍"),
        party: vec![child.clone()],
        state: SignupState::Confirmed,
        made: now(),
        changed: now(),
        clash: false,
    };
    let activity = Activity { audience_rule: Audience::Ages { from: 6, until: 12 }, ..Activity::default() };
    let collector = Collector {
        id: CollectorId(id(60)),
        child: child.clone(),
        name: "沈阿婆".into(),
        until: lesson(30).starts.day(),
        ..Collector::default()
    };
    Facts {
        occurrence: Some(lesson(30)),
        activity: Some(activity),
        seated: vec![signup],
        subject: Some(subject(child, "2017-09")),
        collectors: vec![collector],
        ..facts(actor)
    }
}

fn goes(escort: Option<Escort>) -> Seen {
    let (of, at) = (Venture::Occurrence(lesson(30).id), lesson(30).ends);
    Seen { of, resident: Some(ResidentId(id(3))), mark: Mark::Out, at, escort, ..Seen::default() }
}

#[test]
fn a_child_goes_with_family_or_with_whom_a_guardian_has_named_and_with_nobody_else() {
    let facts = classroom(teacher_he());
    let name = String::from("陆小满");
    let no = |escort| note(&facts, PresenceId(id(1)), &goes(escort)).unwrap_err();
    assert_eq!(noted(&facts, &goes(Some(Escort::Family(ResidentId(id(1)))))).escort, "周桂珍");
    assert_eq!(noted(&facts, &goes(Some(Escort::Collector(CollectorId(id(60)))))).escort, "沈阿婆");
    assert_eq!(no(None), Refusal::CollectorNeeded { name: name.clone() });
    for stranger in [
        Escort::Family(ResidentId(id(4))),
        Escort::Family(ResidentId(id(3))),
        Escort::Collector(CollectorId(id(61))),
        Escort::Named("张叔叔".into()),
    ] {
        assert_eq!(no(Some(stranger)), Refusal::NotACollector { name: name.clone() });
    }
    let other = Facts { guardians: vec![person(9, "陆建华")], ..facts.clone() };
    assert_eq!(noted(&other, &goes(Some(Escort::Family(ResidentId(id(9)))))).escort, "陆建华", "the other parent");
}

#[test]
fn a_right_that_has_ended_marks_the_fact_and_loses_nothing() {
    let mut facts = classroom(teacher_he());
    let seen = goes(Some(Escort::Collector(CollectorId(id(60)))));
    facts.now = seen.at;
    assert!(!noted(&facts, &seen).odd);
    facts.collectors[0].withdrawn = true;
    assert!(noted(&facts, &seen).odd);
    facts.collectors[0] = Collector { withdrawn: false, until: seen.at.day().plus(-1), ..facts.collectors[0].clone() };
    assert!(noted(&facts, &seen).odd);
}

#[test]
fn a_child_that_walks_in_is_collected_by_who_brought_it() {
    let mut facts = Facts { subject: None, ..classroom(teacher_he()) };
    let walk = |mark, escort| Seen { resident: None, name: "小丁".into(), mark, ..goes(escort) };
    let by = |name: &str| Some(Escort::Named(name.into()));
    let no = |facts: &Facts, seen: &Seen| note(facts, PresenceId(id(1)), seen).unwrap_err();
    let name = String::from("小丁");
    assert_eq!(no(&facts, &walk(Mark::In, None)), Refusal::WhoBrings { name: name.clone() });
    assert_eq!(no(&facts, &walk(Mark::In, by(" "))), Refusal::WhoBrings { name: name.clone() });
    let came = noted(&facts, &walk(Mark::In, by("丁妈妈")));
    assert_eq!((came.escort.as_str(), came.walk_in), ("丁妈妈", true));
    assert_eq!(no(&facts, &walk(Mark::Out, by("丁妈妈"))), Refusal::NotACollector { name: name.clone() });
    facts.presences = vec![came];
    assert_eq!(noted(&facts, &walk(Mark::Out, by("丁妈妈"))).escort, "丁妈妈");
    assert_eq!(no(&facts, &walk(Mark::Out, by("张叔叔"))), Refusal::NotACollector { name });
}

#[test]
fn once_a_date_is_settled_what_happened_before_is_noted_and_nothing_else() {
    let (date, since) = (lesson(30), crate::attendance::closes(&lesson(30)));
    let mut facts = Facts { activity: Some(Activity::default()), ..classroom(teacher_he()) };
    facts.now = since.plus_ms(72 * HOUR_MS);
    let seen = |mark, at| Seen { mark, at, ..goes(None) };
    assert!(!noted(&facts, &seen(Mark::In, date.starts)).odd, "a phone that was in the hills");
    assert!(note(&facts, PresenceId(id(1)), &seen(Mark::Out, since.plus_ms(1))).is_ok(), "and whoever leaves");
    for mark in [Mark::In, Mark::Excused] {
        assert!(note(&facts, PresenceId(id(1)), &seen(mark, since)).is_ok());
        let no = note(&facts, PresenceId(id(1)), &seen(mark, since.plus_ms(1))).unwrap_err();
        assert_eq!(no, Refusal::AttendanceClosed { since });
    }
    let early = Facts { occurrence: Some(Occurrence { closed: Some(date.ends), ..date.clone() }), ..facts };
    assert!(note(&early, PresenceId(id(1)), &seen(Mark::In, date.ends)).is_ok());
    let no = note(&early, PresenceId(id(1)), &seen(Mark::In, date.ends.plus_ms(1))).unwrap_err();
    assert_eq!(no, Refusal::AttendanceClosed { since: date.ends });
}

#[test]
fn who_is_excused_may_have_a_reason_and_says_so_at_any_time() {
    let facts = classroom(teacher_he());
    let excused = |reason: &str| Seen { mark: Mark::Excused, reason: reason.into(), at: now(), ..goes(None) };
    let fact = noted(&facts, &excused(" 家里有事 "));
    assert_eq!((fact.reason.as_str(), fact.odd), ("家里有事", false), "a day before");
    assert_eq!(noted(&facts, &excused("")).reason, "");
    assert_eq!(noted(&facts, &Seen { mark: Mark::In, ..excused("家里有事") }).reason, "", "only of an excuse");
    let long = excused(&"长".repeat(NOTE_MAX + 1));
    assert_eq!(note(&facts, PresenceId(id(1)), &long), Err(Refusal::WordsTooLong { max: NOTE_MAX }));
    assert_eq!(note(&classroom(guizhen()), PresenceId(id(1)), &excused("")), Err(Refusal::NotAllowed));
}

#[test]
fn where_grown_people_meet_nobody_is_collected() {
    let everyone = Facts { activity: Some(Activity::default()), ..classroom(teacher_he()) };
    assert_eq!(noted(&everyone, &goes(None)).escort, "");
    let grown = Facts { subject: Some(subject(person(3, "陆小满"), "1990-01")), ..classroom(teacher_he()) };
    assert_eq!(noted(&grown, &goes(None)).escort, "");
    assert_eq!(noted(&classroom(teacher_he()), &Seen { mark: Mark::Excused, ..goes(None) }).mark, Mark::Excused);
}

#[test]
fn people_say_of_their_family_that_they_are_there_and_it_is_marked() {
    let (facts, starts) = (classroom(guizhen()), lesson(30).starts);
    let here = |at| Seen { mark: Mark::In, at, ..goes(None) };
    let fact = noted(&facts, &here(starts.plus_ms(-OWN_MS)));
    assert!(fact.own && !fact.walk_in);
    assert!(!noted(&classroom(teacher_he()), &here(starts)).own);
    for at in [starts.plus_ms(-OWN_MS - 1), lesson(30).ends.plus_ms(1)] {
        let no = note(&facts, PresenceId(id(1)), &here(at)).unwrap_err();
        assert_eq!(no, Refusal::NotNow { from: starts.plus_ms(-OWN_MS), until: lesson(30).ends });
    }
    let no = |facts: &Facts, seen: &Seen| note(facts, PresenceId(id(1)), seen).unwrap_err();
    assert_eq!(no(&facts, &goes(None)), Refusal::NotAllowed, "nobody lets a child go by themself");
    let stranger = Facts { subject: Some(subject(person(4, "沈建国"), "")), ..facts.clone() };
    assert_eq!(no(&stranger, &Seen { resident: Some(ResidentId(id(4))), ..here(starts) }), Refusal::NotAllowed);
    let unseated = Facts { seated: Vec::new(), ..facts };
    assert_eq!(no(&unseated, &here(starts)), Refusal::NotAllowed, "who has no place asks a leader");
}

#[test]
fn a_phone_offers_the_family_and_who_is_named_for_that_day() {
    let facts = classroom(teacher_he());
    let day = lesson(30).starts.day();
    let names = |day: Day| -> Vec<String> {
        let all = escorts(&facts.seated, &facts.collectors, ResidentId(id(3)), day);
        all.into_iter().map(|(_, name, _)| name).collect()
    };
    assert_eq!(names(day), ["周桂珍", "沈阿婆"]);
    assert_eq!(names(day.plus(1)), ["周桂珍"]);
}

proptest! {
    /// However many doors note them, and in whatever order the server hears of it: who is there is the same.
    #[test]
    fn the_order_in_which_doors_are_heard_makes_no_difference(
        facts in prop::collection::vec((any::<bool>(), 0_i64..50), 0..12).prop_shuffle(),
    ) {
        let fact = |(came, at): &(bool, i64)| {
            let mark = if *came { Mark::In } else { Mark::Out };
            Presence { mark, at: Moment(*at), ..Presence::default() }
        };
        let heard: Vec<Presence> = facts.iter().map(fact).collect();
        let mut sorted = heard.clone();
        sorted.sort_by_key(|fact| fact.at);
        prop_assert_eq!(stay(heard.iter()), stay(sorted.iter()));
        prop_assert_eq!(stay(heard.iter().rev()), stay(sorted.iter()));
        let (came, went) = stay(heard.iter());
        prop_assert_eq!(came.is_some(), heard.iter().any(|fact| fact.mark == Mark::In));
        prop_assert!(went.is_none_or(|went| came.is_some_and(|came| came < went)));
    }
}
