//! Where the browser or the news goes after a scan.

use url::Url;

/// What an app never has for a scheme of its own: the first ones run or open something in the browser.
const NO_APPS: [&str; 11] = [
    "javascript",
    "vbscript",
    "data",
    "blob",
    "file",
    "filesystem",
    "about",
    "view-source",
    "ftp",
    "ws",
    "wss",
];

/// The longest address that is taken, in bytes, since scans are remembered.
const LIMIT: usize = 4096;

/// Where a browser may be sent: a web address, or an app's own scheme.
pub(super) fn to_return_to(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= LIMIT)?;
    (!NO_APPS.contains(&url.scheme())).then_some(url)
}

/// Where a server may be notified: a web address.
pub(super) fn to_notify(text: &str) -> Option<Url> {
    // The parser takes none of these without a host.
    to_return_to(text).filter(|url| ["http", "https"].contains(&url.scheme()))
}

/// The address of the caller, told which scan is over.
pub(super) fn with_serial(return_url: &Url, serial: &str) -> String {
    let mut url = return_url.clone();
    url.query_pairs_mut().append_pair("idcardid", serial);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, to_notify, to_return_to, with_serial};

    #[test]
    fn addresses() {
        for (text, returns, notifies) in [
            ("https://example.com/done", true, true),
            ("http://127.0.0.1:8080", true, true),
            ("HTTPS://例子.中国/完成", true, true),
            ("myapp://done", true, false),
            ("com.example.app:/done", true, false),
            ("myapp:done", true, false),
            ("", false, false),
            ("/done", false, false),
            ("example.com/done", false, false),
            ("https://", false, false),
            ("javascript:alert(1)", false, false),
            ("JavaScript:alert(1)", false, false),
            ("java\nscript:alert(1)", false, false),
            (" javascript:alert(1)", false, false),
            ("javascript://example.com/%0aalert(1)", false, false),
            ("data:text/html,x", false, false),
            ("file:///etc/hosts", false, false),
            ("blob:https://example.com/1", false, false),
            ("vbscript:x", false, false),
            ("about:blank", false, false),
        ] {
            assert_eq!(to_return_to(text).is_some(), returns, "{text:?}");
            assert_eq!(to_notify(text).is_some(), notifies, "{text:?}");
        }
    }

    #[test]
    fn an_address_has_its_length() {
        let of_length = |length: usize| format!("https://example.com/{}", "a".repeat(length - 20));
        assert!(to_return_to(&of_length(LIMIT)).is_some());
        assert!(to_return_to(&of_length(LIMIT + 1)).is_none());
    }

    #[test]
    fn the_serial_goes_into_the_query() {
        for (given, told) in [
            ("https://example.com", "https://example.com/?idcardid=7"),
            ("https://example.com/done", "https://example.com/done?idcardid=7"),
            ("https://example.com/done?", "https://example.com/done?idcardid=7"),
            ("https://example.com/done?a=1&b=%20+x", "https://example.com/done?a=1&b=%20+x&idcardid=7"),
            ("https://example.com/done#/step", "https://example.com/done?idcardid=7#/step"),
            ("https://example.com/?a=%23#top?b", "https://example.com/?a=%23&idcardid=7#top?b"),
            ("https://example.com/?idcardid=6", "https://example.com/?idcardid=6&idcardid=7"),
            ("myapp://done", "myapp://done?idcardid=7"),
            ("myapp:done?a=1#x", "myapp:done?a=1&idcardid=7#x"),
        ] {
            assert_eq!(with_serial(&to_return_to(given).unwrap(), "7"), told);
        }
    }
}
