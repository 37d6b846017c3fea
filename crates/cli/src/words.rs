//! Every word that people read, in English and Chinese, each beside the other so that none can be missing.

use heyan::{Advice, Billing, Decision, Factor, Reason, SkipReason, Status, Verdict};

/// The language of what people read; JSON has none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum Language {
    En,
    Zh,
}

impl Language {
    /// Chinese where the environment says `zh_CN`, by the order of POSIX: LC_ALL, LC_MESSAGES, LANG.
    pub(crate) fn of_environment() -> Self {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
        if locale.is_some_and(|locale| locale.starts_with("zh_CN")) { Self::Zh } else { Self::En }
    }

    fn pick(self, en: &'static str, zh: &'static str) -> &'static str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    pub(crate) fn sandbox_banner(self) -> &'static str {
        self.pick("SANDBOX: simulated, no vendor was asked", "沙箱模拟，未请求任何渠道")
    }

    pub(crate) fn factor_header(self) -> [&'static str; 3] {
        [self.pick("factor", "核验项"), self.pick("verdict", "结果"), self.pick("provider", "渠道")]
    }

    pub(crate) fn attempt_header(self) -> [&'static str; 7] {
        [
            self.pick("provider", "渠道"),
            self.pick("status", "状态"),
            self.pick("code", "返回码"),
            self.pick("order id", "订单号"),
            self.pick("billing", "计费"),
            self.pick("cost (yuan)", "费用(元)"),
            self.pick("time", "耗时"),
        ]
    }

    pub(crate) fn factor(self, factor: Factor) -> &'static str {
        match factor {
            Factor::Identity => self.pick("identity (name and ID number)", "姓名与身份证号"),
            Factor::Mobile => self.pick("mobile", "手机号"),
            Factor::Face => self.pick("face", "人像比对"),
            Factor::Liveness => self.pick("liveness", "活体检测"),
            _ => factor.as_str(),
        }
    }

    pub(crate) fn verdict(self, verdict: Option<Verdict>) -> &'static str {
        match verdict {
            None => self.pick("not checked", "未核验"),
            Some(Verdict::Match) => self.pick("match", "一致"),
            Some(Verdict::Mismatch) => self.pick("mismatch", "不一致"),
            Some(Verdict::NoRecord) => self.pick("no record", "库中无记录"),
            Some(Verdict::Indeterminate) => self.pick("could not be checked", "无法核验"),
            Some(other) => other.as_str(),
        }
    }

    pub(crate) fn decision(self, decision: Decision) -> &'static str {
        match decision {
            Decision::Verified => self.pick("verified", "核验通过"),
            Decision::Rejected => self.pick("rejected", "核验不通过"),
            Decision::Undetermined => self.pick("undetermined", "未得出结论"),
            _ => decision.as_str(),
        }
    }

    pub(crate) fn reason(self, reason: Reason) -> &'static str {
        match reason {
            Reason::AllMatched => self.pick("everything required matched", "所需核验项全部一致"),
            Reason::Mismatch => self.pick("something does not match", "有核验项不一致"),
            Reason::NoRecord => self.pick("a source has no record", "库中无记录"),
            Reason::SourceCouldNotCheck => self.pick("a source could not check", "数据源无法核验"),
            Reason::ScanNotPassed => self.pick("the face scan was not passed", "刷脸未通过"),
            Reason::SessionExpired => self.pick("the link to the scan has ended", "刷脸链接已失效"),
            Reason::AwaitingScan => self.pick("the person has yet to scan their face", "待本人刷脸"),
            Reason::MissingEvidence => {
                self.pick("the request lacks what every provider needs", "缺少所需的核验材料")
            }
            Reason::NoProviderAnswered => self.pick("no provider answered", "所有渠道均未能应答"),
            _ => reason.as_str(),
        }
    }

    pub(crate) fn billing(self, billing: Billing) -> &'static str {
        match billing {
            Billing::NotBilled => self.pick("not billed", "不计费"),
            Billing::Billed => self.pick("billed", "已计费"),
            Billing::MaybeBilled => self.pick("maybe billed", "可能已计费"),
            _ => billing.as_str(),
        }
    }

    pub(crate) fn status(self, status: &Status) -> &'static str {
        match status {
            Status::Answered => self.pick("answered", "已返回"),
            Status::Pending => self.pick("awaiting scan", "待刷脸"),
            Status::Failed(_) => self.pick("failed", "失败"),
            Status::Skipped(_) => self.pick("skipped", "已跳过"),
            Status::Abandoned => self.pick("abandoned", "已中断"),
            _ => "",
        }
    }

    pub(crate) fn skip(self, reason: SkipReason) -> &'static str {
        match reason {
            SkipReason::MissingEvidence => self.pick("the request lacks", "请求缺少"),
            SkipReason::NotPermitted => self.pick("the request does not permit", "请求未允许"),
            SkipReason::CannotSettle => self.pick("would leave open", "无法得出"),
            SkipReason::BreakerOpen => self.pick("its breaker is open", "熔断中"),
            SkipReason::Rate => self.pick("its rate is used up", "超出频率限制"),
            SkipReason::Concurrency => self.pick("too many questions are under way", "超出并发限制"),
            SkipReason::Budget => self.pick("its budget is used up", "超出预算"),
            SkipReason::Deadline => self.pick("no time was left", "已到截止时间"),
            _ => "",
        }
    }

    /// What to do next; `None` where there is nothing.
    pub(crate) fn advice(self, advice: Advice) -> Option<&'static str> {
        Some(match advice {
            Advice::CheckInput => self.pick("check the name and ID number", "请核对姓名和身份证号"),
            Advice::RetakePhoto => self.pick("take another photo", "请重新拍摄"),
            Advice::UseOwnMobile => {
                self.pick("use a mobile number registered in the person's own name", "请使用本人实名手机号")
            }
            Advice::HostedScan => self.pick("offer a hosted face scan", "请改用刷脸"),
            Advice::RetryLater => self.pick("try again later", "请稍后再试"),
            Advice::ManualReview => self.pick("let a human look", "请转人工审核"),
            _ => return None,
        })
    }

    pub(crate) fn next(self) -> &'static str {
        self.pick("next: ", "建议：")
    }

    /// What all attempts cost together, in fen, and how many more may have been billed.
    pub(crate) fn total(self, fen: Option<u64>, maybe_billed: usize) -> String {
        let total = match (self, fen.map(yuan)) {
            (Self::En, Some(yuan)) => format!("total {yuan} yuan"),
            (Self::Zh, Some(yuan)) => format!("合计 {yuan} 元"),
            (Self::En, None) => "total unknown (no price is configured)".to_owned(),
            (Self::Zh, None) => "合计未知（未配置价格）".to_owned(),
        };
        match (self, maybe_billed) {
            (_, 0) => total,
            (Self::En, count) => format!("{total}; {count} more may have been billed"),
            (Self::Zh, count) => format!("{total}；另有 {count} 笔可能已计费"),
        }
    }
}

/// Fen as yuan with two decimals.
pub(crate) fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
