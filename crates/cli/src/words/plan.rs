//! The words of a plan.

use heyan::select::{Plan, When};
use heyan::{Skip, SkipReason};

use super::Language;
use super::result::yuan;

impl Language {
    pub(crate) fn plan_header(self) -> [&'static str; 3] {
        [self.pick("provider", "渠道"), self.pick("asked", "请求"), self.pick("yuan", "费用(元)")]
    }

    pub(crate) fn when(self, when: When) -> &'static str {
        match when {
            When::First => self.pick("first", "首先"),
            When::IfStillOpen => {
                self.pick("if those before fail or leave something open", "前面渠道失败或仍有未核验项时")
            }
            _ => self.pick("not asked", "不请求"),
        }
    }

    /// Why somebody was skipped, with the field or figure.
    pub(crate) fn skipped(self, skip: &Skip) -> String {
        let reason = self.skip(skip.reason);
        let Some(detail) = &skip.detail else { return reason.to_owned() };
        let detail = self.detail(detail);
        match (skip.reason, self) {
            // A figure.
            (
                SkipReason::BreakerOpen | SkipReason::Rate | SkipReason::Concurrency | SkipReason::Budget,
                _,
            ) => {
                format!("{reason}{}", self.bracketed(&detail))
            }
            (_, Self::En) => format!("{reason} {detail}"),
            (_, Self::Zh) => format!("{reason}{detail}"),
        }
    }

    pub(crate) fn drawn(self) -> &'static str {
        self.pick("the order is drawn by lot for each verification", "每次核验按权重抽取顺序")
    }

    /// That another order would cost less for a person about whom everything matches.
    pub(crate) fn cheaper(self, plan: &Plan) -> Option<String> {
        let (cheaper, now) = plan.cheaper().zip(plan.matching_fen())?;
        let order: Vec<_> = cheaper.order.iter().map(|provider| provider.as_str()).collect();
        let (less, now) = (yuan(cheaper.fen), yuan(now));
        Some(match self {
            Self::En => format!(
                "if everything matches, the order {} costs {less} yuan instead of {now}",
                order.join(", ")
            ),
            Self::Zh => {
                format!("全部一致时，按 {} 的顺序只需 {less} 元，当前顺序为 {now} 元", order.join("、"))
            }
        })
    }

    /// What it would cost. What a vendor answers free of charge is not known before.
    pub(crate) fn cost(self, plan: &Plan) -> String {
        if !plan.asks_anybody() {
            return self.pick("nobody would be asked", "不会请求任何渠道").to_owned();
        }
        match (self, plan.least_fen().map(yuan), plan.most_fen().map(yuan)) {
            (Self::En, Some(least), Some(most)) if least == most => {
                format!("it would cost {most} yuan at the most; nobody was asked")
            }
            (Self::Zh, Some(least), Some(most)) if least == most => {
                format!("预计费用不超过 {most} 元；未请求任何渠道")
            }
            (Self::En, Some(least), Some(most)) => format!(
                "it would cost {most} yuan at the most, {least} if the first one settles it; nobody was asked"
            ),
            (Self::Zh, Some(least), Some(most)) => {
                format!("预计费用不超过 {most} 元，首个渠道即得出结论时 {least} 元；未请求任何渠道")
            }
            (Self::En, ..) => "cost unknown (not every price is configured); nobody was asked".to_owned(),
            (Self::Zh, ..) => "费用未知（未配置全部价格）；未请求任何渠道".to_owned(),
        }
    }
}
