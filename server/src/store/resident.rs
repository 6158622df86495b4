//! Residents: a person's own row, with roles and family as they are at this moment.

use crate::clock::now;
use crate::db::Tx;
use crate::import::intake::people::key;
use crate::store::rows::{filled, places};
use crate::{execute, fetch_all, fetch_optional, statement};
use domain::audience::Guest;
use domain::id::{BuildingId, CompoundId, HouseholdId, OrganizationId, ResidentId, ShiftId, StairwellId, UnitId};
use domain::kin::{Bond, Helped, Ward};
use domain::place::Doorstep;
use domain::resident::{Me, Person, Registered, Round};
use domain::role::Role;
use domain::unit::Represented;
use domain::when::{HOUR_MS, Moment};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One thing about a person: who that is, what it is, whom it is about and what else, and words about it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Trait {
    who: Uuid,
    what: String,
    id: Uuid,
    other: Uuid,
    one: String,
    two: String,
    three: String,
    four: String,
}

/// All that a person's own row is made of. Every command and every pull needs it, so all of it is read in one statement, for
/// several people at once where it can be.
async fn traits(tx: &mut Tx, people: &[ResidentId]) -> sqlx::Result<Vec<Trait>> {
    // Those that are over are of no use to anybody; [`Me::at`] is exact.
    let (community, lately) = (tx.community.0, now().plus_ms(-24 * HOUR_MS).0);
    let these = places(3, people.len());
    let sql = format!(
        "select r.resident as who, 'home' as what, '' as sort, b.building as id, b.building as other, r.name as one,
            r.called as two, r.born as three, c.name || ' ' || b.name || ' ' || s.name || ' ' || h.room as four
         from resident r
         join household h on h.community = r.community and h.household = r.household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         join building b on b.community = s.community and b.building = s.building
         join compound c on c.community = b.community and c.compound = b.compound
         where r.community = $1 and r.resident in ({these})
         union all
         select resident, 'role', role, resident, resident, role, '', '', '' from role
         where community = $1 and resident in ({these})
         union all
         select resident, 'team', '', organization, organization, standing, '', '', '' from member
         where community = $1 and resident in ({these})
         union all
         select k.resident, 'ward', w.born, w.resident, w.resident, w.name, w.called, k.bond, w.born
         from kin k join resident w on w.community = k.community and w.resident = k.ward
         where k.community = $1 and k.resident in ({these}) and not exists (select 1 from departure d
            where d.community = k.community and d.resident = k.ward and d.returned is null)
         union all
         select n.resident, 'unit', u.name, u.unit, u.organization, u.name, '', '', ''
         from unit_contact n join unit u on u.community = n.community and u.unit = n.unit
         where n.community = $1 and n.resident in ({these})
         union all
         select m.helper, 'help', p.name, p.resident, m.mandate, p.name, m.powers, m.until, ''
         from mandate m join resident p on p.community = m.community and p.resident = m.principal
         where m.community = $1 and m.state = 'agreed' and m.helper in ({these}) and not exists (select 1 from departure d
            where d.community = m.community and d.resident = m.principal and d.returned is null)
         union all
         select d.resident, 'round', '', s.shift, s.shift, cast(s.ends as text), '', '', ''
         from duty d join shift s on s.community = d.community and s.shift = d.shift
         where d.community = $1 and d.resident in ({these}) and d.state in ('taken', 'seeking') and s.delivers = true
            and s.cancelled is null and s.ends > $2
         order by 3, 4"
    );
    statement!(tx, AssertSqlSafe(sql), |sql, connection| {
        let mut query = sqlx::query_as::<_, Trait>(sql).bind(community).bind(lately);
        for who in people {
            query = query.bind(who.0);
        }
        query.fetch_all(&mut **connection).await
    })
}

/// Asks ahead for people's own rows.
pub(super) async fn ask(tx: &mut Tx, mut people: Vec<ResidentId>) -> sqlx::Result<()> {
    people.sort();
    people.dedup();
    let mut all: BTreeMap<ResidentId, Vec<Trait>> = people.iter().map(|who| (*who, Vec::new())).collect();
    for line in traits(tx, &filled(people)).await? {
        all.entry(ResidentId(line.who)).or_default().push(line);
    }
    tx.held.people = all;
    Ok(())
}

/// A person and their wards, as far as it was asked ahead.
pub(super) fn household(tx: &Tx, id: ResidentId) -> Vec<ResidentId> {
    let known = tx.held.people.get(&id).into_iter().flatten();
    let wards = known.filter(|line| line.what == "ward").map(|line| ResidentId(line.id));
    std::iter::once(id).chain(wards).collect()
}

/// A person's own row, with every guardianship and agreement that was not ended: [`Me::at`] takes those out that are over by
/// themselves. [`Role::Staff`] is in it only when `desk` says that their desk is open.
pub async fn me(tx: &mut Tx, id: ResidentId, desk: bool) -> sqlx::Result<Option<Me>> {
    let traits = match tx.held.people.get(&id) {
        Some(known) => known.clone(),
        None => traits(tx, &[id]).await?,
    };
    let Some(home) = traits.iter().find(|line| line.what == "home") else { return Ok(None) };
    let mut me = Me {
        id,
        name: home.one.clone(),
        called: home.two.clone(),
        address: home.four.clone(),
        building: Some(BuildingId(home.id)),
        born: home.three.clone(),
        ..Me::default()
    };
    let (words, others): (Vec<Trait>, Vec<Trait>) = traits.into_iter().partition(|line| line.what == "role");
    me.roles = words.iter().filter_map(|line| super::word::read(&line.one).ok()).collect();
    me.roles.retain(|role| *role != Role::Staff || desk);
    for line in others {
        let organization = OrganizationId(line.other);
        match line.what.as_str() {
            "team" if line.one == "leader" => me.roles.push(Role::Leader(organization)),
            "team" => {
                me.roles.push(Role::Member(organization));
                if line.one == "substitute" {
                    me.roles.push(Role::Substitute(organization));
                }
            }
            "ward" => {
                let bond = if line.three == "guardian" { Bond::Guardian } else { Bond::Carer };
                me.wards.push(Ward {
                    person: Person { id: ResidentId(line.id), name: line.one },
                    called: line.two,
                    bond,
                    born: if bond == Bond::Guardian { line.four } else { String::new() },
                });
            }
            "help" => me.helped.push(Helped {
                person: Person { id: ResidentId(line.id), name: line.one },
                powers: super::mandate::powers(&line.two)?,
                until: super::word::day(&line.three)?,
            }),
            "round" => me.rounds.push(Round {
                shift: ShiftId(line.id),
                until: Moment(line.one.parse().map_err(|_| sqlx::Error::Decode("a shift without an end".into()))?),
            }),
            "unit" => me.units.push(Represented { id: UnitId(line.id), organization, name: line.one }),
            _ => {}
        }
    }
    Ok(Some(me))
}

/// Where somebody lives, for whoever brings their meal.
pub async fn doorstep(tx: &mut Tx, id: ResidentId) -> sqlx::Result<Option<Doorstep>> {
    let line = fetch_optional!(
        tx,
        (String, String, String, String),
        "select c.name, b.name, s.name, h.room
         from resident r
         join household h on h.community = r.community and h.household = r.household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         join building b on b.community = s.community and b.building = s.building
         join compound c on c.community = b.community and c.compound = b.compound
         where r.community = $1 and r.resident = $2",
        tx.community.0,
        id.0
    )?;
    let door =
        |(compound, building, stairwell, room)| Doorstep { compound, building, stairwell, room, note: String::new() };
    Ok(line.map(door))
}

/// What a rule about who may come needs to know of a person.
pub async fn guest(tx: &mut Tx, id: ResidentId, organization: OrganizationId) -> sqlx::Result<Option<Guest>> {
    let line = fetch_optional!(
        tx,
        (String, Uuid, i64),
        "select r.born, b.compound, (select count(*) from member m where m.community = r.community
            and m.resident = r.resident and m.organization = $1)
         from resident r
         join household h on h.community = r.community and h.household = r.household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         join building b on b.community = s.community and b.building = s.building
         where r.community = $2 and r.resident = $3",
        organization.0,
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(born, compound, standings)| Guest {
        id,
        member: standings > 0,
        compound: Some(CompoundId(compound)),
        born,
    }))
}

/// Whether a person works for the committee (whether or not their desk is open).
pub async fn is_staff(tx: &mut Tx, id: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from role where community = $1 and resident = $2 and role = 'staff'",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// A resident's name, and the month of their birth (`YYYY-MM`, or empty).
pub async fn person(tx: &mut Tx, id: ResidentId) -> sqlx::Result<Option<(Person, String)>> {
    let line = fetch_optional!(
        tx,
        (String, String),
        "select name, born from resident where community = $1 and resident = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.map(|(name, born)| (Person { id, name }, born)))
}

/// A resident whom an organization knows: a member, or somebody who ever stood on a list of its dates or shifts.
pub async fn known_to(tx: &mut Tx, organization: OrganizationId, id: ResidentId) -> sqlx::Result<Option<Person>> {
    let line = fetch_optional!(
        tx,
        (String,),
        "select r.name from resident r where r.community = $1 and r.resident = $2 and (
            exists (select 1 from member m where m.community = r.community and m.resident = r.resident
                and m.organization = $3)
            or exists (select 1 from signup_member p
                join signup s on s.community = p.community and s.signup = p.signup
                join occurrence o on o.community = s.community and o.occurrence = s.occurrence
                join activity a on a.community = o.community and a.activity = o.activity
                where p.community = r.community and p.resident = r.resident and a.organization = $3)
            or exists (select 1 from duty d join shift t on t.community = d.community and t.shift = d.shift
                where d.community = r.community and d.resident = r.resident and t.organization = $3))",
        tx.community.0,
        id.0,
        organization.0
    )?;
    Ok(line.map(|(name,)| Person { id, name }))
}

/// The guardians of a person under age.
pub async fn guardians(tx: &mut Tx, ward: ResidentId) -> sqlx::Result<Vec<Person>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String),
        "select r.resident, r.name from kin k
         join resident r on r.community = k.community and r.resident = k.resident
         where k.community = $1 and k.ward = $2 and k.bond = 'guardian' order by r.resident",
        tx.community.0,
        ward.0
    )?;
    Ok(lines.into_iter().map(|(id, name)| Person { id: ResidentId(id), name }).collect())
}

/// Whether there is a resident with this identity.
pub async fn exists(tx: &mut Tx, id: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (i64,),
        "select count(*) from resident where community = $1 and resident = $2",
        tx.community.0,
        id.0
    )?;
    Ok(line.is_some_and(|(n,)| n > 0))
}

/// Writes a newly registered resident, with a stairwell and a household if they are new too.
pub async fn register(tx: &mut Tx, row: &Registered) -> sqlx::Result<()> {
    tx.held.people.clear();
    let household = home(tx, row.building, row.stairwell.trim(), row.room.trim()).await?;
    execute!(
        tx,
        "insert into resident (community, resident, household, name, called, gender, born, phone, synthetic)
         values ($1, $2, $3, $4, $5, '', $6, $7, $8)",
        tx.community.0,
        row.id.0,
        household.0,
        &row.name,
        &row.called,
        &row.born,
        &row.phone,
        false
    )?;
    Ok(())
}

/// Notes that a resident lives behind another door, and which one they leave: lists go on naming it for a while. False when there is nobody like that.
pub async fn rehouse(tx: &mut Tx, id: ResidentId, at: (BuildingId, &str, &str)) -> sqlx::Result<bool> {
    tx.held.people.clear();
    let household = home(tx, at.0, at.1, at.2).await?;
    let changed = execute!(
        tx,
        "update resident set household = $3, left_household = case when household = $3 then left_household else household end
         where community = $1 and resident = $2",
        tx.community.0,
        id.0,
        household.0
    )?;
    Ok(changed > 0)
}

/// The household behind a door, with its stairwell; made if they are new. However a door is written, it is the one that is there.
async fn home(tx: &mut Tx, building: BuildingId, stairwell: &str, room: &str) -> sqlx::Result<HouseholdId> {
    let known = fetch_all!(
        tx,
        (Uuid, String),
        "select stairwell, name from stairwell where community = $1 and building = $2 order by stairwell",
        tx.community.0,
        building.0
    )?;
    let community = tx.community;
    let stairwell = match named(&known, stairwell) {
        Some(id) => StairwellId(id),
        None => {
            let id = StairwellId::of_code(community, &format!("{building}/{stairwell}"));
            execute!(
                tx,
                "insert into stairwell (community, stairwell, building, name) values ($1, $2, $3, $4)",
                community.0,
                id.0,
                building.0,
                stairwell
            )?;
            id
        }
    };
    let known = fetch_all!(
        tx,
        (Uuid, String),
        "select household, room from household where community = $1 and stairwell = $2 order by household",
        community.0,
        stairwell.0
    )?;
    if let Some(id) = named(&known, room) {
        return Ok(HouseholdId(id));
    }
    let id = HouseholdId::of_code(community, &format!("{stairwell}/{room}"));
    execute!(
        tx,
        "insert into household (community, household, stairwell, room) values ($1, $2, $3, $4)",
        community.0,
        id.0,
        stairwell.0,
        room
    )?;
    Ok(id)
}

/// The one that is called so, or else the one that means the same: "2单元" for "二单元".
fn named(known: &[(Uuid, String)], name: &str) -> Option<Uuid> {
    let exact = known.iter().find(|(_, other)| other == name);
    let found = exact.or_else(|| known.iter().find(|(_, other)| key(other) == key(name)));
    found.map(|(id, _)| *id)
}
