//! Pictures in fewer bytes: as WebP, for whoever says that they read it.
//!
//! What is kept in the database is a JPEG, which everything reads. A WebP of the same size is made of it when it is first asked for,
//! and stays in memory as long as there is room. It is found by what the JPEG holds and not by a name: so nobody gets to see one
//! without the JPEG, and a picture that is taken away leaves nothing that could be asked for.

use crate::api::photos::upright;
use crate::secret::sha256;
use crate::state::App;
use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use lru::LruCache;
use std::time::Duration;
use tokio::sync::Mutex;
use webp::Encoder;

/// Looks like the JPEG that it is made of.
const QUALITY: f32 = 80.0;
/// So many bytes are kept: some hundred pictures of pages, or two thousand of lists.
const ROOM: usize = 16 * 1024 * 1024;
/// About what it takes to know of a picture, beside its bytes.
const KNOWN: usize = 128;
/// A picture that must wait longer for its turn, because others are decoded, is shown as it is: a page does not wait for a whole
/// photo that somebody sends.
const PATIENCE: Duration = Duration::from_millis(300);

/// What was made and is kept.
#[derive(Default)]
pub(crate) struct Lighter(Mutex<Kept>);

/// What was made of each JPEG, by its SHA-256: none where a WebP would not be smaller.
struct Kept {
    made: LruCache<Vec<u8>, Option<Bytes>>,
    bytes: usize,
}

impl Default for Kept {
    fn default() -> Self {
        Self { made: LruCache::unbounded(), bytes: 0 }
    }
}

impl Kept {
    fn get(&mut self, of: &[u8]) -> Option<Option<Bytes>> {
        self.made.get(of).cloned()
    }

    /// Keeps it, and lets go of what was not asked for longest.
    fn put(&mut self, of: Vec<u8>, made: Option<Bytes>) {
        self.bytes += weight(made.as_ref());
        if let Some(before) = self.made.put(of, made) {
            self.bytes -= weight(before.as_ref());
        }
        while self.bytes > ROOM
            && let Some((_, oldest)) = self.made.pop_lru()
        {
            self.bytes -= weight(oldest.as_ref());
        }
    }
}

fn weight(made: Option<&Bytes>) -> usize {
    KNOWN + made.map_or(0, Bytes::len)
}

/// Shows a picture of which this is the JPEG, in the lightest format that whoever asks reads.
pub(super) async fn shown(app: &App, headers: &HeaderMap, jpeg: Vec<u8>) -> Response {
    let jpeg = Bytes::from(jpeg);
    let lighter = if reads_webp(headers) { made(app, &jpeg).await } else { None };
    let (kind, body) = lighter.map_or(("image/jpeg", jpeg), |webp| ("image/webp", webp));
    ([(header::CONTENT_TYPE, kind), (header::VARY, "accept")], body).into_response()
}

/// Whether somebody names the format. `image/*` is not enough: that is said by programs which were there before it, too.
fn reads_webp(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|kind| {
        let mut parts = kind.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("image/webp"));
        named && !parts.any(refuses)
    })
}

/// Whether a word behind the name of a format says that it is not wanted.
fn refuses(word: &str) -> bool {
    word.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0)
}

/// The WebP, where it is smaller and there is time to make it.
async fn made(app: &App, jpeg: &Bytes) -> Option<Bytes> {
    let of = sha256(jpeg);
    if let Some(kept) = app.lighter.0.lock().await.get(&of) {
        return kept;
    }
    let _turn = tokio::time::timeout(PATIENCE, app.decoding.turn(jpeg.len())).await.ok()?.ok()?;
    // Whoever had the turn before may have wanted the same one.
    if let Some(kept) = app.lighter.0.lock().await.get(&of) {
        return kept;
    }
    let source = jpeg.clone();
    let made = tokio::task::spawn_blocking(move || smaller(&source)).await.ok()?;
    app.lighter.0.lock().await.put(of, made.clone());
    made
}

/// The same picture as a WebP, if that has fewer bytes.
fn smaller(jpeg: &[u8]) -> Option<Bytes> {
    let picture = upright(jpeg)?.into_rgb8();
    let webp = Encoder::from_rgb(&picture, picture.width(), picture.height()).encode_simple(false, QUALITY).ok()?;
    (webp.len() < jpeg.len()).then(|| Bytes::copy_from_slice(&webp))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn who_names_the_format_gets_it_and_nobody_else() {
        let reads = |line: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(line));
            reads_webp(&headers)
        };
        for line in ["image/webp", "image/avif,image/webp,image/apng,*/*;q=0.8", "image/png, Image/WebP;q=0.5"] {
            assert!(reads(line), "{line}");
        }
        for line in ["", "*/*", "image/*", "image/webpx", "image/png;a=image/webp", "image/webp; q=0.0"] {
            assert!(!reads(line), "{line}");
        }
        assert!(!reads_webp(&HeaderMap::new()));
    }

    #[test]
    fn what_was_not_asked_for_longest_goes_first() {
        let (mut kept, half) = (Kept::default(), Bytes::from(vec![0; ROOM / 2 - KNOWN]));
        for of in [1, 2] {
            kept.put(vec![of], Some(half.clone()));
        }
        kept.put(vec![2], Some(half.clone()));
        assert_eq!((kept.made.len(), kept.bytes), (2, ROOM), "what is kept again is counted once");
        assert!(kept.get(&[1]).is_some());
        kept.put(vec![3], None);
        assert!(kept.get(&[2]).is_none() && kept.get(&[1]).is_some());
        assert_eq!(kept.get(&[3]), Some(None), "that it would not be smaller is known too");
        assert_eq!(kept.bytes, ROOM / 2 + KNOWN);
        kept.put(vec![4], Some(Bytes::from(vec![0; ROOM])));
        assert_eq!((kept.made.len(), kept.bytes), (0, 0), "what is larger than all the room is not kept");
    }
}
