//! Every route on one screen, and what holds for all of them.
//!
//! | method and path          | who                                   | what                                |
//! |--------------------------|---------------------------------------|-------------------------------------|
//! | POST /api/push           | a signed-in phone; each command by its actor | decides commands             |
//! | POST /api/pull           | anyone (public), the account (mine)   | what is new                         |
//! | GET  /api/live           | anyone                                | that there is something new         |
//! | POST /api/sign-in        | anyone with a card                    | signs the phone in                  |
//! | POST /api/sign-out       | a signed-in phone                     | signs an account out                |
//! | POST /api/accounts       | anyone (about their own phone)        | who is signed in here               |
//! | PUT/GET /api/photos/{id} | the account / its owner and the open desk | photos of reports               |
//! | POST /api/export         | the account                           | everything about the account        |
//! | POST /api/desk/state     | the account                           | how the desk stands                 |
//! | POST /api/desk/unlock    | staff                                 | opens the desk                      |
//! | POST /api/desk/lock      | the account                           | locks it                            |
//! | POST /api/desk/residents | the open desk                         | finds residents                     |
//! | POST /api/desk/cards     | the open desk                         | prints cards                        |
//! | GET  /health             | anyone                                | 200 while the database answers      |
//! | GET  everything else     | anyone                                | public pages and files              |

use crate::api::{desk, export, live, photos, pull, push, sign_in};
use crate::error::Error;
use crate::pages;
use crate::state::App;
use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::wire::APP_HEADER;
use std::net::SocketAddr;
use tower_http::catch_panic::CatchPanicLayer;

/// The largest body of a request, photos apart.
const BODY_MAX: usize = 1024 * 1024;

/// Scripts, styles and connections from this server alone; nothing inline. `require-trusted-types-for` is not in it: Leptos
/// makes elements through `<template>.innerHTML`, from text that is fixed when the app is built.
const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/api/push", post(push::push))
        .route("/api/pull", post(pull::pull))
        .route("/api/live", get(live::live))
        .route("/api/sign-in", post(sign_in::sign_in))
        .route("/api/sign-out", post(sign_in::sign_out))
        .route("/api/accounts", post(sign_in::accounts))
        .route("/api/export", post(export::export))
        .route("/api/desk/state", post(desk::state))
        .route("/api/desk/unlock", post(desk::unlock))
        .route("/api/desk/lock", post(desk::lock))
        .route("/api/desk/residents", post(desk::residents))
        .route("/api/desk/cards", post(desk::cards))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .route("/api/photos/{id}", get(photos::get).put(photos::put).layer(DefaultBodyLimit::max(photos::MAX_BYTES)))
        .route("/api/{*rest}", axum::routing::any(|| async { Error::NotFound }))
        .route("/health", get(health))
        .route("/sw.js", get(service_worker))
        .route("/shell", get(pages::shell))
        .route("/desk-shell", get(pages::shell))
        .fallback_service(get(pages::page).with_state(app.clone()))
        .layer(middleware::from_fn(guard))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(headers))
        .with_state(app)
}

/// Refuses what another site could make a browser send: every change must come from our own script.
async fn guard(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let own = headers.contains_key(APP_HEADER) && matches!(site, None | Some("same-origin"));
    if safe || own { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() }
}

/// The headers of every answer.
async fn headers(mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_string());
    let peer = HeaderValue::from_str(&peer.unwrap_or_default()).unwrap_or(HeaderValue::from_static(""));
    request.headers_mut().insert(HeaderName::from_static(PEER_HEADER), peer);
    let api = request.uri().path().starts_with("/api");
    let mut response = next.run(request).await;
    let head = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| head.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "geolocation=(self), camera=(self), microphone=(), payment=()");
    if api {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

async fn health(State(app): State<App>) -> Result<&'static str, Error> {
    app.public_rows().await?;
    Ok("ok")
}

async fn service_worker(State(app): State<App>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (kind, app.site.service_worker()).into_response()
}

/// The address that a request comes from, for counting failures: the nearest proxy's word if it is trusted. IPv6 counts by
/// its /64, because that is what one household has.
pub fn address(app: &App, headers: &HeaderMap) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let named = forwarded.filter(|_| app.behind_proxy).and_then(|list| list.rsplit(',').next());
    let direct = headers.get(PEER_HEADER).and_then(|value| value.to_str().ok());
    let text = named.or(direct).unwrap_or("local").trim();
    match text.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(v4) => v4.to_string(),
        Err(_) => "local".into(),
    }
}

/// Where [`headers`] notes the peer's address; whatever a client sends under this name is overwritten.
pub const PEER_HEADER: &str = "x-xishan-peer";
