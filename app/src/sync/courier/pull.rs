//! Fetching what is new, of the public part and of the account's.

use super::Trouble;
use crate::sync::Sync;
use crate::sync::database::Cursor;
use crate::sync::engine::{now, show, with};
use crate::sync::transport::{self, Offline};
use domain::scope::Scope;
use domain::wire::{Feed, Part, PullRequest};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The answer, with its rows still as text: that text is what the store keeps, so the phone needs no code that writes rows.
#[derive(Deserialize)]
struct News {
    epoch: String,
    revision: i64,
    snapshot: bool,
    scopes: Vec<Scope>,
    rows: Vec<Box<RawValue>>,
}

impl News {
    /// Each row, read, with its text. What this version cannot read is left out.
    fn lines(&self) -> Vec<(Feed, &str)> {
        let read = |raw: &'_ RawValue| serde_json::from_str(raw.get()).ok();
        self.rows.iter().filter_map(|raw| Some((read(raw)?, raw.get()))).collect()
    }
}

async fn ask(part: Part, cursor: &Cursor) -> Result<News, Trouble> {
    let request =
        PullRequest { part, epoch: cursor.epoch.clone(), since: cursor.revision, scopes: cursor.scopes.clone() };
    let body = serde_json::to_string(&request).unwrap_or_default();
    let reply = transport::post("/api/pull", body).await.map_err(|Offline| Trouble::Wait(None))?;
    match reply.status {
        200 => serde_json::from_str(&reply.text).map_err(|_| Trouble::Wait(None)),
        401 => Err(Trouble::SignedOut),
        _ => Err(Trouble::Wait(reply.retry_after_ms)),
    }
}

fn cursor_of(pull: &News) -> Cursor {
    Cursor { epoch: pull.epoch.clone(), revision: pull.revision, scopes: pull.scopes.clone(), at: now() }
}

/// Brings the public rows up to date.
pub async fn public(sync: Sync) -> Result<(), Trouble> {
    let before = with(|engine| engine.public_cursor.clone());
    let pull = ask(Part::Public, &before).await?;
    let cursor = cursor_of(&pull);
    let lines = pull.lines();
    let store = with(|engine| {
        if pull.snapshot {
            engine.confirmed.forget(|scope| scope == Scope::Public);
        }
        lines.iter().for_each(|(feed, _)| engine.confirmed.apply(feed.clone()));
        engine.public_cursor = cursor.clone();
        engine.public.clone()
    });
    show(sync);
    if let Some(store) = store {
        store.save_rows(&lines, pull.snapshot, &cursor).await.ok();
        if !lines.is_empty() {
            super::tell_tabs();
        }
    }
    Ok(())
}

/// Brings the account's rows up to date. A scope that was lost comes as a snapshot without it.
pub async fn mine(sync: Sync) -> Result<(), Trouble> {
    let (actor, before) = with(|engine| (engine.actor, engine.account_cursor.clone()));
    let pull = ask(Part::Mine, &before).await?;
    let cursor = cursor_of(&pull);
    let lines = pull.lines();
    let store = with(|engine| {
        if engine.actor != actor {
            return None;
        }
        if pull.snapshot {
            engine.confirmed.forget(|scope| scope != Scope::Public);
        }
        lines.iter().for_each(|(feed, _)| engine.confirmed.apply(feed.clone()));
        engine.account_cursor = cursor.clone();
        engine.account.clone()
    });
    show(sync);
    if let Some(store) = store {
        store.save_rows(&lines, pull.snapshot, &cursor).await.ok();
    }
    Ok(())
}
