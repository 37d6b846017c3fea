//! The words for problems and warnings.

use heyan::portrait::{PortraitSize, Warning as PortraitWarning};
use heyan::{Problem, VerifyRequest, Warning};

use super::Language;
use super::portrait::format_found;

impl Language {
    /// What is wrong with a field, and what to do.
    pub(crate) fn problem(self, problem: Problem) -> String {
        if self == Self::En {
            return problem.to_string();
        }
        match problem {
            Problem::Empty => "为空，请填写".to_owned(),
            Problem::TooLong { limit } => format!("超过 {limit} 个字符，请缩短"),
            Problem::ControlCharacter => "含有控制字符，请删除".to_owned(),
            Problem::NotAName => {
                "不是姓名：已脱敏（*）、编码有误（出现 ?、&#...; 或乱码）、含控制字符或没有文字，请按证件上的写法填写".to_owned()
            }
            Problem::IdNumberFormat => {
                "不是身份证号，请填写18位号码（17位数字加1位数字或X）或旧的15位号码".to_owned()
            }
            Problem::Truncated => "只是18位号码的前15位，请填写完整的18位号码".to_owned(),
            Problem::BirthDate => "其中的出生日期不存在，请核对第7至14位".to_owned(),
            Problem::BirthInFuture => "其中的出生日期晚于今天，请核对第7至14位".to_owned(),
            Problem::CheckDigit => "校验码不符，有字符输错，请对照证件核对".to_owned(),
            Problem::UnsupportedDocument => {
                "是通行证、护照或旧版永久居留证号码（unsupported_document），请填写身份证或居住证的18位号码"
                    .to_owned()
            }
            Problem::UnderAge { min_age } => format!("未满 {min_age} 周岁，配置 min_age 不允许"),
            Problem::ConsentMissing => "缺失，人像或刷脸须有本人单独同意的记录（require_consent）".to_owned(),
            Problem::MobileFormat => "不是大陆手机号，请填写13至19开头的11位号码，可带+86".to_owned(),
            Problem::NotAnImage => "不是图片，请提供 JPEG、PNG 或 WebP".to_owned(),
            Problem::ImageFormat { found } => {
                format!("格式不支持（{}），请转换为 JPEG、PNG 或 WebP", format_found(found))
            }
            Problem::Heic => "是 HEIC 照片（iPhone 的默认格式），请转换为 JPEG：iPhone 用 设置 › 相机 › 格式 › 兼容性最佳，Mac 用 `sips -s format jpeg in.heic --out out.jpg`，Linux 用 `heif-convert in.heic out.jpg`".to_owned(),
            Problem::TooManyBytes { limit } => format!("超过 {limit} 字节，请提供更小的照片"),
            Problem::NotBase64 => "不是 base64，请将图片内容编码为 base64".to_owned(),
            Problem::Url => "须为 https 地址（仅本机可用 http，不得含用户名或密码）".to_owned(),
            Problem::ReturnUrl => "须为 https 地址（仅本机可用 http，应用 scheme 须列入 [facade] 的 app_schemes，不得含用户名或密码）".to_owned(),
            Problem::EmptyRequirement => "未列出核验项，请至少给出一组、每组至少一项".to_owned(),
            other => other.to_string(),
        }
    }

    /// Everything that was given is well-formed; the person's data are masked.
    pub(crate) fn well_formed(self, request: &VerifyRequest, portrait: Option<&PortraitSize>) -> String {
        let subject = request.subject();
        let mut parts = vec![subject.name().masked(), subject.id_number().masked()];
        parts.extend(subject.mobile().map(|mobile| mobile.masked()));
        parts.extend(portrait.map(|size| self.size(size)));
        format!("{}{}", self.pick("well-formed: ", "格式无误："), parts.join(self.comma()))
    }
}

/// Something missing or doubtful about a request that is well-formed.
#[derive(Debug)]
pub(crate) enum RequestWarning {
    /// About what was given.
    Data(Warning),
    /// Juhe needs one.
    NoMobile,
    /// Juhe needs one.
    NoPortrait,
    /// ihuyi needs the permission.
    NoHosted,
    /// About the portrait.
    Portrait(PortraitWarning),
}

impl RequestWarning {
    /// The field that it is about.
    pub(crate) fn field(&self) -> &'static str {
        match self {
            Self::Data(warning) => warning.field().as_str(),
            Self::NoMobile => "mobile",
            Self::NoPortrait | Self::Portrait(_) => "portrait",
            Self::NoHosted => "hosted",
        }
    }

    /// A stable name for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Data(warning) => warning.code(),
            Self::NoMobile | Self::NoPortrait | Self::NoHosted => "missing",
            Self::Portrait(warning) => warning.code(),
        }
    }

    /// In words, with the field in front.
    pub(crate) fn text(&self, language: Language) -> String {
        match (language, self) {
            (Language::Zh, Self::Data(warning)) => chinese(*warning),
            (Language::En, Self::Data(warning)) => warning.to_string(),
            (Language::En, Self::NoMobile) => "mobile: is missing; Juhe needs it".to_owned(),
            (Language::Zh, Self::NoMobile) => "mobile: 缺失，Juhe 需要手机号".to_owned(),
            (Language::En, Self::NoPortrait) => "portrait: is missing; Juhe needs it".to_owned(),
            (Language::Zh, Self::NoPortrait) => "portrait: 缺失，Juhe 需要人像".to_owned(),
            (Language::En, Self::NoHosted) => {
                "hosted: is missing; without it nobody can be asked by a face scan (ihuyi) either".to_owned()
            }
            (Language::Zh, Self::NoHosted) => "hosted: 缺失，也无法改用刷脸（ihuyi）".to_owned(),
            (_, Self::Portrait(warning)) => format!("portrait: {}", language.portrait_warning(*warning)),
        }
    }
}

/// A warning about what was given, with the field in front.
fn chinese(warning: Warning) -> String {
    let words = match warning {
        Warning::RareCharacter => "含有自造字或单独的部首，渠道可能查不到此写法",
        Warning::Radical => "含有部首字符，已替换为对应的汉字，请对照证件核对",
        Warning::VariationSelector => "含有异体字选择符，渠道不识别，请对照证件核对字形",
        Warning::DigitInName => "含有数字，请对照证件核对",
        Warning::BlankInName => "汉字之间有空格，如证件上没有，请删除",
        Warning::MixedScripts => "混用了不同文字（如汉字与字母），请对照证件核对",
        Warning::UnknownCharacter => "含有姓名中一般没有的字符，请对照证件核对",
        Warning::Base64Blanks => "base64 中的 + 变成了空格，已按 + 读取；表单请做百分号编码",
        Warning::FifteenDigits => "旧的15位号码已升为18位，请填写现行证件号码",
        other => return other.to_string(),
    };
    format!("{}: {words}", warning.field())
}
