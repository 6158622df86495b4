//! What harnesses share: how large they are, a line for the record, and what programs stumble over.

use std::io::Write;

/// What programs stumble over.
pub const TRAPS: [&str; 22] = [
    "\\u0000",
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "\\ud800",
    "\u{10ffff}",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1e999",
    "-0",
    "0.1",
    "null",
    "[[[[[[[[[[[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":{",
    "'; drop table resident; --",
    "%",
    "_",
    "\\",
    "\"",
    "<script>",
    "../../etc/passwd",
];

/// How many times the everyday size.
pub fn scale() -> u32 {
    std::env::var("XISHAN_PROVE_SCALE").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Prints the figures, and writes them down where `XISHAN_PROVE` says.
pub fn report(harness: &str, what: &str, tried: usize, failures: usize) {
    let line = serde_json::json!({
        "harness": harness, "what": what, "tried": tried, "failures": failures, "seeds": []
    });
    println!("{line}");
    let Ok(path) = std::env::var("XISHAN_PROVE") else { return };
    let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
    // One write, so that lines of tests that run at the same time do not mix.
    file.unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
}
