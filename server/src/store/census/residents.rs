//! Residents' own rows, as far as the files may say them.
//!
//! What the files last said of somebody is kept beside them. A cell that says the same again has nothing new to say: what the desk
//! has made of it since stands, whether somebody has moved house or their name was corrected. A cell that says something else than
//! last time counts. Of those whom no file has named since this is kept, it is known alone whether the desk has moved them, and what
//! of them it has corrected. Whoever does not live here any more is not brought back by a file that still has them.

use super::homes::Homes;
use crate::db::Tx;
use crate::import::census::{Census, Gender, ResidentLine};
use crate::import::kept::{KeptResident, Part};
use crate::store::{correcting, word};
use crate::{execute, fetch_all};
use domain::id::{HouseholdId, ResidentId};
use domain::wire::leaving::How;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// What is said of somebody: behind which door they live, and a text for each of [`Part::TEXTS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    household: Uuid,
    texts: [String; 5],
}

/// What is known of somebody before an import.
struct Known {
    now: Said,
    /// What the files last said; none where they have said nothing since that is kept.
    filed: Option<Said>,
    /// Whether the desk has ever moved them.
    moved: bool,
    /// What the desk has ever corrected.
    corrected: Vec<Part>,
    /// Why they do not live here any more.
    gone: Option<How>,
}

type Line = (Uuid, Uuid, String, String, String, String, String, Option<String>, Option<String>, Option<Uuid>);

async fn known(tx: &mut Tx) -> sqlx::Result<HashMap<ResidentId, Known>> {
    let lines = fetch_all!(
        tx,
        Line,
        "select r.resident, r.household, r.name, r.called, r.gender, r.born, r.phone, r.filed, d.how,
            a.whom
         from resident r
         left join (select distinct whom from audit where community = $1 and deed = 'noted_door') a
            on a.whom = r.resident
         left join departure d on d.community = r.community and d.resident = r.resident and d.returned is null
            and d.how <> 'merged'
         where r.community = $1",
        tx.community.0
    )?;
    let corrected = correcting::corrected(tx).await?;
    let mut all = HashMap::with_capacity(lines.len());
    for (id, household, name, called, gender, born, phone, filed, how, moved) in lines {
        let now = Said { household, texts: [name, called, gender, born, phone] };
        // What another version has kept, this one may not be able to read: then nothing was said.
        let filed = filed.and_then(|text| serde_json::from_str(&text).ok());
        let gone = how.as_deref().map(word::read).transpose()?;
        let corrected = corrected.get(&ResidentId(id)).cloned().unwrap_or_default();
        all.insert(ResidentId(id), Known { now, filed, moved: moved.is_some(), corrected, gone });
    }
    Ok(all)
}

fn said(line: &ResidentLine) -> Said {
    let gender = match line.gender {
        Gender::Female => "female",
        Gender::Male => "male",
        Gender::Unknown => "",
    };
    let texts = [line.name.as_str(), &line.called, gender, &line.born, &line.phone].map(str::to_owned);
    Said { household: line.household.0, texts }
}

/// What is written of a line, and which of its cells are left alone. `home` is the household that is meant by the line's.
fn settle(file: &Said, home: HouseholdId, known: &Known) -> (Said, Vec<Part>) {
    let mut row = Said { household: home.0, ..file.clone() };
    let mut kept = Vec::new();
    let same_door = known.filed.as_ref().map_or(known.moved, |filed| filed.household == file.household);
    if same_door && known.now.household != home.0 {
        row.household = known.now.household;
        kept.push(Part::Door);
    }
    for (at, part) in Part::TEXTS.into_iter().enumerate() {
        let same =
            known.filed.as_ref().map_or(known.corrected.contains(&part), |filed| filed.texts[at] == file.texts[at]);
        if same && known.now.texts[at] != file.texts[at] {
            row.texts[at].clone_from(&known.now.texts[at]);
            kept.push(part);
        }
    }
    (row, kept)
}

fn told(line: &ResidentLine, parts: Vec<Part>, known: &Known) -> Option<KeptResident> {
    let resident = (line.code.clone(), line.name.clone());
    (known.gone.is_some() || !parts.is_empty()).then_some(KeptResident { resident, parts, gone: known.gone })
}

/// The lines of which an import would leave something as the desk has it.
pub(super) async fn kept(tx: &mut Tx, census: &Census) -> sqlx::Result<Vec<KeptResident>> {
    let (homes, known) = (Homes::of(tx, census).await?, known(tx).await?);
    let of = |line: &ResidentLine| {
        let known = known.get(&line.id)?;
        let (_, parts) = settle(&said(line), homes.household(line.household), known);
        told(line, parts, known)
    };
    Ok(census.residents.iter().filter_map(of).collect())
}

/// Writes what the files say of residents. Answers the lines of which something was left as the desk has it.
pub(super) async fn write(tx: &mut Tx, census: &Census, homes: &Homes) -> sqlx::Result<Vec<KeptResident>> {
    let known = known(tx).await?;
    let mut kept = Vec::new();
    for line in &census.residents {
        let (file, home) = (said(line), homes.household(line.household));
        let row = match known.get(&line.id) {
            Some(known) => {
                let (row, parts) = settle(&file, home, known);
                kept.extend(told(line, parts, known));
                row
            }
            None => Said { household: home.0, ..file.clone() },
        };
        let filed = serde_json::to_string(&file).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let [name, called, gender, born, phone] = &row.texts;
        execute!(
            tx,
            "insert into resident (community, resident, household, name, called, gender, born, phone, synthetic, filed)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (community, resident) do update set household = excluded.household, name = excluded.name,
                called = excluded.called, gender = excluded.gender, born = excluded.born, phone = excluded.phone,
                filed = excluded.filed",
            tx.community.0,
            line.id.0,
            row.household,
            name,
            called,
            gender,
            born,
            phone,
            line.synthetic,
            filed
        )?;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(household: u128, name: &str, phone: &str) -> Said {
        let texts = [name, "", "female", "1950-01", phone].map(str::to_owned);
        Said { household: Uuid::from_u128(household), texts }
    }

    fn known(now: Said, filed: Option<Said>) -> Known {
        Known { now, filed, moved: false, corrected: Vec::new(), gone: None }
    }

    #[test]
    fn a_cell_that_says_the_same_again_leaves_what_the_desk_has_made_of_it() {
        let home = HouseholdId(Uuid::from_u128(1));
        let (filed, now) = (of(1, "周桂珍", "1"), of(2, "周桂贞", "2"));
        let (row, kept) = settle(&filed, home, &known(now.clone(), Some(filed.clone())));
        assert_eq!((row, kept), (now.clone(), vec![Part::Door, Part::Name, Part::Phone]));
        // What the file has changed counts, and the rest stands.
        let (row, kept) = settle(&of(1, "周桂珍", "3"), home, &known(now, Some(filed)));
        assert_eq!((row, kept), (of(2, "周桂贞", "3"), vec![Part::Door, Part::Name]));
    }

    #[test]
    fn where_nothing_is_kept_of_the_files_what_the_desk_has_noted_stands_alone() {
        let (home, file, now) = (HouseholdId(Uuid::from_u128(1)), of(1, "周桂珍", "1"), of(2, "周桂贞", "2"));
        let (row, kept) = settle(&file, home, &known(now.clone(), None));
        assert_eq!((row, kept), (file.clone(), Vec::new()));
        let (row, kept) = settle(&file, home, &Known { moved: true, ..known(now.clone(), None) });
        assert_eq!((row, kept), (of(2, "周桂珍", "1"), vec![Part::Door]));
        let (row, kept) = settle(&file, home, &Known { corrected: vec![Part::Name], ..known(now, None) });
        assert_eq!((row, kept), (of(1, "周桂贞", "1"), vec![Part::Name]));
    }
}
