//! How much of a JPEG's picture its scans have brought so far.

use super::frame::Frame;

/// The frequencies of a block.
const FREQUENCIES: usize = 64;

/// What the scans have brought of each component, frequency by frequency: the bits that are still missing.
pub(super) struct Coverage {
    missing: Vec<[Option<u8>; FREQUENCIES]>,
}

impl Coverage {
    pub(super) fn of(frame: &Frame) -> Self {
        Self { missing: vec![[None; FREQUENCIES]; frame.components.len()] }
    }

    /// Notes a scan, by its header (ITU-T T.81, B.2.3).
    pub(super) fn add(&mut self, frame: &Frame, scan: &[u8]) -> Option<()> {
        let (count, rest) = scan.split_first()?;
        let (components, rest) = rest.split_at_checked(usize::from(*count) * 2)?;
        let [start, end, bits] = *rest else { return None };
        // Where nothing is sent piece by piece, some programs write nonsense here.
        let (start, end, bits) = if frame.is_progressive() { (start, end, bits & 15) } else { (0, 63, 0) };
        for named in components.chunks_exact(2) {
            let is_named = |component: &&(u8, u8, u8)| Some(&component.0) == named.first();
            let place = frame.components.iter().position(|component| is_named(&component))?;
            let frequencies = self.missing.get_mut(place)?.get_mut(usize::from(start)..=usize::from(end))?;
            frequencies.fill(Some(bits));
        }
        Some(())
    }

    /// Whether the whole picture is there, to the last bit.
    pub(super) fn is_complete(&self) -> bool {
        self.missing.iter().flatten().all(|missing| *missing == Some(0))
    }
}
