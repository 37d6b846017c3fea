//! Everything that is logged on this thread, down to TRACE.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

use tracing_subscriber::filter::LevelFilter;

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What has been logged on this thread since it was made.
pub(crate) struct Logs(());

impl Logs {
    /// One subscriber serves all tests: with one for each, whether a line is logged at all would be decided by
    /// whichever thread comes first.
    pub(crate) fn collect() -> Self {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| {
            tracing_subscriber::fmt()
                .with_max_level(LevelFilter::TRACE)
                .with_ansi(false)
                .without_time()
                .with_writer(|| Lines)
                .init();
        });
        LINES.with_borrow_mut(Vec::clear);
        Self(())
    }

    pub(crate) fn all(&self) -> String {
        LINES.with_borrow(|lines| String::from_utf8(lines.clone()).unwrap())
    }

    /// What heyan itself says.
    pub(crate) fn own(&self) -> Vec<String> {
        self.all().lines().filter(|line| line.contains(" heyan::clock: ")).map(str::to_owned).collect()
    }
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
