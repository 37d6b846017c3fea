//! The words of a hosted scan.

use std::time::Duration;

use heyan::{AnySession, ErrorKind, SessionLink, SessionProblem, is_loopback, shanghai_time};

use super::Language;

impl Language {
    /// Where the person scans their face, and until when.
    pub(crate) fn scan_link(self, session: &AnySession) -> String {
        let end = shanghai_time(session.expires_at());
        match (self, session.link()) {
            (Self::En, SessionLink::Url(url)) if is_loopback(url) => {
                format!(
                    "open in a browser on this machine (a vendor's link: on the person's phone), until {end}:\n{url}"
                )
            }
            (Self::Zh, SessionLink::Url(url)) if is_loopback(url) => {
                format!("请在本机浏览器中打开（正式渠道的链接请在本人手机上打开），有效期至 {end}：\n{url}")
            }
            (Self::En, SessionLink::Url(url)) => {
                format!("open on the person's phone, until {end}:\n{url}")
            }
            (Self::Zh, SessionLink::Url(url)) => format!("请在本人手机上打开，有效期至 {end}：\n{url}"),
            (Self::En, SessionLink::FaceToken(token)) => {
                format!("start the vendor's SDK with this token, until {end}:\n{token}")
            }
            (Self::Zh, SessionLink::FaceToken(token)) => {
                format!("请用此 faceToken 启动渠道 SDK，有效期至 {end}：\n{token}")
            }
            (Self::En, _) => {
                format!(
                    "this version cannot show the link, which ends at {end}: show it with the version that started it"
                )
            }
            (Self::Zh, _) => format!("本版本无法显示此链接（有效期至 {end}），请用发起时的版本显示"),
        }
    }

    /// How long is still waited.
    pub(crate) fn waiting(self, left: Duration) -> String {
        let (minutes, seconds) = (left.as_secs() / 60, left.as_secs() % 60);
        match self {
            Self::En => format!("awaiting the scan, {minutes}:{seconds:02} left (Ctrl-C stops waiting)"),
            Self::Zh => format!("待本人刷脸，剩余 {minutes}:{seconds:02}（按 Ctrl-C 停止等待）"),
        }
    }

    /// A query failed, and is asked again.
    pub(crate) fn query_failed(self, kind: ErrorKind) -> String {
        match self {
            Self::En => format!("a query failed ({}); it costs nothing and is asked again", self.kind(kind)),
            Self::Zh => format!("查询失败（{}），查询不计费，将重试", self.kind(kind)),
        }
    }

    /// An interruption while a question is under way.
    pub(crate) fn finishing(self) -> &'static str {
        self.pick(
            "the question was sent and may be paid for: waiting for its answer (Ctrl-C again gives it up)",
            "请求已发出，可能已计费，正在等待应答（再按 Ctrl-C 放弃）",
        )
    }

    /// How to go on with a scan that is still open; what follows is the session.
    pub(crate) fn keep_session(self) -> &'static str {
        self.pick(
            "the scan is open: keep this on your server, and ask again with --session (--wait waits for it)",
            "刷脸尚未完成：请在服务端保存以下会话，之后用 --session 查询（--wait 可等待）",
        )
    }

    /// A scan that somebody came back to is still open.
    pub(crate) fn still_open(self) -> &'static str {
        self.pick(
            "the scan is still open: ask again with the same session",
            "刷脸尚未完成，可用同一会话再次查询",
        )
    }

    /// The sandbox is gone, and its scans with it.
    pub(crate) fn sandbox_ended(self) -> &'static str {
        self.pick(
            "the sandbox has ended with this command, and the scan with it; to come back later, run heyan sandbox and use \
             --sandbox-url",
            "沙箱已随本命令结束，此次刷脸无法继续；如需稍后查询，请运行 heyan sandbox 并使用 --sandbox-url",
        )
    }

    /// Why a session is refused.
    pub(crate) fn session_problem(self, problem: SessionProblem) -> String {
        if self == Self::En {
            return problem.to_string();
        }
        match problem {
            SessionProblem::NotSealed => "会话没有 token，请原样交回",
            SessionProblem::StillSealed => "会话尚未校验，请交给统一入口，或先用 SessionKeys::open 打开",
            SessionProblem::Malformed => "会话的 token 无法读取，请原样交回",
            SessionProblem::Changed => "会话被改动，或由其他密钥签名，请原样交给使用相同 session_key 的进程",
            SessionProblem::OtherPerson => {
                "会话属于另一人（姓名、身份证号或手机号不同），请用发起时的请求查询"
            }
            SessionProblem::OtherRequirement => "会话的核验要求与请求不同，请使用发起时的 require",
            SessionProblem::TooOld => "会话已超过保存期限，请重新发起刷脸",
            SessionProblem::OtherProvider => "发起会话的渠道未在此处配置，请补充配置",
            other => return other.to_string(),
        }
        .to_owned()
    }
}
