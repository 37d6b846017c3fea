//! What can be said on the command line.

mod output;
mod portrait;
mod sandbox;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use crate::words::Language;

pub(crate) use output::Output;
pub(crate) use portrait::Portrait;
pub(crate) use sandbox::{Auto, Sandbox, SandboxCommand};

/// Verify people's identity through Chinese vendors: choose, fall back, and never pay twice.
#[derive(Debug, Parser)]
#[command(name = "heyan", version, propagate_version = true, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// The language of what people read; by LANG where it is not given
    // Read by `Language::of_arguments`, which also serves where parsing fails.
    #[arg(long = "lang", value_name = "LANG", value_enum, global = true, help_heading = "Output")]
    _lang: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
   0  verified            64  wrong usage
   1  rejected            65  bad input data, or input that every vendor refused
   2  undetermined        69  no provider could answer
   3  pending             70  a bug
                          78  configuration
                         130  given up by Ctrl-C";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Verify one person
    Verify(Box<Verify>),
    /// Tell who would be asked, in which order, who would not and why, and what it would cost; asks nobody
    Plan(Box<Plan>),
    /// Tell everything that can be known about a request before paying; no network
    Check(Check),
    /// Fit a photo into a vendor's budget, as an upright JPEG; asks nobody
    Portrait(Portrait),
    /// List the vendors' codes, and what each becomes
    Codes(Codes),
    /// Check or show a configuration; asks nobody
    #[command(subcommand)]
    Config(Config),
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
    #[command(flatten)]
    pub(crate) scan: Scan,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Tell who would be asked, in which order, who would not and why, and what it would cost; asks nobody.
#[derive(Args, Debug)]
#[command(after_help = PLAN_EXIT_CODES)]
pub(crate) struct Plan {
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) person: Person,
    /// Permit a hosted face scan where it is needed; the person's browser returns to this address afterwards
    #[arg(long, value_name = "URL", help_heading = "Hosted face scan")]
    pub(crate) return_url: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

const PLAN_EXIT_CODES: &str = "\
Exit codes: 0 somebody would be asked, 65 nobody, for want of evidence or permission, 69 nobody for another reason";

const VERIFY_EXAMPLES: &str = "\
Examples:
  heyan verify --sandbox --persona pass
  heyan verify --config heyan.toml --request person.json --json
  heyan verify --request person.json --return-url https://example.com/done --json >open.json
  heyan verify --request person.json --session open.json --wait
Logs go to standard error: RUST_LOG=heyan=info tells of every attempt, without personal data.";

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

/// A hosted face scan.
#[derive(Args, Debug)]
#[command(next_help_heading = "Hosted face scan")]
pub(crate) struct Scan {
    /// Permit one where it is needed; the person's browser returns to this address afterwards
    #[arg(long, value_name = "URL")]
    pub(crate) return_url: Option<String>,
    /// Ask how a scan went: the pending result that started it, or its session; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) session: Option<PathBuf>,
    /// Wait until the person has scanned their face, at most 24h, 10m where no time is given; always so with
    /// --sandbox
    #[arg(
        long,
        value_name = "TIME",
        num_args = 0..=1,
        default_missing_value = "10m",
        value_parser = patience
    )]
    pub(crate) wait: Option<Duration>,
}

/// A time to wait; no link lives longer than a day.
fn patience(text: &str) -> Result<Duration, &'static str> {
    let day = Duration::from_secs(24 * 60 * 60);
    humantime::parse_duration(text).ok().filter(|time| *time <= day).ok_or("no time of up to 24h")
}

/// Tell everything that can be known about a request before paying; no network.
#[derive(Args, Debug)]
#[command(after_help = CHECK_EXIT_CODES)]
pub(crate) struct Check {
    /// A request in JSON; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) request: PathBuf,
    #[command(flatten)]
    pub(crate) output: Output,
}

const CHECK_EXIT_CODES: &str = "\
A portrait is decoded, fitted and measured; no face is looked for, and nothing is kept.
Exit codes: 0 every given field is well-formed (what is missing or odd is told as a warning), 65 otherwise, also where \
no vendor can find a face in the portrait";

/// List the vendors' codes, and what each becomes.
#[derive(Args, Debug)]
pub(crate) struct Codes {
    /// Whose codes; all vendors' where none is named
    #[arg(value_enum)]
    pub(crate) vendor: Option<Vendor>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// A vendor with a table of codes.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Vendor {
    Juhe,
    Ihuyi,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Tell everything that is wrong with it; looks every secret up, and asks nobody
    #[command(after_help = CONFIG_EXIT_CODES)]
    Check(ConfigSource),
    /// Show every key, what holds for it, and where that is set; of secrets only whether they are set
    #[command(after_help = CONFIG_EXIT_CODES)]
    Show(ConfigSource),
}

/// Which configuration.
#[derive(Args, Debug)]
pub(crate) struct ConfigSource {
    /// The configuration; ./heyan.toml where nothing is said. Variables such as HEYAN_FACADE_DEADLINE go over it
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
}

const CONFIG_EXIT_CODES: &str = "\
Exit codes: 0 it can be used, 78 it cannot";
