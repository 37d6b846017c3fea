//! The type [`Configuration`]: read from a file, a text or the environment, or from both.

use std::path::Path;
use std::time::Duration;

use heyan_core::decode_text;

use crate::environment::Environment;
use crate::error::{ConfigError, Problems};
use crate::facade_section::FacadeSection;
use crate::file;
use crate::place::{Origin, Place, Source};
use crate::provider_section::ProviderSection;
use crate::section::Sections;

/// A configuration that was read and is well-formed. [`Self::builder`] looks its secrets up.
#[derive(Debug)]
pub struct Configuration {
    /// The place of the whole, for what is wrong with no single key.
    pub(crate) place: Place,
    /// Sorted by name.
    pub(crate) providers: Vec<ProviderSection>,
    pub(crate) facade: FacadeSection,
    /// The names of variables that look mistyped.
    pub(crate) mistyped: Vec<String>,
}

/// A configuration as far as it can be understood, with stand-ins for the rest, and all that is wrong with it.
///
/// With any problem the stand-ins must not reach a provider: they are there so that the rest can be checked too.
pub(crate) struct Parsed {
    pub(crate) configuration: Configuration,
    pub(crate) problems: Problems,
}

impl Configuration {
    /// Reads a file without the environment.
    ///
    /// # Errors
    /// As [`Self::load_with`].
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        Self::load_with(path, &Environment::default())
    }

    /// Reads a file with the environment over it.
    ///
    /// # Errors
    /// A file that cannot be read, or text and variables as in [`Self::parse_with`].
    pub fn load_with(path: &Path, environment: &Environment) -> Result<Self, ConfigError> {
        Parsed::file(path, environment)?.into_configuration()
    }

    /// Reads `text` without the environment; `name` stands for the file in errors.
    ///
    /// # Errors
    /// As [`Self::parse_with`].
    pub fn parse(text: &str, name: &str) -> Result<Self, ConfigError> {
        Self::parse_with(text, name, &Environment::default())
    }

    /// Reads `text` with the environment over it; `name` stands for the file in errors. Files that it names are looked
    /// for where the process runs.
    ///
    /// # Errors
    /// Text that is not TOML, unknown keys or variables, values that are not well-formed, or no provider. The error has
    /// [all problems](ConfigError::all).
    pub fn parse_with(text: &str, name: &str, environment: &Environment) -> Result<Self, ConfigError> {
        Parsed::text(text, Source { name: name.to_owned(), folder: "".into() }, environment)?
            .into_configuration()
    }

    /// Reads the environment without any file.
    ///
    /// # Errors
    /// Unknown variables, values that are not well-formed, or no provider.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Parsed::environment(environment).into_configuration()
    }

    /// The providers' ids, in the order in which they are listed.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.asked().map(ProviderSection::name)
    }

    /// Whether every provider that is asked is on this machine, and so no vendor.
    pub fn is_local(&self) -> bool {
        self.asked().all(|provider| provider.reach.is_local())
    }

    /// The schemes, such as `myapp`, that a return address may have besides `https`.
    pub fn app_schemes(&self) -> impl Iterator<Item = &str> {
        self.facade.app_schemes.iter().map(String::as_str)
    }

    /// How long the same question gets the same answer again; `None` if it never does.
    pub fn recent_answers(&self) -> Option<Duration> {
        self.facade.recent_answers
    }

    /// The providers that `order` lists, in its order.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &ProviderSection> {
        let named = |id: &String| self.providers.iter().find(move |provider| provider.name() == id);
        self.facade.order.iter().filter_map(named)
    }

    /// The providers that `order` does not list.
    pub(crate) fn unasked(&self) -> impl Iterator<Item = &ProviderSection> {
        let listed = |id: &str| self.facade.order.iter().any(|listed| listed == id);
        self.providers.iter().filter(move |provider| !listed(provider.name()))
    }
}

impl Parsed {
    pub(crate) fn file(path: &Path, environment: &Environment) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        let wrong = |problem| ConfigError::new(Place::new(Origin::file(&name), ""), problem);
        let bytes = std::fs::read(path)
            .map_err(|error| wrong(format!("cannot be read ({error}); give the path of a heyan.toml")))?;
        let text = decode_text(&bytes).map_err(|error| wrong(error.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self::text(&text, Source { name, folder }, environment)
    }

    pub(crate) fn text(text: &str, source: Source, environment: &Environment) -> Result<Self, ConfigError> {
        let place = Place::new(Origin::file(&source.name), "");
        let mut problems = Problems::default();
        let sections = file::sections(text, source, &mut problems)?;
        Ok(Self::from_sections(sections, environment, place, problems))
    }

    pub(crate) fn environment(environment: &Environment) -> Self {
        let place = Place::new(Origin::Environment, "");
        Self::from_sections(Sections::new(Origin::Environment), environment, place, Problems::default())
    }

    /// The configuration, if nothing is wrong with it.
    pub(crate) fn into_configuration(self) -> Result<Configuration, ConfigError> {
        self.problems.into_result()?;
        Ok(self.configuration)
    }

    fn from_sections(
        mut sections: Sections,
        environment: &Environment,
        place: Place,
        mut problems: Problems,
    ) -> Self {
        environment.apply_to(&mut sections, &mut problems);
        let ids: Vec<String> = sections.providers.keys().cloned().collect();
        let providers = sections
            .providers
            .into_iter()
            .filter_map(|(id, section)| ProviderSection::read(&id, section, &mut problems))
            .collect();
        let facade = FacadeSection::read(sections.facade, &ids, &mut problems);
        if ids.is_empty() {
            let problem = "no provider is configured; add a section [provider.juhe] with key = { env = \"JUHE_KEY\" }, or \
                           set HEYAN_PROVIDER_JUHE_KEY";
            problems.add(ConfigError::missing(place.clone(), problem));
        }
        let mistyped = environment.mistyped().map(str::to_owned).collect();
        Self { configuration: Configuration { place, providers, facade, mistyped }, problems }
    }
}
