//! Values written as text: periods and prices.

use std::time::Duration;

/// A period such as `15s` or `500ms`.
pub(crate) struct Period;

/// A price in yuan such as `0.80`.
pub(crate) struct Yuan;

impl Period {
    pub(crate) fn parse(text: &str) -> Result<Duration, &'static str> {
        humantime::parse_duration(text)
            .ok()
            .filter(|period| !period.is_zero())
            .ok_or("is not a period; write it like \"500ms\", \"15s\" or \"7d\"")
    }
}

impl Yuan {
    /// Reads whole fen exactly: no binary fraction ever holds money.
    pub(crate) fn parse(text: &str) -> Result<u64, &'static str> {
        let problem = "is not a price in yuan; write it like \"0.80\", with at most two decimals";
        let (yuan, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let point_stands_alone = text.contains('.') && fraction.is_empty();
        if yuan.is_empty() || fraction.len() > 2 || point_stands_alone || !digits(yuan) || !digits(fraction) {
            return Err(problem);
        }
        format!("{yuan}{fraction:0<2}").parse().map_err(|_| problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_kept_in_whole_fen() {
        for (yuan, fen) in [("0.80", 80), ("0.8", 80), ("12", 1200), ("0.07", 7), ("0", 0)] {
            assert_eq!(Yuan::parse(yuan), Ok(fen), "{yuan}");
        }
        for wrong in ["", ".", "1.", ".5", "0.805", "-1", "1e2", "1,5", "0.8 ", "99999999999999999999"] {
            assert!(Yuan::parse(wrong).is_err(), "{wrong}");
        }
    }
}
