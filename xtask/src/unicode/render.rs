//! The tables as Rust sources.

use super::marks;
use super::tables::{Range, han, named, property, radicals, ranges, scripts, variations};
use super::ucd::Ucd;

/// The longest line.
const WIDTH: usize = 110;

/// What stands before the version in a first line.
const OF: &str = ", of Unicode ";

/// What the rest of a header says.
const WRITTEN: &str = "Written by `cargo xtask unicode`: do not edit.";
const TERMS: &str = "Data files © Unicode, Inc., <https://www.unicode.org/terms_of_use.html>.";

/// One file.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) file: &'static str,
    pub(super) text: String,
}

/// Every file of tables.
pub(super) fn sources(ucd: &Ucd) -> Result<Vec<Source>, String> {
    Ok(vec![
        ignorable_source(ucd),
        marks_source(ucd),
        han_source(ucd)?,
        scripts_source(ucd),
        variations_source(ucd)?,
    ])
}

/// The version in the header of a file.
pub(super) fn version(text: &str) -> Option<&str> {
    let (_, rest) = text.lines().next()?.split_once(OF)?;
    rest.strip_suffix('.')
}

fn ignorable_source(ucd: &Ucd) -> Source {
    let mut text = header(ucd, "What is not drawn", "DerivedCoreProperties.txt, PropList.txt");
    let ignorable = ranges(&property(ucd, "Default_Ignorable_Code_Point"));
    text += &constant("The property Default_Ignorable_Code_Point.", "IGNORABLE", RANGES, &pairs(&ignorable));
    let selectors = ranges(&property(ucd, "Variation_Selector"));
    text += &constant("The property Variation_Selector.", "VARIATION_SELECTORS", RANGES, &pairs(&selectors));
    Source { file: "ignorable.rs", text }
}

fn marks_source(ucd: &Ucd) -> Source {
    let mut text = header(
        ucd,
        "Marks between, around and instead of characters",
        "UnicodeData.txt, PropList.txt, and xtask/src/unicode/marks.rs",
    );
    let mut add = |what: &str, name: &str, mut set: std::collections::BTreeSet<char>, property_too: &str| {
        set.extend(property(ucd, property_too));
        text += &constant(what, name, RANGES, &pairs(&ranges(&set)));
    };
    add("Marks of one dot, full stops and bullets.", "DOTS", named(ucd, marks::is_dot), "");
    add("The property Dash, and what looks like one.", "DASHES", named(ucd, marks::is_dash), "Dash");
    add("The categories Ps and Pe, and angle signs.", "BRACKETS", named(ucd, marks::is_bracket), "");
    let apostrophes = named(ucd, marks::is_apostrophe);
    add("The property Quotation_Mark, and apostrophes.", "QUOTES", apostrophes, "Quotation_Mark");
    add("Question marks.", "QUESTION_MARKS", named(ucd, marks::is_question_mark), "");
    add("Asterisks.", "ASTERISKS", named(ucd, marks::is_asterisk), "");
    Source { file: "marks.rs", text }
}

fn han_source(ucd: &Ucd) -> Result<Source, String> {
    let mut text = header(ucd, "Han characters and radicals", "Scripts.txt, EquivalentUnifiedIdeograph.txt");
    let what = "The script Han without its punctuation.";
    text += &constant(what, "HAN", RANGES, &pairs(&ranges(&han(ucd))));
    let what = "Radicals, each with the unified ideograph that it becomes.";
    text += &constant(what, "RADICALS", PAIRS, &pairs(&radicals(ucd)?));
    Ok(Source { file: "han.rs", text })
}

fn scripts_source(ucd: &Ucd) -> Source {
    let mut text =
        header(ucd, "Letters and marks by script", "Scripts.txt, extracted/DerivedGeneralCategory.txt");
    let what =
        "Ranges, each with the number of its script; 0 are marks that take the script of their letter.";
    let rows: Vec<String> = scripts(ucd)
        .into_iter()
        .map(|(first, last, script)| format!("({}, {}, {script})", literal(first), literal(last)))
        .collect();
    text += &constant(what, "SCRIPTS", "&[(char, char, u8)]", &rows);
    Source { file: "scripts.rs", text }
}

fn variations_source(ucd: &Ucd) -> Result<Source, String> {
    let what = "Variation sequences that are compatibility ideographs";
    let mut text = header(ucd, what, "StandardizedVariants.txt");
    for (name, selector) in [("VS1", '\u{FE00}'), ("VS2", '\u{FE01}'), ("VS3", '\u{FE02}')] {
        let what = format!("Bases before {}, each with its ideograph.", literal(selector));
        text += &constant(&what, name, PAIRS, &pairs(&variations(ucd, selector)?));
    }
    Ok(Source { file: "variations.rs", text })
}

const RANGES: &str = "&[(char, char)]";
const PAIRS: &str = RANGES;

fn header(ucd: &Ucd, what: &str, files: &str) -> String {
    format!("//! {what}{OF}{}.\n//!\n//! {WRITTEN}\n//! Sources: {files}.\n//! {TERMS}\n", ucd.version)
}

fn constant(what: &str, name: &str, of: &str, rows: &[String]) -> String {
    let mut text = format!("\n/// {what}\n#[rustfmt::skip]\npub(crate) const {name}: {of} = &[");
    let mut line = WIDTH;
    for row in rows {
        if line + row.len() + 2 > WIDTH {
            text += "\n   ";
            line = 3;
        }
        text += &format!(" {row},");
        line += row.len() + 2;
    }
    text + "\n];\n"
}

fn pairs(pairs: &[Range]) -> Vec<String> {
    pairs.iter().map(|(left, right)| format!("({}, {})", literal(*left), literal(*right))).collect()
}

/// Escaped, so that no editor or tool can normalise it.
fn literal(character: char) -> String {
    format!("'\\u{{{:X}}}'", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn the_version_is_in_the_first_line() {
        assert_eq!(version("//! What is not drawn, of Unicode 15.0.0.\n//!\n"), Some("15.0.0"));
        assert_eq!(version("//! Something else.\n"), None);
        assert_eq!(version(""), None);
    }
}
