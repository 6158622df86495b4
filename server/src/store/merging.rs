//! Two records of one person become one: everything of the record that goes is given to the one that stays, in one transaction.
//!
//! What becomes of each column that names a resident stands in one list (`list.rs`). What is only ever added to (the ledger, hours,
//! facts about who came, certificates, receipts, the log) is never written anew: it goes on naming the old record, and the
//! departure of that one says who it is now. So whatever reads such a table for somebody asks for their former records too.
//!
//! The phones of the record that goes are signed out, and its cards end: nobody has shown at them who they are, and if the desk is
//! wrong, no stranger's phone opens somebody else's life. A card for the one that stays is printed in a moment. What such a phone
//! has not sent yet is decided for the one that stays once that one is signed in there (see [`asked`]).

mod census;
mod doubts;
mod list;
mod meetings;
mod own;
mod record;
mod resolve;
mod telling;

pub(super) use census::resolved;
pub(crate) use list::COLUMNS;
pub use list::{decided, names_of_residents};
pub use record::record;
pub use resolve::{asked, now_of, resolve};

use crate::db::Tx;
use crate::store::{self, community, departure, waiting};
use domain::permission::Actor;
use domain::resident::Person;
use domain::when::Moment;
use domain::wire::merging::{Compared, Merged, Pair};

/// The two, by name.
#[derive(Clone, Debug)]
struct Both {
    stays: Person,
    goes: Person,
}

/// Both records beside each other, with everything that speaks against making them one. None where one of them is nobody, or is
/// somebody else already.
pub async fn compare(tx: &mut Tx, pair: Pair, staff: &Actor, now: Moment) -> sqlx::Result<Option<Compared>> {
    let (stays, goes) = (record(tx, pair.stays, now).await?, record(tx, pair.goes, now).await?);
    let (Some(stays), Some(goes)) = (stays, goes) else { return Ok(None) };
    let doubts = doubts::of(tx, staff.id, &stays, &goes, now).await?;
    Ok(Some(Compared { stays, goes, doubts }))
}

/// Makes them one. When it is refused, the transaction is of no more use. None as for [`compare`].
pub async fn merge(tx: &mut Tx, pair: Pair, staff: &Actor, now: Moment) -> sqlx::Result<Option<Merged>> {
    // The lock: whatever is decided about them meanwhile comes before this or finds one person.
    let revision = community::next_revision(tx).await?;
    waiting::lapse(tx, now).await?;
    let Some(Compared { stays, goes, doubts }) = compare(tx, pair, staff, now).await? else { return Ok(None) };
    if !doubts.is_empty() {
        return Ok(Some(Merged::Refused { doubts }));
    }
    let both = Both { stays: stays.person, goes: goes.person };
    // By the rules that hold for everybody, while they are still two.
    let (given_up, doubts) = own::give_up_doubles(tx, &both, staff, now).await?;
    if !doubts.is_empty() {
        return Ok(Some(Merged::Refused { doubts }));
    }
    own::end_second_regulars(tx, &both, now).await?;
    own::move_balance(tx, &both, staff, now).await?;
    departure::sign_out(tx, both.goes.id, now).await?;
    departure::merge(tx, both.goes.id, both.stays.id, staff.id, now).await?;
    // What they are told of it is given on with everything else.
    store::settle(tx).await?;
    forget(tx);
    // From here on behind the rules' back: as it stands in the tables.
    own::mark_second_meals(tx, &both).await?;
    own::give_qualifications(tx, &both, revision).await?;
    own::give_memberships(tx, &both, revision).await?;
    own::join_aids(tx, &both, revision).await?;
    let needed = own::give_endorsements(tx, &both, revision).await?;
    list::give(tx, &both).await?;
    own::count_standings(tx, &both).await?;
    telling::tell(tx, &both, revision).await?;
    telling::tell_anew(tx, &both, needed, revision).await?;
    forget(tx);
    Ok(Some(Merged::Done { given_up }))
}

/// Tells everywhere the new name of somebody whose name was corrected.
pub(super) async fn rename(tx: &mut Tx, was: &Person, name: &str, revision: i64) -> sqlx::Result<()> {
    let both = Both { stays: Person { id: was.id, name: name.into() }, goes: was.clone() };
    telling::rename(tx, &both, revision).await?;
    forget(tx);
    Ok(())
}

/// Forgets everything that was read of people in this transaction: it is not so any more.
fn forget(tx: &mut Tx) {
    let held = &mut tx.held;
    held.people.clear();
    held.signups.clear();
    held.engaged.clear();
    held.duties.clear();
    held.merged = None;
}
