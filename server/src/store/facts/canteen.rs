//! The facts for what is ordered at the canteen, and for its menus.

use crate::db::Tx;
use crate::store::{departure, dish, order, quota, resident, serving};
use domain::command::Command;
use domain::facts::Facts;
use domain::id::{OrderId, ResidentId};
use domain::kin::Power;
use domain::menu::WEEK;
use domain::order::takes_orders;
use domain::permission::{Act, acting_in, may};
use domain::when::Day;

/// For an order that is made, given up or handed out.
pub(super) async fn add_order(tx: &mut Tx, facts: &mut Facts, id: OrderId, day: Option<Day>) -> sqlx::Result<()> {
    facts.order = order::load(tx, id).await?;
    if let Some(day) = day.or(facts.order.as_ref().map(|order| order.day)) {
        facts.servings = serving::of_day(tx, day).await?;
        facts.orders_that_day = order::of_day(tx, day, &facts.actor.people(Power::Meals)).await?;
        if facts.order.is_none() {
            facts.next_code = order::next_code(tx, id, day).await?;
        }
        facts.quotas = quota::since(tx, day.min(facts.now.day())).await?;
    }
    Ok(())
}

/// For an order that the canteen or the desk takes for somebody who lives here. Where the actor may not, nobody is looked for.
pub(super) async fn add_order_for(
    tx: &mut Tx,
    facts: &mut Facts,
    id: OrderId,
    day: Day,
    eater: ResidentId,
) -> sqlx::Result<()> {
    if takes_orders(&facts.actor) && !departure::gone(tx, eater).await? {
        facts.named.extend(resident::person(tx, eater).await?.map(|(person, _)| person));
    }
    add_order(tx, facts, id, Some(day)).await?;
    facts.orders_that_day = order::of_day(tx, day, &facts.named).await?;
    Ok(())
}

/// Where a meal is brought. Of people for whom the actor may not order, nothing is looked up.
pub(super) async fn add_doorstep(tx: &mut Tx, facts: &mut Facts, eater: ResidentId) -> sqlx::Result<()> {
    if acting_in(&facts.actor, eater, Power::Meals).is_ok() {
        facts.doorstep = resident::doorstep(tx, eater).await?;
    }
    Ok(())
}

/// For the menus of a day or of a week, and for what dishes look like. For whoever may not make them, nothing is looked up.
pub(super) async fn add_menus(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    if !may(&facts.actor, Act::ServeLunch) {
        return Ok(());
    }
    let today = facts.now.day();
    facts.dishes = dish::all(tx).await?;
    match command {
        Command::SetMenu { day, .. } => {
            facts.servings = serving::of_day(tx, *day).await?;
            facts.orders_that_day = order::all_of_day(tx, *day).await?;
            facts.quotas = quota::since(tx, today.min(*day)).await?;
        }
        Command::CopyMenus { first } => {
            for days in -WEEK..WEEK {
                facts.servings.extend(serving::of_day(tx, first.plus(days)).await?);
            }
            facts.quotas = quota::since(tx, today.min(first.plus(-WEEK))).await?;
        }
        _ => {}
    }
    Ok(())
}
