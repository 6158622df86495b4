//! Puts the built site into the binary: every file of `target/site` once plain and once compressed with brotli, and
//! a release name made of their contents. Only for release builds: tests and checks need no site, and may be compiled while
//! it is being built.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    if env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo::rerun-if-changed={}", site.display());
        collect(&site, &site, &mut files);
    }
    files.sort();
    let mut hash = Sha256::new();
    if !files.is_empty() {
        // What the server writes above one of the scripts.
        let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/words/hand.rs");
        println!("cargo::rerun-if-changed={}", words.display());
        hash.update(fs::read(words).unwrap_or_default());
    }
    let mut table = String::new();
    for (name, path) in &files {
        let plain = fs::read(path).unwrap_or_default();
        hash.update(name);
        hash.update(&plain);
        let squeezed = out.join(format!("{}.br", name.replace('/', "_")));
        fs::write(&squeezed, compressed(name, &plain)).expect("the build folder can be written");
        let _ = writeln!(table, "({name:?}, include_bytes!({path:?}), include_bytes!({squeezed:?})),");
    }
    let release: String = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let code = format!("const RELEASE: &str = {release:?};\nconst FILES: &[(&str, &[u8], &[u8])] = &[{table}];\n");
    fs::write(out.join("site.rs"), code).expect("the build folder can be written");
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if let Ok(name) = path.strip_prefix(root) {
            files.push((name.to_string_lossy().into_owned(), path.clone()));
        }
    }
}

/// Compressed, or nothing where that does not pay.
fn compressed(name: &str, plain: &[u8]) -> Vec<u8> {
    if name.ends_with(".png") { Vec::new() } else { squeeze::once(plain) }
}
