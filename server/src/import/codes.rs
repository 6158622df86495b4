//! What the committee's files call their rows. An identity is made from a code and does not tell it, so the codes are kept, for
//! files that are written from the database. A row that no file has named is called by its identity, which names it too.

use domain::id::ShiftId;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Codes, by what they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes(BTreeMap<Uuid, String>);

impl Codes {
    /// Notes what a row is called.
    pub fn note(&mut self, id: Uuid, code: &str) {
        // An identity that is written out says itself.
        if !code.is_empty() && id.to_string() != code {
            self.0.insert(id, code.to_owned());
        }
    }

    /// What a row is called.
    pub fn of(&self, id: Uuid) -> String {
        self.0.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// What a shift is called, whatever its day: all days of one have the same first bytes.
    pub fn of_shift(&self, id: ShiftId) -> String {
        let (mut first, mut last) = (id.0.into_bytes(), id.0.into_bytes());
        let ([.., a, b], [.., y, z]) = (&mut first, &mut last);
        (*a, *b, *y, *z) = (0, 0, u8::MAX, u8::MAX);
        let (first, last) = (Uuid::from_bytes(first), Uuid::from_bytes(last));
        let known = self.0.range(first..=last).next();
        known.map_or_else(|| first.to_string(), |(_, code)| code.clone())
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = (Uuid, &str)> {
        self.0.iter().map(|(id, code)| (*id, code.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sample::{COMMUNITY_ID, TODAY};

    #[test]
    fn a_row_without_a_code_is_called_by_its_identity() {
        let (named, drawn) = (ShiftId::of_code(COMMUNITY_ID(), "meals"), Uuid::from_u128(7));
        let mut codes = Codes::default();
        codes.note(named.0, "meals");
        codes.note(drawn, &drawn.to_string());
        assert_eq!((codes.of(named.0), codes.of(drawn)), ("meals".into(), drawn.to_string()));
        assert_eq!(codes.all().count(), 1);
    }

    #[test]
    fn a_shift_has_one_code_on_all_days() {
        let named = ShiftId::of_code(COMMUNITY_ID(), "meals");
        let mut codes = Codes::default();
        codes.note(named.0, "meals");
        for ahead in [0, 1, 400] {
            assert_eq!(codes.of_shift(ShiftId::of_day(named.0, TODAY().plus(ahead))), "meals");
        }
        let drawn = ShiftId(Uuid::from_u128(7 << 64 | 0xabcd));
        let code = codes.of_shift(drawn);
        assert!(code.ends_with("0000"), "{code}");
        let again = ShiftId::of_day(ShiftId::of_code(COMMUNITY_ID(), &code).0, TODAY());
        assert_eq!(codes.of_shift(again), code);
    }
}
