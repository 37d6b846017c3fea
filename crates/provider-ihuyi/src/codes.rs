//! Every code and status of ihuyi's pages, once: at which step it comes, what it means, what it becomes.

use heyan_core::{Billing, ErrorKind, Factor, Field, Verdict};

use Factor::{Face, Identity, Liveness};
use Verdict::{Indeterminate, Match, Mismatch};

/// One code of the vendor's pages, or one status that comes with code 2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Code {
    /// `code` of the answer.
    pub code: u32,
    /// `result.status`, for the rows of a scan's result; these come with code 2 of GetResult.
    pub status: Option<&'static str>,
    /// `result.failedReasonCode`, which the page does not have; only with some rows of status FAIL.
    pub failed_reason: Option<u32>,
    /// Where it comes.
    pub at: At,
    /// The vendor's own words; of two wordings GetResult's is the first. Empty where the page has none.
    pub vendor_words: &'static str,
    /// What it means, in heyan's words.
    pub meaning: &'static str,
    /// What it becomes.
    pub becomes: Meaning,
    /// Whether the vendor bills it. When it does is said nowhere, so an accepted scan may be billed and a refused one
    /// is not; a query never costs.
    pub billing: Billing,
}

/// The interface that answers with a code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum At {
    /// `Submit`, which starts a scan.
    Submit,
    /// `GetResult`, which asks how it went.
    GetResult,
    /// Either: these are about the account.
    Both,
}

/// What a code becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Meaning {
    /// A scan that the person has yet to make, or whose result is still to come.
    Pending,
    /// The result of the scan: the verdict on each factor that it reports.
    Verdicts(&'static [(Factor, Verdict)]),
    /// A failure.
    Failure(ErrorKind),
}

/// The code that says 提交成功 and 查询成功.
pub(crate) const SUCCESS: u32 = 2;

/// "提交失败", which the page gives no reason for: invented IDs are answered with it, too, so one person must not make a
/// vendor look broken.
pub(crate) const FAILED: u32 = 1;

/// "动态密码已过期": the clocks differ, or it was long under way.
pub(crate) const PASSWORD_EXPIRED: u32 = 40501;

/// What status FAIL becomes where the contract says that it means "another person".
pub(crate) const FAIL_AS_MISMATCH: &[(Factor, Verdict)] = &[(Face, Mismatch), (Liveness, Indeterminate)];

/// Every code: the statuses under code 2 first, then refusals in ascending order.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    ACCEPTED.iter().chain(STATUSES).chain(REFUSALS)
}

/// What `code` says as an answer of Submit.
pub(crate) fn submit(code: u32) -> Option<&'static Code> {
    ACCEPTED.iter().chain(REFUSALS).find(|row| row.code == code && row.at != At::GetResult)
}

/// What `code`, which is not 2, says as an answer of GetResult.
pub(crate) fn refused_query(code: u32) -> Option<&'static Code> {
    REFUSALS.iter().find(|row| row.code == code && row.at != At::Submit)
}

/// What a status says; of the reasons of a failure only those that are listed count.
pub(crate) fn status(status: &str, failed_reason: Option<u32>) -> Option<&'static Code> {
    let rows = || STATUSES.iter().filter(|row| row.status == Some(status));
    let with_reason = failed_reason.and_then(|reason| rows().find(|row| row.failed_reason == Some(reason)));
    with_reason.or_else(|| rows().find(|row| row.failed_reason.is_none()))
}

impl At {
    /// Whether `Submit` answers with it.
    pub fn is_submit(self) -> bool {
        self != Self::GetResult
    }

    /// Whether `GetResult` answers with it.
    pub fn is_get_result(self) -> bool {
        self != Self::Submit
    }
}

const fn status_row(
    status: &'static str,
    failed_reason: Option<u32>,
    becomes: Meaning,
    vendor_words: &'static str,
    meaning: &'static str,
) -> Code {
    Code {
        code: SUCCESS,
        status: Some(status),
        failed_reason,
        at: At::GetResult,
        vendor_words,
        meaning,
        becomes,
        billing: Billing::NotBilled,
    }
}

const fn fail(code: u32, at: At, kind: ErrorKind, vendor_words: &'static str, meaning: &'static str) -> Code {
    Code {
        code,
        status: None,
        failed_reason: None,
        at,
        vendor_words,
        meaning,
        becomes: Meaning::Failure(kind),
        billing: Billing::NotBilled,
    }
}

const ACCEPTED: &[Code] = &[Code {
    code: SUCCESS,
    status: None,
    failed_reason: None,
    at: At::Submit,
    vendor_words: "提交成功",
    meaning: "the scan was started, the person has yet to make it",
    becomes: Meaning::Pending,
    billing: Billing::MaybeBilled,
}];

/// "ING - 刷脸地址已申请 SUCCESS - 刷脸认证通过 FAIL - 刷脸认证失败". 失败 is not 不通过: the page gives no reason, and a covered eye
/// or a lost network is one, too. A status that is not here is pending, like SCAN, which other interfaces of this kind
/// have for a link that was opened. So are the two reasons; they have been seen elsewhere, too.
#[rustfmt::skip]
const STATUSES: &[Code] = &[
    status_row("ING", None, Meaning::Pending,
        "刷脸地址已申请", "the person has yet to make the scan"),
    status_row("SCAN", None, Meaning::Pending,
        "", "the person has opened the link, and there is no result yet"),
    status_row("SUCCESS", None, Meaning::Verdicts(&[(Identity, Match), (Face, Match), (Liveness, Match)]),
        "刷脸认证通过", "the scan was passed: identity and face match, and a live person was there"),
    status_row("FAIL", None, Meaning::Verdicts(&[(Face, Indeterminate), (Liveness, Indeterminate)]),
        "刷脸认证失败", "the scan was not passed, and the vendor does not say why"),
    status_row("FAIL", Some(1_445_902),
        Meaning::Verdicts(&[(Identity, Mismatch), (Face, Indeterminate), (Liveness, Indeterminate)]),
        "", "the scan was not passed: name and ID number do not belong together"),
    status_row("FAIL", Some(1_445_907), Meaning::Verdicts(&[(Face, Mismatch), (Liveness, Indeterminate)]),
        "", "the scan was not passed: the face is not this person's"),
];

#[rustfmt::skip]
const REFUSALS: &[Code] = &[
    fail(0, At::Both, ErrorKind::VendorFault, "未知错误", "an unknown fault of the vendor"),
    // The page's own sample of a failure, though its table leaves it out.
    fail(FAILED, At::Both, ErrorKind::VendorFault, "查询失败 / 提交失败", "the vendor failed, and does not say why"),
    fail(400, At::Both, ErrorKind::Forbidden, "非法ip访问", "this IP address is not allowed"),
    fail(401, At::Both, ErrorKind::Credentials, "帐号不能为空", "the account is empty"),
    fail(402, At::Both, ErrorKind::Credentials, "密码不能为空", "the password is empty"),
    fail(403, At::Both, ErrorKind::Forbidden, "应用不存在", "the application does not exist"),
    // The name was found well-formed before it was sent: this vendor will not take it, another may.
    fail(404, At::Submit, ErrorKind::InputRefused { field: Field::Name },
        "姓名不能为空", "the vendor takes the name for empty"),
    fail(405, At::Both, ErrorKind::Credentials,
        "API ID 或 API KEY 不正确 / 用户名或密码不正确", "the account or the key is wrong"),
    // Seen cut off, on the page of a sibling.
    fail(4041, At::Submit, ErrorKind::InputRefused { field: Field::Name },
        "姓名格式不…", "the vendor does not take this name"),
    fail(4050, At::Both, ErrorKind::Forbidden, "账号被冻结", "the account is frozen"),
    // Elsewhere at the same vendor it means that no balance is left; either way asking again is of no use.
    fail(4051, At::Both, ErrorKind::Credentials,
        "动态密码校验失败", "the dynamic password is wrong, or no balance is left: ask ihuyi"),
    fail(4052, At::Both, ErrorKind::Forbidden,
        "访问ip与备案ip不符", "this IP address is not the one on record"),
    fail(4060, At::GetResult, ErrorKind::InvalidRequest, "流水号不能为空", "the serial is empty"),
    fail(4061, At::GetResult, ErrorKind::SessionNotFound, "数据不存在", "the vendor does not know this serial"),
    fail(PASSWORD_EXPIRED, At::Both, ErrorKind::Credentials,
        "动态密码已过期", "the dynamic password has expired: this machine's clock is wrong"),
    fail(40502, At::Both, ErrorKind::Credentials, "动态密码校验失败", "the dynamic password is wrong"),
    fail(40505, At::Both, ErrorKind::Forbidden, "没有签定合同", "there is no contract for this interface"),
];
