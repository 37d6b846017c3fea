//! The files of the Unicode Character Database, as far as the tables need them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where Debian's package unicode-data keeps them.
pub(super) const FOLDER: &str = "/usr/share/unicode";

/// What the files say.
#[derive(Debug)]
pub(super) struct Ucd {
    /// Such as `15.0.0`.
    pub(super) version: String,
    /// UnicodeData.txt: the name and general category of each character that is listed by itself.
    pub(super) characters: BTreeMap<char, (String, String)>,
    /// extracted/DerivedGeneralCategory.txt.
    pub(super) categories: Vec<Entry>,
    /// DerivedCoreProperties.txt and PropList.txt.
    pub(super) properties: Vec<Entry>,
    /// Scripts.txt.
    pub(super) scripts: Vec<Entry>,
    /// EquivalentUnifiedIdeograph.txt: radicals and the ideographs that they look like.
    pub(super) radicals: Vec<Entry>,
    /// StandardizedVariants.txt: base, selector, description.
    pub(super) variants: Vec<(char, char, String)>,
}

/// A range of characters and its value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Entry {
    pub(super) first: char,
    pub(super) last: char,
    pub(super) value: String,
}

impl Ucd {
    /// Reads the files below `folder`, or `None` if they are not there.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, String> {
        if !folder.join("UnicodeData.txt").is_file() {
            return Ok(None);
        }
        let text = |file: &str| {
            fs::read_to_string(folder.join(file)).map_err(|error| format!("cannot read {file}: {error}"))
        };
        let core = text("DerivedCoreProperties.txt")?;
        let list = text("PropList.txt")?;
        let scripts = text("Scripts.txt")?;
        let radicals = text("EquivalentUnifiedIdeograph.txt")?;
        let variants = text("StandardizedVariants.txt")?;
        let categories = text("extracted/DerivedGeneralCategory.txt")?;

        let version = version(&core)?;
        for other in [&list, &scripts, &radicals, &variants, &categories] {
            if self::version(other)? != version {
                return Err(format!("{} is of more than one version of Unicode", folder.display()));
            }
        }
        let mut properties = entries(&core)?;
        properties.extend(entries(&list)?);
        Ok(Some(Self {
            version,
            characters: characters(&text("UnicodeData.txt")?)?,
            categories: entries(&categories)?,
            properties,
            scripts: entries(&scripts)?,
            radicals: entries(&radicals)?,
            variants: sequences(&variants)?,
        }))
    }
}

/// The version in a first line such as `# Scripts-15.0.0.txt`.
fn version(text: &str) -> Result<String, String> {
    let first = text.lines().next().unwrap_or_default();
    let version = first.strip_suffix(".txt").and_then(|first| first.rsplit_once('-'));
    version.map(|(_, version)| version.to_owned()).ok_or_else(|| format!("no version in {first:?}"))
}

/// The lines `0041..005A ; Latin # L& [26] …`; surrogates, which no text holds, are left out.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>, String> {
    let mut entries = Vec::new();
    for fields in lines(text) {
        let [range, value, ..] = fields.as_slice() else { return Err(format!("too few fields: {fields:?}")) };
        if *value == "Cs" {
            continue;
        }
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        entries.push(Entry { first: character(first)?, last: character(last)?, value: (*value).to_owned() });
    }
    entries.sort_by_key(|entry| entry.first);
    Ok(entries)
}

/// The lines `4FAE FE00; CJK COMPATIBILITY IDEOGRAPH-FA30;`.
pub(super) fn sequences(text: &str) -> Result<Vec<(char, char, String)>, String> {
    let mut sequences = Vec::new();
    for fields in lines(text) {
        let [sequence, description, ..] = fields.as_slice() else {
            return Err(format!("too few fields: {fields:?}"));
        };
        let Some((base, selector)) = sequence.split_once(' ') else {
            return Err(format!("not a sequence: {sequence:?}"));
        };
        sequences.push((character(base)?, character(selector)?, (*description).to_owned()));
    }
    Ok(sequences)
}

/// The lines `002E;FULL STOP;Po;…`, except for the ends of ranges, whose characters have no names of their own.
fn characters(text: &str) -> Result<BTreeMap<char, (String, String)>, String> {
    let mut characters = BTreeMap::new();
    for fields in lines(text) {
        let [code, name, category, ..] = fields.as_slice() else {
            return Err(format!("too few fields: {fields:?}"));
        };
        if !name.starts_with('<') {
            characters.insert(character(code)?, ((*name).to_owned(), (*category).to_owned()));
        }
    }
    Ok(characters)
}

/// The fields of every line that has some.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .map(|line| line.split_once('#').map_or(line, |(data, _)| data).trim())
        .filter(|line| !line.is_empty())
        .map(|line| line.split(';').map(str::trim).collect())
}

/// A character by its hexadecimal number.
pub(super) fn character(hexadecimal: &str) -> Result<char, String> {
    let number = u32::from_str_radix(hexadecimal, 16).ok().and_then(char::from_u32);
    number.ok_or_else(|| format!("not a character: {hexadecimal:?}"))
}

/// What is installed, for tests. Without it, they say that they were skipped.
#[cfg(test)]
pub(super) fn installed() -> Option<Ucd> {
    let installed = Ucd::read(Path::new(FOLDER)).unwrap_or_default();
    if installed.is_none() {
        println!("!! SKIPPED: the package unicode-data is not installed");
    }
    installed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_range_and_a_value() {
        let text = "# A-15.0.0.txt\n\n0041..0042 ; Latin # L&\n00AA;Latin\nD800..DFFF ; Cs # surrogates\n";
        let read: Vec<_> = entries(text).unwrap().into_iter().map(|e| (e.first, e.last, e.value)).collect();
        assert_eq!(read, [('A', 'B', "Latin".to_owned()), ('ª', 'ª', "Latin".to_owned())]);
        assert!(entries("0041..0042").is_err(), "a field is missing");
        assert!(entries("004G ; Latin").is_err(), "not hexadecimal");
    }

    #[test]
    fn a_sequence_is_a_base_and_a_selector() {
        let text = "4FAE FE00; CJK COMPATIBILITY IDEOGRAPH-FA30;\n0030 FE00; short diagonal stroke form; # DIGIT ZERO\n";
        let read = sequences(text).unwrap();
        assert_eq!(read[0], ('\u{4FAE}', '\u{FE00}', "CJK COMPATIBILITY IDEOGRAPH-FA30".to_owned()));
        assert_eq!(read.len(), 2);
        assert!(sequences("4FAE; lonely;").is_err());
    }

    #[test]
    fn folders_without_data_are_told_from_broken_ones() {
        assert!(Ucd::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().is_none());
    }
}
