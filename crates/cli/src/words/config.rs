//! The words of a configuration.

use super::Language;

impl Language {
    pub(crate) fn usable(self, providers: &str) -> String {
        match self {
            Self::En => format!(
                "it can be used; providers: {providers} (heyan plan tells in which order they are asked)"
            ),
            Self::Zh => format!("配置可用；渠道：{providers}（请求顺序见 heyan plan）"),
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
