//! The declaration in front of an XML document, whose values the XML parser does not look at.

const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// What a declaration may say, in this order.
const PARTS: [Part; 3] = [
    Part { name: "version", is_value: is_version },
    Part { name: "encoding", is_value: is_encoding },
    Part { name: "standalone", is_value: is_yes_or_no },
];

struct Part {
    name: &'static str,
    is_value: fn(&str) -> bool,
}

/// What comes after the declaration, which may be absent.
///
/// `None` if it is none that XML 1.0 allows (productions 23 to 32 and 80). The XML parser skips a second one, and a byte
/// order mark, at the beginning of what it is given.
pub(super) fn skip(text: &str) -> Option<&str> {
    let document = match text.strip_prefix("<?xml").filter(|rest| rest.starts_with(BLANK)) {
        Some(rest) => rest.split_once("?>").filter(|(inner, _)| is_right(inner))?.1,
        None => text,
    };
    (!document.starts_with("<?xml ") && !document.starts_with('\u{FEFF}')).then_some(document)
}

fn is_right(inner: &str) -> bool {
    let (mut rest, mut parts, mut has_version) = (inner, PARTS.iter(), false);
    while !rest.trim_matches(BLANK).is_empty() {
        let Some((name, value, after)) = next(rest) else {
            return false;
        };
        has_version |= name == "version";
        if !has_version || !parts.any(|part| part.name == name && (part.is_value)(value)) {
            return false;
        }
        rest = after;
    }
    has_version
}

/// The name and value of what comes first, and what comes after it.
fn next(rest: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = rest.strip_prefix(BLANK)?.split_once('=')?;
    let rest = rest.trim_start_matches(BLANK);
    let (value, after) =
        ['"', '\''].into_iter().find_map(|quote| rest.strip_prefix(quote)?.split_once(quote))?;
    Some((name.trim_matches(BLANK), value, after))
}

fn is_version(value: &str) -> bool {
    let minor = value.strip_prefix("1.");
    minor.is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit()))
}

fn is_encoding(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

fn is_yes_or_no(value: &str) -> bool {
    matches!(value, "yes" | "no")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_as_xml_1_0_has_it() {
        for right in [
            "",
            "<R/>",
            "<?xml-style x?>",
            r#"<?xml version="1.0"?>"#,
            "<?xml\tversion = '1.1'\n?>",
            r#"<?xml version="1.0" encoding="utf-8"?>"#,
            r#"<?xml version="1.0" encoding="GB2312" standalone="yes" ?>"#,
            r#"<?xml version="1.0" standalone='no'?>"#,
        ] {
            assert!(skip(right).is_some(), "{right}");
        }
        for wrong in [
            "<?xml ?>",
            "<?xml version?>",
            "<?xml version=1.0?>",
            r#"<?xml version="1.0'?>"#,
            r#"<?xml version="2.0"?>"#,
            r#"<?xml version="1."?>"#,
            r#"<?xml version=""?>"#,
            r#"<?xml encoding="utf-8"?>"#,
            r#"<?xml encoding="utf-8" version="1.0"?>"#,
            r#"<?xml version="1.0" version="1.0"?>"#,
            r#"<?xml version="1.0"encoding="utf-8"?>"#,
            r#"<?xml version="1.0" encoding="8"?>"#,
            r#"<?xml version="1.0" encoding=""?>"#,
            r#"<?xml version="1.0" standalone="maybe"?>"#,
            r#"<?xml version="1.0" standalone="no" encoding="utf-8"?>"#,
            r#"<?xml version="1.0" x="y"?>"#,
            r#"<?xml version="1.0" x?>"#,
            r#"<?xml version="1.0""#,
            r#"<?xml version="1.0"?><?xml version="1.0"?><R/>"#,
            "<?xml version=\"1.0\"?>\u{FEFF}<R/>",
        ] {
            assert!(skip(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_comes_after_it_is_the_document() {
        for text in ["<R/>", "<?xml version=\"1.0\"?><R/>", "<?xml\tversion='1.0' ?><R/>"] {
            assert_eq!(skip(text), Some("<R/>"), "{text}");
        }
    }
}
