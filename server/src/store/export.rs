//! Everything that is held about one person, for them to take along.

use crate::db::Tx;
use crate::fetch_optional;
use crate::store::{calendar, feed, passkey, unit};
use domain::id::ResidentId;
use domain::scope::Scope;
use serde_json::{Value, json};

/// All rows of the person's own scope, what the register says of them, their passkeys, and since when they have
/// a calendar address.
pub async fn of(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Value> {
    let line = fetch_optional!(
        tx,
        (String, String, String, String, String),
        "select name, called, gender, born, phone from resident where community = $1 and resident = $2",
        tx.community.0,
        resident.0
    )?;
    let register = line.map(|(name, called, gender, born, phone)| {
        json!({ "name": name, "called": called, "gender": gender, "born": born, "phone": phone })
    });
    let rows: Vec<Value> = feed::since(tx, Scope::Person(resident), 0)
        .await?
        .into_iter()
        .filter_map(|line| serde_json::from_str(&line.body?).ok())
        .collect();
    let passkeys: Vec<_> = passkey::of(tx, resident).await?.into_iter().map(|kept| kept.row).collect();
    let units = unit::of_contact(tx, resident).await?;
    let calendar = calendar::since(tx, resident).await?;
    Ok(json!({ "register": register, "rows": rows, "units": units, "passkeys": passkeys, "calendar_since": calendar }))
}
