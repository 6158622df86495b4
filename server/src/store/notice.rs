//! Notices: who must know of what, who has seen it, and who wants none of which kind.

use crate::db::Tx;
use crate::store::rows::{pieces, values};
use crate::store::{feed, resident};
use crate::{execute, fetch_all, fetch_optional, statement};
use domain::change::Change;
use domain::facts::Facts;
use domain::id::{NoticeId, ResidentId};
use domain::notice::behalf::{self, Behalf};
use domain::notice::{About, Kind, Notice, NoticeChoice};
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::unreached::{Rung, WAIT_MS};
use domain::when::{Day, Moment};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use uuid::Uuid;

/// Tells people something, by the commit.
pub(super) fn tell_later(tx: &mut Tx, notices: Vec<Notice>, revision: i64) {
    tx.held.notices.extend(notices.into_iter().map(|notice| (notice, revision)));
}

/// Tells those who acted for somebody whom a change concerns, by the commit.
pub(super) async fn tell_behalf(tx: &mut Tx, change: &Change, facts: &Facts, revision: i64) -> sqlx::Result<()> {
    for (whose, kind, about) in behalf::told(change, facts) {
        let others = acting(tx, whose, facts.now.day()).await?.into_iter().filter(|who| *who != facts.actor.id);
        let notices = others.map(|who| Notice::new(who, kind, about, facts.now)).collect();
        tell_later(tx, notices, revision);
    }
    Ok(())
}

/// Who acts for somebody on a day: a helper as long as they may see it.
pub(super) async fn acting(tx: &mut Tx, whose: Behalf, day: Day) -> sqlx::Result<Vec<ResidentId>> {
    Ok(match whose {
        Behalf::Guardians(child) => resident::guardians(tx, child).await?.into_iter().map(|person| person.id).collect(),
        Behalf::Helper { who, people } => {
            let me = resident::me(tx, who, false).await?.map(|me| me.at(day));
            me.filter(|me| behalf::sees(me, &people)).map(|me| me.id).into_iter().collect()
        }
    })
}

/// Writes the notices that are to be there by the commit. What was told before stays as it is, seen or not.
pub(super) async fn settle(tx: &mut Tx) -> sqlx::Result<()> {
    let told = std::mem::take(&mut tx.held.notices);
    let mut choices: BTreeMap<ResidentId, NoticeChoice> = BTreeMap::new();
    let mut wanted: BTreeMap<NoticeId, (Notice, i64)> = BTreeMap::new();
    for (notice, revision) in told {
        if !notice.kind.safety()
            && let Entry::Vacant(place) = choices.entry(notice.person)
        {
            place.insert(choice(tx, notice.person).await?);
        }
        let off = choices.get(&notice.person).is_some_and(|choice| choice.off.contains(&notice.kind));
        if !off || notice.kind.safety() {
            wanted.entry(notice.id).or_insert((notice, revision));
        }
    }
    let rows: Vec<(Notice, i64)> = wanted.into_values().collect();
    for some in pieces(&rows) {
        for (notice, revision) in write(tx, some).await? {
            feed::put_later(tx, Scope::Person(notice.person), &Row::Notice(notice), revision)?;
        }
    }
    Ok(())
}

/// Writes some of them; answers those that are new.
async fn write(tx: &mut Tx, rows: &[(Notice, i64)]) -> sqlx::Result<Vec<(Notice, i64)>> {
    let community = tx.community.0;
    let sql = format!(
        "insert into notice (community, notice, resident, kind, matter, subject, made, rung, due) values {}
         on conflict (community, notice) do nothing returning notice",
        values(rows.len(), 8)
    );
    let new: Vec<(Uuid,)> = statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, (Uuid,)>(sql).bind(community);
        for (row, _) in rows {
            let (matter, subject) = row.about.parts();
            query = query.bind(row.id.0).bind(row.person.0).bind(row.kind.name()).bind(matter).bind(subject);
            // What everybody must know climbs until somebody has seen it.
            let due = row.kind.safety().then(|| row.made.plus_ms(WAIT_MS).0);
            let rung = if due.is_some() { Rung::App } else { Rung::Over };
            query = query.bind(row.made.0).bind(rung.name()).bind(due);
        }
        query.fetch_all(&mut **connection).await
    })?;
    Ok(rows.iter().filter(|(row, _)| new.contains(&(row.id.0,))).cloned().collect())
}

#[derive(sqlx::FromRow)]
struct Line {
    notice: Uuid,
    resident: Uuid,
    kind: String,
    matter: String,
    subject: Uuid,
    made: i64,
    seen: Option<i64>,
}

fn read(line: Line) -> sqlx::Result<Notice> {
    let strange = |word: &str| sqlx::Error::Decode(format!("not of a notice: {word}").into());
    Ok(Notice {
        id: NoticeId(line.notice),
        person: ResidentId(line.resident),
        kind: Kind::named(&line.kind).ok_or_else(|| strange(&line.kind))?,
        about: About::of(&line.matter, line.subject).ok_or_else(|| strange(&line.matter))?,
        made: Moment(line.made),
        seen: line.seen.map(Moment),
    })
}

/// What somebody is told and has not seen.
pub async fn unseen(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<Notice>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select notice, resident, kind, matter, subject, made, seen from notice
         where community = $1 and resident = $2 and seen is null order by made, notice",
        tx.community.0,
        who.0
    )?;
    lines.into_iter().map(read).collect()
}

/// Notes that a notice was seen. The first time counts; it climbs no further, and the desk need not call.
pub async fn save_seen(tx: &mut Tx, row: &Notice, revision: i64) -> sqlx::Result<()> {
    let called = fetch_optional!(
        tx,
        (Uuid,),
        "select notice from notice where community = $1 and notice = $2 and rung = 'call'",
        tx.community.0,
        row.id.0
    )?;
    execute!(
        tx,
        "update notice set seen = coalesce(seen, $3), reached = coalesce(reached, $3), how = coalesce(how, 'app'),
            rung = 'over', due = null
         where community = $1 and notice = $2",
        tx.community.0,
        row.id.0,
        row.seen.unwrap_or_default().0
    )?;
    if called.is_some() {
        feed::take_later(tx, Scope::Desk, RowKey { noun: Noun::Unreached, id: row.id.0 }, revision);
    }
    Ok(())
}

/// Of which kinds somebody wants no notices.
pub async fn choice(tx: &mut Tx, who: ResidentId) -> sqlx::Result<NoticeChoice> {
    let line = fetch_optional!(
        tx,
        (String,),
        "select kinds from notice_choice where community = $1 and resident = $2",
        tx.community.0,
        who.0
    )?;
    let kinds = line.map(|(kinds,)| kinds).unwrap_or_default();
    Ok(NoticeChoice { id: who, off: kinds.split(',').filter_map(Kind::named).collect() })
}

/// Writes that.
pub async fn save_choice(tx: &mut Tx, row: &NoticeChoice) -> sqlx::Result<()> {
    let kinds: Vec<&str> = row.off.iter().map(|kind| kind.name()).collect();
    execute!(
        tx,
        "insert into notice_choice (community, resident, kinds) values ($1, $2, $3)
         on conflict (community, resident) do update set kinds = excluded.kinds",
        tx.community.0,
        row.id.0,
        kinds.join(",")
    )?;
    Ok(())
}

/// The facts for seeing notices and for choosing among their kinds.
pub(super) async fn add_facts(tx: &mut Tx, facts: &mut Facts) -> sqlx::Result<()> {
    facts.notices = unseen(tx, facts.actor.id).await?;
    facts.notice_choice = Some(choice(tx, facts.actor.id).await?);
    Ok(())
}
