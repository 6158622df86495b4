//! The server's own pages: what anyone may see, the same for everyone, kept in memory for each address, look and revision.
//!
//! They are drawn from the public rows alone, with the very functions that a phone draws with, so no private datum can be in
//! a page. A page says times ("还有 6 小时"), so it is drawn anew at least once a minute.

use crate::commands::now;
use crate::error::Error;
use crate::gallery::sheet;
use crate::site::Site;
use crate::state::{App, PublicRows};
use crate::store;
use app::frame::Opening;
use app::gallery::gallery_document;
use app::look::{Lang, Look};
use app::routes::Route;
use app::shell::{Assets, Checked, certificate_document, document, empty_document, slice};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::id::CertificateId;
use domain::notice::Kind;
use domain::organization::Organization;
use domain::replica::Replica;
use domain::when::{MINUTE_MS, Moment};
use leptos::prelude::AnyView;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How many drawn pages are kept.
const KEPT: usize = 400;
/// The largest page, in bytes.
const PAGE_MAX: usize = 4 * 1024 * 1024;

/// Drawn pages.
#[derive(Default)]
pub struct Cache {
    pages: Mutex<HashMap<(String, Look), Drawn>>,
}

#[derive(Clone)]
struct Drawn {
    revision: i64,
    minute: i64,
    html: Bytes,
    brotli: Bytes,
}

/// The files of this release. The script of the hand begins with what it says.
pub fn site() -> Site {
    Site::embedded().beginning("p/hand.js", &app::words::hand::script())
}

/// Whether somebody reads English, as their app has it or their browser.
pub fn english(headers: &HeaderMap) -> bool {
    matches!(look_of(headers).lang, app::look::Lang::En)
}

fn look_of(headers: &HeaderMap) -> Look {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let look = cookies.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix("look="));
    match look {
        Some(value) => Look::of_cookie(value),
        None => {
            let accepts = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("zh");
            let english = accepts.to_lowercase().starts_with("en");
            Look { lang: if english { app::look::Lang::En } else { app::look::Lang::Zh }, ..Look::default() }
        }
    }
}

/// Draws the page of an address; an address without a page is a 404 that looks like the rest.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(file) = app.site.serve(uri.path(), &headers) {
        return Ok(file);
    }
    let public = app.public_rows().await?;
    let route = known(Route::parse(uri.path()), &public.rows);
    let mut look = look_of(&headers);
    // Only the first page asks; all others are the same for whoever was asked and whoever was not.
    look.asked |= route != Route::Today;
    let moment = now();
    let (key, minute) = ((route.href(), look), moment.0 / MINUTE_MS);
    let kept = app.pages.pages.lock().await.get(&key).cloned();
    let drawn = match kept.filter(|drawn| drawn.revision == public.revision && drawn.minute == minute) {
        Some(drawn) => drawn,
        None => Box::pin(draw_anew(&app, route, look, public, moment)).await?,
    };
    let status = if route == Route::NotFound { StatusCode::NOT_FOUND } else { StatusCode::OK };
    Ok(html(status, drawn, &headers))
}

/// Draws a page and keeps it.
async fn draw_anew(app: &App, route: Route, look: Look, public: PublicRows, now: Moment) -> Result<Drawn, Error> {
    let rows = Arc::new(slice(&public.rows, route, now));
    let opening = Opening { route, look, rows, drawn: true, now };
    let assets = Assets { base: app.site.base() };
    let html = draw(move || document(opening.clone(), &assets)).await?;
    let brotli = Bytes::from(squeeze::brotli(&html, 9));
    let drawn = Drawn { revision: public.revision, minute: now.0 / MINUTE_MS, html, brotli };
    let mut pages = app.pages.pages.lock().await;
    if pages.len() >= KEPT {
        pages.clear();
    }
    pages.insert((route.href(), look), drawn.clone());
    Ok(drawn)
}

/// The route, unless it names something that is not there.
fn known(route: Route, rows: &Replica) -> Route {
    let there = match route {
        Route::Organization(id) => rows.get::<domain::organization::Organization>(id.0).is_some(),
        Route::Occurrence(id) | Route::Collectors(id) => rows.get::<domain::occurrence::Occurrence>(id.0).is_some(),
        Route::Shift(id) => rows.get::<domain::shift::Shift>(id.0).is_some(),
        Route::Report(id) => rows.get::<domain::report::PublicReport>(id.0).is_some(),
        _ => true,
    };
    if there { route } else { Route::NotFound }
}

/// The document that the service worker keeps: `/shell` for residents, `/desk-shell` for the desk.
///
/// # Errors
/// When it cannot be drawn.
pub async fn shell(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Error> {
    let desk = uri.path() == "/desk-shell";
    let look = look_of(&headers);
    let assets = Assets { base: app.site.base() };
    let body = draw(move || empty_document(look, &assets, desk)).await?;
    let brotli = Bytes::from(squeeze::brotli(&body, 9));
    Ok(html(StatusCode::OK, Drawn { revision: 0, minute: 0, html: body, brotli }, &headers))
}

/// The page that checks a certificate: drawn at each asking and without a script, because whoever scans the code of a paper has
/// no use for the app. An address that names none is a 404 that looks like the rest.
///
/// # Errors
/// When the database cannot be read, or the page cannot be drawn.
pub async fn certificate(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Error> {
    let id: Option<CertificateId> = uri.path().strip_prefix("/certificate/").and_then(|id| id.parse().ok());
    let Some(checked) = checked(&app, id).await? else { return page(State(app), uri, headers).await };
    let look = look_of(&headers);
    let assets = Assets { base: app.site.base() };
    let body = draw(move || certificate_document(look, &assets, &checked)).await?;
    let brotli = Bytes::from(squeeze::brotli(&body, 5));
    Ok(html(StatusCode::OK, Drawn { revision: 0, minute: 0, html: body, brotli }, &headers))
}

async fn checked(app: &App, id: Option<CertificateId>) -> Result<Option<Checked>, Error> {
    let Some(id) = id else { return Ok(None) };
    let mut tx = app.db.read(app.community).await?;
    let Some(certificate) = store::certificate::load(&mut tx, id).await? else { return Ok(None) };
    let holding = store::certificate::holding(&mut tx, id).await?;
    let public = app.public_rows().await?;
    let team = public.rows.get::<Organization>(certificate.organization.0);
    Ok(Some(Checked { issuer: team.map(|team| team.name.clone()).unwrap_or_default(), holding, certificate }))
}

/// Every part of the pages in every state, as `?look=en.elder.dark` (like the cookie; `contrast` too) or the reader's own look says.
/// Drawn at each asking, without a script; a 404 that looks like the rest where the server was not told to show it.
///
/// # Errors
/// When it cannot be drawn.
pub async fn gallery(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Error> {
    if !app.gallery {
        return page(State(app), uri, headers).await;
    }
    let asked = uri.query().and_then(|query| query.strip_prefix("look="));
    let look = asked.map_or_else(|| look_of(&headers), Look::of_cookie);
    let contrast = asked.is_some_and(|asked| asked.split('.').any(|part| part == "contrast"));
    let moment = now();
    let body = draw(move || gallery_document(look, contrast, moment)).await?;
    let brotli = Bytes::from(squeeze::brotli(&body, 5));
    Ok(html(StatusCode::OK, Drawn { revision: 0, minute: 0, html: body, brotli }, &headers))
}

/// The style of that page: the app's and the desk's, read from this release at each asking.
///
/// # Errors
/// When the page that says that it is not there cannot be drawn.
pub async fn gallery_sheet(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Error> {
    if !app.gallery {
        return page(State(app), uri, headers).await;
    }
    let style = app.site.text("p/style.css") + &app.site.text("p/desk.css");
    let text = sheet(&style, uri.query() == Some("contrast"));
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((kind, text).into_response())
}

/// Draws a document with leptos_axum, in one piece: nothing in a page waits, so nothing is streamed.
async fn draw(view: impl Fn() -> AnyView + Clone + Send + Sync + 'static) -> Result<Bytes, Error> {
    let render = leptos_axum::render_app_async(view);
    let response = render(Request::new(Body::empty())).await;
    let body = to_bytes(response.into_body(), PAGE_MAX).await.map_err(|_| Error::Busy)?;
    // Behind the document leptos writes inline scripts for resources. There are none, and the policy forbids inline.
    let end = body.windows(7).rposition(|tail| tail == b"</html>").map_or(body.len(), |at| at + 7);
    Ok(body.slice(..end))
}

fn html(status: StatusCode, drawn: Drawn, headers: &HeaderMap) -> Response {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let squeezed = accepts.is_some_and(|value| value.contains("br"));
    let body = if squeezed { drawn.brotli } else { drawn.html };
    let mut response = (status, body).into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    head.insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
    if squeezed {
        head.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// What a text message to somebody who has not looked into the app says. Which language they read nobody knows.
pub(crate) fn text_message(kind: Kind, title: &str, starts: Moment, now: Moment) -> String {
    app::words::notice::text_message(Lang::Zh, kind, title, starts, now)
}

/// What a phone shows that rings. It is the same whatever it rings for.
pub(crate) fn alert_message(english: bool) -> String {
    let lang = if english { Lang::En } else { Lang::Zh };
    let (title, body) = (app::words::common::community(lang), app::words::alert::rung(lang));
    serde_json::json!({ "title": title, "body": body, "lang": lang.tag() }).to_string()
}

/// What a team's own group hears of a date.
pub(crate) fn group_message(kind: Kind, title: &str, starts: Moment, reason: &str, now: Moment) -> String {
    app::words::notice::group_message(Lang::Zh, kind, title, starts, reason, now)
}
