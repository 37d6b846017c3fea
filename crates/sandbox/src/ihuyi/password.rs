//! The password: the API key itself, or a digest of it that is good for a while.

use std::time::Duration;

use md5::{Digest, Md5};

use super::codes::{LATE_PASSWORD, Refusal, WRONG_PASSWORD, WRONG_SIGNATURE};

/// "$app = 'idface'; //固定值"
const APP: &str = "idface";

/// What a password is given for.
pub(super) struct Signed<'a> {
    pub(super) account: &'a str,
    /// Empty for GetResult: "$name = '';".
    pub(super) name: &'a str,
    /// Empty for GetResult: "$id_card_no = '';".
    pub(super) id_number: &'a str,
    /// "Unix时间戳(10位整型数字,当使用动态密码方式时为必填)"; empty with a static password.
    pub(super) time: &'a str,
}

impl Signed<'_> {
    /// Whether the password is good now. A time makes it a dynamic one.
    ///
    /// A wrong digest is wrong whatever its time: only who has the key hears that the clock is at fault.
    pub(super) fn check(
        &self,
        password: &str,
        api_key: &str,
        now: Duration,
        window: Duration,
    ) -> Result<(), &'static Refusal> {
        if self.time.is_empty() {
            return if password == api_key { Ok(()) } else { Err(&WRONG_PASSWORD) };
        }
        if password != self.digest(api_key) {
            return Err(&WRONG_SIGNATURE);
        }
        if is_current(self.time, now, window) { Ok(()) } else { Err(&LATE_PASSWORD) }
    }

    /// "md5($account.$password.$app.$name.$id_card_no.$time)", in lower-case hexadecimal.
    fn digest(&self, api_key: &str) -> String {
        let Self { account, name, id_number, time } = self;
        let mut digest = Md5::new();
        for part in [account, api_key, APP, name, id_number, time] {
            digest.update(part);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Whether the time is no further than the window from now, in whole seconds, as the time itself is.
fn is_current(time: &str, now: Duration, window: Duration) -> bool {
    let is_time = time.len() == 10 && time.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = time.parse::<u64>().ok().filter(|_| is_time);
    seconds.is_some_and(|seconds| now.as_secs().abs_diff(seconds) <= window.as_secs())
}

#[cfg(test)]
mod tests {
    use super::Signed;
    use serde_json::Value;
    use std::time::Duration;

    #[test]
    fn the_digests_of_the_page() {
        let vectors: Value =
            serde_json::from_str(include_str!("../../tests/fixtures/ihuyi/dynamic_password.json")).unwrap();
        let vectors = vectors["vectors"].as_array().unwrap();
        assert_eq!(vectors.len(), 4);
        for vector in vectors {
            let text = |key: &str| vector[key].as_str().unwrap();
            let signed = Signed {
                account: text("account"),
                name: text("name"),
                id_number: text("id_card_no"),
                time: text("time"),
            };
            assert_eq!(signed.digest(text("api_key")), text("password"), "{vector}");
        }
    }

    /// The code that a password gets, 2 if it is good.
    fn code(time: &str, password: Option<&str>, now: u64) -> u32 {
        let signed = Signed { account: "C12345678", name: "张三", id_number: "", time };
        let digest = signed.digest("k3y");
        let (now, window) = (Duration::from_millis(now * 1000 + 999), Duration::from_secs(300));
        signed
            .check(password.unwrap_or(&digest), "k3y", now, window)
            .map_or_else(|refusal| refusal.code, |()| 2)
    }

    #[test]
    fn a_dynamic_password_is_good_on_both_sides_of_its_time() {
        for (now, expected) in [
            (1_699_999_699, 40501),
            (1_699_999_700, 2),
            (1_700_000_000, 2),
            (1_700_000_300, 2),
            (1_700_000_301, 40501),
            (0, 40501),
        ] {
            assert_eq!(code("1700000000", None, now), expected, "{now}");
        }
    }

    #[test]
    fn a_wrong_digest_is_wrong_whatever_its_time() {
        let now = 1_700_000_000;
        for time in ["1700000000", "1600000000", "soon"] {
            assert_eq!(code(time, Some("k3y"), now), 40502, "{time}");
        }
    }

    #[test]
    fn a_time_that_is_none_is_never_now() {
        let now = 1_700_000_000;
        for time in ["soon", "01700000000", "1700000000.0", "1700000000000", "+170000000", " 1700000000"] {
            assert_eq!(code(time, None, now), 40501, "{time}");
        }
    }

    #[test]
    fn without_a_time_the_password_is_the_key() {
        let now = 1_700_000_000;
        assert_eq!(code("", Some("k3y"), now), 2);
        assert_eq!(code("", Some("K3Y"), now), 405);
        assert_eq!(code("", None, now), 405, "a digest without its time");
    }
}
