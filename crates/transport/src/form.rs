//! A form of any fields, written once into a buffer of the exact size.

use zeroize::Zeroizing;

/// Writes `application/x-www-form-urlencoded` (WHATWG URL standard, section 5.2) in UTF-8.
///
/// The size is counted before, so the buffer never moves, and nothing in between is kept.
///
/// ```
/// use heyan_transport::form;
///
/// let body = form::encode([("name", "张 三"), ("to", "a@b.c")]);
/// assert_eq!(&*body, b"name=%E5%BC%A0+%E4%B8%89&to=a%40b.c");
/// ```
pub fn encode<'a, F>(fields: F) -> Zeroizing<Vec<u8>>
where
    F: IntoIterator<Item = (&'a str, &'a str), IntoIter: Clone>,
{
    encode_with_room(fields, 0)
}

/// Writes a form with room for this many bytes more, which the caller appends in an encoding of its own.
pub fn encode_with_room<'a, F>(fields: F, room: usize) -> Zeroizing<Vec<u8>>
where
    F: IntoIterator<Item = (&'a str, &'a str), IntoIter: Clone>,
{
    let fields = fields.into_iter();
    let length: usize = fields.clone().map(|(name, value)| length(name) + length(value) + 2).sum();
    // The first field has no "&" in front.
    let mut body = Zeroizing::new(Vec::with_capacity(length.saturating_sub(1) + room));
    for (place, (name, value)) in fields.enumerate() {
        if place > 0 {
            body.push(b'&');
        }
        write(&mut body, name);
        body.push(b'=');
        write(&mut body, value);
    }
    body
}

/// The bytes that a form carries as they are.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_')
}

fn length(text: &str) -> usize {
    text.bytes().map(|byte| if is_plain(byte) || byte == b' ' { 1 } else { 3 }).sum()
}

fn write(body: &mut Vec<u8>, text: &str) {
    const HEX: [u8; 16] = *b"0123456789ABCDEF";
    let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or_default();
    for byte in text.bytes() {
        match byte {
            b' ' => body.push(b'+'),
            _ if is_plain(byte) => body.push(byte),
            _ => body.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 0x0F)]),
        }
    }
}
