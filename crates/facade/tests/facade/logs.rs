//! What is logged on this thread, as text.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

use tracing_subscriber::filter::LevelFilter;

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What was logged since it was last taken.
pub(crate) fn taken() -> String {
    LINES.with_borrow_mut(|lines| String::from_utf8(std::mem::take(lines)).unwrap())
}

/// One subscriber serves all tests: with one for each, whether a line is logged at all would be decided by whichever
/// thread comes first.
pub(crate) fn start() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .without_time()
            .with_writer(|| Lines)
            .init();
    });
    taken();
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
