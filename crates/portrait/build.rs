//! Says what the feature `mozjpeg` needs where it is missing, before the C library's own build says it in a page.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "mozjpeg")]
    needed::tell();
}

#[cfg(feature = "mozjpeg")]
mod needed {
    use std::process::{Command, Stdio};

    pub(crate) fn tell() {
        let compiler = cc::Build::new().cargo_metadata(false).try_get_compiler();
        let runs = |command: &mut Command| {
            let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            quiet.arg("--version").status().is_ok()
        };
        if !compiler.is_ok_and(|compiler| runs(&mut compiler.to_command())) {
            println!(
                "cargo::error=the feature mozjpeg of heyan-portrait needs a C compiler: install one (Debian: apt install gcc libc6-dev; macOS: xcode-select --install) or set CC, or build without the feature"
            );
        }
        let target = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
        if target.starts_with("x86") && !runs(&mut Command::new("nasm")) {
            println!(
                "cargo::warning=the feature mozjpeg of heyan-portrait is built without SIMD, which makes it slower: there is no nasm (Debian: apt install nasm)"
            );
        }
    }
}
