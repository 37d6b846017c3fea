//! JSON in which each key of an object stands once: of two values the later would win unseen, and another person than
//! meant would be verified, and billed.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::safe_key::{UNSAFE, safe_key};

/// As many are told as one can mend at a time.
const MOST: usize = 20;

/// Reads a whole document, and the paths of the keys that stand twice, such as `hosted.mode`.
pub(super) fn parse(text: &str) -> Result<(Value, Vec<String>), serde_json::Error> {
    let twice = RefCell::new(BTreeSet::new());
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = At { path: String::new(), twice: &twice }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok((value, twice.into_inner().into_iter().collect()))
}

/// The place of one value.
struct At<'a> {
    path: String,
    twice: &'a RefCell<BTreeSet<String>>,
}

impl At<'_> {
    fn below(&self, key: &str) -> Self {
        let key = safe_key(key).unwrap_or(UNSAFE);
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self { path, twice: self.twice }
    }

    fn item(&self, place: usize) -> Self {
        Self { path: format!("{}[{place}]", self.path), twice: self.twice }
    }
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let place = self.below(&key);
            let is_second = object.contains_key(&key);
            if is_second && self.twice.borrow().len() < MOST {
                self.twice.borrow_mut().insert(place.path.clone());
            }
            let value = entries.next_value_seed(place)?;
            // The first stays, so that no second problem follows from the other.
            if !is_second {
                object.insert(key, value);
            }
        }
        Ok(Value::Object(object))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.item(list.len()))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}
