//! What a phone asks the server. Handlers are short: who asks, what is asked, one call, a typed answer.

pub mod alert;
pub mod calendar;
pub mod desk;
pub mod export;
pub mod kitchen;
pub mod ledgers;
pub(crate) mod lighter;
pub mod lists;
pub mod live;
pub mod lottery;
pub mod photos;
pub mod pictures;
pub mod principal;
pub mod pull;
pub mod push;
pub mod qr;
pub mod reached;
pub mod sent;
pub mod sign_in;
pub mod sounds;
pub mod team;
