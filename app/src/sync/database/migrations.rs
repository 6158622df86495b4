//! The store's shape, in numbered steps. A step is never changed once it was released; the next one is added below it. Every step
//! keeps what is there.

use super::{META, OUTBOX, PARKED, PHOTO, ROW, SENT};
use idb::{Database, ObjectStoreParams};

/// The newest shape.
pub const VERSION: u32 = 1;

/// Brings a database from the shape `before` (0: none) to the newest. A step that fails aborts the whole upgrade, and
/// the old shape stays.
pub fn run(database: &Database, before: u32) {
    if before < 1 {
        for store in [ROW, META, OUTBOX, PARKED, SENT, PHOTO] {
            // The only failure is a store that exists, which a new database has not.
            drop(database.create_object_store(store, ObjectStoreParams::new()));
        }
    }
}
