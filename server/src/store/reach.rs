//! The ladder on which messages climb: what is to be looked at, what is to be sent, and what became of it. Every step is a transaction
//! that holds the community's lock, so several servers do each once; what is being sent is leased to whoever sends it, and is tried again
//! when that one dies.

pub mod ends;

use crate::db::{Db, Tx};
use crate::store::{community, feed, word};
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{CommunityId, NoticeId, ResidentId};
use domain::notice::{About, Kind};
use domain::resident::Person;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::unreached::{Rung, Unreached, again, climb};
use domain::when::{MINUTE_MS, Moment};
use uuid::Uuid;

/// So long a text message is its sender's: longer than any gateway may take.
const LEASE_MS: i64 = 2 * MINUTE_MS;

#[derive(sqlx::FromRow)]
struct Line {
    notice: Uuid,
    resident: Uuid,
    name: String,
    phone: String,
    stairwell: String,
    room: String,
    kind: String,
    matter: String,
    subject: Uuid,
    tries: i64,
    tried: Option<i64>,
    rung: String,
    starts: i64,
    title: String,
    family: bool,
    /// What it is about is called off.
    off: bool,
    /// Whom it is for does not live here any more.
    gone: bool,
}

impl Line {
    /// That it was moved leads to a locked door now: that it is called off has a message of its own. And nobody rings where somebody
    /// has died.
    fn outdated(&self) -> bool {
        self.gone || self.off && self.kind == Kind::Moved.name()
    }
}

macro_rules! select_climbing {
    ($rest:literal) => {
        concat!(
            "select n.notice, n.resident, r.name, r.phone, c.name || ' ' || b.name || ' ' || s.name as stairwell, h.room,
                n.kind, n.matter, n.subject, n.tries, n.tried, n.rung,
                coalesce(o.starts, f.starts, 0) as starts, coalesce(a.title, f.role, '') as title,
                exists (select 1 from kin k join notice g on g.community = k.community and g.resident = k.resident
                   where k.community = n.community and k.ward = n.resident and g.kind = n.kind
                   and g.subject = n.subject and g.made = n.made) as family,
                coalesce(o.cancelled, f.cancelled) is not null as off,
                exists (select 1 from departure d where d.community = n.community and d.resident = n.resident
                   and d.returned is null) as gone
             from notice n
             join resident r on r.community = n.community and r.resident = n.resident
             join household h on h.community = r.community and h.household = r.household
             join stairwell s on s.community = h.community and s.stairwell = h.stairwell
             join building b on b.community = s.community and b.building = s.building
             join compound c on c.community = b.community and c.compound = b.compound
             left join occurrence o on o.community = n.community and n.matter = 'occurrence' and o.occurrence = n.subject
             left join activity a on a.community = o.community and a.activity = o.activity
             left join shift f on f.community = n.community and n.matter = 'shift' and f.shift = n.subject
             where n.community = $1 and ",
            $rest
        )
    };
}

/// A text message that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// It names the message for the gateway, however often it is tried.
    pub notice: NoticeId,
    /// The number.
    pub phone: String,
    /// What it says.
    pub kind: Kind,
    /// Of what.
    pub title: String,
    /// When that begins.
    pub starts: Moment,
    /// How often it has been tried, this time included.
    pub tries: u32,
}

/// What became of a text message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The gateway has taken it on.
    Taken,
    /// The gateway will never take it.
    Refused,
    /// Nobody knows; it is tried again.
    Trouble,
}

fn unreached(line: &Line) -> Option<Unreached> {
    Some(Unreached {
        id: NoticeId(line.notice),
        person: Person { id: ResidentId(line.resident), name: line.name.clone() },
        phone: line.phone.clone(),
        stairwell: line.stairwell.clone(),
        room: line.room.clone(),
        kind: Kind::named(&line.kind)?,
        about: About::of(&line.matter, line.subject)?,
        tries: word::count(line.tries),
        tried: line.tried.map(Moment),
        told: None,
        door: false,
    })
}

/// Somebody whom the desk has to call.
pub async fn load(tx: &mut Tx, id: NoticeId) -> sqlx::Result<Option<Unreached>> {
    let lines = fetch_all!(tx, Line, select_climbing!("n.notice = $2 and n.rung = 'call'"), tx.community.0, id.0)?;
    Ok(lines.first().and_then(unreached))
}

/// Notes a call.
pub async fn save_call(tx: &mut Tx, row: &Unreached) -> sqlx::Result<()> {
    execute!(
        tx,
        "update notice set tries = $3, tried = $4 where community = $1 and notice = $2",
        tx.community.0,
        row.id.0,
        i64::from(row.tries),
        row.tried.map(|at| at.0)
    )?;
    if let Some(told) = row.told {
        execute!(
            tx,
            "update notice set reached = $3, how = $4, rung = 'over', due = null where community = $1 and notice = $2",
            tx.community.0,
            row.id.0,
            told.0,
            if row.door { "door" } else { "call" }
        )?;
    }
    Ok(())
}

/// What is to be looked at by now, other than what is being sent; and what is outdated, wherever it stands.
async fn climbing(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<Line>> {
    fetch_all!(
        tx,
        Line,
        select_climbing!(
            "n.rung in ('app', 'sms', 'call') and (n.rung <> 'sms' and n.due <= $2
                or n.kind = 'moved' and coalesce(o.cancelled, f.cancelled) is not null
                or exists (select 1 from departure d where d.community = n.community and d.resident = n.resident
                   and d.returned is null))
             order by n.due, n.notice limit 200"
        ),
        tx.community.0,
        now.0
    )
}

/// Puts a message on a rung; on the desk's list, or off it.
async fn put(tx: &mut Tx, line: &Line, to: (Rung, Option<Moment>), revision: i64) -> sqlx::Result<()> {
    let (rung, due) = to;
    execute!(
        tx,
        "update notice set rung = $3, due = $4, tries = 0 where community = $1 and notice = $2",
        tx.community.0,
        line.notice,
        rung.name(),
        due.map(|at| at.0)
    )?;
    match unreached(line) {
        Some(row) if rung == Rung::Call => {
            feed::put_later(tx, Scope::Desk, &Row::Unreached(Unreached { tries: 0, ..row }), revision)
        }
        _ if line.rung == Rung::Call.name() => {
            feed::take_later(tx, Scope::Desk, RowKey { noun: Noun::Unreached, id: line.notice }, revision);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Lets every message climb whose time has come; `texting`: there is a gateway. Answers the revision with that, if there was any.
///
/// # Errors
/// When the database refuses: then nothing has climbed.
pub async fn climb_due(db: &Db, id: CommunityId, texting: bool, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.read(id).await?;
    let some = !climbing(&mut tx, now).await?.is_empty();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    // The lock. What another server has done in the meantime is seen from here on.
    let revision = community::next_revision(&mut tx).await?;
    for line in climbing(&mut tx, now).await? {
        let from = if line.rung == Rung::Call.name() { Rung::Call } else { Rung::App };
        let numbered = !line.phone.is_empty();
        // A child is told by whoever looks after them and is told the same.
        let to = if line.outdated() || line.family && !numbered {
            (Rung::Over, None)
        } else {
            climb(from, Moment(line.starts), texting && numbered, now)
        };
        put(&mut tx, &line, to, revision).await?;
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}

/// Takes the next text message that is to be sent by now. Until the lease is over nobody else takes it.
///
/// # Errors
/// When the database refuses: then none is to be sent.
pub async fn take(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<Text>> {
    let mut tx = db.read(id).await?;
    let some = to_send(&mut tx, now).await?.is_some();
    drop(tx);
    if !some {
        return Ok(None);
    }
    let mut tx = db.write(id).await?;
    community::lock(&mut tx).await?;
    let Some(line) = to_send(&mut tx, now).await? else { return Ok(None) };
    execute!(
        tx,
        "update notice set due = $3, tries = tries + 1, tried = $4 where community = $1 and notice = $2",
        tx.community.0,
        line.notice,
        now.plus_ms(LEASE_MS).0,
        now.0
    )?;
    tx.commit().await?;
    Ok(Kind::named(&line.kind).map(|kind| Text {
        notice: NoticeId(line.notice),
        phone: line.phone,
        kind,
        title: line.title,
        starts: Moment(line.starts),
        tries: word::count(line.tries) + 1,
    }))
}

async fn to_send(tx: &mut Tx, now: Moment) -> sqlx::Result<Option<Line>> {
    fetch_optional!(
        tx,
        Line,
        select_climbing!("n.rung = 'sms' and n.due <= $2 order by n.due, n.notice limit 1"),
        tx.community.0,
        now.0
    )
}

/// Writes what became of a text message. Whoever has seen the message meanwhile has been reached already.
///
/// # Errors
/// When the database refuses: then it is tried again after the lease.
pub async fn settle(db: &Db, id: CommunityId, text: &Text, sent: Sent, now: Moment) -> sqlx::Result<Option<i64>> {
    let mut tx = db.write(id).await?;
    let revision = community::next_revision(&mut tx).await?;
    let lines =
        fetch_all!(tx, Line, select_climbing!("n.notice = $2 and n.rung = 'sms'"), tx.community.0, text.notice.0)?;
    let Some(line) = lines.first() else { return Ok(None) };
    let next = again(text.tries, now).filter(|_| sent == Sent::Trouble);
    match (sent, next) {
        (Sent::Taken, _) => {
            execute!(
                tx,
                "update notice set reached = $3, how = 'sms', rung = 'over', due = null
                 where community = $1 and notice = $2",
                tx.community.0,
                text.notice.0,
                now.0
            )?;
        }
        (_, Some(at)) => {
            execute!(
                tx,
                "update notice set due = $3 where community = $1 and notice = $2",
                tx.community.0,
                text.notice.0,
                at.0
            )?;
        }
        (_, None) => put(&mut tx, line, climb(Rung::Sms, Moment(line.starts), true, now), revision).await?,
    }
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Some(revision))
}
