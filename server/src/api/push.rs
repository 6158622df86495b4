//! `POST /api/push`: a phone sends its oldest commands and hears what became of each.

use crate::address::Address;
use crate::api::principal::Phone;
use crate::api::sent::Sent;
use crate::clock;
use crate::commands::{BATCH, Busy, recall};
use crate::error::Error;
use crate::fault;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::command::{Envelope, SCHEMA, SCHEMA_OLDEST};
use domain::id::{CommandId, DeviceId};
use domain::refusal::Refusal;
use domain::wire::{Answer, Outcome, PUSH_MAX, Pushed};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::iter::Peekable;
use std::vec::IntoIter;

/// The commands, each read by itself: one that this version does not understand must not hold up the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    #[serde(default)]
    epoch: String,
    commands: Vec<Box<RawValue>>,
}

/// Decides the commands in their order.
///
/// # Errors
/// 503 when one could not be decided, or time has a say and nobody knows it: the phone sends again from there. 409 when the phone
/// knows another life of the database: it has done commands that are forgotten here, and must send them before these.
pub async fn push(
    State(app): State<App>,
    phone: Option<Phone>,
    headers: HeaderMap,
    Sent(batch): Sent<Batch>,
) -> Result<Json<Pushed>, Error> {
    let phone = phone.ok_or(Error::SignIn)?;
    if batch.commands.len() > PUSH_MAX {
        return Err(Error::TooLarge);
    }
    app.limits.commands(Address::of(&app, &headers), phone.device, batch.commands.len())?;
    if !batch.epoch.is_empty() && app.other_life(&batch.epoch).await? {
        return Err(Error::OtherLife);
    }
    fault::at("a push is read");
    let commands = batch.commands.iter().map(|text| read(text.get())).collect::<Result<Vec<_>, _>>()?;
    let mut answers = Vec::with_capacity(commands.len());
    let mut rest = commands.into_iter().peekable();
    while let Some(first) = rest.next() {
        let run = match first {
            Read::Old if answers.is_empty() => return Err(Error::UpdateRequired { oldest: app.oldest_wire }),
            // What was decided so far is told; the next push hears why it goes no further.
            Read::Old => break,
            Read::Known(envelope) => together(*envelope, &mut rest),
            Read::Unknown(id) => {
                answers.push(Answer {
                    id,
                    outcome: Outcome::Refused { refusal: Refusal::UpdateNeeded },
                    already: false,
                });
                continue;
            }
        };
        let wanted = run.len();
        match decide(&app, run, phone.device).await {
            Ok(decided) => {
                let all = decided.len() == wanted;
                answers.extend(decided);
                if !all {
                    break;
                }
            }
            // What was decided so far is told; the rest is asked again.
            Err(_) if !answers.is_empty() => break,
            Err(error) => return Err(error),
        }
    }
    fault::at("a push is answered");
    Ok(Json(Pushed { answers }))
}

/// A command with those right behind it that can share its commit. As long as nobody knows what time it is, each goes by itself.
fn together(first: Envelope, rest: &mut Peekable<IntoIter<Read>>) -> Vec<Envelope> {
    let most = if clock::sure().is_some() { BATCH } else { 1 };
    let mut run = vec![first];
    while run.len() < most
        && let Some(Read::Known(envelope)) = rest.next_if(|next| matches!(next, Read::Known(_)))
    {
        run.push(*envelope);
    }
    run
}

/// Decides commands in their order, up to one that cannot be decided now. A server that stops takes no more commands: the next
/// one will. One that does not know what time it is decides none in which time has a say, and only tells again what it decided
/// before.
async fn decide(app: &App, run: Vec<Envelope>, device: DeviceId) -> Result<Vec<Answer>, Error> {
    if *app.closing.borrow() {
        return Err(Error::Busy);
    }
    if clock::sure().is_none() && run.iter().any(|envelope| clock::minds(&envelope.command)) {
        return told_again(app, &run, device).await;
    }
    app.writer.decide_run(run, device).await.map_err(|Busy| Error::Busy)
}

async fn told_again(app: &App, run: &[Envelope], device: DeviceId) -> Result<Vec<Answer>, Error> {
    let mut tx = app.db.read(app.community).await?;
    let mut answers = Vec::new();
    for envelope in run {
        let Some(answer) = recall(&mut tx, envelope, device).await? else { break };
        answers.push(answer);
    }
    if answers.is_empty() { Err(Error::Clock) } else { Ok(answers) }
}

/// What a command is to this version.
enum Read {
    /// One that it can decide.
    Known(Box<Envelope>),
    /// One that it cannot read, with its id.
    Unknown(CommandId),
    /// One of a list so old that nobody decides it any more: the phone keeps it until it is newer.
    Old,
}

/// What can be read of any command, of whatever version.
#[derive(Deserialize)]
struct Label {
    id: CommandId,
    #[serde(default = "first")]
    schema: u32,
}

fn first() -> u32 {
    1
}

fn read(text: &str) -> Result<Read, Error> {
    let label: Label = serde_json::from_str(text).map_err(|_| Error::Bad("no id"))?;
    if label.schema < SCHEMA_OLDEST {
        return Ok(Read::Old);
    }
    Ok(match serde_json::from_str::<Envelope>(text) {
        Ok(envelope) if envelope.schema <= SCHEMA && !holds_nul(text) => Read::Known(Box::new(envelope)),
        _ => Read::Unknown(label.id),
    })
}

/// Whether a JSON text holds the character NUL. Nobody types it, and PostgreSQL keeps it in no text: a command with it could never
/// be decided, and would hold up all those behind it.
fn holds_nul(json: &str) -> bool {
    let escapes = |at: usize| json.bytes().take(at).rev().take_while(|byte| *byte == b'\\').count() % 2 == 0;
    json.match_indices("\\u0000").any(|(at, _)| escapes(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "00000000-0000-0000-0000-000000000007";

    fn kind(text: &str) -> &'static str {
        match read(text) {
            Ok(Read::Known(_)) => "known",
            Ok(Read::Unknown(id)) => {
                assert_eq!(id.to_string(), ID);
                "unknown"
            }
            Ok(Read::Old) => "old",
            Err(_) => "nothing",
        }
    }

    #[test]
    fn a_command_is_known_or_unknown_or_too_old_and_never_guessed_at() {
        let envelope = |schema: &str, more: &str| {
            format!(
                r#"{{"id":"{ID}","device":"{ID}","device_seq":1,"actor":"{ID}","depends_on":[],"made_at":0,"schema":{schema},
                "command":{{"endorse":{{"report":"{ID}"}}}}{more}}}"#
            )
        };
        assert_eq!(kind(&envelope("1", "")), "known");
        assert_eq!(kind(&envelope("0", "")), "old");
        assert_eq!(kind(&envelope("999", "")), "unknown");
        assert_eq!(kind(&envelope("1", r#","more":1"#)), "unknown");
        assert_eq!(kind(&envelope("1", &format!(r#","actor":"{ID}""#))), "unknown", "which of the two was meant?");
        assert_eq!(kind(&envelope("1", &format!(r#","id":"{ID}""#))), "nothing");
        assert_eq!(kind("{}"), "nothing");
    }

    #[test]
    fn what_no_text_can_keep_is_not_understood() {
        for held in [r#""灯\u0000坏了""#, r"\u0000", r"\\\u0000", r"\\u0000\u0000"] {
            assert!(holds_nul(held), "{held}");
        }
        for other in [r"\\u0000", r"\u0001 u0000", ""] {
            assert!(!holds_nul(other), "{other}");
        }
    }
}
