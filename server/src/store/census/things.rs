//! Places, needs, organizations, activities and the canteen. Each function answers with the public rows it wrote.

use super::series;
use crate::db::Tx;
use crate::execute;
use crate::import::census::Census;
use crate::store::{activity, dish, occurrence, serving, shift, word};
use domain::row::Row;
use domain::serving::Serving;

pub(super) async fn places(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Row>> {
    let community = tx.community.0;
    let mut buildings = 0_i64;
    for (place, row) in (0_i64..).zip(&census.compounds) {
        execute!(
            tx,
            "insert into compound (community, compound, name, about, place, synthetic) values ($1, $2, $3, $4, $5, $6)
             on conflict (community, compound) do update set name = excluded.name, about = excluded.about,
                place = excluded.place, synthetic = excluded.synthetic",
            community,
            row.id.0,
            &row.name,
            &row.about,
            place,
            row.synthetic
        )?;
        for building in &row.buildings {
            buildings += 1;
            execute!(
                tx,
                "insert into building (community, building, compound, name, place) values ($1, $2, $3, $4, $5)
                 on conflict (community, building) do update set name = excluded.name, place = excluded.place",
                community,
                building.id.0,
                row.id.0,
                &building.name,
                buildings
            )?;
        }
    }
    Ok(census.compounds.iter().cloned().map(Row::Compound).collect())
}

pub(super) async fn needs_and_venues(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Row>> {
    let community = tx.community.0;
    for row in &census.venues {
        execute!(
            tx,
            "insert into venue (community, venue, name, location, seats, zone, synthetic)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (community, venue) do update set name = excluded.name, location = excluded.location,
                seats = excluded.seats, zone = excluded.zone, synthetic = excluded.synthetic",
            community,
            row.id.0,
            &row.name,
            &row.place,
            i64::from(row.seats),
            row.zone,
            row.synthetic
        )?;
    }
    for row in &census.needs {
        execute!(
            tx,
            "insert into need (community, need, number, class, title, about, synthetic)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (community, need) do update set class = excluded.class, title = excluded.title,
                about = excluded.about, synthetic = excluded.synthetic",
            community,
            row.id.0,
            i64::from(row.number),
            word::of(&row.class),
            &row.title,
            &row.about,
            row.synthetic
        )?;
    }
    let venues = census.venues.iter().cloned().map(Row::Venue);
    Ok(venues.chain(census.needs.iter().cloned().map(Row::Need)).collect())
}

pub(super) async fn organizations(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Row>> {
    let community = tx.community.0;
    for row in &census.organizations {
        execute!(
            tx,
            "insert into organization (community, organization, name, pinyin, class, purpose, venue, meets, since, note,
                synthetic)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             on conflict (community, organization) do update set name = excluded.name, pinyin = excluded.pinyin,
                class = excluded.class, purpose = excluded.purpose, venue = excluded.venue, meets = excluded.meets,
                since = excluded.since, note = excluded.note, synthetic = excluded.synthetic",
            community,
            row.id.0,
            &row.name,
            &row.pinyin,
            word::of(&row.class),
            &row.purpose,
            row.venue.map(|venue| venue.0),
            &row.meets,
            i64::from(row.since),
            &row.note,
            row.synthetic
        )?;
        for need in &row.needs {
            execute!(
                tx,
                "insert into organization_need (community, organization, need) values ($1, $2, $3)
                 on conflict (community, organization, need) do nothing",
                community,
                row.id.0,
                need.0
            )?;
        }
    }
    projects(tx, census).await?;
    let organizations = census.organizations.iter().cloned().map(Row::Organization);
    Ok(organizations.chain(census.projects.iter().cloned().map(Row::Project)).collect())
}

async fn projects(tx: &mut Tx, census: &Census) -> sqlx::Result<()> {
    let community = tx.community.0;
    for row in &census.projects {
        execute!(
            tx,
            "insert into project (community, project, title, about, organization, from_year, until_year, synthetic)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (community, project) do update set title = excluded.title, about = excluded.about,
                organization = excluded.organization, from_year = excluded.from_year,
                until_year = excluded.until_year, synthetic = excluded.synthetic",
            community,
            row.id.0,
            &row.title,
            &row.about,
            row.organization.0,
            i64::from(row.from_year),
            i64::from(row.until_year),
            row.synthetic
        )?;
        execute!(tx, "delete from project_need where community = $1 and project = $2", community, row.id.0)?;
        for (place, need) in (0_i64..).zip(&row.needs) {
            execute!(
                tx,
                "insert into project_need (community, project, place, need) values ($1, $2, $3, $4)",
                community,
                row.id.0,
                place,
                need.0
            )?;
        }
    }
    Ok(())
}

pub(super) async fn activities(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Row>> {
    let community = tx.community.0;
    for row in &census.holidays {
        execute!(
            tx,
            "insert into holiday (community, name, first_day, last_day, school) values ($1, $2, $3, $4, $5)
             on conflict (community, name, first_day) do update set last_day = excluded.last_day, school = excluded.school",
            community,
            &row.name,
            row.from.to_string(),
            row.until.to_string(),
            row.school
        )?;
    }
    for row in &census.activities {
        // Who may come and how it repeats: what an organizer has set stays.
        let rule = serde_json::to_string(&row.audience_rule).map_err(|error| sqlx::Error::Encode(error.into()))?;
        execute!(
            tx,
            "insert into activity (community, activity, organization, title, kind, about, audience, bring, price_fen,
                contact, synthetic, audience_rule)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             on conflict (community, activity) do update set title = excluded.title, kind = excluded.kind,
                about = excluded.about, audience = excluded.audience, bring = excluded.bring,
                price_fen = excluded.price_fen, contact = excluded.contact, synthetic = excluded.synthetic",
            community,
            row.id.0,
            row.organization.0,
            &row.title,
            word::of(&row.kind),
            &row.about,
            &row.audience,
            &row.bring,
            row.price_fen,
            &row.contact,
            row.synthetic,
            rule
        )?;
    }
    let kept = series::keep(tx, census).await?;
    let mut rows = Vec::with_capacity(census.activities.len());
    for id in census.activities.iter().map(|row| row.id).chain(kept.ended) {
        rows.extend(activity::load(tx, id).await?.map(Row::Activity));
    }
    for row in census.occurrences.iter().filter(|row| !kept.organizers.contains(&row.activity)) {
        // A date that is there already may have people, or an organizer's change: it stays as it is.
        let former = match census.former.get(&row.id) {
            Some(id) => occurrence::load(tx, *id).await?,
            None => None,
        };
        if former.is_none() && occurrence::load(tx, row.id).await?.is_none() {
            occurrence::save(tx, row).await?;
            rows.push(Row::Occurrence(row.clone()));
        }
    }
    Ok(rows)
}

pub(super) async fn shifts(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for row in &census.shifts {
        // A shift that is there already may have people, or an organizer's change: it stays as it is.
        if shift::load(tx, row.id).await?.is_none() {
            shift::save(tx, row).await?;
            rows.push(Row::Shift(row.clone()));
        }
    }
    Ok(rows)
}

pub(super) async fn canteen(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<Row>> {
    let community = tx.community.0;
    for row in &census.dishes {
        execute!(
            tx,
            "insert into dish (community, dish, name, kind, price_fen, allergens, halal, soft)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (community, dish) do update set name = excluded.name, kind = excluded.kind,
                price_fen = excluded.price_fen, allergens = excluded.allergens, halal = excluded.halal,
                soft = excluded.soft",
            community,
            row.id.0,
            &row.name,
            word::of(&row.kind),
            row.price_fen,
            &row.allergens,
            row.halal,
            row.soft
        )?;
    }
    // With what the cook shows of them, which is no matter of the files.
    let mut rows: Vec<Row> = dish::all(tx).await?.into_iter().map(Row::Dish).collect();
    for row in &census.servings {
        let same = |known: &Serving| known.dish == row.dish && known.meal == row.meal;
        let known = serving::of_day(tx, row.day).await?.into_iter().find(same);
        let taken = known.as_ref().map_or((0, 0), |known| (known.ordered, known.served));
        let mut next = Serving { id: known.as_ref().map_or(row.id, |known| known.id), ..row.clone() };
        (next.ordered, next.served) = taken;
        next.portions = next.portions.max(taken.0 + taken.1);
        // What was counted has been cooked: a file does not change it any more.
        if let Some(known) = known.as_ref().filter(|known| known.counted) {
            (next.portions, next.wasted, next.counted) = (known.portions, known.wasted, true);
        }
        if known.as_ref() != Some(&next) {
            serving::save(tx, &next).await?;
        }
        rows.push(Row::Serving(next));
    }
    Ok(rows)
}
