//! Finds planted values wherever they come out.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

/// How many bytes of a long value are looked for.
const LONGEST: usize = 48;

/// Values that must come out nowhere: not in plain text, not escaped, percent-encoded, as base64 or as hex.
#[derive(Clone, Debug, Default)]
pub struct Planted {
    forms: Vec<String>,
}

impl Planted {
    /// These texts, in every form.
    pub fn new(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        texts.into_iter().fold(Self::default(), |all, text| {
            let text = text.as_ref();
            let mut all = all.with_bytes(text.as_bytes());
            // As JSON and `Debug` escape it.
            let json: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            all.forms.extend([text.to_owned(), text.escape_unicode().to_string(), json]);
            all
        })
    }

    /// These bytes too, in every encoded form; of long ones the first 48.
    #[must_use]
    pub fn with_bytes(mut self, bytes: &[u8]) -> Self {
        let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let decimal: Vec<String> = bytes.iter().map(ToString::to_string).collect();
        let percent = |bytes: &[u8]| percent_encode(bytes, NON_ALPHANUMERIC).to_string();
        // Within a longer text the value may begin at any of three places of a group.
        for skipped in 0..3 {
            let inner = bytes.get(skipped..).unwrap_or_default();
            let whole = inner.len() - inner.len() % 3;
            let base64 = STANDARD_NO_PAD.encode(inner.get(..whole).unwrap_or_default());
            // A few characters are too few to tell a value by.
            if base64.len() >= 8 {
                let url_safe = URL_SAFE_NO_PAD.encode(inner.get(..whole).unwrap_or_default());
                let wire = percent(base64.as_bytes());
                let lower = wire.replace("%2B", "%2b").replace("%2F", "%2f");
                self.forms.extend([lower, wire, url_safe, base64]);
            }
        }
        let percent = percent(bytes);
        let escaped = bytes.escape_ascii().to_string();
        self.forms.extend([
            percent.to_lowercase(),
            percent,
            hex.to_uppercase(),
            hex,
            decimal.join(", "),
            escaped,
        ]);
        self
    }

    /// These values too.
    #[must_use]
    pub fn with(mut self, other: Planted) -> Self {
        self.forms.extend(other.forms);
        self
    }

    /// Whether any of the values stands in `shown`, in any form.
    pub fn is_in(&self, shown: &str) -> bool {
        // `{:#?}` breaks a list of bytes into lines.
        let joined = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        self.forms.iter().any(|form| shown.contains(form) || joined.contains(form))
    }
}
