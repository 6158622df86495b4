//! Where a request comes from, as far as it matters for counting: one IPv4 address, or one IPv6 /64, because that is what
//! one household has.

use crate::state::App;
use axum::http::HeaderMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Where [`crate::router`] notes the peer's address; whatever a client sends under this name is overwritten.
pub const PEER_HEADER: &str = "x-xishan-peer";

/// Somewhere that requests come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// The server's own machine.
    Local,
    /// A proxy that does not say for whom it asks.
    Unnamed,
    /// One address.
    V4(Ipv4Addr),
    /// One /64.
    V6([u16; 4]),
    /// A whole /16, when there are too many addresses to tell apart.
    Crowd4([u8; 2]),
    /// A whole /32, when there are too many.
    Crowd6([u16; 2]),
}

impl Address {
    /// The address of a request: the nearest proxy's word if it is trusted, otherwise the peer.
    pub fn of(app: &App, headers: &HeaderMap) -> Address {
        // A proxy that adds a line of its own leaves a forged one before it: only the last word is the proxy's.
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
        let named = forwarded.and_then(|list| list.rsplit(',').next());
        let direct = headers.get(PEER_HEADER).and_then(|value| value.to_str().ok());
        if app.behind_proxy {
            return named.and_then(Address::parse).unwrap_or(Address::Unnamed);
        }
        direct.and_then(Address::parse).unwrap_or(Address::Local)
    }

    /// Reads an address, with or without a port. A loopback address is [`Address::Local`].
    pub fn parse(text: &str) -> Option<Address> {
        let text = text.trim();
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        let ip = bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))?;
        Some(match ip.to_canonical() {
            ip if ip.is_loopback() => Address::Local,
            IpAddr::V4(v4) => Address::V4(v4),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                Address::V6([a, b, c, d])
            }
        })
    }

    /// The neighbourhood of the address.
    pub fn crowd(self) -> Address {
        match self {
            Address::V4(v4) => Address::Crowd4([v4.octets()[0], v4.octets()[1]]),
            Address::V6([a, b, ..]) => Address::Crowd6([a, b]),
            other => other,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Local => f.write_str("local"),
            Address::Unnamed => f.write_str("unnamed"),
            Address::V4(v4) => v4.fmt(f),
            Address::V6([a, b, c, d]) => write!(f, "{a:x}:{b:x}:{c:x}:{d:x}::/64"),
            Address::Crowd4([a, b]) => write!(f, "{a}.{b}.0.0/16"),
            Address::Crowd6([a, b]) => write!(f, "{a:x}:{b:x}::/32"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Address::parse(text).map_or("none".into(), |address| address.to_string())
    }

    #[test]
    fn a_household_is_one_address() {
        assert_eq!(read(" 203.0.113.9 "), "203.0.113.9");
        assert_eq!(read("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(read("2001:db8:1:2:ffff::1"), "2001:db8:1:2::/64");
        assert_ne!(read("2001:db8:1:3::1"), read("2001:db8:1:2::1"));
    }

    #[test]
    fn an_address_is_read_in_every_dress() {
        assert_eq!(read("::ffff:203.0.113.9"), "203.0.113.9");
        assert_eq!(read("203.0.113.9:4711"), "203.0.113.9");
        assert_eq!(read("[2001:db8::1]:443"), "2001:db8:0:0::/64");
        assert_eq!(read("[2001:db8::1]"), "2001:db8:0:0::/64");
        assert_eq!(read("127.0.0.1"), "local");
        assert_eq!(read("::1"), "local");
        for nothing in ["", "unknown", "999.1.1.1", "203.0.113.9, 1.1.1.1", "x\u{202e}y"] {
            assert_eq!(read(nothing), "none", "{nothing}");
        }
    }

    #[test]
    fn a_crowd_is_a_neighbourhood() {
        let crowd = |text| Address::parse(text).map(Address::crowd);
        assert_eq!(crowd("203.0.113.9"), crowd("203.0.1.1"));
        assert_eq!(crowd("2001:db8:1::1"), crowd("2001:db8:9::1"));
        assert_ne!(crowd("203.0.113.9"), crowd("203.1.113.9"));
    }
}
