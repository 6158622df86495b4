//! The services at which browsers let themselves be rung. An address of one comes from a phone, so it is somebody's wish of where this
//! server shall connect to: only services that are named here or in the settings are asked, by HTTPS, and never a machine that is
//! not in public. The addresses of a name are looked up once, looked at, and then used: another answer a moment later changes nothing.

use super::super::Fault;
use super::super::here::{Here, exchange};
use axum::body::Body;
use axum::http::{Request, StatusCode, Uri};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Those of Chromium, Firefox, Safari and Edge.
pub(super) const KNOWN: [&str; 4] =
    ["fcm.googleapis.com", "*.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com"];
/// The longest address that is taken.
const ADDRESS_MAX: usize = 1_024;
const HTTPS: u16 = 443;

/// Where phones are rung.
#[derive(Clone, Debug)]
pub(super) enum Service {
    /// A name, or everything below it.
    Named { name: String, below: bool },
    /// One on this machine, without HTTPS: a proxy, or the tests' own.
    Here(Here),
}

impl Service {
    /// Reads `push.example.org`, `*.example.org` or `http://127.0.0.1:9102`.
    pub(super) fn read(text: &str) -> Result<Service, Fault> {
        if text.contains("://") {
            return Ok(Service::Here(Here::read(text)?));
        }
        let (name, below) = text.strip_prefix("*.").map_or((text, false), |name| (name, true));
        let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let parts: Vec<&str> = name.split('.').collect();
        // The last part of a name is no number; that of an address is.
        let named =
            parts.len() > 1 && parts.iter().all(|one| part(one)) && parts.last().is_some_and(|last| !digits(last));
        if !named {
            return Err(format!("no name of a service that rings phones: {text}").into());
        }
        Ok(Service::Named { name: name.to_ascii_lowercase(), below })
    }

    fn has(&self, host: &str) -> bool {
        match self {
            Service::Named { name, below: false } => host == name,
            Service::Named { name, below: true } => host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.')),
            Service::Here(_) => false,
        }
    }
}

fn digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// Where one phone is rung.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `https://push.example.org`: to whom a signature is good.
    pub(super) origin: String,
    /// What stands behind it.
    pub(super) path: String,
    host: Host,
}

#[derive(Clone, Debug)]
enum Host {
    Named(String),
    Here(Here),
}

impl Place {
    /// Reads an address. None where it is not at one of the services.
    pub(super) fn read(endpoint: &str, services: &[Service]) -> Option<Place> {
        let uri: Uri = endpoint.parse().ok().filter(|_| endpoint.len() <= ADDRESS_MAX)?;
        let authority = uri.authority()?.as_str();
        let host = uri.host()?.to_ascii_lowercase();
        let path = uri.path_and_query()?.as_str().to_owned();
        // Who is behind an @ is not where it looks as if one went.
        if authority.contains('@') {
            return None;
        }
        match uri.scheme_str()? {
            "https" if matches!(uri.port_u16(), None | Some(HTTPS)) && services.iter().any(|one| one.has(&host)) => {
                Some(Place { origin: format!("https://{host}"), path, host: Host::Named(host) })
            }
            "http" => {
                let here = Here::read(endpoint).ok()?;
                let known = |one: &Service| matches!(one, Service::Here(other) if here.is_at(other));
                let known = services.iter().any(known);
                known.then(|| Place { origin: format!("http://{authority}"), path, host: Host::Here(here) })
            }
            _ => None,
        }
    }

    /// Whom a request there is for.
    pub(super) fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// Asks there. What is answered besides the status nobody reads.
    pub(super) async fn ask(&self, tls: &TlsConnector, request: Request<Body>) -> Result<StatusCode, Fault> {
        let (status, _) = match &self.host {
            Host::Here(here) => exchange(here.connect().await?, request).await?,
            Host::Named(name) => {
                let found: Vec<SocketAddr> = lookup_host((name.as_str(), HTTPS)).await?.collect();
                if found.is_empty() || !found.iter().all(|address| in_public(address.ip())) {
                    return Err(format!("{name} is not in public").into());
                }
                let stream = TcpStream::connect(found.as_slice()).await?;
                let stream = tls.connect(ServerName::try_from(name.clone())?, stream).await?;
                exchange(stream, request).await?
            }
        };
        Ok(status)
    }
}

/// HTTPS as browsers do it, with the roots that come with this build.
pub(super) fn tls() -> Result<TlsConnector, Fault> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Whether an address is one of the open network, and not of this machine, this house or this provider.
fn in_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => in_public_v4(address),
        IpAddr::V6(address) => address.to_ipv4_mapped().map_or_else(|| in_public_v6(address), in_public_v4),
    }
}

fn in_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let inner = address.is_private() || address.is_loopback() || address.is_link_local();
    let of_provider = a == 100 && (64..128).contains(&b);
    let odd = a == 0 || a >= 224 || (a, b, c) == (192, 0, 0) || a == 198 && (b == 18 || b == 19);
    !(inner || of_provider || odd || address.is_documentation())
}

/// Global addresses, without those in which another one is hidden (Teredo, 6to4) and those for books.
fn in_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let hidden = (a, b) == (0x2001, 0) || a == 0x2002;
    (0x2000..0x4000).contains(&a) && !hidden && (a, b) != (0x2001, 0x0db8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services() -> Vec<Service> {
        KNOWN.into_iter().chain(["http://127.0.0.1:9102"]).map(|one| Service::read(one).unwrap()).collect()
    }

    #[test]
    fn only_services_that_are_named_are_asked() {
        let services = services();
        for (endpoint, origin) in [
            ("https://fcm.googleapis.com/fcm/send/abc:def", "https://fcm.googleapis.com"),
            ("https://FCM.googleapis.com:443/x", "https://fcm.googleapis.com"),
            ("https://updates.push.services.mozilla.com/wpush/v2/x", "https://updates.push.services.mozilla.com"),
            ("https://web.push.apple.com/x?y", "https://web.push.apple.com"),
            ("http://127.0.0.1:9102/ring/1", "http://127.0.0.1:9102"),
        ] {
            assert_eq!(
                Place::read(endpoint, &services).map(|place| place.origin).as_deref(),
                Some(origin),
                "{endpoint}"
            );
        }
        let long = format!("https://fcm.googleapis.com/{}", "x".repeat(ADDRESS_MAX));
        for endpoint in [
            "http://fcm.googleapis.com/x",
            "https://fcm.googleapis.com:8443/x",
            "https://evil.example/x",
            "https://fcm.googleapis.com.evil.example/x",
            "https://evilpush.apple.com/x",
            "https://push.apple.com/x",
            "https://fcm.googleapis.com@10.0.0.1/x",
            "https://a@fcm.googleapis.com/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "http://127.0.0.1:9103/x",
            "http://localhost:9102/x",
            "http://169.254.169.254/latest",
            "ftp://fcm.googleapis.com/x",
            "/fcm",
            "",
            long.as_str(),
        ] {
            assert!(Place::read(endpoint, &services).is_none(), "{endpoint}");
        }
    }

    #[test]
    fn a_service_is_a_name_or_on_this_machine() {
        for odd in ["", "*", "*.", "com", "10.0.0.1", "a..b", "https://x.example", "http://10.0.0.1:80", "x.example/y"]
        {
            assert!(Service::read(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn what_is_not_in_public_is_not_connected_to() {
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "203.0.113.7",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "2001:db8::1",
            "2002:a00:1::1",
            "2001::1",
            "64:ff9b::a00:1",
        ] {
            assert!(!in_public(inner.parse().unwrap()), "{inner}");
        }
        for open in ["142.250.1.95", "2404:6800:4003::5f", "::ffff:142.250.1.95"] {
            assert!(in_public(open.parse().unwrap()), "{open}");
        }
    }
}
