//! What every handler shares: the database, the community, its writer, the news, and the public rows in memory.

use crate::clock;
use crate::commands::Writer;
use crate::db::Db;
use crate::door::Door;
use crate::error::Error;
use crate::known::Known;
use crate::limits::Limits;
use crate::passkeys::Passkeys;
use crate::reach::alert::Bell;
use crate::site::Site;
use crate::store::{community, feed};
use domain::id::CommunityId;
use domain::replica::Replica;
use domain::scope::Scope;
use domain::wire::{Feed, PullRequest};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, watch};

/// A database that does not answer for so long is not well.
const HEALTH: Duration = Duration::from_secs(2);

/// The public rows at one revision.
#[derive(Clone, Debug, Default)]
pub struct PublicRows {
    /// The life of the database.
    pub epoch: String,
    /// The revision.
    pub revision: i64,
    /// The rows.
    pub rows: Arc<Replica>,
}

/// What every handler shares. To change something of it (before it serves) is to have one of one's own.
#[derive(Clone)]
pub struct App(Arc<Shared>);

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl DerefMut for App {
    fn deref_mut(&mut self) -> &mut Shared {
        Arc::make_mut(&mut self.0)
    }
}

/// What is shared.
#[derive(Clone)]
pub struct Shared {
    /// The database.
    pub db: Db,
    /// The community that is served.
    pub community: CommunityId,
    /// Decides commands.
    pub writer: Writer,
    /// The newest revision this server knows of.
    pub live: watch::Sender<i64>,
    /// The server was told to stop.
    pub closing: watch::Sender<bool>,
    /// The files of this release.
    pub site: Arc<Site>,
    /// The address that cards link to.
    pub origin: String,
    /// Passkeys at that address.
    pub passkeys: Passkeys,
    /// The nearest proxy is trusted to say who asks.
    pub behind_proxy: bool,
    /// `/sw.js` is the script that ends the service worker: the way out of a bad release.
    pub service_worker_off: bool,
    /// `/style` shows every part of the pages in every state: for whoever makes them, never for residents.
    pub gallery: bool,
    /// The oldest way of speaking ([`domain::wire::WIRE`]) that is still understood.
    pub oldest_wire: u32,
    /// What rings phones on which the app is closed, where there is something.
    pub bell: Option<Bell>,
    /// How often somebody may ask.
    pub limits: Arc<Limits>,
    /// What need not be read again.
    pub known: Arc<Known>,
    /// Who asks the database who is signed in, where that cannot be known.
    pub(crate) door: Option<Door>,
    /// The life of the database that the server began with.
    epoch: String,
    public: Arc<Mutex<PublicRows>>,
    pub(crate) pages: Arc<crate::pages::Cache>,
    pub(crate) snapshot: Arc<Mutex<crate::api::pull::snapshot::Snapshot>>,
    pub(crate) digest: Arc<Mutex<(i64, domain::digest::Digest)>>,
    pub(crate) hashing: Arc<tokio::sync::Semaphore>,
    pub(crate) decoding: Arc<crate::decoding::Decoding>,
    pub(crate) lighter: Arc<crate::api::lighter::Lighter>,
}

impl App {
    /// Serves `community` from `db`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn start(
        db: Db,
        community: CommunityId,
        site: Site,
        origin: String,
        behind_proxy: bool,
    ) -> sqlx::Result<App> {
        // Leptos draws on this runtime; a second server in the same process finds it set.
        any_spawner::Executor::init_tokio().ok();
        let mut tx = db.read(community).await?;
        let (revision, epoch) = community::revision(&mut tx).await?;
        drop(tx);
        let live = watch::Sender::new(revision);
        let app = App(Arc::new(Shared {
            writer: Writer::start(db.clone(), community, live.clone()),
            known: Arc::new(Known::of(&db)),
            door: Door::of(&db, community),
            epoch,
            db,
            community,
            live,
            closing: watch::Sender::new(false),
            site: Arc::new(site),
            passkeys: Passkeys::at(&origin),
            origin,
            behind_proxy,
            service_worker_off: false,
            gallery: false,
            oldest_wire: domain::wire::WIRE_OLDEST,
            bell: None,
            limits: Arc::default(),
            public: Arc::default(),
            pages: Arc::default(),
            snapshot: Arc::default(),
            digest: Arc::default(),
            hashing: Arc::new(tokio::sync::Semaphore::new(2)),
            decoding: Arc::default(),
            lighter: Arc::default(),
        }));
        app.public_rows().await?;
        tokio::spawn(crate::api::pull::snapshot::improve(app.clone()));
        tokio::spawn(crate::almanac::keep(app.clone()));
        tokio::spawn(crate::series::keep(app.clone()));
        tokio::spawn(crate::offers::keep(app.clone()));
        tokio::spawn(crate::lottery::keep(app.clone()));
        tokio::spawn(crate::scheduled::keep(app.clone()));
        tokio::spawn(crate::pictures::keep(app.clone()));
        tokio::spawn(crate::neighbours::follow(app.clone()));
        Ok(app)
    }

    /// Tells everyone who listens here of a revision.
    pub fn heard_of(&self, revision: i64) {
        self.live.send_if_modified(|known| {
            let newer = *known < revision;
            *known = revision.max(*known);
            newer
        });
    }

    /// The revision that a phone asks from, if that is the newest one and this server alone makes new ones: then the phone has
    /// everything.
    pub fn current(&self, request: &PullRequest) -> Option<i64> {
        let current = !self.db.shared()
            && request.since > 0
            && request.since == *self.live.borrow()
            && request.epoch == self.epoch;
        current.then_some(request.since)
    }

    /// Whether the life of the database is another one than a phone knows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn other_life(&self, epoch: &str) -> sqlx::Result<bool> {
        if !self.db.shared() {
            return Ok(epoch != self.epoch);
        }
        let mut tx = self.db.read(self.community).await?;
        Ok(community::revision(&mut tx).await?.1 != epoch)
    }

    /// Whether the database can be read now and could be written when it last was to be, and the clock can be believed.
    ///
    /// # Errors
    /// When it cannot, or does not say in time.
    pub async fn well(&self) -> Result<(), Error> {
        let look = async {
            let mut tx = self.db.read(self.community).await?;
            community::revision(&mut tx).await?;
            Ok(())
        };
        tokio::time::timeout(HEALTH, look).await.unwrap_or(Err(Error::Busy))?;
        if !self.writer.well() {
            return Err(Error::Busy);
        }
        if clock::sure().is_some() { Ok(()) } else { Err(Error::Clock) }
    }

    /// The public rows, brought up to the newest revision.
    pub async fn public_rows(&self) -> sqlx::Result<PublicRows> {
        let mut known = self.public.lock().await;
        if known.revision < *self.live.borrow() || known.rows.is_empty() {
            let mut tx = self.db.read(self.community).await?;
            let (revision, epoch) = community::revision(&mut tx).await?;
            let mut rows = (*known.rows).clone();
            for line in feed::since(&mut tx, Scope::Public, known.revision).await? {
                if let Some(feed) = line.of(Scope::Public) {
                    rows.apply(feed);
                }
            }
            *known = PublicRows { epoch, revision, rows: Arc::new(rows) };
        }
        Ok(known.clone())
    }
}

impl feed::Line {
    /// What it says of a scope; none where this release cannot read the row.
    pub(crate) fn of(self, scope: Scope) -> Option<Feed> {
        let gone = domain::row::Noun::named(&self.noun).map(|noun| domain::row::RowKey { noun, id: self.id });
        let row = self.body.as_deref().and_then(|body| serde_json::from_str(body).ok());
        (row.is_some() || self.body.is_none()).then_some(Feed { scope, row, revision: Some(self.revision), gone })
    }
}
