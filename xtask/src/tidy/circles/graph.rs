//! Circles among files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// From each file to those that it imports from, with the names that it imports.
pub(super) type Arrows = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// One closed chain for each set of files that reach each other; it begins and ends with the first of them by path,
/// and goes through all of them.
pub(super) fn circles(arrows: &Arrows) -> Vec<Vec<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|file| (file.as_str(), reached(arrows, file))).collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
    let mut told = BTreeSet::new();
    let mut chains = Vec::new();
    for first in reached.keys().copied() {
        let others: BTreeSet<&str> = reached
            .keys()
            .copied()
            .filter(|other| *other != first && reaches(first, other) && reaches(other, first))
            .collect();
        if told.insert(first) && !others.is_empty() {
            told.extend(&others);
            chains.push(chain(arrows, first, others));
        }
    }
    chains
}

fn reached<'a>(arrows: &'a Arrows, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = targets(arrows, from).collect();
    while let Some(file) = waiting.pop() {
        if reached.insert(file) {
            waiting.extend(targets(arrows, file));
        }
    }
    reached
}

fn targets<'a>(arrows: &'a Arrows, file: &str) -> impl Iterator<Item = &'a str> {
    arrows.get(file).into_iter().flat_map(BTreeMap::keys).map(String::as_str)
}

/// From `first` to the nearest of the others, from there to the nearest of those that are left, and back at last.
fn chain<'a>(arrows: &'a Arrows, first: &'a str, others: BTreeSet<&'a str>) -> Vec<&'a str> {
    let mut chain = vec![first];
    let mut left = others;
    let mut at = first;
    while !left.is_empty() {
        let way = shortest(arrows, at, |file| left.contains(file));
        let Some(end) = way.last() else { break };
        at = end;
        left.retain(|file| !way.contains(file));
        chain.extend(way);
    }
    chain.extend(shortest(arrows, at, |file| file == first));
    chain
}

/// The files after `from` up to the nearest one that is wanted; of equally short ways the first by path.
fn shortest<'a>(arrows: &'a Arrows, from: &'a str, wanted: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let mut ways = VecDeque::from([(from, Vec::new())]);
    while let Some((at, way)) = ways.pop_front() {
        for file in targets(arrows, at) {
            let mut longer = way.clone();
            longer.push(file);
            if wanted(file) {
                return longer;
            }
            if seen.insert(file) {
                ways.push_back((file, longer));
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_one_closed_chain() {
        let cases: &[(&[&str], &[&str])] = &[
            (&[], &[]),
            (&["ab", "bc", "ac"], &[]),
            (&["ab", "ba"], &["aba"]),
            (&["ca", "ab", "bc"], &["abca"]),
            (&["ab", "bc", "cb", "bd"], &["bcb"]),
            (&["ab", "ba", "cd", "dc", "ac"], &["aba", "cdc"]),
            // A shorter way back does not hide a file.
            (&["ab", "ba", "bc", "cd", "da"], &["abcda"]),
            (&["ba", "ab", "ac", "ca"], &["abaca"]),
        ];
        for (pairs, expected) in cases {
            let mut arrows = Arrows::new();
            for pair in *pairs {
                let (from, to) = pair.split_at(1);
                arrows.entry(from.to_owned()).or_default().insert(to.to_owned(), BTreeSet::new());
            }
            let chains: Vec<String> = circles(&arrows).into_iter().map(|chain| chain.concat()).collect();
            assert_eq!(chains, *expected, "{pairs:?}");
        }
    }
}
