//! Writing sign-ups.

use crate::db::Tx;
use crate::direct;
use crate::store::rows::{pieces, values};
use domain::signup::{Signup, SignupState};
use sqlx::AssertSqlSafe;

/// Writes a sign-up before anything else is asked. The people of a party never change: they are written with a new one.
pub fn save_later(tx: &mut Tx, row: &Signup) {
    let held = &mut tx.held;
    if !matches!(held.signups.get(&row.id), Some(None)) {
        held.waiting.remove(&row.occurrence);
    } else if let Some(parties) = held.waiting.get_mut(&row.occurrence) {
        // One that was not there: as many wait as before, or one more.
        *parties += u32::from(matches!(row.state, SignupState::Waiting { .. }));
    }
    if held.signups.contains_key(&row.id) {
        held.signups.insert(row.id, Some(row.clone()));
    }
    // Who is expected somewhere else now, or whose wards are.
    held.engaged.retain(|_, known| !row.party.iter().any(|person| known.people.contains(&person.id)));
    let new = row.made == row.changed || held.behind.signups.get(&row.id).is_some_and(|(_, new)| *new);
    held.behind.signups.insert(row.id, (row.clone(), new));
}

type Kind = (&'static str, Option<i64>, Option<i64>, Option<i64>);

/// The word for a state, with its ticket, its position, and until when it is offered.
fn kind(state: SignupState) -> Kind {
    match state {
        SignupState::Confirmed => ("confirmed", None, None, None),
        SignupState::Waiting { ticket, position } => ("waiting", Some(ticket), Some(i64::from(position)), None),
        SignupState::Cancelled => ("cancelled", None, None, None),
        SignupState::CalledOff => ("called_off", None, None, None),
        SignupState::Offered { ticket, until } => ("offered", Some(ticket), None, Some(until.0)),
        SignupState::Lapsed => ("lapsed", None, None, None),
        SignupState::Entered => ("entered", None, None, None),
        SignupState::Asked => ("asked", None, None, None),
        SignupState::Declined => ("declined", None, None, None),
    }
}

/// Writes sign-ups, without their people.
pub(in crate::store) async fn write(tx: &mut Tx, rows: &[&Signup]) -> sqlx::Result<()> {
    let community = tx.community.0;
    for some in pieces(rows) {
        let sql = format!(
            "insert into signup (community, signup, occurrence, booker, state, ticket, position, made, changed, clash,
                until, out_of_order, late, reason, handed, unleased, entrusted)
             values {}
             on conflict (community, signup) do update set state = excluded.state, ticket = excluded.ticket,
                position = excluded.position, changed = excluded.changed, clash = excluded.clash,
                until = excluded.until, out_of_order = excluded.out_of_order, late = excluded.late,
                reason = excluded.reason",
            values(some.len(), 16)
        );
        direct!(tx, AssertSqlSafe(sql), |sql, connection| {
            let mut query = sqlx::query(sql).bind(community);
            for row in some {
                let (state, ticket, position, until) = kind(row.state);
                query = query.bind(row.id.0).bind(row.occurrence.0).bind(row.booker.id.0).bind(state);
                query = query.bind(ticket).bind(position).bind(row.made.0).bind(row.changed.0).bind(row.clash);
                query = query.bind(until).bind(row.out_of_order).bind(row.late).bind(row.reason.as_str());
                query = query.bind(row.handed.map(|at| at.0)).bind(row.unleased).bind(row.entrusted);
            }
            query.execute(&mut **connection).await.map(drop)
        })?;
    }
    Ok(())
}

/// Writes the people of new sign-ups.
pub(in crate::store) async fn seat(tx: &mut Tx, rows: &[&Signup]) -> sqlx::Result<()> {
    let community = tx.community.0;
    let mut seats = Vec::new();
    for row in rows {
        seats.extend((0_i64..).zip(&row.party).map(|(place, person)| (row.id.0, place, person.id.0)));
    }
    for some in pieces(&seats) {
        let sql = format!(
            "insert into signup_member (community, signup, place, resident) values {}
             on conflict (community, signup, resident) do nothing",
            values(some.len(), 3)
        );
        direct!(tx, AssertSqlSafe(sql), |sql, connection| {
            let mut query = sqlx::query(sql).bind(community);
            for (signup, place, resident) in some {
                query = query.bind(*signup).bind(*place).bind(*resident);
            }
            query.execute(&mut **connection).await.map(drop)
        })?;
    }
    Ok(())
}
