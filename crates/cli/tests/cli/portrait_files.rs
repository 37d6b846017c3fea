//! `heyan portrait`: where the photo comes from and where it goes, without an original or a half file being lost or left.

use std::process::Stdio;

use crate::heyan::Heyan;
use crate::pictures::{jpeg, textured};

fn with_photo() -> Heyan {
    let heyan = Heyan::new();
    heyan.file("large.jpg", jpeg(900, 700, textured));
    heyan
}

#[test]
fn a_dash_is_standard_input_and_standard_output() {
    let heyan = with_photo();
    let large = heyan.read("large.jpg");
    let piped = heyan.run_bytes(&["portrait", "-", "-"], &large);
    assert_eq!(piped.status.code(), Some(0));
    let told = String::from_utf8(piped.stderr).unwrap();
    assert!(told.contains(" -> JPEG 480 x 373, "), "{told}");
    heyan.run(&["portrait", "large.jpg", "out.jpg"]);
    assert_eq!(piped.stdout, heyan.read("out.jpg"), "nothing else goes to standard output");
    let from_input = heyan.run_bytes(&["portrait", "-", "second.jpg"], &large);
    assert_eq!((from_input.status.code(), heyan.read("second.jpg")), (Some(0), piped.stdout.clone()));
    assert_eq!(heyan.run_bytes(&["portrait", "large.jpg", "-"], b"").stdout, piped.stdout);
}

#[test]
fn mistakes_name_no_path_and_leave_no_file() {
    let heyan = with_photo();
    std::fs::create_dir(heyan.path().join("folder")).unwrap();
    let before = heyan.names();
    let mut shown = String::new();
    for arguments in [
        &["large.jpg", "large.jpg"][..],
        &["large.jpg", "folder/../large.jpg"],
        &["张三.jpg", "out.jpg"],
        &["folder", "out.jpg"],
        &["large.jpg", "folder"],
        &["large.jpg", "张三/out.jpg"],
        &["large.jpg", "face.jpg/out.jpg"],
        &["large.jpg", "-", "--json"],
        &["large.jpg"],
        &[],
    ] {
        for language in ["en", "zh"] {
            let run = heyan.run(&[&["portrait", "--lang", language], arguments].concat());
            assert!(!run.everything().contains("张三"), "{}", run.everything());
            shown += &format!("{} {}{}", run.code, run.stderr, if run.code == 64 { &run.stdout } else { "" });
        }
    }
    insta::assert_snapshot!(shown);
    assert_eq!(heyan.names(), before, "nothing is left behind");
}

#[test]
#[cfg(unix)]
fn an_original_is_safe_under_every_name() {
    let heyan = with_photo();
    let original = heyan.read("large.jpg");
    std::os::unix::fs::symlink("large.jpg", heyan.path().join("link.jpg")).unwrap();
    std::fs::hard_link(heyan.path().join("large.jpg"), heyan.path().join("hard.jpg")).unwrap();
    for [from, to] in [["large.jpg", "link.jpg"], ["link.jpg", "large.jpg"], ["large.jpg", "hard.jpg"]] {
        let run = heyan.run(&["portrait", from, to]);
        assert_eq!(run.code, 64, "{from} {to}: {}", run.stderr);
    }
    let mut redirected = heyan.command(&["portrait", "-", "large.jpg"]);
    let file = std::fs::File::open(heyan.path().join("large.jpg")).unwrap();
    assert_eq!(redirected.stdin(file).output().unwrap().status.code(), Some(64));
    assert_eq!(heyan.read("large.jpg"), original);
}

#[test]
#[cfg(unix)]
fn what_is_there_already_is_replaced_and_stays_as_private_as_it_was() {
    use std::os::unix::fs::PermissionsExt as _;

    let heyan = with_photo();
    heyan.file("old.jpg", "old");
    std::os::unix::fs::symlink("old.jpg", heyan.path().join("link.jpg")).unwrap();
    let old = heyan.path().join("old.jpg");
    std::fs::hard_link(&old, heyan.path().join("kept.jpg")).unwrap();
    std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(heyan.run(&["portrait", "large.jpg", "link.jpg"]).code, 0);
    assert!(heyan.read("old.jpg").starts_with(b"\xFF\xD8"));
    assert_eq!(
        heyan.read("kept.jpg"),
        b"old",
        "another file stands in its place: none was ever half written"
    );
    assert_eq!(std::fs::metadata(&old).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(heyan.path().join("link.jpg").is_symlink(), "the link stays one");
    assert_eq!(heyan.names(), ["face.jpg", "kept.jpg", "large.jpg", "link.jpg", "old.jpg"]);
}

/// Renaming a file onto a device would put an end to the device.
#[test]
#[cfg(unix)]
fn a_pipe_or_a_device_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt as _;

    let heyan = with_photo();
    let pipe = heyan.path().join("pipe");
    let status = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(status.success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).unwrap()
    });
    let run = heyan.run(&["portrait", "large.jpg", "pipe"]);
    assert_eq!((run.code, reader.join().unwrap().starts_with(b"\xFF\xD8")), (0, true), "{}", run.stderr);
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(heyan.names(), ["face.jpg", "large.jpg", "pipe"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let heyan = with_photo();
    let full = heyan.run(&["portrait", "large.jpg", "/dev/full"]);
    assert_eq!(full.code, 64);
    assert!(full.stderr.contains("OUT cannot be written (No space left"), "{}", full.stderr);
    let stdout = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let redirected = heyan.command(&["portrait", "large.jpg", "-"]).stdout(stdout).output().unwrap();
    assert_eq!((redirected.status.code(), redirected.stderr), (Some(64), full.stderr.into_bytes()));
}

#[test]
fn a_reader_that_goes_away_is_no_bug() {
    let heyan = with_photo();
    let mut child = heyan.command(&["portrait", "-", "-"]).spawn().unwrap();
    // It cannot have written before it has read.
    drop(child.stdout.take());
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), &heyan.read("large.jpg")).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_no_picture() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    let heyan = with_photo();
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
    let terminal = || std::fs::OpenOptions::new().read(true).write(true).open(&name).unwrap();
    // A picture that came after all would wait for its reader for ever.
    let _open = terminal();
    std::thread::spawn(move || std::io::copy(&mut std::fs::File::from(master), &mut std::io::sink()));
    let mut to_output = heyan.command(&["portrait", "large.jpg", "-"]);
    let mut by_name = heyan.command(&["portrait", "large.jpg", &name]);
    for refused in [to_output.stdout(terminal()), by_name.stdout(Stdio::null())] {
        let output = refused.output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(64), "{told}");
        assert!(told.contains("a picture is nothing for a terminal"), "{told}");
    }
}
