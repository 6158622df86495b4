//! Where two records meet: what one person cannot have with themself, and what one person cannot have twice.

use crate::db::Tx;
use crate::store::signup;
use crate::{fetch_all, fetch_optional};
use domain::id::{ResidentId, SignupId};
use domain::signup::Signup;
use domain::when::Moment;
use uuid::Uuid;

/// Whether they have dealt with each other: one looks after the other or helps them by a mandate, has asked them for a favour, has
/// swapped a shift with them, or has signed their hours or their certificate.
pub(super) async fn tied(tx: &mut Tx, one: ResidentId, other: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select cast(sum(n) as bigint) from (
            select count(*) as n from kin
            where community = $1 and (resident = $2 and ward = $3 or resident = $3 and ward = $2)
            union all
            select count(*) from mandate
            where community = $1 and (principal = $2 and helper = $3 or principal = $3 and helper = $2)
            union all
            select count(*) from favour f join offering o on o.community = f.community and o.offering = f.offering
            where f.community = $1 and (o.resident = $2 and (f.asker = $3 or f.asked_by = $3)
                or o.resident = $3 and (f.asker = $2 or f.asked_by = $2))
            union all
            select count(*) from swap s
            join duty g on g.community = s.community and g.duty = s.given
            join duty w on w.community = s.community and w.duty = s.wanted
            where s.community = $1 and (g.resident = $2 and w.resident = $3 or g.resident = $3 and w.resident = $2)
            union all
            select count(*) from hours
            where community = $1 and (resident = $2 and signed_by = $3 or resident = $3 and signed_by = $2)
            union all
            select count(*) from certificate
            where community = $1 and (resident = $2 and issued_by = $3 or resident = $3 and issued_by = $2)
         ) as met",
        tx.community.0,
        one.0,
        other.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// The living sign-ups of both for one date that is not over, the first one's first.
pub(super) async fn signups(
    tx: &mut Tx,
    one: ResidentId,
    other: ResidentId,
    now: Moment,
) -> sqlx::Result<Vec<(Signup, Signup)>> {
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid),
        "select s.signup, t.signup from signup_member m
         join signup s on s.community = m.community and s.signup = m.signup
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         join signup t on t.community = s.community and t.occurrence = s.occurrence
         join signup_member n on n.community = t.community and n.signup = t.signup
         where m.community = $1 and m.resident = $2 and n.resident = $3 and o.ends > $4
            and s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')
            and t.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')
         order by o.starts, s.signup, t.signup",
        tx.community.0,
        one.0,
        other.0,
        now.0
    )?;
    let mut pairs = Vec::with_capacity(lines.len());
    for (own, theirs) in lines {
        let (own, theirs) = (signup::load(tx, SignupId(own)).await?, signup::load(tx, SignupId(theirs)).await?);
        pairs.extend(own.zip(theirs));
    }
    Ok(pairs)
}

/// The teams between which and both a question is open.
pub(super) async fn teams(tx: &mut Tx, one: ResidentId, other: ResidentId) -> sqlx::Result<Vec<String>> {
    let lines = fetch_all!(
        tx,
        (String,),
        "select o.name from joining j
         join joining k on k.community = j.community and k.organization = j.organization
         join organization o on o.community = j.community and o.organization = j.organization
         where j.community = $1 and j.resident = $2 and k.resident = $3
            and j.state in ('asked', 'invited') and k.state in ('asked', 'invited') order by o.name",
        tx.community.0,
        one.0,
        other.0
    )?;
    Ok(lines.into_iter().map(|(name,)| name).collect())
}

/// What both have asked one neighbour for, and is not settled.
pub(super) async fn favours(tx: &mut Tx, one: ResidentId, other: ResidentId) -> sqlx::Result<Vec<String>> {
    let lines = fetch_all!(
        tx,
        (String,),
        "select o.words from favour f
         join favour g on g.community = f.community and g.offering = f.offering
         join offering o on o.community = f.community and o.offering = f.offering
         where f.community = $1 and f.asker = $2 and g.asker = $3
            and f.state in ('asked', 'agreed', 'claimed') and g.state in ('asked', 'agreed', 'claimed') order by o.words",
        tx.community.0,
        one.0,
        other.0
    )?;
    Ok(lines.into_iter().map(|(words,)| words).collect())
}
