//! Lotteries: who is in them, and that each was drawn once, in the order that follows from what is published.

use super::{Check, Finding, Weight, check};
use crate::db::Tx;
use crate::fetch_all;
use crate::lottery::value;
use crate::secret::{hex, sha256, unhex};
use domain::id::SignupId;
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a date's people in its lottery are those who have entered",
        "select o.occurrence as found from occurrence o where o.lottery_entered <> (
            select count(*) from signup s join signup_member m on m.community = s.community and m.signup = s.signup
            where s.community = o.community and s.occurrence = o.occurrence and s.state = 'entered')"
    ),
    check!(
        "nobody is in a lottery that is over or was never held",
        "select s.signup as found from signup s
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         left join lottery l on l.community = o.community and l.occurrence = o.occurrence
         where s.state = 'entered' and (o.lottery_closes is null or l.seed is null or l.drawn is not null)"
    ),
    // An organizer may give what is kept for people who call or come.
    check!(
        "nobody has a place or waits before the draw",
        "select s.signup as found from signup s
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         left join lottery l on l.community = o.community and l.occurrence = o.occurrence
         where o.lottery_closes is not null and l.drawn is null and (
            s.state in ('waiting', 'offered') or (s.state = 'confirmed' and s.out_of_order = false))"
    ),
    check!(
        "every lottery has its seed sealed",
        "select o.occurrence as found from occurrence o
         where o.lottery_closes is not null and not exists (
            select 1 from lottery l where l.community = o.community and l.occurrence = o.occurrence)"
    ),
    check!(
        Notice "a lottery is drawn when its entries have closed",
        "select o.occurrence as found from lottery l
         join occurrence o on o.community = l.community and o.occurrence = l.occurrence
         where l.drawn is null and o.cancelled is null and o.lottery_closes < (select now - 600000 from clock)"
    ),
    check!(
        "the order of a draw is 1, 2, 3",
        "select signup as found from (
            select e.signup, e.place as told,
                row_number() over (partition by e.community, e.occurrence order by e.place) as place
            from lottery_entry e) as entries
         where told <> place"
    ),
    check!(
        "nobody was drawn before somebody who was served less",
        "select e.signup as found from lottery_entry e where exists (
            select 1 from lottery_entry f where f.community = e.community and f.occurrence = e.occurrence
            and f.place > e.place and f.class < e.class)"
    ),
    check!(
        "no more places were drawn than there were",
        "select l.occurrence as found from lottery l where coalesce(l.places, 0) < (
            select coalesce(sum(e.seats), 0) from lottery_entry e
            where e.community = l.community and e.occurrence = l.occurrence and e.won = true)"
    ),
    check!(
        "nobody is told a seed before the draw",
        "select l.occurrence as found from lottery l
         join feed f on f.community = l.community and f.id = l.occurrence
         where l.drawn is null and f.body like '%' || l.seed || '%'"
    ),
    check!(
        "everyone sees what a lottery is sealed with, and the seed after the draw",
        "select l.occurrence as found from lottery l
         join occurrence o on o.community = l.community and o.occurrence = l.occurrence
         join feed f on f.community = l.community and f.scope = 'public' and f.noun = 'occurrence' and f.id = l.occurrence
         where o.lottery_closes is not null and f.body is not null and (
            f.body not like '%' || l.commitment || '%' or (l.drawn is not null and f.body not like '%' || l.seed || '%'))"
    ),
];

/// What no SQL can reckon: every seed is the one that was promised, and every order follows from it.
pub(super) async fn ask(tx: &mut Tx) -> sqlx::Result<Finding> {
    let seeds = fetch_all!(tx, (Uuid, String, String), "select occurrence, commitment, seed from lottery")?;
    let mut wrong: BTreeSet<Uuid> = BTreeSet::new();
    wrong.extend(seeds.iter().filter(|(_, sealed, seed)| hex(&sha256(&unhex(seed))) != *sealed).map(|(id, ..)| *id));
    let entries = fetch_all!(
        tx,
        (Uuid, i64, Uuid, String),
        "select e.occurrence, e.class, e.signup, l.seed from lottery_entry e
         join lottery l on l.community = e.community and l.occurrence = e.occurrence
         order by e.community, e.occurrence, e.place"
    )?;
    let order = |(_, class, signup, seed): &(Uuid, i64, Uuid, String)| (*class, value(seed, SignupId(*signup)));
    let unordered = |pair: &&[(Uuid, i64, Uuid, String)]| {
        let [first, second] = pair else { return false };
        first.0 == second.0 && order(first) > order(second)
    };
    wrong.extend(entries.windows(2).filter(unordered).filter_map(|pair| pair.first()).map(|(id, ..)| *id));
    Ok(Finding {
        what: "every lottery was drawn as it was promised",
        weight: Weight::Wrong,
        count: i64::try_from(wrong.len()).unwrap_or(i64::MAX),
        first: wrong.into_iter().take(5).map(|id| id.to_string()).collect(),
    })
}
