//! The phone's own store, and the only place that speaks to IndexedDB.
//!
//! One database for what everyone may see, and one for each account that is signed in here, so that no row or
//! command can cross from one person to another. Each holds the same stores, opened by numbered steps
//! ([`migrations`]). Values are JSON texts, photos are blobs.
//!
//! What a person did is written with `durability: "strict"`: the promise is kept only after the disk has it.

mod draft;
mod migrations;
pub mod rows;

use crate::sync::read;
use domain::command::Envelope;
use domain::id::{PhotoId, ResidentId};
use domain::phone::{Shelf, Waiting, Write};
use domain::read::Read;
use idb::{Database, DatabaseEvent, Factory, ObjectStore, Query, Transaction, TransactionMode};
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// The public rows.
pub const PUBLIC: &str = "xishan";

/// The stores of each database.
pub const ROW: &str = "row";
/// Cursors and other single values.
pub const META: &str = "meta";
/// Commands that wait.
pub const OUTBOX: &str = "outbox";
/// Commands that were refused.
pub const PARKED: &str = "parked";
/// Commands that were done.
pub const SENT: &str = "sent";
/// Photos that wait.
pub const PHOTO: &str = "photo";

/// Something went wrong with the store: full, gone, or not there at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFault;

impl From<idb::Error> for StoreFault {
    fn from(_: idb::Error) -> Self {
        StoreFault
    }
}

impl From<JsValue> for StoreFault {
    fn from(_: JsValue) -> Self {
        StoreFault
    }
}

type Done<T> = Result<T, StoreFault>;

/// One open database, as the browser's own object: `idb` has no second handle to one.
pub struct Store {
    raw: JsValue,
}

/// The name of an account's database.
pub fn account_name(resident: ResidentId) -> String {
    format!("xishan-{resident}")
}

impl Store {
    /// Opens a database, bringing an older one up to date step by step.
    pub async fn open(name: &str) -> Done<Store> {
        let mut request = Factory::new()?.open(name, Some(migrations::VERSION))?;
        request.on_upgrade_needed(|event| {
            if let (Ok(database), Ok(before)) = (event.database(), event.old_version()) {
                migrations::run(&database, before);
            }
        });
        let mut database = request.await?;
        // Another tab with a newer version may go on; this one closes and asks to be opened again.
        database.on_version_change(|event| {
            if let Some(target) = event.target()
                && let Ok(database) = Database::try_from(target)
            {
                database.close();
            }
        });
        database.forget_callbacks();
        Ok(Store { raw: database.into() })
    }

    /// Deletes a whole database.
    pub async fn delete(name: &str) -> Done<()> {
        Factory::new()?.delete(name)?.await?;
        Ok(())
    }

    fn database(&self) -> Done<Database> {
        Ok(Database::try_from(self.raw.clone())?)
    }

    /// Closes it, so that it can be deleted.
    pub fn close(&self) {
        if let Ok(database) = self.database() {
            database.close();
        }
    }

    /// A transaction that is on the disk when it is done.
    fn strict(&self, stores: &[&str]) -> Done<Transaction> {
        let begin: js_sys::Function = Reflect::get(&self.raw, &"transaction".into())?.dyn_into()?;
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let transaction = begin.call3(&self.raw, &names, &"readwrite".into(), &options)?;
        Ok(Transaction::try_from(transaction)?)
    }

    fn read(&self, store: &str) -> Done<ObjectStore> {
        Ok(self.database()?.transaction(&[store], TransactionMode::ReadOnly)?.object_store(store)?)
    }

    /// All values of a store, in the order of their keys. What cannot be read is left out, never deleted.
    pub async fn all<T: Read>(&self, store: &str) -> Done<Vec<T>> {
        let values = self.read(store)?.get_all(None, None)?.await?;
        Ok(values.iter().filter_map(|value| read(&value.as_string()?)).collect())
    }

    /// A single value.
    pub async fn meta<T: Read>(&self, name: &str) -> Done<Option<T>> {
        let value = self.read(META)?.get(Query::Key(name.into()))?.await?;
        Ok(value.and_then(|value| read(&value.as_string()?)))
    }

    /// Writes a single value.
    pub async fn set_meta<T: Serialize>(&self, name: &str, value: &T) -> Done<()> {
        self.put(META, name, value).await
    }

    /// Writes one value under a name, to the disk.
    pub async fn put<T: Serialize>(&self, store: &str, key: &str, value: &T) -> Done<()> {
        let transaction = self.strict(&[store])?;
        put_text(&transaction.object_store(store)?, &key.into(), value)?;
        finish(transaction).await
    }

    /// Deletes one value.
    pub async fn remove(&self, store: &str, key: &str) -> Done<()> {
        let transaction = self.strict(&[store])?;
        transaction.object_store(store)?.delete(Query::Key(key.into()))?;
        finish(transaction).await
    }

    /// Takes a command in: all of it or nothing, on the disk. One that was being written comes with its photos and is no draft any
    /// more in the same step: a phone that is put away in that moment must not offer it again.
    pub async fn take_in(&self, waiting: &Waiting, written: Option<&[(PhotoId, web_sys::Blob)]>) -> Done<()> {
        let transaction = self.strict(&[OUTBOX, PHOTO, META])?;
        if let Some(photos) = written {
            let store = transaction.object_store(PHOTO)?;
            for (id, blob) in photos {
                store.put(blob, Some(&id.to_string().into()))?;
            }
            transaction.object_store(META)?.delete(Query::Key("draft".into()))?;
        }
        shelve(&transaction, OUTBOX, &waiting.envelope, waiting)?;
        finish(transaction).await
    }

    /// Does what the phone decided, all of it or nothing, on the disk.
    pub async fn write(&self, writes: &[Write]) -> Done<()> {
        let transaction = self.strict(&[OUTBOX, PARKED, SENT])?;
        for write in writes {
            match write {
                Write::Wait(row) => shelve(&transaction, OUTBOX, &row.envelope, row)?,
                Write::Park(row) => shelve(&transaction, PARKED, &row.envelope, row)?,
                Write::Done(row) => shelve(&transaction, SENT, &row.envelope, row)?,
                Write::Drop(from, seq) => {
                    transaction.object_store(shelf(*from))?.delete(Query::Key(number(*seq)))?;
                }
            }
        }
        finish(transaction).await
    }

    /// A photo that waits.
    pub async fn photo(&self, id: PhotoId) -> Done<Option<web_sys::Blob>> {
        let value = self.read(PHOTO)?.get(Query::Key(id.to_string().into()))?.await?;
        Ok(value.and_then(|value| value.dyn_into().ok()))
    }

    /// Deletes the rows and what was settled. Commands that wait stay.
    pub async fn wipe_rows(&self) -> Done<()> {
        let transaction = self.strict(&[ROW, META, PARKED, SENT])?;
        for store in [ROW, META, PARKED, SENT] {
            transaction.object_store(store)?.clear()?;
        }
        finish(transaction).await
    }
}

/// A shelf of commands is in the order of its keys, and a phone's commands are counted.
fn number(seq: u64) -> JsValue {
    format!("{seq:012}").into()
}

fn shelf(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Outbox => OUTBOX,
        Shelf::Parked => PARKED,
        Shelf::Sent => SENT,
    }
}

fn shelve<T: Serialize>(transaction: &Transaction, name: &str, envelope: &Envelope, value: &T) -> Done<()> {
    put_text(&transaction.object_store(name)?, &number(envelope.device_seq), value)
}

fn put_text<T: Serialize>(store: &ObjectStore, key: &JsValue, value: &T) -> Done<()> {
    let text = serde_json::to_string(value).map_err(|_| StoreFault)?;
    store.put(&JsValue::from_str(&text), Some(key))?;
    Ok(())
}

async fn finish(transaction: Transaction) -> Done<()> {
    if transaction.await?.is_committed() { Ok(()) } else { Err(StoreFault) }
}
