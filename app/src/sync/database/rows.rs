//! The rows on the phone's disk.
//!
//! A snapshot is kept as the one text it came in: eight hundred rows written one by one hold a cheap phone up for a third of a
//! second. What changes later is written row by row beside it, under keys that sort behind it, and replaces its rows when
//! all is read again; a row that is gone stays as a note that it is. The next snapshot clears both.

use super::{Done, META, Op, ROW, Store, json};
use crate::sync::pause;
use domain::phone::Cursor;
use domain::read::{Json, Read};
use domain::wire::Feed;

/// Sorts before every row's key.
const WHOLE: &str = " whole";
/// How many rows are read before the browser gets its turn.
const TOGETHER: usize = 40;

/// What a pull brought, as it is kept.
pub enum Brought {
    /// Everything, as it came.
    Whole(String),
    /// What is new: the key and the text of each row.
    Lines(Vec<(String, String)>),
}

/// The rows of an answer's `rows`, with pauses. What this version cannot read is left out.
pub async fn read_all(json: &Json<'_>) -> Vec<Feed> {
    let mut rows = Vec::new();
    for (at, row) in json.items("rows").iter().enumerate() {
        if at % TOGETHER == TOGETHER - 1 {
            pause().await;
        }
        rows.extend(Feed::read(row).ok());
    }
    rows
}

/// The key and the text of each row of an answer.
pub fn lines(json: &Json<'_>) -> Vec<(String, String)> {
    let line = |row: &Json<'_>| Some((key_of(&Feed::read(row).ok()?)?, serde_json::to_string(row).ok()?));
    json.items("rows").iter().filter_map(line).collect()
}

fn key_of(feed: &Feed) -> Option<String> {
    let key = feed.row.as_ref().map(domain::row::Row::key).or(feed.gone)?;
    Some(format!("{}|{}|{}", feed.scope, key.noun.name(), key.id))
}

impl Store {
    /// All rows, in an order in which they can be applied.
    pub async fn rows(&self) -> Done<Vec<Feed>> {
        let texts = self.read(ROW)?.get_all(None, None)?.await?;
        let mut rows = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let Some(text) = self.opened(text).await else { continue };
            let Ok(json) = serde_json::from_str::<Json<'_>>(&text) else { continue };
            match Feed::read(&json) {
                Ok(feed) => rows.push(feed),
                Err(_) => rows.extend(read_all(&json).await),
            }
            if at % TOGETHER == TOGETHER - 1 {
                pause().await;
            }
        }
        Ok(rows)
    }

    /// Writes what a pull brought, and how far the rows go now.
    pub async fn save_rows(&self, brought: &Brought, cursor: &Cursor) -> Done<()> {
        let _turn = self.turns.wait().await;
        let mut ops = Vec::new();
        match brought {
            Brought::Whole(text) => {
                ops.push(Op::Clear(ROW));
                ops.push(Op::Put(ROW, WHOLE.into(), self.sealed(text).await?));
            }
            Brought::Lines(lines) => {
                for (key, text) in lines {
                    ops.push(Op::Put(ROW, key.clone(), self.sealed(text).await?));
                }
            }
        }
        ops.push(self.put_op(META, "cursor".into(), json(cursor)).await?);
        self.step(ops, false).await
    }

    /// Forgets the rows: they can be had again.
    pub async fn drop_rows(&self) -> Done<()> {
        let _turn = self.turns.wait().await;
        self.step(vec![Op::Clear(ROW), Op::Delete(META, "cursor".into())], false).await
    }
}
