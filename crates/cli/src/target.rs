//! Who is asked: an embedded sandbox, a running one, or the vendors of a configuration.

use std::path::{Path, PathBuf};

use heyan::config::Configuration;
use heyan::juhe::{JuheConfig, JuheVerifier};
use heyan::{BuildError, Facade, TracingObserver, is_loopback};
use heyan_sandbox::{Sandbox, SandboxConfig};

use crate::args;
use crate::output;
use crate::refusal::Refusal;
use crate::words::{Language, Says};

/// The key that a sandbox is asked with.
const SANDBOX_KEY: &str = "sandbox";

/// An example of a price, so that the sandbox shows what a verification would cost: 0.80 yuan.
const SANDBOX_PRICE_FEN: u64 = 80;

/// The file that is read where nothing is said.
const DEFAULT_CONFIG: &str = "heyan.toml";

/// Who is asked, decided but not yet started.
#[derive(Debug)]
pub(crate) enum Target {
    /// A sandbox of this command's own.
    EmbeddedSandbox,
    /// A sandbox that is running already.
    Sandbox(Box<JuheVerifier>),
    /// The vendors of a configuration.
    Vendors(Box<Configuration>),
}

/// A target that is up: the facade, and the sandbox to be stopped after it.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) facade: Facade,
    sandbox: Option<Sandbox>,
}

impl Target {
    /// Decides by the arguments. A sandbox is never a silent default.
    pub(crate) fn choose(arguments: &args::Target, language: Language) -> Result<Self, Refusal> {
        if arguments.sandbox {
            return Ok(Self::EmbeddedSandbox);
        }
        if let Some(url) = &arguments.sandbox_url {
            if !(url.starts_with("http://") && is_loopback(url)) {
                return Err(Refusal::usage(Says::SandboxUrl));
            }
            return Ok(Self::Sandbox(Box::new(sandbox_juhe(url)?)));
        }
        let file = arguments
            .config
            .clone()
            .or_else(|| Path::new(DEFAULT_CONFIG).exists().then(|| DEFAULT_CONFIG.into()));
        let file: PathBuf = file.ok_or_else(|| Refusal::configuration(Says::NotConfigured))?;
        if arguments.config.is_none() {
            output::note(&language.using(DEFAULT_CONFIG));
        }
        let configuration = Configuration::load(&file)?;
        configuration.warnings().iter().for_each(|warning| output::warning(&warning.to_string(), language));
        Ok(Self::Vendors(Box::new(configuration)))
    }

    /// Whether nobody but this machine is asked.
    pub(crate) fn is_local(&self) -> bool {
        match self {
            Self::EmbeddedSandbox | Self::Sandbox(_) => true,
            Self::Vendors(configuration) => configuration.is_local(),
        }
    }

    /// Whether the answers are simulated.
    pub(crate) fn is_sandbox(&self) -> bool {
        !matches!(self, Self::Vendors(_))
    }

    /// Looks credentials up, starts what must be started, and builds the facade.
    pub(crate) async fn start(self) -> Result<Running, Refusal> {
        let (builder, sandbox) = match self {
            Self::EmbeddedSandbox => {
                let sandbox = Sandbox::start(SandboxConfig::default())
                    .await
                    .map_err(|error| Refusal::bug(format!("the sandbox could not be started: {error}")))?;
                (Facade::builder().provider(sandbox_juhe(&sandbox.url())?), Some(sandbox))
            }
            Self::Sandbox(juhe) => (Facade::builder().provider(juhe), None),
            Self::Vendors(configuration) => (configuration.builder()?, None),
        };
        let facade = builder
            .observer(TracingObserver)
            .build()
            .map_err(|error: BuildError| Refusal::configuration(Says::Configuration(error.to_string())))?;
        Ok(Running { facade, sandbox })
    }
}

impl Running {
    /// Stops the sandbox, if this command started one.
    pub(crate) async fn stop(self) {
        drop(self.facade);
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await;
        }
    }
}

fn sandbox_juhe(url: &str) -> Result<JuheVerifier, Refusal> {
    let config = JuheConfig::new(SANDBOX_KEY).base_url(url).price_fen(SANDBOX_PRICE_FEN);
    JuheVerifier::new(config).map_err(|error| Refusal::configuration(Says::Configuration(error.to_string())))
}
