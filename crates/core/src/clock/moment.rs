//! A moment in JSON: RFC 3339 to the second, at Shanghai's offset.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::shanghai_time;

/// A moment, kept to the second.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Moment(Timestamp);

impl Moment {
    pub(crate) fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl From<Timestamp> for Moment {
    fn from(moment: Timestamp) -> Self {
        Self(Timestamp::from_second(moment.as_second()).unwrap_or(moment))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&shanghai_time(self.0))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let moment: Result<Timestamp, _> = text.parse();
        // The text itself is not repeated.
        moment.map(Self::from).map_err(|_| serde::de::Error::custom("a moment is not an RFC 3339 time"))
    }
}
