//! Every code of Juhe's page, once: what it means, whether it is billed, what it becomes.

use heyan_core::{Billing, ErrorKind, Factor, Field, Verdict};

use Factor::{Face, Identity, Mobile};
use Verdict::{Indeterminate, Match, Mismatch, NoRecord};

/// One code of the vendor's page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Code {
    /// `res` (100 to 116) where `error_code` is 0, else `error_code`.
    pub code: u32,
    /// The vendor's own words.
    pub vendor_words: &'static str,
    /// What it means, in heyan's words.
    pub meaning: &'static str,
    /// What it becomes.
    pub becomes: Meaning,
    /// "状态码,为0时计费": billed where `error_code` is 0, and only there.
    pub billing: Billing,
}

/// What a code becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Meaning {
    /// An answer: the verdict on each factor that it reports.
    Verdicts(&'static [(Factor, Verdict)]),
    /// A failure.
    Failure(ErrorKind),
}

/// Every code of the vendor's page, in ascending order within results, then errors.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    RESULTS.iter().chain(ERRORS)
}

/// The result with this `res`.
pub(crate) fn result(res: u32) -> Option<&'static Code> {
    RESULTS.iter().find(|row| row.code == res)
}

/// The error with this `error_code`.
pub(crate) fn error(error_code: u32) -> Option<&'static Code> {
    ERRORS.iter().find(|row| row.code == error_code)
}

const fn row(
    code: u32,
    verdicts: &'static [(Factor, Verdict)],
    vendor_words: &'static str,
    meaning: &'static str,
) -> Code {
    Code { code, vendor_words, meaning, becomes: Meaning::Verdicts(verdicts), billing: Billing::Billed }
}

const fn fail(code: u32, kind: ErrorKind, vendor_words: &'static str, meaning: &'static str) -> Code {
    Code { code, vendor_words, meaning, becomes: Meaning::Failure(kind), billing: Billing::NotBilled }
}

/// 通过 and 成功 are a match, 不通过 a mismatch, 失败 "could not be checked", 查询无记录 no record. 105, 107 and 114 to 116
/// say nothing of the face.
#[rustfmt::skip]
const RESULTS: &[Code] = &[
    row(100, &[(Identity, Match), (Mobile, Match), (Face, Match)],
        "身份、人像核验通过，手机号核验通过", "name, ID number, mobile and face all match"),
    row(101, &[(Identity, Match), (Mobile, Mismatch), (Face, Match)],
        "身份、人像核验通过，手机号核验不通过", "identity and face match, the mobile is not this person's"),
    row(102, &[(Identity, Match), (Mobile, Match), (Face, Mismatch)],
        "身份、手机核验通过，人像核验不通过", "identity and mobile match, the face is not this person's"),
    row(103, &[(Identity, Match), (Mobile, Mismatch), (Face, Mismatch)],
        "身份核验通过，手机、人像核验不通过", "identity matches, neither mobile nor face is this person's"),
    row(104, &[(Identity, Match), (Mobile, Match), (Face, Indeterminate)],
        "身份、手机号核验成功，人像核验失败", "identity and mobile match, the face could not be checked"),
    row(105, &[(Identity, Mismatch), (Mobile, Match)],
        "身份核验不通过，手机号核验通过", "name and ID number do not belong together, the mobile matches"),
    row(106, &[(Identity, Match), (Mobile, Mismatch), (Face, Indeterminate)],
        "身份核验成功，手机号核验不通过，人像核验失败", "identity matches, the mobile is not this person's, the face could not be checked"),
    row(107, &[(Identity, Mismatch), (Mobile, Mismatch)],
        "身份核验不通过、手机号核验不通过", "name and ID number do not belong together, nor does the mobile"),
    row(108, &[(Identity, Match), (Mobile, Indeterminate), (Face, Match)],
        "身份、人像核验通过，手机号核验失败", "identity and face match, the mobile could not be checked"),
    row(109, &[(Identity, Match), (Mobile, NoRecord), (Face, Match)],
        "身份、人像核验通过，手机号查询无记录", "identity and face match, no record of the mobile"),
    row(110, &[(Identity, Match), (Mobile, Indeterminate), (Face, Mismatch)],
        "身份核验通过，人像核验不通过，手机号核验失败", "identity matches, the face is not this person's, the mobile could not be checked"),
    row(111, &[(Identity, Match), (Mobile, NoRecord), (Face, Mismatch)],
        "身份核验通过，人像核验不通过，手机号查询无记录", "identity matches, the face is not this person's, no record of the mobile"),
    row(112, &[(Identity, Match), (Mobile, Indeterminate), (Face, Indeterminate)],
        "身份核验成功，手机号、人像核验失败", "identity matches, neither mobile nor face could be checked"),
    row(113, &[(Identity, Match), (Mobile, NoRecord), (Face, Indeterminate)],
        "身份核验成功，手机号查询无记录，人像核验失败", "identity matches, no record of the mobile, the face could not be checked"),
    row(114, &[(Identity, Mismatch), (Mobile, Indeterminate)],
        "身份核验不通过、手机号核验失败", "name and ID number do not belong together, the mobile could not be checked"),
    row(115, &[(Identity, Indeterminate), (Mobile, Match)],
        "手机号核验通过，身份核验失败", "the mobile matches, identity could not be checked"),
    row(116, &[(Identity, Indeterminate), (Mobile, Mismatch)],
        "手机号核验不通过，身份核验失败", "the mobile is not this person's, identity could not be checked"),
];

#[rustfmt::skip]
const ERRORS: &[Code] = &[
    fail(10001, ErrorKind::Credentials, "错误的请求KEY", "the key is wrong"),
    fail(10002, ErrorKind::Forbidden, "该KEY无请求权限", "the key has no permission for this interface"),
    fail(10003, ErrorKind::Credentials, "KEY过期", "the key has expired"),
    fail(10004, ErrorKind::Credentials, "错误的OPENID", "the OpenID is wrong"),
    fail(10005, ErrorKind::Forbidden, "应用未审核超时，请提交认证", "the account has not been certified in time"),
    fail(10007, ErrorKind::Forbidden, "未知的请求源", "the source of the request is unknown"),
    fail(10008, ErrorKind::Forbidden, "被禁止的IP", "this IP address is blocked"),
    fail(10009, ErrorKind::Forbidden, "被禁止的KEY", "the key is blocked"),
    fail(10011, ErrorKind::RateLimited, "当前IP请求超过限制", "too many requests from this IP address"),
    fail(10012, ErrorKind::QuotaExhausted, "请求超过次数限制", "the number of calls is used up"),
    fail(10013, ErrorKind::QuotaExhausted, "测试KEY超过请求限制", "the test key's calls are used up"),
    fail(10014, ErrorKind::VendorFault, "系统内部异常(调用充值类业务时，请务必联系客服或通过订单查询接口检测订单，避免造成损失)",
         "an internal fault of the vendor"),
    fail(10020, ErrorKind::Unavailable, "接口维护", "the interface is in maintenance"),
    // It will not heal by itself, so it is no mere unavailability.
    fail(10021, ErrorKind::Forbidden, "接口停用", "the interface is discontinued"),
    fail(280101, ErrorKind::InvalidRequest, "任一参数不能为空", "a parameter is empty"),
    // The value was found well-formed before it was sent: this vendor will not take it, another may.
    fail(280102, ErrorKind::InputRefused { field: Field::IdNumber }, "身份证号格式错", "the vendor does not take this ID number"),
    fail(280103, ErrorKind::InputRefused { field: Field::Mobile }, "手机号格式错误", "the vendor does not take this mobile number"),
    fail(280104, ErrorKind::InputRefused { field: Field::Name }, "姓名格式错误", "the vendor does not take this name"),
    // An outcome with an error's number: it has an order id, and is not billed.
    Code {
        code: 280105,
        vendor_words: "身份核验失败、手机号核验失败",
        meaning: "neither identity nor mobile could be checked",
        becomes: Meaning::Verdicts(&[(Identity, Indeterminate), (Mobile, Indeterminate)]),
        billing: Billing::NotBilled,
    },
];
