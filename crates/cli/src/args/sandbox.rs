//! What can be said to `heyan sandbox`.

use std::net::SocketAddr;

use clap::{Args, Subcommand};

/// Run the sandbox.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Sandbox {
    /// Where it listens; loopback only, port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7373")]
    pub(crate) listen: SocketAddr,
    /// How scans end by themselves, of people who are no persona; on their page where nothing is said
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) auto: Option<Auto>,
    /// Answer 104 (the face could not be checked) to an image that a vendor might not read: anything but an upright
    /// baseline JPEG
    #[arg(long)]
    pub(crate) strict_images: bool,
    /// The key that ihuyi's dynamic passwords are made with
    #[arg(long, value_name = "KEY", default_value = SANDBOX_IHUYI_KEY)]
    pub(crate) ihuyi_api_key: String,
    #[command(subcommand)]
    pub(crate) command: Option<SandboxCommand>,
}

/// ihuyi's API key in a sandbox.
pub(crate) const SANDBOX_IHUYI_KEY: &str = "sandbox-key";

/// How a sandbox's scans end by themselves.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Auto {
    Pass,
    Fail,
    Never,
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
