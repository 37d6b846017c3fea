//! What works and should be mended all the same.

use super::error::ConfigWarning;
use super::provider::{ProviderSection, Vendor};
use super::{Configuration, secret::Secret};
use crate::strategy::Strategy;

impl Configuration {
    /// What should be mended.
    pub fn warnings(&self) -> Vec<ConfigWarning> {
        let literal = self.secrets().filter(|secret| secret.is_in_file()).map(|secret| {
            let what = "a secret stands in the file; use { env = \"…\" } or { file = \"…\" }";
            ConfigWarning::new(secret.place(), what)
        });
        let warnings = literal.chain(self.never_asked()).chain(self.without_price());
        warnings.chain(self.tight_budgets()).chain(self.derived_key_note()).collect()
    }

    fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.asked().map(|provider| provider.secret().1).chain(&self.facade.session_key)
    }

    fn never_asked(&self) -> impl Iterator<Item = ConfigWarning> {
        let place = self.facade.section.place_of("order");
        let warning =
            move |id: &str| ConfigWarning::new(&place, format!("does not list {id}, so it is never asked"));
        self.unasked().map(move |provider| warning(provider.id.as_str()))
    }

    /// Cheapest first needs every price; scans come last whatever they cost.
    fn without_price(&self) -> impl Iterator<Item = ConfigWarning> {
        let by_price = matches!(self.facade.strategy, Strategy::Cheapest);
        let place = self.facade.section.place_of("strategy");
        let warning = move |provider: &ProviderSection| {
            let id = &provider.id;
            let what = format!(
                "is \"cheapest\", and {id} has no price, so it comes after those that have one; give it one"
            );
            ConfigWarning::new(&place, what)
        };
        let compared = |provider: &&ProviderSection| matches!(provider.vendor, Vendor::Juhe { .. });
        let without = self.asked().filter(compared).filter(|provider| provider.price.is_none());
        without.filter(move |_| by_price).map(warning)
    }

    fn tight_budgets(&self) -> impl Iterator<Item = ConfigWarning> {
        self.asked().filter_map(|provider| {
            let ((budget, _), price) = provider.limits.budget.zip(provider.price)?;
            let what = "is less than one question costs, so it is never asked; grant more";
            (budget < price).then(|| ConfigWarning::new(&provider.section.place_of("budget"), what))
        })
    }
}
