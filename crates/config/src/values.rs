//! What a single value can be: periods, money, rates, numbers, choices.

use std::num::NonZeroU32;
use std::time::Duration;

use crate::error::ConfigError;
use crate::setting::{Setting, Value};
use heyan::gates::{Every, Period};

/// A period such as `15s` or `500ms`.
pub(crate) fn period(setting: &Setting) -> Result<Duration, ConfigError> {
    let like = "write it like \"500ms\", \"15s\" or \"7d\"";
    match humantime::parse_duration(setting.quoted("15s")?) {
        Ok(Duration::ZERO) => Err(setting.wrong(format!("must be longer than nothing; {like}"))),
        Ok(period) => Ok(period),
        Err(_) => Err(setting.wrong(format!("is not a period; {like}"))),
    }
}

/// A period, or `off`, which is also what leaving the key out means.
pub(crate) fn period_or_off(setting: &Setting) -> Result<Option<Duration>, ConfigError> {
    match humantime::parse_duration(setting.quoted("60s")?) {
        _ if setting.text() == Some("off") => Ok(None),
        Ok(Duration::ZERO) => {
            Err(setting
                .wrong("must be longer than nothing; leave the key out to turn it off, or write \"off\""))
        }
        Ok(period) => Ok(Some(period)),
        Err(_) => {
            Err(setting.wrong("is not a period; write it like \"60s\", or leave the key out to turn it off"))
        }
    }
}

/// A price in fen, of yuan such as `0.80`.
pub(crate) fn price(setting: &Setting) -> Result<u64, ConfigError> {
    fen(setting.quoted("0.80")?).ok_or_else(|| {
        setting.wrong("is not a price in yuan; write it like \"0.80\", with at most two decimals")
    })
}

/// A budget such as `500.00/day`, in fen.
pub(crate) fn budget(setting: &Setting) -> Result<(u64, Period), ConfigError> {
    let read = |text: &str| {
        let (yuan, period) = text.split_once('/')?;
        let period = match period {
            "hour" => Period::Hour,
            "day" => Period::Day,
            _ => return None,
        };
        Some((fen(yuan)?, period))
    };
    read(setting.quoted("500.00/day")?).ok_or_else(|| {
        setting.wrong("is not a budget; write yuan by the day or hour, like \"500.00/day\" or \"20.00/hour\"")
    })
}

/// A rate such as `20/s`.
pub(crate) fn rate(setting: &Setting) -> Result<(NonZeroU32, Every), ConfigError> {
    let read = |text: &str| {
        let (questions, every) = text.split_once('/')?;
        let every = match every {
            "s" => Every::Second,
            "min" => Every::Minute,
            "h" => Every::Hour,
            _ => return None,
        };
        // `parse` alone would accept a plus sign.
        let is_number = questions.bytes().all(|byte| byte.is_ascii_digit());
        Some((questions.parse().ok().filter(|_| is_number)?, every))
    };
    read(setting.quoted("20/s")?)
        .ok_or_else(|| setting.wrong("is not a rate; write it like \"20/s\", \"600/min\" or \"5000/h\""))
}

/// A whole number from 1.
pub(crate) fn count(setting: &Setting) -> Result<NonZeroU32, ConfigError> {
    setting.number::<u32>().and_then(NonZeroU32::new).ok_or_else(|| {
        setting.wrong(if setting.text().is_some() {
            "is a text; write a whole number without quotes, like 32"
        } else {
            "is not a whole number from 1; write it like 32"
        })
    })
}

/// Whole years.
pub(crate) fn age(setting: &Setting) -> Result<u8, ConfigError> {
    setting
        .number::<u8>()
        .filter(|years| *years <= 120)
        .ok_or_else(|| setting.wrong("is not an age; write whole years from 0 to 120"))
}

pub(crate) fn boolean(setting: &Setting) -> Result<bool, ConfigError> {
    match setting.value {
        Value::Boolean(boolean) => Ok(boolean),
        _ => Err(setting.wrong("is neither true nor false; write one of them, without quotation marks")),
    }
}

/// Any text, for instance this.
pub(crate) fn text(setting: &Setting, example: &str) -> Result<String, ConfigError> {
    setting.quoted(example).map(str::to_owned)
}

/// One of a few words.
pub(crate) fn one_of<T: Copy>(setting: &Setting, words: &[(&str, T)]) -> Result<T, ConfigError> {
    let written = setting.text();
    words.iter().find(|(word, _)| written == Some(*word)).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let words: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        setting.wrong(format!("is not known; write {}", words.join(" or ")))
    })
}

/// Reads whole fen exactly: no binary fraction ever holds money.
fn fen(text: &str) -> Option<u64> {
    let (yuan, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let point_stands_alone = text.contains('.') && fraction.is_empty();
    if yuan.is_empty() || fraction.len() > 2 || point_stands_alone || !digits(yuan) || !digits(fraction) {
        return None;
    }
    format!("{yuan}{fraction:0<2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Takes;
    use crate::place::{Origin, Place};

    fn setting(text: &str) -> Setting {
        Setting::from_text(Takes::Text, text, &Place::new(Origin::Default, "key"))
    }

    #[test]
    fn a_price_is_kept_in_whole_fen() {
        for (yuan, fen) in [("0.80", 80), ("0.8", 80), ("12", 1200), ("0.07", 7), ("0", 0)] {
            assert_eq!(price(&setting(yuan)), Ok(fen), "{yuan}");
        }
        for wrong in ["", ".", "1.", ".5", "0.805", "-1", "1e2", "1,5", "0.8 ", "99999999999999999999"] {
            assert!(price(&setting(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_budget_is_whole_fen_for_a_period() {
        for (text, budgeted) in [
            ("500.00/day", (50_000, Period::Day)),
            ("20/hour", (2000, Period::Hour)),
            ("0.5/day", (50, Period::Day)),
        ] {
            assert_eq!(budget(&setting(text)), Ok(budgeted), "{text}");
        }
        for wrong in [
            "",
            "500",
            "500/",
            "/day",
            "500/month",
            "500 /day",
            "500/ day",
            "500.001/day",
            "-5/day",
            "500/day/day",
        ] {
            assert!(budget(&setting(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_rate_is_a_whole_number_for_a_time() {
        for (text, number, every) in
            [("20/s", 20, Every::Second), ("1/min", 1, Every::Minute), ("5000/h", 5000, Every::Hour)]
        {
            assert_eq!(rate(&setting(text)), Ok((NonZeroU32::new(number).unwrap(), every)), "{text}");
        }
        for wrong in ["", "20", "0/s", "/s", "20/", "20/m", "+20/s", "-1/s", "1.5/s", "20/s ", "4294967296/s"]
        {
            assert!(rate(&setting(wrong)).is_err(), "{wrong}");
        }
    }
}
