//! What makes the machine's clock wrong in a build that can break rules: the file that `XISHAN_CLOCK_STEP` names says by how many
//! milliseconds, and may say otherwise while the server runs.

use std::path::PathBuf;
use std::sync::OnceLock;

/// How far the machine's clock is made wrong now, in milliseconds.
pub(super) fn step() -> i64 {
    static FILE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let file = FILE.get_or_init(|| std::env::var_os("XISHAN_CLOCK_STEP").map(PathBuf::from)).as_ref();
    let text = file.and_then(|file| std::fs::read_to_string(file).ok());
    text.and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}
