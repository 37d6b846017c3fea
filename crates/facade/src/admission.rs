//! Whom the facade takes requests about, whoever builds them.

use heyan_core::{Field, InputError, Problem, VerifyRequest, today_in_shanghai};

/// The conditions; none where nothing is set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Admission {
    pub(crate) require_consent: bool,
    pub(crate) min_age: u8,
}

impl Admission {
    pub(crate) fn check(self, request: &VerifyRequest) -> Result<(), InputError> {
        let wants_consent = request.portrait().is_some() || request.hosted().is_some();
        if self.require_consent && wants_consent && request.consent_id().is_none() {
            return Err(InputError::new(Field::ConsentId, Problem::ConsentMissing));
        }
        let min_age = self.min_age;
        if min_age > 0
            && request.subject().id_number().completed_years(today_in_shanghai()) < i16::from(min_age)
        {
            return Err(InputError::new(Field::IdNumber, Problem::UnderAge { min_age }));
        }
        Ok(())
    }
}
