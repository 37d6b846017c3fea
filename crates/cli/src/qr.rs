//! A link as a QR code in the terminal, since the person scans their face with a phone.

use anstyle::{Ansi256Color, Style};
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use terminal_size::Width;

/// The QR code of `link`; `None` where standard error is no terminal, or one too narrow for it.
pub(crate) fn for_terminal(link: &str) -> Option<String> {
    let (Width(columns), _) = terminal_size::terminal_size_of(std::io::stderr())?;
    within(link, columns)
}

/// The QR code of `link` where so many columns have room for it.
fn within(link: &str, columns: u16) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://face.example/h5/c02008be0a764c7e8f36d9c7877?channel=8#start";

    /// What a phone sees of it.
    fn read(drawn: &str) -> String {
        let plain = anstream::adapter::strip_str(drawn).to_string();
        let lines: Vec<Vec<char>> = plain.lines().map(|line| line.chars().collect()).collect();
        let dark = |x: usize, y: usize| match lines.get(y / 2).and_then(|line| line.get(x)) {
            Some('\u{2588}') => true,
            Some('\u{2580}') => y.is_multiple_of(2),
            Some('\u{2584}') => !y.is_multiple_of(2),
            _ => false,
        };
        let (width, height) = (lines[0].len(), 2 * lines.len());
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(4 * width, 4 * height, |x, y| {
            if dark(x / 4, y / 4) { 0 } else { 255 }
        });
        picture.detect_grids()[0].decode().unwrap().1
    }

    #[test]
    fn a_phone_reads_the_link() {
        let drawn = within(LINK, 80).unwrap();
        assert_eq!(read(&drawn), LINK);
        assert!(
            drawn.lines().all(|line| line.starts_with("\u{1b}[38;5;16m\u{1b}[48;5;231m")),
            "black on white"
        );
    }

    #[test]
    fn where_it_has_no_room_it_is_left_out() {
        let width =
            anstream::adapter::strip_str(within(LINK, 200).unwrap().lines().next().unwrap()).to_string();
        let width = u16::try_from(width.chars().count()).unwrap();
        assert!(within(LINK, width).is_some() && within(LINK, width - 1).is_none());
        assert_eq!(within(&"x".repeat(5000), 2000), None, "no code holds that");
    }
}
