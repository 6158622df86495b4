//! What is being written: a report, and (at the desk) activities.

use super::{Done, META, Op, PHOTO, Store, json};
use domain::id::PhotoId;
use domain::report::Draft;

impl Store {
    /// Keeps the draft with the photos that are new in it, and lets those go that are `gone`. Without a draft nothing is being
    /// written any more.
    pub async fn keep_draft(
        &self,
        draft: Option<&Draft>,
        photos: &[(PhotoId, web_sys::Blob)],
        gone: &[PhotoId],
    ) -> Done<()> {
        let _turn = self.turns.wait().await;
        let mut ops = self.photo_ops(photos).await?;
        ops.extend(gone.iter().map(|id| Op::Delete(PHOTO, id.to_string())));
        ops.push(match draft {
            Some(draft) => self.put_op(META, "draft".into(), json(draft)).await?,
            None => Op::Delete(META, "draft".into()),
        });
        self.step(ops, true).await
    }

    /// How many things are being written.
    pub async fn being_written(&self) -> usize {
        let mut count = 0;
        for name in ["draft", "post"] {
            // The form for an activity keeps its fields, and none once it was posted.
            let text = self.meta_text(name).await.ok().flatten();
            count += usize::from(text.is_some_and(|text| text != "[]"));
        }
        // And each that was put aside: the lists of their texts follow one another.
        let aside = self.meta_text("posts").await.ok().flatten().filter(|text| text != "[]");
        count + aside.map_or(0, |text| 1 + text.matches("\"],[\"").count())
    }
}
