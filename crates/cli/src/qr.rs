//! A link as a QR code in the terminal, since the person scans their face with a phone.

use anstyle::{Ansi256Color, Style};
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use terminal_size::Width;

/// The QR code of `link`; `None` where standard error is no terminal, or one too narrow for it.
pub(crate) fn for_terminal(link: &str) -> Option<String> {
    let (Width(columns), _) = terminal_size::terminal_size_of(std::io::stderr())?;
    let code = QrCode::with_error_correction_level(link, EcLevel::L).ok()?;
    (code.width() + 2 * BORDER <= usize::from(columns)).then(|| drawn(&code))
}

/// The white border that the standard asks for, in modules (ISO/IEC 18004).
const BORDER: usize = 4;

/// Black on white whatever the terminal's own colours are, as phones expect it.
fn drawn(code: &QrCode) -> String {
    let style = Style::new().fg_color(Some(Ansi256Color(16).into())).bg_color(Some(Ansi256Color(231).into()));
    let modules = code.render::<Dense1x2>().quiet_zone(true).build();
    modules.lines().map(|line| format!("{style}{line}{style:#}")).collect::<Vec<_>>().join("\n")
}
