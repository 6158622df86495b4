//! Sending, and settling the answers.

use crate::sync::Sync;
use crate::sync::engine::{keep, note_gone, now, show, with};
use crate::sync::transport::{self, Offline};
use domain::command::{Command, Envelope};
use domain::phone::Trouble;
use domain::wire::{Push, Pushed};

/// Sends the outbox, oldest first, until it is empty or something is in the way.
pub async fn push(sync: Sync) -> Result<(), Trouble> {
    loop {
        let (commands, epoch) = with(|engine| (engine.phone.next_push(), engine.phone.mine.epoch.clone()));
        if commands.is_empty() {
            return Ok(());
        }
        send_photos(&commands).await?;
        note_gone(&commands);
        let body = serde_json::to_string(&Push { epoch, commands }).unwrap_or_default();
        let reply = transport::post("/api/push", body).await.map_err(|Offline| Trouble::Offline)?;
        let pushed: Pushed = match reply.status {
            200 => crate::sync::read(&reply.text).ok_or(Trouble::Offline)?,
            401 => return Err(Trouble::SignedOut),
            409 => return Err(Trouble::OtherLife),
            _ => return Err(Trouble::Busy(reply.retry_after_ms)),
        };
        if pushed.answers.is_empty() {
            return Err(Trouble::Offline);
        }
        let (settled, store) = with(|engine| (engine.phone.settle(pushed.answers, now()), engine.account.clone()));
        keep(store, settled.writes).await;
        super::tell_tabs();
        if settled.outdated {
            transport::say_update();
        }
        if settled.signed_out {
            return Err(Trouble::SignedOut);
        }
        show(sync);
    }
}

/// Sends the photos and pictures that the commands name. The residents' program carries commands that it does not understand: so
/// what waits is looked for in their text.
async fn send_photos(commands: &[Envelope]) -> Result<(), Trouble> {
    let Some(store) = with(|engine| engine.account.clone()) else { return Ok(()) };
    for id in store.photos().await.unwrap_or_default() {
        let named = id.to_string();
        let names = |envelope: &&Envelope| {
            serde_json::to_string(&envelope.command).is_ok_and(|command| command.contains(&named))
        };
        let Some(envelope) = commands.iter().find(names) else { continue };
        let Ok(Some(photo)) = store.photo(id).await else { continue };
        // What everyone may see is kept apart.
        let shelf = if matches!(envelope.command, Command::FileReport { .. }) { "photos" } else { "pictures" };
        let status = transport::put_photo(&format!("/api/{shelf}/{named}"), &photo).await;
        match status.map_err(|Offline| Trouble::Offline)? {
            // 201 and 204 are the server's own; a hotel's network answers everything with a page of its own and 200. And a picture
            // that the server will never take must not hold up the words.
            201 | 204 | 400 | 404 | 413 => store.drop_photo(id).await.ok(),
            401 => return Err(Trouble::SignedOut),
            _ => return Err(Trouble::Busy(None)),
        };
    }
    Ok(())
}

/// Lets go of the done commands whose effect is in the rows now.
pub async fn drop_caught_up(sync: Sync) {
    let (writes, store) = with(|engine| (engine.phone.caught_up(now()), engine.account.clone()));
    if writes.is_empty() {
        return;
    }
    show(sync);
    keep(store, writes).await;
    super::tell_tabs();
}
