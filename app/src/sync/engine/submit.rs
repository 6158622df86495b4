//! Taking a command on, and taking it back.

use super::{new_id, now, show, with};
use crate::sync::courier::{kick, tell_tabs};
use crate::sync::database::{OUTBOX, PARKED, Waiting, outbox_key};
use crate::sync::spawn;
use crate::sync::{NotTaken, Sync};
use domain::command::{Command, Envelope, SCHEMA};
use domain::decide::decide;
use domain::id::{CommandId, PhotoId};

/// Decides on the phone, stores, shows, sends. `then` hears when it is stored.
pub fn submit(
    sync: Sync,
    command: Command,
    photos: Vec<(PhotoId, web_sys::Blob)>,
    then: impl FnOnce(Result<(), NotTaken>) + 'static,
) {
    let device = sync.accounts.with_untracked(|accounts| accounts.device);
    let (Some(actor), Some(device)) = (with(|engine| engine.actor), device) else {
        return then(Err(NotTaken::SignInFirst));
    };
    let facts = sync.view.with_untracked(|view| view.facts(actor, &command, now()));
    if let Err(refusal) = decide(&facts, &command) {
        return then(Err(NotTaken::Refused(refusal)));
    }
    let (envelope, store) = with(|engine| {
        engine.last_seq += 1;
        let envelope = Envelope {
            id: CommandId(new_id()),
            device,
            device_seq: engine.last_seq,
            actor,
            depends_on: dependencies(&engine.outbox, &command),
            made_at: now(),
            schema: SCHEMA,
            command,
        };
        (envelope, engine.account.clone())
    });
    spawn(async move {
        let waiting = Waiting { envelope, applied: None };
        if let Some(store) = store
            && store.take_in(&waiting, &photos).await.is_err()
        {
            return then(Err(NotTaken::NotStored));
        }
        with(|engine| {
            // Another account may have come to the front while the disk was written: then it waits in its own store.
            if engine.actor == Some(waiting.envelope.actor) {
                engine.outbox.push(waiting);
            }
        });
        show(sync);
        then(Ok(()));
        tell_tabs();
        kick(sync);
    });
}

/// The waiting commands that must be done before this one makes sense: those that make what it takes back.
fn dependencies(outbox: &[Waiting], command: &Command) -> Vec<CommandId> {
    let makes = |other: &Command| match (other, command) {
        (Command::SignUp { signup: made, .. }, Command::CancelSignup { signup }) => made == signup,
        (Command::PlaceOrder { order: made, .. }, Command::CancelOrder { order }) => made == order,
        (Command::FileReport { report: made, .. }, Command::WithdrawReport { report }) => made == report,
        _ => false,
    };
    let waiting = outbox.iter().map(|waiting| &waiting.envelope);
    waiting.filter(|envelope| makes(&envelope.command)).map(|envelope| envelope.id).collect()
}

/// Takes a command back that the server has not answered. It may be on its way already: then the answer wins.
pub fn withdraw(sync: Sync, id: CommandId) {
    let found = with(|engine| {
        let at = engine.outbox.iter().position(|waiting| waiting.envelope.id == id && waiting.applied.is_none())?;
        Some((engine.outbox.remove(at), engine.account.clone()))
    });
    let Some((waiting, store)) = found else { return };
    show(sync);
    spawn(async move {
        if let Some(store) = store {
            store.remove(OUTBOX, &outbox_key(&waiting.envelope)).await.ok();
        }
        tell_tabs();
    });
}

/// Forgets a refused command.
pub fn drop_parked(sync: Sync, id: CommandId) {
    let found = with(|engine| {
        let at = engine.parked.iter().position(|parked| parked.envelope.id == id)?;
        Some((engine.parked.remove(at), engine.account.clone()))
    });
    let Some((parked, store)) = found else { return };
    show(sync);
    spawn(async move {
        if let Some(store) = store {
            store.remove(PARKED, &outbox_key(&parked.envelope)).await.ok();
        }
        tell_tabs();
    });
}
