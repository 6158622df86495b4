//! What somebody brings on a shift, stairwell by stairwell, in the order in which one walks.

use crate::arrange::Arrange;
use crate::errand::{Errand, ErrandState, brings};
use crate::id::ShiftId;
use crate::replica::Replica;
use crate::when::Moment;

/// The doors of one stairwell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stairwell {
    /// Compound, building, stairwell.
    pub place: [String; 3],
    /// Each meal, with whether what was said of it waits for the server.
    pub meals: Vec<(Errand, bool)>,
}

/// How a shift stands for whoever brings its meals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Round {
    /// It is none that this phone's person brings meals on, or it is over.
    None,
    /// Its meals are still open for orders.
    Later,
    /// To which doors.
    Out(Vec<Stairwell>),
}

/// What this phone's person brings on a shift.
pub fn round(replica: &Replica, id: ShiftId, now: Moment) -> Round {
    let Some(me) = replica.me() else { return Round::None };
    let Some(shift) = replica.get::<crate::shift::Shift>(id.0) else { return Round::None };
    let mine = |duty: &crate::duty::Duty| duty.shift == id && duty.resident.id == me.id && duty.state.live();
    if !shift.delivers
        || shift.cancelled.is_some()
        || now >= shift.ends
        || !replica.all::<crate::duty::Duty>().any(mine)
    {
        return Round::None;
    }
    let mut meals: Vec<&Errand> = replica.all::<Errand>().filter(|row| row.shifts.contains(&id)).collect();
    let open = replica.community().is_some_and(|community| {
        brings(community, shift).into_iter().any(|meal| now < community.closes(shift.starts.day(), meal))
    });
    if meals.is_empty() && open {
        return Round::Later;
    }
    meals.arrange_by_key(|row| (row.to.walk(), row.code));
    let mut stairwells: Vec<Stairwell> = Vec::new();
    for row in meals {
        let place = [row.to.compound.clone(), row.to.building.clone(), row.to.stairwell.clone()];
        let meal = (row.clone(), replica.is_pending::<Errand>(row.id.0));
        match stairwells.last_mut() {
            Some(last) if last.place == place => last.meals.push(meal),
            _ => stairwells.push(Stairwell { place, meals: vec![meal] }),
        }
    }
    Round::Out(stairwells)
}

/// How many were brought, and of how many.
pub fn counted(stairwells: &[Stairwell]) -> (usize, usize) {
    let meals = || stairwells.iter().flat_map(|stairwell| &stairwell.meals);
    (meals().filter(|(row, _)| row.state == ErrandState::Brought).count(), meals().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::Duty;
    use crate::id::OrderId;
    use crate::place::Doorstep;
    use crate::row::Row;
    use crate::sample::{id, jianguo, now, person, shift};
    use crate::scope::Scope;
    use crate::shift::Shift;

    #[test]
    fn one_walks_from_stairwell_to_stairwell_and_up_the_floors() {
        let (me, mut phone) = (jianguo(), Replica::default());
        let shift = Shift { delivers: true, ..shift(1, 2) };
        let (own, scope) = (Scope::Person(me.id), Scope::Errands(shift.id));
        let duty = Duty { shift: shift.id, resident: person(4, "沈建国"), ..Duty::default() };
        phone.put(own, Row::Me(me));
        phone.put(Scope::Public, Row::Shift(shift.clone()));
        assert_eq!(round(&phone, shift.id, now()), Round::None, "it is not his");
        phone.put(own, Row::Duty(duty));
        for (n, building, room) in [(1, "10幢", "201"), (2, "3幢", "1201"), (3, "3幢", "301")] {
            let to = Doorstep { building: building.into(), room: room.into(), ..Doorstep::default() };
            let row = Errand { id: OrderId(id(n)), shifts: vec![shift.id], to, ..Errand::default() };
            phone.put(scope, Row::Errand(row));
        }
        let Round::Out(stairwells) = round(&phone, shift.id, now()) else { panic!("it is out") };
        let rooms: Vec<Vec<&str>> = stairwells
            .iter()
            .map(|stairwell| stairwell.meals.iter().map(|(row, _)| row.to.room.as_str()).collect())
            .collect();
        assert_eq!(rooms, [vec!["301", "1201"], vec!["201"]]);
        assert_eq!(counted(&stairwells), (0, 3));
        assert_eq!(round(&phone, shift.id, shift.ends), Round::None, "it is over");
    }
}
