//! What is being written.

use super::{Done, META, PHOTO, Store, finish, put_text};
use domain::id::PhotoId;
use domain::report::Draft;
use idb::Query;

impl Store {
    /// Keeps the draft with the photos that are new in it, and lets those go that are `gone`. Without a draft nothing is being
    /// written any more.
    pub async fn keep_draft(
        &self,
        draft: Option<&Draft>,
        photos: &[(PhotoId, web_sys::Blob)],
        gone: &[PhotoId],
    ) -> Done<()> {
        let transaction = self.strict(&[META, PHOTO])?;
        let store = transaction.object_store(PHOTO)?;
        for (id, blob) in photos {
            store.put(blob, Some(&id.to_string().into()))?;
        }
        for id in gone {
            store.delete(Query::Key(id.to_string().into()))?;
        }
        let meta = transaction.object_store(META)?;
        match draft {
            Some(draft) => put_text(&meta, &"draft".into(), draft)?,
            None => drop(meta.delete(Query::Key("draft".into()))?),
        }
        finish(transaction).await
    }
}
