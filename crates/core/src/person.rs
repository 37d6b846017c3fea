//! The person asked about.

mod characters;
mod name;
mod id_number;
mod mobile;

pub use id_number::{Document, IdNumber, Sex};
pub use mobile::MobileNumber;
pub use name::RealName;

use crate::Warning;

/// Who is asked about: a name, an ID number, and a mobile number where one is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Subject {
    pub(crate) name: RealName,
    pub(crate) id_number: IdNumber,
    pub(crate) mobile: Option<MobileNumber>,
}

impl Subject {
    /// The real name.
    pub fn name(&self) -> &RealName {
        &self.name
    }

    /// The ID number.
    pub fn id_number(&self) -> &IdNumber {
        &self.id_number
    }

    /// The mobile number, where one was given.
    pub fn mobile(&self) -> Option<&MobileNumber> {
        self.mobile.as_ref()
    }

    /// What to look at in the data, though well-formed.
    pub fn warnings(&self) -> Vec<Warning> {
        let old = self.id_number.was_upgraded().then_some(Warning::FifteenDigits);
        self.name.warnings().chain(old).collect()
    }
}
