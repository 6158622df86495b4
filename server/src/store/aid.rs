//! What those at the door should know of somebody; giving it to the leaders of their dates and taking it away, in one transaction that
//! holds the community's lock. Several servers may do that at the same time: whoever comes second finds nothing left to do.

use crate::clock;
use crate::db::{Db, Tx};
use crate::store::by_itself::{self, Due};
use crate::store::feed;
use crate::{execute, fetch_all, fetch_optional};
use domain::aid::{Aid, Noted, SHOWN_MS};
use domain::change::Change;
use domain::facts::Facts;
use domain::id::{CommunityId, OrganizationId, ResidentId};
use domain::resident::Person;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::Moment;
use std::collections::BTreeMap;
use uuid::Uuid;

type Line = (Uuid, String, String, String, Uuid, String, i64);
type Told = (Uuid, Uuid, String, String, String, Uuid, String, i64);

fn read((who, allergies, contact, phone, by, name, made): Line) -> Aid {
    Aid {
        id: ResidentId(who),
        noted: Noted { allergies, contact, phone },
        by: Person { id: ResidentId(by), name },
        made: Moment(made),
    }
}

/// What is known of somebody.
///
/// # Errors
/// When the database refuses.
pub async fn load(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Option<Aid>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select d.resident, d.allergies, d.contact, d.phone, d.noted_by, r.name, d.noted from aid d
         join resident r on r.community = d.community and r.resident = d.noted_by
         where d.community = $1 and d.resident = $2",
        tx.community.0,
        who.0
    )?;
    Ok(line.map(read))
}

/// Writes it. What is empty is not there any more.
pub async fn save(tx: &mut Tx, row: &Aid) -> sqlx::Result<()> {
    if row.noted.is_empty() {
        execute!(tx, "delete from aid where community = $1 and resident = $2", tx.community.0, row.id.0)?;
        return Ok(());
    }
    execute!(
        tx,
        "insert into aid (community, resident, allergies, contact, phone, noted_by, noted)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (community, resident) do update set allergies = excluded.allergies, contact = excluded.contact,
            phone = excluded.phone, noted_by = excluded.noted_by, noted = excluded.noted",
        tx.community.0,
        row.id.0,
        &row.noted.allergies,
        &row.noted.contact,
        &row.noted.phone,
        row.by.id.0,
        row.made.0
    )?;
    Ok(())
}

/// Adds what is known of somebody, and to whom it is told: also where they have just written the first of it.
pub(super) async fn add_facts(tx: &mut Tx, facts: &mut Facts, who: ResidentId) -> sqlx::Result<()> {
    facts.aid = load(tx, who).await?;
    // While nobody knows what time it is, no team hears of somebody whose date it may not be: only who holds it reads what is new.
    let mut teams = match clock::sure() {
        Some(_) => teams(tx, who, facts.now).await?,
        None => Vec::new(),
    };
    teams.extend(held(tx).await?.into_keys().filter(|(_, of)| *of == who).map(|(team, _)| team));
    teams.sort();
    teams.dedup();
    facts.aid_teams = teams;
    Ok(())
}

/// The teams on whose dates somebody has a place about now.
async fn teams(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<Vec<OrganizationId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select distinct a.organization from signup_member m
         join signup s on s.community = m.community and s.signup = m.signup
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         join activity a on a.community = o.community and a.activity = o.activity
         where m.community = $1 and m.resident = $2 and s.state = 'confirmed' and o.cancelled is null
            and o.starts <= $3 and o.ends > $4",
        tx.community.0,
        who.0,
        now.plus_ms(SHOWN_MS).0,
        now.plus_ms(-SHOWN_MS).0
    )?;
    Ok(lines.into_iter().map(|(team,)| OrganizationId(team)).collect())
}

/// What is known of everybody who has a place about now, each with the teams on whose dates that is.
async fn wanted(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<(Aid, Vec<OrganizationId>)>> {
    let lines = fetch_all!(
        tx,
        Told,
        "select distinct a.organization, d.resident, d.allergies, d.contact, d.phone, d.noted_by, r.name, d.noted
         from aid d join resident r on r.community = d.community and r.resident = d.noted_by
         join signup_member m on m.community = d.community and m.resident = d.resident
         join signup s on s.community = m.community and s.signup = m.signup
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         join activity a on a.community = o.community and a.activity = o.activity
         where d.community = $1 and s.state = 'confirmed' and o.cancelled is null and o.starts <= $2 and o.ends > $3",
        tx.community.0,
        now.plus_ms(SHOWN_MS).0,
        now.plus_ms(-SHOWN_MS).0
    )?;
    let mut wanted: BTreeMap<ResidentId, (Aid, Vec<OrganizationId>)> = BTreeMap::new();
    for (team, who, allergies, contact, phone, by, name, made) in lines {
        let row = read((who, allergies, contact, phone, by, name, made));
        wanted.entry(row.id).or_insert_with(|| (row, Vec::new())).1.push(OrganizationId(team));
    }
    Ok(wanted.into_values().collect())
}

/// What the leaders of teams hold, as it was told them.
async fn held(tx: &mut Tx) -> sqlx::Result<BTreeMap<(OrganizationId, ResidentId), String>> {
    feed::settle(tx).await?;
    // Said as the index says it: not everything that anybody was ever told is walked through.
    let lines = fetch_all!(
        tx,
        (String, Uuid, String),
        "select scope, id, body from feed where community = $1 and noun = 'aid' and body is not null",
        tx.community.0
    )?;
    let of_team = |(scope, id, body): (String, Uuid, String)| match scope.parse::<Scope>() {
        Ok(Scope::Organization(team)) => Some(((team, ResidentId(id)), body)),
        _ => None,
    };
    Ok(lines.into_iter().filter_map(of_team).collect())
}

/// What is to be done now. A team that holds what is not so any more is told it anew: after two records became one, for example.
async fn due(tx: &mut Tx, now: Moment) -> sqlx::Result<Due> {
    let mut known = held(tx).await?;
    let mut due = Vec::new();
    for (row, teams) in wanted(tx, now).await? {
        let body = serde_json::to_string(&Row::Aid(row.clone())).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let mut told = true;
        for team in &teams {
            told &= known.remove(&(*team, row.id)).is_some_and(|before| before == body);
        }
        if !told {
            due.push(Change::Aid(row, teams));
        }
    }
    // What is left is for nobody to know any more.
    due.extend(known.into_keys().map(|(team, who)| Change::NoAid(who, team)));
    Ok(by_itself::from(Facts { now, ..Facts::default() }, due))
}

/// Gives what people have written to the leaders of their dates, and takes it from those whose dates are over; answers the revision
/// with that, if there was anything to do.
///
/// # Errors
/// When the database refuses.
pub async fn look(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    by_itself::settle(db, id, now, |tx, now| Box::pin(due(tx, now))).await
}
