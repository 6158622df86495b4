//! Lotteries: the seed that is kept until the draw, the draw in one transaction that holds the community's lock, and what was
//! drawn. Several servers may want to draw at the same time: whoever comes second finds nothing left to do.

use crate::db::{Db, Tx};
use crate::lottery::value;
use crate::secret::{hex, random, sha256};
use crate::store::facts::add_waiting;
use crate::store::waiting::lapse;
use crate::store::{change, community, occurrence, signup, word};
use crate::{execute, fetch_all, fetch_optional};
use domain::facts::Facts;
use domain::id::{CommunityId, OccurrenceId, SignupId};
use domain::lottery::{Drawn, Entry, draw};
use domain::occurrence::Occurrence;
use domain::signup::Signup;
use domain::when::Moment;
use uuid::Uuid;

/// How many bytes a seed has.
const SEED: usize = 32;

/// What is kept of the lottery of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 of the seed, hexadecimal.
    pub commitment: String,
    /// The seed, hexadecimal: nobody's to know before the draw.
    pub seed: String,
    /// When it was drawn, and how many places there were then.
    pub drawn: Option<(Moment, u32)>,
}

/// Gives a date that has a lottery its seed, if it has none yet; answers the date with what is public of it, where that was
/// missing. A lottery that was taken off a date and put on it again has the seed of before.
pub async fn seal(tx: &mut Tx, row: &Occurrence) -> sqlx::Result<Option<Occurrence>> {
    let Some(lottery) = row.lottery.clone().filter(|lottery| lottery.commitment.is_empty()) else { return Ok(None) };
    let seed = random::<SEED>();
    execute!(
        tx,
        "insert into lottery (community, occurrence, commitment, seed) values ($1, $2, $3, $4)
         on conflict (community, occurrence) do nothing",
        tx.community.0,
        row.id.0,
        hex(&sha256(&seed)),
        hex(&seed)
    )?;
    let commitment = load(tx, row.id).await?.map(|sealed| sealed.commitment).unwrap_or_default();
    let lottery = domain::lottery::Lottery { commitment, ..lottery };
    Ok(Some(Occurrence { lottery: Some(lottery), ..row.clone() }))
}

/// What is kept of the lottery of a date.
pub async fn load(tx: &mut Tx, id: OccurrenceId) -> sqlx::Result<Option<Sealed>> {
    let line = fetch_optional!(
        tx,
        (String, String, Option<i64>, Option<i64>),
        "select commitment, seed, drawn, places from lottery where community = $1 and occurrence = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(commitment, seed, drawn, places)| {
        let drawn = drawn.map(|at| (Moment(at), word::count(places.unwrap_or_default())));
        Sealed { commitment, seed, drawn }
    }))
}

/// Takes away the lottery of a date for which nobody ever signed up.
pub async fn remove(tx: &mut Tx, id: OccurrenceId) -> sqlx::Result<()> {
    execute!(tx, "delete from lottery where community = $1 and occurrence = $2", tx.community.0, id.0)?;
    Ok(())
}

/// Draws every lottery whose entries have closed; answers the revision with what came of it, if there was any.
///
/// # Errors
/// When the database refuses: then nothing was drawn.
pub async fn draw_due(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let wanted = due(&mut tx, now).await?;
    drop(tx);
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has drawn in the meantime is seen from here on.
    community::next_revision(&mut tx).await?;
    let wanted = due(&mut tx, now).await?;
    if wanted.is_empty() {
        return Ok(None);
    }
    // An offer that is over keeps nobody from a place.
    lapse(&mut tx, now).await?;
    let revision = community::next_revision(&mut tx).await?;
    for date in wanted {
        draw_one(&mut tx, date, revision, now).await?;
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}

/// The dates whose entries have closed and that were not drawn yet.
async fn due(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<OccurrenceId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select o.occurrence from lottery l
         join occurrence o on o.community = l.community and o.occurrence = l.occurrence
         where l.community = $1 and l.drawn is null and o.lottery_closes <= $2 and o.cancelled is null
         order by o.lottery_closes, o.occurrence",
        tx.community.0,
        now.0
    )?;
    Ok(lines.into_iter().map(|(id,)| OccurrenceId(id)).collect())
}

async fn draw_one(tx: &mut Tx, id: OccurrenceId, revision: i64, now: Moment) -> sqlx::Result<()> {
    let (Some(date), Some(Sealed { seed, .. })) = (occurrence::load(tx, id).await?, load(tx, id).await?) else {
        return Ok(());
    };
    let mut entries = Vec::new();
    for signup in signup::entered(tx, id).await? {
        let class = served(tx, &signup).await?;
        entries.push(Entry { class, value: value(&seed, signup.id), signup });
    }
    let mut facts = Facts { now, occurrence: Some(date), ..Facts::default() };
    add_waiting(tx, &mut facts, None).await?;
    // It is drawn once: whatever has been drawn is not due.
    let Ok(done) = draw(&facts, &seed, entries) else { return Ok(()) };
    for change in &done.changes {
        change::save(tx, change, &facts, revision).await?;
    }
    execute!(
        tx,
        "update lottery set drawn = $3, places = $4 where community = $1 and occurrence = $2",
        tx.community.0,
        id.0,
        now.0,
        i64::from(done.places)
    )?;
    tx.forget::<Occurrence>(&id);
    for drawn in &done.drawn {
        keep(tx, id, drawn).await?;
    }
    Ok(())
}

/// On how many other dates of the organization the most often served person of a party has a place. (Crossed joins: see
/// [`signup::elsewhere`].)
async fn served(tx: &mut Tx, party: &Signup) -> sqlx::Result<u32> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select cast(coalesce(max(times), 0) as bigint) from (
            select m.resident, count(distinct s.occurrence) as times
            from signup_member own cross join signup_member m cross join signup s
                cross join occurrence o cross join activity a
            where own.community = $1 and own.signup = $2
                and m.community = own.community and m.resident = own.resident
                and s.community = m.community and s.signup = m.signup and s.state = 'confirmed'
                and o.community = s.community and o.occurrence = s.occurrence and o.occurrence <> $3
                and a.community = o.community and a.activity = o.activity and a.organization = $4
            group by m.resident) as people",
        tx.community.0,
        party.id.0,
        party.occurrence.0,
        party.organization.0
    )?;
    Ok(line.map_or(0, |(times,)| word::count(times)))
}

async fn keep(tx: &mut Tx, date: OccurrenceId, drawn: &Drawn) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into lottery_entry (community, occurrence, signup, class, place, seats, won, clash)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.community.0,
        date.0,
        drawn.signup.0,
        i64::from(drawn.class),
        i64::from(drawn.place),
        i64::from(drawn.seats),
        drawn.won,
        drawn.clash
    )?;
    Ok(())
}

/// What was drawn for a date, in that order.
pub async fn drawn(tx: &mut Tx, id: OccurrenceId) -> sqlx::Result<Vec<Drawn>> {
    let lines = fetch_all!(
        tx,
        (Uuid, i64, i64, i64, bool, bool),
        "select signup, seats, class, place, won, clash from lottery_entry
         where community = $1 and occurrence = $2 order by place",
        tx.community.0,
        id.0
    )?;
    let one = |(signup, seats, class, place, won, clash): (Uuid, i64, i64, i64, bool, bool)| Drawn {
        signup: SignupId(signup),
        seats: word::count(seats),
        class: word::count(class),
        place: word::count(place),
        won,
        clash,
    };
    Ok(lines.into_iter().map(one).collect())
}
