//! The words of a configuration.

use super::Language;

impl Language {
    pub(crate) fn usable(self, providers: &str) -> String {
        match self {
            Self::En => format!("it can be used; asked in this order, scans last: {providers}"),
            Self::Zh => format!("配置可用；请求顺序（刷脸最后）：{providers}"),
        }
    }

    pub(crate) fn setting_header(self) -> [&'static str; 4] {
        [
            self.pick("section", "小节"),
            self.pick("key", "配置项"),
            self.pick("value", "取值"),
            self.pick("from", "来源"),
        ]
    }
}
