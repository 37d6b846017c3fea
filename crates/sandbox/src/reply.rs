//! What one request got.

/// What one request got.
pub(crate) struct Reply {
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
    /// The vendor's code.
    pub(crate) code: String,
}
