//! Every route on one screen, each with who may ask, and what holds for all of them.
//!
//! The table is the router: a route without a policy cannot be written down. [`crate::gate`] holds what it says, and the tests
//! walk it line by line. Whatever is not in it is a public page, a file, or not there.

use crate::address::PEER_HEADER;
use crate::api::{
    alert, calendar, desk, export, kitchen, ledgers, lists, live, lottery, photos, pictures, pull, push, qr, reached,
    sign_in, sounds, team,
};
use crate::clock;
use crate::error::Error;
use crate::gate::gate;
use crate::pages;
use crate::policy::{Class, Policy, Rule};
use crate::site::Site;
use crate::state::App;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use domain::wire::APP_HEADER;
use std::any::Any;
use std::net::SocketAddr;
use tower_http::catch_panic::CatchPanicLayer;

macro_rules! routes {
    ($($method:ident $path:literal $policy:ident $class:ident $handler:path, $what:literal;)+) => {
        /// Every route, as the router has them:
        ///
        /// | method and path | who | limits | what |
        /// |---|---|---|---|
        $(#[doc = concat!(
            "| ", stringify!($method), " ", $path, " | ", stringify!($policy), " | ", stringify!($class), " | ", $what, " |"
        )])+
        pub const TABLE: &[Rule] = &[$(Rule {
            method: stringify!($method),
            path: $path,
            policy: Policy::$policy,
            class: Class::$class,
            what: $what,
        }),+];

        fn table() -> Router<App> {
            Router::new()$(.route($path, on(MethodFilter::$method, $handler)))+
        }
    };
}

routes! {
    POST "/api/push"                 Phone     Push   push::push,        "decides commands, each by its actor";
    POST "/api/pull"                 Anyone    Pull   pull::pull,        "what is new: the public part for anyone, an account's for itself";
    GET  "/api/live"                 Anyone    Live   live::live,        "that there is something new, never what";
    POST "/api/sign-in"              Anyone    SignIn sign_in::sign_in,  "signs the phone in with a card";
    POST "/api/sign-out"             Anyone    SignIn sign_in::sign_out, "signs an account out of one's own phone";
    POST "/api/accounts"             Anyone    Pull   sign_in::accounts, "who is signed in on one's own phone";
    PUT  "/api/photos/{id}"          Account   Photo  photos::put,       "keeps a photo for a report";
    GET  "/api/photos/{id}"          OwnThing  Photo  photos::get,       "shows a photo to its owner and the open desk";
    PUT  "/api/pictures/{id}"        Account   Photo  pictures::put,     "keeps a picture, for whoever runs activities or cooks";
    GET  "/api/pictures/{id}"        Anyone    Page   pictures::get,     "a picture that a public row names";
    GET  "/api/qr/{id}"              Anyone    Page   qr::qr,            "the QR code of a date's page";
    GET  "/api/qr/certificate/{id}"  Anyone    Page   qr::certificate,   "the QR code of the page that checks a certificate";
    GET  "/api/lottery/{id}"         Anyone    Page   lottery::lottery,  "how a date's places were drawn, without names";
    GET  "/api/sounds"               Anyone    Page   sounds::sounds,    "how the characters of public titles are read, to find by pinyin";
    POST "/api/export"               Account   Desk   export::export,    "everything about the account";
    GET  "/api/export/signups/{id}"  OwnThing  Desk   lists::signups,    "who is signed up for a date, for those who run it";
    GET  "/api/export/orders/{day}"  OwnThing  Desk   lists::orders,     "a day's orders, for the canteen";
    GET  "/api/export/hours/{id}"    OwnThing  Desk   ledgers::organization_hours, "an organization's ledger of hours, for its leaders";
    GET  "/api/export/shift/{id}"    OwnThing  Desk   ledgers::roster,   "who is on a shift, for those who run it";
    GET  "/api/export/attendance/{id}" OwnThing Desk  ledgers::attendance, "who came to a date, for those who run it";
    GET  "/api/export/members/{id}"  OwnThing  Desk   team::members::members, "who belongs to a team, for its leaders";
    GET  "/api/export/dates/{id}"    OwnThing  Desk   team::dates::dates, "a team's coming dates, for its leaders";
    GET  "/api/export/shifts/{id}"   OwnThing  Desk   team::shifts::shifts, "a team's coming shifts with who takes them, for its leaders";
    GET  "/api/export/turnout/{id}"  OwnThing  Desk   team::turnout::turnout, "how many came to an activity's dates, for those who run it";
    GET  "/api/export/certificates/{id}" OwnThing Desk team::certificates::certificates, "the certificates that a team has issued, for its leaders";
    GET  "/api/export/calls/{id}"    OwnThing  Desk   team::calls::calls, "an alliance's calls with its units' answers, for its leaders";
    POST "/api/reached"              Account   Desk   reached::reached,  "who has been told that a date or a shift is off or moved, for those who run it";
    POST "/api/calendar"             Account   Desk   calendar::look,    "whether the account has a calendar address";
    POST "/api/calendar/make"        Account   Desk   calendar::make,    "makes one, in place of the one before";
    POST "/api/calendar/end"         Account   Desk   calendar::end,     "ends it";
    POST "/api/alerts"               Account   Desk   alert::look,       "whether the phone rings when there is something new";
    POST "/api/alerts/start"         Account   Desk   alert::start,      "it does from now on, for this account";
    POST "/api/alerts/end"           Account   Desk   alert::end,        "it does not any more";
    POST "/api/desk/state"           Account   Desk   desk::state,       "how the desk stands";
    POST "/api/desk/unlock"          Staff     Desk   desk::unlock,      "opens the desk";
    POST "/api/desk/lock"            Account   Desk   desk::lock,        "locks it";
    POST "/api/desk/stay"            OpenDesk  Desk   desk::stay,        "how long it stays open, and keeps it so";
    POST "/api/desk/unlock/begin"    Staff     Desk   desk::ask,         "asks for a passkey";
    POST "/api/desk/unlock/finish"   Staff     Desk   desk::open,        "opens the desk for it";
    POST "/api/desk/passkeys"        OpenDesk  Desk   desk::passkeys,    "one's own passkeys";
    POST "/api/desk/passkeys/begin"  FreshDesk Desk   desk::begin,       "asks for a new one";
    POST "/api/desk/passkeys/add"    FreshDesk Desk   desk::add,         "keeps it";
    POST "/api/desk/passkeys/remove" FreshDesk Desk   desk::remove,      "removes one";
    POST "/api/desk/password"        FreshDesk Desk   desk::change_password, "changes one's own password";
    POST "/api/desk/residents"       OpenDesk  Desk   desk::residents,   "finds residents";
    POST "/api/kitchen/residents"    Account   Desk   kitchen::residents, "finds residents by name, for the canteen";
    POST "/api/desk/cards"           OpenDesk  Desk   desk::cards,       "prints cards";
    POST "/api/desk/sign-out"        OpenDesk  Desk   desk::sign_out,    "signs a resident out of every phone";
    POST "/api/desk/phones"          OpenDesk  Desk   desk::phones,      "the phones that a resident is signed in on";
    POST "/api/desk/phones/sign-out" OpenDesk  Desk   desk::sign_out_one, "signs them out of one";
    POST "/api/desk/leave"           FreshDesk Desk   desk::leave,       "notes that a resident does not live here any more";
    POST "/api/desk/return"          FreshDesk Desk   desk::come_back,   "takes that back";
    POST "/api/desk/move"            OpenDesk  Desk   desk::rehouse,     "notes that a resident lives behind another door";
    POST "/api/desk/record"          OpenDesk  Desk   desk::record,      "what the register says of a resident";
    POST "/api/desk/correct"         OpenDesk  Desk   desk::correct,     "corrects it";
    POST "/api/desk/compare"         OpenDesk  Desk   desk::compare,     "two records beside each other, of which the desk thinks that they are one person";
    POST "/api/desk/merge"           FreshDesk Desk   desk::merge,       "makes them one";
    POST "/api/desk/log"             OpenDesk  Desk   desk::log,         "what was done at the desk, and by whom";
    GET  "/api/export/log"           OwnThing  Desk   desk::log_file,    "the same as a spreadsheet, for the open desk";
    POST "/api/desk/takeouts"        OpenDesk  Desk   desk::takeouts,    "who wants to take the register along";
    POST "/api/desk/takeouts/ask"    FreshDesk Desk   desk::ask_takeout, "wants to";
    POST "/api/desk/takeouts/everything" FreshDesk Desk desk::ask_everything, "wants to take everything of the community along";
    POST "/api/desk/takeouts/agree"  FreshDesk Desk   desk::agree_takeout, "agrees that somebody else does";
    GET  "/api/export/register/{id}" OwnThing  Desk   desk::register_file, "the register as a spreadsheet, once two have agreed";
    GET  "/api/export/community/{id}" OwnThing Desk   desk::community_file, "everything of the community as an archive, once two have agreed";
    PUT  "/api/desk/intakes/{id}"    OpenDesk  Photo  desk::bring,       "reads a list of residents, and keeps it until it is applied";
    POST "/api/desk/intakes"         OpenDesk  Desk   desk::intakes,     "the lists that were applied";
    POST "/api/desk/intake/check"    OpenDesk  Desk   desk::check,       "what would come of a list";
    POST "/api/desk/intake/apply"    FreshDesk Desk   desk::apply,       "writes it into the register";
    POST "/api/desk/intake/undo"     FreshDesk Desk   desk::undo,        "takes it back";
    GET  "/calendar/public.ics"      Anyone    Page   calendar::public,  "every date, for calendar programs";
    GET  "/calendar/organization/{id}" Anyone  Page   calendar::organization, "an organization's dates";
    GET  "/calendar/person/{secret}" Anyone    Page   calendar::person,  "a person's, for whoever has the secret";
    GET  "/certificate/{id}"         Anyone    Page   pages::certificate, "whether a certificate of service hours holds, for whoever has its address";
    GET  "/style"                    Anyone    Page   pages::gallery,    "every part of the pages in every state, where the server was told to show it";
    GET  "/style/sheet.css"          Anyone    Page   pages::gallery_sheet, "its style: that of the app, with marks for states";
    GET  "/health"                   Anyone    Page   health,            "200 while the database answers and can be written, and the clock is right";
    GET  "/sw.js"                    Anyone    Page   service_worker,    "the service worker";
    GET  "/shell"                    Anyone    Page   pages::shell,      "the empty document for residents";
    GET  "/desk-shell"               Anyone    Page   pages::shell,      "the empty document for the desk";
}

/// Scripts, styles and connections from this server alone; nothing inline. `require-trusted-types-for` is not in it: Leptos
/// makes elements through `<template>.innerHTML`, from text that is fixed when the app is built.
const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// For what is no page and starts nothing, should a browser show it all the same: data, scripts, styles, pictures. Each of them
/// comes with its headers, so the long list costs a first visit more than a kilobyte.
const CSP_DATA: &str = "default-src 'none'; frame-ancestors 'none'";

/// What our pages may ask the browser for.
const PERMISSIONS: &str = "geolocation=(self), camera=(self), microphone=(), payment=(), \
    publickey-credentials-create=(self), publickey-credentials-get=(self)";

/// All routes.
pub fn router(app: App) -> Router {
    table()
        .fallback(elsewhere)
        .layer(middleware::from_fn_with_state(app.clone(), door))
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(app)
}

/// What holds for every request: each layer of its own would cost each of them an allocation or two.
async fn door(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_string());
    let peer = HeaderValue::from_str(&peer.unwrap_or_default()).unwrap_or(HeaderValue::from_static(""));
    request.headers_mut().insert(HeaderName::from_static(PEER_HEADER), peer);
    let kind = Kind::of(request.uri().path());
    let response = if ours(&request) {
        gate(&app, request, next).await.unwrap_or_else(IntoResponse::into_response)
    } else {
        StatusCode::FORBIDDEN.into_response()
    };
    dress(response, kind)
}

/// A handler that panicked: the fault is ours, and the log has it.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    dress(StatusCode::INTERNAL_SERVER_ERROR.into_response(), Kind::Api)
}

/// What the table does not name: pages and files. Below `/api` there is nothing else.
async fn elsewhere(State(app): State<App>, request: Request) -> Result<Response, Error> {
    let (path, method) = (request.uri().path(), request.method());
    if path == "/api" || path.starts_with("/api/") {
        return Err(Error::NotFound);
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        return Ok(StatusCode::METHOD_NOT_ALLOWED.into_response());
    }
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    drop(request);
    pages::page(State(app), uri, headers).await
}

/// Refuses what another site could make a browser send: every change must come from our own script.
fn ours(request: &Request) -> bool {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let own = headers.contains_key(APP_HEADER) && matches!(site, None | Some("same-origin"));
    safe || own
}

/// What was asked for, as far as the headers of the answer depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Api,
    /// A script that runs without a page around it: then its own policy holds, and not that of a page.
    Worker,
    Other,
}

impl Kind {
    fn of(path: &str) -> Kind {
        match path {
            "/sw.js" => Kind::Worker,
            _ if path.starts_with("/p/") && path.ends_with("/decoder.js") => Kind::Worker,
            _ if path.starts_with("/api") => Kind::Api,
            _ => Kind::Other,
        }
    }
}

/// The headers of every answer.
fn dress(mut response: Response, asked: Kind) -> Response {
    let head = response.headers_mut();
    let kind = head.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let page = asked == Kind::Worker || kind.is_some_and(|kind| kind.starts_with("text/html"));
    if let Ok(date) = HeaderValue::try_from(clock::date()) {
        head.insert(header::DATE, date);
    }
    // Pictures that everyone may see do not change, and say so. What else an answer says about keeping it does not count.
    let kept = head.get(header::CACHE_CONTROL).is_some_and(|told| told == pictures::FOR_A_DAY);
    let mut set = |name: HeaderName, value: &'static str| head.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, if page { CSP } else { CSP_DATA });
    set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if page {
        set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    }
    if asked == Kind::Api && !kept {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

async fn health(State(app): State<App>) -> Result<&'static str, Error> {
    app.well().await?;
    Ok("ok")
}

async fn service_worker(State(app): State<App>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    let script = if app.service_worker_off { Site::no_service_worker() } else { app.site.service_worker() };
    (kind, script).into_response()
}
