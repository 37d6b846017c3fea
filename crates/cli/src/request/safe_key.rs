//! Keys of a request that may be repeated in an error: no person's data, and nothing that a terminal would obey.

/// Stands for a key that is not repeated.
pub(super) const UNSAFE: &str = "(a key)";

/// The key, if it is a word of ASCII letters and underscores with three digits at the most. Anything else may be a value
/// that stands in the wrong place.
pub(super) fn safe_key(key: &str) -> Option<&str> {
    let is_word = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    (is_word && (1..=32).contains(&key.len()) && digits <= 3).then_some(key)
}
