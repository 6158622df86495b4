//! `POST /api/push`: a phone sends its oldest commands and hears what became of each.

use crate::api::principal::Phone;
use crate::error::Error;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use domain::command::{Envelope, SCHEMA};
use domain::id::CommandId;
use domain::refusal::Refusal;
use domain::wire::{Answer, Outcome, PUSH_MAX, Pushed};
use serde::Deserialize;
use serde_json::Value;

/// The commands, each read by itself: one that this version does not understand must not hold up the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    commands: Vec<Value>,
}

/// Decides the commands in their order.
///
/// # Errors
/// 503 when one could not be decided: the phone sends again from there.
pub async fn push(
    State(app): State<App>,
    phone: Option<Phone>,
    Json(batch): Json<Batch>,
) -> Result<Json<Pushed>, Error> {
    let phone = phone.ok_or(Error::SignIn)?;
    if batch.commands.len() > PUSH_MAX {
        return Err(Error::TooLarge);
    }
    let mut answers = Vec::with_capacity(batch.commands.len());
    for value in batch.commands {
        let answer = match read(value)? {
            Ok(envelope) => match app.writer.decide(envelope, phone.device).await {
                Ok(answer) => answer,
                // What was decided so far is told; the rest is asked again.
                Err(_) if !answers.is_empty() => break,
                Err(_) => return Err(Error::Busy),
            },
            Err(id) => Answer { id, outcome: Outcome::Refused { refusal: Refusal::UpdateNeeded }, already: false },
        };
        answers.push(answer);
    }
    Ok(Json(Pushed { answers }))
}

/// An envelope; or, when this version cannot read it, its id; or an error when it is not even that.
fn read(value: Value) -> Result<Result<Envelope, CommandId>, Error> {
    let id = value.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok()).ok_or(Error::Bad("no id"))?;
    match serde_json::from_value::<Envelope>(value) {
        Ok(envelope) if envelope.schema <= SCHEMA => Ok(Ok(envelope)),
        _ => Ok(Err(id)),
    }
}
