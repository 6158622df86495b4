//! What a record says and has, for the desk to see beside another one.

use super::resolve::now_of;
use crate::db::Tx;
use crate::store::{hours, word};
use crate::{fetch_all, fetch_optional};
use domain::id::ResidentId;
use domain::resident::Person;
use domain::role::Role;
use domain::when::Moment;
use domain::wire::merging::Record;

#[derive(sqlx::FromRow)]
struct Line {
    name: String,
    called: String,
    gender: String,
    born: String,
    phone: String,
    address: String,
    phones: i64,
    cards: i64,
    gone: i64,
    signups: i64,
    orders: i64,
    shifts: i64,
    reports: i64,
    fen: i64,
}

/// One record. None for nobody, and for one that is somebody else's by now.
pub async fn record(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<Option<Record>> {
    if now_of(tx, who).await?.is_some() {
        return Ok(None);
    }
    let Some(line) = line(tx, who, now).await? else { return Ok(None) };
    let roles = roles(tx, who).await?;
    let entries = hours::of_resident(tx, who).await?;
    Ok(Some(Record {
        person: Person { id: who, name: line.name },
        called: line.called,
        gender: line.gender,
        born: line.born,
        address: line.address,
        phone: line.phone,
        phones: word::count(line.phones),
        cards: word::count(line.cards),
        gone: line.gone > 0,
        staff: roles.contains(&Role::Staff),
        roles,
        family: family(tx, who).await?,
        teams: teams(tx, who).await?,
        signups: word::count(line.signups),
        orders: word::count(line.orders),
        shifts: word::count(line.shifts),
        reports: word::count(line.reports),
        minutes: entries.iter().map(domain::hours::Hours::minutes).sum(),
        fen: line.fen,
    }))
}

async fn line(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<Option<Line>> {
    fetch_optional!(
        tx,
        Line,
        "select r.name, r.called, r.gender, r.born, r.phone, c.name || ' ' || b.name || ' ' || s.name || ' ' || h.room as address,
            (select count(*) from device_resident d where d.community = r.community and d.resident = r.resident
                and d.revoked is null) as phones,
            (select count(*) from card k where k.community = r.community and k.resident = r.resident and k.used is null
                and k.until > $3) as cards,
            (select count(*) from departure p where p.community = r.community and p.resident = r.resident
                and p.returned is null) as gone,
            (select count(*) from signup_member m
                join signup u on u.community = m.community and u.signup = m.signup
                join occurrence o on o.community = u.community and o.occurrence = u.occurrence
                where m.community = r.community and m.resident = r.resident and o.ends > $3
                and u.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')) as signups,
            (select count(*) from meal_order q where q.community = r.community and q.eater = r.resident
                and q.state = 'booked' and q.day >= $4) as orders,
            (select count(*) from duty y join shift t on t.community = y.community and t.shift = y.shift
                where y.community = r.community and y.resident = r.resident and y.state in ('taken', 'seeking')
                and t.ends > $3) as shifts,
            (select count(*) from report e where e.community = r.community and e.reporter = r.resident) as reports,
            coalesce((select w.fen from wallet w where w.community = r.community and w.wallet = r.resident), 0) as fen
         from resident r
         join household h on h.community = r.community and h.household = r.household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         join building b on b.community = s.community and b.building = s.building
         join compound c on c.community = b.community and c.compound = b.compound
         where r.community = $1 and r.resident = $2",
        tx.community.0,
        who.0,
        now.0,
        now.day().to_string()
    )
}

async fn roles(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<Role>> {
    let lines = fetch_all!(
        tx,
        (String,),
        "select role from role where community = $1 and resident = $2 order by role",
        tx.community.0,
        who.0
    )?;
    Ok(lines.iter().filter_map(|(role,)| word::read(role).ok()).collect())
}

/// Whom they look after, and who looks after them.
async fn family(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<String>> {
    let lines = fetch_all!(
        tx,
        (String,),
        "select r.name from kin k join resident r on r.community = k.community and r.resident = k.ward
         where k.community = $1 and k.resident = $2
         union
         select r.name from kin k join resident r on r.community = k.community and r.resident = k.resident
         where k.community = $1 and k.ward = $2 order by 1",
        tx.community.0,
        who.0
    )?;
    Ok(lines.into_iter().map(|(name,)| name).collect())
}

async fn teams(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<String>> {
    let lines = fetch_all!(
        tx,
        (String,),
        "select o.name from member m join organization o on o.community = m.community and o.organization = m.organization
         where m.community = $1 and m.resident = $2 order by o.name",
        tx.community.0,
        who.0
    )?;
    Ok(lines.into_iter().map(|(name,)| name).collect())
}
