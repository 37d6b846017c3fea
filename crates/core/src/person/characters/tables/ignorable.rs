//! What is not drawn, of Unicode 15.0.0.
//!
//! Written by `cargo xtask unicode`: do not edit.
//! Sources: DerivedCoreProperties.txt, PropList.txt.
//! Data files © Unicode, Inc., <https://www.unicode.org/terms_of_use.html>.

/// The property Default_Ignorable_Code_Point.
#[rustfmt::skip]
pub(crate) const IGNORABLE: &[(char, char)] = &[
    ('\u{AD}', '\u{AD}'), ('\u{34F}', '\u{34F}'), ('\u{61C}', '\u{61C}'), ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'), ('\u{180B}', '\u{180F}'), ('\u{200B}', '\u{200F}'), ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'), ('\u{3164}', '\u{3164}'), ('\u{FE00}', '\u{FE0F}'), ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'), ('\u{FFF0}', '\u{FFF8}'), ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'), ('\u{E0000}', '\u{E0FFF}'),
];

/// The property Variation_Selector.
#[rustfmt::skip]
pub(crate) const VARIATION_SELECTORS: &[(char, char)] = &[
    ('\u{180B}', '\u{180D}'), ('\u{180F}', '\u{180F}'), ('\u{FE00}', '\u{FE0F}'), ('\u{E0100}', '\u{E01EF}'),
];
