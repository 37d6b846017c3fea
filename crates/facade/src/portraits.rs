//! Makes a request's portrait ready for the provider that is called: fits it if the provider has a budget for it.

use heyan_core::{Capability, PortraitBudget, PortraitTooLarge, ProviderId, Step, VerifyRequest};

use crate::observe::Observers;

/// How portraits are made ready.
#[derive(Clone, Debug, Default)]
pub(crate) struct Portraits {
    #[cfg(feature = "portrait")]
    pub(crate) fitter: heyan_portrait::Fitter,
    /// Whether a portrait in which nobody can find a face is kept back.
    #[cfg(feature = "portrait")]
    pub(crate) check: bool,
}

/// Why a portrait cannot be sent.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum Unfit {
    /// Nothing can be made of the file.
    #[cfg(feature = "portrait")]
    #[error("the portrait cannot be fitted")]
    Unusable(#[source] heyan_portrait::PortraitError),
    /// Asking would be money thrown away.
    #[cfg(feature = "portrait")]
    #[error("the portrait can hold no face: {0}")]
    Hopeless(heyan_core::PortraitWarning),
    /// It is larger than the provider's budget, and without the feature `portrait` nothing is fitted.
    #[error(transparent)]
    TooLarge(PortraitTooLarge),
}

impl Unfit {
    /// What the trail says.
    pub(crate) fn meaning(&self) -> &'static str {
        match *self {
            #[cfg(feature = "portrait")]
            Self::Unusable(_) => "the portrait cannot be read",
            #[cfg(feature = "portrait")]
            Self::Hopeless(_) => "the portrait can hold no face",
            Self::TooLarge(_) => "the portrait is larger than the provider's budget",
        }
    }
}

impl Portraits {
    /// The request with its portrait as the provider wants it; `None` if it is as it should be.
    ///
    /// A portrait that is ready is sent byte for byte.
    pub(crate) async fn ready(
        &self,
        request: &VerifyRequest,
        (provider, budget): (&ProviderId, &PortraitBudget),
        observers: &Observers,
    ) -> Result<Option<VerifyRequest>, Unfit> {
        #[cfg(feature = "portrait")]
        let fitted = self.fitted(request, (provider, budget), observers).await?;
        #[cfg(not(feature = "portrait"))]
        let fitted = {
            let _ = (provider, observers);
            None
        };
        fits(fitted.as_ref().unwrap_or(request), budget)?;
        Ok(fitted)
    }

    /// The budget into which the request's portrait has yet to be brought; `None` if the request can be sent as it is.
    pub(crate) fn budget<'a>(
        &self,
        request: &VerifyRequest,
        capability: &'a Capability,
    ) -> Option<&'a PortraitBudget> {
        let (portrait, budget) = (request.portrait()?, capability.portrait_budget()?);
        // How a scan went is asked without it.
        let wanted = request.step() == Step::Ask && (self.checks() || !portrait.is_ready_for(budget));
        wanted.then_some(budget)
    }
}

/// Whatever features are on, a provider with a budget gets nothing that exceeds it.
fn fits(request: &VerifyRequest, budget: &PortraitBudget) -> Result<(), Unfit> {
    let bytes = request.portrait().map(|portrait| portrait.expose().len()).unwrap_or_default();
    budget.check(bytes).map_err(Unfit::TooLarge)
}

#[cfg(not(feature = "portrait"))]
impl Portraits {
    #[expect(clippy::unused_self, reason = "as with the feature")]
    fn checks(&self) -> bool {
        false
    }
}

#[cfg(feature = "portrait")]
impl Portraits {
    fn checks(&self) -> bool {
        self.check
    }

    async fn fitted(
        &self,
        request: &VerifyRequest,
        (provider, budget): (&ProviderId, &PortraitBudget),
        observers: &Observers,
    ) -> Result<Option<VerifyRequest>, Unfit> {
        let Some(portrait) = request.portrait() else { return Ok(None) };
        let fitted = self.fitter.fit(portrait, budget).await.map_err(Unfit::Unusable)?;
        let warnings = if self.check { fitted.warnings } else { Vec::new() };
        if !fitted.untouched || !warnings.is_empty() {
            observers.portrait_fitted(request, provider, (fitted.given, fitted.sent), &warnings);
        }
        if let Some(hopeless) = warnings.into_iter().find(heyan_core::PortraitWarning::blocks) {
            return Err(Unfit::Hopeless(hopeless));
        }
        Ok((!fitted.untouched).then(|| request.with_fitted_portrait(fitted.portrait)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use heyan_core::{BudgetUnit, Date, IdNumber, Portrait, RealName};

    use super::*;

    /// Without the feature `portrait` this is all that stands between a raw photo and its fee.
    #[test]
    fn nothing_over_the_budget_fits() {
        let photo = Portrait::from_bytes([&[0xFF, 0xD8, 0xFF][..], &[0; 997]].concat()).unwrap();
        let (name, id) = (RealName::parse("张三").unwrap(), IdNumber::parse("11010519491231002X").unwrap());
        let today = Date::new(2026, 1, 1).unwrap();
        let request = VerifyRequest::builder(name, id).portrait(photo).build(today).unwrap();
        let budget = |most| PortraitBudget::new(1..=most, BudgetUnit::File, 480);
        assert!(fits(&request, &budget(1_000)).is_ok());
        let unfit = fits(&request, &budget(999)).unwrap_err();
        assert_eq!(unfit.meaning(), "the portrait is larger than the provider's budget");
        assert!(unfit.to_string().contains("1000 bytes, over the limit of 999; "), "{unfit}");
    }
}
