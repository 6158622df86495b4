//! What a phone shows.
//!
//! The same pages are drawn in three ways: on the server, from the public scope alone ([`shell`]); on a phone that got
//! such a page, by replacing it with the same page drawn from the very rows that came in it; and on a phone without a network, by mounting
//! into the empty shell that the service worker keeps. After the first drawing all three are the same: the pages follow
//! [`sync::Sync`], which holds the phone's rows and sends its commands.

pub mod cell;
mod chosen;
pub mod components;
#[cfg(feature = "hydrate")]
mod cookie;
#[cfg(feature = "desk")]
pub mod desk;
pub mod frame;
#[cfg(feature = "ssr")]
pub mod gallery;
mod later;
pub mod look;
pub mod online;
pub mod pages;
pub mod routes;
pub mod shell;
#[cfg(feature = "hydrate")]
mod start;
pub mod sync;
pub mod words;
