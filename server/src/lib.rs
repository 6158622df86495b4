//! The community's server.
//!
//! A request meets [`router`], which says who may ask; [`api`] and [`pages`] answer. Whatever a person does goes
//! through [`commands`], one writer for the community, to [`store`], the only module that speaks SQL, on either database ([`db`]).

pub mod almanac;
pub mod api;
pub mod commands;
pub mod db;
pub mod error;
pub mod import;
mod neighbours;
pub mod pages;
pub mod qr;
pub mod router;
pub mod secret;
pub mod site;
pub mod state;
pub mod store;
