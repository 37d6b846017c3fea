//! What is said where nobody is asked: one clear sentence that says what to do.

use heyan::{Problem, SessionProblem};

use super::Language;

/// One sentence. What it carries is never a value that was given.
#[derive(Debug)]
pub(crate) enum Says {
    // The command line.
    CommandMissing,
    NoSuchCommand,
    ArgumentUnknown { meant: Option<String> },
    ValueAlone,
    ValueOneOf { argument: String, valid: String },
    ValueMalformed { argument: String },
    WaitMalformed,
    ValueUnwanted { argument: String },
    GivenTwice { argument: String },
    Beside { argument: String, other: String },
    ArgumentMissing { argument: String },
    NotUtf8,
    NotUnderstood,
    NobodyToVerify,
    NoSuchPersona { known: String },
    PersonaAtVendor,
    FlagsAtVendor,
    SandboxUrl,
    SandboxNotLoopback,
    SandboxPortTaken,
    SandboxListen { error: String },
    // The configuration.
    NotConfigured,
    Configuration(String),
    // The request as a whole.
    RequestFile { error: String },
    StandardInput { error: String },
    RequestEmpty,
    RequestEnds { line: usize },
    RequestNotJson { line: usize, column: usize },
    RequestNotObject,
    // One of its fields.
    Problem(Problem),
    FieldMissing,
    NotText,
    StandsTwice,
    UnknownKey { known: String },
    PortraitPath,
    PortraitIsBase64,
    PortraitFile { error: String },
    PortraitNeither,
    Base64NotText,
    HostedNotObject,
    HostedMode,
    AddressMissing,
    RequireUnknown,
    RequireFactors { known: String },
    // The session of a scan.
    SessionFile { error: String },
    SessionNotJson,
    SessionOver,
    Session(SessionProblem),
    SessionTwice,
    BothStandardInput,
    // heyan itself.
    Bug(String),
}

impl Says {
    /// The sentence.
    pub(crate) fn text(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Zh => self.chinese(),
        }
    }

    #[rustfmt::skip]
    fn english(&self) -> String {
        const HELP: &str = "see heyan --help";
        match self {
            Self::CommandMissing => format!("a command is missing; {HELP}"),
            Self::NoSuchCommand => format!("there is no such command; {HELP}"),
            Self::ArgumentUnknown { meant: Some(meant) } => format!("there is no such argument (did you mean {meant}?); {HELP}"),
            Self::ArgumentUnknown { meant: None } => format!("there is no such argument; {HELP}"),
            Self::ValueAlone => format!("an argument is not known; a value stands behind its flag and a space; {HELP}"),
            Self::ValueOneOf { argument, valid } => format!("the value of {argument} must be one of {valid}; {HELP}"),
            Self::ValueMalformed { argument } => format!("the value of {argument} is missing or not well-formed; {HELP}"),
            Self::WaitMalformed => "--wait takes a time of up to 24h, such as 30s or 10m".to_owned(),
            Self::ValueUnwanted { argument } => format!("{argument} is given a value that it does not take; {HELP}"),
            Self::GivenTwice { argument } => format!("{argument} is given twice; {HELP}"),
            Self::Beside { argument, other } => format!("{argument} cannot stand beside {other}; {HELP}"),
            Self::ArgumentMissing { argument } => format!("{argument} is missing; {HELP}"),
            Self::NotUtf8 => "an argument is not UTF-8".to_owned(),
            Self::NotUnderstood => format!("the arguments cannot be understood; {HELP}"),
            Self::NobodyToVerify => "nobody to verify; give --request FILE, or --persona NAME (heyan sandbox personas lists them)".to_owned(),
            Self::NoSuchPersona { known } => format!("there is no such persona; known are {known}"),
            Self::PersonaAtVendor => "--persona is for a sandbox; a vendor would bill a question about nobody: use --request".to_owned(),
            Self::FlagsAtVendor => "--name, --id-number and --mobile work only against a sandbox; use --request, so that no personal data stand in a shell history or process list".to_owned(),
            Self::SandboxUrl => "--sandbox-url must be http to loopback, such as http://127.0.0.1:7373".to_owned(),
            Self::SandboxNotLoopback => "the sandbox listens on loopback only; give --listen 127.0.0.1:PORT or [::1]:PORT".to_owned(),
            Self::SandboxPortTaken => "another program has this port; --listen 127.0.0.1:0 takes a free one".to_owned(),
            Self::SandboxListen { error } => format!("the sandbox cannot listen there ({error}); give another --listen"),
            Self::NotConfigured => "no vendor is configured and no sandbox was asked for; try --sandbox, or write a heyan.toml with [provider.juhe] and key = { env = \"JUHE_KEY\" }".to_owned(),
            Self::Configuration(text) | Self::Bug(text) => text.clone(),
            Self::RequestFile { error } => format!("the request's file cannot be read ({error}); give the path of a JSON file, or -"),
            Self::StandardInput { error } => format!("the request cannot be read from standard input ({error})"),
            Self::RequestEmpty => "the request is empty; write a JSON object".to_owned(),
            Self::RequestEnds { line } => format!("the request ends in the middle, at line {line}; write a whole JSON object"),
            Self::RequestNotJson { line, column } => format!("the request is not JSON at line {line}, column {column}; mend it there"),
            Self::RequestNotObject => "the request is not a JSON object; it begins with { and has name and id_number".to_owned(),
            Self::Problem(problem) => Language::En.problem(*problem),
            Self::FieldMissing => "is missing; it is always needed".to_owned(),
            Self::NotText => "is not a text; put it in quotes".to_owned(),
            Self::StandsTwice => "stands twice; give it once".to_owned(),
            Self::UnknownKey { known } => format!("is not a known key; known here are {known}"),
            Self::PortraitPath => "is empty; give the path of a photo".to_owned(),
            Self::PortraitIsBase64 => "is base64 where a path is expected; give it as {\"base64\": \"…\"}".to_owned(),
            Self::PortraitFile { error } => format!("its file cannot be read ({error}); give a path, in a request relative to the request's file"),
            Self::PortraitNeither => "is neither a path nor {\"base64\": \"…\"}; give one of them".to_owned(),
            Self::Base64NotText => "is not a text; give the image's bytes as base64".to_owned(),
            Self::HostedNotObject => "is not an object; write {\"mode\": \"h5\", \"return_url\": \"https://…\"}".to_owned(),
            Self::HostedMode => "is neither \"h5\" nor \"sdk\"; give one of them".to_owned(),
            Self::AddressMissing => "is missing; give an https address".to_owned(),
            Self::RequireUnknown => "is not known; give \"standard\", \"strict\", \"hosted\" or a list of lists such as [[\"identity\", \"face\"]]".to_owned(),
            Self::RequireFactors { known } => format!("has an alternative that is not a list of factors; known are {known}"),
            Self::SessionFile { error } => format!("its file cannot be read ({error}); give the path of a pending result, or -"),
            Self::SessionNotJson => "is no session; give a pending result in JSON (verify --json), or its \"session\", as it is".to_owned(),
            Self::SessionOver => "is a final result; there is nothing left to ask after".to_owned(),
            Self::Session(problem) => Language::En.session_problem(*problem),
            Self::SessionTwice => "stands in the request and behind --session; give it once".to_owned(),
            Self::BothStandardInput => "--request and --session cannot both read standard input; give one of them as a file".to_owned(),
        }
    }

    #[rustfmt::skip]
    fn chinese(&self) -> String {
        const HELP: &str = "参见 heyan --help";
        match self {
            Self::CommandMissing => format!("缺少命令，{HELP}"),
            Self::NoSuchCommand => format!("没有这个命令，{HELP}"),
            Self::ArgumentUnknown { meant: Some(meant) } => format!("没有这个参数（是否为 {meant}？），{HELP}"),
            Self::ArgumentUnknown { meant: None } => format!("没有这个参数，{HELP}"),
            Self::ValueAlone => format!("有无法识别的参数，取值须写在参数名和空格之后，{HELP}"),
            Self::ValueOneOf { argument, valid } => format!("{argument} 的取值须为 {valid} 之一，{HELP}"),
            Self::ValueMalformed { argument } => format!("{argument} 缺少取值或取值格式有误，{HELP}"),
            Self::WaitMalformed => "--wait 的取值为不超过 24h 的时长，如 30s 或 10m".to_owned(),
            Self::ValueUnwanted { argument } => format!("{argument} 不带取值，{HELP}"),
            Self::GivenTwice { argument } => format!("{argument} 重复，{HELP}"),
            Self::Beside { argument, other } => format!("{argument} 不能与 {other} 同时使用，{HELP}"),
            Self::ArgumentMissing { argument } => format!("缺少 {argument}，{HELP}"),
            Self::NotUtf8 => "参数不是 UTF-8".to_owned(),
            Self::NotUnderstood => format!("参数无法识别，{HELP}"),
            Self::NobodyToVerify => "未指定核验对象，请用 --request FILE，或 --persona NAME（heyan sandbox personas 可列出）".to_owned(),
            Self::NoSuchPersona { known } => format!("没有这个沙箱人物，可用：{known}"),
            Self::PersonaAtVendor => "--persona 仅限沙箱，渠道会对不存在的人照常计费，请用 --request".to_owned(),
            Self::FlagsAtVendor => "--name、--id-number、--mobile 仅限沙箱，请用 --request，避免个人信息留在命令历史".to_owned(),
            Self::SandboxUrl => "--sandbox-url 须为本机 http 地址，如 http://127.0.0.1:7373".to_owned(),
            Self::SandboxNotLoopback => "沙箱只监听本机地址，请用 --listen 127.0.0.1:端口 或 [::1]:端口".to_owned(),
            Self::SandboxPortTaken => "端口已被占用，可用 --listen 127.0.0.1:0 自动选择端口".to_owned(),
            Self::SandboxListen { error } => format!("沙箱无法监听该地址（{error}），请更换 --listen"),
            Self::NotConfigured => "未配置渠道，也未指定沙箱；可用 --sandbox，或在 heyan.toml 中写 [provider.juhe] 和 key = { env = \"JUHE_KEY\" }".to_owned(),
            Self::Configuration(text) => format!("配置有误：{text}"),
            Self::RequestFile { error } => format!("请求文件无法读取（{error}），请给出 JSON 文件的路径或 -"),
            Self::StandardInput { error } => format!("无法从标准输入读取请求（{error}）"),
            Self::RequestEmpty => "请求为空，请写一个 JSON 对象".to_owned(),
            Self::RequestEnds { line } => format!("请求在第 {line} 行中断，请写完整的 JSON 对象"),
            Self::RequestNotJson { line, column } => format!("请求第 {line} 行第 {column} 列不是 JSON，请修改"),
            Self::RequestNotObject => "请求不是 JSON 对象，应以 { 开头并含 name 和 id_number".to_owned(),
            Self::Problem(problem) => Language::Zh.problem(*problem),
            Self::FieldMissing => "缺失，此项必填".to_owned(),
            Self::NotText => "不是文本，请加引号".to_owned(),
            Self::StandsTwice => "重复，请只写一次".to_owned(),
            Self::UnknownKey { known } => format!("不是已知字段，此处可用：{known}"),
            Self::PortraitPath => "为空，请给出照片路径".to_owned(),
            Self::PortraitIsBase64 => "应为路径，却是 base64，请写作 {\"base64\": \"…\"}".to_owned(),
            Self::PortraitFile { error } => format!("文件无法读取（{error}），请核对路径；请求中的路径相对于请求文件"),
            Self::PortraitNeither => "既不是路径也不是 {\"base64\": \"…\"}，请给出其一".to_owned(),
            Self::Base64NotText => "不是文本，请将图片内容编码为 base64".to_owned(),
            Self::HostedNotObject => "不是对象，请写 {\"mode\": \"h5\", \"return_url\": \"https://…\"}".to_owned(),
            Self::HostedMode => "既不是 \"h5\" 也不是 \"sdk\"，请给出其一".to_owned(),
            Self::AddressMissing => "缺失，请给出 https 地址".to_owned(),
            Self::RequireUnknown => "无法识别，请写 \"standard\"、\"strict\"、\"hosted\" 或多组核验项，如 [[\"identity\", \"face\"]]".to_owned(),
            Self::RequireFactors { known } => format!("有一组不是核验项列表，可用：{known}"),
            Self::SessionFile { error } => format!("文件无法读取（{error}），请给出待刷脸结果的路径或 -"),
            Self::SessionNotJson => "不是会话，请原样交回 JSON 格式的待刷脸结果（verify --json）或其中的 \"session\"".to_owned(),
            Self::SessionOver => "是最终结果，无需再查询".to_owned(),
            Self::Session(problem) => Language::Zh.session_problem(*problem),
            Self::SessionTwice => "请求中已有会话，又给出了 --session，请只给一处".to_owned(),
            Self::BothStandardInput => "--request 与 --session 不能同时读取标准输入，请将其一改为文件".to_owned(),
            Self::Bug(text) => format!("程序缺陷：{text}"),
        }
    }
}
