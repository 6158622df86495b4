//! Compresses what goes over the wire, for the server and for its build script.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;

/// How much of a file is looked at before anything is written, as a power of two in bytes: nearly a whole program.
const PROGRAM: i32 = 20;

/// Leaves that to brotli: 256 KiB at most.
const USUAL: i32 = 0;

/// Compressed with brotli; `quality` from 0 to 11.
#[must_use]
pub fn brotli(body: &[u8], quality: u32) -> Vec<u8> {
    compressed(body, quality, USUAL)
}

/// Compressed as far as brotli can, for what is compressed once, with the build: a program becomes half a percent smaller than with
/// [`brotli`], for four times the memory.
#[must_use]
pub fn once(body: &[u8]) -> Vec<u8> {
    compressed(body, 11, PROGRAM)
}

fn compressed(body: &[u8], quality: u32, lgblock: i32) -> Vec<u8> {
    let mut out = Vec::new();
    let quality = quality.cast_signed();
    let params = BrotliEncoderParams { quality, lgwin: 22, lgblock, ..BrotliEncoderParams::default() };
    let mut writer = brotli::CompressorWriter::with_params(&mut out, 65_536, &params);
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
            comes_back(&text, &small);
        }
    }

    #[test]
    fn a_program_comes_back_too() {
        // Longer than what is looked at in one go.
        let text: String = (0..170_000).map(|n| format!("{n} ")).collect();
        comes_back(&text, &super::once(text.as_bytes()));
    }

    fn comes_back(text: &str, small: &[u8]) {
        let mut back = String::new();
        brotli::Decompressor::new(small, 4_096).read_to_string(&mut back).unwrap();
        assert!(back == text, "what came back is another text");
    }
}
