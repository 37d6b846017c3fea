//! Logs on standard error, by `RUST_LOG`.

use tracing_subscriber::EnvFilter;

use crate::output;
use crate::words::Language;

/// What is logged where `RUST_LOG` is not set: only what somebody has to mend on this machine.
const DEFAULT: &str = "heyan::clock=warn";

/// Starts them. What is logged holds nothing personal at any level.
pub(crate) fn to_standard_error(language: Language) {
    let wanted = std::env::var(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    let wanted = if wanted.is_empty() { DEFAULT } else { &wanted };
    let Ok(filter) = EnvFilter::try_new(wanted) else {
        return output::warning(language.log_filter(), language);
    };
    let colours = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    // Fails only where somebody else logs already.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .try_init();
}
