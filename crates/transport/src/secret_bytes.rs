//! Bytes that are wiped when they are dropped, and that leave nothing behind when they grow.

use std::fmt;
use std::io;

use zeroize::Zeroizing;

/// The room of a buffer that grows for the first time.
const FIRST_ROOM: usize = 1024;

/// A buffer for personal data and credentials. `Debug` redacts it.
///
/// A `Vec` that outgrows its room moves, and what it leaves behind is not wiped. This one copies itself into a new
/// buffer of at least twice the room and wipes the old one.
///
/// It is an [`io::Write`], so that a serialiser can write a body straight into it:
///
/// ```
/// use heyan_transport::SecretBytes;
///
/// let mut body = SecretBytes::new();
/// serde_json::to_writer(&mut body, &[("name", "张三")])?;
/// assert_eq!(body.as_slice(), r#"[["name","张三"]]"#.as_bytes());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Default)]
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// An empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty buffer with room for this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(bytes)))
    }

    /// Appends bytes.
    pub fn extend_from_slice(&mut self, bytes: &[u8]) {
        let length = self.0.len().saturating_add(bytes.len());
        if length > self.0.capacity() {
            let room = length.max(self.0.capacity().saturating_mul(2)).max(FIRST_ROOM);
            let mut larger = Zeroizing::new(Vec::with_capacity(room));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
    }

    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl io::Write for SecretBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl From<SecretBytes> for Zeroizing<Vec<u8>> {
    fn from(bytes: SecretBytes) -> Self {
        bytes.0
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_moves_only_into_a_buffer_of_its_own_making_and_at_most_once_for_each_doubling() {
        let mut bytes = SecretBytes::new();
        let mut expected = Vec::new();
        let mut rooms = Vec::new();
        for length in 0..600 {
            let piece = vec![u8::try_from(length % 251).unwrap(); length];
            bytes.extend_from_slice(&piece);
            expected.extend_from_slice(&piece);
            assert_eq!(bytes.as_slice(), expected);
            // A `Vec` that grew by itself would have another room than the one that was asked for.
            if rooms.last() != Some(&bytes.0.capacity()) {
                rooms.push(bytes.0.capacity());
            }
        }
        assert_eq!(rooms, [0, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144]);
        assert_eq!(bytes.len(), 600 * 599 / 2);
    }

    #[test]
    fn it_stays_where_it_is_while_there_is_room() {
        let mut bytes = SecretBytes::with_capacity(100);
        let at = bytes.as_slice().as_ptr();
        for _ in 0..10 {
            bytes.extend_from_slice(&[7; 10]);
        }
        assert_eq!((bytes.as_slice().as_ptr(), bytes.0.capacity()), (at, 100));
        bytes.extend_from_slice(&[7; 5000]);
        assert_eq!(bytes.0.capacity(), 5100, "what is needed, if twice the room is less");
    }

    #[test]
    fn it_shows_nothing() {
        let mut bytes = SecretBytes::new();
        io::Write::write_all(&mut bytes, b"planted").unwrap();
        assert_eq!(format!("{bytes:?}"), "SecretBytes([redacted])");
        assert_eq!(*Zeroizing::from(bytes), b"planted");
    }
}
