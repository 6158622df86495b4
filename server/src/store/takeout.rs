//! Taking the whole register along, or everything of the community: who wants to, who has agreed, that it was done; and the register itself.

use crate::db::Tx;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{ResidentId, TakeoutId};
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use domain::wire::takeout::Takeout;
use uuid::Uuid;

/// A wish is good for so long, agreed to or not.
const LIFE_MS: i64 = 24 * HOUR_MS;

/// Whoever packs has it to themself for so long. Where nobody waits for the file any more, it may be begun again after that.
const PACKING_MS: i64 = 5 * MINUTE_MS;

/// What is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Who lives where.
    Register,
    /// All that the community has.
    Everything,
}

impl What {
    fn word(self) -> &'static str {
        match self {
            What::Register => "register",
            What::Everything => "everything",
        }
    }

    fn read(word: &str) -> What {
        if word == What::Everything.word() { What::Everything } else { What::Register }
    }
}

/// Notes that somebody wants to, and what for. What of the same they wanted before and have not done ends.
pub async fn ask(
    tx: &mut Tx,
    id: TakeoutId,
    who: ResidentId,
    (what, why): (What, &str),
    now: Moment,
) -> sqlx::Result<()> {
    execute!(
        tx,
        "delete from takeout where community = $1 and wanted_by = $2 and what = $3 and taken is null",
        tx.community.0,
        who.0,
        what.word()
    )?;
    execute!(
        tx,
        "insert into takeout (community, takeout, wanted_by, what, why, asked, until) values ($1, $2, $3, $4, $5, $6, $7)",
        tx.community.0,
        id.0,
        who.0,
        what.word(),
        why,
        now.0,
        now.plus_ms(LIFE_MS).0
    )?;
    Ok(())
}

/// Forgets what somebody wanted and has not done, and that they agreed to what others have not done.
pub(super) async fn forget(tx: &mut Tx, who: ResidentId) -> sqlx::Result<()> {
    execute!(
        tx,
        "delete from takeout where community = $1 and wanted_by = $2 and taken is null",
        tx.community.0,
        who.0
    )?;
    execute!(
        tx,
        "update takeout set agreed_by = null where community = $1 and agreed_by = $2 and taken is null",
        tx.community.0,
        who.0
    )?;
    Ok(())
}

type Line = (Uuid, Uuid, String, String, i64, Option<String>, String);

/// What is wanted and not done, as `who` sees it.
pub async fn open(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<Vec<Takeout>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select t.takeout, t.wanted_by, w.name, t.why, t.asked, a.name, t.what
         from takeout t join resident w on w.community = t.community and w.resident = t.wanted_by
         left join resident a on a.community = t.community and a.resident = t.agreed_by
         where t.community = $1 and t.taken is null and t.until > $2 order by t.asked, t.takeout",
        tx.community.0,
        now.0
    )?;
    let takeout = |(id, by, name, why, asked, agreed, what): Line| Takeout {
        id: TakeoutId(id),
        by: name,
        mine: by == who.0,
        why,
        asked: Moment(asked),
        agreed,
        everything: What::read(&what) == What::Everything,
    };
    Ok(lines.into_iter().map(takeout).collect())
}

/// Notes that another one agrees to this. False when there is no such wish of somebody else's that waits for it.
pub async fn agree(tx: &mut Tx, id: TakeoutId, who: ResidentId, what: What, now: Moment) -> sqlx::Result<bool> {
    let changed = execute!(
        tx,
        "update takeout set agreed_by = $3 where community = $1 and takeout = $2 and agreed_by is null
            and wanted_by <> $3 and taken is null and until > $4 and what = $5",
        tx.community.0,
        id.0,
        who.0,
        now.0,
        what.word()
    )?;
    Ok(changed > 0)
}

macro_rules! agreed {
    ($start:literal, $rest:literal) => {
        concat!(
            $start,
            " where community = $1 and takeout = $2 and wanted_by = $3 and taken is null and what = $5
                and until > $4 and exists (select 1 from role where role.community = takeout.community
                and role.resident = takeout.agreed_by and role.role = 'staff')",
            $rest
        )
    };
}

/// Whether somebody may take it along now, though it may be being packed for them already.
pub async fn agreed(tx: &mut Tx, id: TakeoutId, who: ResidentId, what: What, now: Moment) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (String,),
        agreed!("select why from takeout", ""),
        tx.community.0,
        id.0,
        who.0,
        now.0,
        what.word()
    )?;
    Ok(line.is_some())
}

/// Begins to pack what somebody may take along now, which takes a while: until the moment that this answers nobody else begins. None
/// where it may not be taken, or is being packed.
pub async fn begin(
    tx: &mut Tx,
    id: TakeoutId,
    who: ResidentId,
    what: What,
    now: Moment,
) -> sqlx::Result<Option<Moment>> {
    let until = now.plus_ms(PACKING_MS);
    let changed = execute!(
        tx,
        agreed!("update takeout set packing = $6", " and packing <= $4"),
        tx.community.0,
        id.0,
        who.0,
        now.0,
        what.word(),
        until.0
    )?;
    Ok((changed > 0).then_some(until))
}

/// What was begun came to nothing: it may be begun again. What somebody else has begun since is let be.
pub async fn stop(tx: &mut Tx, id: TakeoutId, until: Moment) -> sqlx::Result<()> {
    execute!(
        tx,
        "update takeout set packing = 0 where community = $1 and takeout = $2 and packing = $3",
        tx.community.0,
        id.0,
        until.0
    )?;
    Ok(())
}

/// Uses up what was agreed to; answers what it was for. Whoever agreed must still be staff.
pub async fn take(
    tx: &mut Tx,
    id: TakeoutId,
    who: ResidentId,
    what: What,
    now: Moment,
) -> sqlx::Result<Option<String>> {
    let line = fetch_optional!(
        tx,
        (String,),
        agreed!("update takeout set taken = $4", " returning why"),
        tx.community.0,
        id.0,
        who.0,
        now.0,
        what.word()
    )?;
    Ok(line.map(|(why,)| why))
}

/// A resident as the register has them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Registered {
    /// 隆兴嘉苑.
    pub compound: String,
    /// 3幢.
    pub building: String,
    /// 二单元.
    pub stairwell: String,
    /// 201.
    pub room: String,
    /// 周桂珍.
    pub name: String,
    /// 周阿姨, or empty.
    pub called: String,
    /// `female`, `male` or empty.
    pub gender: String,
    /// `YYYY-MM`, or empty.
    pub born: String,
    /// Digits, or empty.
    pub phone: String,
    /// 1 when they do not live here any more.
    pub gone: i64,
}

/// Everybody, by address.
pub async fn register(tx: &mut Tx) -> sqlx::Result<Vec<Registered>> {
    fetch_all!(
        tx,
        Registered,
        "select c.name as compound, b.name as building, s.name as stairwell, h.room, r.name, r.called, r.gender, r.born,
            r.phone, (select count(*) from departure d where d.community = r.community and d.resident = r.resident
                and d.returned is null) as gone
         from resident r
         join household h on h.community = r.community and h.household = r.household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         join building b on b.community = s.community and b.building = s.building
         join compound c on c.community = b.community and c.compound = b.compound
         where r.community = $1 and not exists (select 1 from departure i
            where i.community = r.community and i.resident = r.resident and i.how = 'merged')
         order by c.place, b.place, s.name, h.room, r.born",
        tx.community.0
    )
}

/// Who belongs to which organization: its name, theirs, and as what.
pub async fn members(tx: &mut Tx) -> sqlx::Result<Vec<(String, String, String)>> {
    fetch_all!(
        tx,
        (String, String, String),
        "select o.name, r.name, m.standing from member m
         join organization o on o.community = m.community and o.organization = m.organization
         join resident r on r.community = m.community and r.resident = m.resident
         where m.community = $1 order by o.name, m.standing, r.name",
        tx.community.0
    )
}
