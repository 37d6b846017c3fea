//! The two liberties that Juhe takes with the grammar of JSON: a comma too many, and NaN.

use zeroize::Zeroizing;

/// The text without commas that follow a value and stand before `}`, and with `null` for a bare NaN, outside strings.
///
/// "A comma before a closing brace" is in the vendor's own failure sample.
pub(crate) fn mended(text: &str) -> Zeroizing<String> {
    // `null` is one longer than `NaN`, so the buffer never moves and leaves a copy behind.
    let mut mended = Zeroizing::new(String::with_capacity(text.len().saturating_mul(2)));
    let (mut in_string, mut escaped) = (false, false);
    // The last character outside white space, and where a comma stands that may prove to be trailing.
    let (mut last, mut comma) = ('{', None);
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        if in_string {
            (in_string, escaped) = (escaped || c != '"', !escaped && c == '\\');
            last = c;
        } else if !c.is_ascii_whitespace() {
            if let ('}', Some(at)) = (c, comma) {
                mended.remove(at);
            }
            let after_value = !matches!(last, '{' | '[' | ',' | ':');
            comma = (c == ',' && after_value).then_some(mended.len());
            in_string = c == '"';
            last = c;
            if text.get(at..).is_some_and(|rest| rest.starts_with("NaN")) {
                mended.push_str("null");
                characters.nth(1);
                continue;
            }
        }
        mended.push(c);
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_comma_between_a_value_and_a_closing_brace_is_taken_out() {
        assert_eq!(*mended(r#"{"a":1 , }"#), r#"{"a":1  }"#);
        assert_eq!(*mended(r#"{"a":{"b":"x",},"c":[],}"#), r#"{"a":{"b":"x"},"c":[]}"#);
        for left_alone in
            [r#"{"a":1}"#, r#"{,}"#, r#"{"a":[1,]}"#, r#"{"a":",}"}"#, r#"{"a":"\",}"}"#, "", ",}", "通,\n"]
        {
            assert_eq!(*mended(left_alone), left_alone);
        }
        assert_eq!(*mended(r#"{"a":1,,}"#), r#"{"a":1,,}"#);
    }

    #[test]
    fn a_bare_nan_is_null_and_another_is_left_alone() {
        assert_eq!(*mended(r#"{"a":NaN,"b":[ NaN ],}"#), r#"{"a":null,"b":[ null ]}"#);
        for left_alone in [r#"{"a":"NaN"}"#, r#"{"a":nan,"b":Na}"#, "Infinity"] {
            assert_eq!(*mended(left_alone), left_alone);
        }
    }
}
