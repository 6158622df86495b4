//! The demonstration community behind the real router, asked without a socket.

use crate::place::Place;
use crate::settled;
use crate::tables;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::device::Device;
use domain::id::{CommunityId, DeviceId, ResidentId};
use domain::when::Moment;
use domain::wire::APP_HEADER;
use futures::stream::{self, StreamExt};
use server::commands::{DESK_MAX_MS, now};
use server::db::Db;
use server::import::{self, census::Census};
use server::reach::alert::Bell;
use server::router::router;
use server::secret;
use server::site::Site;
use server::state::App;
use server::store::device;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tower::ServiceExt;
use uuid::Uuid;

/// The community, its server, and a counter for what must differ.
pub struct World {
    pub app: App,
    pub router: Router,
    pub census: Census,
    place: Place,
    question: String,
    counter: AtomicU32,
}

/// Runs each test on a community of each kind of database.
#[macro_export]
macro_rules! on_both {
    ($(async fn $name:ident($world:ident: &World) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test($world: &World) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn on_sqlite() {
                let world = World::open().await;
                test(&world).await;
                world.end().await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn on_postgres() {
                if let Some(world) = World::on_postgres().await {
                    test(&world).await;
                    world.end().await;
                }
            }
        }
    )+};
}

/// A phone with its cookie.
#[derive(Clone, Debug)]
pub struct Phone {
    pub id: DeviceId,
    pub cookie: String,
}

/// A request.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    pub method: String,
    pub path: String,
    pub cookie: Option<String>,
    /// The app's own header; none when another site sends.
    pub actor: Option<String>,
    pub body: Vec<u8>,
    pub more: Vec<(&'static str, String)>,
}

impl Ask {
    pub fn new(method: &str, path: &str, body: impl Into<Vec<u8>>) -> Ask {
        Ask { method: method.into(), path: path.into(), body: body.into(), ..Ask::default() }
    }

    pub fn json(method: &str, path: &str, body: &impl serde::Serialize) -> Ask {
        Ask::new(method, path, serde_json::to_vec(body).unwrap())
    }

    /// The same request of this account on this phone.
    pub fn by(mut self, cookie: Option<&str>, actor: Option<ResidentId>) -> Ask {
        self.cookie = cookie.map(str::to_owned);
        self.actor = Some(actor.map_or("visitor".into(), |actor| actor.to_string()));
        self
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub kind: String,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl World {
    /// On SQLite.
    pub async fn open() -> World {
        let census = import::demo(now().day()).unwrap();
        World::at(settled::folder(&census).await, census).await
    }

    /// On PostgreSQL; none when there is none to be tested on.
    pub async fn on_postgres() -> Option<World> {
        let census = import::demo(now().day()).unwrap();
        Some(World::at(settled::database(&census).await?, census).await)
    }

    async fn at(place: Place, census: Census) -> World {
        let db = Db::open(&place.address()).await.unwrap();
        let question = tables::question(&db).await;
        let community = census.community.id;
        let mut app = App::start(db, community, Site::embedded(), "http://localhost".into(), true).await.unwrap();
        // Nobody is rung: what does that is not begun.
        app.bell = Some(Bell::new("mailto:committee@example.org", ["fcm.googleapis.com"]).unwrap());
        World { router: router(app.clone()), app, census, place, question, counter: AtomicU32::new(1) }
    }

    /// Another server on the same database.
    pub async fn beside(&self) -> App {
        let db = Db::open(&self.place.address()).await.unwrap();
        App::start(db, self.community(), Site::embedded(), "http://localhost".into(), true).await.unwrap()
    }

    /// Gives the database back.
    pub async fn end(&self) {
        self.app.db.close().await;
        self.place.give_back().await;
    }

    /// The same community behind a server that is set up differently.
    pub fn set(&mut self, change: impl FnOnce(&mut App)) {
        change(&mut self.app);
        self.router = router(self.app.clone());
    }

    pub fn community(&self) -> CommunityId {
        self.app.community
    }

    pub fn resident(&self, code: &str) -> ResidentId {
        ResidentId::of_code(self.community(), code)
    }

    /// A number that was not given before.
    pub fn number(&self) -> u32 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    /// A phone that these people are signed in on.
    pub async fn phone(&self, residents: &[ResidentId]) -> Phone {
        let (id, token) = (DeviceId(Uuid::now_v7()), secret::token());
        let mut tx = self.app.db.write(self.community()).await.unwrap();
        device::save_token(&mut tx, id, &secret::sha256(token.as_bytes()), "手机", now()).await.unwrap();
        for resident in residents {
            let row = Device { id, resident: *resident, label: "手机".into(), since: now(), revoked: None };
            device::save(&mut tx, &row).await.unwrap();
        }
        tx.commit().await.unwrap();
        Phone { id, cookie: format!("__Host-sid={token}") }
    }

    /// Opens the desk of an account on a phone, or closes it.
    pub async fn desk(&self, phone: &Phone, resident: ResidentId, open: bool) {
        let until = if open { now().plus_ms(DESK_MAX_MS) } else { Moment(0) };
        let mut tx = self.app.db.write(self.community()).await.unwrap();
        device::save_desk(&mut tx, phone.id, resident, until, now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Asks, from an address that nobody asked from before.
    pub async fn ask(&self, ask: &Ask) -> Reply {
        self.send(self.router.clone(), ask, Body::from(ask.body.clone())).await
    }

    /// The same of somebody who asks more than anybody may: once they are told to wait, a server that has counted nothing yet answers.
    pub async fn ask_on(&self, ask: &Ask) -> Reply {
        let reply = self.ask(ask).await;
        if reply.status != StatusCode::TOO_MANY_REQUESTS {
            return reply;
        }
        let mut app = self.app.clone();
        app.limits = Arc::default();
        self.send(router(app), ask, Body::from(ask.body.clone())).await
    }

    /// The same with a body of which the last byte comes only after something has happened.
    pub async fn ask_slowly(&self, ask: &Ask, meanwhile: impl Future<Output = ()> + Send + 'static) -> Reply {
        let (begins, ends) = ask.body.split_at(ask.body.len() - 1);
        let (begins, ends) = (Bytes::copy_from_slice(begins), Bytes::copy_from_slice(ends));
        let end = stream::once(async move {
            meanwhile.await;
            Ok::<_, Infallible>(ends)
        });
        self.send(self.router.clone(), ask, Body::from_stream(stream::once(ready(Ok(begins))).chain(end))).await
    }

    async fn send(&self, router: Router, ask: &Ask, body: Body) -> Reply {
        let [_, b, c, d] = self.number().to_be_bytes();
        let request = Request::builder()
            .method(ask.method.as_str())
            .uri(&ask.path)
            .header("x-forwarded-for", format!("11.{b}.{c}.{d}"))
            .header(header::CONTENT_TYPE, "application/json");
        let named = ask.actor.iter().map(|actor| (APP_HEADER, actor.clone()));
        let cookie = ask.cookie.iter().map(|cookie| ("cookie", cookie.clone()));
        let heads = named.chain(cookie).chain(ask.more.iter().cloned());
        let request = heads.fold(request, |request, (name, value)| request.header(name, value));
        let request = request.body(body).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let (mut head, body) = response.into_parts();
        // A second later it is another one.
        assert!(head.headers.remove(header::DATE).is_some(), "every answer says what time it is");
        let kind = head.headers.get(header::CONTENT_TYPE).map_or("", |value| value.to_str().unwrap()).to_owned();
        // An open line has no end: its head is all there is to look at.
        let open = kind.starts_with("text/event-stream");
        let body = if open { Vec::new() } else { to_bytes(body, usize::MAX).await.unwrap().to_vec() };
        Reply { status: head.status, kind, head: format!("{:?}", head.headers), body }
    }

    pub async fn counts(&self) -> BTreeMap<String, i64> {
        tables::counts(&self.app.db, &self.question).await
    }

    pub async fn sql(&self, text: String) {
        tables::run(&self.app.db, text).await;
    }

    /// Which database it is.
    pub fn kind(&self) -> &'static str {
        if self.app.db.shared() { "postgres" } else { "sqlite" }
    }

    /// An identity as it stands in a statement.
    pub fn literal(&self, id: Uuid) -> String {
        if self.app.db.shared() { format!("uuid '{id}'") } else { format!("x'{}'", id.simple()) }
    }

    /// Bytes as they stand in a statement.
    pub fn bytes(&self, text: &str) -> String {
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        if self.app.db.shared() { format!("bytea '\\x{hex}'") } else { format!("x'{hex}'") }
    }
}
