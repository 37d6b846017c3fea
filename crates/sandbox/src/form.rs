//! The fields of a form, as sent.

use std::borrow::Cow;

use hyper::HeaderMap;
use hyper::header::CONTENT_TYPE;

/// What unknown fields are called in the log. A broken client may send anything as a name: a whole JSON body
/// read as a form is one field whose name is that body.
const OTHER: &str = "(other)";

/// A decoded `application/x-www-form-urlencoded` body.
///
/// It has no `Debug`: it holds a person's data for as long as one request takes.
pub(crate) struct Form<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Form<'a> {
    /// Reads the body. Under any other Content-Type it has no fields: a server that is told of JSON or
    /// multipart, or told nothing, finds no form. Bytes that are not UTF-8 become U+FFFD.
    pub(crate) fn read(headers: &HeaderMap, body: &'a [u8]) -> Self {
        let is_form = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            let essence = value.split(';').next().unwrap_or_default();
            essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        Self(if is_form { form_urlencoded::parse(body).collect() } else { Vec::new() })
    }

    /// The value of a field, empty where it was not sent. Of a field sent twice the last one counts.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(sent, _)| sent == name).map_or("", |(_, value)| value)
    }

    /// Which of the known fields were sent, in the order of `known`, and whether there were others.
    pub(crate) fn names(&self, known: &[&'static str]) -> Vec<&'static str> {
        let mut names: Vec<_> =
            known.iter().copied().filter(|name| self.0.iter().any(|(sent, _)| sent == name)).collect();
        if self.0.iter().any(|(sent, _)| !known.contains(&sent.as_ref())) {
            names.push(OTHER);
        }
        names
    }
}
