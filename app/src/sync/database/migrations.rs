//! The store's shape, in numbered steps. A step is never changed once it was released; the next one is added below it. Every step
//! keeps what is there.
//!
//! Sealing cannot happen within a step, because a step does not wait. So the step makes room for the key, and what is still
//! open is sealed right after the store was opened, in one transaction. That can be cut off and begun again as often as
//! need be: what was not sealed is found open the next time.

use super::shelves::key_of;
use super::{Done, KEY, META, OUTBOX, PARKED, PHOTO, ROW, SENT, Store, finish};
use domain::command::Envelope;
use domain::phone::Spot;
use domain::read::{Fault, Json};
use idb::{Database, ObjectStoreParams, Query};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// The newest shape.
pub const VERSION: u32 = 2;

/// Brings a database from the shape `before` (0: none) to the newest. A step that fails aborts the whole upgrade, and
/// the old shape stays.
pub fn run(database: &Database, before: u32) {
    // The only failure is a store that exists, which an older shape has not.
    let make = |store| drop(database.create_object_store(store, ObjectStoreParams::new()));
    if before < 1 {
        [ROW, META, OUTBOX, PARKED, SENT, PHOTO].into_iter().for_each(make);
    }
    if before < 2 {
        make(KEY);
    }
}

/// Seals what the first shape left open in an account's store, and gives its commands the keys of the second.
pub(super) async fn seal(store: &Store) -> Done<()> {
    for name in [ROW, META, OUTBOX, PARKED, SENT, PHOTO] {
        let keys = store.read(name)?.get_all_keys(None, None)?.await?;
        let mut sealed = Vec::new();
        for key in keys {
            let Some(value) = store.read(name)?.get(Query::Key(key.clone()))?.await? else { continue };
            if let Some(blob) = value.dyn_ref::<Blob>() {
                sealed.push((key.clone(), key, store.sealed_photo(blob).await?));
            } else if let Some(text) = value.as_string() {
                let spot = if matches!(name, OUTBOX | PARKED | SENT) { spot_of(&text) } else { None };
                let after = spot.map_or_else(|| key.clone(), |spot| key_of(spot).into());
                sealed.push((key, after, store.sealed(&text).await?));
            }
        }
        replace(store, name, sealed).await?;
    }
    Ok(())
}

/// Where a command lies, of the text that the first shape kept.
fn spot_of(text: &str) -> Option<Spot> {
    let json: Json<'_> = serde_json::from_str(text).ok()?;
    let fault = &mut Fault::default();
    let envelope: Envelope = json.field("envelope", fault);
    fault.is_none().then(|| Spot::of(&envelope))
}

/// Puts what is sealed in the place of what is still open. Another tab may have been faster, or have deleted it.
async fn replace(store: &Store, name: &'static str, sealed: Vec<(JsValue, JsValue, JsValue)>) -> Done<()> {
    if sealed.is_empty() {
        return Ok(());
    }
    let transaction = store.begin(&[name], true)?;
    let place = transaction.object_store(name)?;
    for (before, after, value) in sealed {
        let now = place.get(Query::Key(before.clone()))?.await?;
        if now.is_some_and(|now| now.is_string() || now.is_instance_of::<Blob>()) {
            if before != after {
                place.delete(Query::Key(before))?;
            }
            place.put(&value, Some(&after))?;
        }
    }
    finish(transaction).await
}
