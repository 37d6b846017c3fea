//! What could not be measured: said at once, loudly, and once more in the report.

/// By name and reason.
#[derive(Debug, Default)]
pub(super) struct Skipped(Vec<String>);

impl Skipped {
    /// Says that something is left out.
    pub(super) fn say(&mut self, what: &str, why: &str) {
        let why = why.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it says nothing").trim();
        let line = format!("SKIPPED {what}: {why}");
        eprintln!("{line}");
        self.0.push(line);
    }

    /// What came of it, where something did.
    pub(super) fn unless<T>(&mut self, what: &str, outcome: Result<T, String>) -> Option<T> {
        outcome.map_err(|why| self.say(what, &why)).ok()
    }

    /// As a list in Markdown; nothing where nothing was left out.
    pub(super) fn list(&self) -> String {
        self.0.iter().map(|line| format!("- {line}\n")).collect()
    }
}
