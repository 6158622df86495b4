//! Robots in teams' own groups (企业微信, 钉钉): they say in the group what is called off or moved. The JSON is the one that both publish,
//! `{"msgtype":"text","text":{"content":...}}`, answered with `{"errcode":0}`. 钉钉 signs with the time and a secret in the address;
//! 企业微信 has its key there. The address is that of a proxy on this machine which does the HTTPS.

use super::Fault;
use super::here::Here;
use crate::commands::now;
use crate::store::reach::Sent;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use std::time::Duration;
use tokio::time::timeout;

/// So long a robot may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// What stands in the file for a team.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// `http://127.0.0.1:9101/cgi-bin/webhook/send?key=...`
    url: String,
    /// With which 钉钉 signs, where it does.
    #[serde(default)]
    secret: Option<String>,
}

/// A robot in a group.
#[derive(Clone)]
pub struct Robot {
    here: Here,
    secret: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    errcode: i64,
}

impl Robot {
    pub(super) fn new(settings: Settings) -> Result<Robot, Fault> {
        Ok(Robot { here: Here::read(&settings.url)?, secret: settings.secret })
    }

    /// Says something in the group. Whatever goes wrong is an answer too.
    pub async fn say(&self, text: &str) -> Sent {
        match timeout(PATIENCE, self.ask(text)).await {
            Ok(Ok(sent)) => sent,
            Ok(Err(error)) => {
                tracing::warn!(%error, "a group's robot cannot be asked");
                Sent::Trouble
            }
            Err(_) => Sent::Trouble,
        }
    }

    async fn ask(&self, text: &str) -> Result<Sent, Fault> {
        let said = serde_json::json!({ "msgtype": "text", "text": { "content": text } });
        let path = signed(&self.here.path, self.secret.as_deref(), now().0)?;
        let (status, answer) = self.here.post(&path, Vec::new(), serde_json::to_vec(&said)?).await?;
        let taken = serde_json::from_slice::<Answer>(&answer).is_ok_and(|answer| answer.errcode == 0);
        Ok(if status.is_success() && taken { Sent::Taken } else { Sent::Trouble })
    }
}

/// An address with 钉钉's signature at a time in milliseconds: HMAC-SHA256 of the time and the secret, under the secret.
fn signed(path: &str, secret: Option<&str>, at: i64) -> Result<String, Fault> {
    let Some(secret) = secret else { return Ok(path.to_owned()) };
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
    mac.update(format!("{at}\n{secret}").as_bytes());
    let sign = STANDARD.encode(mac.finalize().into_bytes());
    let sign = sign.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let joint = if path.contains('?') { '&' } else { '?' };
    Ok(format!("{path}{joint}timestamp={at}&sign={sign}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_signed_where_there_is_a_secret() {
        assert_eq!(signed("/send?key=x", None, 5).unwrap(), "/send?key=x");
        let address = signed("/send?access_token=x", Some("SECabc"), 1_795_365_000_000).unwrap();
        let (head, sign) = address.split_once("&sign=").unwrap();
        assert_eq!(head, "/send?access_token=x&timestamp=1795365000000");
        assert!(sign.ends_with("%3D") && !sign.contains(['+', '/', '=']), "{sign}");
    }
}
