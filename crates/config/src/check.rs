//! What is wrong with a configuration and what could be better, as far as that can be known without a question.

use std::path::Path;
use std::time::Duration;

use heyan::BuildError;
use heyan::strategy::Strategy;

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
    /// With these nobody can be asked.
    pub errors: Vec<ConfigError>,
    /// With these everybody can.
    pub warnings: Vec<ConfigWarning>,
    /// The ids of those who are asked, in the order in which they are listed, as far as they can be read.
    pub providers: Vec<String>,
}

impl Configuration {
    /// Looks every secret up and builds everything, but asks nobody. Providers that `order` does not list are left out.
    pub fn check(&self) -> Check {
        self.checked(Problems::default())
    }

    /// The same of a file, or of the environment alone where there is none, with all that is wrong in what is written:
    /// a value that cannot be read hides nothing that is wrong elsewhere. Of text that is no TOML the first problem
    /// alone is told.
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

    /// `problems` are those of what is written.
    fn checked(&self, mut problems: Problems) -> Check {
        let builder = self.build(&mut problems);
        let whole = |error: BuildError| ConfigError::new(self.place.clone(), error.to_string());
        // What is wrong with the whole may be a consequence of what is wrong with its parts.
        let built = problems.none().and_then(|()| builder.build().map_err(whole));
        let errors = built.err().iter().flat_map(alone).collect();
        Check { errors, warnings: self.warnings(), providers: self.providers().map(str::to_owned).collect() }
    }
}

fn alone(error: &ConfigError) -> Vec<ConfigError> {
    error.all().map(ConfigError::alone).collect()
}

impl Configuration {
    /// What should be mended.
    pub fn warnings(&self) -> Vec<ConfigWarning> {
        let warnings = self.literals().chain(self.never_asked()).chain(self.without_price());
        let warnings = warnings.chain(self.asked().filter_map(tight_budget));
        let warnings = warnings.chain(self.asked().filter_map(free_of_charge)).chain(self.late());
        let warnings = warnings.chain(self.short_deadline()).chain(self.old_answers());
        warnings.chain(self.derived_key_note()).chain(self.mistyped()).collect()
    }

    /// Those that nobody expands hold no secret, but nobody is asked with them either.
    fn literals(&self) -> impl Iterator<Item = ConfigWarning> {
        self.secrets().filter_map(|secret| {
            let what = match (secret.is_unexpanded(), secret.is_in_file()) {
                (true, _) => "is not expanded; write { env = \"NAME\" }, with the variable's name alone",
                (false, true) => "a secret stands in the file; use { env = \"…\" } or { file = \"…\" }",
                (false, false) => return None,
            };
            Some(ConfigWarning::new(secret.place(), what))
        })
    }

    fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.asked().map(|provider| provider.secret().1).chain(&self.facade.session_key)
    }

    fn never_asked(&self) -> impl Iterator<Item = ConfigWarning> {
        let place = self.facade.section.place_of("order");
        let warning =
            move |id: &str| ConfigWarning::new(&place, format!("does not list {id}, so it is never asked"));
        self.unasked().map(move |provider| warning(provider.name()))
    }

    /// Cheapest first needs every price; scans come last whatever they cost.
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

    /// Of time-outs that somebody set: the one by default is no wish that the deadline would thwart.
    fn late(&self) -> impl Iterator<Item = ConfigWarning> {
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

    /// A variable that a secret names is none of them.
    fn mistyped(&self) -> impl Iterator<Item = ConfigWarning> {
        let secrets = self.providers.iter().map(|provider| provider.secret().1);
        let named: Vec<_> = secrets.chain(&self.facade.session_key).filter_map(Secret::variable).collect();
        let strays = self.strays.iter().filter(move |stray| !named.contains(&stray.as_str()));
        strays.map(|stray| {
            let what = "sets no key, and no { env = … } names it; variables that set keys begin with HEYAN_FACADE_ or \
                        HEYAN_PROVIDER_ and the provider's id";
            ConfigWarning::new(&Place::new(Origin::Variable(stray.clone()), ""), what)
        })
    }
}

/// A budget that not even one question fits into.
fn tight_budget(provider: &ProviderSection) -> Option<ConfigWarning> {
    let ((budget, _), price) = provider.limits.budget.zip(provider.price)?;
    let what = "is less than one question costs, so it is never asked; grant more";
    (budget < price).then(|| ConfigWarning::new(&provider.section.place_of("budget"), what))
}

/// A budget that no question takes anything from.
fn free_of_charge(provider: &ProviderSection) -> Option<ConfigWarning> {
    provider.limits.budget.filter(|_| provider.price == Some(0))?;
    let what = "is nothing, so the budget is never used up; give the price by your contract";
    Some(ConfigWarning::new(&provider.section.place_of("price"), what))
}

/// The period of a key, unless it is one that was told of.
fn set_period(section: &Section, key: &str) -> Option<Duration> {
    section.get(key).and_then(|setting| period(setting).ok())
}
