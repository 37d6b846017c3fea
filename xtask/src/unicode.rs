//! `cargo xtask unicode`: heyan-core's tables of characters, written from Unicode's own data.

mod marks;
mod render;
mod tables;
mod ucd;

use std::fs;
use std::path::Path;

use crate::page;
use render::Source;
use ucd::{FOLDER, Ucd};

/// Where the tables are.
const TABLES: &str = "crates/core/src/person/characters/tables";

/// Writes every table.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    let Some(ucd) = Ucd::read(Path::new(FOLDER))? else {
        return Err(format!("{FOLDER} has no UnicodeData.txt; install the package unicode-data"));
    };
    for Source { file, text } in render::sources(&ucd)? {
        page::write(root, &path(file), &text)?;
        println!("{} lines in {}", text.lines().count(), path(file));
    }
    Ok(())
}

/// Fails if a table is not what [`write()`] would write.
///
/// Without the data, or with those of another version of Unicode, nothing can be compared: that is a failure in CI, and
/// said aloud elsewhere.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    let Some(ucd) = Ucd::read(Path::new(FOLDER))? else {
        let missing = format!("{FOLDER} has no UnicodeData.txt; install the package unicode-data");
        return not_checked(&missing, in_ci);
    };
    let sources = render::sources(&ucd)?;
    for Source { file, .. } in &sources {
        let present = fs::read_to_string(root.join(path(file))).unwrap_or_default();
        if let Some(version) = render::version(&present).filter(|version| *version != ucd.version) {
            let other = format!("{} is of Unicode {version}, and {FOLDER} of {}", path(file), ucd.version);
            return not_checked(&format!("{other}; write the tables anew, or install that version"), in_ci);
        }
    }
    sources.iter().try_for_each(|Source { file, text }| page::check(root, &path(file), text, "unicode"))
}

fn path(file: &str) -> String {
    format!("{TABLES}/{file}")
}

/// A check that could not be made must not look like one that passed.
fn not_checked(why: &str, in_ci: bool) -> Result<(), String> {
    if in_ci {
        return Err(why.to_owned());
    }
    println!("!! SKIPPED, NOT CHECKED: the tables of characters: {why}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::tables::{named, property, radicals, variations};
    use super::{marks, not_checked, ucd};

    #[test]
    fn a_check_that_cannot_be_made_fails_in_ci_alone() {
        assert_eq!(not_checked("no data", true), Err("no data".to_owned()));
        assert_eq!(not_checked("no data", false), Ok(()));
    }

    #[test]
    fn every_mark_that_is_listed_by_name_exists() {
        let Some(ucd) = ucd::installed() else { return };
        let names: BTreeSet<&str> = ucd.characters.values().map(|(name, _)| name.as_str()).collect();
        for name in marks::DOTS.iter().chain(marks::DASHES).chain(marks::BRACKETS) {
            assert!(names.contains(name), "{name}");
        }
        for word in marks::APOSTROPHES {
            assert!(names.iter().any(|name| name.ends_with(word)), "{word}");
        }
    }

    #[test]
    fn heyan_core_leaves_out_exactly_what_is_ignorable() {
        let Some(ucd) = ucd::installed() else { return };
        let ignorable = property(&ucd, "Default_Ignorable_Code_Point");
        // Every plane that has assigned characters; private use is left out.
        for character in ('\0'..='\u{3FFFF}').chain('\u{E0000}'..='\u{EFFFF}') {
            let goes = |typed: String, plain| {
                heyan_core::RealName::parse(&typed).is_ok_and(|name| name.expose() == plain)
            };
            let gone = goes(format!("张{character}三"), "张三");
            assert_eq!(gone, ignorable.contains(&character), "U+{:04X}", u32::from(character));
        }
    }

    #[test]
    fn heyan_core_maps_every_radical_and_sequence() {
        let Some(ucd) = ucd::installed() else { return };
        let sent = |typed: String| heyan_core::RealName::parse(&typed).unwrap().expose().to_owned();
        for (radical, ideograph) in radicals(&ucd).unwrap() {
            assert_eq!(sent(format!("{radical}三")), format!("{ideograph}三"));
        }
        for selector in ['\u{FE00}', '\u{FE01}', '\u{FE02}'] {
            for (base, ideograph) in variations(&ucd, selector).unwrap() {
                assert_eq!(sent(format!("张{base}{selector}三")), format!("张{ideograph}三"));
                assert_eq!(sent(format!("张{ideograph}三")), format!("张{ideograph}三"), "never NFC");
            }
        }
    }

    #[test]
    fn heyan_core_maps_every_dot_between_han_characters() {
        let Some(ucd) = ucd::installed() else { return };
        for dot in named(&ucd, marks::is_dot) {
            let name = heyan_core::RealName::parse(&format!("阿依{dot}买买提")).unwrap();
            assert_eq!(name.expose(), "阿依·买买提", "U+{:04X}", u32::from(dot));
        }
    }
}
