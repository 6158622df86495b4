//! The files of this release: script, wasm, style, icons. Inside the binary, compressed when it was built, served from
//! memory. What lies below `/p/<release>/` never changes and may be cached for ever; a new release has a new folder.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/site.rs"));

const NO_SERVICE_WORKER: &str = include_str!("site/off.js");

/// How the names of the residents' program's files begin, of those that the visitors' program does not have.
const APP: &str = "p/app";
/// How the names of the larger program's files begin, of those that no other program has.
const DESK: &str = "p/desk";
/// How the names of the decoder's files begin.
const DECODER: &str = "p/decoder";
/// What reads aloud: for whoever asks for it. A phone keeps it beside the larger program.
const ALOUD: &str = "p/aloud.js";

/// One file.
#[derive(Clone, Debug)]
struct File {
    kind: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
}

/// The files of a release.
#[derive(Clone, Debug, Default)]
pub struct Site {
    release: String,
    files: BTreeMap<String, File>,
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

impl Site {
    /// The files that were built into this binary. A development build has none.
    pub fn embedded() -> Site {
        let files = FILES.iter().map(|(name, plain, brotli)| {
            let brotli = (!brotli.is_empty()).then(|| Bytes::from_static(brotli));
            ((*name).to_string(), File { kind: kind(name), plain: Bytes::from_static(plain), brotli })
        });
        Site { release: RELEASE.into(), files: files.collect() }
    }

    /// The same, and one of its scripts begins with a text that only this program knows. The release's name counts that text in
    /// (`build.rs`).
    #[must_use]
    pub fn beginning(mut self, name: &str, text: &str) -> Site {
        if let Some(file) = self.files.get_mut(name) {
            let whole = [text.as_bytes(), &file.plain[..]].concat();
            file.brotli = Some(Bytes::from(squeeze::once(&whole)));
            file.plain = Bytes::from(whole);
        }
        self
    }

    /// Whether there is anything to serve.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The release: a hash of its files.
    pub fn release(&self) -> &str {
        &self.release
    }

    /// `/p/<release>`.
    pub fn base(&self) -> String {
        format!("/p/{}", self.release)
    }

    /// What every phone keeps to open without a network: everything of the visitors' program.
    pub fn precache(&self) -> Vec<String> {
        self.program(None)
    }

    /// The files of the visitors' program, or of the one whose files begin like this.
    fn program(&self, beginning: Option<&str>) -> Vec<String> {
        let base = self.base();
        let other = |name: &str| {
            let later = if name == ALOUD { DESK } else { name };
            [APP, DESK, DECODER].into_iter().find(|beginning| later.starts_with(*beginning))
        };
        let of_it = |name: &&String| name.starts_with("p/") && other(name) == beginning;
        self.files.keys().filter(of_it).map(|name| format!("{base}/{}", &name[2..])).collect()
    }

    /// The service worker: this release's facts, then the script.
    pub fn service_worker(&self) -> String {
        let list = |name: &str, beginning| {
            let files = serde_json::to_string(&self.program(beginning)).unwrap_or_default();
            format!("const {name} = {files};\n")
        };
        let release = format!("const RELEASE = \"{}\";\n", self.release);
        let others = [("APP_FILES", APP), ("DESK_FILES", DESK), ("DECODER_FILES", DECODER)];
        let others = others.map(|(name, beginning)| list(name, Some(beginning))).concat();
        release + &list("FILES", None) + &others + &self.text("sw.js")
    }

    /// The way out of a release that does not start: a service worker that ends itself, drops the kept files, and opens its pages
    /// anew. What people have not sent yet is in IndexedDB, which it leaves alone.
    pub fn no_service_worker() -> String {
        NO_SERVICE_WORKER.into()
    }

    /// The text of a file of this release, or nothing.
    pub fn text(&self, name: &str) -> String {
        self.files.get(name).map(|file| String::from_utf8_lossy(&file.plain).into_owned()).unwrap_or_default()
    }

    /// Serves a file by its path, if it is one of this release's.
    pub fn serve(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let name = path.trim_start_matches('/');
        let (name, cache) = match name.strip_prefix("p/").and_then(|rest| rest.split_once('/')) {
            Some((release, rest)) if release == self.release => {
                (format!("p/{rest}"), "public, max-age=31536000, immutable")
            }
            Some(_) => return None,
            None if name == "sw.js" => return None,
            None => (name.to_string(), "public, max-age=3600"),
        };
        let file = self.files.get(&name)?;
        let encodings = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let body = file.brotli.as_ref().filter(|_| encodings.is_some_and(|value| value.contains("br")));
        let mut response = (StatusCode::OK, body.unwrap_or(&file.plain).clone()).into_response();
        let head = response.headers_mut();
        head.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
        head.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        head.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if body.is_some() {
            head.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        Some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_begins_with_what_this_program_knows() {
        let file = File { kind: kind("hand.js"), plain: Bytes::from_static(b"say(WORDS)"), brotli: None };
        let site = Site { release: "r".into(), files: [("p/hand.js".to_string(), file)].into() };
        let site = site.beginning("p/hand.js", "const WORDS = 1;\n").beginning("p/none.js", "nothing");
        assert_eq!(site.files["p/hand.js"].plain, "const WORDS = 1;\nsay(WORDS)");
        assert!(site.files["p/hand.js"].brotli.is_some());
        assert_eq!(site.files.len(), 1);
    }

    #[test]
    fn every_file_below_the_release_is_of_one_program() {
        let programs =
            ["p/visit.js", "p/app.js", "p/desk.js", "p/desk.css", "p/decoder.js", "p/decoder_bg.wasm", "p/aloud.js"];
        let names = programs.into_iter().chain(["p/style.css", "icons/x.png"]);
        let file = |name: &str| File { kind: kind(name), plain: Bytes::new(), brotli: None };
        let files = names.map(|name| (name.to_string(), file(name))).collect();
        let site = Site { release: "r".into(), files };
        assert_eq!(site.precache(), ["/p/r/style.css", "/p/r/visit.js"]);
        let worker = site.service_worker();
        let lines: Vec<&str> = worker.lines().collect();
        let expected = [
            r#"const RELEASE = "r";"#,
            r#"const FILES = ["/p/r/style.css","/p/r/visit.js"];"#,
            r#"const APP_FILES = ["/p/r/app.js"];"#,
            r#"const DESK_FILES = ["/p/r/aloud.js","/p/r/desk.css","/p/r/desk.js"];"#,
            r#"const DECODER_FILES = ["/p/r/decoder.js","/p/r/decoder_bg.wasm"];"#,
        ];
        assert_eq!(lines, expected);
    }

    fn public(name: &str) -> Vec<u8> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        std::fs::read(folder.join(name.trim_start_matches('/'))).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every icon that the manifest names, those of its shortcuts too: for what, of which size, in which file.
    fn icons() -> Vec<(String, String, String)> {
        let manifest: serde_json::Value = serde_json::from_slice(&public("manifest.webmanifest")).unwrap();
        let shortcuts = manifest["shortcuts"].as_array().unwrap();
        let owners = std::iter::once(&manifest).chain(shortcuts);
        let all = owners.flat_map(|owner| owner["icons"].as_array().unwrap());
        let word = |icon: &serde_json::Value, name: &str| icon[name].as_str().unwrap_or("any").to_owned();
        all.map(|icon| (word(icon, "purpose"), word(icon, "sizes"), word(icon, "src"))).collect()
    }

    #[test]
    fn every_icon_is_there_and_as_large_as_the_manifest_says() {
        let icons = icons();
        for (_, sizes, file) in &icons {
            let bytes = public(file);
            if sizes == "any" {
                assert!(file.ends_with(".svg") && bytes.starts_with(b"<svg"), "{file}");
                continue;
            }
            let picture = image::load_from_memory(&bytes).unwrap();
            assert_eq!(*sizes, format!("{}x{}", picture.width(), picture.height()), "{file}");
        }
        for (purpose, sizes) in
            [("any", "192x192"), ("any", "512x512"), ("maskable", "512x512"), ("monochrome", "512x512")]
        {
            assert!(
                icons.iter().any(|icon| (icon.0.as_str(), icon.1.as_str()) == (purpose, sizes)),
                "{purpose} {sizes}"
            );
        }
    }

    #[test]
    fn what_a_system_may_cut_off_an_icon_is_ground_alone() {
        let maskable = icons().into_iter().filter(|(purpose, ..)| purpose == "maskable");
        for (_, _, file) in maskable {
            let picture = image::load_from_memory(&public(&file)).unwrap().to_rgba8();
            let (ground, middle) = (*picture.get_pixel(0, 0), f64::from(picture.width()) / 2.0);
            for (x, y, dot) in picture.enumerate_pixels() {
                // A circle of two fifths of its width is always seen.
                let kept = (f64::from(x) - middle).hypot(f64::from(y) - middle) <= 0.8 * middle;
                let far = dot.0.iter().zip(ground.0).any(|(one, other)| one.abs_diff(other) > 24);
                assert!(dot.0[3] == 255 && (kept || !far), "{file} at {x}, {y}");
            }
        }
    }
}
