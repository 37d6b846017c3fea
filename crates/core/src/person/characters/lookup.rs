//! Sorted tables, looked up by binary search.

use std::cmp::Ordering;

/// Whether one of the ranges holds `c`.
pub(super) fn contains(ranges: &[(char, char)], c: char) -> bool {
    ranges.binary_search_by(|&(first, last)| place(first, last, c)).is_ok()
}

/// The value of the range that holds `c`.
pub(super) fn in_range<V: Copy>(ranges: &[(char, char, V)], c: char) -> Option<V> {
    let found = ranges.binary_search_by(|&(first, last, _)| place(first, last, c)).ok()?;
    ranges.get(found).map(|&(_, _, value)| value)
}

/// The value of `c` itself.
pub(super) fn value<V: Copy>(values: &[(char, V)], c: char) -> Option<V> {
    let found = values.binary_search_by_key(&c, |&(key, _)| key).ok()?;
    values.get(found).map(|&(_, value)| value)
}

fn place(first: char, last: char, c: char) -> Ordering {
    if last < c {
        Ordering::Less
    } else if first > c {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}
