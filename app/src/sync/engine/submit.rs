//! Taking a command on, and taking it back.

use super::{keep, new_id, now, show, with};
use crate::sync::courier::{kick, tell_tabs};
use crate::sync::{NotTaken, Sync, spawn};
use domain::command::Command;
use domain::id::{CommandId, PhotoId};
use domain::phone::Writes;

/// Decides on the phone, stores, shows, sends. `then` hears when it is stored. What was being written comes with its `photos`, and is a
/// draft no more.
pub fn submit(
    sync: Sync,
    command: Command,
    photos: Option<Vec<(PhotoId, web_sys::Blob)>>,
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
    spawn(async move {
        if let Some(store) = store
            && store.take_in(&waiting, photos.as_deref()).await.is_err()
        {
            return then(Err(NotTaken::NotStored));
        }
        with(|engine| engine.phone.stored(waiting));
        show(sync);
        then(Ok(()));
        tell_tabs();
        kick(sync);
    });
}

/// Takes a command back that the server has not answered.
pub fn withdraw(sync: Sync, id: CommandId) {
    let writes = with(|engine| engine.phone.withdraw(id));
    forget(sync, writes);
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
