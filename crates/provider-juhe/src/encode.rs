//! The form: written in one pass into one allocation of the exact size, which is counted before.
//!
//! The image goes from bytes straight to percent-encoded base64: 12 bits in, 2 to 6 characters out, by one table.
//! Nothing in between is kept, so there is nothing in between to zeroise.

use std::fmt;

use heyan_transport::form;
use zeroize::Zeroizing;

/// What the form is made of.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The account's key.
    pub key: &'a str,
    /// The real name.
    pub name: &'a str,
    /// The ID number, 18 characters.
    pub id_number: &'a str,
    /// The mobile number, 11 digits.
    pub mobile: &'a str,
    /// The image file's bytes.
    pub image: &'a [u8],
}

impl fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form([redacted])")
    }
}

/// Writes the body of the question, `application/x-www-form-urlencoded` (WHATWG URL standard, section 5.2).
pub fn encode(form: &Form<'_>) -> Zeroizing<Vec<u8>> {
    let texts =
        [("key", form.key), ("realname", form.name), ("idcard", form.id_number), ("mobile", form.mobile)];
    let image_name = b"&image=";
    let image_length = image_length(form.image);
    let mut body = form::encode_with_room(texts, image_name.len() + image_length);
    body.extend_from_slice(image_name);
    let start = body.len();
    body.resize(start + image_length, 0);
    if let Some(rest) = body.get_mut(start..) {
        write_image(rest, form.image);
    }
    body
}

/// One entry for 12 bits: up to six characters from the lowest byte on, their number in the highest byte.
type Entry = u64;

static PAIRS: [Entry; 4096] = pairs();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "evaluated by the compiler, which checks both"
)]
const fn pairs() -> [Entry; 4096] {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut table = [0; 4096];
    let mut pair = 0;
    while pair < 4096 {
        let mut entry: Entry = 0;
        let mut length = 0;
        let mut place = 0;
        while place < 2 {
            let character = ALPHABET[(pair >> (6 * (1 - place))) & 63];
            // Form encoding has no place for two of base64's characters.
            let (written, count): (u64, u32) = match character {
                b'+' => (u64::from_le_bytes(*b"%2B\0\0\0\0\0"), 3),
                b'/' => (u64::from_le_bytes(*b"%2F\0\0\0\0\0"), 3),
                plain => (plain as u64, 1),
            };
            entry |= written << (8 * length);
            length += count;
            place += 1;
        }
        table[pair] = entry | ((length as u64) << 56);
        pair += 1;
    }
    table
}

/// Looks a pair of base64 characters up; `bits` has 12.
#[inline]
fn pair(bits: u32) -> (Entry, usize) {
    let entry = usize::try_from(bits).ok().and_then(|at| PAIRS.get(at)).copied().unwrap_or_default();
    let [.., length] = entry.to_le_bytes();
    (entry, usize::from(length))
}

/// How many bytes the image takes in the form: four characters for three bytes, two more for each `+`, `/` and `=`.
fn image_length(image: &[u8]) -> usize {
    let (threes, rest) = image.as_chunks::<3>();
    let special = specials(image);
    let tail = match rest {
        [] => 0,
        [_] => 2 + 2 * 3,
        _ => 3 + 3,
    };
    threes.len() * 4 + tail + 2 * special
}

/// How many `+` and `/` the image's base64 has: groups of six bits whose five high bits are all set.
///
/// Six bytes at a time hold eight groups in one word; each group then counts in its own lane of six bits.
#[inline]
fn specials(image: &[u8]) -> usize {
    /// The lowest bit of each of the eight groups.
    const LANES: u64 = 0x0000_0410_4104_1041;
    let mut count: u64 = 0;
    // 63 words fill a lane of six bits at most.
    let (words, rest) = image.as_chunks::<6>();
    for block in words.chunks(63) {
        let mut lanes: u64 = 0;
        for [a, b, c, d, e, f] in block {
            let word = u64::from_be_bytes([0, 0, *a, *b, *c, *d, *e, *f]);
            let high = word >> 1;
            lanes += high & (high >> 1) & (high >> 2) & (high >> 3) & (high >> 4) & LANES;
        }
        while lanes != 0 {
            count += lanes & 63;
            lanes >>= 6;
        }
    }
    let mut last = [0; 6];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let [a, b, c, d, e, f] = last;
    let word = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    let high = word >> 1;
    let tail = (high & (high >> 1) & (high >> 2) & (high >> 3) & (high >> 4) & LANES).count_ones();
    usize::try_from(count + u64::from(tail)).unwrap_or(usize::MAX)
}

/// Writes the image's base64, percent-encoded, into `out`, which has exactly the room.
#[inline]
fn write_image(out: &mut [u8], image: &[u8]) {
    let (threes, rest) = image.as_chunks::<3>();
    let mut at = 0;
    for [a, b, c] in threes {
        let bits = u32::from_be_bytes([0, *a, *b, *c]);
        at = put(out, at, pair(bits >> 12));
        at = put(out, at, pair(bits & 0xFFF));
    }
    match rest {
        [] => {}
        [a] => {
            at = put(out, at, pair(u32::from(*a) << 4));
            put_text(out, at, b"%3D%3D");
        }
        [a, b, ..] => {
            let bits = u32::from_be_bytes([0, 0, *a, *b]) << 2;
            at = put(out, at, pair(bits >> 6));
            // The third character stands alone: the first of a pair, without the second.
            let (entry, both) = pair((bits & 63) << 6);
            at = put(out, at, (entry, both.saturating_sub(1)));
            put_text(out, at, b"%3D");
        }
    }
}

/// Writes an entry at `at` and returns where it ends. Eight bytes are written at once; what is too much is
/// overwritten by the next entry. At the very end, where there is no room for eight, one by one.
#[inline]
fn put(out: &mut [u8], at: usize, (entry, length): (Entry, usize)) -> usize {
    let bytes = entry.to_le_bytes();
    // A chunk of known size is one store; a slice would be a call.
    if let Some(room) = out.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
        *room = bytes;
    } else {
        put_text(out, at, bytes.get(..length).unwrap_or_default());
    }
    at + length
}

#[inline]
fn put_text(out: &mut [u8], at: usize, text: &[u8]) {
    if let Some(room) = out.get_mut(at..at + text.len()) {
        room.copy_from_slice(text);
    }
}
