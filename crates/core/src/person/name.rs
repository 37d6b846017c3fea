//! A real name as an ID card prints it.

use std::collections::BTreeSet;
use std::fmt;

use zeroize::Zeroizing;

use super::characters::belonging::belongs;
use super::characters::ideographs::{compatibility_ideograph, is_bare_radical, unified_ideograph};
use super::characters::ignorable::{is_blank, is_ignorable, is_variation_selector};
use super::characters::letters::{
    Script, is_common_ideograph, is_han, is_letter, is_number, is_private_use, script,
};
use super::characters::mojibake::is_mojibake;
use super::characters::replacements::{has_entity, is_replacement};
use super::characters::separators::{SEPARATOR, unify_separators};
use crate::{Field, InputError, Problem, Warning};

/// The most characters that a name has, counted as Unicode scalar values.
const MAX_CHARACTERS: usize = 50;

/// A well-formed real name. `Debug` redacts it, memory is zeroised on drop.
#[derive(Clone)]
pub struct RealName {
    name: Zeroizing<String>,
    warnings: BTreeSet<Warning>,
}

impl RealName {
    /// Parses a name as people type it.
    ///
    /// Ignorable characters go first, then outer blanks. Dots of every kind between Han characters become the separator
    /// U+00B7, radicals their ideographs, and standardized variation sequences their compatibility ideographs. Nothing
    /// else changes: a compatibility character is another person's name.
    ///
    /// # Errors
    /// Empty, longer than 50 characters, or not a name: without a letter, or with a control character, a mask, or what
    /// a wrong encoding leaves.
    pub fn parse(text: &str) -> Result<Self, InputError> {
        Self::read(text).map_err(|problem| InputError::new(Field::Name, problem))
    }

    fn read(text: &str) -> Result<Self, Problem> {
        if text.trim_matches(is_blank).is_empty() {
            return Err(Problem::Empty);
        }
        let mut warnings = BTreeSet::new();
        if is_plain(text) {
            return Ok(Self { name: Zeroizing::new(text.to_owned()), warnings });
        }
        let visible = respell(text, &mut warnings);
        let typed = visible.trim_matches(is_blank);
        // Before separators take the blanks around them away: a line break there is still one.
        if !typed.contains(is_letter) || typed.contains(is_control) {
            return Err(Problem::NotAName);
        }
        let name = unify_separators(typed);
        if name.contains(is_replacement) || has_entity(&name) || is_mojibake(&name) {
            return Err(Problem::NotAName);
        }
        if name.chars().count() > MAX_CHARACTERS {
            return Err(Problem::TooLong { limit: MAX_CHARACTERS });
        }
        doubt(&name, &mut warnings);
        Ok(Self { name, warnings })
    }

    /// The plain name. Every use of it is a place to audit.
    pub fn expose(&self) -> &str {
        &self.name
    }

    /// For people: the first character only, `张*`.
    pub fn masked(&self) -> String {
        let mut characters = self.name.chars();
        match (characters.next(), characters.next()) {
            (Some(first), Some(_)) => format!("{first}*"),
            _ => "*".to_owned(),
        }
    }

    /// What to look at in the name, though well-formed.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = Warning> {
        self.warnings.iter().copied()
    }
}

/// By the name alone: a radical that became an ideograph is the same person's.
impl PartialEq for RealName {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for RealName {}

impl fmt::Debug for RealName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RealName([redacted])")
    }
}

/// Whether no rule has anything to do: parts of common ideographs with separators between them, as nearly every name is.
fn is_plain(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(is_common_ideograph);
    text.split(SEPARATOR).all(is_part) && text.chars().count() <= MAX_CHARACTERS
}

/// Removes what is ignorable, and writes radicals and variation sequences as the ideographs that they are.
fn respell(text: &str, warnings: &mut BTreeSet<Warning>) -> Zeroizing<String> {
    // Reserved for the most that can come, so that no growth leaves a copy behind that is not zeroised: a radical of
    // three bytes becomes an ideograph of four at the most.
    let mut visible = Zeroizing::new(String::with_capacity(text.len().saturating_mul(2)));
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let sequence = rest.peek().and_then(|selector| compatibility_ideograph(c, *selector));
        if let Some(ideograph) = sequence {
            rest.next();
            warnings.insert(Warning::VariationSelector);
            visible.push(ideograph);
        } else if is_ignorable(c) {
            if is_variation_selector(c) {
                warnings.insert(Warning::VariationSelector);
            }
        } else if let Some(ideograph) = unified_ideograph(c) {
            warnings.insert(Warning::Radical);
            visible.push(ideograph);
        } else {
            visible.push(c);
        }
    }
    visible
}

/// Control characters, and the separators that are line breaks though not control characters.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Warns of what a name may have, and rarely does.
fn doubt(name: &str, warnings: &mut BTreeSet<Warning>) {
    let (mut before, mut blank, mut first_script) = (None, None, None);
    let mut rest = name.chars();
    while let Some(c) = rest.next() {
        if is_blank(c) {
            blank = Some(c);
            continue;
        }
        if let Some(blank) = blank.take() {
            if before.is_some_and(is_han) && is_han(c) {
                warnings.insert(Warning::BlankInName);
            } else if blank != ' ' {
                warnings.insert(Warning::UnknownCharacter);
            }
        }
        let after = rest.as_str().trim_start_matches(is_blank).chars().next();
        if is_number(c) {
            warnings.insert(Warning::DigitInName);
        } else if !belongs(before, c, after) {
            warnings.insert(Warning::UnknownCharacter);
        }
        if is_private_use(c) || is_bare_radical(c) {
            warnings.insert(Warning::RareCharacter);
        }
        if let Some(script) = script(c).filter(|script| *script != Script::OfTheLetter && !is_number(c))
            && *first_script.get_or_insert(script) != script
        {
            warnings.insert(Warning::MixedScripts);
        }
        before = Some(c);
    }
}
