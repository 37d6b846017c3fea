//! ihuyi's codes, in its own words: the table of GetResult's page, and what is known of Submit's.

/// The two questions that ihuyi answers, each with words of its own for some codes.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Submit,
    Query,
}

/// What is not answered with code 2.
pub(super) struct Refusal {
    pub(super) code: u32,
    submit: &'static str,
    query: &'static str,
}

impl Refusal {
    pub(super) fn message(&self, step: Step) -> &'static str {
        match step {
            Step::Submit => self.submit,
            Step::Query => self.query,
        }
    }

    /// The refusal of this code, if one of the pages has it.
    pub(super) fn of_code(code: u32) -> Option<&'static Self> {
        let named = [
            &FAILED,
            &EMPTY_ACCOUNT,
            &EMPTY_PASSWORD,
            &EMPTY_NAME,
            &MALFORMED_NAME,
            &WRONG_PASSWORD,
            &LATE_PASSWORD,
            &WRONG_SIGNATURE,
            &EMPTY_SERIAL,
            &UNKNOWN_SERIAL,
        ];
        named.into_iter().chain(&OTHERS).find(|refusal| refusal.code == code)
    }
}

/// Where only one page lists a code, its words stand for both.
const fn refusal(code: u32, message: &'static str) -> Refusal {
    Refusal { code, submit: message, query: message }
}

/// The tables omit it; it is in the page's sample of a failure.
pub(super) static FAILED: Refusal = Refusal { code: 1, submit: "提交失败", query: "查询失败" };
pub(super) static EMPTY_ACCOUNT: Refusal = refusal(401, "帐号不能为空");
pub(super) static EMPTY_PASSWORD: Refusal = refusal(402, "密码不能为空");
pub(super) static EMPTY_NAME: Refusal = refusal(404, "姓名不能为空");
/// The one page that has it, a sibling product's, is cut off there.
pub(super) static MALFORMED_NAME: Refusal = refusal(4041, "姓名格式不…");
pub(super) static WRONG_PASSWORD: Refusal =
    Refusal { code: 405, submit: "用户名或密码不正确", query: "API ID 或 API KEY 不正确" };
pub(super) static LATE_PASSWORD: Refusal = refusal(40501, "动态密码已过期");
pub(super) static WRONG_SIGNATURE: Refusal = refusal(40502, "动态密码校验失败");
pub(super) static EMPTY_SERIAL: Refusal = refusal(4060, "流水号不能为空");
pub(super) static UNKNOWN_SERIAL: Refusal = refusal(4061, "数据不存在");

static OTHERS: [Refusal; 7] = [
    refusal(0, "未知错误"),
    refusal(400, "非法ip访问"),
    refusal(403, "应用不存在"),
    refusal(4050, "账号被冻结"),
    refusal(40505, "没有签定合同"),
    refusal(4051, "动态密码校验失败"),
    refusal(4052, "访问ip与备案ip不符"),
];
