//! Makes a request's portrait ready for the provider that is asked: fits it where the provider has a budget for it.

use heyan_core::{Capability, ProviderId, VerifyRequest};

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
}

impl Unfit {
    /// What the trail says.
    pub(crate) fn meaning(&self) -> &'static str {
        match *self {
            #[cfg(feature = "portrait")]
            Self::Unusable(_) => "the portrait cannot be read",
            #[cfg(feature = "portrait")]
            Self::Hopeless(_) => "the portrait can hold no face",
        }
    }
}

#[cfg(not(feature = "portrait"))]
impl Portraits {
    /// Nothing is fitted without the feature.
    #[expect(clippy::unused_async, reason = "as with the feature")]
    pub(crate) async fn ready(
        &self,
        _request: &VerifyRequest,
        _provider: (&ProviderId, &Capability),
        _observers: &Observers,
    ) -> Result<Option<VerifyRequest>, Unfit> {
        Ok(None)
    }
}

#[cfg(feature = "portrait")]
impl Portraits {
    /// The request with its portrait as the provider wants it; `None` where it is as it should be.
    ///
    /// A portrait that is an upright baseline JPEG inside the budget is sent byte for byte.
    pub(crate) async fn ready(
        &self,
        request: &VerifyRequest,
        (provider, capability): (&ProviderId, &Capability),
        observers: &Observers,
    ) -> Result<Option<VerifyRequest>, Unfit> {
        let (Some(portrait), Some(budget)) = (request.portrait(), capability.portrait_budget()) else {
            return Ok(None);
        };
        // How a scan went is asked without it.
        if request.step() == heyan_core::Step::Query {
            return Ok(None);
        }
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
