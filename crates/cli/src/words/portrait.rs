//! The words of a portrait: what it is, what is made of it, what is wrong with it, and what is odd.

use heyan::portrait::{Fitted, PortraitError, PortraitSize, Warning, limits};

use super::Language;
use super::number::grouped;

impl Language {
    /// A picture's format, sides and size.
    pub(crate) fn size(self, size: &PortraitSize) -> String {
        let PortraitSize { format, width, height, bytes } = size;
        let bytes = grouped(*bytes);
        match self {
            Self::En => format!("{format} {width} x {height}, {bytes} bytes"),
            Self::Zh => format!("{format} {width} x {height}，{bytes} 字节"),
        }
    }

    /// What a photo was and what was written.
    pub(crate) fn fitted(self, fitted: &Fitted) -> String {
        let (given, sent) = (self.size(&fitted.given), self.size(&fitted.sent));
        match self {
            _ if !fitted.untouched => format!("{given} -> {sent}"),
            Self::En => format!("{given} is already inside the budget: written byte for byte"),
            Self::Zh => format!("{given}，已符合大小要求，原样写出"),
        }
    }

    /// What a photo would be sent as.
    pub(crate) fn would_be_sent(self, fitted: &Fitted) -> String {
        let sent = self.size(&fitted.sent);
        match (self, fitted.untouched) {
            (Self::En, true) => "portrait: would be sent as it is, byte for byte".to_owned(),
            (Self::Zh, true) => "portrait: 将原样发送".to_owned(),
            (Self::En, false) => format!("portrait: would be sent as {sent}"),
            (Self::Zh, false) => format!("portrait: 将转换为 {sent}后发送"),
        }
    }

    /// What checking a portrait does not do.
    pub(crate) fn no_face_looked_for(self) -> &'static str {
        self.pick(
            "no face was looked for in the portrait, and nothing of it is kept",
            "未在人像中检测人脸，也未留存任何内容",
        )
    }

    /// A portrait is sent to this provider in another size.
    pub(crate) fn fitted_for(self, provider: &str, given: &PortraitSize, sent: &PortraitSize) -> String {
        format!("{}{} -> {}", self.portrait_for(provider), self.size(given), self.size(sent))
    }

    /// What is odd about the portrait that this provider gets.
    pub(crate) fn odd_for(self, provider: &str, warning: Warning) -> String {
        format!("{}{}", self.portrait_for(provider), self.portrait_warning(warning))
    }

    fn portrait_for(self, provider: &str) -> String {
        match self {
            Self::En => format!("portrait for {provider}: "),
            Self::Zh => format!("发给 {provider} 的人像："),
        }
    }

    /// What is odd about a portrait.
    pub(crate) fn portrait_warning(self, warning: Warning) -> String {
        let figure = warning.figure().unwrap_or_default();
        match (self, warning) {
            (Self::Zh, Warning::Small { limit, .. }) => {
                format!("短边 {figure} 像素，不足 {limit} 像素，请靠近拍摄或提供原图")
            }
            (Self::Zh, Warning::Uniform { limit, .. }) => format!(
                "画面亮度几乎处处相同：亮度标准差 {figure:.1}（满值 255），低于 {limit}，请确认镜头未被遮挡"
            ),
            (Self::Zh, Warning::Dark { limit, .. }) => {
                format!("画面过暗：平均亮度 {figure:.1}（满值 255），低于 {limit}，请在光线充足处拍摄")
            }
            (Self::Zh, Warning::Bright { limit, .. }) => {
                format!("画面过曝：平均亮度 {figure:.1}（满值 255），高于 {limit}，请在光线较弱处拍摄")
            }
            (Self::Zh, Warning::UnknownColours { found }) => {
                format!("{}，已按 sRGB 处理，颜色可能不准，请将照片另存为 sRGB", unknown_colours(found))
            }
            (_, other) => other.to_string(),
        }
    }

    /// What is so odd about it that asking would be money thrown away.
    pub(crate) fn hopeless(self, warning: Warning) -> String {
        let odd = self.portrait_warning(warning);
        format!("{odd}{}", self.pick("; no vendor can find a face in it", "；任何渠道都无法从中找到人脸"))
    }

    /// Why nothing can be made of it.
    pub(crate) fn portrait_error(self, error: &PortraitError) -> String {
        match (self, error) {
            // As any field's problem, which stands behind the field's name.
            (_, PortraitError::Unusable(problem)) => self.problem(*problem),
            (Self::Zh, PortraitError::Empty) => "文件为空，请提供完整照片".to_owned(),
            (Self::Zh, PortraitError::Animated) => "是动态 WebP，请提供静态图片".to_owned(),
            (Self::Zh, PortraitError::Truncated(format)) => {
                format!("{format} 不完整，图片在中途结束，请提供完整文件")
            }
            (Self::Zh, PortraitError::Damaged(format)) => {
                format!("{format} 已损坏，无法读取，请重新保存或重新拍摄")
            }
            (Self::Zh, PortraitError::UnusualJpeg(kind)) => {
                format!("是{} JPEG，多数程序无法读取，请另存为普通 JPEG", unusual(kind))
            }
            (Self::Zh, PortraitError::TooManyPixels { format, width, height, limit }) => {
                format!("{format} 为 {width} x {height} 像素，超过上限 {} 万像素，请缩小", limit / 10_000)
            }
            (Self::Zh, PortraitError::TooLong { format, width, height }) => {
                format!("{format} 为 {width} x {height} 像素，单边超过上限 {} 像素，请缩小", limits::SIDE)
            }
            (Self::Zh, PortraitError::TooMuchMemory { format, width, height, mebibytes }) => format!(
                "读取 {width} x {height} 的 {format} 需要 {mebibytes} MiB 内存，超过上限 {} MiB，请缩小，或另存为普通（非渐进式）JPEG",
                limits::MEMORY / 1024 / 1024
            ),
            (Self::Zh, PortraitError::TooManyScans { width, height, scans }) => format!(
                "{width} x {height} 像素的 JPEG 有 {scans} 次扫描，读取过慢，请另存为普通（非渐进式）JPEG"
            ),
            (Self::Zh, PortraitError::TooManySegments { limit }) => {
                format!("JPEG 的数据段超过 {limit} 个，读取过慢，请另存为普通 JPEG")
            }
            (Self::Zh, PortraitError::TooMuchDetail { width, height, bytes }) => {
                format!("{width} x {height} 像素的 WebP 有 {bytes} 字节，读取过慢，请缩小，或另存为普通 JPEG")
            }
            (Self::Zh, PortraitError::BudgetTooSmall { limit }) => {
                format!("无法压缩到 {limit} 字节以内，请放宽大小要求")
            }
            (Self::Zh, PortraitError::Abandoned) => "程序即将结束，人像尚未处理完，请重试".to_owned(),
            (_, other) => other.to_string(),
        }
    }
}

/// The kinds of JPEG that hardly anything reads.
fn unusual(kind: &'static str) -> &'static str {
    match kind {
        "lossless" => "无损",
        "hierarchical" => "分层",
        "arithmetic-coded" => "算术编码",
        "of an unknown number of components" => "分量数不明的",
        "of 12 bits a sample" => "每样本 12 位的",
        other => other,
    }
}

/// What a photo says of its colours that is not understood.
fn unknown_colours(found: &'static str) -> &'static str {
    match found {
        "its ICC profile cannot be read" => "ICC 配置文件无法读取",
        "its ICC profile is for another kind of picture" => "ICC 配置文件不适用于此类图片",
        "its cICP chunk names a colour space that is not known" => "cICP 数据块指定了未知的色彩空间",
        "its gamma is out of range" => "伽马值超出范围",
        "what it says of its colours cannot be read" => "色彩说明无法读取",
        other => other,
    }
}

/// The formats that are not taken, as [`heyan::Problem::ImageFormat`] names them.
pub(super) fn format_found(found: &'static str) -> &'static str {
    match found {
        "a GIF" => "GIF",
        "a BMP" => "BMP",
        "a TIFF" => "TIFF",
        "an AVIF image" => "AVIF",
        "a JPEG 2000" => "JPEG 2000",
        "a JPEG XL" => "JPEG XL",
        "a PDF" => "PDF",
        "an SVG" => "SVG",
        "a film or a kind of picture that is not known" => "视频或未知的图片格式",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use heyan::Problem;
    use heyan::portrait::PortraitFormat;

    use super::*;

    /// Everything that can be wrong with a portrait, or odd. A new variant belongs here as well.
    fn texts(language: Language) -> Vec<String> {
        let (format, width, height, mebibytes) = (PortraitFormat::Jpeg, 30_000, 20_000, 71);
        let found =
            ["a GIF", "a BMP", "a TIFF", "an AVIF image", "a film or a kind of picture that is not known"];
        let problems = found.map(|found| Problem::ImageFormat { found }).into_iter().chain([
            Problem::Empty,
            Problem::NotAnImage,
            Problem::Heic,
            Problem::TooManyBytes { limit: 33_554_432 },
        ]);
        let unusual = [
            "lossless",
            "hierarchical",
            "arithmetic-coded",
            "of an unknown number of components",
            "of 12 bits a sample",
        ];
        let errors = [
            PortraitError::Empty,
            PortraitError::Animated,
            PortraitError::Truncated(format),
            PortraitError::Damaged(format),
            PortraitError::TooManyPixels { format, width, height, limit: 220_000_000 },
            PortraitError::TooLong { format, width, height },
            PortraitError::TooMuchMemory { format, width, height, mebibytes },
            PortraitError::TooManyScans { width, height, scans: 97 },
            PortraitError::TooManySegments { limit: 4_096 },
            PortraitError::TooMuchDetail { width: 3_000, height: 2_900, bytes: 8_700_123 },
            PortraitError::BudgetTooSmall { limit: 99 },
            PortraitError::Abandoned,
        ];
        let errors = errors
            .into_iter()
            .chain(unusual.map(PortraitError::UnusualJpeg))
            .chain(problems.map(PortraitError::Unusable));
        let warnings = [
            Warning::Small { side: 31, limit: 200, hopeless: true },
            Warning::Uniform { deviation: 1.25, limit: 10.0, hopeless: true },
            Warning::Dark { mean: 12.0, limit: 40.0 },
            Warning::Bright { mean: 250.0, limit: 225.0 },
        ];
        let unknown = [
            "its ICC profile cannot be read",
            "its ICC profile is for another kind of picture",
            "its cICP chunk names a colour space that is not known",
            "its gamma is out of range",
            "what it says of its colours cannot be read",
        ];
        let warnings = warnings.into_iter().chain(unknown.map(|found| Warning::UnknownColours { found }));
        let mut texts: Vec<_> = errors.map(|error| language.portrait_error(&error)).collect();
        texts.extend(warnings.map(|warning| language.hopeless(warning)));
        let size = |bytes| PortraitSize { format, width: 480, height: 640, bytes };
        texts.push(language.size(&size(999)));
        texts.push(language.fitted_for("juhe", &size(4_123_456), &size(19_612)));
        texts
    }

    #[test]
    fn each_text_has_both_languages_and_the_same_figures() {
        let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let numbers = |text: &str| {
            let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
            let mut numbers: Vec<_> = numbers.map(ToOwned::to_owned).collect();
            numbers.sort();
            numbers
        };
        let (english, chinese) = (texts(Language::En), texts(Language::Zh));
        for (english, chinese) in english.iter().zip(&chinese) {
            assert!(english.is_ascii(), "{english}");
            assert!(chinese.chars().any(is_han), "Chinese is missing for {english:?}: {chinese}");
            // Chinese counts in ten thousands where English has megapixels.
            let of_chinese = numbers(&chinese.replace("22000 万", "220 "));
            assert_eq!(numbers(english), of_chinese, "{english}: {chinese}");
            let spelled: Vec<_> = chinese.split(|c: char| !c.is_ascii_lowercase()).collect();
            for word in ["the", "of", "coded", "film", "image", "a", "an"] {
                assert!(!spelled.contains(&word), "English in {chinese}");
            }
        }
        insta::assert_snapshot!(
            english.iter().zip(&chinese).map(|(en, zh)| format!("{en}\n{zh}")).collect::<Vec<_>>().join("\n")
        );
    }
}
