//! The committee's desk: its lock (password and authenticator, or a passkey), its list of residents, its cards.
//!
//! A staff member's phone is signed in like any other; that alone opens nothing. The desk opens by password and a six-digit code, for
//! twelve hours at most and until half an hour passes without use. The first time, both are chosen. Whoever has added a passkey may
//! show that instead.

mod audit;
mod cards;
mod correcting;
mod intake;
mod key;
mod leaving;
mod lock;
mod lost;
mod merging;
mod new_password;
mod passkeys;
mod password;
mod staying;
mod takeout;
mod whole;

pub use audit::{log, log_file};
pub use cards::{cards, issue, issue_for, residents};
pub use correcting::{correct, record};
pub use intake::{apply, bring, check, intakes, undo};
pub use key::{ask, open};
pub use leaving::{come_back, leave, rehouse};
pub use lock::{lock, state, unlock};
pub use lost::{phones, sign_out, sign_out_one};
pub use merging::{compare, merge};
pub use new_password::change_password;
pub use passkeys::{add, begin, passkeys, remove};
pub use staying::stay;
pub use takeout::{agree_takeout, ask_everything, ask_takeout, register_file, takeouts};
pub use whole::community_file;
