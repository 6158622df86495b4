//! What was done and seen at the desk, and by whom: added to in the transaction that does it, never changed.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all};
use domain::id::ResidentId;
use domain::when::{Clock, Day, Moment};
use domain::wire::audit::{Deed, Entry, Wanted};
use uuid::Uuid;

/// The most that is kept of what somebody looked for, in characters.
const WORDS_MAX: usize = 80;

/// What an entry is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// One person.
    pub whom: Option<ResidentId>,
    /// So many.
    pub count: usize,
    /// What was looked for, or a name.
    pub words: &'a str,
}

/// Notes that somebody does something.
pub async fn note(tx: &mut Tx, who: ResidentId, deed: Deed, about: About<'_>, now: Moment) -> sqlx::Result<()> {
    let words: String = about.words.chars().filter(|c| !c.is_control()).take(WORDS_MAX).collect();
    execute!(
        tx,
        "insert into audit (community, entry, at, who, deed, whom, count, words) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.community.0,
        Uuid::now_v7(),
        now.0,
        who.0,
        word::of(&deed),
        about.whom.map(|whom| whom.0),
        i64::try_from(about.count).unwrap_or(i64::MAX),
        words
    )?;
    Ok(())
}

type Line = (i64, String, String, String, i64, String);

/// What was done, the last first, `most` at most; of a day when one is wanted.
pub async fn find(tx: &mut Tx, wanted: &Wanted, most: i64) -> sqlx::Result<Vec<Entry>> {
    let midnight = |day: Day| Moment::at(day, Clock(0)).0;
    let (from, until) = wanted.day.map_or((0, i64::MAX), |day| (midnight(day), midnight(day.plus(1))));
    let words: String =
        wanted.words.trim().chars().filter(|c| !matches!(c, '%' | '_' | '\\') && !c.is_control()).collect();
    let lines = fetch_all!(
        tx,
        Line,
        "select a.at, w.name, a.deed, coalesce(p.name, ''), a.count, a.words
         from audit a join resident w on w.community = a.community and w.resident = a.who
         left join resident p on p.community = a.community and p.resident = a.whom
         where a.community = $1 and a.at >= $2 and a.at < $3
            and (w.name like $4 or coalesce(p.name, '') like $4 or a.words like $4)
         order by a.at desc, a.entry desc limit $5",
        tx.community.0,
        from,
        until,
        format!("%{words}%"),
        most
    )?;
    lines.into_iter().map(entry).collect()
}

fn entry((at, by, deed, whom, count, words): Line) -> sqlx::Result<Entry> {
    Ok(Entry { at: Moment(at), by, deed: word::read(&deed)?, whom, count: word::count(count), words })
}
