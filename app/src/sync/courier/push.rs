//! Sending, and settling the answers.

use super::Trouble;
use crate::sync::database::{OUTBOX, PARKED, PHOTO, SENT, Waiting, outbox_key};
use crate::sync::engine::{now, show, with};
use crate::sync::transport::{self, Offline};
use crate::sync::{Parked, Sent, Sync};
use domain::command::{Command, Envelope};
use domain::refusal::Refusal;
use domain::wire::{Answer, Outcome, Push, Pushed};

/// How many commands travel together.
const TOGETHER: usize = 20;
/// How many done commands are kept to look back at.
const KEPT: usize = 100;

/// Sends the outbox, oldest first, until it is empty or something is in the way.
pub async fn push(sync: Sync) -> Result<(), Trouble> {
    loop {
        let batch: Vec<Envelope> = with(|engine| {
            let unanswered = engine.outbox.iter().filter(|waiting| waiting.applied.is_none());
            unanswered.take(TOGETHER).map(|waiting| waiting.envelope.clone()).collect()
        });
        if batch.is_empty() {
            return Ok(());
        }
        for envelope in &batch {
            send_photos(envelope).await?;
        }
        let body = serde_json::to_string(&Push { commands: batch.clone() }).unwrap_or_default();
        let reply = transport::post("/api/push", body).await.map_err(|Offline| Trouble::Wait(None))?;
        if reply.status == 401 {
            return Err(Trouble::SignedOut);
        }
        let pushed: Pushed = match reply.status {
            200 => serde_json::from_str(&reply.text).map_err(|_| Trouble::Wait(None))?,
            _ => return Err(Trouble::Wait(reply.retry_after_ms)),
        };
        if pushed.answers.is_empty() {
            return Err(Trouble::Wait(None));
        }
        for answer in pushed.answers {
            settle(answer).await?;
        }
        show(sync);
    }
}

async fn send_photos(envelope: &Envelope) -> Result<(), Trouble> {
    let Command::FileReport { draft, .. } = &envelope.command else { return Ok(()) };
    let Some(store) = with(|engine| engine.account.clone()) else { return Ok(()) };
    for id in &draft.photos {
        let Ok(Some(photo)) = store.photo(*id).await else { continue };
        let status = transport::put_photo(&format!("/api/photos/{id}"), &photo).await;
        match status.map_err(|Offline| Trouble::Wait(None))? {
            // A picture that the server will never take must not hold up the words.
            200..=299 | 400 | 404 | 413 => store.remove(PHOTO, &id.to_string()).await.ok(),
            401 => return Err(Trouble::SignedOut),
            _ => return Err(Trouble::Wait(None)),
        };
    }
    Ok(())
}

async fn settle(answer: Answer) -> Result<(), Trouble> {
    let found = with(|engine| {
        let at = engine.outbox.iter().position(|waiting| waiting.envelope.id == answer.id)?;
        Some((engine.outbox[at].envelope.clone(), engine.account.clone()))
    });
    let Some((envelope, store)) = found else { return Ok(()) };
    match answer.outcome {
        Outcome::SignInNeeded => return Err(Trouble::SignedOut),
        Outcome::Applied { revision } => {
            let waiting = Waiting { envelope: envelope.clone(), applied: Some(revision) };
            if let Some(store) = store {
                store.put(OUTBOX, &outbox_key(&envelope), &waiting).await.ok();
            }
            with(|engine| {
                if let Some(kept) = engine.outbox.iter_mut().find(|kept| kept.envelope.id == envelope.id) {
                    *kept = waiting;
                }
            });
        }
        Outcome::Refused { refusal } => park(envelope, refusal).await,
        Outcome::IdReused => park(envelope, Refusal::NotFound).await,
    }
    super::tell_tabs();
    Ok(())
}

/// Puts a refused command where the person sees it. What depended on it makes no sense any more and goes.
async fn park(envelope: Envelope, refusal: Refusal) {
    let parked = Parked { envelope: envelope.clone(), refusal, at: now() };
    let (store, orphans) = with(|engine| {
        let orphan = |waiting: &Waiting| waiting.envelope.depends_on.contains(&envelope.id);
        let orphans: Vec<Envelope> =
            engine.outbox.iter().filter(|w| orphan(w)).map(|waiting| waiting.envelope.clone()).collect();
        engine.outbox.retain(|waiting| waiting.envelope.id != envelope.id && !orphan(waiting));
        engine.parked.push(parked.clone());
        (engine.account.clone(), orphans)
    });
    if let Some(store) = store {
        store.settle(&envelope, PARKED, &parked).await.ok();
        for orphan in orphans {
            store.remove(OUTBOX, &outbox_key(&orphan)).await.ok();
        }
    }
}

/// Lets go of the done commands whose effect is in the rows now.
pub async fn drop_caught_up(sync: Sync) {
    let (done, store) = with(|engine| {
        let signed_in = engine.actor.is_some();
        let reached = if signed_in {
            engine.public_cursor.revision.min(engine.account_cursor.revision)
        } else {
            engine.public_cursor.revision
        };
        let caught_up = |waiting: &Waiting| waiting.applied.is_some_and(|revision| revision <= reached);
        let done: Vec<Sent> = engine
            .outbox
            .iter()
            .filter(|waiting| caught_up(waiting))
            .map(|waiting| Sent { envelope: waiting.envelope.clone(), at: now() })
            .collect();
        engine.outbox.retain(|waiting| !caught_up(waiting));
        engine.sent.extend(done.iter().cloned());
        (done, engine.account.clone())
    });
    if done.is_empty() {
        return;
    }
    show(sync);
    let old: Vec<Sent> = with(|engine| {
        let extra = engine.sent.len().saturating_sub(KEPT);
        engine.sent.drain(..extra).collect()
    });
    if let Some(store) = store {
        for sent in &done {
            store.settle(&sent.envelope, SENT, sent).await.ok();
        }
        for sent in &old {
            store.remove(SENT, &outbox_key(&sent.envelope)).await.ok();
        }
    }
    super::tell_tabs();
}
