//! Places where the server can be made to die, so that the tests see what a death just there leaves behind.
//!
//! Only a build with the feature `unsafe-negative-controls` can die so, and only where the environment says:
//!
//! - `XISHAN_DIE_AT=NAME` or `NAME:3`, the third time that it comes there; `XISHAN_DIE_AT=@FILE` when a file says so, which may
//!   change while the server runs;
//! - `XISHAN_COUNT_FAULTS=FILE` writes down every place that is passed, one to a line.
//!
//! [`NAMES`] lists the places that are named by hand. Each statement of a transaction that may write has two more, before and after
//! it, named after what it does: `before insert receipt`. In every other build all of this is nothing, and the compiler takes
//! it out.

/// The places that are named by hand, each of which stands in the source once.
pub const NAMES: [&str; 36] = [
    "the tables are looked at",
    "the tables are up to date",
    "the address is taken",
    "people may come",
    "the server was told to stop",
    "a transaction is wanted",
    "a transaction has begun",
    "a commit is wanted",
    "a commit is done",
    "a push is read",
    "a push is answered",
    "a batch is taken",
    "a command is decided",
    "a change is written",
    "an effect has no receipt yet",
    "a receipt is written",
    "a batch waits for its commit",
    "a commit is nobody's news yet",
    "a commit is news and no answer",
    "a phone is answered",
    "an effect is committed without its receipt",
    "a phone is signed in and has no token",
    "a phone is signed out and does not know",
    "a picture is clean",
    "a picture is kept and not answered",
    "a picture for all is clean",
    "a picture for all is kept and not answered",
    "an import has its places",
    "an import has its people",
    "an import has all but its news",
    "a backup has a name of its own",
    "a backup is written",
    "a backup is looked through",
    "a backup is on the disk",
    "a backup has its name",
    "a restore has the old life",
];

#[cfg(feature = "unsafe-negative-controls")]
mod control;

#[cfg(feature = "unsafe-negative-controls")]
pub use control::{Statement, after, at, before};

/// What stands for a statement between its two places: nothing.
#[cfg(not(feature = "unsafe-negative-controls"))]
pub struct Statement;

/// A place: nothing.
#[cfg(not(feature = "unsafe-negative-controls"))]
pub const fn at(_: &'static str) {}

/// The place before a statement: nothing.
#[cfg(not(feature = "unsafe-negative-controls"))]
pub const fn before(_: bool, _: &str) -> Statement {
    Statement
}

/// The place after a statement: nothing.
#[cfg(not(feature = "unsafe-negative-controls"))]
pub const fn after(_: &Statement) {}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use std::path::Path;

    /// The places in the source below a folder.
    fn places(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                places(&path, found);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                let calls = text.split("fault::at(\"").skip(1).filter_map(|rest| rest.split_once('"'));
                found.extend(calls.map(|(name, _)| name.to_owned()));
            }
        }
    }

    #[test]
    fn every_place_is_listed_and_stands_in_the_source_once() {
        let mut found = Vec::new();
        places(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        found.sort();
        let mut listed = NAMES.map(str::to_owned);
        listed.sort();
        assert_eq!(found, listed);
    }
}
