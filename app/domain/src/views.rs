//! What pages show, computed from a [`Replica`](crate::replica::Replica) and a moment. One file per page's question.

#[cfg(feature = "desk")]
pub mod calls;
pub mod canteen;
#[cfg(feature = "desk")]
pub mod entrusted;
#[cfg(feature = "desk")]
pub mod errand;
pub mod find;
pub mod listed;
#[cfg(feature = "desk")]
pub mod months;
pub mod notices;
#[cfg(feature = "desk")]
pub mod regular;
pub mod service;
#[cfg(feature = "desk")]
pub mod skills;
#[cfg(feature = "desk")]
pub mod substitute;
pub mod today;
#[cfg(feature = "desk")]
pub mod turnout;
#[cfg(feature = "desk")]
pub mod ward;
