//! Finds planted values wherever they come out.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

/// Values that must come out nowhere: not in plain text, not percent-encoded, not as base64 or hex.
#[derive(Clone, Debug, Default)]
pub struct Planted {
    forms: Vec<String>,
}

impl Planted {
    /// These texts, in every form.
    pub fn new(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        texts.into_iter().fold(Self::default(), |all, text| {
            let mut all = all.and_bytes(text.as_ref().as_bytes());
            all.forms.push(text.as_ref().to_owned());
            all
        })
    }

    /// These bytes too, in every encoded form; of long ones the first 48.
    #[must_use]
    pub fn and_bytes(mut self, bytes: &[u8]) -> Self {
        let bytes = bytes.get(..48).unwrap_or(bytes);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let decimal: Vec<String> = bytes.iter().map(ToString::to_string).collect();
        self.forms.extend([
            percent_encode(bytes, NON_ALPHANUMERIC).to_string(),
            STANDARD_NO_PAD.encode(bytes),
            URL_SAFE_NO_PAD.encode(bytes),
            hex.to_uppercase(),
            hex,
            // As `Debug` prints a list of bytes.
            decimal.join(", "),
        ]);
        self
    }

    /// These values too.
    #[must_use]
    pub fn and(mut self, other: Planted) -> Self {
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
