//! Every sentence that a person can read, as a function of the language.
//!
//! Both languages of a sentence stand on one line, so that a missing one does not compile and a wrong one is seen.
//! One file per noun or page. Sentences with numbers, days or names in them are functions that take those.

/// Makes a function of the language for each sentence: `name: "中文", "English";`
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)+) => {
        $(
            #[doc = $zh]
            pub fn $name(lang: $crate::look::Lang) -> &'static str { lang.pick($zh, $en) }
        )+
    };
}

/// A count with its English word: "1 person", "3 people".
pub(crate) fn counted<N: std::fmt::Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    let word = if count == N::from(1) { one } else { many };
    format!("{count} {word}")
}

pub mod about;
pub mod activity;
pub mod aid;
#[cfg(feature = "desk")]
pub mod alert;
pub mod almanac;
pub mod aloud;
pub mod arrival;
pub mod calendar;
#[cfg(feature = "desk")]
pub mod calls;
pub mod canteen;
pub mod certificate;
#[cfg(feature = "desk")]
pub mod command;
pub mod common;
#[cfg(feature = "desk")]
pub mod desk;
#[cfg(feature = "desk")]
pub mod errand;
#[cfg(feature = "desk")]
pub mod find;
#[cfg(feature = "ssr")]
pub mod gallery;
pub mod growth;
#[cfg(feature = "ssr")]
pub mod hand;
pub mod mandate;
pub mod me;
#[cfg(feature = "desk")]
pub mod meals;
#[cfg(feature = "desk")]
pub mod money;
pub mod notice;
pub mod organization;
#[cfg(feature = "desk")]
pub mod place;
#[cfg(test)]
mod plain;
pub mod refusal;
#[cfg(feature = "desk")]
pub mod regular;
pub mod report;
pub mod series;
pub mod shift;
pub mod sign_in;
#[cfg(feature = "desk")]
pub mod skills;
#[cfg(feature = "desk")]
pub mod stint;
#[cfg(feature = "desk")]
pub mod substitute;
pub mod swap;
pub mod team;
pub mod thanks;
pub mod toast;
pub mod today;
pub mod trouble;
pub mod when;
pub mod windows;
