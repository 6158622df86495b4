//! Who hears of a change because they acted for somebody whom it concerns: who signed a neighbour up as their helper, and the
//! guardians of a child that is on a shift. Whether a helper may see it still, and who the guardians are, is in no facts: whoever
//! writes the change looks that up. Somebody who is in the party besides has one notice, because the two have one name.

use super::{About, Kind, moved_on, moved_with, of_duty, of_signup};
use crate::change::Change;
use crate::duty::Duty;
use crate::facts::Facts;
use crate::id::ResidentId;
use crate::resident::Me;
use crate::scope::Scope;
use crate::signup::Signup;

/// Somebody who acted for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behalf {
    /// Who signed these up as their helper.
    Helper {
        /// Who.
        who: ResidentId,
        /// The party.
        people: Vec<ResidentId>,
    },
    /// The guardians of somebody under age: one of them took the shift.
    Guardians(ResidentId),
}

impl Behalf {
    fn of_signup(row: &Signup) -> Option<Behalf> {
        let people = || row.party.iter().map(|person| person.id).collect();
        row.entrusted.then(|| Behalf::Helper { who: row.booker.id, people: people() })
    }

    fn of_duty(row: &Duty) -> Option<Behalf> {
        row.minor.then_some(Behalf::Guardians(row.resident.id))
    }
}

/// Who hears of a change on somebody's behalf.
pub fn told(change: &Change, facts: &Facts) -> Vec<(Behalf, Kind, About)> {
    match change {
        Change::Signup(row) => {
            let about = About::Occurrence(row.occurrence);
            Behalf::of_signup(row)
                .zip(of_signup(row, facts))
                .map(|(who, kind)| (who, kind, about))
                .into_iter()
                .collect()
        }
        Change::Occurrence(row) => {
            let bookers = moved_with(row, facts).into_iter().filter_map(Behalf::of_signup);
            bookers.map(|who| (who, Kind::Moved, About::Occurrence(row.id))).collect()
        }
        Change::Duty(row) => {
            let about = About::Shift(row.shift);
            Behalf::of_duty(row).zip(of_duty(row, facts)).map(|(who, kind)| (who, kind, about)).into_iter().collect()
        }
        Change::Shift(row) => {
            let guardians = moved_on(row, facts).into_iter().filter_map(Behalf::of_duty);
            guardians.map(|who| (who, Kind::Moved, About::Shift(row.id))).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a helper may see, today, what becomes of a party's sign-up. `me` is the helper as of today.
pub fn sees(me: &Me, people: &[ResidentId]) -> bool {
    let (family, followed) = (me.household(), Scope::followed_by(me));
    let seen =
        |who: &ResidentId| family.iter().any(|person| person.id == *who) || followed.contains(&Scope::Signups(*who));
    people.iter().any(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::DutyState;
    use crate::id::SignupId;
    use crate::kin::{Helped, Power};
    use crate::occurrence::{Occurrence, cancel};
    use crate::sample::{facts, guizhen, id, jianguo, lesson, now, person, shift, teacher_he};
    use crate::signup::SignupState;
    use crate::when::HOUR_MS;

    /// 沈建国 has signed his neighbour 周桂珍 up.
    fn booked(entrusted: bool) -> Signup {
        let seated = Signup::seated(&facts(jianguo()), SignupId(id(1)), &lesson(20), vec![person(1, "周桂珍")]);
        Signup { entrusted, made: now().plus_ms(-HOUR_MS), changed: now().plus_ms(-HOUR_MS), ..seated }
    }

    fn helper() -> Behalf {
        Behalf::Helper { who: jianguo().id, people: vec![guizhen().id] }
    }

    fn heard(changes: &[Change], facts: &Facts) -> Vec<(Behalf, Kind)> {
        changes.iter().flat_map(|change| told(change, facts)).map(|(who, kind, _)| (who, kind)).collect()
    }

    #[test]
    fn a_helper_hears_what_becomes_of_the_sign_up_they_made() {
        let date = Occurrence { confirmed: 1, ..lesson(20) };
        let running =
            |signup: Signup| Facts { occurrence: Some(date.clone()), seated: vec![signup], ..facts(teacher_he()) };
        let helped = running(booked(true));
        assert_eq!(heard(&cancel(&helped, "下雨").unwrap(), &helped), [(helper(), Kind::CalledOff)]);
        let moved = Change::Occurrence(Occurrence { starts: date.starts.plus_ms(HOUR_MS), ..date.clone() });
        assert_eq!(heard(&[moved], &helped), [(helper(), Kind::Moved)]);
        let offered = SignupState::Offered { ticket: 1, until: now().plus_ms(HOUR_MS) };
        let waits = Signup { state: SignupState::Waiting { ticket: 1, position: 1 }, ..booked(true) };
        let waiting = Facts { waiting: vec![waits.clone()], ..facts(teacher_he()) };
        assert_eq!(heard(&[Change::Signup(waits.with(offered, now()))], &waiting), [(helper(), Kind::Offered)]);
        let family = running(booked(false));
        assert!(heard(&cancel(&family, "下雨").unwrap(), &family).is_empty(), "the family is told as it is");
    }

    #[test]
    fn the_guardians_of_a_child_hear_what_becomes_of_its_shift() {
        let duty = Duty { shift: shift(1, 2).id, resident: person(3, "陆小满"), minor: true, ..Duty::default() };
        let off = |minor| Change::Duty(Duty { minor, ..duty.with(DutyState::CalledOff, now()) });
        let facts = facts(teacher_he());
        assert_eq!(heard(&[off(true)], &facts), [(Behalf::Guardians(duty.resident.id), Kind::ShiftOff)]);
        assert!(heard(&[off(false)], &facts).is_empty());
    }

    #[test]
    fn a_helper_is_told_only_what_they_may_see_still() {
        let with = |power, until| {
            let helped = vec![Helped { person: person(1, "周桂珍"), powers: vec![power], until }];
            sees(&Me { helped, ..jianguo() }.at(now().day()), &[guizhen().id])
        };
        let today = now().day();
        assert!(with(Power::SignUp, today) && with(Power::See, today));
        assert!(!with(Power::Meals, today), "meals are no sign-ups");
        assert!(!with(Power::SignUp, today.plus(-1)), "it is over");
        assert!(!sees(&jianguo(), &[guizhen().id]));
        assert!(sees(&guizhen(), &[guizhen().id]), "somebody of their own is in the party");
    }
}
