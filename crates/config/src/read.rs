//! From text and variables to a configuration, as far as they can be understood.

use std::path::Path;

use super::error::Problems;
use super::facade::FacadeSection;
use super::place::{Origin, Place, Source};
use super::provider::ProviderSection;
use super::section::Sections;
use super::{ConfigError, Configuration, Environment, file};

/// What was understood, with stand-ins for what was not, and all that is wrong. Where anything is, the stand-ins must
/// reach nobody: they are there so that the rest can be looked at too.
pub(crate) struct Read {
    pub(crate) configuration: Configuration,
    pub(crate) problems: Problems,
}

impl Read {
    pub(crate) fn file(path: &Path, environment: &Environment) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let problem = format!("cannot be read ({error}); give the path of a heyan.toml");
            ConfigError::new(Place::new(Origin::file(&name), ""), problem)
        })?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self::text(&text, Source { name, folder }, environment)
    }

    pub(crate) fn text(text: &str, source: Source, environment: &Environment) -> Result<Self, ConfigError> {
        let place = Place::new(Origin::file(&source.name), "");
        let mut problems = Problems::default();
        let sections = file::sections(text, source, &mut problems)?;
        Ok(Self::understand(sections, environment, place, problems))
    }

    pub(crate) fn environment(environment: &Environment) -> Self {
        let place = Place::new(Origin::Environment, "");
        Self::understand(Sections::new(Origin::Environment), environment, place, Problems::default())
    }

    /// The configuration, if nothing is wrong with it.
    pub(crate) fn whole(self) -> Result<Configuration, ConfigError> {
        self.problems.none()?;
        Ok(self.configuration)
    }

    fn understand(
        mut sections: Sections,
        environment: &Environment,
        place: Place,
        mut problems: Problems,
    ) -> Self {
        environment.over(&mut sections, &mut problems);
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
        let strays = environment.strays().map(str::to_owned).collect();
        Self { configuration: Configuration { place, providers, facade, strays }, problems }
    }
}
