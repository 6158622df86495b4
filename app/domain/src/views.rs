//! What pages show, computed from a [`Replica`](crate::replica::Replica) and a moment. One file per page's question.

pub mod calls;
pub mod canteen;
pub mod listed;
pub mod service;
pub mod skills;
pub mod today;
pub mod turnout;
