//! How a result is printed.

use clap::Args;

/// How a result is printed.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// Print JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}
