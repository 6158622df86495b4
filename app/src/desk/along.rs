//! The shifts that go with a date when it is moved: how many, before it is; and on which dates somebody has something else since.

use crate::look::Lang;
use crate::routes::{DeskRoute, Route};
use crate::sync::Sync;
use crate::words::desk::dates as words;
use crate::words::when;
use domain::arrange::Arrange;
use domain::duty::Duty;
use domain::id::OccurrenceId;
use domain::occurrence::Occurrence;
use domain::replica::Replica;
use domain::shift::Shift;
use leptos::prelude::*;

/// How many shifts go along when dates are moved, and how many people are on them. Tracked.
pub fn along(sync: Sync, dates: &[OccurrenceId]) -> (usize, u32) {
    let (view, now) = (sync.view(), sync.now());
    let of = |shift: &Shift| shift.occurrence.is_some_and(|date| dates.contains(&date));
    let goes = view.all::<Shift>().filter(|shift| of(shift) && shift.goes_along(now));
    goes.fold((0, 0), |(shifts, people), shift| (shifts + 1, people + shift.taken))
}

/// Of a date and the later ones of its activity, one line for each on which people on its shifts have something else since it was
/// moved. All of them may have been moved in one step.
pub fn double_booked(sync: Sync, own: OccurrenceId, lang: Lang) -> AnyView {
    let lines = move || {
        let concerned = concerned(&sync.view(), own);
        let lines = concerned.into_iter().map(|(date, people)| line(sync, date, people, own, lang));
        lines.collect_view()
    };
    lines.into_any()
}

fn concerned(view: &Replica, own: OccurrenceId) -> Vec<(Occurrence, usize)> {
    let Some(first) = view.get::<Occurrence>(own.0) else { return Vec::new() };
    let later =
        |date: &&Occurrence| date.activity == first.activity && date.starts >= first.starts && date.cancelled.is_none();
    let mut dates: Vec<&Occurrence> = view.all::<Occurrence>().filter(later).collect();
    dates.arrange_by_key(|date| (date.starts, date.id));
    let on = |date: &Occurrence| {
        let of = |duty: &Duty| view.get::<Shift>(duty.shift.0).is_some_and(|shift| shift.occurrence == Some(date.id));
        view.all::<Duty>().filter(|duty| duty.clash && duty.state.live() && of(duty)).count()
    };
    let counted = dates.into_iter().map(|date| (date.clone(), on(date)));
    counted.filter(|(_, people)| *people > 0).collect()
}

fn line(sync: Sync, date: Occurrence, people: usize, own: OccurrenceId, lang: Lang) -> AnyView {
    let said = words::double_booked(lang, people);
    if date.id == own {
        return view! { <p class="said">{said}</p> }.into_any();
    }
    let (way, name) = (Route::Desk(DeskRoute::Date(date.id)).href(), when::moment_line(lang, date.starts, sync.now()));
    view! { <p class="said"><a href=way>{name}</a>" · "{said}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{DutyId, ShiftId};
    use domain::row::Row;
    use domain::scope::Scope;
    use domain::when::Moment;
    use uuid::Uuid;

    #[test]
    fn each_date_from_here_says_how_many_have_something_else() {
        let (mut view, own) = (Replica::default(), OccurrenceId(Uuid::from_u128(1)));
        for n in 1..4 {
            let (date, id) = (OccurrenceId(Uuid::from_u128(n)), ShiftId(Uuid::from_u128(10 + n)));
            let starts = Moment(i64::try_from(n).unwrap());
            view.put(Scope::Public, Row::Occurrence(Occurrence { id: date, starts, ..Occurrence::default() }));
            view.put(Scope::Public, Row::Shift(Shift { id, occurrence: Some(date), ..Shift::default() }));
            // On the second nobody has.
            let duty = Duty { id: DutyId(Uuid::from_u128(20 + n)), shift: id, clash: n != 2, ..Duty::default() };
            view.put(Scope::Desk, Row::Duty(duty));
        }
        let found: Vec<_> = concerned(&view, own).iter().map(|(date, people)| (date.starts.0, *people)).collect();
        assert_eq!(found, [(1, 1), (3, 1)]);
    }
}
