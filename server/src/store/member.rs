//! Who belongs to which team, and as what; and what was last said of that in the app, which the committee's files do not undo.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{MemberId, OrganizationId, ResidentId};
use domain::member::{Member, Standing};
use domain::resident::Person;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The word for somebody who left, where a standing may be.
const LEFT: &str = "left";

/// What was said in the app: as what somebody belongs to a team, or none where they left it.
pub type Said = BTreeMap<(OrganizationId, ResidentId), Option<Standing>>;

#[derive(sqlx::FromRow)]
struct Line {
    member: Uuid,
    organization: Uuid,
    resident: Uuid,
    name: String,
    standing: String,
}

macro_rules! select_member {
    ($rest:literal) => {
        concat!(
            "select m.member, m.organization, m.resident, r.name, m.standing
             from member m
             join resident r on r.community = m.community and r.resident = m.resident
             where m.community = $1",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Member> {
    Ok(Member {
        id: MemberId(line.member),
        organization: OrganizationId(line.organization),
        resident: Person { id: ResidentId(line.resident), name: line.name },
        standing: word::read(&line.standing)?,
    })
}

/// A person in a team, if they belong to it.
pub async fn load(tx: &mut Tx, organization: OrganizationId, who: ResidentId) -> sqlx::Result<Option<Member>> {
    let line = fetch_optional!(
        tx,
        Line,
        select_member!(" and m.organization = $2 and m.resident = $3"),
        tx.community.0,
        organization.0,
        who.0
    )?;
    line.map(read).transpose()
}

/// The teams of somebody.
pub(super) async fn of_resident(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Vec<Member>> {
    let lines =
        fetch_all!(tx, Line, select_member!(" and m.resident = $2 order by m.organization"), tx.community.0, who.0)?;
    lines.into_iter().map(read).collect()
}

/// Everybody in every team.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<Member>> {
    let lines = fetch_all!(tx, Line, select_member!(" order by m.organization, m.resident"), tx.community.0)?;
    lines.into_iter().map(read).collect()
}

/// Writes what was said in the app: somebody belongs to a team, as what they do now.
pub async fn save(tx: &mut Tx, row: &Member) -> sqlx::Result<()> {
    write(tx, row).await?;
    say(tx, row, &word::of(&row.standing)).await
}

/// Takes somebody out of a team, by what was said in the app: their own word, or a leader's. Whoever leads it stays, unless the row says that it is the leader who is gone.
pub async fn remove(tx: &mut Tx, row: &Member) -> sqlx::Result<()> {
    tx.held.people.clear();
    execute!(
        tx,
        "delete from member where community = $1 and organization = $2 and resident = $3
            and (standing <> 'leader' or standing = $4)",
        tx.community.0,
        row.organization.0,
        row.resident.id.0,
        word::of(&row.standing)
    )?;
    say(tx, row, LEFT).await
}

/// Forgets what was said in the app of somebody in a team: the committee has decided otherwise.
pub(super) async fn overrule(tx: &mut Tx, row: &Member) -> sqlx::Result<()> {
    execute!(
        tx,
        "delete from member_said where community = $1 and organization = $2 and resident = $3",
        tx.community.0,
        row.organization.0,
        row.resident.id.0
    )?;
    Ok(())
}

/// What was said in the app.
pub(super) async fn said(tx: &mut Tx) -> sqlx::Result<Said> {
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid, String),
        "select organization, resident, standing from member_said where community = $1",
        tx.community.0
    )?;
    let mut said = Said::new();
    for (organization, who, standing) in lines {
        let standing = if standing == LEFT { None } else { Some(word::read(&standing)?) };
        said.insert((OrganizationId(organization), ResidentId(who)), standing);
    }
    Ok(said)
}

/// Writes that somebody belongs to a team, as the committee's files say it.
pub(super) async fn write(tx: &mut Tx, row: &Member) -> sqlx::Result<()> {
    tx.held.people.clear();
    execute!(
        tx,
        "insert into member (community, member, organization, resident, standing) values ($1, $2, $3, $4, $5)
         on conflict (community, organization, resident) do update set standing = excluded.standing",
        tx.community.0,
        row.id.0,
        row.organization.0,
        row.resident.id.0,
        word::of(&row.standing)
    )?;
    Ok(())
}

async fn say(tx: &mut Tx, row: &Member, standing: &str) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into member_said (community, organization, resident, standing) values ($1, $2, $3, $4)
         on conflict (community, organization, resident) do update set standing = excluded.standing",
        tx.community.0,
        row.organization.0,
        row.resident.id.0,
        standing
    )?;
    Ok(())
}
