//! What the desk corrects of somebody in the register: their name, telephone number, month of birth.
//!
//! What the committee's files have said last stays beside it, so that a file that says the same again does not undo it (see the census'
//! `residents.rs`). The log of the desk says which parts were corrected, and never what stood there.

use crate::db::Tx;
use crate::import::kept::Part;
use crate::store::audit::{self, About};
use crate::store::{community, merging, notice};
use crate::{execute, fetch_all, fetch_optional};
use domain::id::ResidentId;
use domain::kin;
use domain::notice::behalf::Behalf;
use domain::notice::{self as told, Kind, Notice};
use domain::resident::Person;
use domain::when::Moment;
use domain::wire::audit::Deed;
use domain::wire::correcting::{Correction, Recorded};
use std::collections::HashMap;
use uuid::Uuid;

/// What stands between the parts in the log.
const BETWEEN: &str = "、";

/// What the register says of somebody. None for nobody, and for a record that is somebody else's by now.
pub async fn recorded(tx: &mut Tx, who: ResidentId) -> sqlx::Result<Option<Recorded>> {
    if merging::now_of(tx, who).await?.is_some() {
        return Ok(None);
    }
    let line = fetch_optional!(
        tx,
        (String, String, String),
        "select name, phone, born from resident where community = $1 and resident = $2",
        tx.community.0,
        who.0
    )?;
    Ok(line.map(|(name, phone, born)| Recorded { name, phone, born }))
}

/// Corrects what the desk has changed, notes it in the log, and tells the person and the guardians of a child. False when there is nobody like that. Whoever calls
/// this has seen that the register can say so.
pub async fn correct(tx: &mut Tx, by: ResidentId, correction: &Correction, now: Moment) -> sqlx::Result<bool> {
    // The lock: two at the desk may do this at the same time.
    let revision = community::next_revision(tx).await?;
    let Correction { resident, before, after } = correction;
    let Some(is) = recorded(tx, *resident).await? else { return Ok(false) };
    let (row, parts) = changed(&is, before, after);
    if parts.is_empty() {
        return Ok(true);
    }
    execute!(
        tx,
        "update resident set name = $3, phone = $4, born = $5 where community = $1 and resident = $2",
        tx.community.0,
        resident.0,
        &row.name,
        &row.phone,
        &row.born
    )?;
    tx.held.people.clear();
    if row.name != is.name {
        merging::rename(tx, &Person { id: *resident, name: is.name }, &row.name, revision).await?;
    }
    let parts: Vec<&str> = parts.into_iter().map(Part::named).collect();
    let about = About { whom: Some(*resident), words: &parts.join(BETWEEN), ..About::default() };
    audit::note(tx, by, Deed::Corrected, about, now).await?;
    // Who was under age by what stood there is told as a child, too: whose guardian it ends would not hear of it.
    let child = [&is.born, &row.born].into_iter().any(|born| kin::under_age(born, now.day()));
    let mut people = vec![*resident];
    if child {
        people.extend(notice::acting(tx, Behalf::Guardians(*resident), now.day()).await?);
    }
    let about = told::About::Resident(*resident);
    let others = people.into_iter().filter(|who| *who != by);
    let notices = others.map(|who| Notice::new(who, Kind::Corrected, about, now)).collect();
    notice::tell_later(tx, notices, revision);
    Ok(true)
}

/// What stands there afterwards, and which parts of it are new: those alone that the desk has changed.
fn changed(is: &Recorded, before: &Recorded, after: &Recorded) -> (Recorded, Vec<Part>) {
    let mut row = is.clone();
    let mut parts = Vec::new();
    let texts = [
        (Part::Name, &mut row.name, &before.name, after.name.trim()),
        (Part::Born, &mut row.born, &before.born, after.born.as_str()),
        (Part::Phone, &mut row.phone, &before.phone, after.phone.as_str()),
    ];
    for (part, is, before, after) in texts {
        if before.as_str() != after && is.as_str() != after {
            *is = after.to_owned();
            parts.push(part);
        }
    }
    (row, parts)
}

/// What the desk has ever corrected, of everybody.
pub(super) async fn corrected(tx: &mut Tx) -> sqlx::Result<HashMap<ResidentId, Vec<Part>>> {
    let lines = fetch_all!(
        tx,
        (Uuid, String),
        "select whom, words from audit where community = $1 and deed = 'corrected' and whom is not null",
        tx.community.0
    )?;
    let mut all: HashMap<ResidentId, Vec<Part>> = HashMap::new();
    for (whom, words) in lines {
        let parts = words.split(BETWEEN).filter_map(|word| Part::TEXTS.into_iter().find(|part| part.named() == word));
        all.entry(ResidentId(whom)).or_default().extend(parts);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, phone: &str, born: &str) -> Recorded {
        Recorded { name: name.into(), phone: phone.into(), born: born.into() }
    }

    #[test]
    fn only_what_the_desk_has_changed_is_written() {
        let (seen, typed) = (of("周桂珍", "1", "1948-05"), of(" 周桂贞 ", "1", "1948-05"));
        assert_eq!(changed(&seen, &seen, &typed), (of("周桂贞", "1", "1948-05"), vec![Part::Name]));
        // A colleague has corrected the number meanwhile.
        let is = of("周桂珍", "2", "1948-05");
        assert_eq!(changed(&is, &seen, &typed), (of("周桂贞", "2", "1948-05"), vec![Part::Name]));
        assert_eq!(changed(&is, &seen, &seen), (is.clone(), Vec::new()));
        assert_eq!(changed(&typed, &seen, &of("周桂珍", "1", "")), (of(" 周桂贞 ", "1", ""), vec![Part::Born]));
    }
}
