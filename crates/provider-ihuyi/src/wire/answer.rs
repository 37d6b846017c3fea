//! What an answer says, with every value as the text that it is written with.

/// An answer. `msg` and `message` are free text and never read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// Missing is never 2.
    pub(crate) code: Option<i64>,
    /// "提交时接口返回的流水号".
    pub(crate) serial: Option<String>,
    /// What stands under `result`, if it has fields.
    pub(crate) report: Option<Report>,
}

/// What stands under `result`. What is neither text nor a number is as good as not there.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// "刷脸结果状态".
    pub(crate) status: Option<String>,
    /// "刷脸照片相似度得分".
    pub(crate) similarity: Option<String>,
    /// "刷脸活体检测得分"; its type and scale are left blank on the page.
    pub(crate) living_score: Option<String>,
    /// Not on the page.
    pub(crate) failed_reason: Option<String>,
    /// The scan's address by the page's table of fields.
    pub(crate) original_url: Option<String>,
    /// The scan's address by the page's samples.
    pub(crate) url: Option<String>,
    /// The token for the SDK.
    pub(crate) face_token: Option<String>,
    /// The link's end, in milliseconds since 1970.
    pub(crate) expire: Option<String>,
}

/// A whole number in its one plain form: no sign in front, no fraction, no zeros to fill it up.
pub(crate) fn whole_number(text: &str) -> Option<i64> {
    let text = text.trim_ascii();
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_one_form() {
        for (text, number) in [("2", Some(2)), (" 2\n", Some(2)), ("0", Some(0)), ("-1", Some(-1))] {
            assert_eq!(whole_number(text), number, "{text}");
        }
        for text in ["", "+2", "02", "2.0", "2e0", "0x2", "２", "-0", "99999999999999999999"] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }
}
