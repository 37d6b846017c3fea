//! Every key of a configuration: where it stands, what it takes, and what holds without it.

use heyan_provider_ihuyi as ihuyi;
use heyan_provider_juhe as juhe;

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) owner: Owner,
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    pub(crate) unset: Unset,
}

/// The section that a key belongs to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Owner {
    /// Any provider.
    Provider,
    Juhe,
    Ihuyi,
    Facade,
}

/// What a key takes, which says how the text of a variable is read and what may be shown of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Takes {
    Text,
    /// A text that may hold a password.
    Address,
    Secret,
    /// One secret or a list.
    Secrets,
    Number,
    Boolean,
    /// A list of texts; in a variable also with commas between them.
    List,
    Table,
    TextOrTable,
}

/// What holds when a key is not set.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unset {
    /// This value, as a variable would have it.
    Is(&'static str),
    /// No value, which means this.
    Means(&'static str),
    /// Nothing: the key must be set, like this.
    Missing(&'static str),
}

use Owner::{Facade, Ihuyi, Juhe, Provider};
use Takes::{Address, Boolean, List, Number, Secret, Secrets, Table, Text, TextOrTable};
use Unset::{Is, Means, Missing};

/// Every key, in the order in which users see them.
#[rustfmt::skip]
pub(crate) const KEYS: &[Key] = &[
    key(Provider, "kind",              Text,        Means("the section's name")),
    key(Juhe,     "key",               Secret,      Missing("{ env = \"JUHE_KEY\" }")),
    key(Ihuyi,    "account",           Text,        Missing("\"C12345678\"")),
    key(Ihuyi,    "api_key",           Secret,      Missing("{ env = \"IHUYI_API_KEY\" }")),
    key(Ihuyi,    "password",          Text,        Is("dynamic")),
    key(Ihuyi,    "fail_means",        Text,        Is("indeterminate")),
    key(Juhe,     "base_url",          Address,     Is(juhe::BASE_URL)),
    key(Ihuyi,    "base_url",          Address,     Is(ihuyi::BASE_URL)),
    key(Juhe,     "portrait_unit",     Text,        Is("file")),
    key(Provider, "timeout",           Text,        Is("15s")),
    key(Provider, "connect_timeout",   Text,        Is("5s")),
    key(Provider, "min_time_left",     Text,        Is("2s")),
    key(Provider, "rate",              Text,        Means("not limited")),
    key(Provider, "concurrency",       Number,      Means("not limited")),
    key(Provider, "price",             Text,        Means("not known")),
    key(Provider, "budget",            Text,        Means("not limited")),
    key(Provider, "breaker",           TextOrTable, Is("{ failures = 5, cool_down = \"30s\" }")),
    key(Provider, "proxy",             Address,     Is("none")),
    key(Provider, "root_certificate",  Text,        Means("the machine's own")),
    key(Facade,   "order",             List,        Means("by name")),
    key(Facade,   "strategy",          Text,        Is("listed")),
    key(Facade,   "weights",           Table,       Means("all the same")),
    key(Facade,   "seed",              Number,      Is("0")),
    key(Facade,   "deadline",          Text,        Is("30s")),
    key(Facade,   "on_maybe_billed",   Text,        Is("next")),
    key(Facade,   "policy",            Table,       Is("{}")),
    key(Facade,   "recent_answers",    Text,        Means("off")),
    key(Facade,   "session_key",       Secrets,     Means("derived")),
    key(Facade,   "session_retention", Text,        Is("7d")),
    key(Facade,   "app_schemes",       List,        Is("[]")),
    key(Facade,   "require_consent",   Boolean,     Is("false")),
    key(Facade,   "min_age",           Number,      Is("0")),
    key(Facade,   "check_portraits",   Boolean,     Is("false")),
];

const fn key(owner: Owner, name: &'static str, takes: Takes, unset: Unset) -> Key {
    Key { owner, name, takes, unset }
}

impl Owner {
    /// The keys of a section.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'static Key> {
        let every_providers = matches!(self, Juhe | Ihuyi);
        KEYS.iter().filter(move |key| key.owner == self || (every_providers && key.owner == Provider))
    }

    pub(crate) fn key(self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }

    /// The vendor with this `kind`.
    pub(crate) fn vendor(kind: &str) -> Option<Self> {
        [Juhe, Ihuyi].into_iter().find(|vendor| vendor.kind() == kind)
    }

    /// The `kind` of its sections.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Juhe => "juhe",
            Ihuyi => "ihuyi",
            Provider => "provider",
            Facade => "facade",
        }
    }
}

/// The keys of providers of any kind.
pub(crate) fn provider_keys() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(|key| key.owner != Facade)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../docs/examples/heyan.toml");

    #[test]
    fn every_key_stands_in_the_example() {
        let (providers, facade) = EXAMPLE.split_once("[facade]").unwrap();
        for key in KEYS {
            let section = if key.owner == Facade { facade } else { providers };
            let stands = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{} = ", key.name));
            assert!(section.lines().any(stands), "{:?}: {}", key.owner, key.name);
        }
    }

    #[test]
    fn a_section_has_no_key_twice() {
        for owner in [Juhe, Ihuyi, Facade] {
            let mut names: Vec<_> = owner.keys().map(|key| key.name).collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{owner:?}");
        }
    }
}
