//! The facts for swapping duties: the twin of the phone's `replica::swap`.

use super::service::{add_shift, subject};
use crate::db::Tx;
use crate::store::{duty, occurrence, shift, signup, swap};
use domain::command::Command;
use domain::facts::Facts;
use domain::id::DutyId;
use domain::swap::{Side, called};
use domain::when::Moment;

/// Adds what a command about a swap may look at.
pub(super) async fn add(tx: &mut Tx, facts: &mut Facts, command: &Command) -> sqlx::Result<()> {
    match command {
        Command::ProposeSwap { swap, duty, shift, code } => {
            facts.swap = swap::load(tx, *swap).await?;
            facts.swap_open = swap::is_open(tx, *duty).await?;
            facts.proposer = side(tx, *duty, facts.now).await?;
            add_shift(tx, facts, *shift).await?;
            if let Some(date) = facts.shift.as_ref().and_then(|shift| shift.occurrence) {
                facts.occurrence = occurrence::load(tx, date).await?;
            }
            if let Some(asked) = called(&facts.on_shift, code).map(|duty| duty.id) {
                facts.asked = side(tx, asked, facts.now).await?;
            }
        }
        Command::AnswerSwap { swap, .. } => {
            facts.swap = swap::load(tx, *swap).await?;
            if let Some((given, wanted)) = facts.swap.as_ref().map(|swap| (swap.given, swap.wanted)) {
                facts.proposer = side(tx, given, facts.now).await?;
                facts.asked = side(tx, wanted, facts.now).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

async fn side(tx: &mut Tx, id: DutyId, now: Moment) -> sqlx::Result<Option<Side>> {
    let Some(duty) = duty::load(tx, id).await? else { return Ok(None) };
    let Some(shift) = shift::load(tx, duty.shift).await? else { return Ok(None) };
    let who = duty.resident.id;
    let date = match shift.occurrence {
        Some(date) => occurrence::load(tx, date).await?,
        None => None,
    };
    Ok(Some(Side {
        on_shift: duty::of_shift(tx, shift.id).await?,
        subject: subject(tx, who).await?,
        engagements: signup::engagements(tx, who, now).await?,
        duties: duty::of_resident(tx, who, now).await?,
        duty,
        shift,
        date,
    }))
}
