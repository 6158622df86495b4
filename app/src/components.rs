//! The parts that pages are made of. One file per part, with the name of its style file.
//!
//! Each is a plain function of what it shows and gives a view back: no part knows a page, and none of them sends
//! anything but the answers to an offer and what undoes what was just done. Only the sync chip, the tab bar, the toast and the ways to
//! the elder view listen to anything by themselves.

pub mod aloud;
pub mod arrival;
#[cfg(feature = "desk")]
pub mod bars;
pub mod bell;
#[cfg(feature = "desk")]
pub mod blocks;
pub mod dock;
pub mod elder_view;
pub mod empty;
pub mod field;
pub mod growth;
pub mod help_line;
pub mod icon;
pub mod item;
pub mod lamp;
pub mod meals;
#[cfg(feature = "desk")]
pub mod more;
pub mod notice;
pub mod offer;
pub mod page_head;
pub mod picture;
pub mod report;
pub mod section;
pub mod share;
pub mod shift;
pub mod skeleton;
pub mod state;
pub mod sync;
pub mod tab_bar;
pub mod time;
pub mod toast;
pub mod trouble;
pub mod two_step;
