//! The committee's desk: its lock (password and authenticator), its list of residents, its cards.
//!
//! A staff member's phone is signed in like any other; that alone opens nothing. The desk opens by password and a six-digit code, for
//! twelve hours at most and until half an hour passes without use. The first time, both are chosen.

mod cards;
mod lock;

pub use cards::{cards, issue, residents};
pub use lock::{lock, state, unlock};
