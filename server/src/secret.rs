//! Randomness and hashes for what must not be guessed: tokens, card codes, passwords. All of it from audited crates.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};

/// The alphabet of card codes: of what is taken for one another on paper there is one at most. Neither O nor 0, neither I nor 1; and of
/// 8 and B, 5 and S, 2 and Z, 6 and G only the digits, which are easier to say on the telephone, too. 28 characters, so eight of them
/// carry 38 bits, for seven days, five tries and one use.
pub const ALPHABET: &[u8; 28] = b"23456789ACDEFHJKLMNPQRTUVWXY";
/// Letters that only older cards have, and the digits that they are taken for.
const LOOKALIKES: [(char, char); 4] = [('B', '8'), ('G', '6'), ('S', '5'), ('Z', '2')];
/// How long a card's code is.
pub const CODE_LENGTH: usize = 8;

/// Random bytes from the kernel.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // The kernel's generator does not fail once the machine has started; without it nothing may go on.
    getrandom::fill(&mut bytes).unwrap_or_else(|error| panic!("no randomness: {error}"));
    bytes
}

/// 256 random bits in hexadecimal.
pub fn token() -> String {
    hex(&random::<32>())
}

/// A new card code, without the dash.
pub fn card_code() -> String {
    // The bytes of the last, broken round are drawn again: with them some characters would come more often than others.
    let fair = 256 / ALPHABET.len() * ALPHABET.len();
    let mut code = String::new();
    while code.len() < CODE_LENGTH {
        let [byte] = random::<1>().map(usize::from);
        if byte < fair {
            code.push(char::from(ALPHABET[byte % ALPHABET.len()]));
        }
    }
    code
}

/// What a person typed for a card code, as it would be printed: spaces, dashes, small and full-width letters are
/// forgiven, and I and 1, which no code has, are read as the L that they look like. The letters of [`lookalikes`] stay: older cards
/// have them. None when it cannot be a code.
pub fn read_card_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '.'))
        .map(|c| match c {
            'I' | 'i' | 'l' | '1' => 'L',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_uppercase(),
            _ => c.to_ascii_uppercase(),
        })
        .collect();
    let known =
        |c: char| LOOKALIKES.iter().any(|(letter, _)| *letter == c) || ALPHABET.iter().any(|one| char::from(*one) == c);
    (code.len() == CODE_LENGTH && code.chars().all(known)).then_some(code)
}

/// What a code says when its letters are the digits that they look like, if it has such letters. A card of today has none of them, so
/// this is what stands on it; on an older one they may be meant: that is asked first.
pub fn lookalikes(code: &str) -> Option<String> {
    let digit = |c: char| LOOKALIKES.iter().find(|(letter, _)| *letter == c).map_or(c, |(_, digit)| *digit);
    let meant: String = code.chars().map(digit).collect();
    (meant != code).then_some(meant)
}

/// SHA-256, for secrets that are random themselves (tokens, codes) and for payloads.
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Hexadecimal, small letters.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that hexadecimal digits stand for. What is none stands for nothing.
pub fn unhex(text: &str) -> Vec<u8> {
    let pairs = (0..text.len()).step_by(2).filter_map(|at| text.get(at..at + 2));
    pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

/// 19 MiB, two passes, one lane: the OWASP minimum for Argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Whether a hash was made with other parameters than those of today: it is made anew as soon as the password is known again.
pub fn outdated(hash: &str) -> bool {
    !hash.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"))
}

/// A password's hash, with its parameters and salt. Takes some 20 ms: run it off the async threads.
pub fn password_hash(password: &str) -> Option<String> {
    let hash: PasswordHash = argon().hash_password_with_salt(password.as_bytes(), &random::<16>()).ok()?;
    Some(hash.to_string())
}

/// Whether a password belongs to a hash. Takes some 20 ms: run it off the async threads.
pub fn password_fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| argon().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_the_telephone() {
        let code = card_code();
        let spoken = format!(" {}-{} ", &code[..4].to_lowercase(), &code[4..]);
        assert_eq!(read_card_code(&spoken), Some(code));
        assert_eq!(read_card_code("ＡＢＣＤ２３４５").as_deref(), Some("ABCD2345"));
        assert_eq!(read_card_code("ABCD234"), None);
        assert_eq!(read_card_code("ABCD234O"), None);
    }

    #[test]
    fn of_what_looks_alike_a_new_code_has_one_at_most() {
        assert!((ALPHABET.len() as f64).log2() * CODE_LENGTH as f64 >= 38.0);
        for _ in 0..200 {
            let code = card_code();
            assert_eq!(code.len(), CODE_LENGTH);
            assert!(!code.contains(['0', 'O', '1', 'I', 'B', 'S', 'Z', 'G']), "{code}");
            assert_eq!((read_card_code(&code), lookalikes(&code)), (Some(code.clone()), None));
        }
    }

    #[test]
    fn letters_of_older_cards_stay_and_may_be_the_digits_they_look_like() {
        let code = read_card_code("bgsz-abcd").unwrap();
        assert_eq!(code, "BGSZABCD");
        assert_eq!(lookalikes(&code).as_deref(), Some("8652A8CD"));
        assert_eq!(lookalikes("8652A8CD"), None);
    }

    #[test]
    fn hexadecimal_is_read_back() {
        assert_eq!(unhex(&hex(&[0, 1, 15, 16, 255])), [0, 1, 15, 16, 255]);
        assert_eq!(unhex("0g"), [0; 0]);
    }

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let hash = password_hash("西山的灯 2026").unwrap();
        assert!(password_fits("西山的灯 2026", &hash));
        assert!(!password_fits("西山的灯 2025", &hash));
        assert!(!password_fits("", "not a hash"));
    }

    #[test]
    fn a_hash_of_other_parameters_still_fits_and_is_outdated() {
        assert!(!outdated(&password_hash("西山的灯 2026").unwrap()));
        let weaker = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap());
        let old: PasswordHash = weaker.hash_password_with_salt("西山的灯 2026".as_bytes(), &[7_u8; 16]).unwrap();
        let old = old.to_string();
        assert!(password_fits("西山的灯 2026", &old) && outdated(&old));
    }
}
