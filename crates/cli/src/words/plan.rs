//! The words of a plan.

use heyan::Skip;
use heyan::plan::{Plan, When};

use super::Language;
use super::result::yuan;

impl Language {
    pub(crate) fn plan_header(self) -> [&'static str; 3] {
        [self.pick("provider", "渠道"), self.pick("asked", "请求"), self.pick("yuan", "费用(元)")]
    }

    pub(crate) fn when(self, when: When) -> &'static str {
        match when {
            When::First => self.pick("first", "首先"),
            When::IfStillOpen => self.pick("if something is still open", "仍有未核验项时"),
            When::Never => self.pick("not asked", "不请求"),
        }
    }

    /// Why somebody was skipped, with the field or figure.
    pub(crate) fn skipped(self, skip: &Skip) -> String {
        let reason = self.skip(skip.reason);
        match &skip.detail {
            Some(detail) => format!("{reason} {}", self.detail(detail)),
            None => reason.to_owned(),
        }
    }

    pub(crate) fn drawn(self) -> &'static str {
        self.pick("the order is drawn by lot for each verification", "每次核验按权重抽取顺序")
    }

    /// What it would cost.
    pub(crate) fn cost(self, plan: &Plan) -> String {
        if !plan.asks_anybody() {
            return self.pick("nobody would be asked", "不会请求任何渠道").to_owned();
        }
        let figures = match (plan.least_fen().map(yuan), plan.most_fen().map(yuan)) {
            (Some(least), Some(most)) if least == most => least,
            (Some(least), Some(most)) => format!("{least}{}{most}", self.pick(" to ", " 至 ")),
            _ => {
                return self
                    .pick("cost unknown (not every price is configured)", "费用未知（未配置全部价格）")
                    .to_owned();
            }
        };
        match self {
            Self::En => format!("it would cost {figures} yuan; nobody was asked"),
            Self::Zh => format!("预计费用 {figures} 元；未请求任何渠道"),
        }
    }
}
