//! Every column that names a resident, and what becomes of it when one record of somebody goes into another.
//!
//! A test reads the tables and wants each such column here: whoever adds one decides it.

use super::Both;
use crate::db::Tx;
use crate::statement;
use sqlx::AssertSqlSafe;

/// What becomes of a column's lines that name the record that goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// They name the one that stays.
    Goes,
    /// The same; but where the one that stays has a line that is alike in these columns, that one counts, and the other is taken away.
    GoesOnce(&'static [&'static str]),
    /// The same; but a line of which this holds stays as it is: it is over, and beside the other's it would be there twice.
    GoesUnless(&'static str),
    /// A rule of its own in `own.rs` or in `departure.rs` sees to it.
    ByItself,
    /// As it was: it is history, or ends where it is. The departure says who that is now.
    Stays,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) table: &'static str,
    pub(crate) name: &'static str,
    pub(crate) way: Way,
}

const fn column(table: &'static str, name: &'static str, way: Way) -> Column {
    Column { table, name, way }
}

/// A place of the one that goes on a date that is over, where the one that stays had one too; or both are in one party.
const SEATED_TWICE: &str = "exists (
    select 1 from signup s
    join signup t on t.community = s.community and t.occurrence = s.occurrence
    join signup_member o on o.community = t.community and o.signup = t.signup and o.resident = $3
    where s.community = signup_member.community and s.signup = signup_member.signup
        and (t.signup = s.signup or s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')
            and t.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')))";

/// The sign-up in which such a place is: it stays whole.
const HOLDS_SUCH_A_PLACE: &str = "exists (
    select 1 from signup_member m
    where m.community = signup.community and m.signup = signup.signup and m.resident = $2)";

/// A shift of the one that goes that is over, where the one that stays was on one too.
const ON_TWO_SHIFTS: &str = "duty.state in ('taken', 'seeking') and exists (
    select 1 from shift s
    join shift t on t.community = s.community and t.starts < s.ends and s.starts < t.ends
    join duty e on e.community = t.community and e.shift = t.shift and e.resident = $3 and e.state in ('taken', 'seeking')
    where s.community = duty.community and s.shift = duty.shift)";

use Way::{ByItself, Goes, GoesOnce, GoesUnless, Stays};

/// All of them, in the order in which they are seen to.
pub(crate) const COLUMNS: &[Column] = &[
    column("resident", "resident", Stays),
    column("role", "resident", GoesOnce(&["role"])),
    column("kin", "resident", GoesOnce(&["ward"])),
    column("kin", "ward", GoesOnce(&["resident"])),
    column("member", "resident", ByItself),
    column("member_said", "resident", GoesOnce(&["organization"])),
    column("unit_contact", "resident", GoesOnce(&["unit"])),
    column("joining", "resident", Goes),
    // First the places, by which it is seen which sign-ups stay.
    column("signup_member", "resident", GoesUnless(SEATED_TWICE)),
    column("signup", "booker", GoesUnless(HOLDS_SUCH_A_PLACE)),
    column("meal_order", "eater", Goes),
    column("meal_order", "booker", Goes),
    column("regular", "set_by", Goes),
    column("regular", "eater", Goes),
    column("missed", "eater", Goes),
    column("missed", "booker", Goes),
    column("visit", "found_by", Goes),
    column("visit_asked", "resident", GoesOnce(&["visit"])),
    column("report", "reporter", Goes),
    column("report", "filed_by", Goes),
    column("endorsement", "resident", ByItself),
    column("photo", "owner", Goes),
    column("picture", "owner", Goes),
    column("duty", "resident", GoesUnless(ON_TWO_SHIFTS)),
    // The shorter of two of one skill is taken away before.
    column("qualification", "resident", Goes),
    column("collector", "child", Goes),
    column("collector", "by", Goes),
    column("aid", "resident", GoesOnce(&[])),
    column("aid", "noted_by", Goes),
    column("call", "asked_by", Goes),
    column("scheduled", "said_by", Goes),
    column("offering", "resident", Goes),
    column("stint", "resident", Goes),
    column("favour", "asker", Goes),
    column("favour", "asked_by", Goes),
    column("errand", "noted_by", Goes),
    column("mandate", "principal", Goes),
    column("mandate", "helper", Goes),
    column("mandate", "recorded_by", Goes),
    column("mandate", "ended_by", Goes),
    column("notice", "resident", Goes),
    column("notice_choice", "resident", GoesOnce(&[])),
    // Who gets it back when the meal is given up.
    column("payment", "payer", Goes),
    // By entries of the ledger: out of the one, into the other.
    column("wallet", "wallet", ByItself),
    column("calendar_address", "resident", ByItself),
    column("card", "resident", ByItself),
    column("departure", "resident", ByItself),
    column("departure", "merged_into", ByItself),
    // Added to, and never written anew.
    column("entry", "resident", Stays),
    column("entry", "noted_by", Stays),
    column("till", "closed_by", Stays),
    column("hours", "resident", Stays),
    column("hours", "signed_by", Stays),
    column("certificate", "resident", Stays),
    column("certificate", "issued_by", Stays),
    column("presence", "resident", Stays),
    column("presence", "by", Stays),
    column("tally", "noted_by", Stays),
    column("receipt", "actor", Stays),
    column("audit", "who", Stays),
    column("audit", "whom", Stays),
    column("takeout", "wanted_by", Stays),
    column("takeout", "agreed_by", Stays),
    column("intake", "brought_by", Stays),
    column("intake_resident", "resident", Stays),
    column("departure", "noted_by", Stays),
    column("elector", "resident", Stays),
    column("elector", "voter", Stays),
    column("participation", "resident", Stays),
    column("participation", "voter", Stays),
    column("open_vote", "voter", Stays),
    // Signed out; and what its phones had to give has ended with that.
    column("device_resident", "resident", Stays),
    column("lease", "taken_by", Stays),
    // A phone that is signed out rings for nobody: there is none of these any more.
    column("alert", "resident", Stays),
    // Of staff alone, whose records never go.
    column("credential", "resident", Stays),
    column("passkey", "resident", Stays),
    column("ceremony", "resident", Stays),
];

/// Words that name a resident also where no key leads there.
const WORDS: &[&str] = &["resident", "actor", "who", "whom", "voter", "by"];

/// Whether a column is called so that it must name a resident.
pub fn names_of_residents(name: &str) -> bool {
    WORDS.contains(&name) || name.ends_with("_by")
}

/// Every column that was decided, as table and name.
pub fn decided() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.iter().map(|column| (column.table, column.name))
}

impl Column {
    /// Whether nothing in it may name a record that went.
    pub(crate) fn is_left_empty(&self) -> bool {
        matches!(self.way, Goes | GoesOnce(_))
    }

    /// The statements that see to it: of the community (`$1`), from the one that goes (`$2`) to the one that stays (`$3`).
    fn statements(&self) -> Vec<String> {
        let Column { table, name, way } = self;
        let give = format!("update {table} set {name} = $3 where community = $1 and {name} = $2");
        match way {
            Goes => vec![give],
            GoesUnless(condition) => vec![format!("{give} and not ({condition})")],
            GoesOnce(alike) => {
                let alike: String = alike.iter().map(|key| format!(" and o.{key} = {table}.{key}")).collect();
                let take = format!(
                    "delete from {table} where community = $1 and {name} = $2 and exists (
                        select 1 from {table} o where o.community = {table}.community and o.{name} = $3{alike})"
                );
                vec![take, give]
            }
            ByItself | Stays => Vec::new(),
        }
    }
}

/// Gives everything that is simply given.
pub(super) async fn give(tx: &mut Tx, both: &Both) -> sqlx::Result<()> {
    let (community, goes, stays) = (tx.community.0, both.goes.id.0, both.stays.id.0);
    for sql in COLUMNS.iter().flat_map(Column::statements) {
        statement!(tx, AssertSqlSafe(sql), |sql, connection| {
            sqlx::query(sql).bind(community).bind(goes).bind(stays).execute(&mut **connection).await.map(drop)
        })?;
    }
    Ok(())
}
