//! Who is asked: an embedded sandbox, a running one, or the vendors of a configuration.

use std::path::{Path, PathBuf};

use heyan::{BuildError, Facade, TracingObserver, is_loopback};
use heyan_config::{ConfigError, Configuration, Environment};
use heyan_sandbox::{Sandbox, SandboxConfig};

use crate::args;
use crate::fitting::TellOfPortraits;
use crate::output;
use crate::refusal::Refusal;
use crate::words::{Language, Says};

/// The file that is read where nothing is said.
const DEFAULT_CONFIG: &str = "heyan.toml";

/// How a sandbox is asked. The prices are examples, so that it shows what a verification would cost.
const SANDBOX_CONFIG: &str = r#"
[provider.juhe]
key = "sandbox"
base_url = "URL"
price = "0.80"

[provider.ihuyi]
account = "sandbox"
api_key = "sandbox-key"
base_url = "URL"
price = "1.00"

[facade]
order = ["juhe", "ihuyi"]
"#;

/// Who is asked. A sandbox of this command's own is up, everybody else was not asked anything yet.
#[derive(Debug)]
pub(crate) struct Target {
    configuration: Configuration,
    /// Where the sandbox listens, if it is one.
    sandbox_url: Option<String>,
    /// The sandbox to be stopped in the end.
    sandbox: Option<Sandbox>,
}

/// The file to read: the one that is named, or the one in this folder. `None` where only variables configure.
pub(crate) fn configuration_file(
    named: Option<&Path>,
    language: Language,
) -> Result<Option<PathBuf>, Refusal> {
    if let Some(named) = named {
        return Ok(Some(named.to_owned()));
    }
    if Path::new(DEFAULT_CONFIG).exists() {
        output::note(&language.using(DEFAULT_CONFIG));
        return Ok(Some(DEFAULT_CONFIG.into()));
    }
    if Environment::of_process().is_empty() {
        return Err(Refusal::configuration(Says::NotConfigured));
    }
    Ok(None)
}

/// Reads it, with the process's variables over it.
pub(crate) fn read(file: Option<&Path>) -> Result<Configuration, ConfigError> {
    let environment = Environment::of_process();
    match file {
        Some(file) => Configuration::load_with(file, &environment),
        None => Configuration::from_environment(&environment),
    }
}

/// The configuration that holds here.
pub(crate) fn configuration(named: Option<&Path>, language: Language) -> Result<Configuration, Refusal> {
    Ok(read(configuration_file(named, language)?.as_deref())?)
}

impl Target {
    /// Decides by the arguments. A sandbox is never a silent default.
    pub(crate) async fn choose(arguments: &args::Target, language: Language) -> Result<Self, Refusal> {
        if arguments.sandbox {
            let sandbox = Sandbox::start(SandboxConfig::default())
                .await
                .map_err(|error| Refusal::bug(format!("the sandbox could not be started: {error}")))?;
            let target = Self::sandbox(sandbox.url())?;
            return Ok(Self { sandbox: Some(sandbox), ..target });
        }
        if let Some(url) = &arguments.sandbox_url {
            // What ends a text in TOML has no place in an address either.
            let plain = !url.contains(['"', '\\']) && !url.contains(char::is_control);
            if !(url.starts_with("http://") && is_loopback(url) && plain) {
                return Err(Refusal::usage(Says::SandboxUrl));
            }
            return Self::sandbox(url.trim_end_matches('/').to_owned());
        }
        let configuration = configuration(arguments.config.as_deref(), language)?;
        configuration.warnings().iter().for_each(|warning| output::warning(&warning.to_string(), language));
        Ok(Self { configuration, sandbox_url: None, sandbox: None })
    }

    fn sandbox(url: String) -> Result<Self, Refusal> {
        let configuration = Configuration::parse(&SANDBOX_CONFIG.replace("URL", &url), "sandbox")?;
        Ok(Self { configuration, sandbox_url: Some(url), sandbox: None })
    }

    /// Whether nobody but this machine is asked.
    pub(crate) fn is_local(&self) -> bool {
        self.configuration.is_local()
    }

    /// Whether the answers are simulated.
    pub(crate) fn is_sandbox(&self) -> bool {
        self.sandbox_url.is_some()
    }

    /// Whether the sandbox ends with this command, so that nobody can be asked later.
    pub(crate) fn ends_with_the_command(&self) -> bool {
        self.sandbox.is_some()
    }

    /// The schemes besides https of addresses that lead back into an app.
    pub(crate) fn app_schemes(&self) -> Vec<&str> {
        self.configuration.app_schemes().collect()
    }

    /// Where a persona's browser returns to after a scan: a page of the sandbox.
    pub(crate) fn return_url(&self) -> String {
        format!("{}/_sandbox/returned", self.sandbox_url.as_deref().unwrap_or("http://127.0.0.1"))
    }

    /// Looks credentials up and builds the facade.
    pub(crate) fn facade(&self, language: Language) -> Result<Facade, Refusal> {
        let builder = self.configuration.builder()?;
        builder
            .observer(TracingObserver)
            .observer(TellOfPortraits(language))
            .build()
            .map_err(|error: BuildError| Refusal::configuration(Says::Configuration(error.to_string())))
    }

    /// Stops the sandbox, if this command started one.
    pub(crate) async fn stop(self) {
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await;
        }
    }
}
