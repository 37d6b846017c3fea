//! What counts as an identifier: text in which nothing personal can stand as it is.

/// Lets identifiers pass and drops any other text.
pub(crate) fn identifier(text: &str, limit: usize) -> Option<Box<str>> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    ((1..=limit).contains(&text.len()) && text.bytes().all(allowed)).then(|| text.into())
}
