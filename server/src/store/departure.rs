//! Who does not live here any more. Nothing that names them is taken away; what lies before them is given up by the rules that hold
//! for everybody, so that places go to whoever waits.

use crate::db::Tx;
use crate::store::{
    aid, calendar, change, community, device, duty, facts, favour, joining, lease, member, offering, organization,
    regular, resident, signup, takeout, waiting, word,
};
use crate::{execute, fetch_all, fetch_optional};
use domain::aid::Noted;
use domain::change::Change;
use domain::command::Command;
use domain::decide::decide;
use domain::device::Device;
use domain::facts::Facts;
use domain::favour::Step;
use domain::id::{OrderId, ResidentId};
use domain::joining::departed;
use domain::member::Member;
use domain::permission::Actor;
use domain::when::Moment;
use domain::wire::leaving::{How, Left};
use std::collections::HashSet;
use uuid::Uuid;

/// Whether somebody does not live here any more.
pub async fn gone(tx: &mut Tx, who: ResidentId) -> sqlx::Result<bool> {
    let line = fetch_optional!(
        tx,
        (Uuid,),
        "select resident from departure where community = $1 and resident = $2 and returned is null",
        tx.community.0,
        who.0
    )?;
    Ok(line.is_some())
}

/// Everybody who does not live here any more.
pub(super) async fn all_gone(tx: &mut Tx) -> sqlx::Result<HashSet<ResidentId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select resident from departure where community = $1 and returned is null",
        tx.community.0
    )?;
    Ok(lines.into_iter().map(|(id,)| ResidentId(id)).collect())
}

/// Notes that somebody has left, as staff say. Their cards end, and the address from which a calendar program reads.
pub async fn note(tx: &mut Tx, who: ResidentId, how: How, by: ResidentId, now: Moment) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into departure (community, resident, at, how, noted_by) values ($1, $2, $3, $4, $5)",
        tx.community.0,
        who.0,
        now.0,
        word::of(&how),
        by.0
    )?;
    void_cards(tx, who, now).await?;
    calendar::remove(tx, who).await
}

/// Notes that a record is somebody else's from now on, with everything that was merged into it before. As for whoever has left,
/// nothing new is taken for it; and there is no way back.
pub(super) async fn merge(
    tx: &mut Tx,
    gone: ResidentId,
    into: ResidentId,
    by: ResidentId,
    now: Moment,
) -> sqlx::Result<()> {
    take_back(tx, gone, now).await?;
    execute!(
        tx,
        "insert into departure (community, resident, at, how, noted_by, merged_into) values ($1, $2, $3, 'merged', $4, $5)",
        tx.community.0,
        gone.0,
        now.0,
        by.0,
        into.0
    )?;
    execute!(
        tx,
        "update departure set merged_into = $3 where community = $1 and merged_into = $2",
        tx.community.0,
        gone.0,
        into.0
    )?;
    void_cards(tx, gone, now).await?;
    calendar::remove(tx, gone).await
}

/// Cards that nobody has used are good for nothing any more.
async fn void_cards(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<()> {
    execute!(
        tx,
        "update card set until = $3 where community = $1 and resident = $2 and used is null and until > $3",
        tx.community.0,
        who.0,
        now.0
    )?;
    Ok(())
}

/// They are back, or it was a mistake. False when they were not gone, or are somebody else now.
pub async fn take_back(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<bool> {
    let changed = execute!(
        tx,
        "update departure set returned = $3
         where community = $1 and resident = $2 and returned is null and how <> 'merged'",
        tx.community.0,
        who.0,
        now.0
    )?;
    Ok(changed > 0)
}

/// Signs somebody out of every phone. What those had to give is everybody's again.
pub async fn sign_out(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<()> {
    for row in device::of(tx, who).await? {
        let revision = community::next_revision(tx).await?;
        let gone = Change::Device(Device { revoked: Some(now), ..row });
        change::save(tx, &gone, &Facts::default(), revision).await?;
    }
    lease::fall_back(tx, now).await
}

/// Gives up what somebody alone has signed up for, ordered to eat, taken on, asked for and offered, and that has not begun: sign-ups on
/// behalf of the staff member, who is not bound by an organizer's hours, the rest on behalf of whoever leaves. They belong to no
/// team any more, and what they wanted of the register, or agreed to, is void.
pub async fn give_up(tx: &mut Tx, who: ResidentId, staff: &Actor, now: Moment) -> sqlx::Result<Left> {
    let Some(own) = resident::me(tx, who, false).await? else { return Ok(Left::default()) };
    waiting::lapse(tx, now).await?;
    let mut left = Left::default();
    for row in signup::of_household(tx, who, now).await? {
        if !row.live() || row.party.iter().all(|person| person.id != who) {
            continue;
        }
        // Whoever is in a party with others leaves them their places; somebody has to ask them.
        let alone = row.party.len() == 1;
        let done = alone && give(tx, staff, &Command::CancelSignup { signup: row.id }, now).await?;
        count(&mut left, done);
    }
    // Before the orders: none is made of it any more.
    for (_, regular) in regular::of_eater(tx, who).await? {
        let done = give(tx, &own, &Command::EndRegular { regular }, now).await?;
        count(&mut left, done);
    }
    for order in orders(tx, who, now).await? {
        let done = give(tx, &own, &Command::CancelOrder { order }, now).await?;
        count(&mut left, done);
    }
    for (duty, _) in duty::of_resident(tx, who, now).await? {
        let done = give(tx, &own, &Command::LeaveShift { duty: duty.id }, now).await?;
        count(&mut left, done);
    }
    for favour in favour::open_of(tx, who).await? {
        let step = Step::Answer { agreed: false, words: String::new() };
        let done = give(tx, &own, &Command::Favour { favour, step }, now).await?;
        count(&mut left, done);
    }
    for offering in offering::open_of(tx, who).await? {
        let done = give(tx, &own, &Command::WithdrawOffering { offering }, now).await?;
        count(&mut left, done);
    }
    for row in member::of_resident(tx, who).await? {
        leave_team(tx, &own, row, now).await?;
    }
    // What those at the door should know is of no more use to anybody.
    if aid::load(tx, who).await?.is_some() {
        let empty = Command::NoteAid { resident: who, noted: Noted::default(), before: None };
        give(tx, &own, &empty, now).await?;
    }
    takeout::forget(tx, who).await?;
    Ok(left)
}

/// Takes somebody out of a team, as what they ever belonged to it.
async fn leave_team(tx: &mut Tx, own: &Actor, row: Member, now: Moment) -> sqlx::Result<()> {
    let mut facts = Facts { now, actor: own.clone(), ..Facts::default() };
    facts.team = organization::load(tx, row.organization).await?;
    facts.joinings = joining::between(tx, row.organization, row.resident.id).await?;
    let changes = departed(&facts, row);
    let revision = community::next_revision(tx).await?;
    for change in &changes {
        Box::pin(change::save(tx, change, &facts, revision)).await?;
    }
    Ok(())
}

fn count(left: &mut Left, done: bool) {
    if done {
        left.given_up += 1;
    } else {
        left.standing += 1;
    }
}

/// Does what a command does, by its rule. False when the rule says no.
pub(super) async fn give(tx: &mut Tx, actor: &Actor, command: &Command, now: Moment) -> sqlx::Result<bool> {
    let facts = Box::pin(facts::load(tx, actor.clone(), command, now)).await?;
    let Ok(changes) = decide(&facts, command) else { return Ok(false) };
    let revision = community::next_revision(tx).await?;
    for change in &changes {
        Box::pin(change::save(tx, change, &facts, revision)).await?;
    }
    Ok(true)
}

/// The living orders of somebody from today on.
async fn orders(tx: &mut Tx, who: ResidentId, now: Moment) -> sqlx::Result<Vec<OrderId>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select meal_order from meal_order where community = $1 and eater = $2 and state = 'booked' and day >= $3",
        tx.community.0,
        who.0,
        now.day().to_string()
    )?;
    Ok(lines.into_iter().map(|(id,)| OrderId(id)).collect())
}
