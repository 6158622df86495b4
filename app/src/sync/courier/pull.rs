//! Fetching what is new, of the public part and of the account's.

use super::Trouble;
use crate::sync::Sync;
use crate::sync::database::rows::{Brought, lines, read_all};
use crate::sync::database::{Cursor, Store};
use crate::sync::engine::{Engine, now, show, with};
use crate::sync::transport::{self, Offline};
use domain::read::{Json, Unread};
use domain::scope::Scope;
use domain::wire::{Feed, Part, PullRequest};
use std::rc::Rc;

/// What came: how far it goes, the rows, and what the store keeps of them. The store keeps text, so the phone needs no code that
/// writes rows.
struct News {
    cursor: Cursor,
    snapshot: bool,
    rows: Vec<Feed>,
    brought: Brought,
}

async fn ask(part: Part, cursor: &Cursor) -> Result<News, Trouble> {
    let request =
        PullRequest { part, epoch: cursor.epoch.clone(), since: cursor.revision, scopes: cursor.scopes.clone() };
    let body = serde_json::to_string(&request).unwrap_or_default();
    let reply = transport::post("/api/pull", body).await.map_err(|Offline| Trouble::Wait(None))?;
    match reply.status {
        200 => read(reply.text).await.ok_or(Trouble::Wait(None)),
        401 => Err(Trouble::SignedOut),
        _ => Err(Trouble::Wait(reply.retry_after_ms)),
    }
}

async fn read(text: String) -> Option<News> {
    let json: Json<'_> = serde_json::from_str(&text).ok()?;
    let (cursor, snapshot) = head(&json).ok()?;
    let rows = read_all(&json).await;
    let lines = if snapshot { Vec::new() } else { lines(&json) };
    drop(json);
    let brought = if snapshot { Brought::Whole(text) } else { Brought::Lines(lines) };
    Some(News { cursor, snapshot, rows, brought })
}

fn head(json: &Json<'_>) -> Result<(Cursor, bool), Unread> {
    let (epoch, revision, scopes) = (json.field("epoch")?, json.field("revision")?, json.field("scopes")?);
    Ok((Cursor { epoch, revision, scopes, at: now() }, json.field("snapshot")?))
}

/// Takes the rows in; a snapshot replaces those that `replaced` names.
fn apply(engine: &mut Engine, news: &mut News, replaced: fn(Scope) -> bool) {
    if news.snapshot {
        engine.confirmed.forget(replaced);
    }
    std::mem::take(&mut news.rows).into_iter().for_each(|feed| engine.confirmed.apply(feed));
}

async fn save(store: Option<Rc<Store>>, news: &News) {
    if let Some(store) = store {
        store.save_rows(&news.brought, &news.cursor).await.ok();
    }
}

/// Brings the public rows up to date.
pub async fn public(sync: Sync) -> Result<(), Trouble> {
    let before = with(|engine| engine.public_cursor.clone());
    let mut news = ask(Part::Public, &before).await?;
    let any = !news.rows.is_empty();
    let store = with(|engine| {
        apply(engine, &mut news, |scope| scope == Scope::Public);
        engine.public_cursor = news.cursor.clone();
        engine.public.clone()
    });
    show(sync);
    save(store, &news).await;
    if any {
        super::tell_tabs();
    }
    Ok(())
}

/// Brings the account's rows up to date. A scope that was lost comes as a snapshot without it.
pub async fn mine(sync: Sync) -> Result<(), Trouble> {
    let (actor, before) = with(|engine| (engine.actor, engine.account_cursor.clone()));
    let mut news = ask(Part::Mine, &before).await?;
    let store = with(|engine| {
        if engine.actor != actor {
            return None;
        }
        apply(engine, &mut news, |scope| scope != Scope::Public);
        engine.account_cursor = news.cursor.clone();
        engine.account.clone()
    });
    show(sync);
    save(store, &news).await;
    Ok(())
}
