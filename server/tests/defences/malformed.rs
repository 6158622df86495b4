//! Generated HTTP that is not quite HTTP, over real connections, against every route of the table: never a 5xx, never silence.

use crate::lines::Running;
use crate::prove;
use server::connections::Patience;
use server::router::TABLE;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// After this without an answer the sender says that nothing more comes.
const PAUSE: Duration = Duration::from_millis(250);
/// Then it waits this long.
const SILENCE: Duration = Duration::from_secs(1);
/// Requests on the way at the same time.
const TOGETHER: usize = 16;

const METHODS: [&str; 9] = ["GET", "POST", "PUT", "HEAD", "OPTIONS", "BREW", "get", "", "PO ST"];
const VERSIONS: [&str; 6] = ["HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", ""];
const TAILS: [&str; 12] =
    ["", "", "", "/", "//", "/..%2f..", "%00", "%ff%fe", "?a=%00&b=\u{202e}", "#x", "\u{202e}", " x"];
const HEADS: [&str; 34] = [
    "content-type: application/json",
    "content-type: text/plain",
    "content-type: application/json; charset=utf-16",
    "content-type: \u{202e}",
    "content-length: -1",
    "content-length: 0",
    "content-length: 5",
    "content-length: 9223372036854775807",
    "content-length: 18446744073709551615",
    "content-length: 18446744073709551616",
    "content-length: 5\r\ncontent-length: 6",
    "transfer-encoding: chunked",
    "transfer-encoding: chunked\r\ncontent-length: 4",
    "transfer-encoding: gzip, chunked",
    "transfer-encoding: \u{b}chunked",
    "cookie: __Host-sid=",
    "cookie: __Host-sid=\u{0}; look=;;;=",
    "cookie: __Host-sid=x; __Host-sid=y",
    "x-xishan: visitor",
    "x-xishan: 00000000-0000-0000-0000-000000000000",
    "x-xishan: \u{feff}",
    "x-xishan-wire: 18446744073709551616",
    "x-xishan-wire: -1",
    "x-xishan-peer: 203.0.113.1",
    "x-forwarded-for: ,,,,",
    "x-forwarded-for: [::1",
    "sec-fetch-site: cross-site",
    "host: elsewhere.example",
    "host: a\r\nhost: b",
    "expect: 100-continue",
    "connection: upgrade\r\nupgrade: websocket",
    " folded: yes",
    "no colon here",
    "range: bytes=9223372036854775807-0",
];
const BODIES: [&str; 16] = [
    "",
    "null",
    "{\"commands\":[]}",
    "{\"commands\":[],\"commands\":[]}",
    "{\"part\":\"public\",\"epoch\":\"\",\"since\":9223372036854775808,\"scopes\":[]}",
    "{\"part\":\"public\",\"epoch\":\"\",\"since\":-9223372036854775808,\"scopes\":[]}",
    "{\"part\":\"public\",\"part\":\"mine\",\"epoch\":\"\",\"since\":0,\"scopes\":[]}",
    "{\"code\":\"\\u0000\\ud800\",\"label\":\"\u{202e}\"}",
    "{\"code\":\"\u{0}\",\"label\":\"\"}",
    "\"\\ud800\"",
    "1e999",
    "[1,]",
    "5\r\nhello\r\n0\r\n\r\n",
    "ffffffffffffffff\r\nx",
    "-1\r\nx\r\n",
    "GET / HTTP/1.1\r\nhost: smuggled\r\n\r\n",
];

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)) % sides as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

/// A request to a route, with something wrong with it, most likely.
fn request(dice: &mut Dice, at: usize) -> Vec<u8> {
    let rule = TABLE[at % TABLE.len()];
    let id = dice.pick(&["00000000-0000-0000-0000-000000000000", "x", "%00", "{id}", "99999999999999999999"]);
    let method = if dice.roll(3) == 0 { dice.pick(&METHODS) } else { rule.method };
    let long = "x".repeat(if dice.roll(40) == 0 { 40_000 } else { 0 });
    let path = format!("{}{}{long}", rule.path.replace("{id}", id), dice.pick(&TAILS));
    let mut text = format!("{method} {path} {}\r\n", dice.pick(&VERSIONS));
    if dice.roll(5) > 0 {
        text += "host: localhost\r\nx-xishan: visitor\r\ncontent-type: application/json\r\n";
    }
    for _ in 0..dice.roll(5) {
        text += &format!("{}\r\n", dice.pick(&HEADS));
    }
    if dice.roll(30) == 0 {
        (0..150).for_each(|n| text += &format!("x-{n}: y\r\n"));
    }
    let deep = "[".repeat(100_000);
    let body = if dice.roll(40) == 0 { &deep } else { dice.pick(&BODIES) };
    if dice.roll(3) > 0 {
        text += &format!("content-length: {}\r\n", body.len());
    }
    let mut bytes = (text + "\r\n" + body).into_bytes();
    for _ in 0..dice.roll(3) {
        let at = dice.roll(bytes.len());
        bytes[at] = dice.roll(256) as u8;
    }
    bytes
}

/// Sends, and answers the status (0 when the server hung up without a word); an error when it was silent.
async fn status(to: SocketAddr, request: &[u8]) -> Result<u16, String> {
    let mut stream = TcpStream::connect(to).await.map_err(|error| error.to_string())?;
    // The server may have said no, and hung up, before everything is sent.
    stream.write_all(request).await.ok();
    let mut answer = Vec::new();
    let started = Instant::now();
    let mut told = false;
    while !answer.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut piece = [0; 4_096];
        match timeout(if told { SILENCE } else { PAUSE }, stream.read(&mut piece)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(n)) => answer.extend_from_slice(&piece[..n]),
            Err(_) if told => return Err(format!("silent for {:?}", started.elapsed())),
            Err(_) => {
                told = true;
                stream.shutdown().await.ok();
            }
        }
    }
    let text = String::from_utf8_lossy(&answer);
    Ok(text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn http_that_is_not_quite_http_gets_no_5xx_and_no_silence() {
    let running =
        Running::start(Patience { first: Duration::from_millis(500), idle: Duration::from_millis(500) }).await;
    let count = 40 * TABLE.len() * prove::scale() as usize;
    let (mut dice, mut wrong, mut answered) = (Dice(20_261_122), Vec::new(), 0);
    let all: Vec<Vec<u8>> = (0..count).map(|at| request(&mut dice, at)).collect();
    for batch in all.chunks(TOGETHER) {
        let answers = futures::future::join_all(batch.iter().map(|request| status(running.address, request))).await;
        for (request, answer) in batch.iter().zip(answers) {
            answered += usize::from(matches!(answer, Ok(200..=499)));
            if !matches!(answer, Ok(0..=499)) {
                let shown: String = String::from_utf8_lossy(request).chars().take(300).collect();
                wrong.push(format!("{answer:?} to {shown:?}"));
            }
        }
    }
    let after = status(running.address, b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    prove::report("FUZZ", "malformed HTTP", count, wrong.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(answered * 3 > count, "only {answered} of {count} were understood well enough to be answered");
    assert_eq!(after, Ok(200), "the server lives");
    running.stop().await;
}
