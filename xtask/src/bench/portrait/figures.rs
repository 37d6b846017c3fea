//! Everything that was measured.

use super::memory::Memory;
use super::photos::Photo;
use super::quality::Judgements;
use super::times::Times;

#[derive(Debug)]
pub(super) struct Figures {
    pub(super) photos: Vec<Photo>,
    pub(super) times: Times,
    pub(super) judgements: Judgements,
    pub(super) memory: Memory,
}

impl Figures {
    /// Those that a camera took: what ratios are about.
    pub(super) fn photographed(&self) -> Vec<&Photo> {
        self.photos.iter().filter(|photo| !photo.is_generated()).collect()
    }

    pub(super) fn generated(&self) -> Vec<&Photo> {
        self.photos.iter().filter(|photo| photo.is_generated()).collect()
    }
}
