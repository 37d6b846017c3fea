//! The words of an attempt.

use heyan::{Attempt, Billing, ErrorKind, SkipReason, Stage, Status};

use super::Language;
use crate::codes::{self, Code};

impl Language {
    pub(crate) fn status(self, status: &Status) -> &'static str {
        match status {
            Status::Answered => self.pick("answered", "已返回"),
            Status::Pending => self.pick("awaiting scan", "待刷脸"),
            Status::Failed(_) => self.pick("failed", "失败"),
            Status::Skipped(_) => self.pick("skipped", "已跳过"),
            Status::Abandoned => self.pick("abandoned", "已中断"),
            Status::Unknown => {
                self.pick("ended in a way that this version cannot read", "本版本无法识别的状态")
            }
            _ => "",
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

    pub(crate) fn stage(self, stage: Stage) -> &'static str {
        match stage {
            Stage::NotSent => self.pick("not sent", "未发出"),
            Stage::MaybeSent => self.pick("maybe sent", "可能已发出"),
            Stage::Answered => self.pick("answered", "已应答"),
            _ => stage.as_str(),
        }
    }

    pub(crate) fn kind(self, kind: ErrorKind) -> &'static str {
        match kind {
            ErrorKind::InvalidRequest => self.pick("invalid request", "参数有误"),
            ErrorKind::InputRefused { .. } => self.pick("input refused", "渠道不接受该取值"),
            ErrorKind::Unsupported => self.pick("unsupported by the provider", "渠道不支持"),
            ErrorKind::Credentials => self.pick("the key is not valid", "密钥无效"),
            ErrorKind::Forbidden => self.pick(
                "not permitted (not opened, frozen, discontinued, or the IP not listed)",
                "无权限（未开通、冻结、停用或出口IP未加白名单）",
            ),
            ErrorKind::QuotaExhausted => self.pick("no calls or balance left", "次数或余额不足"),
            ErrorKind::RateLimited => self.pick("too many requests", "请求过于频繁"),
            ErrorKind::Unavailable => {
                self.pick("the vendor is unavailable or in maintenance", "渠道维护或不可用")
            }
            ErrorKind::Timeout => self.pick("time-out", "请求超时"),
            ErrorKind::Network => self.pick("network", "网络异常"),
            ErrorKind::VendorFault => self.pick("a fault on the vendor's side", "渠道内部异常"),
            ErrorKind::Protocol => self.pick("the answer cannot be read", "应答无法解析"),
            ErrorKind::SessionNotFound => self.pick("the vendor does not know the session", "刷脸流水不存在"),
            ErrorKind::SessionRefused => {
                self.pick("the session is not valid, or not this person's", "会话凭证无效或不属于此人")
            }
            ErrorKind::Unrecognized { .. } => self.pick("an unknown code", "未知返回码"),
            ErrorKind::Refused { .. } => self.pick("a limit of our own", "本地限制"),
            ErrorKind::Exhausted => self.pick("no provider could answer", "所有渠道均未能应答"),
            _ => kind.as_str(),
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
            SkipReason::Deadline => self.pick("too little time was left", "剩余时间不足"),
            SkipReason::Gate => self.pick("a gate refused:", "自定义限制未放行："),
            SkipReason::Unknown => {
                self.pick("for a reason that this version cannot read", "本版本无法识别的原因")
            }
            _ => "",
        }
    }

    /// What a code means: heyan's words in English, the words of the vendor's page in Chinese, where it has any.
    pub(crate) fn code(self, code: &Code) -> &'static str {
        let page = match (code.vendor, code.code, code.status, code.failed_reason) {
            ("ihuyi", 4051, ..) => "动态密码校验失败，或余额不足，请联系渠道",
            ("ihuyi", _, Some("SCAN"), _) => "已打开刷脸链接，尚无结果",
            ("ihuyi", _, Some("FAIL"), Some(1_445_902)) => "刷脸认证失败：姓名与身份证号不一致",
            ("ihuyi", _, Some("FAIL"), Some(1_445_907)) => "刷脸认证失败：人像不一致",
            _ => code.vendor_words,
        };
        self.pick(code.meaning, page)
    }

    /// The fields or factors that a skip is about.
    pub(crate) fn detail(self, detail: &str) -> String {
        let word = |name: &str| match (self, name) {
            (Self::En, "hosted") => "a hosted face scan (hosted, or --return-url)".to_owned(),
            (Self::Zh, "mobile") => "手机号".to_owned(),
            (Self::Zh, "portrait") => "人像".to_owned(),
            (Self::Zh, "hosted") => "刷脸（hosted 或 --return-url）".to_owned(),
            (Self::Zh, "identity") => "姓名与身份证号".to_owned(),
            (Self::Zh, "face") => "人像比对".to_owned(),
            (Self::Zh, "liveness") => "活体检测".to_owned(),
            (_, other) => other.to_owned(),
        };
        detail.split(", ").map(word).collect::<Vec<_>>().join(self.pick(", ", "、"))
    }

    /// In brackets, as the language writes them.
    pub(crate) fn bracketed(self, text: &str) -> String {
        match self {
            Self::En => format!(" ({text})"),
            Self::Zh => format!("（{text}）"),
        }
    }

    /// What an attempt means, in the words of [`Self::code`].
    pub(crate) fn meaning(self, attempt: &Attempt) -> Option<&str> {
        match self {
            Self::En => attempt.meaning(),
            Self::Zh => {
                // Of a portrait that is not sent the facade speaks, and no vendor's code.
                match attempt.meaning()? {
                    "the portrait cannot be read" => return Some("人像无法读取"),
                    "the portrait can hold no face" => return Some("人像中不可能有人脸"),
                    _ => {}
                }
                // By code and meaning together: another vendor's code may have the same number.
                let (shown, meaning) = (attempt.vendor_code()?, attempt.meaning()?);
                codes::all()
                    .find(|code| code.meaning == meaning && code.shown() == shown)
                    .map(|code| self.code(&code))
            }
        }
    }
}
