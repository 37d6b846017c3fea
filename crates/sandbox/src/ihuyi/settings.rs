//! What can be set about ihuyi.

use std::time::Duration;

use super::progress::Progress;

/// How the scans of people who are no [persona](crate::personas) end, unless the tester ends one on the hosted
/// page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Auto {
    /// `ING` at the first query, then `SUCCESS`.
    Pass,
    /// `ING` at the first query, then `FAIL`.
    Fail,
    /// By the hosted page alone: `ING` for as long as nobody decides there.
    #[default]
    Never,
}

impl Auto {
    pub(super) fn progress(self) -> Progress {
        match self {
            Self::Pass => Progress::Passes,
            Self::Fail => Progress::Fails,
            Self::Never => Progress::NeverEnds,
        }
    }
}

/// The settings of one sandbox. There is no `Debug`: one of them is a key.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) api_key: String,
    pub(crate) password_window: Duration,
    pub(crate) link_lifetime: Duration,
    pub(crate) auto: Auto,
    pub(crate) answer_in_xml: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            api_key: "sandbox-key".to_owned(),
            password_window: Duration::from_secs(5 * 60),
            link_lifetime: Duration::from_secs(30 * 60),
            auto: Auto::default(),
            answer_in_xml: false,
        }
    }
}
