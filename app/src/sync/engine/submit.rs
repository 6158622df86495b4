//! Taking a command on, and taking it back.

use super::{Engine, keep, new_id, now, show, with};
use crate::sync::courier::{kick, tell_tabs};
use crate::sync::{NotTaken, Parked, Sync, spawn};
use domain::command::{Command, Envelope};
use domain::decide::decide;
use domain::id::{CommandId, PhotoId};
use domain::phone::Writes;
use wasm_bindgen_futures::JsFuture;

/// Decides on the phone, stores, shows, sends. `then` hears when it is stored. What names new `photos` comes with them; what was
/// being `written` is a draft no more.
pub fn submit(
    sync: Sync,
    command: Command,
    photos: Vec<(PhotoId, web_sys::Blob)>,
    written: bool,
    then: impl FnOnce(Result<(), NotTaken>) + 'static,
) {
    let device = sync.accounts.with_untracked(|accounts| accounts.device);
    let taken = sync
        .view
        .with_untracked(|view| with(|engine| engine.phone.submit(view, command, CommandId(new_id()), device, now())));
    let waiting = match taken {
        Ok(waiting) => waiting,
        Err(why) => return then(Err(why)),
    };
    let store = with(|engine| engine.account.clone());
    if store.is_none() && unreachable(sync) {
        return then(Err(NotTaken::NotStored));
    }
    spawn(async move {
        if let Some(store) = store
            && store.take_in(&waiting, &photos, written).await.is_err()
        {
            make_room().await;
            if store.take_in(&waiting, &photos, written).await.is_err() {
                return then(Err(NotTaken::NotStored));
            }
        }
        with(|engine| engine.phone.stored(waiting));
        show(sync);
        then(Ok(()));
        tell_tabs();
        kick(sync);
    });
}

/// There is no network: what cannot be kept would be lost.
fn unreachable(sync: Sync) -> bool {
    !online() || sync.status.with_untracked(|status| status.offline)
}

/// There is a network, as far as the browser knows; whether it leads anywhere is another question.
fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// The phone is full: gives up what can be had again (the public rows, older releases), never what a person did.
async fn make_room() {
    if let Some(public) = with(|engine| engine.public.clone()) {
        public.drop_rows().await.ok();
    }
    let Some(Ok(caches)) = web_sys::window().map(|window| window.caches()) else { return };
    let Ok(names) = JsFuture::from(caches.keys()).await else { return };
    let own = own_release().unwrap_or_default();
    for name in js_sys::Array::from(&names).iter().filter_map(|name| name.as_string()) {
        if !name.ends_with(&own) {
            JsFuture::from(caches.delete(&name)).await.ok();
        }
    }
}

/// The release that this page is of.
fn own_release() -> Option<String> {
    let base = web_sys::window()?.document()?.document_element()?.get_attribute("data-base")?;
    base.rsplit('/').next().map(str::to_owned)
}

/// Takes a command back that the server has not answered.
pub fn withdraw(sync: Sync, id: CommandId) {
    let writes = with(|engine| engine.phone.withdraw(id));
    forget(sync, writes);
}

/// Notes what is about to be sent. Without a network nothing leaves the phone, whatever is tried.
pub fn note_gone(commands: &[Envelope]) {
    if online() {
        with(|engine| {
            for envelope in commands {
                if !engine.gone.contains(&envelope.id) {
                    engine.gone.push(envelope.id);
                }
            }
        });
    }
}

/// Whether a rule would let this be done now.
pub fn allows(sync: Sync, command: &Command) -> bool {
    let Some(actor) = with(|engine| engine.phone.actor) else { return false };
    sync.view.with_untracked(|view| decide(&view.facts(actor, command, now()), command).is_ok())
}

/// Undoes what was just done. Without a network, and never sent, it is as if it had never been. What the server may have heard of stays
/// said, and its opposite is said after it: were it only taken back here, an answer that was lost on the way would still hold.
pub fn undo(sync: Sync, done: &Command, opposite: Command, then: impl FnOnce(Result<(), NotTaken>) + 'static) {
    let here = with(|Engine { phone, gone, .. }| {
        let unsent = |envelope: &&Envelope| envelope.command == *done && !gone.contains(&envelope.id);
        phone.unanswered().find(unsent).map(|envelope| envelope.id)
    });
    match here.filter(|_| !online()) {
        Some(id) => {
            withdraw(sync, id);
            then(Ok(()));
        }
        None => submit(sync, opposite, Vec::new(), false, then),
    }
}

/// Tries a refused command once more. It is forgotten when the new one is stored; a rule's no takes the place of the old reason.
pub fn retry(sync: Sync, parked: &Parked) {
    let id = parked.envelope.id;
    // Two taps are one try.
    if with(|engine| engine.trying.replace(id)) == Some(id) {
        return;
    }
    submit(sync, parked.envelope.command.clone(), Vec::new(), false, move |answer| {
        with(|engine| engine.trying = None);
        let writes = match answer {
            Ok(()) => with(|engine| engine.phone.drop_parked(id)),
            Err(NotTaken::Refused(why)) => with(|engine| engine.phone.refused_again(id, why, now())),
            Err(NotTaken::SignInFirst | NotTaken::NotStored) => return,
        };
        forget(sync, writes);
    });
}

/// Forgets a refused command.
pub fn drop_parked(sync: Sync, id: CommandId) {
    let writes = with(|engine| engine.phone.drop_parked(id));
    forget(sync, writes);
}

fn forget(sync: Sync, writes: Writes) {
    if writes.is_empty() {
        return;
    }
    let store = with(|engine| engine.account.clone());
    show(sync);
    spawn(async move {
        keep(store, writes).await;
        tell_tabs();
    });
}
