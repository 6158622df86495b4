//! Being reached beyond the app: the job that lets messages climb, and the adapter to a gateway for text messages.
//!
//! The adapter posts JSON, `{"id", "to", "text"}`, to an address on this machine: what carries it on to a provider, with HTTPS and the
//! provider's own form, is the gateway's affair. `id` names the message however often it is tried, so a gateway sends each once.
//! `X-Xishan-Time` has the seconds since 1970, `X-Xishan-Signature` the HMAC-SHA256 of that, a line's end and the body, in hexadecimal.
//! The answer is 2xx with `{"accepted":true}`; 4xx (but 408 and 429) is a no for good. Whatever else comes, or nothing in time,
//! is trouble: it is tried again a few times, and then the desk calls.

use crate::clock;
use crate::commands::now;
use crate::pages::text_message;
use crate::secret::hex;
use crate::state::App;
use crate::store::reach::{self, Sent, Text};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, Uri, header};
use hmac::{Hmac, KeyInit, Mac};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use sha2::Sha256;
use std::error::Error;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// How often it is looked whether a message is to climb or to be sent.
const LOOK: Duration = Duration::from_secs(20);
/// The longest answer of a gateway that is read, in bytes.
const ANSWER_MAX: usize = 16 * 1024;

type Fault = Box<dyn Error + Send + Sync>;

/// What stands in the file that `--reach` names, as JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Where text messages go, `http://127.0.0.1:9100/send`.
    url: String,
    /// What signs them.
    key: String,
    /// How long one may take, in milliseconds; five seconds where nothing is said.
    #[serde(default)]
    timeout_ms: Option<u64>,
}

/// A gateway for text messages.
#[derive(Clone)]
pub struct Gateway {
    host: String,
    port: u16,
    path: String,
    key: Vec<u8>,
    patience: Duration,
}

#[derive(Deserialize)]
struct Accepted {
    accepted: bool,
}

impl Gateway {
    /// Reads the file with its settings.
    ///
    /// # Errors
    /// When the file cannot be read, or what it says cannot be.
    pub fn read(file: &Path) -> Result<Gateway, Fault> {
        let settings: Settings = serde_json::from_slice(&std::fs::read(file)?)?;
        Gateway::new(&settings.url, &settings.key, Duration::from_millis(settings.timeout_ms.unwrap_or(5_000)))
    }

    /// A gateway at this address on this machine, so that numbers go nowhere in the clear.
    ///
    /// # Errors
    /// When the address is another one, or there is no key.
    pub fn new(url: &str, key: &str, patience: Duration) -> Result<Gateway, Fault> {
        let uri: Uri = url.parse()?;
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        if uri.scheme_str() != Some("http") || !here {
            return Err("the gateway's address is not http on this machine".into());
        }
        if key.len() < 16 {
            return Err("the gateway's key has fewer than 16 characters".into());
        }
        // Longer than a lease nobody waits: then another server may send it too.
        let patience = patience.min(Duration::from_secs(60));
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Gateway { host, port: uri.port_u16().unwrap_or(80), path, key: key.as_bytes().to_vec(), patience })
    }

    /// Sends one text message. Whatever goes wrong is an answer too.
    pub async fn send(&self, id: &str, to: &str, text: &str) -> Sent {
        match timeout(self.patience, self.ask(id, to, text)).await {
            Ok(Ok((status, body))) => understood(status, &body),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the gateway for text messages cannot be asked");
                Sent::Trouble
            }
            Err(_) => Sent::Trouble,
        }
    }

    async fn ask(&self, id: &str, to: &str, text: &str) -> Result<(StatusCode, Vec<u8>), Fault> {
        let body = serde_json::to_vec(&serde_json::json!({ "id": id, "to": to, "text": text }))?;
        let seconds = (now().0 / 1_000).to_string();
        let request = Request::post(&self.path)
            .header(header::HOST, format!("{}:{}", self.host, self.port))
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-xishan-signature", signature(&self.key, &seconds, &body)?)
            .header("x-xishan-time", seconds)
            .body(Body::from(body))?;
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // It ends with the sender.
        tokio::spawn(async move { connection.await.ok() });
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        Ok((status, to_bytes(Body::new(answer.into_body()), ANSWER_MAX).await?.to_vec()))
    }
}

/// What signs a body at a time.
fn signature(key: &[u8], seconds: &str, body: &[u8]) -> Result<String, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key)?;
    mac.update(seconds.as_bytes());
    mac.update(b"\n");
    mac.update(body);
    Ok(hex(&mac.finalize().into_bytes()))
}

fn understood(status: StatusCode, body: &[u8]) -> Sent {
    let later = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(&status);
    if status.is_client_error() && !later {
        return Sent::Refused;
    }
    let accepted = serde_json::from_slice::<Accepted>(body).is_ok_and(|answer| answer.accepted);
    if status.is_success() && accepted { Sent::Taken } else { Sent::Trouble }
}

/// Lets messages climb, for ever. Every server does this; each step is done by one. It rests while the clock cannot be believed.
pub async fn keep(app: App, gateway: Option<Gateway>) {
    loop {
        if clock::sure().is_some()
            && let Err(error) = once(&app, gateway.as_ref()).await
        {
            tracing::warn!(%error, "messages could not climb");
        }
        sleep(LOOK).await;
    }
}

/// One look at everything that is due.
async fn once(app: &App, gateway: Option<&Gateway>) -> sqlx::Result<()> {
    let climbed = reach::climb_due(&app.db, app.community, gateway.is_some(), now()).await?;
    if let Some(revision) = climbed {
        app.heard_of(revision);
    }
    for text in reach::take(&app.db, app.community, now()).await? {
        let sent = match gateway {
            Some(gateway) => deliver(gateway, &text).await,
            // It was there when the message climbed.
            None => Sent::Refused,
        };
        let settled = reach::settle(&app.db, app.community, &text, sent, now()).await?;
        if let Some(revision) = settled {
            app.heard_of(revision);
        }
    }
    Ok(())
}

async fn deliver(gateway: &Gateway, text: &Text) -> Sent {
    let words = text_message(text.kind, &text.title, text.starts, now());
    gateway.send(&text.notice.to_string(), &text.phone, &words).await
}

#[cfg(test)]
mod tests;
