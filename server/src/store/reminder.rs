//! Who is to be reminded of what, and reminding them, in one transaction that holds the community's lock; old notices go at the same
//! time. Who has no phone cannot be reminded: whoever signed them up as their helper is, and a child's guardians. Several servers
//! may want to: whoever comes second finds nothing left to do.

use crate::db::{Db, Tx};
use crate::store::device::IDLE_MS;
use crate::store::{community, departure, feed, notice, resident};
use crate::{execute, fetch_all};
use domain::id::{CommunityId, ResidentId};
use domain::notice::reminder::{Round, rounds};
use domain::notice::{About, Notice, behalf};
use domain::row::{Noun, RowKey};
use domain::scope::Scope;
use domain::when::{HOUR_MS, Moment};
use uuid::Uuid;

/// What was told so long ago nobody looks for.
const OLD_MS: i64 = 60 * 24 * HOUR_MS;
/// Of the same thing nobody is reminded twice within so long, also where it was moved: that has a message of its own.
const AGAIN_MS: i64 = 12 * HOUR_MS;

/// The people of one round who have not been reminded yet and want to be.
async fn wanted(tx: &mut Tx, round: &Round, now: Moment) -> sqlx::Result<Vec<Notice>> {
    let lines = fetch_all!(
        tx,
        (String, Uuid, Uuid, i64),
        "select t.matter, t.subject, t.resident, t.starts from (
            select 'occurrence' as matter, o.occurrence as subject, m.resident as resident, o.starts as starts
            from occurrence o
            join signup s on s.community = o.community and s.occurrence = o.occurrence
            join signup_member m on m.community = s.community and m.signup = s.signup
            where o.community = $1 and o.ends > $2 and o.starts > $2 and o.starts <= $3 and o.cancelled is null
               and s.state = 'confirmed' and s.made < $4 and o.starts - s.made > 3600000
            union
            select 'occurrence', o.occurrence, s.booker, o.starts
            from occurrence o
            join signup s on s.community = o.community and s.occurrence = o.occurrence
            where o.community = $1 and o.ends > $2 and o.starts > $2 and o.starts <= $3 and o.cancelled is null
               and s.state = 'confirmed' and s.made < $4 and o.starts - s.made > 3600000
               and s.entrusted = false
            union
            select 'shift', h.shift, d.resident, h.starts
            from shift h
            join duty d on d.community = h.community and d.shift = h.shift
            where h.community = $1 and h.starts > $2 and h.starts <= $3 and h.cancelled is null
               and d.state in ('taken', 'seeking') and d.made < $4 and h.starts - d.made > 3600000
         ) as t
         where not exists (select 1 from notice n where n.community = $1 and n.resident = t.resident
               and n.kind = $5 and n.subject = t.subject and n.made > $6)
            and not exists (select 1 from notice_choice c where c.community = $1 and c.resident = t.resident
               and c.kinds like '%' || $5 || '%')",
        tx.community.0,
        round.after.0,
        round.until.0,
        round.signed_before.0,
        round.kind.name(),
        now.plus_ms(-AGAIN_MS).0
    )?;
    let reminder = |(matter, subject, who, starts): (String, Uuid, Uuid, i64)| {
        let about = About::of(&matter, subject)?;
        Some(Notice::reminder(ResidentId(who), round.kind, about, Moment(starts), now))
    };
    Ok(lines.into_iter().filter_map(reminder).collect())
}

/// The reminders of one round for those who acted for somebody without a phone: the helper who signed them up, as long as the
/// helper may see it still, and the guardians of a child that is on a shift. A phone that nobody has used for so long that it is
/// signed out is none.
async fn on_behalf(tx: &mut Tx, round: &Round, now: Moment) -> sqlx::Result<Vec<Notice>> {
    let lines = fetch_all!(
        tx,
        (String, Uuid, Uuid, Uuid, i64),
        "select t.matter, t.subject, t.resident, t.whom, t.starts from (
            select 'occurrence' as matter, o.occurrence as subject, s.booker as resident, m.resident as whom,
               o.starts as starts
            from occurrence o
            join signup s on s.community = o.community and s.occurrence = o.occurrence
            join signup_member m on m.community = s.community and m.signup = s.signup
            where o.community = $1 and o.ends > $2 and o.starts > $2 and o.starts <= $3 and o.cancelled is null
               and s.state = 'confirmed' and s.made < $4 and o.starts - s.made > 3600000 and s.entrusted = true
            union
            select 'shift', h.shift, k.resident, d.resident, h.starts
            from shift h
            join duty d on d.community = h.community and d.shift = h.shift
            join kin k on k.community = d.community and k.ward = d.resident and k.bond = 'guardian'
            where h.community = $1 and h.starts > $2 and h.starts <= $3 and h.cancelled is null and d.minor = true
               and d.state in ('taken', 'seeking') and d.made < $4 and h.starts - d.made > 3600000
         ) as t
         where not exists (select 1 from notice n where n.community = $1 and n.resident = t.resident
               and n.kind = $5 and n.subject = t.subject and n.made > $6)
            and not exists (select 1 from notice_choice c where c.community = $1 and c.resident = t.resident
               and c.kinds like '%' || $5 || '%')
            and not exists (select 1 from device_resident p
               join device v on v.community = p.community and v.device = p.device
               where p.community = $1 and p.resident = t.whom and p.revoked is null and v.seen > $7)
         order by t.subject, t.resident, t.whom",
        tx.community.0,
        round.after.0,
        round.until.0,
        round.signed_before.0,
        round.kind.name(),
        now.plus_ms(-AGAIN_MS).0,
        now.plus_ms(-IDLE_MS).0
    )?;
    let mut wanted = Vec::new();
    for (matter, subject, who, whom, starts) in lines {
        let (Some(about), whom) = (About::of(&matter, subject), ResidentId(whom)) else { continue };
        // As of today: an agreement that was ended, or is over by itself, and a ward who is of age are not in it.
        let Some(me) = resident::me(tx, ResidentId(who), false).await? else { continue };
        if behalf::sees(&me.at(now.day()), &[whom]) && !departure::gone(tx, ResidentId(who)).await? {
            wanted.push(Notice::reminder(ResidentId(who), round.kind, about, Moment(starts), now));
        }
    }
    Ok(wanted)
}

async fn all_wanted(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<Notice>> {
    let mut all = Vec::new();
    for round in rounds(now) {
        all.extend(wanted(tx, &round, now).await?);
        all.extend(on_behalf(tx, &round, now).await?);
    }
    Ok(all)
}

/// Notices that are so old that they go, not too many at once: whose, and which. One that still climbs goes when it does no more:
/// what is called off may have been for a day that is far ahead, and the desk's list must not keep what is not there.
async fn old(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<(Uuid, Uuid)>> {
    fetch_all!(
        tx,
        (Uuid, Uuid),
        "select resident, notice from notice where community = $1 and made < $2 and rung = 'over'
         order by made, notice limit 500",
        tx.community.0,
        now.plus_ms(-OLD_MS).0
    )
}

/// Reminds everybody who is to be reminded by now, and forgets what is old; answers the revision with that, if there was any.
///
/// # Errors
/// When the database refuses: then nobody was reminded.
pub async fn remind_due(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let some = !all_wanted(&mut tx, now).await?.is_empty() || !old(&mut tx, now).await?.is_empty();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has done in the meantime is seen from here on.
    let revision = community::next_revision(&mut tx).await?;
    let wanted = all_wanted(&mut tx, now).await?;
    let old = old(&mut tx, now).await?;
    if wanted.is_empty() && old.is_empty() {
        return Ok(None);
    }
    notice::tell_later(&mut tx, wanted, revision);
    for (who, notice) in old {
        execute!(tx, "delete from notice where community = $1 and notice = $2", tx.community.0, notice)?;
        let key = RowKey { noun: Noun::Notice, id: notice };
        feed::take_later(&mut tx, Scope::Person(ResidentId(who)), key, revision);
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}
