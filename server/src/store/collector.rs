//! Who may collect whose child.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::collector::Collector;
use domain::id::{CollectorId, OrganizationId, ResidentId};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    collector: Uuid,
    child: Uuid,
    child_name: String,
    organization: Uuid,
    name: String,
    phone: String,
    until: String,
    by: Uuid,
    by_name: String,
    made: i64,
    withdrawn: bool,
    asks: bool,
    agreed: Option<String>,
    witness: String,
}

macro_rules! select_collector {
    ($rest:literal) => {
        concat!(
            "select c.collector, c.child, r.name as child_name, c.organization, c.name, c.phone, c.until, c.by,
                g.name as by_name, c.made, c.withdrawn, c.asks, c.agreed, c.witness
             from collector c
             join resident r on r.community = c.community and r.resident = c.child
             join resident g on g.community = c.community and g.resident = c.by
             where c.community = $1 and ",
            $rest
        )
    };
}

fn read(line: Line) -> sqlx::Result<Collector> {
    Ok(Collector {
        id: CollectorId(line.collector),
        child: Person { id: ResidentId(line.child), name: line.child_name },
        organization: OrganizationId(line.organization),
        name: line.name,
        phone: line.phone,
        until: word::day(&line.until)?,
        by: Person { id: ResidentId(line.by), name: line.by_name },
        made: Moment(line.made),
        withdrawn: line.withdrawn,
        asks: line.asks,
        agreed: line.agreed.as_deref().map(word::read).transpose()?,
        witness: line.witness,
    })
}

/// One collector.
pub async fn load(tx: &mut Tx, id: CollectorId) -> sqlx::Result<Option<Collector>> {
    fetch_optional!(tx, Line, select_collector!("c.collector = $2"), tx.community.0, id.0)?.map(read).transpose()
}

/// Everybody who may collect a child from a team's dates, or might once.
pub async fn of_child(tx: &mut Tx, child: ResidentId, organization: OrganizationId) -> sqlx::Result<Vec<Collector>> {
    let lines = fetch_all!(
        tx,
        Line,
        select_collector!("c.child = $2 and c.organization = $3 order by c.made, c.collector"),
        tx.community.0,
        child.0,
        organization.0
    )?;
    lines.into_iter().map(read).collect()
}

/// Writes a collector.
pub async fn save(tx: &mut Tx, row: &Collector) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into collector (community, collector, child, organization, name, phone, until, by, made, withdrawn,
            asks, agreed, witness)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (community, collector) do update set withdrawn = excluded.withdrawn, agreed = excluded.agreed,
            witness = excluded.witness",
        tx.community.0,
        row.id.0,
        row.child.id.0,
        row.organization.0,
        &row.name,
        &row.phone,
        row.until.to_string(),
        row.by.id.0,
        row.made.0,
        row.withdrawn,
        row.asks,
        row.agreed.as_ref().map(word::of),
        &row.witness
    )?;
    Ok(())
}
