//! A strict reader of Juhe's answers, slow and written otherwise than heyan's: recursive, byte by byte.
//!
//! It knows one liberty, the bytes of string values that decide nothing, and takes every other one as an error.

/// What it found: the text of each value as it is written, without quotation marks.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) error_code: Option<Vec<u8>>,
    pub(crate) res: Option<Vec<u8>>,
}

/// Where in an answer a value stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Root,
    Result,
    ErrorCode,
    Res,
    Unread,
}

pub(crate) fn read(body: &[u8]) -> Option<Found> {
    let mut reader = Reader { rest: body, found: Found::default() };
    reader.blanks();
    if reader.rest.first() != Some(&b'{') {
        return None;
    }
    reader.value(Place::Root)?;
    reader.blanks();
    reader.rest.is_empty().then_some(reader.found)
}

struct Reader<'a> {
    rest: &'a [u8],
    found: Found,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn blanks(&mut self) {
        let blank = |b: &u8| b" \t\r\n".contains(b);
        self.rest = &self.rest[self.rest.iter().take_while(|b| blank(b)).count()..];
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.take(1)? == [byte]).then_some(())
    }

    fn value(&mut self, place: Place) -> Option<()> {
        match *self.rest.first()? {
            b'{' => self.object(place),
            b'[' => self.array(),
            b'"' => {
                // A wrong `res` is no number, which is an error only beside `error_code` 0.
                let text = self.string(place != Place::ErrorCode)?;
                self.keep(place, text);
                Some(())
            }
            _ => {
                let length = self.rest.iter().take_while(|b| !b",]} \t\r\n".contains(b)).count();
                let word = self.take(length)?;
                if !is_number(word) && !matches!(word, b"null" | b"true" | b"false") {
                    return None;
                }
                self.keep(place, word.to_vec());
                Some(())
            }
        }
    }

    fn keep(&mut self, place: Place, text: Vec<u8>) {
        match place {
            Place::ErrorCode => self.found.error_code = Some(text),
            Place::Res => self.found.res = Some(text),
            _ => {}
        }
    }

    fn array(&mut self) -> Option<()> {
        self.expect(b'[')?;
        self.blanks();
        if self.rest.first() == Some(&b']') {
            return self.expect(b']');
        }
        loop {
            self.blanks();
            self.value(Place::Unread)?;
            self.blanks();
            match self.take(1)? {
                b"," => {}
                b"]" => return Some(()),
                _ => return None,
            }
        }
    }

    fn object(&mut self, place: Place) -> Option<()> {
        self.expect(b'{')?;
        self.blanks();
        if self.rest.first() == Some(&b'}') {
            return self.expect(b'}');
        }
        let mut seen: Vec<Vec<u8>> = Vec::new();
        loop {
            self.blanks();
            let key = self.string(false)?;
            let inner = match (place, key.as_slice()) {
                (Place::Root, b"error_code") => Place::ErrorCode,
                (Place::Root, b"result") => Place::Result,
                (Place::Result, b"res") => Place::Res,
                _ => Place::Unread,
            };
            if inner != Place::Unread {
                if seen.contains(&key) {
                    return None;
                }
                seen.push(key);
            }
            self.blanks();
            self.expect(b':')?;
            self.blanks();
            self.value(inner)?;
            self.blanks();
            match self.take(1)? {
                b"," => {}
                b"}" => return Some(()),
                _ => return None,
            }
        }
    }

    /// The bytes of a string with its escapes resolved; whatever they are if it decides nothing.
    fn string(&mut self, idle: bool) -> Option<Vec<u8>> {
        self.expect(b'"')?;
        let mut text = Vec::new();
        loop {
            match self.take(1)?[0] {
                b'"' => break,
                b'\\' => match self.take(1)?[0] {
                    b'u' => {
                        let hex = std::str::from_utf8(self.take(4)?).ok()?;
                        let hex = hex.bytes().all(|b| b.is_ascii_hexdigit()).then_some(hex)?;
                        let unit = u32::from_str_radix(hex, 16).ok()?;
                        // Half a surrogate pair is no text, and no key or value of ours has one.
                        let c = char::from_u32(unit).unwrap_or('?');
                        text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                    plain if b"\"\\/".contains(&plain) => text.push(plain),
                    // Which control character it is does not matter: no key or value of ours has one.
                    control if b"bfnrt".contains(&control) => text.push(b' '),
                    _ => return None,
                },
                byte if byte < 0x20 && !idle => return None,
                byte => text.push(byte),
            }
        }
        (idle || std::str::from_utf8(&text).is_ok()).then_some(text)
    }
}

/// RFC 8259, section 6: "number = [ minus ] int [ frac ] [ exp ]".
fn is_number(word: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(word);
    let mut rest = &word[whole..];
    let mut right = whole == 1 || (whole > 1 && word[0] != b'0');
    if let Some(fraction) = rest.strip_prefix(b".") {
        right &= digits(fraction) > 0;
        rest = &fraction[digits(fraction)..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or(rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
        right &= digits(exponent) > 0;
        rest = &exponent[digits(exponent)..];
    }
    right && rest.is_empty()
}
