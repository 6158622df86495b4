//! A card's code as people type it. The server reads it again and decides; here it is only made readable.

/// How long a code is.
pub(super) const LENGTH: usize = 8;

/// The letters and digits of what was typed, in capitals. Full-width forms (a Chinese keyboard's) are the same letters, and I
/// and 1, which no card has, are read as the L that was meant. B, G, S and Z stay as they were typed: new cards have none of them, and
/// the server then reads the digits they look like; but a card that was printed before may have them, and only the server knows those.
pub(super) fn bare(typed: &str) -> String {
    let plain = typed.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    });
    let letters = plain.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
    letters.map(|c| if matches!(c, 'I' | '1') { 'L' } else { c }).collect()
}

/// The code as it is printed: `XXXX-XXXX`. What is no code keeps all its letters.
pub(super) fn grouped(typed: &str) -> String {
    let code = bare(typed);
    match code.split_at_checked(LENGTH / 2) {
        Some((first, rest)) if !rest.is_empty() => format!("{first}-{rest}"),
        _ => code,
    }
}

/// The code in an address's mark: `#ABCD2345`, `#code=ABCD-2345`.
#[cfg_attr(not(feature = "hydrate"), cfg(test))]
pub(super) fn of_mark(mark: &str) -> Option<String> {
    let mark = mark.trim_start_matches('#');
    let code = mark.rsplit_once('=').map_or(mark, |(_, code)| code);
    (bare(code).len() == LENGTH).then(|| grouped(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        for typed in ["xs4f7k2m", " XS4F 7K2M ", "xs4f-7k2m", "ＸＳ４Ｆ－７Ｋ２Ｍ"] {
            assert_eq!(grouped(typed), "XS4F-7K2M", "{typed}");
        }
        assert_eq!(bare("i1l"), "LLL");
        assert_eq!(grouped("ABCD"), "ABCD");
        assert_eq!(grouped("ABCDE"), "ABCD-E");
    }

    #[test]
    fn a_link_brings_a_code_or_nothing() {
        assert_eq!(of_mark("#ABCD2345").as_deref(), Some("ABCD-2345"));
        assert_eq!(of_mark("#code=abcd-2345").as_deref(), Some("ABCD-2345"));
        assert_eq!(of_mark("#main"), None);
        assert_eq!(of_mark(""), None);
    }
}
