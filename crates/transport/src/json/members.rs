//! The members of a JSON object, and which of them may stand there twice.
//!
//! Whether a name that comes twice makes an answer unreadable is for the vendor's reader to say: what decides must
//! stand there once, but a detail that comes twice is only missing. An answer that was paid for is not lost for it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// What stands in an object, in its order.
///
/// Only an object is read. A derived reader of a struct takes an array too, value by value, so that a position stands
/// for a name: `[0,{"res":100}]` would be a success in which no success code stands.
pub struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Reads a text that is an object and nothing else.
    pub fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The value that decides something, if there is one. `None` if its name comes twice, even with the same value.
    pub fn deciding(&self, name: &str) -> Option<Option<&'a RawValue>> {
        let mut values = self.0.iter().filter(|(of, _)| of == name).map(|(_, value)| *value);
        let first = values.next();
        values.next().is_none().then_some(first)
    }

    /// The value that decides nothing. One whose name comes twice is as good as not there.
    pub fn detail(&self, name: &str) -> Option<&'a RawValue> {
        self.deciding(name).flatten()
    }
}

/// Vendors echo what they were sent.
impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Members([redacted])")
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(json: &str) -> Option<[Option<&str>; 2]> {
        let members = Members::read(json)?;
        Some([members.deciding("code")?, members.detail("text")].map(|value| value.map(RawValue::get)))
    }

    #[test]
    fn names_are_read_and_positions_are_not() {
        assert_eq!(values(r#"{"text": "a" ,"code":0,"x":[]}"#), Some([Some("0"), Some("\"a\"")]));
        assert_eq!(values("{}"), Some([None, None]));
        for other in [r#"[0,"a"]"#, "[]", "[{}]", "null", "0", "\"\"", "true", "", "{", "{}{}", r#"{"a":}"#] {
            assert_eq!(values(other), None, "{other}");
        }
    }

    #[test]
    fn what_decides_comes_once_and_a_detail_that_comes_twice_is_none() {
        assert_eq!(values(r#"{"code":0,"code":0}"#), None);
        assert_eq!(values(r#"{"code":null,"c\u006fde":0}"#), None);
        assert_eq!(values(r#"{"code":0,"text":1,"text":1}"#), Some([Some("0"), None]));
        assert_eq!(values(r#"{"code":0,"x":1,"x":2,"y":{"code":1},"y":2}"#), Some([Some("0"), None]));
    }
}
