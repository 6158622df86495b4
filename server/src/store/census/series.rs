//! The weekly patterns of the committee's file as series, so that their dates go on when the weeks that it brings are over.
//!
//! What the file last said of an activity is kept beside it. As long as its series is what the file has said, another file
//! changes it, and a file that has the activity no more ends it. Once an organizer has changed it or ended it, the file has no
//! say in it: it adds no dates to such an activity either. Dates that are there stay as they are, whatever a file says; and those
//! before now go on saying by which rule they came.

use crate::commands::now;
use crate::db::Tx;
use crate::import::census::Census;
use crate::store::activity;
use crate::{execute, fetch_all};
use domain::id::ActivityId;
use domain::occurrence::Plan;
use domain::series::Pattern;
use domain::when::{Day, Moment};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What came of the patterns.
pub(super) struct Kept {
    /// The activities with whose dates the file has nothing more to do.
    pub(super) organizers: BTreeSet<ActivityId>,
    /// The activities that the file has no more, and whose series has ended with it.
    pub(super) ended: Vec<ActivityId>,
}

/// Keeps the patterns of a census. Its activities are there already.
pub(super) async fn keep(tx: &mut Tx, census: &Census) -> sqlx::Result<Kept> {
    let mut filed = filed(tx).await?;
    let mut organizers = BTreeSet::new();
    for row in &census.activities {
        let before = filed.remove(&row.id);
        let Some(pattern) = census.patterns.get(&row.id) else { continue };
        let (held, said) = (held(tx, row.id).await?, text(pattern)?);
        if held != before {
            organizers.insert(row.id);
        } else if before.as_ref() != Some(&said) {
            activity::note_former(tx, row.id, Some(&pattern.series), now()).await?;
            activity::save_pattern(tx, row.id, Some(pattern)).await?;
        }
        if before.as_ref() != Some(&said) {
            note(tx, row.id, Some(&said)).await?;
        }
    }
    let mut ended = Vec::new();
    // A directory without the file says nothing about activities.
    let gone = if census.activities.is_empty() { BTreeMap::new() } else { filed };
    for (id, before) in gone {
        if held(tx, id).await?.as_ref() == Some(&before) {
            activity::note_former(tx, id, None, now()).await?;
            activity::save_pattern(tx, id, None).await?;
            ended.push(id);
        }
        note(tx, id, None).await?;
    }
    Ok(Kept { organizers, ended })
}

/// What the last file has said of each activity.
async fn filed(tx: &mut Tx) -> sqlx::Result<BTreeMap<ActivityId, String>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String),
        "select activity, filed from activity where community = $1 and filed is not null",
        tx.community.0
    )?;
    Ok(lines.into_iter().map(|(id, said)| (ActivityId(id), said)).collect())
}

async fn note(tx: &mut Tx, id: ActivityId, said: Option<&str>) -> sqlx::Result<()> {
    execute!(tx, "update activity set filed = $3 where community = $1 and activity = $2", tx.community.0, id.0, said)?;
    Ok(())
}

/// The series as it is, as a file would have said it.
async fn held(tx: &mut Tx, id: ActivityId) -> sqlx::Result<Option<String>> {
    activity::pattern(tx, id).await?.as_ref().map(text).transpose()
}

/// A pattern without the day on which it began: the file has none.
fn text(pattern: &Pattern) -> sqlx::Result<String> {
    let clock = |at: Moment| Moment::at(Day::default(), at.clock());
    let Pattern { series, first } = pattern;
    let first = Plan { starts: clock(first.starts), ends: clock(first.ends), ..first.clone() };
    serde_json::to_string(&(series, first)).map_err(|error| sqlx::Error::Encode(error.into()))
}
