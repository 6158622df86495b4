//! Asking something on this machine, in plain HTTP: one request, one answer.

use super::Fault;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, Uri, header};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::net::IpAddr;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// The longest answer that is read, in bytes.
const ANSWER_MAX: usize = 16 * 1024;

/// Asks over a connection: one request, one answer.
pub(super) async fn exchange<S>(stream: S, request: Request<Body>) -> Result<(StatusCode, Vec<u8>), Fault>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // It ends with the sender.
    tokio::spawn(async move { connection.await.ok() });
    let answer = sender.send_request(request).await?;
    let status = answer.status();
    Ok((status, to_bytes(Body::new(answer.into_body()), ANSWER_MAX).await?.to_vec()))
}

/// An address on this machine.
#[derive(Clone, Debug)]
pub(super) struct Here {
    host: String,
    port: u16,
    /// With what stands behind it.
    pub(super) path: String,
}

impl Here {
    /// Reads an address, `http://127.0.0.1:9100/send`. Another machine's is refused: nothing goes anywhere in the clear.
    pub(super) fn read(url: &str) -> Result<Here, Fault> {
        let uri: Uri = url.parse()?;
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        if uri.scheme_str() != Some("http") || !here {
            return Err(format!("not http on this machine: {url}").into());
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Here { host, port: uri.port_u16().unwrap_or(80), path })
    }

    /// Posts JSON to a path there.
    pub(super) async fn post(
        &self,
        path: &str,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    ) -> Result<(StatusCode, Vec<u8>), Fault> {
        let mut request = Request::post(path)
            .header(header::HOST, format!("{}:{}", self.host, self.port))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        exchange(self.connect().await?, request.body(Body::from(body))?).await
    }

    /// A connection there.
    pub(super) async fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect((self.host.as_str(), self.port)).await
    }

    /// Whether it is the same place, whatever stands behind it.
    pub(super) fn is_at(&self, other: &Here) -> bool {
        (self.host.as_str(), self.port) == (other.host.as_str(), other.port)
    }
}
