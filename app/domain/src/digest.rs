//! A digest: one number for the rows that somebody should hold, so that a phone that lost or missed one notices.
//!
//! Each row counts with its scope, its name and the revision at which it last changed; the order does not matter, so both sides can
//! add rows as they come and take them away as they go. It finds faults, not forgers: whoever can forge rows can forge this.

use crate::read::{Fault, Json, Read};
use crate::row::RowKey;
use crate::scope::Scope;
use serde::{Serialize, Serializer};
use std::fmt::{self, Write};
use std::str::FromStr;

/// The digest of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest(u64);

impl Digest {
    /// Counts a row in.
    pub fn add(&mut self, scope: Scope, key: RowKey, revision: i64) {
        self.0 = self.0.wrapping_add(of_row(scope, key, revision));
    }

    /// Takes a row out that was counted in.
    pub fn take(&mut self, scope: Scope, key: RowKey, revision: i64) {
        self.0 = self.0.wrapping_sub(of_row(scope, key, revision));
    }
}

/// FNV-1a, which eats what is written to it.
struct Hash(u64);

impl Hash {
    fn eat(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.eat(text.as_bytes());
        Ok(())
    }
}

fn of_row(scope: Scope, key: RowKey, revision: i64) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    // Writing to a hash does not fail.
    write!(hash, "{scope} {} ", key.noun.name()).ok();
    hash.eat(key.id.as_bytes());
    hash.eat(&revision.to_le_bytes());
    // Sums of FNV alone are weak in their low bits.
    let mixed = (hash.0 ^ (hash.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Digest {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Digest)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Read for Digest {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        fault.or(json.text().and_then(|text| text.parse().ok()), "digest", Digest::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ResidentId;
    use crate::row::Noun;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    type Line = (bool, u8, i64);

    fn line((public, id, revision): Line) -> (Scope, RowKey, i64) {
        let scope = if public { Scope::Public } else { Scope::Person(ResidentId(Uuid::from_u128(7))) };
        (scope, RowKey { noun: Noun::Order, id: Uuid::from_u128(u128::from(id)) }, revision)
    }

    fn digest(lines: impl IntoIterator<Item = Line>) -> Digest {
        let mut digest = Digest::default();
        for (scope, key, revision) in lines.into_iter().map(line) {
            digest.add(scope, key, revision);
        }
        digest
    }

    proptest! {
        /// Equal for equal sets, whatever the order and the detours; different for different sets.
        #[test]
        fn it_names_a_set(
            one in prop::collection::btree_set((any::<bool>(), 0_u8..6, 0_i64..4), 0..8),
            other in prop::collection::btree_set((any::<bool>(), 0_u8..6, 0_i64..4), 0..8),
        ) {
            let mut detour = digest(other.iter().copied());
            one.iter().copied().map(line).for_each(|(scope, key, revision)| detour.add(scope, key, revision));
            other.iter().copied().map(line).for_each(|(scope, key, revision)| detour.take(scope, key, revision));
            prop_assert_eq!(detour, digest(one.iter().rev().copied()));
            prop_assert_eq!(one == other, digest(one) == digest(other));
        }
    }

    #[test]
    fn of_a_hundred_thousand_rows_no_two_count_the_same() {
        let rows: BTreeSet<u64> = (0..100_000)
            .map(|n| of_row(Scope::Public, RowKey { noun: Noun::Need, id: Uuid::from_u128(n) }, n as i64 % 50))
            .collect();
        assert_eq!(rows.len(), 100_000);
    }

    #[test]
    fn it_is_the_same_number_on_every_machine() {
        assert_eq!(digest([(true, 1, 2), (false, 3, 4)]).to_string(), "afc1f89bfb0e1197");
        let text = serde_json::to_string(&digest([(true, 1, 2)])).unwrap();
        assert_eq!(Digest::read(&serde_json::from_str(&text).unwrap()).unwrap(), digest([(true, 1, 2)]));
        assert!(Digest::read(&Json::Text("not hexadecimal".into())).is_err());
    }
}
