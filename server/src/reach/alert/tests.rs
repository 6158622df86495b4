//! A service that behaves badly in every way; that what it is sent can be read by the browser alone; and who rings.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use web_push_native::p256::SecretKey;
use web_push_native::p256::ecdsa::signature::Verifier;
use web_push_native::p256::ecdsa::{Signature, VerifyingKey};
use web_push_native::{Auth, decrypt};

const AUTH: [u8; 16] = [7; 16];

/// The browser's own key: the one of the example in RFC 8291.
fn browser() -> SecretKey {
    let key = URL_SAFE_NO_PAD.decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94").unwrap();
    SecretKey::from_slice(&key).unwrap()
}

fn receiver(endpoint: String) -> Receiver {
    let p256dh = browser().public_key().to_sec1_bytes().to_vec();
    Receiver { endpoint, p256dh, auth: AUTH.to_vec(), english: false }
}

/// Answers the next request so; hands back what was asked.
async fn fake(answer: &'static str) -> (Bell, Receiver, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        let mut some = [0; 4096];
        while !whole(&asked) {
            match stream.read(&mut some).await.unwrap() {
                0 => break,
                length => asked.extend_from_slice(&some[..length]),
            }
        }
        stream.write_all(answer.as_bytes()).await.ok();
        asked
    });
    let bell = Bell::new("mailto:committee@example.org", [origin.as_str()]).unwrap();
    (bell, receiver(format!("{origin}/ring/1")), heard)
}

fn whole(asked: &[u8]) -> bool {
    let Some((head, body)) = parts(asked) else { return false };
    value(&head, "content-length").is_some_and(|length| length.parse() == Ok(body.len()))
}

fn parts(asked: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = asked.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some((String::from_utf8_lossy(&asked[..end]).into_owned(), asked[end + 4..].to_vec()))
}

fn value<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

async fn rung(answer: &'static str) -> Rung {
    let (bell, receiver, _heard) = fake(answer).await;
    bell.ring(&sealed::new_secret(), &receiver, true).await
}

#[tokio::test]
async fn what_a_service_answers_is_understood() {
    assert_eq!(rung("HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").await, Rung::Taken);
    assert_eq!(rung("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n").await, Rung::Gone);
    assert_eq!(rung("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await, Rung::Gone);
    assert_eq!(rung("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n").await, Rung::Refused);
    assert_eq!(rung("HTTP/1.1 429 Later\r\nretry-after: 60\r\ncontent-length: 0\r\n\r\n").await, Rung::Trouble);
    assert_eq!(rung("HTTP/1.1 503 Oh\r\ncontent-length: 0\r\n\r\n").await, Rung::Trouble);
    let away = "HTTP/1.1 307 There\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(rung(away).await, Rung::Trouble, "nobody is sent on");
    assert_eq!(rung("neither HTTP nor anything").await, Rung::Trouble);
    assert_eq!(rung("").await, Rung::Trouble, "it hangs up");
}

#[tokio::test]
async fn a_service_that_says_nothing_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let mut bell = Bell::new("https://example.org", [origin.as_str()]).unwrap();
    bell.patience = Duration::from_millis(200);
    let rung = bell.ring(&sealed::new_secret(), &receiver(format!("{origin}/x")), false).await;
    assert_eq!(rung, Rung::Trouble);
}

#[tokio::test]
async fn what_is_not_at_a_service_is_not_asked() {
    let bell = Bell::new("mailto:committee@example.org", KNOWN).unwrap();
    for endpoint in ["https://evil.example/x", "http://127.0.0.1:1/x", "https://10.0.0.1/x"] {
        assert!(!bell.serves(endpoint), "{endpoint}");
        let rung = bell.ring(&sealed::new_secret(), &receiver(endpoint.into()), false).await;
        assert_eq!(rung, Rung::Gone, "{endpoint}");
    }
    assert!(Bell::new("the committee", KNOWN).is_err());
}

#[tokio::test]
async fn a_ring_is_locked_and_signed_and_says_nothing_of_its_matter() {
    let (bell, receiver, heard) = fake("HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").await;
    let secret = sealed::new_secret();
    assert_eq!(bell.ring(&secret, &receiver, true).await, Rung::Taken);
    let (head, body) = parts(&heard.await.unwrap()).unwrap();
    assert!(head.starts_with("POST /ring/1 HTTP/1.1"), "{head}");
    for (name, expected) in [("ttl", KEPT), ("urgency", "high"), ("topic", TOPIC), ("content-encoding", "aes128gcm")] {
        assert_eq!(value(&head, name), Some(expected), "{head}");
    }
    assert!(body.len() < 512, "{}", body.len());
    let words = decrypt(body, &browser(), &Auth::from(AUTH)).unwrap();
    let words: serde_json::Value = serde_json::from_slice(&words).unwrap();
    assert_eq!(words, serde_json::json!({ "title": "西山社区", "body": "有新消息", "lang": "zh-CN" }));

    let (token, key) =
        value(&head, "authorization").unwrap().strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(Some(key), sealed::public_key(&secret).as_deref());
    let (said, signature) = token.rsplit_once('.').unwrap();
    let read = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let key = VerifyingKey::from_sec1_bytes(&read(key)).unwrap();
    key.verify(said.as_bytes(), &Signature::from_slice(&read(signature)).unwrap()).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&read(said.split_once('.').unwrap().1)).unwrap();
    assert_eq!(claims["sub"], "mailto:committee@example.org");
    assert_eq!(Some(claims["aud"].as_str().unwrap()), receiver.endpoint.strip_suffix("/ring/1"));
    let good = claims["exp"].as_i64().unwrap() - now().0 / 1_000;
    assert!((1..24 * 60 * 60).contains(&good), "{good}");
}
