//! Logs on standard error, where `RUST_LOG` asks for them.

use tracing_subscriber::EnvFilter;

use crate::output;
use crate::words::Language;

/// Starts them. Nothing is logged where `RUST_LOG` is not set; what is logged holds nothing personal at any level.
pub(crate) fn to_standard_error(language: Language) {
    if std::env::var_os(EnvFilter::DEFAULT_ENV).is_none_or(|value| value.is_empty()) {
        return;
    }
    let Ok(filter) = EnvFilter::try_from_default_env() else {
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
