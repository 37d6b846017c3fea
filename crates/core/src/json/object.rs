//! A JSON object, and nothing else that serde would take for one.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// Reads `T` from an object only.
///
/// A derived reader of a struct takes an array too, value by value, so that a position stands for a name:
/// `[0,{"res":100}]` would be a success in which no success code stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Answer {
        code: Option<u32>,
        text: Option<String>,
    }

    fn read(json: &str) -> Option<Answer> {
        serde_json::from_str::<Object<Answer>>(json).ok().map(|Object(answer)| answer)
    }

    #[test]
    fn names_are_read_and_positions_are_not() {
        assert_eq!(
            read(r#"{"text":"a","code":0,"x":[]}"#),
            Some(Answer { code: Some(0), text: Some("a".into()) })
        );
        assert_eq!(read("{}"), Some(Answer { code: None, text: None }));
        for other in [r#"[0,"a"]"#, "[]", "[{}]", "null", "0", "\"\"", "true"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_key_that_comes_twice_is_refused() {
        assert_eq!(read(r#"{"code":0,"code":0}"#), None);
        assert_eq!(read(r#"{"code":null,"c\u006fde":0}"#), None);
    }
}
