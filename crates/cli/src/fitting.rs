//! Tells of every portrait that is fitted for a vendor, and of what is odd about it.

use heyan::{Observer, PortraitFitted};

use crate::output;
use crate::words::Language;

/// Tells of it on standard error.
#[derive(Debug)]
pub(crate) struct TellOfPortraits(pub(crate) Language);

impl Observer for TellOfPortraits {
    fn portrait_fitted(&self, event: &PortraitFitted<'_>) {
        let (language, provider) = (self.0, event.provider.as_str());
        if event.given != event.sent {
            output::note(&language.fitted_for(provider, &event.given, &event.sent));
        }
        for warning in event.warnings {
            output::warning(&language.odd_for(provider, *warning), language);
        }
    }
}
