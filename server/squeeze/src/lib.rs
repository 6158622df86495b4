//! Compresses what goes over the wire, for the server and for its build script.

use std::io::Write;

/// Compressed with brotli; `quality` from 0 to 11.
#[must_use]
pub fn brotli(body: &[u8], quality: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 65_536, quality, 22);
    // Writing to memory does not fail.
    writer.write_all(body).ok();
    drop(writer);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    #[test]
    fn what_was_compressed_comes_back() {
        let text = "西山社区 ".repeat(1_000);
        for quality in [0, 5, 9, 11] {
            let small = super::brotli(text.as_bytes(), quality);
            assert!(small.len() < 1_000, "{quality}: {}", small.len());
            let mut back = String::new();
            brotli::Decompressor::new(small.as_slice(), 4_096).read_to_string(&mut back).unwrap();
            assert_eq!(back, text, "{quality}");
        }
    }
}
