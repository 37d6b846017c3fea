//! Juhe's results and errors, in its own words: two tables of its page, and the errors of the third.

/// What a request is answered with.
#[derive(Clone, Copy)]
pub(super) enum Reply {
    /// The account or the interface is at fault; not billed.
    System(&'static SystemError),
    /// The request is at fault, or nothing could be checked; not billed.
    Service(&'static ServiceError),
    /// `error_code` 0: checked, whatever came of it, and billed.
    Result(&'static CheckResult),
}

/// "核验结果说明": how the three checks ended.
pub(super) struct CheckResult {
    pub(super) res: u16,
    pub(super) resmsg: &'static str,
    pub(super) score: f64,
}

/// "服务级错误码参照".
pub(super) struct ServiceError {
    pub(super) error_code: u32,
    pub(super) reason: &'static str,
    /// Whether the page's sample of this error holds an `orderid`.
    pub(super) has_order_id: bool,
}

/// "系统级错误码参照"; `resultcode` is what an older version of the interface had instead, and still sends.
pub(super) struct SystemError {
    pub(super) error_code: u32,
    pub(super) reason: &'static str,
    pub(super) resultcode: &'static str,
}

// "人脸识别分数,人像核验通过或人像核验不通过时不为0": 通过 and 不通过 have a score, 失败 and silence have none.
// Both of the page's samples, each with a matching face, say 982.7; the other figure is only not zero.
const MATCHED: f64 = 982.7;
const MISMATCHED: f64 = 312.4;
const NOT_COMPARED: f64 = 0.0;

const fn result(res: u16, score: f64, resmsg: &'static str) -> CheckResult {
    CheckResult { res, resmsg, score }
}

const fn service(error_code: u32, reason: &'static str) -> ServiceError {
    ServiceError { error_code, reason, has_order_id: false }
}

const fn system(error_code: u32, resultcode: &'static str, reason: &'static str) -> SystemError {
    SystemError { error_code, reason, resultcode }
}

/// "身份、手机号核验成功，人像核验失败".
const NO_FACE: u32 = 104;

pub(super) static ALL_MATCHED: CheckResult = result(100, MATCHED, "身份、人像核验通过，手机号核验通过");

static OTHER_RESULTS: [CheckResult; 16] = [
    result(101, MATCHED, "身份、人像核验通过，手机号核验不通过"),
    result(102, MISMATCHED, "身份、手机核验通过，人像核验不通过"),
    result(103, MISMATCHED, "身份核验通过，手机、人像核验不通过"),
    result(104, NOT_COMPARED, "身份、手机号核验成功，人像核验失败"),
    result(105, NOT_COMPARED, "身份核验不通过，手机号核验通过"),
    result(106, NOT_COMPARED, "身份核验成功，手机号核验不通过，人像核验失败"),
    result(107, NOT_COMPARED, "身份核验不通过、手机号核验不通过"),
    result(108, MATCHED, "身份、人像核验通过，手机号核验失败"),
    result(109, MATCHED, "身份、人像核验通过，手机号查询无记录"),
    result(110, MISMATCHED, "身份核验通过，人像核验不通过，手机号核验失败"),
    result(111, MISMATCHED, "身份核验通过，人像核验不通过，手机号查询无记录"),
    result(112, NOT_COMPARED, "身份核验成功，手机号、人像核验失败"),
    result(113, NOT_COMPARED, "身份核验成功，手机号查询无记录，人像核验失败"),
    result(114, NOT_COMPARED, "身份核验不通过、手机号核验失败"),
    result(115, NOT_COMPARED, "手机号核验通过，身份核验失败"),
    result(116, NOT_COMPARED, "手机号核验不通过，身份核验失败"),
];

pub(super) static EMPTY_PARAMETER: ServiceError = service(280101, "任一参数不能为空");
pub(super) static MALFORMED_ID_NUMBER: ServiceError = service(280102, "身份证号格式错");
pub(super) static MALFORMED_MOBILE: ServiceError = service(280103, "手机号格式错误");
pub(super) static MALFORMED_NAME: ServiceError = service(280104, "姓名格式错误");
static NOTHING_CHECKED: ServiceError =
    ServiceError {
        error_code: 280105, reason: "身份核验失败、手机号核验失败", has_order_id: true
    };

pub(super) static WRONG_KEY: SystemError = system(10001, "101", "错误的请求KEY");

static OTHER_SYSTEM_ERRORS: [SystemError; 13] = [
    system(10002, "102", "该KEY无请求权限"),
    system(10003, "103", "KEY过期"),
    system(10004, "104", "错误的OPENID"),
    system(10005, "105", "应用未审核超时，请提交认证"),
    system(10007, "107", "未知的请求源"),
    system(10008, "108", "被禁止的IP"),
    system(10009, "109", "被禁止的KEY"),
    system(10011, "111", "当前IP请求超过限制"),
    system(10012, "112", "请求超过次数限制"),
    system(10013, "113", "测试KEY超过请求限制"),
    system(
        10014,
        "114",
        "系统内部异常(调用充值类业务时，请务必联系客服或通过订单查询接口检测订单，避免造成损失)",
    ),
    system(10020, "120", "接口维护"),
    system(10021, "121", "接口停用"),
];

impl Reply {
    /// The same where nothing could be made of the image: the face was not compared.
    pub(super) fn without_face(self) -> Self {
        match self {
            Self::Result(result) if result.score > 0.0 => Self::about_person(NO_FACE).unwrap_or(self),
            other => other,
        }
    }

    /// The system error of this code, if the page has it.
    pub(super) fn system(error_code: u32) -> Option<Self> {
        std::iter::once(&WRONG_KEY)
            .chain(&OTHER_SYSTEM_ERRORS)
            .find(|error| error.error_code == error_code)
            .map(Self::System)
    }

    /// The service error or the result of this code, if the page has it.
    pub(super) fn about_person(code: u32) -> Option<Self> {
        let errors =
            [&EMPTY_PARAMETER, &MALFORMED_ID_NUMBER, &MALFORMED_MOBILE, &MALFORMED_NAME, &NOTHING_CHECKED];
        let error = errors.into_iter().find(|error| error.error_code == code).map(Self::Service);
        error.or_else(|| {
            std::iter::once(&ALL_MATCHED)
                .chain(&OTHER_RESULTS)
                .find(|result| u32::from(result.res) == code)
                .map(Self::Result)
        })
    }
}
