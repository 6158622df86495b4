//! Ringing phones on which the app is closed (手机弹出提醒, Web Push), where their people have asked for it.
//!
//! A ring is the lowest rung's bell and no rung by itself. It says that there is something new, in the same words whatever it is, to the
//! browser maker's service, which learns no more than that; and that a service has taken it on says nothing: a phone may be off,
//! in a drawer, or where its service cannot be reached. So nobody is *reached* by it. A message climbs on as if there were none, and
//! stops when it was seen in the app. Where a service does not answer, a phone is tried as often as a text message is, and then not
//! for these messages any more: the log says so.
//!
//! Only where the file that `--reach` names has `push` in it: without it this server asks nothing of anybody.

pub(crate) mod sealed;
mod service;

use super::Fault;
use crate::clock;
use crate::commands::now;
use crate::pages::alert_message;
use crate::state::App;
use crate::store::alert::{self, Receiver, Ring, Rung};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde::Deserialize;
use service::{KNOWN, Place, Service};
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;

/// How often it is looked whether a phone is to be rung.
const LOOK: Duration = Duration::from_secs(10);
/// So long a service may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many are rung side by side: of slow services one does not make the others wait.
const AT_ONCE: usize = 16;
/// So often that is done at one look.
const TIMES: usize = 20;
/// A service keeps a ring for a phone that is off so long, in seconds.
const KEPT: &str = "43200";
/// Of several rings that wait for a phone at its service the last one stays.
const TOPIC: &str = "xishan";

/// What stands in the file for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// Whom a service may write to: `mailto:...` or `https://...`.
    contact: String,
    /// The services that are asked; those of the known browsers where nothing is said.
    #[serde(default)]
    services: Option<Vec<String>>,
}

/// What rings phones.
#[derive(Clone)]
pub struct Bell {
    contact: String,
    services: Vec<Service>,
    tls: TlsConnector,
    patience: Duration,
}

impl Bell {
    pub(super) fn read(settings: Settings) -> Result<Bell, Fault> {
        match settings.services {
            Some(services) => Bell::new(&settings.contact, services.iter().map(String::as_str)),
            None => Bell::new(&settings.contact, KNOWN),
        }
    }

    /// Rings at these services, in the name of this contact.
    ///
    /// # Errors
    /// When the contact is no address, or a service has no name and is not on this machine.
    pub fn new<'a>(contact: &str, services: impl IntoIterator<Item = &'a str>) -> Result<Bell, Fault> {
        if !contact.starts_with("mailto:") && !contact.starts_with("https://") {
            return Err("the contact of push is neither mailto: nor https:".into());
        }
        let services = services.into_iter().map(Service::read).collect::<Result<_, _>>()?;
        Ok(Bell { contact: contact.to_owned(), services, tls: service::tls()?, patience: PATIENCE })
    }

    /// Whether an address is at one of the services.
    pub fn serves(&self, endpoint: &str) -> bool {
        Place::read(endpoint, &self.services).is_some()
    }

    /// Rings one phone. Whatever goes wrong is an answer too.
    pub async fn ring(&self, secret: &[u8], receiver: &Receiver, urgent: bool) -> Rung {
        // It was one when it was noted: the settings are others now.
        let Some(place) = Place::read(&receiver.endpoint, &self.services) else { return Rung::Gone };
        match timeout(self.patience, self.ask(secret, receiver, urgent, &place)).await {
            Ok(Ok(status)) => understood(status),
            Ok(Err(error)) => {
                tracing::warn!(%error, service = place.host(), "a phone's service cannot be asked");
                Rung::Trouble
            }
            Err(_) => {
                tracing::warn!(service = place.host(), "a phone's service does not answer");
                Rung::Trouble
            }
        }
    }

    async fn ask(&self, secret: &[u8], receiver: &Receiver, urgent: bool, place: &Place) -> Result<StatusCode, Fault> {
        let words = alert_message(receiver.english);
        let request = Request::post(&place.path)
            .header(header::HOST, place.host())
            .header(header::AUTHORIZATION, sealed::signed(secret, &place.origin, &self.contact, now())?)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", KEPT)
            .header("urgency", if urgent { "high" } else { "normal" })
            .header("topic", TOPIC)
            .body(Body::from(sealed::sealed(&words, receiver)?))?;
        place.ask(&self.tls, request).await
    }
}

fn understood(status: StatusCode) -> Rung {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => Rung::Gone,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Rung::Trouble,
        status if status.is_success() => Rung::Taken,
        status if status.is_client_error() => Rung::Refused,
        _ => Rung::Trouble,
    }
}

/// Rings phones, for ever. Every server does this; each phone is rung by one. It rests while the clock cannot be believed. By itself,
/// so that services which do not answer keep no text message waiting.
pub async fn keep(app: App) {
    let Some(bell) = app.bell.clone() else { return };
    loop {
        if clock::sure().is_some()
            && let Err(error) = once(&app, &bell).await
        {
            tracing::warn!(%error, "phones could not be rung");
        }
        sleep(LOOK).await;
    }
}

/// One look at everything that is to ring.
async fn once(app: &App, bell: &Bell) -> sqlx::Result<()> {
    let mut tx = app.db.read(app.community).await?;
    let secret = alert::secret(&mut tx).await?;
    drop(tx);
    // Nobody has ever asked for it.
    let Some(secret) = secret else { return Ok(()) };
    for _ in 0..TIMES {
        let mut rings: Vec<Ring> = Vec::new();
        while rings.len() < AT_ONCE
            && let Some(ring) = alert::take(&app.db, app.community, now()).await?
        {
            rings.push(ring);
        }
        if rings.is_empty() {
            break;
        }
        let ringing = rings.iter().map(|ring| bell.ring(&secret, &ring.receiver, ring.urgent));
        let rung = futures::future::join_all(ringing).await;
        for (ring, rung) in rings.iter().zip(rung) {
            if alert::settle(&app.db, app.community, ring, rung, now()).await? {
                tracing::error!(phone = %ring.device, "a phone could not be rung: given up");
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
