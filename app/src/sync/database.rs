//! The phone's own store, and the only place that speaks to IndexedDB.
//!
//! One database for what everyone may see, and one for each account that is signed in here, so that no row or
//! command can cross from one person to another. Each holds the same stores, opened by numbered steps
//! ([`migrations`]). Values are JSON texts and photos; those of an account are [sealed](seal) with a key of its own.
//!
//! What a person did is written with `durability: "strict"`: the promise is kept only after the disk has it. Sealing takes time and
//! a transaction does not wait, so whoever writes first waits for a [turn], then seals, then opens the transaction: what
//! is written first is on the disk first.

mod draft;
mod migrations;
pub mod rows;
mod seal;
mod shelves;
mod turn;

use crate::sync::{ACCOUNTS, read, transport, within};
use domain::id::ResidentId;
use domain::read::Read;
use idb::{Database, DatabaseEvent, Factory, ObjectStore, Query, Transaction, TransactionMode};
use js_sys::{Array, Object, Reflect};
use seal::Key;
use serde::Serialize;
use std::collections::BTreeSet;
use turn::Turns;
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
/// The account's key, which no script can read.
const KEY: &str = "key";
/// Beside it: that nothing in the store is open any more.
const SEALED: &str = "sealed";

/// Another tab that does not let go of an older shape is waited for so long, in milliseconds.
const BLOCKED_MS: u32 = 3_000;

/// What is wrong with the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// Full, gone, or not there at all.
    Failed,
    /// A later release has been here and changed its shape.
    Newer,
}

impl From<idb::Error> for StoreFault {
    fn from(error: idb::Error) -> Self {
        let newer = matches!(&error, idb::Error::DomException(exception) if exception.name() == "VersionError");
        if newer { StoreFault::Newer } else { StoreFault::Failed }
    }
}

impl From<JsValue> for StoreFault {
    fn from(_: JsValue) -> Self {
        StoreFault::Failed
    }
}

type Done<T> = Result<T, StoreFault>;

/// One thing that a transaction does.
enum Op {
    Put(&'static str, String, JsValue),
    Delete(&'static str, String),
    Clear(&'static str),
}

impl Op {
    fn store(&self) -> &'static str {
        match self {
            Op::Put(store, ..) | Op::Delete(store, _) | Op::Clear(store) => store,
        }
    }
}

/// One open database, as the browser's own object: `idb` has no second handle to one.
pub struct Store {
    raw: JsValue,
    key: Option<Key>,
    turns: Turns,
}

/// The name of an account's database.
pub fn account_name(resident: ResidentId) -> String {
    format!("xishan-{resident}")
}

impl Store {
    /// Opens the store of what everyone may see.
    pub async fn open_public() -> Done<Store> {
        Ok(Store { raw: open(PUBLIC).await?, key: None, turns: Turns::default() })
    }

    /// Opens an account's store, and seals what an older release has left open in it. Where the browser cannot seal, there is none.
    pub async fn open_account(resident: ResidentId) -> Done<Store> {
        let mut store = Store { raw: open(&account_name(resident)).await?, key: None, turns: Turns::default() };
        store.key = Some(store.own_key().await?);
        if store.read(KEY)?.get(Query::Key(SEALED.into()))?.await?.is_none() {
            migrations::seal(&store).await?;
            store.step(vec![Op::Put(KEY, SEALED.into(), JsValue::TRUE)], true).await?;
        }
        Ok(store)
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

    /// The account's key. Two tabs may make one at the same time; the one that is stored first is it.
    async fn own_key(&self) -> Done<Key> {
        if let Some(key) = self.read(KEY)?.get(Query::Key(KEY.into()))?.await? {
            return Ok(Key::of(key));
        }
        let made = Key::make().await?;
        let transaction = self.begin(&[KEY], true)?;
        let store = transaction.object_store(KEY)?;
        if let Some(key) = store.get(Query::Key(KEY.into()))?.await? {
            return Ok(Key::of(key));
        }
        store.put(made.raw(), Some(&KEY.into()))?;
        finish(transaction).await?;
        Ok(made)
    }

    /// A writing transaction; a strict one is on the disk when it is done.
    fn begin(&self, stores: &[&str], strict: bool) -> Done<Transaction> {
        let begin: js_sys::Function = Reflect::get(&self.raw, &"transaction".into())?.dyn_into()?;
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        let durability = if strict { "strict" } else { "relaxed" };
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        let transaction = begin.call3(&self.raw, &names, &"readwrite".into(), &options)?;
        Ok(Transaction::try_from(transaction)?)
    }

    fn read(&self, store: &str) -> Done<ObjectStore> {
        Ok(self.database()?.transaction(&[store], TransactionMode::ReadOnly)?.object_store(store)?)
    }

    /// Does all of it or nothing.
    async fn step(&self, ops: Vec<Op>, strict: bool) -> Done<()> {
        let names: BTreeSet<&str> = ops.iter().map(Op::store).collect();
        if names.is_empty() {
            return Ok(());
        }
        let transaction = self.begin(&names.into_iter().collect::<Vec<_>>(), strict)?;
        for op in ops {
            let store = transaction.object_store(op.store())?;
            match op {
                Op::Put(_, key, value) => drop(store.put(&value, Some(&key.into()))?),
                Op::Delete(_, key) => drop(store.delete(Query::Key(key.into()))?),
                Op::Clear(_) => drop(store.clear()?),
            }
        }
        finish(transaction).await
    }

    /// A text as it is kept here.
    async fn sealed(&self, text: &str) -> Done<JsValue> {
        match &self.key {
            Some(key) if ACCOUNTS => key.seal(text.as_bytes()).await,
            _ => Ok(JsValue::from_str(text)),
        }
    }

    /// The text of what is kept here; none if it cannot be read.
    async fn opened(&self, value: &JsValue) -> Option<String> {
        match &self.key {
            Some(key) if ACCOUNTS && !value.is_string() => String::from_utf8(key.open(value).await.ok()?).ok(),
            _ => value.as_string(),
        }
    }

    /// What puts a value, as [`json`], under a name.
    async fn put_op(&self, store: &'static str, key: String, json: Done<String>) -> Done<Op> {
        Ok(Op::Put(store, key, self.sealed(&json?).await?))
    }

    // The phone downloads whatever waits once for every type that it is used with. So what waits deals with texts.

    /// All values of a store, in the order of their keys. What cannot be read is left out, never deleted.
    pub async fn all<T: Read>(&self, store: &str) -> Done<Vec<T>> {
        Ok(self.texts(store).await?.iter().filter_map(|text| read(text)).collect())
    }

    async fn texts(&self, store: &str) -> Done<Vec<String>> {
        let values = self.read(store)?.get_all(None, None)?.await?;
        let mut all = Vec::new();
        for value in &values {
            all.extend(self.opened(value).await);
        }
        Ok(all)
    }

    /// A single value.
    pub async fn meta<T: Read>(&self, name: &str) -> Done<Option<T>> {
        Ok(self.meta_text(name).await?.and_then(|text| read(&text)))
    }

    async fn meta_text(&self, name: &str) -> Done<Option<String>> {
        let Some(value) = self.read(META)?.get(Query::Key(name.into()))?.await? else { return Ok(None) };
        Ok(self.opened(&value).await)
    }

    /// Writes a single value.
    pub fn set_meta(&self, name: &'static str, value: &impl Serialize) -> impl Future<Output = Done<()>> {
        self.set_meta_text(name, json(value))
    }

    async fn set_meta_text(&self, name: &str, json: Done<String>) -> Done<()> {
        let _turn = self.turns.wait().await;
        let op = self.put_op(META, name.into(), json).await?;
        self.step(vec![op], true).await
    }
}

fn json(value: &impl Serialize) -> Done<String> {
    serde_json::to_string(value).map_err(|_| StoreFault::Failed)
}

/// Opens a database, bringing an older one up to date step by step.
async fn open(name: &str) -> Done<JsValue> {
    let mut request = Factory::new()?.open(name, Some(migrations::VERSION))?;
    request.on_upgrade_needed(|event| {
        if let (Ok(database), Ok(before)) = (event.database(), event.old_version()) {
            migrations::run(&database, before);
        }
    });
    let mut database = within(BLOCKED_MS, request.into_future()).await.ok_or(StoreFault::Failed)??;
    // Another tab wants to delete it, or is of a newer release: that one may go on, and this one asks to be opened again.
    database.on_version_change(|event| {
        if let Some(target) = event.target()
            && let Ok(database) = Database::try_from(target)
        {
            database.close();
        }
        // Without a new version it is only being deleted.
        if Reflect::get(&event, &"newVersion".into()).is_ok_and(|version| !version.is_null()) {
            transport::say_update();
        }
    });
    database.forget_callbacks();
    Ok(database.into())
}

async fn finish(transaction: Transaction) -> Done<()> {
    if transaction.await?.is_committed() { Ok(()) } else { Err(StoreFault::Failed) }
}
