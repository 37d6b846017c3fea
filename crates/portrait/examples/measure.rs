//! What `cargo xtask bench portrait` starts: fits the photos it is told of, and says how long each took.
//!
//! A line on standard input is a photo's path, a tab, and the path where the portrait goes; the answer is a line of JSON.
//! With `--memory PHOTO` it fits that one and tells how far memory rose above what it was with the photo in it.

#![expect(clippy::print_stdout, reason = "a program that answers on standard output")]

use std::error::Error;
use std::{env, fs, io, thread};

use heyan_core::{Clock, SystemClock};
use heyan_portrait::{Budget, fit};

fn main() -> Result<(), Box<dyn Error>> {
    match env::args().collect::<Vec<_>>().as_slice() {
        [_] => answer_all(),
        [_, mode, photo] if mode == "--memory" => memory(photo),
        _ => Err("measure, or measure --memory PHOTO".into()),
    }
}

fn answer_all() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lines() {
        let line = line?;
        let (photo, portrait) = line.split_once('\t').ok_or("a line is a path, a tab, and a path")?;
        let photo = fs::read(photo)?;
        let (started, before) = (SystemClock.monotonic(), processor_time());
        let fitted = fit(&photo, &Budget::default());
        let wall = started.elapsed().as_secs_f64() * 1000.0;
        let processor = match (before, processor_time()) {
            (Some(before), Some(after)) => format!("{:.3}", after - before),
            _ => "null".to_owned(),
        };
        match fitted {
            Ok(fitted) => {
                fs::write(portrait, fitted.expose())?;
                println!("{{\"wall\": {wall:.3}, \"processor\": {processor}}}");
            }
            Err(error) => println!("{{\"error\": {:?}}}", error.to_string()),
        }
    }
    Ok(())
}

fn memory(photo: &str) -> Result<(), Box<dyn Error>> {
    let photo = fs::read(photo)?;
    let before = most_resident()?;
    fit(&photo, &Budget::default())?;
    println!("{{\"kibibytes\": {}}}", most_resident()?.saturating_sub(before));
    Ok(())
}

/// Milliseconds for which the threads of this process have run so far: a decoder has some of its own. Linux alone tells.
fn processor_time() -> Option<f64> {
    // Giving way for a moment brings the kernel's books up to date.
    thread::yield_now();
    let nanoseconds = fs::read_dir("/proc/self/task").ok()?.map(|task| {
        let books = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        books.split_whitespace().next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<Option<f64>>().map(|nanoseconds| nanoseconds / 1_000_000.0)
}

/// The most memory this process has had so far, code that was run included, in KiB. Linux alone tells.
fn most_resident() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}
