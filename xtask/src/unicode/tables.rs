//! The tables as values: sorted, without overlaps, ranges as long as they can be.

use std::collections::{BTreeMap, BTreeSet};

use super::ucd::{Entry, Ucd, character};

/// A range, both ends within.
pub(super) type Range = (char, char);

/// The characters with a property of DerivedCoreProperties.txt or PropList.txt.
pub(super) fn property(ucd: &Ucd, name: &str) -> BTreeSet<char> {
    members(ucd.properties.iter().filter(|entry| entry.value == name))
}

/// The characters whose name and general category fit.
pub(super) fn named(ucd: &Ucd, fits: impl Fn(&str, &str) -> bool) -> BTreeSet<char> {
    let all = ucd.characters.iter();
    all.filter(|(_, (name, category))| fits(name, category)).map(|(character, _)| *character).collect()
}

/// The letters, marks, numerals and radicals of the Han script.
pub(super) fn han(ucd: &Ucd) -> BTreeSet<char> {
    let punctuation = members(ucd.categories.iter().filter(|entry| entry.value.starts_with('P')));
    let mut han = members(ucd.scripts.iter().filter(|entry| entry.value == "Han"));
    han.retain(|character| !punctuation.contains(character));
    han
}

/// The letters and marks of every other script, each range with the number of its script: 0 is `Inherited`, the marks
/// that take the script of their letter; the others are numbered by their names. `Common` is the script of none.
pub(super) fn scripts(ucd: &Ucd) -> Vec<(char, char, usize)> {
    let letters = |entry: &&Entry| entry.value.starts_with(['L', 'M']) || entry.value == "Nl";
    let letters = members(ucd.categories.iter().filter(letters));
    let named = ucd.scripts.iter().filter(|entry| !matches!(entry.value.as_str(), "Common" | "Han"));
    let mut by_script: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for entry in named {
        by_script.entry(&entry.value).or_default().extend(members([entry]).intersection(&letters));
    }
    let inherited = by_script.remove("Inherited").unwrap_or_default();
    let numbered = [inherited].into_iter().chain(by_script.into_values()).enumerate();
    let mut scripts: Vec<_> = numbered
        .flat_map(|(number, set)| ranges(&set).into_iter().map(move |(first, last)| (first, last, number)))
        .collect();
    scripts.sort_unstable();
    scripts
}

/// Radicals and the unified ideographs that they become: each Kangxi radical, and a radical of the supplement unless a
/// Kangxi radical has the same ideograph.
pub(super) fn radicals(ucd: &Ucd) -> Result<Vec<(char, char)>, String> {
    let is_kangxi = |radical: &char| ('\u{2F00}'..='\u{2FDF}').contains(radical);
    let is_supplement = |radical: &char| ('\u{2E80}'..='\u{2EFF}').contains(radical);
    let mut all = Vec::new();
    for entry in &ucd.radicals {
        let ideograph = character(&entry.value)?;
        all.extend((entry.first..=entry.last).map(|radical| (radical, ideograph)));
    }
    let kangxi: BTreeSet<char> =
        all.iter().filter(|(radical, _)| is_kangxi(radical)).map(|(_, ideograph)| *ideograph).collect();
    all.retain(|(radical, ideograph)| {
        is_kangxi(radical) || (is_supplement(radical) && !kangxi.contains(ideograph))
    });
    all.sort_unstable();
    Ok(all)
}

/// The variation sequences of `selector` that are compatibility ideographs: base and ideograph.
pub(super) fn variations(ucd: &Ucd, selector: char) -> Result<Vec<(char, char)>, String> {
    let mut all = Vec::new();
    for (base, with, description) in &ucd.variants {
        if let Some(ideograph) = description.strip_prefix("CJK COMPATIBILITY IDEOGRAPH-")
            && *with == selector
        {
            all.push((*base, character(ideograph)?));
        }
    }
    all.sort_unstable();
    Ok(all)
}

/// As few ranges as hold the characters.
pub(super) fn ranges(characters: &BTreeSet<char>) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for &next in characters {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(next) => *last = next,
            _ => ranges.push((next, next)),
        }
    }
    ranges
}

fn members<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> BTreeSet<char> {
    entries.into_iter().flat_map(|entry| entry.first..=entry.last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unicode::ucd;

    #[test]
    fn neighbours_are_one_range() {
        let set = BTreeSet::from(['a', 'b', 'c', 'e', '\u{D7FF}', '\u{E000}']);
        let expected = [('a', 'c'), ('e', 'e'), ('\u{D7FF}', '\u{D7FF}'), ('\u{E000}', '\u{E000}')];
        assert_eq!(ranges(&set), expected);
    }

    #[test]
    fn the_tables_are_as_large_as_unicode_says() {
        let Some(ucd) = ucd::installed() else { return };
        // UAX #44 and the Unicode Standard, chapter 23; none of the three grows with a version.
        let sequences: usize =
            ['\u{FE00}', '\u{FE01}', '\u{FE02}'].map(|vs| variations(&ucd, vs).unwrap().len()).iter().sum();
        assert_eq!(sequences, 1002);
        let radicals = radicals(&ucd).unwrap();
        let kangxi = radicals.iter().filter(|(radical, _)| *radical >= '\u{2F00}').count();
        // 115 in the supplement: 26 share a Kangxi radical's ideograph, and U+2E80 has none.
        assert_eq!((kangxi, radicals.len() - kangxi), (214, 115 - 26 - 1));
        assert_eq!(property(&ucd, "Default_Ignorable_Code_Point").len(), 4174);
    }

    #[test]
    fn every_table_is_sorted_and_no_range_overlaps_the_next() {
        let Some(ucd) = ucd::installed() else { return };
        let scripts = scripts(&ucd);
        assert!(
            scripts.iter().zip(scripts.iter().skip(1)).all(|(one, next)| one.0 <= one.1 && one.1 < next.0)
        );
        let radicals = radicals(&ucd).unwrap();
        assert!(radicals.iter().zip(radicals.iter().skip(1)).all(|(one, next)| one.0 < next.0));
        for selector in ['\u{FE00}', '\u{FE01}', '\u{FE02}'] {
            let bases = variations(&ucd, selector).unwrap();
            assert!(bases.iter().zip(bases.iter().skip(1)).all(|(one, next)| one.0 < next.0), "{selector:?}");
        }
    }
}
