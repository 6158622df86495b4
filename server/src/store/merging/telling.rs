//! The feed when one record goes into another: what was told of it is told of the one that stays, to whoever follows either.
//!
//! Every line that names the record that goes is made anew with the other in its place. Lines in its own scope, and in that of its
//! guardians, go to the other's: phones that follow that one get them with the next pull, and those that followed the old one are
//! signed out, or follow another ward from now on.

use super::Both;
use crate::db::Tx;
use crate::fetch_all;
use crate::store::{feed, offering, place, report};
use domain::change::Change;
use domain::facts::Facts;
use domain::id::{OfferingId, ReportId};
use domain::project::project;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What goes on being told of the old record, because its table goes on naming it; and what `own.rs` has told already.
const KEPT: &[&str] = &["device", "wallet", "lease", "tally", "till", "member", "endorsement"];

/// Makes the lines anew that name the record that goes.
pub(super) async fn tell(tx: &mut Tx, both: &Both, revision: i64) -> sqlx::Result<()> {
    feed::settle(tx).await?;
    let stays = standing(tx, both).await?;
    let lines = fetch_all!(
        tx,
        (String, String, Uuid, String),
        "select scope, noun, id, body from feed where community = $1 and body like $2 order by scope, noun, id",
        tx.community.0,
        format!("%{}%", both.goes.id)
    )?;
    for (scope, noun, id, body) in lines {
        let known = Noun::named(&noun).filter(|_| !KEPT.contains(&noun.as_str()) && !stays.contains(&id));
        let (Some(noun), Ok(from)) = (known, scope.parse::<Scope>()) else { continue };
        let (key, to, row) = (RowKey { noun, id }, taken_over(from, both), renamed(&body, both, noun)?);
        if to != from || row.key() != key {
            feed::take_later(tx, from, key, revision);
        }
        // Of what both were told, the other's own line counts: it is made anew by itself.
        if (to != from || row.key() != key) && feed::get(tx, to, row.key()).await?.is_some() {
            continue;
        }
        feed::put_later(tx, to, &row, revision)?;
    }
    Ok(())
}

/// Makes the lines anew that name somebody whose name was corrected: both are one record. On a certificate the name is the one at
/// issue.
pub(super) async fn rename(tx: &mut Tx, both: &Both, revision: i64) -> sqlx::Result<()> {
    feed::settle(tx).await?;
    let lines = fetch_all!(
        tx,
        (String, String, String),
        "select scope, noun, body from feed where community = $1 and body like $2 order by scope, noun, id",
        tx.community.0,
        format!("%{}%", both.goes.id)
    )?;
    for (scope, noun, body) in lines {
        let noun = Noun::named(&noun).filter(|noun| *noun != Noun::Certificate);
        let (Some(noun), Ok(scope)) = (noun, scope.parse::<Scope>()) else { continue };
        feed::put_later(tx, scope, &renamed(&body, both, noun)?, revision)?;
    }
    tell_anew(tx, both, BTreeSet::new(), revision).await
}

/// The scope in which a line of a scope stands from now on.
fn taken_over(scope: Scope, both: &Both) -> Scope {
    match scope {
        Scope::Person(who) if who == both.goes.id => Scope::Person(both.stays.id),
        Scope::Ward(who) if who == both.goes.id => Scope::Ward(both.stays.id),
        other => other,
    }
}

/// Sign-ups and duties that are over and stay with the old record.
async fn standing(tx: &mut Tx, both: &Both) -> sqlx::Result<BTreeSet<Uuid>> {
    let lines = fetch_all!(
        tx,
        (Uuid,),
        "select signup from signup_member where community = $1 and resident = $2
         union select duty from duty where community = $1 and resident = $2",
        tx.community.0,
        both.goes.id.0
    )?;
    Ok(lines.into_iter().map(|(id,)| id).collect())
}

/// A row with the one that stays in the place of the one that goes.
fn renamed(body: &str, both: &Both, noun: Noun) -> sqlx::Result<Row> {
    let strange = |error: serde_json::Error| sqlx::Error::Decode(error.into());
    let mut value: Value = serde_json::from_str(body).map_err(strange)?;
    let names = Names {
        goes: both.goes.id.to_string(),
        stays: both.stays.id.to_string(),
        // On a certificate the name is the one at issue.
        old: (noun != Noun::Certificate).then_some(both.goes.name.as_str()),
        new: &both.stays.name,
    };
    names.put_into(&mut value);
    serde_json::from_str(&value.to_string()).map_err(strange)
}

/// What stands in a row, and what shall stand there.
struct Names<'a> {
    goes: String,
    stays: String,
    old: Option<&'a str>,
    new: &'a str,
}

impl Names<'_> {
    fn put_into(&self, value: &mut Value) {
        match value {
            Value::String(text) if *text == self.goes => text.clone_from(&self.stays),
            Value::Array(items) => {
                items.iter_mut().for_each(|item| self.put_into(item));
                // Whoever stood in a list twice stands there once.
                let (person, mut seen) = (json!({ "id": self.stays, "name": self.new }), false);
                items.retain(|item| *item != person || !std::mem::replace(&mut seen, true));
            }
            Value::Object(fields) => {
                let text = |name: &str| fields.get(name).and_then(Value::as_str);
                // A name that was masked for somebody stays masked.
                let named = text("id") == Some(self.goes.as_str()) && self.old.is_some() && text("name") == self.old;
                fields.values_mut().for_each(|field| self.put_into(field));
                if named {
                    fields.insert("name".into(), self.new.into());
                }
            }
            _ => {}
        }
    }
}

/// What everyone is told of somebody's reports and offers holds their name without their identity: it is told anew. With it, how
/// many need `needed`.
pub(super) async fn tell_anew(tx: &mut Tx, both: &Both, needed: BTreeSet<ReportId>, revision: i64) -> sqlx::Result<()> {
    let reports = fetch_all!(
        tx,
        (Uuid,),
        "select report from report where community = $1 and reporter = $2",
        tx.community.0,
        both.stays.id.0
    )?;
    let offerings = fetch_all!(
        tx,
        (Uuid,),
        "select offering from offering where community = $1 and resident = $2 and withdrawn = false",
        tx.community.0,
        both.stays.id.0
    )?;
    let mut changes = Vec::new();
    let reports: BTreeSet<ReportId> = reports.into_iter().map(|(id,)| ReportId(id)).chain(needed).collect();
    for id in reports {
        changes.extend(report::load(tx, id).await?.map(Change::Report));
    }
    for (id,) in offerings {
        changes.extend(offering::load(tx, OfferingId(id)).await?.map(Change::Offering));
    }
    let facts = Facts { compounds: place::compounds(tx).await?, ..Facts::default() };
    for (scope, row) in changes.iter().flat_map(|change| project(change, &facts)) {
        feed::put_later(tx, scope, &row, revision)?;
    }
    Ok(())
}
