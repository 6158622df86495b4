//! Tests of [`super`]: see the names.

use super::*;
use crate::facts::Subject;
use crate::id::{OccurrenceId, QualificationId, SignupId};
use crate::kin::Ward;
use crate::occurrence::Occurrence;
use crate::project::project;
use crate::qualification::Qualification;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, jianguo, lesson, now, opera, person, shift, subject, teacher_he};
use crate::scope::Scope;
use crate::signup::{Signup, SignupState};
use proptest::prelude::*;

const ADULTS: &str = "1960-01";

fn taking(actor: Me, shift: Shift) -> Facts {
    let subject = Some(subject(Person { id: actor.id, name: actor.name.clone() }, ADULTS));
    Facts { shift: Some(shift), subject, ..facts(actor) }
}

fn duty(n: u128, state: DutyState) -> Duty {
    let resident = person(n, "邻居");
    Duty { id: DutyId(id(5_000 + n)), shift: shift(1, 1).id, organization: opera(), resident, state, ..Duty::default() }
}

fn take_self(facts: &Facts) -> Result<Vec<Change>, Refusal> {
    take(facts, DutyId(id(1)), facts.actor.id)
}

fn shift_of(changes: &[Change]) -> &Shift {
    let Some(Change::Shift(shift)) = changes.last() else { panic!("the shift is the last change: {changes:?}") };
    shift
}

#[test]
fn a_place_is_taken_and_the_last_one_only_once() {
    let changes = take_self(&taking(jianguo(), shift(1, 1))).unwrap();
    assert_eq!(shift_of(&changes).open(), 0);
    let full = taking(guizhen(), shift_of(&changes).clone());
    assert_eq!(take_self(&full), Err(Refusal::ShiftFull));
    assert_eq!(take(&full, DutyId(id(1)), jianguo().id), Err(Refusal::NotYourFamily));
}

#[test]
fn nobody_takes_a_shift_of_a_date_that_is_called_off() {
    let date = Occurrence { cancelled: Some("下雨".into()), ..lesson(10) };
    let open = Shift { occurrence: Some(date.id), ..shift(1, 1) };
    let facts = Facts { occurrence: Some(date), ..taking(jianguo(), open) };
    assert_eq!(take_self(&facts), Err(Refusal::OccurrenceCancelled));
}

#[test]
fn whoever_takes_over_relieves_the_one_who_has_looked_longest() {
    let looks = |n: u128, since: i64| Duty { changed: Moment(since), ..duty(n, DutyState::Seeking) };
    let full = Shift { taken: 3, seeking: 2, ..shift(1, 3) };
    let on_shift = vec![looks(21, 900), looks(22, 500), duty(23, DutyState::Taken)];
    let changes = take_self(&Facts { on_shift, ..taking(jianguo(), full) }).unwrap();
    let relieved: Vec<&Duty> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Duty(duty) if duty.state == DutyState::Replaced => Some(duty),
            _ => None,
        })
        .collect();
    assert_eq!(relieved.iter().map(|duty| duty.resident.id).collect::<Vec<_>>(), [ResidentId(id(22))]);
    assert_eq!((shift_of(&changes).taken, shift_of(&changes).seeking), (3, 1));
}

#[test]
fn whoever_stands_in_for_the_team_relieves_also_where_a_place_is_free() {
    let roomy = Shift { taken: 1, seeking: 1, ..shift(1, 3) };
    let on_shift = vec![duty(21, DutyState::Seeking)];
    let with = |actor: Me, shift: &Shift| {
        let facts = Facts { on_shift: on_shift.clone(), ..taking(actor, shift.clone()) };
        let changes = take_self(&facts).unwrap();
        (changes.len(), shift_of(&changes).taken, shift_of(&changes).seeking)
    };
    let substitute = || Me { roles: vec![Role::Member(opera()), Role::Substitute(opera())], ..jianguo() };
    assert_eq!(with(substitute(), &roomy), (3, 1, 0), "they come in another's stead");
    assert_eq!(with(jianguo(), &roomy), (2, 2, 1), "others take what is free");
    assert_eq!(with(substitute(), &Shift { seeking: 0, ..roomy.clone() }), (2, 2, 0), "nobody looks");
    let elsewhere = Me { roles: vec![Role::Substitute(crate::id::OrganizationId(id(901)))], ..jianguo() };
    assert_eq!(with(elsewhere, &roomy), (2, 2, 1), "they stand in for another team");
}

#[test]
fn guardians_see_where_a_child_serves_and_at_once_on_their_own_phone() {
    let child = person(3, "陆小满");
    let ward = Ward { person: child.clone(), called: String::new(), bond: Bond::Guardian, born: String::new() };
    let actor = Me { wards: vec![ward], ..guizhen() };
    let told = |born: &str, forecast: bool| {
        let subject = Some(subject(child.clone(), born));
        let facts = Facts { forecast, subject, ..taking(actor.clone(), shift(1, 3)) };
        let changes = take(&facts, DutyId(id(1)), child.id).unwrap();
        project(&changes[0], &facts).into_iter().map(|(scope, _)| scope).collect::<Vec<_>>()
    };
    let always = [Scope::Person(child.id), Scope::Organization(opera()), Scope::Desk];
    let guardians: Vec<Scope> = always.into_iter().chain([Scope::Ward(child.id)]).collect();
    assert_eq!(told("2012-03", false), guardians);
    assert_eq!(told("", true), guardians, "the phone does not know when the child was born");
    assert_eq!(told(ADULTS, false), always, "grown up, whatever the files say of a guardian");
}

#[test]
fn nobody_is_in_two_places_at_once() {
    let other = Shift { id: crate::id::ShiftId(id(851)), role: "端茶".into(), ..shift(1, 3) };
    let mine = Duty { shift: other.id, ..duty(4, DutyState::Seeking) };
    let busy = |duties| Facts { duties, ..taking(jianguo(), shift(1, 3)) };
    let clash = take_self(&busy(vec![(mine.clone(), other.clone())])).unwrap_err();
    assert_eq!(clash, Refusal::TimeClash { name: "沈建国".into(), title: "端茶".into() });
    let next = Shift { starts: other.ends, ends: other.ends.plus_ms(1), ..other.clone() };
    assert!(take_self(&busy(vec![(mine.clone(), next)])).is_ok(), "one ends when the other begins");
    let gone = mine.with(DutyState::Left, now());
    assert!(take_self(&busy(vec![(gone, other)])).is_ok());
    let again = take_self(&busy(vec![(duty(4, DutyState::Taken), shift(1, 3))])).unwrap_err();
    assert_eq!(again, Refusal::AlreadyOnShift { name: "沈建国".into() });
    let signup = Signup {
        id: SignupId(id(9)),
        occurrence: OccurrenceId(id(9)),
        organization: opera(),
        booker: person(4, "沈建国"),
        party: vec![person(4, "沈建国")],
        state: SignupState::Confirmed,
        made: now(),
        changed: now(),
        clash: false,
        out_of_order: false,
        late: false,
        reason: String::new(),
        handed: None,
        unleased: false,
        entrusted: false,
    };
    let singing = Facts { engagements: vec![(signup, lesson(3), "书画".into())], ..busy(Vec::new()) };
    assert_eq!(take_self(&singing).unwrap_err(), Refusal::TimeClash { name: "沈建国".into(), title: "书画".into() });
}

#[test]
fn what_a_shift_needs_must_be_held_until_it_ends() {
    let kitchen = Shift { skills: vec![Skill::Food], ..shift(1, 3) };
    let holding = |until: Option<Day>| {
        let held = until.map(|until| Qualification {
            id: QualificationId(id(1)),
            resident: person(4, "沈建国"),
            skill: Skill::Food,
            until,
        });
        let mut facts = taking(jianguo(), kitchen.clone());
        facts.subject = facts.subject.map(|s| Subject { qualifications: Some(held.into_iter().collect()), ..s });
        take_self(&facts)
    };
    let (name, last) = (String::from("沈建国"), kitchen.ends.day());
    assert_eq!(holding(None).unwrap_err(), Refusal::QualificationMissing { name: name.clone(), skill: Skill::Food });
    let until = last.plus(-1);
    assert_eq!(holding(Some(until)).unwrap_err(), Refusal::QualificationEnds { name, skill: Skill::Food, until });
    assert!(holding(Some(last)).is_ok());
}

#[test]
fn whoever_is_under_age_comes_through_a_guardian_and_is_never_alone_with_children() {
    let child = person(3, "陆小满");
    let ward = |bond| Ward { person: child.clone(), called: String::new(), bond, born: String::new() };
    let with = |bond, children, on_shift: Vec<Duty>| {
        let actor = Me { wards: vec![ward(bond)], ..guizhen() };
        let shift = Shift { children, ..shift(1, 4) };
        let facts = Facts { on_shift, subject: Some(subject(child.clone(), "2012-03")), ..taking(actor, shift) };
        take(&facts, DutyId(id(1)), child.id)
    };
    assert_eq!(with(Bond::Carer, false, vec![]).unwrap_err(), Refusal::GuardianNeeded { name: "陆小满".into() });
    assert!(with(Bond::Guardian, false, vec![]).is_ok());
    assert_eq!(with(Bond::Guardian, true, vec![]).unwrap_err(), Refusal::AdultNeeded);
    let minor = Duty { minor: true, ..duty(30, DutyState::Taken) };
    assert_eq!(with(Bond::Guardian, true, vec![minor]).unwrap_err(), Refusal::AdultNeeded);
    assert!(with(Bond::Guardian, true, vec![duty(30, DutyState::Taken)]).is_ok());
    let alone = Facts { subject: Some(subject(child.clone(), "2012-03")), ..taking(guizhen(), shift(1, 4)) };
    let alone = Facts { actor: Me { id: child.id, name: child.name.clone(), ..Me::default() }, ..alone };
    assert_eq!(take(&alone, DutyId(id(1)), child.id).unwrap_err(), Refusal::GuardianNeeded { name: child.name });
}

#[test]
fn from_fourteen_on_a_child_agrees_to_what_a_guardian_has_said() {
    let child = person(3, "陆小满");
    let taken = |born: &str| {
        let ward = Ward { person: child.clone(), called: String::new(), bond: Bond::Guardian, born: born.into() };
        let actor = Me { wards: vec![ward], ..guizhen() };
        let facts = Facts { subject: Some(subject(child.clone(), born)), ..taking(actor, shift(1, 4)) };
        match take(&facts, DutyId(id(1)), child.id).unwrap().swap_remove(0) {
            Change::Duty(duty) => duty,
            other => panic!("{other:?}"),
        }
    };
    // It is November 2026, and the month of the birthday begins it.
    let (small, grown) = (taken("2012-12"), taken("2012-11"));
    assert!(small.minor && !small.waits() && grown.minor && grown.waits());
    let says = |actor: Me, duty: &Duty, witness: &str| {
        let facts = Facts { duty: Some(duty.clone()), shift: Some(shift(1, 4)), ..facts(actor) };
        agree(&facts, duty, child.id, witness).map(|mut changes| match changes.swap_remove(0) {
            Change::Duty(duty) => duty,
            other => panic!("{other:?}"),
        })
    };
    let own = || Me { id: child.id, name: child.name.clone(), ..Me::default() };
    let agreed = says(own(), &grown, "").unwrap();
    assert_eq!((agreed.agreed, agreed.waits(), agreed.state), (Some(Consent::Phone), false, DutyState::Taken));
    assert_eq!(says(own(), &agreed, ""), Err(Refusal::AlreadySaid));
    assert_eq!(says(own(), &grown.with(DutyState::Left, now()), ""), Err(Refusal::AlreadyCancelled));
    let staff = || Me { roles: vec![Role::Staff], ..jianguo() };
    let seen = says(staff(), &grown, " 何秀英 ").unwrap();
    assert_eq!((seen.agreed, seen.witness.as_str()), (Some(Consent::Witness), "何秀英"));
    // Nobody else says it for them, staff not without a witness, and a smaller child is not asked.
    assert_eq!(says(staff(), &grown, " "), Err(Refusal::NotFound));
    assert_eq!(says(jianguo(), &grown, "何秀英"), Err(Refusal::NotFound));
    assert_eq!(says(own(), &small, ""), Err(Refusal::NotFound));
}

#[test]
fn nobody_under_age_relieves_the_only_adult_beside_children() {
    let child = person(3, "陆小满");
    let ward = Ward { person: child.clone(), called: String::new(), bond: Bond::Guardian, born: String::new() };
    let actor = Me { wards: vec![ward], ..guizhen() };
    let with = |others: Vec<Duty>| {
        let taken = others.len() as u32;
        let full = Shift { children: true, taken, seeking: 1, ..shift(1, taken) };
        let subject = Some(subject(child.clone(), "2012-03"));
        let facts = Facts { on_shift: others, subject, ..taking(actor.clone(), full) };
        take(&facts, DutyId(id(1)), child.id)
    };
    let looks = duty(30, DutyState::Seeking);
    assert_eq!(with(vec![looks.clone()]).unwrap_err(), Refusal::AdultNeeded);
    assert!(with(vec![looks, duty(31, DutyState::Taken)]).is_ok(), "another one stays");
}

#[test]
fn a_shift_is_given_back_a_day_before_and_later_somebody_must_take_over() {
    let mine = duty(4, DutyState::Taken);
    let at = |actor: Me, now: Moment| {
        let shift = Shift { taken: 1, ..shift(1, 3) };
        Facts { now, duty: Some(mine.clone()), on_shift: vec![mine.clone()], ..taking(actor, shift) }
    };
    let limit = shift(1, 3).starts.plus_ms(-LEAVE_MS);
    assert_eq!(shift_of(&leave(&at(jianguo(), limit)).unwrap()).taken, 0);
    let late = at(jianguo(), limit.plus_ms(1));
    assert_eq!(leave(&late).unwrap_err(), Refusal::TooLateToLeave { until: limit });
    assert_eq!(leave(&at(guizhen(), limit)).unwrap_err(), Refusal::NotFound, "somebody else's");
    assert!(leave(&at(teacher_he(), limit.plus_ms(1))).is_ok(), "who runs it may");
    let changes = seek(&late, true).unwrap();
    assert_eq!((shift_of(&changes).taken, shift_of(&changes).seeking, shift_of(&changes).open()), (1, 1, 3));
    assert_eq!(seek(&late, false).unwrap_err(), Refusal::AlreadySaid);
    assert_eq!(seek(&at(teacher_he(), limit), true).unwrap_err(), Refusal::NotFound, "only they themselves");
    assert_eq!(leave(&at(jianguo(), shift(1, 3).starts)).unwrap_err(), Refusal::OccurrenceStarted);
}

#[test]
fn the_last_adult_stays_with_the_children() {
    let (mine, minor) = (duty(4, DutyState::Taken), Duty { minor: true, ..duty(5, DutyState::Taken) });
    let with = |others: Vec<Duty>| {
        let shift = Shift { taken: 2, children: true, ..shift(1, 3) };
        let facts = taking(jianguo(), shift);
        let now = facts.now.plus_ms(-HOUR_MS);
        leave(&Facts { now, duty: Some(mine.clone()), on_shift: others, ..facts })
    };
    assert_eq!(with(vec![mine.clone(), minor.clone()]).unwrap_err(), Refusal::LastAdult);
    assert!(with(vec![mine.clone(), minor, duty(6, DutyState::Taken)]).is_ok());
    assert!(with(vec![mine.clone()]).is_ok());
}

/// What people do to one shift, applied one after the other to a plain list.
fn people() -> impl Strategy<Value = Vec<(u8, u128)>> {
    proptest::collection::vec((0..4_u8, 10..18_u128), 1..60)
}

proptest! {
    /// Whatever people do: as many are responsible as the shift says, never more than it can use, nobody twice.
    #[test]
    fn a_shift_counts_its_people(steps in people(), most in 1..5_u32) {
        let (mut on_shift, mut shift): (Vec<Duty>, Shift) = (Vec::new(), shift(1, most));
        for (n, (act, who)) in (0_u128..).zip(steps) {
            let actor = Me { id: ResidentId(id(who)), name: "邻居".into(), ..Me::default() };
            let mine = on_shift.iter().find(|duty| duty.resident.id == actor.id && duty.state.live()).cloned();
            let duties = mine.clone().map(|duty| (duty, shift.clone())).into_iter().collect();
            let moment = now().plus_ms(-HOUR_MS);
            let duty = if act == 0 { None } else { mine };
            let facts = Facts { now: moment, on_shift: on_shift.clone(), duties, duty, ..taking(actor, shift.clone()) };
            let done = match act {
                0 => take(&facts, DutyId(id(n)), facts.actor.id),
                1 => leave(&facts),
                2 => seek(&facts, true),
                _ => seek(&facts, false),
            };
            for change in done.unwrap_or_default() {
                match change {
                    Change::Shift(row) => shift = row,
                    Change::Duty(row) => {
                        on_shift.retain(|known| known.id != row.id);
                        on_shift.push(row);
                    }
                    other => prop_assert!(false, "{other:?}"),
                }
            }
            let live: Vec<&Duty> = on_shift.iter().filter(|duty| duty.state.live()).collect();
            let seeking = live.iter().filter(|duty| duty.state == DutyState::Seeking).count();
            let mut who: Vec<ResidentId> = live.iter().map(|duty| duty.resident.id).collect();
            who.sort();
            who.dedup();
            prop_assert_eq!(live.len(), shift.taken as usize);
            prop_assert_eq!(seeking, shift.seeking as usize);
            prop_assert!(shift.taken <= most);
            prop_assert_eq!(who.len(), live.len());
        }
    }
}
