//! The workspace's own checks and generated files: `cargo xtask` lists them.

#![expect(clippy::print_stderr, clippy::print_stdout, reason = "a tool for the terminal")]

mod bench;
mod codes;
mod fallback;
mod features;
mod files;
mod packages;
mod page;
mod process;
mod tidy;
mod unicode;
mod violation;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tidy            check what neither compiler nor Clippy checks
cargo xtask codes           write docs/vendor/*-codes.md from the providers' code tables
cargo xtask codes --check   fail where one of those pages is not what would be written
cargo xtask fallback        write docs/guide/fallback.md from the facade's table of what follows on a failure
cargo xtask fallback --check
                            fail where that page is not what would be written
cargo xtask unicode         write heyan-core's tables of characters from Debian's unicode-data
cargo xtask unicode --check
                            fail if one of those tables is not what would be written
cargo xtask features        build each crate alone: no features, each feature alone, all of them
cargo xtask bench portrait  measure the fitting of portraits beside Pillow, sharp and libjpeg-turbo (slow; fetches them)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let outcome = match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        ["tidy"] => tidy::run(root),
        ["codes"] => codes::write(root),
        ["codes", "--check"] => codes::check(root),
        ["fallback"] => fallback::write(root),
        ["fallback", "--check"] => fallback::check(root),
        ["unicode"] => unicode::write(root),
        ["unicode", "--check"] => unicode::check(root),
        ["features"] => features::run(root),
        ["bench", bench] => bench::run(root, bench),
        _ => Err(format!("no such task: {}\n\n{USAGE}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
