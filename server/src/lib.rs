//! The community's server.
//!
//! A request comes in through [`connections`] and meets [`router`], whose table says who may ask, and [`gate`], which holds it;
//! [`api`] and [`pages`] answer. Whatever a person does goes through [`commands`], one writer for the community, to [`store`], the
//! only module that speaks SQL, on either database ([`db`]).

pub mod address;
pub mod aids;
pub mod almanac;
pub mod api;
pub mod backup;
pub mod calendar;
pub mod clock;
pub mod commands;
pub mod connections;
pub mod db;
mod decoding;
pub mod demo;
pub mod doctor;
mod door;
pub mod errands;
pub mod error;
pub mod fault;
mod gallery;
pub mod gate;
pub mod import;
pub mod known;
pub mod limits;
pub mod lottery;
pub mod negative;
mod neighbours;
pub mod offers;
pub mod pages;
pub mod passkeys;
pub mod pictures;
pub mod policy;
pub mod qr;
pub mod reach;
pub mod regular;
pub mod rehearsal;
pub mod reminders;
pub mod restore;
pub mod router;
pub mod scheduled;
pub mod secret;
pub mod series;
pub mod site;
pub mod state;
pub mod store;
pub mod visits;
pub mod whole;
pub mod workbook;
