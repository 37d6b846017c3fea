//! Marks by their Unicode names: dots that stand for a name's separator, and what surrounds or replaces characters.

/// The characters that are drawn as one dot, beside those that are named a full stop or a bullet.
///
/// Script after script has a dot that its keyboard offers first: a katakana or hangul keyboard, a Tibetan one, Word's
/// list of symbols. Marks of two or more dots are not here unless they are named a full stop.
pub(super) const DOTS: &[&str] = &[
    "AEGEAN WORD SEPARATOR DOT",
    "ARABIC RAISED ROUND DOT",
    "ARABIC SYMBOL DOT ABOVE",
    "BLACK CIRCLE",
    "BLACK LARGE CIRCLE",
    "BLACK SLIGHTLY SMALL CIRCLE",
    "BLACK SMALL SQUARE",
    "BLACK VERY SMALL SQUARE",
    "BRAHMI PUNCTUATION DOT",
    "BULLET",
    "BULLET OPERATOR",
    "CANADIAN SYLLABICS FINAL MIDDLE DOT",
    "CANADIAN SYLLABICS FINAL RAISED DOT",
    "CIRCLED DOT OPERATOR",
    "DEVANAGARI SIGN HIGH SPACING DOT",
    "DOT ABOVE",
    "DOT OPERATOR",
    "GREEK ANO TELEIA",
    "HALFWIDTH KATAKANA MIDDLE DOT",
    "HANGUL JUNGSEONG ARAEA",
    "HANGUL LETTER ARAEA",
    "HYPHENATION POINT",
    "KATAKANA MIDDLE DOT",
    "KAWI PUNCTUATION DOT",
    "KHAROSHTHI PUNCTUATION DOT",
    "LATIN LETTER SINOLOGICAL DOT",
    "MANICHAEAN PUNCTUATION DOT",
    "MEDIUM BLACK CIRCLE",
    "MEDIUM SMALL WHITE CIRCLE",
    "MIDDLE DOT",
    "MUSICAL SYMBOL COMBINING AUGMENTATION DOT",
    "ONE DOT LEADER",
    "PHOENICIAN WORD SEPARATOR",
    "RAISED DOT",
    "RING OPERATOR",
    "RING POINT",
    "RUNIC SINGLE PUNCTUATION",
    "SESAME DOT",
    "SIDDHAM SEPARATOR DOT",
    "SQUARED DOT OPERATOR",
    "TIBETAN MARK DELIMITER TSHEG BSTAR",
    "TIBETAN MARK INTERSYLLABIC TSHEG",
    "WHITE SMALL SQUARE",
    "WHITE VERY SMALL SQUARE",
    "WORD SEPARATOR MIDDLE DOT",
    "Z NOTATION SPOT",
];

/// What is drawn as a dash, beside the property Dash.
pub(super) const DASHES: &[&str] = &[
    "BOX DRAWINGS HEAVY HORIZONTAL",
    "BOX DRAWINGS LIGHT HORIZONTAL",
    "FULLWIDTH TILDE",
    "HALFWIDTH KATAKANA-HIRAGANA PROLONGED SOUND MARK",
    "HEAVY MINUS SIGN",
    "HYPHEN BULLET",
    "KATAKANA-HIRAGANA PROLONGED SOUND MARK",
    "MODIFIER LETTER MINUS SIGN",
    "TILDE",
];

/// What is used as a bracket, beside the categories Ps and Pe.
pub(super) const BRACKETS: &[&str] = &[
    "FULLWIDTH GREATER-THAN SIGN",
    "FULLWIDTH LESS-THAN SIGN",
    "GREATER-THAN SIGN",
    "LESS-THAN SIGN",
    "SMALL GREATER-THAN SIGN",
    "SMALL LESS-THAN SIGN",
];

/// Words in the names of what is drawn as an apostrophe, beside the property Quotation_Mark.
pub(super) const APOSTROPHES: &[&str] = &[
    "ACUTE ACCENT",
    "APOSTROPHE",
    "GERESH",
    "GRAVE ACCENT",
    "MODIFIER LETTER REVERSED COMMA",
    "MODIFIER LETTER TURNED COMMA",
    "MODIFIER LETTER VERTICAL LINE",
    "PRIME",
];

pub(super) fn is_dot(name: &str, category: &str) -> bool {
    let is_named = name.ends_with("FULL STOP") || (name.ends_with(" BULLET") && !name.contains("HEART"));
    // A digit with its full stop is a number, and a tag is ignorable.
    DOTS.contains(&name) || (is_named && !category.starts_with('N') && category != "Cf")
}

pub(super) fn is_dash(name: &str, _category: &str) -> bool {
    DASHES.contains(&name)
}

pub(super) fn is_bracket(name: &str, category: &str) -> bool {
    matches!(category, "Ps" | "Pe") || BRACKETS.contains(&name)
}

pub(super) fn is_apostrophe(name: &str, category: &str) -> bool {
    let spacing = matches!(category, "Po" | "Sk" | "Lm" | "Lo");
    spacing && APOSTROPHES.iter().any(|word| name.ends_with(word))
}

pub(super) fn is_question_mark(name: &str, category: &str) -> bool {
    let is_mark = name.ends_with("MARK") || name.ends_with("MARK ORNAMENT");
    name.contains("QUESTION") && is_mark && matches!(category, "Po" | "So")
}

pub(super) fn is_asterisk(name: &str, category: &str) -> bool {
    name.contains("ASTERISK") && matches!(category, "Po" | "Sm" | "So")
}
