//! 谁会什么: what neighbours offer, as far as this phone may see it; the favours that are somebody's business; and what waits for a
//! signature.

use crate::arrange::Arrange;
use crate::deed::Deed;
use crate::favour::{Favour, FavourState};
use crate::hours::Hours;
use crate::id::OfferingId;
use crate::offering::{Offering, SharedOffering, Week};
use crate::permission::{Act, may};
use crate::replica::Replica;
use crate::resident::Me;

/// What a neighbour offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedOffering {
    /// Its identity.
    pub id: OfferingId,
    /// Who, or the beginning of the name.
    pub name: String,
    /// What.
    pub words: String,
    /// When.
    pub days: Week,
    /// Neighbours see it too.
    pub shown: bool,
    /// I have asked for it and it is not over; whether that waits for the server.
    pub asked: Option<bool>,
}

/// What others offer, the newest first.
pub fn offerings(replica: &Replica) -> Vec<ListedOffering> {
    let me = replica.me();
    let asked = |id: OfferingId| {
        let mine = |favour: &&Favour| {
            favour.offering == id && favour.state.open() && me.is_some_and(|me| me.id == favour.asker.id)
        };
        replica.all::<Favour>().find(mine).map(|favour| replica.is_pending::<Favour>(favour.id.0))
    };
    let others = |row: &&Offering| !row.withdrawn && me.is_some_and(|me| row.resident.id != me.id && row.is_for(me));
    let whole = replica.all::<Offering>().filter(others).map(|row| ListedOffering {
        id: row.id,
        name: row.resident.name.clone(),
        words: row.craft.words.clone(),
        days: row.craft.days,
        shown: row.craft.shown,
        asked: asked(row.id),
    });
    // Of what this phone has in whole, the neighbours' view says nothing more.
    let unknown = |row: &&SharedOffering| replica.get::<Offering>(row.id.0).is_none();
    let shared = replica.all::<SharedOffering>().filter(unknown).map(|row| ListedOffering {
        id: row.id,
        name: row.name.clone(),
        words: row.words.clone(),
        days: row.days,
        shown: true,
        asked: asked(row.id),
    });
    let mut all: Vec<ListedOffering> = whole.chain(shared).collect();
    all.arrange(|a, b| b.id.cmp(&a.id));
    all
}

/// My own offerings that stand, the newest first, each with whether it waits for the server.
pub fn own_offerings(replica: &Replica, me: &Me) -> Vec<(Offering, bool)> {
    let mine = |row: &&Offering| row.resident.id == me.id && !row.withdrawn;
    let mut own: Vec<(Offering, bool)> = replica
        .all::<Offering>()
        .filter(mine)
        .map(|row| (row.clone(), replica.is_pending::<Offering>(row.id.0)))
        .collect();
    own.arrange(|a, b| b.0.id.cmp(&a.0.id));
    own
}

/// A favour, and whether it waits for the server.
pub type ListedFavour = (Favour, bool);

/// The favours that I am asked for, and those that I have asked for, or speak for: what is open first, the newest first.
pub fn favours(replica: &Replica, me: &Me) -> (Vec<ListedFavour>, Vec<ListedFavour>) {
    let listed = |wanted: &dyn Fn(&Favour) -> bool| -> Vec<ListedFavour> {
        let rows = replica.all::<Favour>().filter(|favour| wanted(favour));
        let mut rows: Vec<ListedFavour> =
            rows.map(|favour| (favour.clone(), replica.is_pending::<Favour>(favour.id.0))).collect();
        rows.arrange_by_key(|(favour, _)| (!favour.state.open(), -favour.changed.0, favour.id));
        rows
    };
    (listed(&|favour| favour.helper.id == me.id), listed(&|favour| favour.is_asked_by(me)))
}

/// How many favours wait for me to answer or to confirm.
pub fn waiting(replica: &Replica, me: &Me) -> usize {
    let waits = |favour: &&Favour| match favour.state {
        FavourState::Asked => favour.helper.id == me.id,
        FavourState::Claimed => favour.is_asked_by(me),
        _ => false,
    };
    replica.all::<Favour>().filter(waits).count()
}

/// The deeds that I may sign hours for and nobody has signed, or whose entry was taken back, the oldest first; each with whether
/// a signature of mine waits for the server.
pub fn unsigned(replica: &Replica, me: &Me) -> Vec<(Deed, bool)> {
    let mine = |deed: &Deed| match deed.organization {
        Some(team) => may(me, Act::RunActivities(team)),
        None => may(me, Act::WorkAtDesk),
    };
    let back = |entry: &Hours| !entry.holds(replica.all::<Hours>());
    let open = |deed: &Deed| match deed.signed {
        Some(entry) => replica.get::<Hours>(entry.0).is_some_and(back),
        None => true,
    };
    let listed = replica.all::<Deed>().filter(|deed| mine(deed)).filter_map(|deed| {
        // One whose entry is taken back without a network waits, too, but for a signature.
        let pending = deed.signed.is_some() && replica.is_pending::<Deed>(deed.id.0);
        (pending || open(deed)).then(|| (deed.clone(), pending))
    });
    let mut deeds: Vec<(Deed, bool)> = listed.collect();
    deeds.arrange_by_key(|(deed, _)| (deed.spent.from, deed.id));
    deeds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::favour::Spent;
    use crate::id::{FavourId, HoursId};
    use crate::offering::Craft;
    use crate::row::Row;
    use crate::sample::{id, jianguo, meihua, opera, person, staff, teacher_he};
    use crate::scope::Scope;

    fn painting(n: u128, shown: bool) -> Offering {
        let craft = Craft { words: "刷墙".into(), shown, ..Craft::default() };
        Offering { id: OfferingId(id(n)), resident: person(4, "沈建国"), craft, ..Offering::default() }
    }

    fn phone(me: Me) -> Replica {
        let mut replica = Replica::default();
        replica.put(Scope::Person(me.id), Row::Me(me));
        replica
    }

    #[test]
    fn a_neighbour_sees_the_beginning_of_a_name_and_an_organizer_all_of_it() {
        let mut neighbours = phone(meihua());
        let shared = painting(1, true).shared().unwrap();
        neighbours.put(Scope::Public, Row::SharedOffering(shared.clone()));
        assert_eq!(offerings(&neighbours).iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["沈**"]);
        let mut leaders = phone(teacher_he());
        leaders.put(Scope::Public, Row::SharedOffering(shared.clone()));
        for row in [painting(1, true), painting(2, false)] {
            leaders.put(Scope::Organizers, Row::Offering(row));
        }
        let listed: Vec<(OfferingId, String)> = offerings(&leaders).into_iter().map(|row| (row.id, row.name)).collect();
        assert_eq!(listed, [(OfferingId(id(2)), "沈建国".into()), (OfferingId(id(1)), "沈建国".into())]);
        let mut own = phone(jianguo());
        own.put(Scope::Public, Row::SharedOffering(shared));
        own.put(Scope::Person(jianguo().id), Row::Offering(painting(1, true)));
        assert!(offerings(&own).is_empty(), "one's own stands elsewhere");
        assert_eq!(own_offerings(&own, &jianguo()).len(), 1);
    }

    #[test]
    fn both_sides_find_what_waits_for_them() {
        let favour = Favour { helper: person(4, "沈建国"), asker: person(5, "钱美华"), ..Favour::default() };
        let holds = |me: Me, state| {
            let mut replica = phone(me.clone());
            replica.put(Scope::Person(me.id), Row::Favour(Favour { state, ..favour.clone() }));
            let (helping, asking) = favours(&replica, &me);
            (helping.len(), asking.len(), waiting(&replica, &me))
        };
        assert_eq!(holds(jianguo(), FavourState::Asked), (1, 0, 1));
        assert_eq!(holds(meihua(), FavourState::Asked), (0, 1, 0));
        assert_eq!(holds(jianguo(), FavourState::Claimed), (1, 0, 0));
        assert_eq!(holds(meihua(), FavourState::Claimed), (0, 1, 1));
    }

    #[test]
    fn what_nobody_has_signed_waits_for_those_who_may() {
        let deed = |n, organization| Deed { id: FavourId(id(n)), organization, ..Deed::default() };
        let counts = |me: Me| {
            let mut replica = phone(me.clone());
            replica.put(Scope::Desk, Row::Deed(deed(1, Some(opera()))));
            replica.put(Scope::Desk, Row::Deed(deed(2, None)));
            let (spent, entry) = (Spent::default(), HoursId(id(9)));
            let signed = Deed { signed: Some(entry), spent, ..deed(3, Some(opera())) };
            replica.put(Scope::Desk, Row::Deed(signed));
            replica.put(Scope::Desk, Row::Hours(Hours { id: entry, ..Hours::default() }));
            let before = unsigned(&replica, &me).len();
            let back = Hours { id: HoursId(id(10)), reverses: Some(entry), ..Hours::default() };
            replica.put(Scope::Desk, Row::Hours(back));
            (before, unsigned(&replica, &me).len())
        };
        assert_eq!(counts(staff()), (2, 3));
        assert_eq!(counts(teacher_he()), (1, 2));
        assert_eq!(counts(meihua()), (0, 0));
    }
}
