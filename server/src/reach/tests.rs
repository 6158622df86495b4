//! A gateway that behaves badly in every way, and the addresses that are none.

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const KEY: &str = "sixteen characters";

/// Answers the next request so, after a while; hands back what was asked.
async fn fake(answer: &'static str, after: Duration) -> (Gateway, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"}") {
            let mut some = [0; 4096];
            match stream.read(&mut some).await.unwrap() {
                0 => break,
                length => asked.extend_from_slice(&some[..length]),
            }
        }
        sleep(after).await;
        stream.write_all(answer.as_bytes()).await.ok();
        String::from_utf8(asked).unwrap()
    });
    let patience = Duration::from_millis(500);
    (Gateway::new(&format!("http://127.0.0.1:{port}/send"), KEY, patience).unwrap(), heard)
}

async fn sent(answer: &'static str, after: Duration) -> Sent {
    let (gateway, _heard) = fake(answer, after).await;
    gateway.send("an id", "13800000000", "取消了").await
}

#[tokio::test]
async fn only_a_clear_yes_is_one() {
    let at_once = Duration::ZERO;
    let yes = "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"accepted\":true}";
    assert_eq!(sent(yes, at_once).await, Sent::Taken);
    assert_eq!(sent(yes, Duration::from_secs(2)).await, Sent::Trouble, "too slow");
    let no = "HTTP/1.1 200 OK\r\ncontent-length: 18\r\n\r\n{\"accepted\":false}";
    assert_eq!(sent(no, at_once).await, Sent::Trouble);
    assert_eq!(sent("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n", at_once).await, Sent::Trouble);
    assert_eq!(sent("HTTP/1.1 429 Later\r\ncontent-length: 0\r\n\r\n", at_once).await, Sent::Trouble);
    assert_eq!(sent("HTTP/1.1 400 No\r\ncontent-length: 0\r\n\r\n", at_once).await, Sent::Refused);
    assert_eq!(sent("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>", at_once).await, Sent::Trouble);
    assert_eq!(sent("neither HTTP nor anything", at_once).await, Sent::Trouble);
    assert_eq!(sent("", at_once).await, Sent::Trouble, "it hangs up");
    let nobody = Gateway::new("http://127.0.0.1:1/send", KEY, Duration::from_millis(500)).unwrap();
    assert_eq!(nobody.send("an id", "1", "x").await, Sent::Trouble);
}

#[tokio::test]
async fn what_is_sent_is_signed() {
    let (gateway, heard) =
        fake("HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"accepted\":true}", Duration::ZERO).await;
    assert_eq!(gateway.send("an id", "13800000000", "取消了").await, Sent::Taken);
    let asked = heard.await.unwrap();
    let (head, body) = asked.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /send HTTP/1.1"));
    let value = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
    let signed = signature(KEY.as_bytes(), &value("x-xishan-time:"), body.as_bytes()).unwrap();
    assert_eq!(value("x-xishan-signature:"), signed);
    let said: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(said, serde_json::json!({ "id": "an id", "to": "13800000000", "text": "取消了" }));
}

/// The second case of RFC 4231.
#[test]
fn the_signature_is_the_one_that_everybody_makes() {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
    mac.update(b"what do ya want for nothing?");
    let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(hex(&mac.finalize().into_bytes()), known);
}

#[test]
fn numbers_go_nowhere_in_the_clear() {
    let patience = Duration::from_secs(5);
    for url in ["https://127.0.0.1/", "http://sms.example.org/", "http://10.0.0.1/", "send", ""] {
        assert!(Gateway::new(url, KEY, patience).is_err(), "{url}");
    }
    assert!(Gateway::new("http://localhost:9100/send?to=x", KEY, patience).is_ok());
    assert!(Gateway::new("http://[::1]:9100/", KEY, patience).is_ok());
    assert!(Gateway::new("http://localhost:9100/", "short", patience).is_err());
}
