//! What is wrong with a configuration and what could be better, as far as that can be known without a question.

use std::path::Path;
use std::time::Duration;

use heyan::BuildError;
use heyan::select::Strategy;

use crate::configuration::{Configuration, Parsed};
use crate::environment::Environment;
use crate::error::{ConfigError, ConfigWarning, Problems};
use crate::place::{Origin, Place};
use crate::provider_section::{ProviderSection, Vendor};
use crate::secret::Secret;
use crate::section::Section;
use crate::values::period;

/// What is wrong with a configuration, and what could be better.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Check {
    /// Mistakes: with any of them no facade can be built.
    pub errors: Vec<ConfigError>,
    /// Things to mend, though a facade can be built.
    pub warnings: Vec<ConfigWarning>,
    /// The ids of the providers that are asked, in their order, as far as they can be read.
    pub providers: Vec<String>,
}

impl Configuration {
    /// Looks every secret up and builds every provider that `order` lists, but sends nothing.
    pub fn check(&self) -> Check {
        self.checked(Problems::default())
    }

    /// Checks a file with the environment over it, or without a `path` the environment alone.
    ///
    /// A value that cannot be read hides no mistake elsewhere. Only a text that is no TOML has one error alone: its
    /// first.
    pub fn check_with(path: Option<&Path>, environment: &Environment) -> Check {
        let read = match path {
            Some(path) => Parsed::file(path, environment),
            None => Ok(Parsed::environment(environment)),
        };
        match read {
            Ok(Parsed { configuration, problems }) => configuration.checked(problems),
            Err(error) => Check { errors: alone(&error), ..Check::default() },
        }
    }

    /// `problems` are those that reading has found.
    fn checked(&self, mut problems: Problems) -> Check {
        let builder = self.build(&mut problems);
        let whole = |error: BuildError| ConfigError::new(self.place.clone(), error.to_string());
        // A mistake in the whole may only follow from one in its parts.
        let built = problems.into_result().and_then(|()| builder.build().map_err(whole));
        let errors = built.err().iter().flat_map(alone).collect();
        Check { errors, warnings: self.warnings(), providers: self.providers().map(str::to_owned).collect() }
    }
}

fn alone(error: &ConfigError) -> Vec<ConfigError> {
    error.all().map(ConfigError::alone).collect()
}

impl Configuration {
    /// Returns what should be mended, though a facade can be built.
    pub fn warnings(&self) -> Vec<ConfigWarning> {
        let warnings = self.literals().chain(self.never_asked()).chain(self.without_price());
        let warnings = warnings.chain(self.asked().filter_map(tight_budget));
        let warnings = warnings.chain(self.asked().filter_map(free_of_charge)).chain(self.long_timeouts());
        let warnings = warnings.chain(self.asked().filter_map(long_connect_timeout));
        let warnings = warnings.chain(self.short_deadline()).chain(self.old_answers());
        warnings.chain(self.derived_key_note()).chain(self.mistyped_variables()).collect()
    }

    /// Secrets written out in the file. What is no credential is an error already.
    fn literals(&self) -> impl Iterator<Item = ConfigWarning> {
        let what = "a secret stands in the file; use { env = \"…\" } or { file = \"…\" }";
        let literals = self.secrets().filter(|secret| secret.is_in_file() && secret.passphrase().is_ok());
        literals.map(move |secret| ConfigWarning::new(secret.place(), what))
    }

    fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.asked().map(|provider| provider.secret().1).chain(&self.facade.session_key)
    }

    /// Providers that `order` leaves out.
    fn never_asked(&self) -> impl Iterator<Item = ConfigWarning> {
        let place = self.facade.section.place_of("order");
        let warning =
            move |id: &str| ConfigWarning::new(&place, format!("does not list {id}, so it is never asked"));
        self.unasked().map(move |provider| warning(provider.name()))
    }

    /// Providers without a price that are to be sorted by it. Scans are not: they come last at any price.
    fn without_price(&self) -> impl Iterator<Item = ConfigWarning> {
        let by_price = matches!(self.facade.strategy, Strategy::Cheapest);
        let place = self.facade.section.place_of("strategy");
        let warning = move |provider: &ProviderSection| {
            let id = provider.name();
            let what = format!(
                "is \"cheapest\", and {id} has no price, so it comes after those that have one; give it one"
            );
            ConfigWarning::new(&place, what)
        };
        let compared = |provider: &&ProviderSection| matches!(provider.vendor, Vendor::Juhe { .. });
        let without = self.asked().filter(compared).filter(|provider| !provider.section.is_set("price"));
        without.filter(move |_| by_price).map(warning)
    }

    /// Time-outs that the deadline cuts off. The default one is no wish, so it is left out.
    fn long_timeouts(&self) -> impl Iterator<Item = ConfigWarning> {
        let deadline = set_period(&self.facade.section, "deadline");
        let what = "is longer than the facade's deadline, which ends the question before; give the deadline more \
                    time, or this less";
        let is_late = move |provider: &&ProviderSection| {
            let timeout = set_period(&provider.section, "timeout").zip(deadline);
            provider.section.is_set("timeout")
                && timeout.is_some_and(|(timeout, deadline)| timeout > deadline)
        };
        self.asked()
            .filter(is_late)
            .map(move |provider| ConfigWarning::new(&provider.section.place_of("timeout"), what))
    }

    fn short_deadline(&self) -> Option<ConfigWarning> {
        let deadline = set_period(&self.facade.section, "deadline")?;
        let what = "is shorter than a second, in which hardly any vendor answers; what is cut off may be billed all \
                    the same";
        let place = self.facade.section.place_of("deadline");
        (deadline < Duration::from_secs(1)).then(|| ConfigWarning::new(&place, what))
    }

    fn old_answers(&self) -> Option<ConfigWarning> {
        let what = "is longer than an hour, and an answer that old may hold no more; a minute is enough for \
                    questions that are asked twice";
        let place = self.facade.section.place_of("recent_answers");
        (self.facade.recent_answers? > Duration::from_secs(3600)).then(|| ConfigWarning::new(&place, what))
    }

    /// Variables that set no key, though their names begin like it. A variable that a secret names is left out.
    fn mistyped_variables(&self) -> impl Iterator<Item = ConfigWarning> {
        let secrets = self.providers.iter().map(|provider| provider.secret().1);
        let named: Vec<_> = secrets.chain(&self.facade.session_key).filter_map(Secret::variable).collect();
        let mistyped = self.mistyped.iter().filter(move |name| !named.contains(&name.as_str()));
        mistyped.map(|name| {
            let what = "sets no key, and no { env = … } names it; variables that set keys begin with HEYAN_FACADE_ or \
                        HEYAN_PROVIDER_ and the provider's id";
            ConfigWarning::new(&Place::new(Origin::Variable(name.clone()), ""), what)
        })
    }
}

/// A time for connecting that the time-out cuts off. The default one is no wish, so it is left out.
fn long_connect_timeout(provider: &ProviderSection) -> Option<ConfigWarning> {
    let section = &provider.section;
    let (connecting, whole) = set_period(section, "connect_timeout").zip(set_period(section, "timeout"))?;
    let what = "is longer than timeout, which ends the call before; give timeout more, or this less";
    (section.is_set("connect_timeout") && connecting > whole)
        .then(|| ConfigWarning::new(&section.place_of("connect_timeout"), what))
}

/// A budget below the price of one question.
fn tight_budget(provider: &ProviderSection) -> Option<ConfigWarning> {
    let ((budget, _), price) = provider.limits.budget.zip(provider.price)?;
    let what = "is less than one question costs, so it is never asked; grant more";
    (budget < price).then(|| ConfigWarning::new(&provider.section.place_of("budget"), what))
}

/// A budget that no question uses up.
fn free_of_charge(provider: &ProviderSection) -> Option<ConfigWarning> {
    provider.limits.budget.filter(|_| provider.price == Some(0))?;
    let what = "is nothing, so the budget is never used up; give the price by your contract";
    Some(ConfigWarning::new(&provider.section.place_of("price"), what))
}

/// The period of a key, if it can be read.
fn set_period(section: &Section, key: &str) -> Option<Duration> {
    section.get(key).and_then(|setting| period(setting).ok())
}
