//! The commands on the phone's disk: those that wait, those that were refused, those that were done. A shelf is in the order of its
//! keys, which say the phone's number and the command.

use super::{Done, META, OUTBOX, Op, PARKED, PHOTO, ROW, SENT, Store, StoreFault, json};
use domain::id::PhotoId;
use domain::phone::{Shelf, Spot, Waiting, Write};
use idb::Query;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The key of a command.
pub(super) fn key_of(spot: Spot) -> String {
    format!("{:012}-{}", spot.seq, spot.id)
}

fn name(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Outbox => OUTBOX,
        Shelf::Parked => PARKED,
        Shelf::Sent => SENT,
    }
}

impl Store {
    /// Takes a command in with its photos: all of it or nothing, on the disk. One that was being written is no draft any more in
    /// the same step: a phone that is put away in that moment must not offer it again.
    pub async fn take_in(&self, waiting: &Waiting, photos: &[(PhotoId, Blob)], written: bool) -> Done<()> {
        let _turn = self.turns.wait().await;
        let mut ops = vec![self.put_op(OUTBOX, key_of(Spot::of(&waiting.envelope)), json(waiting)).await?];
        ops.extend(self.photo_ops(photos).await?);
        if written {
            ops.push(Op::Delete(META, "draft".into()));
        }
        self.step(ops, true).await
    }

    /// Does what the phone decided, all of it or nothing, on the disk.
    pub async fn write(&self, writes: &[Write]) -> Done<()> {
        let _turn = self.turns.wait().await;
        self.step(self.ops(writes).await?, true).await
    }

    /// Deletes the rows and what was done, and does what the phone decided about the rest. What waits, was refused or is being
    /// written stays.
    pub async fn wipe_rows(&self, writes: &[Write]) -> Done<()> {
        let _turn = self.turns.wait().await;
        let mut ops = vec![Op::Clear(ROW), Op::Delete(META, "cursor".into()), Op::Clear(SENT)];
        ops.extend(self.ops(writes).await?);
        self.step(ops, true).await
    }

    /// Deletes everything but the key.
    pub async fn wipe(&self) -> Done<()> {
        let _turn = self.turns.wait().await;
        self.step([ROW, META, OUTBOX, PARKED, SENT, PHOTO].map(Op::Clear).into(), true).await
    }

    async fn ops(&self, writes: &[Write]) -> Done<Vec<Op>> {
        let mut ops = Vec::new();
        for write in writes {
            let (shelf, envelope, text) = match write {
                Write::Wait(row) => (OUTBOX, &row.envelope, json(row)),
                Write::Park(row) => (PARKED, &row.envelope, json(row)),
                Write::Done(row) => (SENT, &row.envelope, json(row)),
                Write::Drop(from, spot) => {
                    ops.push(Op::Delete(name(*from), key_of(*spot)));
                    continue;
                }
            };
            ops.push(self.put_op(shelf, key_of(Spot::of(envelope)), text).await?);
        }
        Ok(ops)
    }

    /// What puts photos away.
    pub(super) async fn photo_ops(&self, photos: &[(PhotoId, Blob)]) -> Done<Vec<Op>> {
        let mut ops = Vec::new();
        for (id, blob) in photos {
            ops.push(Op::Put(PHOTO, id.to_string(), self.sealed_photo(blob).await?));
        }
        Ok(ops)
    }

    /// A photo as it is kept here.
    pub(super) async fn sealed_photo(&self, blob: &Blob) -> Done<JsValue> {
        let bytes = Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec();
        match &self.key {
            Some(key) => key.seal(&bytes).await,
            None => Err(StoreFault::Failed),
        }
    }

    /// The photos that wait: of what waits to be sent, and of what is being written.
    pub async fn photos(&self) -> Done<Vec<PhotoId>> {
        let keys = self.read(PHOTO)?.get_all_keys(None, None)?.await?;
        Ok(keys.iter().filter_map(|key| key.as_string()?.parse().ok()).collect())
    }

    /// A photo that waits.
    pub async fn photo(&self, id: PhotoId) -> Done<Option<Blob>> {
        let Some(value) = self.read(PHOTO)?.get(Query::Key(id.to_string().into()))?.await? else { return Ok(None) };
        if let Some(open) = value.dyn_ref::<Blob>() {
            return Ok(Some(open.clone()));
        }
        let key = self.key.as_ref().ok_or(StoreFault::Failed)?;
        let bytes = Uint8Array::from(&key.open(&value).await?[..]);
        let kind = web_sys::BlobPropertyBag::new();
        kind.set_type("image/jpeg");
        Ok(Some(Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &kind)?))
    }

    /// Deletes a photo that was sent.
    pub async fn drop_photo(&self, id: PhotoId) -> Done<()> {
        let _turn = self.turns.wait().await;
        self.step(vec![Op::Delete(PHOTO, id.to_string())], true).await
    }
}
