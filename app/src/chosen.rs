//! The kind of need that was tapped in a list, for the form to begin with. The form may belong to another program than the list
//! ([`crate::routes::Route::part`]), so it is the browser's tab that remembers it. Where a browser keeps nothing, the form begins
//! without a kind.

use domain::id::NeedId;

#[cfg(feature = "hydrate")]
const NAME: &str = "chosen-kind";

#[cfg(feature = "hydrate")]
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Remembers it.
#[cfg(feature = "hydrate")]
pub(crate) fn choose(need: NeedId) {
    if let Some(storage) = storage() {
        storage.set_item(NAME, &need.to_string()).ok();
    }
}

/// What was chosen, once.
#[cfg(all(feature = "hydrate", feature = "desk"))]
pub(crate) fn take() -> Option<NeedId> {
    let storage = storage()?;
    let need = storage.get_item(NAME).ok()??;
    storage.remove_item(NAME).ok();
    need.parse().ok()
}

/// On the server nobody taps.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn choose(_: NeedId) {}

/// On the server nothing was chosen.
#[cfg(all(not(feature = "hydrate"), feature = "desk"))]
pub(crate) fn take() -> Option<NeedId> {
    None
}
