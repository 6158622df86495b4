//! 消息: what a person is told, several of a kind on one day together, and how much of it is new.

use crate::notice::{Kind, Notice};
use crate::replica::Replica;
use crate::when::Day;
#[cfg(feature = "desk")]
use crate::{arrange::Arrange, duty::Duty, id::ResidentId, notice::About, signup::Signup};

/// Notices of one kind that were made on one day.
#[cfg(feature = "desk")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// What they say.
    pub kind: Kind,
    /// On which day they were made.
    pub day: Day,
    /// The newest first.
    pub notices: Vec<Notice>,
}

/// How many things are new: several of a kind on one day count once.
pub fn unseen(replica: &Replica) -> usize {
    let mut things: Vec<(Kind, Day)> = Vec::new();
    let mine = |notice: &&Notice| replica.me().is_some_and(|me| me.id == notice.person);
    for notice in replica.all::<Notice>().filter(mine).filter(|notice| notice.seen.is_none()) {
        let thing = (notice.kind, notice.made.day());
        if !things.contains(&thing) {
            things.push(thing);
        }
    }
    things.len()
}

/// What the person on this phone is told, the newest first.
#[cfg(feature = "desk")]
pub fn together(replica: &Replica) -> Vec<Together> {
    let mine = |notice: &&Notice| replica.me().is_some_and(|me| me.id == notice.person);
    let mut notices: Vec<Notice> = replica.all::<Notice>().filter(mine).cloned().collect();
    notices.arrange(|one, other| (other.made, other.id).cmp(&(one.made, one.id)));
    let mut groups: Vec<Together> = Vec::new();
    for notice in notices {
        let (kind, day) = (notice.kind, notice.made.day());
        match groups.iter_mut().find(|group| (group.kind, group.day) == (kind, day)) {
            Some(group) => group.notices.push(notice),
            None => groups.push(Together { kind, day, notices: vec![notice] }),
        }
    }
    groups
}

/// The living sign-up of a person for a date: as one who comes, or who signed others up.
#[cfg(feature = "desk")]
pub fn signup_of(replica: &Replica, who: ResidentId, date: crate::id::OccurrenceId) -> Option<&Signup> {
    let own = |signup: &&Signup| {
        signup.occurrence == date && signup.live() && (signup.booker.id == who || signup.includes(who))
    };
    replica.all::<Signup>().find(own)
}

/// For whom somebody has signed up who does not come themself: the party, or the child that is on a shift. Nobody where they come
/// too, or where it is not shown to them any more.
#[cfg(feature = "desk")]
pub fn on_behalf_of(replica: &Replica, who: ResidentId, about: About) -> Vec<String> {
    match about {
        About::Occurrence(date) => {
            let of_date = || replica.all::<Signup>().filter(move |signup| signup.occurrence == date);
            if of_date().any(|signup| signup.includes(who)) {
                return Vec::new();
            }
            let party = of_date().filter(|signup| signup.booker.id == who).flat_map(|signup| &signup.party);
            party.map(|person| person.name.clone()).collect()
        }
        About::Shift(shift) => {
            let on_it = || replica.all::<Duty>().filter(move |duty| duty.shift == shift);
            if on_it().any(|duty| duty.resident.id == who) {
                return Vec::new();
            }
            let me = replica.me().filter(|me| me.id == who);
            let acts_for =
                |duty: &&Duty| me.is_some_and(|me| me.wards.iter().any(|ward| ward.person.id == duty.resident.id));
            on_it().filter(acts_for).map(|duty| duty.resident.name.clone()).collect()
        }
        About::Report(_) | About::Resident(_) => Vec::new(),
    }
}

#[cfg(all(test, feature = "desk"))]
mod tests {
    use super::*;
    use crate::id::{ReportId, SignupId};
    use crate::row::Row;
    use crate::sample::{facts, guizhen, id, jianguo, lesson, now, person};
    use crate::scope::Scope;
    use crate::when::HOUR_MS;

    #[test]
    fn several_of_a_kind_on_one_day_are_one_thing() {
        let me = guizhen();
        let mut replica = Replica::default();
        replica.put(Scope::Person(me.id), Row::Me(me.clone()));
        let told = |n: u128, kind, hours: i64| {
            Notice::new(me.id, kind, About::Report(ReportId(id(n))), now().plus_ms(hours * HOUR_MS))
        };
        let seen = Notice { seen: Some(now()), ..told(4, Kind::Placed, 0) };
        let strange = Notice { person: jianguo().id, ..told(5, Kind::Declined, 0) };
        let all = [told(1, Kind::Answered, 0), told(2, Kind::Answered, 1), told(3, Kind::Answered, 24), seen, strange];
        all.iter().for_each(|notice| replica.put(Scope::Person(me.id), Row::Notice(notice.clone())));
        assert_eq!(unseen(&replica), 2, "two days of answers");
        let groups = together(&replica);
        assert_eq!(groups.iter().map(|group| group.notices.len()).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(groups[1].notices[0].about, About::Report(ReportId(id(2))), "the newest first");
    }

    #[test]
    fn a_helper_is_told_for_whom_it_is() {
        let (me, date) = (jianguo(), lesson(20));
        let of = |party| {
            let signup = Signup::seated(&facts(jianguo()), SignupId(id(1)), &date, party);
            let mut replica = Replica::default();
            replica.put(Scope::Person(me.id), Row::Me(me.clone()));
            replica.put(Scope::Person(me.id), Row::Signup(signup));
            on_behalf_of(&replica, me.id, About::Occurrence(date.id))
        };
        assert_eq!(of(vec![person(1, "周桂珍")]), ["周桂珍"]);
        assert!(of(vec![person(1, "周桂珍"), person(4, "沈建国")]).is_empty(), "they come too");
    }
}
