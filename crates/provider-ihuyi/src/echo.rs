//! Whether a text of the vendor's is the vendor's own, or repeats what it was sent.
//!
//! Three texts of the vendor are kept: the serial, the link and the SDK's token. Vendors have echoed what they were
//! sent, and whatever stands in these gets into a session, an address bar and other people's logs.

use std::fmt;

use heyan_core::{echo, is_loopback};
use url::Url;

/// The most characters of a serial; the samples have 14.
const LONGEST_SERIAL: usize = 64;

/// The most characters of a link.
const LONGEST_LINK: usize = 2048;

/// The most characters of a token; the sample has 32.
const LONGEST_TOKEN: usize = 128;

/// What must not come back: the person's data and the account's secrets, of which some texts are empty.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    /// The real name.
    pub name: &'a str,
    /// The ID number.
    pub id_number: &'a str,
    /// The mobile number, which ihuyi is not even sent.
    pub mobile: &'a str,
    /// The account's key.
    pub api_key: &'a str,
    /// The password that was sent.
    pub password: &'a str,
    /// Whether the vendor is on this machine.
    pub to_loopback: bool,
}

impl fmt::Debug for Sent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sent([redacted])")
    }
}

impl Sent<'_> {
    /// Whether this is a serial of the vendor's own making: an identifier that holds no whole value of what was sent. A
    /// part may be chance, and the scan is lost with its serial.
    pub(crate) fn is_own_serial(&self, serial: &str) -> bool {
        is_serial(serial) && !self.values().any(|value| echo::repeats(serial, value))
    }

    /// Whether this serial is fit for the trail, too: it has nothing in common with what was sent.
    pub(crate) fn is_own_order_id(&self, serial: &str) -> bool {
        !self.values().any(|value| echo::shares(serial, value))
    }

    /// Whether this is an address to send a person to: absolute, `https` (`http` to loopback where the vendor is there
    /// too, as a sandbox is), without user name and password, and without anything that was sent.
    pub(crate) fn is_own_link(&self, link: &str) -> bool {
        // What RFC 3986 lets stand in an address; anything else would have to be written otherwise first.
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b);
        let fit = link.len() <= LONGEST_LINK && link.bytes().all(allowed);
        let well_formed = Url::parse(link).is_ok_and(|url| {
            let safe = match url.scheme() {
                "https" => url.has_host(),
                "http" => self.to_loopback && is_loopback(link),
                _ => false,
            };
            safe && url.username().is_empty() && url.password().is_none()
        });
        fit && well_formed && !self.values().any(|value| echo::repeats(link, value))
    }

    /// Whether this is a token of the vendor's own making.
    pub(crate) fn is_own_token(&self, token: &str) -> bool {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        (1..=LONGEST_TOKEN).contains(&token.len())
            && token.bytes().all(allowed)
            && !self.values().any(|value| echo::repeats(token, value))
    }

    fn values(&self) -> impl Iterator<Item = &str> {
        [self.name, self.id_number, self.mobile, self.api_key, self.password].into_iter()
    }
}

/// Whether this looks like a serial.
pub(crate) fn is_serial(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (1..=LONGEST_SERIAL).contains(&text.len()) && text.bytes().all(allowed)
}
