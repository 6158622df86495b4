//! Fetching what is new, of the public part and of the account's.

use super::Trouble;
use crate::sync::Sync;
use crate::sync::database::rows::{Brought, lines, read_all};
use crate::sync::engine::{keep, now, show, with};
use crate::sync::transport::{self, Offline};
use domain::read::Json;
use domain::wire::{Part, Pull};

/// What came: the rows, and what the store keeps of them. The store keeps text, so the phone needs no code that writes rows.
struct News {
    pull: Pull,
    brought: Brought,
}

async fn ask(part: Part) -> Result<News, Trouble> {
    let request = with(|engine| engine.phone.ask(part));
    let body = serde_json::to_string(&request).unwrap_or_default();
    let reply = transport::post("/api/pull", body).await.map_err(|Offline| Trouble::Offline)?;
    match reply.status {
        200 => read(reply.text).await.ok_or(Trouble::Offline),
        401 => Err(Trouble::SignedOut),
        _ => Err(Trouble::Busy(reply.retry_after_ms)),
    }
}

async fn read(text: String) -> Option<News> {
    let json: Json<'_> = serde_json::from_str(&text).ok()?;
    let mut pull = Pull::head(&json)?;
    pull.rows = read_all(&json).await;
    let lines = if pull.snapshot { Vec::new() } else { lines(&json) };
    drop(json);
    let brought = if pull.snapshot { Brought::Whole(text) } else { Brought::Lines(lines) };
    Some(News { pull, brought })
}

/// Brings the rows of a part up to date. A scope that was lost comes as a snapshot without it.
pub async fn pull(sync: Sync, part: Part) -> Result<(), Trouble> {
    let News { pull, brought } = ask(part).await?;
    let any = !pull.rows.is_empty();
    let reached = pull.revision;
    let (writes, cursor, public, account) = with(|engine| {
        let writes = engine.phone.take_pull(part, pull, now());
        let cursor = if part == Part::Public { &engine.phone.public } else { &engine.phone.mine };
        (writes, cursor.clone(), engine.public.clone(), engine.account.clone())
    });
    let Some(writes) = writes else { return Ok(()) };
    show(sync);
    // Before the rows: with their cursor the disk forgets that there is something to send again.
    keep(account.clone(), writes).await;
    let store = match part {
        Part::Public => public,
        Part::Mine => account,
    };
    if let Some(store) = store {
        store.save_rows(&brought, &cursor).await.ok();
        if any {
            super::tell_tabs();
        }
    }
    if cursor.revision < reached {
        // The rows are not what the server says they should be: all of them, at once.
        super::kick(sync);
    }
    Ok(())
}
