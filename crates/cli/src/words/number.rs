//! Numbers as people read them.

/// A number with its thousands apart.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let grouped = [0, 999, 1_000, 19_612, 4_123_456].map(grouped);
        assert_eq!(grouped, ["0", "999", "1,000", "19,612", "4,123,456"]);
    }
}
