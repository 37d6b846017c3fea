//! The scans of one sandbox, the last of them.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::scan::Scan;

/// How many scans are remembered.
const REMEMBERED: usize = 10_000;

/// The scans, oldest first, which is also the order of their serials.
#[derive(Default)]
pub(super) struct Scans(Mutex<VecDeque<Scan>>);

impl Scans {
    /// Keeps the scan that `begin` makes, and gives back what it tells of it. The serial has to be drawn in
    /// there, where nobody else draws one.
    pub(super) fn keep<T>(&self, begin: impl FnOnce() -> (Scan, T)) -> T {
        self.with(|scans| {
            let (scan, told) = begin();
            if scans.len() == REMEMBERED {
                scans.pop_front();
            }
            scans.push_back(scan);
            told
        })
    }

    /// What `ask` tells of the scan with exactly this serial.
    pub(super) fn with_serial<T>(&self, serial: &str, ask: impl FnOnce(&mut Scan) -> T) -> Option<T> {
        self.with(|scans| {
            let place = scans.binary_search_by(|scan| scan.serial.as_str().cmp(serial)).ok()?;
            scans.get_mut(place).map(ask)
        })
    }

    /// What `ask` tells of the scan whose page has this token.
    pub(super) fn with_token<T>(&self, token: &str, ask: impl FnOnce(&mut Scan) -> T) -> Option<T> {
        let is_it = |scan: &&mut Scan| scan.page.as_ref().is_some_and(|page| page.token == token);
        self.with(|scans| scans.iter_mut().rev().find(is_it).map(ask))
    }

    fn with<T>(&self, act: impl FnOnce(&mut VecDeque<Scan>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::{REMEMBERED, Scans};
    use crate::ihuyi::progress::Progress;
    use crate::ihuyi::scan::Scan;
    use crate::ihuyi::serial;

    fn scan() -> (Scan, String) {
        let serial = serial::next();
        let scan = Scan {
            serial: serial.clone(),
            account: 0,
            persona: None,
            page: None,
            progress: Progress::Passes,
            expires: 0,
            is_asked_about: false,
            is_left: false,
            decided: None,
        };
        (scan, serial)
    }

    #[test]
    fn the_last_ones_are_remembered_and_each_is_found() {
        let scans = Scans::default();
        let serials: Vec<_> = (0..REMEMBERED + 2).map(|_| scans.keep(scan)).collect();
        let found = |serial: &str| scans.with_serial(serial, |scan| scan.serial.clone());
        assert_eq!(found(&serials[0]), None);
        assert_eq!(found(&serials[1]), None);
        for serial in &serials[2..] {
            assert_eq!(found(serial).as_ref(), Some(serial));
        }
        assert_eq!(found(""), None);
        assert_eq!(found(&format!("0{}", serials[2])), None);
    }
}
