//! Every word that people read, in English and Chinese, each beside the other so that none can be missing.
//!
//! JSON and `--help` have no language: they are English always.

mod result;
mod attempt;
mod problem;
mod refusal;

pub(crate) use problem::Oddity;
pub(crate) use refusal::Says;
pub(crate) use result::yuan;

/// The language of what people read; JSON has none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum Language {
    En,
    Zh,
}

impl Language {
    /// Chinese where the environment says `zh_CN`, by the order of POSIX: LC_ALL, LC_MESSAGES, LANG.
    fn of_environment() -> Self {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
        if locale.is_some_and(|locale| locale.starts_with("zh_CN")) { Self::Zh } else { Self::En }
    }

    /// What `--lang` says, or the environment; before the arguments are parsed, since that may fail.
    pub(crate) fn of_arguments() -> Self {
        let arguments: Vec<_> =
            std::env::args_os().filter_map(|argument| argument.into_string().ok()).collect();
        let behind = arguments.iter().zip(arguments.iter().skip(1)).find(|(flag, _)| *flag == "--lang");
        let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
        match behind.map(|(_, value)| value.as_str()).or(joined) {
            Some("zh") => Self::Zh,
            Some("en") => Self::En,
            _ => Self::of_environment(),
        }
    }

    fn pick(self, en: &'static str, zh: &'static str) -> &'static str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}
