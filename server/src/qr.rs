//! QR codes, as SVG.

use fast_qr::convert::{Builder, svg::SvgBuilder};
use fast_qr::qr::QRBuilder;

/// The QR code of a text, or nothing when the text is too long for one.
pub fn svg(text: &str) -> String {
    QRBuilder::new(text).build().map(|code| SvgBuilder::default().margin(2).to_str(&code)).unwrap_or_default()
}
