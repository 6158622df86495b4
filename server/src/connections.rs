//! Connections, by hand, because `axum::serve` waits for ever: a connection that does not ask is cut, and so is one that asks for
//! nothing more or does not take its answer. A line that stays open ([`crate::api::live`]) is no such thing: it
//! says something every twenty seconds.
//!
//! When the server stops, it takes no new connections, lets what is under way finish, and cuts what is left after [`GRACE`]. Open
//! lines end by themselves, because they are told ([`crate::state::App::closing`]).

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{SockRef, TcpKeepalive};
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

/// How long stopping takes at most.
pub const GRACE: Duration = Duration::from_secs(6);
/// How many connections there are at most. More wait in the kernel's queue.
const CONNECTIONS: usize = 16_384;
/// The largest head of a request, in bytes.
const HEAD_MAX: usize = 32 * 1024;

/// How patient the server is.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// A new connection asks within this time.
    pub first: Duration,
    /// One that has asked asks again within this time. Longer than proxies keep theirs (Caddy two minutes), so that it is they
    /// who hang up and no request meets a closed door.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { first: Duration::from_secs(10), idle: Duration::from_secs(130) }
    }
}

/// Serves until `stop`, and then until what is under way is done.
///
/// # Errors
/// When the listener is broken for good.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    serve_with(listener, router, stop, Patience::default()).await
}

/// The same with another patience.
///
/// # Errors
/// When the listener is broken for good.
pub async fn serve_with(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    patience: Patience,
) -> io::Result<()> {
    let (closing, closed) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept(), if connections.len() < CONNECTIONS => match accepted {
                Ok((stream, peer)) => {
                    let caller = Caller { peer, router: router.clone(), closed: closed.clone() };
                    connections.spawn(connection(stream, caller, patience));
                }
                Err(error) if broken(&error) => return Err(error),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    // Out of files, most likely: others must end first.
                    sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
    drop(listener);
    closing.send_replace(true);
    let rest = async { while connections.join_next().await.is_some() {} };
    if timeout(GRACE, rest).await.is_err() {
        tracing::warn!(left = connections.len(), "connections were cut");
        connections.shutdown().await;
    }
    Ok(())
}

/// Whether the listener itself is of no use any more.
fn broken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::NotConnected)
}

/// Who called, and who answers.
struct Caller {
    peer: SocketAddr,
    router: Router,
    closed: watch::Receiver<bool>,
}

async fn connection(stream: TcpStream, caller: Caller, patience: Patience) {
    tune(&stream);
    let asked = Arc::new(AtomicBool::new(false));
    let (noted, Caller { peer, router, mut closed }) = (asked.clone(), caller);
    let service = service_fn(move |request: Request<Incoming>| {
        noted.store(true, Ordering::Relaxed);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience.idle).max_buf_size(HEAD_MAX);
    let mut conn = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let mut first = pin!(sleep(patience.first));
    let (mut new, mut open) = (true, true);
    loop {
        tokio::select! {
            // A phone that hangs up is no news.
            _ = conn.as_mut() => return,
            () = &mut first, if new => {
                new = false;
                if !asked.load(Ordering::Relaxed) {
                    return;
                }
            }
            _ = closed.wait_for(|closed| *closed), if open => {
                open = false;
                if !asked.load(Ordering::Relaxed) {
                    return;
                }
                conn.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Small answers must not wait for a full packet; a phone that vanished must be noticed.
fn tune(stream: &TcpStream) {
    let socket = SockRef::from(stream);
    let alive = TcpKeepalive::new().with_time(Duration::from_secs(60)).with_interval(Duration::from_secs(15));
    let tuned = stream
        .set_nodelay(true)
        .and_then(|()| socket.set_tcp_keepalive(&alive))
        .and_then(|()| socket.set_tcp_user_timeout(Some(Duration::from_secs(90))));
    if let Err(error) = tuned {
        tracing::debug!(%error, "a connection could not be tuned");
    }
}
