//! What can be said on the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::words::Language;

/// Verify people's identity through Chinese vendors: choose, fall back, and never pay twice.
#[derive(Debug, Parser)]
#[command(name = "heyan", version, propagate_version = true, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
   0  verified            64  wrong usage
   1  rejected            65  bad input data, or input that every vendor refused
   2  undetermined        69  no provider could answer
   3  pending             70  a bug
                          78  configuration";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Verify one person
    Verify(Verify),
    /// Run the sandbox: the vendors' interfaces on loopback, for any client in any language
    Sandbox(Sandbox),
}

/// Verify one person.
#[derive(Args, Debug)]
#[command(after_help = VERIFY_EXAMPLES)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) person: Person,
    /// Print one JSON object on standard output
    #[arg(long, help_heading = "Output")]
    pub(crate) json: bool,
    /// The language of the tables; by LANG where it is not given
    #[arg(long, value_enum, help_heading = "Output")]
    pub(crate) lang: Option<Language>,
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  heyan verify --sandbox --persona pass
  heyan verify --config heyan.toml --request person.json --json";

/// Who is asked.
#[derive(Args, Debug)]
#[command(next_help_heading = "Who is asked")]
#[group(multiple = false)]
pub(crate) struct Target {
    /// An embedded sandbox, started and stopped by this command; no vendor is asked
    #[arg(long)]
    pub(crate) sandbox: bool,
    /// A sandbox that is running already (heyan sandbox)
    #[arg(long, value_name = "URL")]
    pub(crate) sandbox_url: Option<String>,
    /// The vendors of this configuration; ./heyan.toml where nothing is said
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Whom it is about.
#[derive(Args, Debug)]
#[command(next_help_heading = "Whom it is about")]
pub(crate) struct Person {
    /// A request in JSON; - reads standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["persona", "name"])]
    pub(crate) request: Option<PathBuf>,
    /// A synthetic person of the sandbox (heyan sandbox personas)
    #[arg(long, value_name = "NAME", conflicts_with = "name")]
    pub(crate) persona: Option<String>,
    /// The real name; only against a sandbox, as are the next two
    #[arg(long, requires = "id_number")]
    pub(crate) name: Option<String>,
    /// The ID number
    #[arg(long, requires = "name", conflicts_with_all = ["request", "persona"], value_name = "NUMBER")]
    pub(crate) id_number: Option<String>,
    /// The mobile number
    #[arg(long, requires = "name", conflicts_with_all = ["request", "persona"], value_name = "NUMBER")]
    pub(crate) mobile: Option<String>,
    /// A face photo (JPEG, PNG, WebP), with --name
    #[arg(long, requires = "name", conflicts_with_all = ["request", "persona"], value_name = "FILE")]
    pub(crate) portrait: Option<PathBuf>,
}

/// Run the sandbox.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Sandbox {
    /// Where it listens; loopback only, port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7373")]
    pub(crate) listen: SocketAddr,
    #[command(subcommand)]
    pub(crate) command: Option<SandboxCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SandboxCommand {
    /// List the synthetic people that the sandbox knows
    Personas {
        /// Print one JSON array on standard output
        #[arg(long)]
        json: bool,
    },
}
