//! Whether an address stays on this machine.

use url::{Host, Url};

/// Whether `address` is a URL whose host is this machine: `localhost`, 127.0.0.0/8 or `[::1]`.
pub fn is_loopback(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| match url.host() {
        Some(Host::Ipv4(host)) => host.is_loopback(),
        Some(Host::Ipv6(host)) => host.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    })
}
