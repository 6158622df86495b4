//! Visits to elders who have not fetched their meal, who was asked to look, and looking for both, in one transaction that holds the
//! community's lock. Several servers may do that at the same time: a visit has the identity of its order, and whoever comes second
//! finds nothing left to do.

use crate::db::{Db, Tx};
use crate::store::by_itself::{self, Due};
use crate::store::{community, order, word};
use crate::{execute, fetch_all, fetch_optional};
use domain::facts::Facts;
use domain::id::{CommunityId, OrderId, ResidentId, VisitId};
use domain::meal::Meal;
use domain::resident::Person;
use domain::visit::{Eater, PATIENCE_MS, Visit, begin, follow, old};
use domain::when::{Day, Moment};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    day: String,
    meal: String,
    eater: Uuid,
    name: String,
    phone: String,
    address: String,
    desk: bool,
    made: i64,
    found: Option<String>,
    words: String,
    found_by: Option<Uuid>,
    by_name: Option<String>,
    answered: Option<i64>,
    settled: bool,
}

/// One visit, with address and number.
pub async fn load(tx: &mut Tx, id: VisitId) -> sqlx::Result<Option<Visit>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select m.day, m.meal, m.eater, e.name, e.phone, c.name || ' ' || b.name || ' ' || s.name || ' ' || h.room as address,
            v.desk, v.made, v.found, v.words, v.found_by, f.name as by_name, v.answered, v.settled
         from visit v
         join meal_order m on m.community = v.community and m.meal_order = v.visit
         join resident e on e.community = m.community and e.resident = m.eater
         join household h on h.community = e.community and h.household = e.household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         join building b on b.community = s.community and b.building = s.building
         join compound c on c.community = b.community and c.compound = b.compound
         left join resident f on f.community = v.community and f.resident = v.found_by
         where v.community = $1 and v.visit = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    let asked = fetch_all!(
        tx,
        (Uuid, String),
        "select a.resident, r.name from visit_asked a
         join resident r on r.community = a.community and r.resident = a.resident
         where a.community = $1 and a.visit = $2 order by a.resident",
        tx.community.0,
        id.0
    )?;
    let person = |(id, name)| Person { id: ResidentId(id), name };
    Ok(Some(Visit {
        id,
        day: word::day(&line.day)?,
        person: person((line.eater, line.name)),
        address: line.address,
        phone: line.phone,
        asked: asked.into_iter().map(person).collect(),
        desk: line.desk,
        made: Moment(line.made),
        found: line.found.as_deref().map(word::read).transpose()?,
        words: line.words,
        by: line.found_by.zip(line.by_name).map(person),
        answered: line.answered.map(Moment),
        settled: line.settled,
        meal: Some(word::read(&line.meal)?),
    }))
}

/// Writes a visit. Who was asked is added, and stays.
pub async fn save(tx: &mut Tx, row: &Visit) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into visit (community, visit, desk, made, found, words, found_by, answered, settled)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (community, visit) do update set desk = excluded.desk, found = excluded.found,
            words = excluded.words, found_by = excluded.found_by, answered = excluded.answered,
            settled = excluded.settled",
        tx.community.0,
        row.id.0,
        row.desk,
        row.made.0,
        row.found.as_ref().map(word::of),
        &row.words,
        row.by.as_ref().map(|person| person.id.0),
        row.answered.map(|at| at.0),
        row.settled
    )?;
    for person in &row.asked {
        execute!(
            tx,
            "insert into visit_asked (community, visit, resident, since) values ($1, $2, $3, $4)
             on conflict (community, visit, resident) do nothing",
            tx.community.0,
            row.id.0,
            person.id.0,
            row.made.0
        )?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Waiting {
    meal_order: Uuid,
    eater: Uuid,
    born: String,
    phone: String,
    address: String,
    grid: Option<String>,
    residents_group: Option<String>,
}

macro_rules! select_waiting {
    ($which:literal) => {
        concat!(
            "select m.meal_order, m.eater, e.born, e.phone,
                c.name || ' ' || b.name || ' ' || s.name || ' ' || h.room as address, s.grid, s.residents_group
             from meal_order m
             join resident e on e.community = m.community and e.resident = m.eater
             join household h on h.community = e.community and h.household = e.household
             join stairwell s on s.community = h.community and s.stairwell = h.stairwell
             join building b on b.community = s.community and b.building = s.building
             join compound c on c.community = b.community and c.compound = b.compound
             where m.community = $1 and ",
            $which,
            " and m.state = 'booked'
                and not exists (select 1 from departure d
                    where d.community = e.community and d.resident = e.resident and d.returned is null)
                and not exists (select 1 from visit v where v.community = m.community and v.visit = m.meal_order)
                and not exists (select 1 from resident o where o.community = e.community and o.household = e.household
                    and o.resident <> e.resident and not exists (select 1 from departure d
                        where d.community = o.community and d.resident = o.resident and d.returned is null)) order by m.code"
        )
    };
}

/// Those of a meal that is eaten in, which wait, of people who live here alone, and about which nobody was asked. Whoever has left, or
/// has died, may have one that was past giving up.
async fn waiting(tx: &mut Tx, day: Day, meal: Meal) -> sqlx::Result<Vec<Waiting>> {
    fetch_all!(
        tx,
        Waiting,
        select_waiting!("m.day = $2 and m.meal = $3 and m.delivered = false"),
        tx.community.0,
        day.to_string(),
        word::of(&meal)
    )
}

/// Whoever eats an order that waits, if they live here alone and nobody was asked about it.
pub(super) async fn elder(tx: &mut Tx, id: OrderId) -> sqlx::Result<Option<Eater>> {
    let Some(line) = fetch_optional!(tx, Waiting, select_waiting!("m.meal_order = $2"), tx.community.0, id.0)? else {
        return Ok(None);
    };
    let near = near(tx, &line).await?;
    Ok(Some(eater(line, near)))
}

fn eater(line: Waiting, near: Vec<Person>) -> Eater {
    Eater { born: line.born, alone: true, address: line.address, phone: line.phone, near }
}

/// The grid workers of a grid and the leaders of a residents' group: those who live there and hold the office.
async fn near(tx: &mut Tx, line: &Waiting) -> sqlx::Result<Vec<Person>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String),
        "select distinct r.resident, p.name from role r
         join resident p on p.community = r.community and p.resident = r.resident
         join household h on h.community = p.community and h.household = p.household
         join stairwell s on s.community = h.community and s.stairwell = h.stairwell
         where r.community = $1 and r.resident <> $2
            and not exists (select 1 from departure d
                where d.community = r.community and d.resident = r.resident and d.returned is null)
            and ((r.role = 'grid_worker' and s.grid = $3) or (r.role = 'group_leader' and s.residents_group = $4))
         order by r.resident",
        tx.community.0,
        line.eater,
        line.grid.as_deref(),
        line.residents_group.as_deref()
    )?;
    Ok(lines.into_iter().map(|(id, name)| Person { id: ResidentId(id), name }).collect())
}

/// The visits that are not settled and whose meal was fetched, or which the neighbourhood has not answered in time.
async fn open(tx: &mut Tx, now: Moment) -> sqlx::Result<Vec<VisitId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select v.visit from visit v
         join meal_order m on m.community = v.community and m.meal_order = v.visit
         where v.community = $1 and v.settled = false and (m.state <> 'booked' or (v.desk = false and v.made <= $2))
         order by v.made, v.visit",
        tx.community.0,
        now.0 - PATIENCE_MS
    )?;
    Ok(lines.into_iter().map(|(id,)| VisitId(id)).collect())
}

/// What is to be done now, each with the facts that it follows from.
async fn due(tx: &mut Tx, now: Moment) -> sqlx::Result<Due> {
    let community = community::load(tx).await?.unwrap_or_default();
    let mut due = Vec::new();
    let today = now.day();
    for meal in Meal::ALL.into_iter().filter(|meal| now >= Moment::at(today, community.hours(*meal).until)) {
        // Of whoever is not looked after nothing more is read: their meal may wait all day.
        for line in waiting(tx, today, meal).await?.into_iter().filter(|line| old(&line.born, today)) {
            let near = near(tx, &line).await?;
            let Some(order) = order::load(tx, OrderId(line.meal_order)).await? else { continue };
            let eater = eater(line, near);
            let facts = Facts { now, community: community.clone(), ..Facts::default() };
            let change = begin(&facts, &order, &eater);
            due.extend(change.map(|change| (facts, vec![change])));
        }
    }
    for id in open(tx, now).await? {
        let (visit, order) = (load(tx, id).await?, order::load(tx, OrderId(id.0)).await?);
        let facts = Facts { now, visit, order, ..Facts::default() };
        let change = follow(&facts);
        due.extend(change.map(|change| (facts, vec![change])));
    }
    Ok(due)
}

/// Begins the visits that are to begin, and asks the committee where the neighbourhood has not answered; answers the revision with
/// that, if there was anything to do.
///
/// # Errors
/// When the database refuses.
pub async fn look(db: &Db, id: CommunityId, now: Moment) -> sqlx::Result<Option<i64>> {
    by_itself::settle(db, id, now, |tx, now| Box::pin(due(tx, now))).await
}
