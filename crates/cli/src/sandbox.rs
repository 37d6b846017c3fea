//! `heyan sandbox`: the vendors' interfaces on loopback, until it is stopped.

use std::io::ErrorKind;
use std::process::ExitCode;

use heyan_sandbox::{Auto, SandboxConfig, SandboxError, personas};

use crate::args::{self, Sandbox, SandboxCommand};
use crate::interrupt::Interrupt;
use crate::output;
use crate::refusal::Refusal;
use crate::table::{new_table, wrap_from};
use crate::words::{Language, Says};

pub(crate) async fn run(arguments: &Sandbox, language: Language) -> Result<ExitCode, Refusal> {
    match arguments.command {
        Some(SandboxCommand::Personas { json: true }) => output::json(&personas()),
        Some(SandboxCommand::Personas { json: false }) => output::text(&persona_table(language)),
        None => serve(arguments, language).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Only the address goes to standard output, so that a script can read it.
async fn serve(arguments: &Sandbox, language: Language) -> Result<(), Refusal> {
    let config = SandboxConfig::default()
        .with_listen(arguments.listen)
        .with_strict_images(arguments.strict_images)
        .with_ihuyi_api_key(&arguments.ihuyi_api_key);
    let auto = arguments.auto.map(|auto| match auto {
        args::Auto::Pass => Auto::Pass,
        args::Auto::Fail => Auto::Fail,
        args::Auto::Never => Auto::Never,
    });
    let config = auto.into_iter().fold(config, SandboxConfig::with_auto);
    let sandbox =
        heyan_sandbox::Sandbox::start(config).await.map_err(|error| Refusal::usage(told(&error)))?;
    output::text(&sandbox.url());
    output::note(&language.sandbox_started(&sandbox.url()));
    Interrupt::of_any_kind().await.wait().await;
    sandbox.stop().await;
    Ok(())
}

/// Why it does not listen, and what to do.
fn told(error: &SandboxError) -> Says {
    match error {
        SandboxError::NotLoopback { .. } => Says::SandboxNotLoopback,
        SandboxError::Bind { source, .. } if source.kind() == ErrorKind::AddrInUse => Says::SandboxPortTaken,
        other => {
            let cause = std::error::Error::source(other).map(ToString::to_string);
            Says::SandboxListen { error: cause.unwrap_or_else(|| other.to_string()) }
        }
    }
}

fn persona_table(language: Language) -> String {
    let mut table = new_table(language.persona_header());
    for persona in personas() {
        table.add_row([
            persona.persona,
            persona.name,
            persona.id_number,
            persona.mobile,
            persona.juhe,
            persona.ihuyi,
        ]);
    }
    wrap_from(&mut table, 4);
    table.trim_fmt()
}
