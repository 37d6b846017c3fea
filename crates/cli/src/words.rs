//! Every word that people read, in English and Chinese, each beside the other so that none can be missing.
//!
//! JSON and `--help` have no language: they are English always.

mod result;
mod attempt;
mod plan;
mod config;
mod scan;
mod problem;
mod portrait;
mod number;
mod refusal;

pub(crate) use problem::RequestWarning;
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

#[cfg(test)]
mod tests {
    use heyan::{
        Advice, Billing, Decision, ErrorKind, Factor, Failure, Reason, Skip, SkipReason, Stage, Status,
        Verdict,
    };

    use super::*;

    /// Every word in both languages, as `(English, Chinese)`. A new variant belongs here as well.
    fn words() -> Vec<(String, String)> {
        let mut words = Vec::new();
        let mut both = |word: &dyn Fn(Language) -> &'static str| {
            words.push((word(Language::En).to_owned(), word(Language::Zh).to_owned()));
        };
        Factor::ALL.iter().for_each(|factor| both(&|language| language.factor(*factor)));
        let verdicts =
            [Verdict::Match, Verdict::Mismatch, Verdict::NoRecord, Verdict::Indeterminate].map(Some);
        verdicts.iter().chain([&None]).for_each(|verdict| both(&|language| language.verdict(*verdict)));
        let decisions = [Decision::Verified, Decision::Rejected, Decision::Undetermined, Decision::Pending];
        decisions.iter().for_each(|decision| both(&|language| language.decision(*decision)));
        use Reason::*;
        let reasons = [
            AllMatched,
            Mismatch,
            NoRecord,
            SourceCouldNotCheck,
            ScanNotPassed,
            SessionExpired,
            AwaitingScan,
            MissingEvidence,
            NoProviderAnswered,
        ];
        reasons.iter().for_each(|reason| both(&|language| language.reason(*reason)));
        let billings = [Billing::NotBilled, Billing::MaybeBilled, Billing::Billed];
        billings.iter().for_each(|billing| both(&|language| language.billing(*billing)));
        let stages = [Stage::NotSent, Stage::MaybeSent, Stage::Answered];
        stages.iter().for_each(|stage| both(&|language| language.stage(*stage)));
        let failure = Failure::new(ErrorKind::Timeout, Stage::MaybeSent);
        let skip = Skip::new(SkipReason::Rate);
        let statuses = [
            Status::Answered,
            Status::Pending,
            Status::Failed(failure),
            Status::Skipped(skip),
            Status::Abandoned,
        ];
        statuses.iter().for_each(|status| both(&|language| language.status(status)));
        let kinds = ErrorKind::ALL;
        kinds.iter().for_each(|kind| both(&|language| language.kind(*kind)));
        let skips = [
            SkipReason::MissingEvidence,
            SkipReason::NotPermitted,
            SkipReason::CannotSettle,
            SkipReason::BreakerOpen,
            SkipReason::Rate,
            SkipReason::Concurrency,
            SkipReason::Budget,
            SkipReason::Deadline,
            SkipReason::Gate,
        ];
        skips.iter().for_each(|skip| both(&|language| language.skip(*skip)));
        let advices = [
            Advice::CheckInput,
            Advice::RetakePhoto,
            Advice::UseOwnMobile,
            Advice::HostedScan,
            Advice::RetryLater,
            Advice::ManualReview,
        ];
        advices.iter().for_each(|advice| both(&|language| language.advice(*advice).unwrap_or_default()));
        both(&Language::sandbox_banner);
        both(&Language::keep_session);
        both(&Language::finishing);
        both(&Language::still_open);
        both(&Language::sandbox_ended);
        both(&Language::no_face_looked_for);
        words
    }

    #[test]
    fn no_word_is_missing_in_either_language() {
        let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let words = words();
        assert_eq!(words.len(), 71);
        for (english, chinese) in words {
            assert!(chinese.chars().any(is_han), "Chinese is missing for {english:?}");
            // A fallback would be the name in JSON, with underscores.
            let worded = !english.is_empty() && english.is_ascii() && !english.contains('_');
            assert!(worded, "English is missing for {chinese:?}");
        }
    }

    #[test]
    fn the_words_that_others_rely_on() {
        let zh = Language::Zh;
        assert_eq!(zh.kind(ErrorKind::Forbidden), "无权限（未开通、冻结、停用或出口IP未加白名单）");
        assert_eq!(zh.decision(Decision::Rejected), "核验不通过");
        assert_eq!(zh.total(Some(80), 1), "合计 0.80 元；另有 1 笔可能已计费");
        assert_eq!(zh.attempt_header(), ["渠道", "状态", "返回码", "订单号", "计费", "费用(元)", "耗时"]);
        assert_eq!(zh.advice(Advice::UseOwnMobile), Some("请使用本人实名手机号"));
        assert_eq!(zh.sandbox_banner(), "沙箱模拟，未请求任何渠道");
    }
}
