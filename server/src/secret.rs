//! Randomness and hashes for what must not be guessed: tokens, card codes, passwords. All of it from audited crates.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};

/// The alphabet of card codes: without O and 0, I and 1, which are taken for one another most often. 32 characters, so eight of them
/// carry 40 bits; what is left (8 and B, 5 and S) costs a second try of five.
pub const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
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
    random::<CODE_LENGTH>().iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// What a person typed for a card code, as it would be printed: spaces, dashes, small and full-width letters are
/// forgiven, and I and 1, which no code has, are read as the L that they look like. None when it cannot be a code.
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
    let fits = code.len() == CODE_LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
    fits.then_some(code)
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
