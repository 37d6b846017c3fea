//! The words of a result.

use heyan::{Advice, Decision, Factor, Reason, Verdict};

use super::Language;

impl Language {
    pub(crate) fn error(self) -> &'static str {
        self.pick("error: ", "错误：")
    }

    pub(crate) fn warning_mark(self) -> &'static str {
        self.pick("warning: ", "提示：")
    }

    pub(crate) fn using(self, file: &str) -> String {
        match self {
            Self::En => format!("using ./{file}"),
            Self::Zh => format!("使用 ./{file}"),
        }
    }

    pub(crate) fn sandbox_banner(self) -> &'static str {
        self.pick("SANDBOX: simulated, no vendor was asked", "沙箱模拟，未请求任何渠道")
    }

    pub(crate) fn sandbox_started(self, url: &str) -> String {
        match self {
            Self::En => format!(
                "simulates Juhe and ihuyi, asks no vendor; any non-empty Juhe key and any ihuyi account are good\n\
                 try: heyan verify --sandbox-url {url} --persona pass\n\
                 stop it with Ctrl-C"
            ),
            Self::Zh => format!(
                "模拟 Juhe 和 ihuyi，不请求任何渠道；Juhe 密钥非空、ihuyi 任意账号即可\n试试：heyan verify --sandbox-url {url} --persona pass\n按 Ctrl-C 停止"
            ),
        }
    }

    pub(crate) fn persona_header(self) -> [&'static str; 6] {
        [
            self.pick("persona", "人物"),
            self.pick("name", "姓名"),
            self.pick("ID number", "身份证号"),
            self.pick("mobile", "手机号"),
            "Juhe",
            "ihuyi",
        ]
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
            self.pick("yuan", "费用(元)"),
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

    pub(crate) fn comma(self) -> &'static str {
        self.pick(", ", "，")
    }

    pub(crate) fn colon(self) -> &'static str {
        self.pick(": ", "：")
    }

    pub(crate) fn unwritten(self, error: &std::io::Error) -> String {
        match self {
            Self::En => format!("the result could not be written to standard output ({error}); here it is:"),
            Self::Zh => format!("结果无法写入标准输出（{error}），内容如下："),
        }
    }

    pub(crate) fn log_filter(self) -> &'static str {
        self.pick(
            "RUST_LOG cannot be read, so nothing is logged; write it like heyan=info",
            "RUST_LOG 格式有误，未记录日志，可写 heyan=info",
        )
    }

    pub(crate) fn code_header(self) -> [&'static str; 5] {
        [
            self.pick("provider", "渠道"),
            self.pick("code", "返回码"),
            self.pick("billing", "计费"),
            self.pick("error", "错误"),
            self.pick("meaning", "含义"),
        ]
    }

    pub(crate) fn verdict(self, verdict: Option<Verdict>) -> &'static str {
        match verdict {
            None => self.pick("not checked", "未核验"),
            Some(Verdict::Match) => self.pick("match", "一致"),
            Some(Verdict::Mismatch) => self.pick("mismatch", "不一致"),
            Some(Verdict::NoRecord) => self.pick("no record", "库中无记录"),
            Some(Verdict::Indeterminate) => self.pick("could not be checked", "无法核验"),
            Some(Verdict::Unknown) => {
                self.pick("a verdict that this version cannot read", "本版本无法识别的结论")
            }
            Some(other) => other.as_str(),
        }
    }

    pub(crate) fn decision(self, decision: Decision) -> &'static str {
        match decision {
            Decision::Verified => self.pick("verified", "核验通过"),
            Decision::Rejected => self.pick("rejected", "核验不通过"),
            Decision::Undetermined => self.pick("undetermined", "未得出结论"),
            Decision::Pending => self.pick("pending", "待本人刷脸"),
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
            Reason::Unknown => self.pick(
                "a newer version of heyan found what this one cannot read",
                "结果来自更新版本，本版本无法识别",
            ),
            _ => reason.as_str(),
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

    /// What was billed in all, in fen, and how many more may have been.
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
