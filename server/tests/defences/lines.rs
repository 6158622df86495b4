//! Connections and limits as a client sees them: slow ones are cut, open lines stay, stopping is quick, too many are told to wait,
//! what is too large and an old release are told so.

use crate::world::{Ask, World};
use axum::http::StatusCode;
use domain::wire::{Part, PullRequest, SignIn, UpdateRequired, WIRE_HEADER};
use server::address::Address;
use server::api::photos::MAX_BYTES;
use server::connections::{Patience, serve_with};
use server::gate::BODY_MAX;
use server::limits::{COMMANDS_AT_ONCE, STREAMS_OF_DEVICE, of_address};
use server::policy::Class;
use server::router::TABLE;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// A server that listens.
pub struct Running {
    pub world: World,
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
}

impl Running {
    pub async fn start(patience: Patience) -> Running {
        let world = World::open().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let closing = world.app.closing.clone();
        let stopped = async move {
            stopped.await.ok();
            closing.send_replace(true);
        };
        let server = tokio::spawn(serve_with(listener, world.router.clone(), stopped, patience));
        Running { world, address, stop, server }
    }

    /// Stops the server; answers how long that took.
    pub async fn stop(self) -> Duration {
        let started = Instant::now();
        self.stop.send(()).unwrap();
        self.server.await.unwrap().unwrap();
        started.elapsed()
    }

    async fn send(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

/// What comes within the time, and whether the line is closed then.
async fn hear(stream: &mut TcpStream, time: Duration) -> (String, bool) {
    let (mut heard, until) = (Vec::new(), Instant::now() + time);
    let mut piece = [0; 8_192];
    while let Ok(read) = timeout(until.saturating_duration_since(Instant::now()), stream.read(&mut piece)).await {
        match read {
            Ok(0) | Err(_) => return (String::from_utf8_lossy(&heard).into_owned(), true),
            Ok(n) => heard.extend_from_slice(&piece[..n]),
        }
    }
    (String::from_utf8_lossy(&heard).into_owned(), false)
}

fn patience(ms: u64) -> Patience {
    Patience { first: Duration::from_millis(ms), idle: Duration::from_millis(ms) }
}

const HEALTH: &str = "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n";
const LIVE: &str = "GET /api/live HTTP/1.1\r\nhost: localhost\r\nx-xishan: visitor\r\n\r\n";

/// How many of so many slow connections are cut within a time; meanwhile others are answered.
async fn cut(patience: Patience, wait: Duration) -> usize {
    let running = Running::start(patience).await;
    let mut slow = Vec::new();
    for n in 0..150 {
        let text = ["", "GET /", "GET / HTTP/1.1\r\nhost: localhost\r\nx-a: "][n % 3];
        slow.push(running.send(text).await);
    }
    let started = Instant::now();
    let mut quick = running.send(HEALTH).await;
    assert!(hear(&mut quick, Duration::from_millis(300)).await.0.starts_with("HTTP/1.1 200"));
    sleep(wait.saturating_sub(started.elapsed())).await;
    let mut closed = 0;
    for stream in &mut slow {
        closed += usize::from(hear(stream, Duration::from_millis(1)).await.1);
    }
    running.stop().await;
    closed
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_do_not_ask_are_cut() {
    assert_eq!(cut(patience(400), Duration::from_millis(1_500)).await, 150);
    assert_eq!(cut(patience(60_000), Duration::from_millis(1_500)).await, 0, "or the test sees nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_stays_open_is_not_cut_and_hears_the_news() {
    let running = Running::start(patience(300)).await;
    let (mut line, mut idle) = (running.send(LIVE).await, running.send(HEALTH).await);
    let (head, closed) = hear(&mut line, Duration::from_millis(1_200)).await;
    assert!(head.starts_with("HTTP/1.1 200") && !closed, "{head}");
    assert!(hear(&mut idle, Duration::from_millis(200)).await.1, "an idle connection is cut");
    running.world.app.live.send_modify(|revision| *revision += 1);
    let (news, _) = hear(&mut line, Duration::from_millis(500)).await;
    assert!(news.contains("data: "), "{news}");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_ends_open_lines_at_once_and_lets_what_is_under_way_finish() {
    let running = Running::start(Patience::default()).await;
    let mut line = running.send(LIVE).await;
    let (mut idle, _new) = (running.send(HEALTH).await, running.send("").await);
    hear(&mut idle, Duration::from_millis(200)).await;
    let body = r#"{"part":"public","epoch":"","since":0,"scopes":[]}"#;
    let head = "POST /api/pull HTTP/1.1\r\nhost: localhost\r\nx-xishan: visitor\r\ncontent-type: application/json\r\n";
    let mut half = running.send(&format!("{head}content-length: {}\r\n\r\n{}", body.len(), &body[..20])).await;
    sleep(Duration::from_millis(200)).await;
    let stopping = tokio::spawn(running.stop());
    sleep(Duration::from_millis(200)).await;
    assert!(!stopping.is_finished(), "a request is under way");
    assert!(hear(&mut line, Duration::from_millis(300)).await.1, "the open line has ended");
    half.write_all(&body.as_bytes()[20..]).await.unwrap();
    let (answer, _) = hear(&mut half, Duration::from_secs(3)).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with('}'), "{:.200}", answer);
    assert!(stopping.await.unwrap() < Duration::from_secs(5));
}

fn card_try() -> Ask {
    Ask::json("POST", "/api/sign-in", &SignIn { code: "?".into(), label: "x".into() }).by(None, None)
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_from_one_address_is_told_how_long_to_wait() {
    let world = World::open().await;
    let from = |place: &str| Ask { more: vec![("x-forwarded-for", place.into())], ..card_try() };
    for _ in 0..of_address(Class::SignIn).burst {
        assert_eq!(world.ask(&from("2001:db8:7:7::1")).await.status, 403);
    }
    let reply = world.ask(&from("2001:db8:7:7:ffff::2")).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "the same household");
    assert!(reply.head.contains("retry-after") && reply.text().contains("wait"), "{} {}", reply.head, reply.text());
    assert_eq!(world.ask(&from("2001:db8:7:8::1")).await.status, 403, "another household");
    // Only the last word is the proxy's: the others are whatever the sender likes.
    let forged = world.ask(&from("198.51.100.1, 2001:db8:7:7::9")).await;
    assert_eq!(forged.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(Address::parse("127.0.0.1"), Some(Address::Local), "the server's own machine is not counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_brings_hundreds_of_commands_and_holds_a_few_lines() {
    let world = World::open().await;
    let who = world.resident("R0158");
    let phone = world.phone(&[who]).await;
    let command = |_| {
        let id = Uuid::now_v7();
        format!(
            r#"{{"id":"{id}","device":"{id}","device_seq":1,"actor":"{who}","depends_on":[],"made_at":0,"schema":1,"command":{{"endorse":{{"report":"{id}"}}}}}}"#
        )
    };
    let batch = || format!("{{\"commands\":[{}]}}", (0..50).map(command).collect::<Vec<_>>().join(","));
    let push = |body| Ask::new("POST", "/api/push", body).by(Some(&phone.cookie), Some(who));
    for _ in 0..10 {
        assert_eq!(world.ask(&push(batch())).await.status, 200, "five hundred get through");
    }
    let mut refused = 0;
    for _ in 0..COMMANDS_AT_ONCE / 50 {
        refused += u32::from(world.ask(&push(batch())).await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 0, "a script does not");
    let seat = || world.app.limits.seat(Some(phone.id), Address::Local).ok();
    let seats: Vec<_> = (0..STREAMS_OF_DEVICE).map(|_| seat().unwrap()).collect();
    let live = Ask::new("GET", "/api/live", "").by(Some(&phone.cookie), Some(who));
    assert_eq!(world.ask(&live).await.status, StatusCode::TOO_MANY_REQUESTS);
    drop(seats);
    assert_eq!(world.ask(&live).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_told_so_and_nothing_is_decided() {
    let world = World::open().await;
    let who = world.resident("R0158");
    let phone = world.phone(&[who]).await;
    let before = world.counts().await;
    let photo = format!("/api/photos/{}", Uuid::now_v7());
    let asks = [
        ("POST", "/api/push", BODY_MAX),
        ("POST", "/api/pull", BODY_MAX),
        ("POST", "/api/sign-in", BODY_MAX),
        ("PUT", photo.as_str(), MAX_BYTES),
    ];
    for (method, path, most) in asks {
        let ask = |size| Ask::new(method, path, vec![b' '; size]).by(Some(&phone.cookie), Some(who));
        let reply = world.ask(&ask(most + 1)).await;
        assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        // A phone takes whatever is not JSON for a station's log-in page.
        assert!(reply.kind.starts_with("application/json"), "{path}: {}", reply.kind);
        assert_eq!(serde_json::from_slice::<String>(&reply.body).unwrap(), "Payload Too Large");
        assert_eq!(
            world.ask(&ask(most)).await.status,
            StatusCode::BAD_REQUEST,
            "{path}: that much is read, and is nothing"
        );
    }
    assert_eq!(before, world.counts().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_release_is_told_so_and_nothing_is_decided() {
    let mut world = World::open().await;
    world.set(|app| app.oldest_wire = 2);
    let who = world.resident("R0158");
    let phone = world.phone(&[who]).await;
    let pull = PullRequest { part: Part::Public, epoch: String::new(), since: 0, scopes: Vec::new() };
    let before = world.counts().await;
    for speaks in [None, Some("1"), Some("0"), Some(""), Some("new"), Some("-2"), Some("99999999999999999999")] {
        for ask in [Ask::json("POST", "/api/pull", &pull), Ask::new("POST", "/api/push", r#"{"commands":[]}"#)] {
            let more = speaks.map(|speaks| (WIRE_HEADER, speaks.to_string()));
            let ask = Ask { more: more.into_iter().collect(), ..ask }.by(Some(&phone.cookie), Some(who));
            let reply = world.ask(&ask).await;
            assert_eq!(reply.status, StatusCode::UPGRADE_REQUIRED, "{speaks:?}");
            let told: UpdateRequired = serde_json::from_slice(&reply.body).unwrap();
            assert_eq!(told.update_required, 2);
        }
    }
    assert_eq!(before, world.counts().await);
    for speaks in ["2", "3"] {
        let more = vec![(WIRE_HEADER, speaks.to_string())];
        let ask = Ask { more, ..Ask::json("POST", "/api/pull", &pull) }.by(Some(&phone.cookie), Some(who));
        assert_eq!(world.ask(&ask).await.status, 200);
    }
    let by_the_browser = Ask { cookie: Some(phone.cookie.clone()), ..Ask::new("GET", "/api/live", "") };
    assert_eq!(world.ask(&by_the_browser).await.status, 200, "it cannot set headers");
    // The way to the new version is always open.
    for path in ["/", "/sw.js", "/shell"] {
        assert_eq!(world.ask(&Ask::new("GET", path, "")).await.status, 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kill_switch_ends_the_service_worker_and_leaves_the_store_alone() {
    let mut world = World::open().await;
    let usual = world.ask(&Ask::new("GET", "/sw.js", "")).await;
    assert!(!usual.text().contains("unregister"));
    world.set(|app| app.service_worker_off = true);
    let off = world.ask(&Ask::new("GET", "/sw.js", "")).await;
    assert!(off.text().contains("registration.unregister()") && off.text().contains("caches.delete"));
    assert!(!off.text().contains("indexedDB") && !off.text().contains("fetch"));
    assert!(off.kind.starts_with("text/javascript") && off.head.contains("no-cache"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parts_of_the_pages_are_shown_only_where_the_server_was_told_to() {
    let mut world = World::open().await;
    let asks =
        ["/style", "/style?look=en.elder.dark.contrast", "/style/sheet.css"].map(|path| Ask::new("GET", path, ""));
    for ask in &asks {
        let reply = world.ask(ask).await;
        assert_eq!(reply.status, 404, "{}", ask.path);
        assert!(!reply.text().contains("sample-stage"), "{}", ask.path);
    }
    world.set(|app| app.gallery = true);
    let page = world.ask(&asks[0]).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("data-state=\"pressed\"") && page.text().contains("lang=\"zh-CN\""));
    assert!(!page.text().contains("<script") && !page.text().contains("style=\""), "the policy allows neither inline");
    let other = world.ask(&asks[1]).await.text();
    for word in ["lang=\"en\"", "data-view=\"elder\"", "data-theme=\"dark\"", "/style/sheet.css?contrast"] {
        assert!(other.contains(word), "{word}");
    }
    let sheet = world.ask(&asks[2]).await;
    assert!(sheet.kind.starts_with("text/css") && sheet.text().contains(".sample-stage"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers() {
    let world = World::open().await;
    let mut asks: Vec<Ask> = TABLE.iter().map(|rule| Ask::new(rule.method, rule.path, "{").by(None, None)).collect();
    asks.extend(["/", "/nothing", "/api/nothing"].map(|path| Ask::new("GET", path, "")));
    asks.extend([Ask::new("BREW", "/", ""), Ask::new("DELETE", "/api/push", ""), Ask::new("POST", "/api/push", "")]);
    for ask in asks {
        let reply = world.ask(&ask).await;
        for name in
            ["content-security-policy", "strict-transport-security", "x-content-type-options", "referrer-policy"]
        {
            assert!(reply.head.contains(name), "{name} is missing: {} {} {}", ask.method, ask.path, reply.status);
        }
        // What is drawn or runs may load our own things; everything else may load nothing, wherever it is opened.
        let runs = reply.kind.starts_with("text/html") || ask.path == "/sw.js";
        assert_eq!(reply.head.contains("script-src 'self'"), runs, "{} {}", ask.method, ask.path);
        assert_eq!(reply.head.contains("permissions-policy"), runs, "{} {}", ask.method, ask.path);
        assert!(reply.head.contains("default-src 'none'") && reply.head.contains("frame-ancestors 'none'"));
        assert!(!ask.path.starts_with("/api") || reply.head.contains("no-store"), "{} {}", ask.method, ask.path);
    }
}
