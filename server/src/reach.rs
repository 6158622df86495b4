//! Being reached beyond the app: the job that lets messages climb, and the adapter to a gateway for text messages.
//!
//! The adapter posts JSON, `{"id", "to", "text"}`, to an address on this machine: what carries it on to a provider, with HTTPS and the
//! provider's own form, is the gateway's affair. `id` names the message however often it is tried, so a gateway sends each once.
//! `X-Xishan-Time` has the seconds since 1970, `X-Xishan-Signature` the HMAC-SHA256 of that, a line's end and the body, in hexadecimal.
//! The answer is 2xx with `{"accepted":true}`; 4xx (but 408 and 429) is a no for good. Whatever else comes, or nothing in time,
//! is trouble: it is tried again a few times, and then the desk calls. Robots in teams' groups (`robot`) are asked in the same way.
//! Phones that ring ([`alert`]) reach nobody by themselves: messages climb whether they have rung or not.

pub mod alert;
mod here;
mod robot;

use crate::clock;
use crate::commands::now;
use crate::pages::{group_message, text_message};
use crate::secret::hex;
use crate::state::App;
use crate::store::group_post;
use crate::store::reach::{self, Sent, Text};
use alert::Bell;
use axum::http::StatusCode;
use domain::id::OrganizationId;
use here::Here;
use hmac::{Hmac, KeyInit, Mac};
use robot::Robot;
use serde::Deserialize;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How often it is looked whether a message is to climb or to be sent.
const LOOK: Duration = Duration::from_secs(20);
/// So many messages are sent at one look. Each is taken when it is its turn: of what waited behind slow ones the lease would be
/// over before it was sent, and another server would send it too.
const AT_ONE_LOOK: usize = 100;

type Fault = Box<dyn Error + Send + Sync>;

/// What stands in the file that `--reach` names, as JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    sms: Option<Texting>,
    /// By the codes of teams.
    #[serde(default)]
    groups: BTreeMap<String, robot::Settings>,
    #[serde(default)]
    push: Option<alert::Settings>,
}

/// Where text messages go.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texting {
    /// `http://127.0.0.1:9100/send`
    url: String,
    /// What signs them.
    key: String,
    /// How long one may take, in milliseconds; five seconds where nothing is said.
    #[serde(default)]
    timeout_ms: Option<u64>,
}

/// The ways to people beyond the app.
#[derive(Clone, Default)]
pub struct Ways {
    /// By text message.
    pub sms: Option<Gateway>,
    /// In teams' own groups, by the codes of the teams.
    pub groups: BTreeMap<String, Robot>,
    /// By ringing phones on which the app is closed.
    pub bell: Option<Bell>,
}

impl Ways {
    /// Reads the file with their settings.
    ///
    /// # Errors
    /// When the file cannot be read, or what it says cannot be.
    pub fn read(file: &Path) -> Result<Ways, Fault> {
        let settings: Settings = serde_json::from_slice(&std::fs::read(file)?)?;
        let patience = |sms: &Texting| Duration::from_millis(sms.timeout_ms.unwrap_or(5_000));
        let sms = settings.sms.map(|sms| Gateway::new(&sms.url, &sms.key, patience(&sms))).transpose()?;
        let mut groups = BTreeMap::new();
        for (code, settings) in settings.groups {
            groups.insert(code, Robot::new(settings)?);
        }
        Ok(Ways { sms, groups, bell: settings.push.map(Bell::read).transpose()? })
    }
}

/// A gateway for text messages.
#[derive(Clone)]
pub struct Gateway {
    here: Here,
    key: Vec<u8>,
    patience: Duration,
}

#[derive(Deserialize)]
struct Accepted {
    accepted: bool,
}

impl Gateway {
    /// A gateway at this address on this machine, so that numbers go nowhere in the clear.
    ///
    /// # Errors
    /// When the address is another one, or there is no key.
    pub fn new(url: &str, key: &str, patience: Duration) -> Result<Gateway, Fault> {
        if key.len() < 16 {
            return Err("the gateway's key has fewer than 16 characters".into());
        }
        // Longer than a lease nobody waits: then another server may send it too.
        let patience = patience.min(Duration::from_secs(60));
        Ok(Gateway { here: Here::read(url)?, key: key.as_bytes().to_vec(), patience })
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
        let signature = signature(&self.key, &seconds, &body)?;
        let headers = vec![("x-xishan-signature", signature), ("x-xishan-time", seconds)];
        self.here.post(&self.here.path, headers, body).await
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
pub async fn keep(app: App, ways: Ways) {
    loop {
        if clock::sure().is_some() {
            if let Err(error) = once(&app, ways.sms.as_ref()).await {
                tracing::warn!(%error, "messages could not climb");
            }
            if let Err(error) = groups(&app, &ways.groups).await {
                tracing::warn!(%error, "teams' groups could not be told");
            }
        }
        sleep(LOOK).await;
    }
}

/// Says in teams' groups what is to be said there. A team without a robot has none to hear it.
async fn groups(app: &App, robots: &BTreeMap<String, Robot>) -> sqlx::Result<()> {
    let robot =
        |team: OrganizationId| robots.iter().find(|(code, _)| OrganizationId::of_code(app.community, code) == team);
    for _ in 0..AT_ONE_LOOK {
        let Some(post) = group_post::take(&app.db, app.community, now()).await? else { break };
        let sent = match robot(post.organization) {
            Some((_, robot)) => {
                robot.say(&group_message(post.kind, &post.title, post.starts, &post.reason, now())).await
            }
            None => Sent::Refused,
        };
        let over = sent != Sent::Trouble;
        if group_post::settle(&app.db, app.community, &post, over, now()).await? {
            tracing::error!(team = %post.organization, title = post.title, "a team's group was not told: given up");
        }
    }
    Ok(())
}

/// One look at everything that climbs.
async fn once(app: &App, gateway: Option<&Gateway>) -> sqlx::Result<()> {
    let climbed = reach::climb_due(&app.db, app.community, gateway.is_some(), now()).await?;
    if let Some(revision) = climbed {
        app.heard_of(revision);
    }
    for _ in 0..AT_ONE_LOOK {
        let Some(text) = reach::take(&app.db, app.community, now()).await? else { break };
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
