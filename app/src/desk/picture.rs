//! A QR code that comes from the server as SVG, shown as a picture. It goes through an `<img>` and a `data:`
//! address, so that whatever is in it stays a picture and never becomes part of the page.

use leptos::prelude::*;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A QR code, with what it is for those who do not see it.
pub fn picture(svg: &str, says: String) -> AnyView {
    let address = format!("data:image/svg+xml;base64,{}", base64(svg.as_bytes()));
    view! { <img src=address alt=says width="264" height="264"/> }.into_any()
}

/// Base 64 of RFC 4648. Written here because a crate for these lines would weigh more than they do.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[((bits >> (18 - 6 * at)) & 63) as usize];
            text.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn the_examples_of_the_standard_come_out() {
        let examples =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (plain, coded) in examples {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64("灯".as_bytes()), "54Gv");
    }
}
